// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

// The deflate library goes into the binary, which is copied alone to machines that do not have it.
#if os(macOS)
let deflate = Target.systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.brew(["libdeflate"])])
let deflateSettings: [LinkerSetting] = [.linkedLibrary("deflate")]
#else
let deflate = Target.systemLibrary(name: "CDeflate", providers: [.apt(["libdeflate-dev"])])
let deflateSettings: [LinkerSetting] = [.linkedLibrary(":libdeflate.a")]
#endif

// Imports point down: a room may use what stands above it in this list, and only what it names.
let rooms: [Target] = [
    // Ground
    .target(name: "CairnModel", swiftSettings: swiftSettings),

    // Contracts
    .target(name: "CAllocator"),
    .target(name: "CSpawn"),
    .target(name: "CWireTable", exclude: ["wire-table.bin"]),
    .target(name: "CairnAPI", dependencies: ["CairnModel"], swiftSettings: swiftSettings),
    .target(name: "CairnWire", dependencies: ["CairnModel", "CWireTable"], swiftSettings: swiftSettings),
    .target(
        name: "CairnSigning",
        dependencies: ["CairnModel", .product(name: "Crypto", package: "swift-crypto")],
        swiftSettings: swiftSettings
    ),

    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    deflate,
    .target(
        name: "CairnGzip",
        dependencies: ["CDeflate", "CZlib"],
        swiftSettings: swiftSettings,
        linkerSettings: deflateSettings
    ),
    .target(name: "CairnPolicy", dependencies: ["CairnModel"], swiftSettings: swiftSettings),

    .target(name: "CairnSQL", swiftSettings: swiftSettings),

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

    .target(
        name: "CairnIntegrity",
        dependencies: [
            "CairnGzip", "CairnModel",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "CryptoExtras", package: "swift-crypto"),
        ],
        swiftSettings: swiftSettings
    ),
    .target(name: "CairnSelectors", dependencies: ["CairnAPI", "CairnModel"], swiftSettings: swiftSettings),
    .target(
        name: "CairnTrails",
        dependencies: ["CairnAPI", "CairnModel", "CairnSelectors", "CairnStore"],
        swiftSettings: swiftSettings
    ),
    .target(
        name: "CairnAWSClient",
        dependencies: [
            "CSpawn", "CairnModel", "CairnSigning", "CairnWire",
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "NIOSSL", package: "swift-nio-ssl"),
        ],
        swiftSettings: swiftSettings
    ),
    .target(
        name: "CairnObjects",
        dependencies: [
            "CairnAWSClient", "CairnModel", "CairnSigning", "CairnWire",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
        ],
        swiftSettings: swiftSettings
    ),

    // Engine
    .target(
        name: "CairnDelivery",
        dependencies: [
            "CairnAPI", "CairnGzip", "CairnIntegrity", "CairnModel", "CairnObjects", "CairnSelectors", "CairnStore",
            "CairnTrails",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ],
        swiftSettings: swiftSettings
    ),

    .target(name: "CairnInsights", dependencies: ["CairnModel"], swiftSettings: swiftSettings),
    .target(
        name: "CairnLake",
        dependencies: [
            "CSpawn", "CairnAPI", "CairnGzip", "CairnIntegrity", "CairnModel", "CairnObjects", "CairnSelectors",
            "CairnStore",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ],
        swiftSettings: swiftSettings
    ),

    // Doors
    .target(
        name: "CairnService",
        dependencies: [
            "CairnAPI", "CairnLake", "CairnModel", "CairnPolicy", "CairnSQL", "CairnSelectors", "CairnSigning",
            "CairnStore", "CairnTrails",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Logging", package: "swift-log"),
        ],
        swiftSettings: swiftSettings
    ),
    .target(
        name: "CairnBuckets",
        dependencies: [
            "CairnModel", "CairnObjects", "CairnPolicy", "CairnSigning", "CairnWire",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "NIOCore", package: "swift-nio"),
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

    .target(
        name: "CairnClient",
        dependencies: [
            "CairnAPI", "CairnAWSClient", "CairnModel",
            .product(name: "Logging", package: "swift-log"),
        ],
        swiftSettings: swiftSettings
    ),
    .target(
        name: "CairnProcessing",
        dependencies: [
            "CairnAWSClient", "CairnGzip", "CairnIntegrity", "CairnModel", "CairnObjects", "CairnSigning", "CairnWire",
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ],
        swiftSettings: swiftSettings
    ),
    .target(
        name: "CairnReplay",
        dependencies: [
            "CairnAWSClient", "CairnGzip", "CairnModel", "CairnObjects", "CairnSigning", "CairnWire",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "NIOCore", package: "swift-nio"),
        ],
        swiftSettings: swiftSettings
    ),
    .target(
        name: "CairnConstructs",
        dependencies: [
            "CairnAPI", "CairnModel", "CairnSelectors",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Yams", package: "Yams"),
        ],
        swiftSettings: swiftSettings
    ),

    // Assembly
    .target(
        name: "CairnServer",
        dependencies: [
            "CAllocator", "CairnAPI", "CairnAWSClient", "CairnBuckets", "CairnDelivery", "CairnGateway",
            "CairnInsights", "CairnIntegrity", "CairnLake", "CairnModel", "CairnObjects", "CairnPolicy",
            "CairnRecording",
            "CairnReplay", "CairnSelectors", "CairnService", "CairnSigning", "CairnStore", "CairnTrails", "CairnWire",
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

    .target(
        name: "CairnTesting",
        dependencies: ["CairnAPI", "CairnGzip", "CairnModel", "CairnObjects", "CairnPolicy", "CairnServer"],
        swiftSettings: swiftSettings
    ),

    // Commands
    .executableTarget(
        name: "cairn",
        dependencies: [
            "CairnAPI", "CairnAWSClient", "CairnConstructs", "CairnGzip", "CairnInsights", "CairnIntegrity",
            "CairnLake", "CairnModel",
            "CairnObjects", "CairnPolicy", "CairnReplay", "CairnSQL", "CairnSelectors", "CairnServer", "CairnSigning",
            "CairnStore", "CairnWire",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
        ],
        swiftSettings: swiftSettings
    ),
]

let tests: [Target] = [
    // What the tests of several rooms use.
    .target(
        name: "CairnTestSupport", dependencies: [.product(name: "Logging", package: "swift-log")],
        path: "Tests/CairnTestSupport", swiftSettings: swiftSettings),
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
    .testTarget(name: "CairnGzipTests", dependencies: ["CairnGzip"], swiftSettings: swiftSettings),
    .testTarget(
        name: "CairnIntegrityTests",
        dependencies: [
            "CairnGzip", "CairnIntegrity", "CairnModel",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "CryptoExtras", package: "swift-crypto"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(name: "CairnSQLTests", dependencies: ["CairnSQL"], exclude: ["Cases"], swiftSettings: swiftSettings),
    .testTarget(
        name: "CairnInsightsTests",
        dependencies: ["CairnInsights", "CairnModel"],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnLakeTests",
        dependencies: [
            "CairnAPI", "CairnGzip", "CairnIntegrity", "CairnLake", "CairnModel", "CairnObjects", "CairnSelectors",
            "CairnStore",
            .product(name: "Logging", package: "swift-log"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnReplayTests",
        dependencies: ["CairnAWSClient", "CairnGzip", "CairnModel", "CairnReplay", "CairnWire"],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnConstructsTests",
        dependencies: ["CairnConstructs", "CairnModel"],
        exclude: ["Fixtures"],
        swiftSettings: swiftSettings
    ),
    .testTarget(name: "CairnPolicyTests", dependencies: ["CairnModel", "CairnPolicy"], swiftSettings: swiftSettings),
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
        name: "CairnSelectorsTests",
        dependencies: ["CairnAPI", "CairnModel", "CairnSelectors"],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnTrailsTests",
        dependencies: [
            "CairnAPI", "CairnModel", "CairnSelectors", "CairnStore", "CairnTrails",
            .product(name: "GRDB", package: "GRDB.swift"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnAWSClientTests",
        dependencies: [
            "CairnAWSClient", "CairnModel", "CairnSigning", "CairnWire",
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnObjectsTests",
        dependencies: [
            "CairnAWSClient", "CairnBuckets", "CairnModel", "CairnObjects", "CairnPolicy", "CairnSigning",
            .product(name: "NIOCore", package: "swift-nio"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnBucketsTests",
        dependencies: [
            "CairnAWSClient", "CairnBuckets", "CairnModel", "CairnObjects", "CairnPolicy", "CairnSigning",
            .product(name: "NIOCore", package: "swift-nio"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnDeliveryTests",
        dependencies: [
            "CairnAPI", "CairnDelivery", "CairnGzip", "CairnIntegrity", "CairnModel", "CairnObjects", "CairnSelectors",
            "CairnStore", "CairnTrails",
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnServiceTests",
        dependencies: [
            "CairnAPI", "CairnLake", "CairnModel", "CairnPolicy", "CairnSelectors", "CairnService", "CairnSigning",
            "CairnStore", "CairnTrails",
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
            "CairnAPI", "CairnAWSClient", "CairnGateway", "CairnModel", "CairnPolicy", "CairnRecording",
            "CairnSelectors",
            "CairnServer", "CairnService", "CairnSigning", "CairnStore", "CairnTrails", "CairnWire",
            .product(name: "Logging", package: "swift-log"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnClientTests",
        dependencies: [
            "CairnAPI", "CairnAWSClient", "CairnClient", "CairnModel", "CairnSigning", "CairnTestSupport",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnProcessingTests",
        dependencies: [
            "CairnAWSClient", "CairnGzip", "CairnIntegrity", "CairnModel", "CairnObjects", "CairnProcessing",
            "CairnSigning", "CairnTestSupport",
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ],
        swiftSettings: swiftSettings
    ),
    // The one suite over `any CloudTrailAPI`: in the process and over HTTP.
    .testTarget(
        name: "ConformanceTests",
        dependencies: [
            "CairnAPI", "CairnAWSClient", "CairnClient", "CairnGzip", "CairnIntegrity", "CairnLake", "CairnModel",
            "CairnObjects", "CairnProcessing", "CairnServer", "CairnSigning", "CairnTesting", "CairnTrails",
            "CairnWire",
            .product(name: "Logging", package: "swift-log"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ],
        swiftSettings: swiftSettings
    ),
    .testTarget(
        name: "CairnTestingTests",
        dependencies: [
            "CairnAPI", "CairnModel", "CairnObjects", "CairnServer", "CairnTesting",
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
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
        .library(
            name: "CairnClient",
            targets: ["CairnClient", "CairnAPI", "CairnAWSClient", "CairnModel", "CairnSigning"]),
        .library(
            name: "CairnProcessing",
            targets: ["CairnProcessing", "CairnAWSClient", "CairnIntegrity", "CairnModel", "CairnObjects"]),
        .library(name: "CairnConstructs", targets: ["CairnConstructs"]),
        .library(name: "CairnTesting", targets: ["CairnTesting"]),
        // For the benchmarks' own package.
        .library(name: "CairnGzip", targets: ["CairnGzip"]),
        .library(name: "CairnLake", targets: ["CairnLake"]),
        .library(name: "CairnDelivery", targets: ["CairnDelivery"]),
        .library(name: "CairnInsights", targets: ["CairnInsights"]),
        .library(name: "CairnIntegrity", targets: ["CairnIntegrity"]),
        .library(name: "CairnObjects", targets: ["CairnObjects"]),
        .library(name: "CairnSelectors", targets: ["CairnSelectors"]),
        .library(name: "CairnService", targets: ["CairnService"]),
        .library(name: "CairnStore", targets: ["CairnStore"]),
        .library(name: "CairnTrails", targets: ["CairnTrails"]),
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
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: rooms + tests
)
