// swift-tools-version: 6.2
import PackageDescription

// A package of its own (whose folder must not be called like the framework), so that the product never depends on a framework it is measured against.
let package = Package(
    name: "hummingbird-peer",
    platforms: [.macOS(.v14)],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1")
    ],
    targets: [
        .executableTarget(
            name: "HummingbirdPeer",
            dependencies: [.product(name: "Hummingbird", package: "hummingbird")])
    ]
)
