// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "TrailStack",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "cairn", path: "../..")
    ],
    targets: [
        .executableTarget(
            name: "TrailStack",
            dependencies: [.product(name: "CairnConstructs", package: "cairn")],
            swiftSettings: [.swiftLanguageMode(.v6)]
        )
    ]
)
