// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "goals",
    products: [
        .executable(name: "GoalsServer", targets: ["GoalsServer"]),
        .library(name: "HTTPKit", targets: ["HTTPKit"]),
        .library(name: "HTTPKitTesting", targets: ["HTTPKitTesting"]),
        .library(name: "EventLoop", targets: ["EventLoop"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        // System libraries.
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlienc", providers: [.apt(["libbrotli-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // One direction: GoalsServer → GoalsCore → SQL ← Postgres, SQLite; GoalsServer → HTTPKit, HTTPClient → EventLoop.
        .target(name: "EventLoop", dependencies: ["CLinux"], swiftSettings: settings),
        .target(name: "SQL", swiftSettings: settings),
        .target(name: "Postgres", dependencies: ["SQL", "EventLoop", "CLibpq"], swiftSettings: settings),
        .target(name: "SQLite", dependencies: ["SQL", "CSQLite"], swiftSettings: settings),
        .target(name: "HTTPClient", dependencies: ["EventLoop", "HTTPKit", "CCurl"], swiftSettings: settings),
        .target(
            name: "HTTPKit",
            dependencies: [
                "EventLoop", "CBrotli", "CLinux", "CZlib",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: settings),
        .target(
            name: "HTTPKitTesting",
            dependencies: [
                "HTTPKit", "EventLoop",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: settings),
        .target(name: "GoalsCore", dependencies: ["SQL"], swiftSettings: settings),
        .executableTarget(
            name: "GoalsServer",
            dependencies: [
                "GoalsCore", "HTTPKit", "HTTPClient", "EventLoop", "SQL", "Postgres", "SQLite",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: settings),

        .testTarget(name: "EventLoopTests", dependencies: ["EventLoop", "CLinux"], swiftSettings: settings),
        .testTarget(name: "HTTPTests", dependencies: ["HTTPKit", "HTTPKitTesting", "EventLoop"], swiftSettings: settings),
        .target(
            name: "TestSupport", dependencies: ["SQL", "Postgres", "SQLite", "EventLoop", "CLibpq"], path: "Tests/TestSupport",
            swiftSettings: settings),
        .testTarget(
            name: "DatabaseTests", dependencies: ["SQL", "Postgres", "SQLite", "EventLoop", "CLibpq", "CSQLite", "TestSupport"],
            swiftSettings: settings),
        .testTarget(name: "GoalsCoreTests", dependencies: ["GoalsCore"], swiftSettings: settings),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "GoalsServer", "GoalsCore", "HTTPKit", "HTTPKitTesting", "HTTPClient", "EventLoop", "SQL", "Postgres", "SQLite",
                "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: settings),
    ]
)
