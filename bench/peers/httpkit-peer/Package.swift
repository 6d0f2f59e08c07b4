// swift-tools-version: 6.2
import PackageDescription

// The server alone, without the application around it.
let package = Package(
    name: "httpkit-peer",
    dependencies: [
        .package(name: "goals", path: "../../.."),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    ],
    targets: [
        .executableTarget(
            name: "HTTPKitPeer",
            dependencies: [
                .product(name: "HTTPKit", package: "goals"),
                .product(name: "EventLoop", package: "goals"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ])
    ]
)
