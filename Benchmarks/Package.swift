// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that the product does not carry what only measuring needs.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "mediacost", path: "..")],
  targets: [
    // What is done with figures: it knows nothing of mediacost.
    .target(name: "Measuring"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Measuring",
        .product(name: "BillingTypes", package: "mediacost"),
        .product(name: "BodyPricing", package: "mediacost"),
        .product(name: "MediaCost", package: "mediacost"),
        .product(name: "PricingRules", package: "mediacost"),
        .product(name: "RateCatalogue", package: "mediacost"),
        .product(name: "UsageRating", package: "mediacost"),
        .product(name: "WorkloadSimulator", package: "mediacost"),
      ]),
    .testTarget(name: "MeasuringTests", dependencies: ["Measuring"]),
  ]
)
