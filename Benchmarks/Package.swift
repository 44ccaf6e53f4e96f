// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "cairn-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "cairn", path: ".."),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .executableTarget(
            name: "StoreBenchmark",
            dependencies: [
                .product(name: "CairnModel", package: "cairn"),
                .product(name: "CairnStore", package: "cairn"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "DeliveryBenchmark",
            dependencies: [
                .product(name: "CairnAPI", package: "cairn"),
                .product(name: "CairnDelivery", package: "cairn"),
                .product(name: "CairnIntegrity", package: "cairn"),
                .product(name: "CairnModel", package: "cairn"),
                .product(name: "CairnObjects", package: "cairn"),
                .product(name: "CairnSelectors", package: "cairn"),
                .product(name: "CairnStore", package: "cairn"),
                .product(name: "CairnTrails", package: "cairn"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "InsightsBenchmark",
            dependencies: [
                .product(name: "CairnInsights", package: "cairn"),
                .product(name: "CairnModel", package: "cairn"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "LakeBenchmark",
            dependencies: [
                .product(name: "CairnAPI", package: "cairn"),
                .product(name: "CairnLake", package: "cairn"),
                .product(name: "CairnModel", package: "cairn"),
                .product(name: "CairnService", package: "cairn"),
                .product(name: "CairnStore", package: "cairn"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "ProcessingBenchmark",
            dependencies: [
                .product(name: "CairnGzip", package: "cairn"),
                .product(name: "CairnModel", package: "cairn"),
                .product(name: "CairnProcessing", package: "cairn"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "SelectorBenchmark",
            dependencies: [
                .product(name: "CairnAPI", package: "cairn"),
                .product(name: "CairnModel", package: "cairn"),
                .product(name: "CairnSelectors", package: "cairn"),
            ],
            swiftSettings: swiftSettings
        ),
    ]
)
