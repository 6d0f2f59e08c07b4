// swift-tools-version: 6.2
import PackageDescription

// A package of its own, for the same reason as hummingbird-peer.
let package = Package(
    name: "flyingfox-peer",
    platforms: [.macOS(.v14)],
    dependencies: [
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1")
    ],
    targets: [
        .executableTarget(
            name: "FlyingFoxPeer",
            dependencies: [.product(name: "FlyingFox", package: "FlyingFox")])
    ]
)
