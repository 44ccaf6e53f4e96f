// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

// Imports point down: a room may use what stands above it in this list, and only what it names.
let rooms: [Target] = [
    // Ground
    .target(name: "CairnModel", swiftSettings: swiftSettings),

    // Contracts
    .target(name: "CWireTable", exclude: ["wire-table.bin"]),
    .target(name: "CairnAPI", dependencies: ["CairnModel"], swiftSettings: swiftSettings),
    .target(name: "CairnWire", dependencies: ["CairnModel", "CWireTable"], swiftSettings: swiftSettings),
    .target(
        name: "CairnSigning",
        dependencies: ["CairnModel", .product(name: "Crypto", package: "swift-crypto")],
        swiftSettings: swiftSettings
    ),

    // Keeping
    .target(
        name: "CairnRecording",
        dependencies: ["CairnModel", "CairnSigning", "CairnWire"],
        swiftSettings: swiftSettings
    ),
    .target(
        name: "CairnStore",
        dependencies: [
            "CairnModel",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "GRDB", package: "GRDB.swift"),
            .product(name: "Logging", package: "swift-log"),
        ],
        swiftSettings: swiftSettings
    ),

    // Doors
    .target(
        name: "CairnService",
        dependencies: [
            "CairnAPI", "CairnModel", "CairnStore",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Logging", package: "swift-log"),
        ],
        swiftSettings: swiftSettings
    ),
    .target(
        name: "CairnGateway",
        dependencies: [
            "CairnModel", "CairnRecording", "CairnWire",
            .product(name: "HTTPTypes", package: "swift-http-types"),
            .product(name: "HummingbirdCore", package: "hummingbird"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOExtras", package: "swift-nio-extras"),
            .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "NIOSSL", package: "swift-nio-ssl"),
        ],
        swiftSettings: swiftSettings
    ),

    // Assembly
    .target(
        name: "CairnServer",
        dependencies: [
            "CairnGateway", "CairnModel", "CairnRecording", "CairnService", "CairnSigning", "CairnStore", "CairnWire",
            .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
            .product(name: "HTTPTypes", package: "swift-http-types"),
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        ],
        swiftSettings: swiftSettings
    ),

    // Commands
    .executableTarget(
        name: "cairn",
        dependencies: [
            "CairnModel", "CairnServer", "CairnSigning",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
        ],
        swiftSettings: swiftSettings
    ),
]

let tests: [Target] = [
    .testTarget(name: "CairnModelTests", dependencies: ["CairnModel"], swiftSettings: swiftSettings),
    .testTarget(
        name: "CairnAPITests",
        dependencies: ["CairnAPI", "CairnModel"],
        exclude: ["Resources"],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnWireTests",
        dependencies: ["CairnModel", "CairnWire"],
        exclude: ["Resources"],
        swiftSettings: swiftSettings
    ),
    .testTarget(name: "CairnSigningTests", dependencies: ["CairnModel", "CairnSigning"], swiftSettings: swiftSettings),
    .testTarget(
        name: "CairnRecordingTests",
        dependencies: ["CairnModel", "CairnRecording", "CairnSigning", "CairnWire"],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnStoreTests",
        dependencies: [
            "CairnModel", "CairnStore",
            .product(name: "GRDB", package: "GRDB.swift"),
            .product(name: "Logging", package: "swift-log"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnServiceTests",
        dependencies: [
            "CairnAPI", "CairnModel", "CairnService", "CairnStore",
            .product(name: "Logging", package: "swift-log"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnGatewayTests",
        dependencies: [
            "CairnGateway", "CairnModel", "CairnRecording", "CairnWire",
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "HummingbirdCore", package: "hummingbird"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "NIOSSL", package: "swift-nio-ssl"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnServerTests",
        dependencies: [
            "CairnGateway", "CairnModel", "CairnRecording", "CairnServer", "CairnStore", "CairnWire",
            .product(name: "Logging", package: "swift-log"),
        ],
        swiftSettings: swiftSettings
    ),
]

let package = Package(
    name: "cairn",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "cairn", targets: ["cairn"]),
        .library(name: "CairnModel", targets: ["CairnModel"]),
        .library(name: "CairnAPI", targets: ["CairnAPI"]),
        // For the benchmarks' own package.
        .library(name: "CairnStore", targets: ["CairnStore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: rooms + tests
)
