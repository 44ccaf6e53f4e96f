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
]

let package = Package(
    name: "cairn",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "CairnModel", targets: ["CairnModel"]),
        .library(name: "CairnAPI", targets: ["CairnAPI"]),
        // For the benchmarks' own package.
        .library(name: "CairnStore", targets: ["CairnStore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: rooms + tests
)
