// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "swift-tests",
    platforms: [.macOS(.v15)],
    dependencies: [
        // Elsewhere: .package(url: "…/cairn", from: "0.1.0")
        .package(name: "cairn", path: "../.."),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        .target(name: "Onboarding", dependencies: [.product(name: "AsyncHTTPClient", package: "async-http-client")]),
        .testTarget(
            name: "OnboardingTests",
            dependencies: ["Onboarding", .product(name: "CairnTesting", package: "cairn")]),
        .testTarget(
            name: "OnboardingXCTests",
            dependencies: ["Onboarding", .product(name: "CairnTesting", package: "cairn")]),
    ]
)
