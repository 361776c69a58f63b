// swift-tools-version: 6.1
import PackageDescription

// Warnings are errors where it is asked for (continuous integration does), so that a newer
// compiler's new warning never stops a user's build.
let strict: [SwiftSetting] =
  Context.environment["MEDIACOST_STRICT"] == nil ? [] : [.unsafeFlags(["-warnings-as-errors"])]
let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + strict

let package = Package(
  name: "mediacost",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "mediacost", targets: ["mediacost"]),
    .library(name: "BillingTypes", targets: ["BillingTypes"]),
    .library(name: "PricingRules", targets: ["PricingRules"]),
    .library(name: "Settlement", targets: ["Settlement"]),
    .library(name: "WorkloadSimulator", targets: ["WorkloadSimulator"]),
    .library(name: "CostAnalysis", targets: ["CostAnalysis"]),
    .library(name: "ReportGenerator", targets: ["ReportGenerator"]),
    .library(name: "RateCatalogue", targets: ["RateCatalogue"]),
    .library(name: "CostStore", targets: ["CostStore"]),
    .library(name: "UsageRating", targets: ["UsageRating"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
  ],
  targets: [
    .target(name: "BillingTypes", swiftSettings: settings),
    .target(name: "PricingRules", dependencies: ["BillingTypes"], swiftSettings: settings),
    .target(
      name: "Settlement", dependencies: ["BillingTypes", "PricingRules"], swiftSettings: settings),
    .target(
      name: "WorkloadSimulator", dependencies: ["BillingTypes", "PricingRules", "Settlement"],
      swiftSettings: settings),
    .target(
      name: "CostAnalysis", dependencies: ["BillingTypes", "PricingRules", "WorkloadSimulator"],
      swiftSettings: settings),
    .target(
      name: "ReportGenerator",
      dependencies: ["BillingTypes", "PricingRules", "WorkloadSimulator", "CostAnalysis"],
      swiftSettings: settings),
    .target(
      name: "RateCatalogue",
      dependencies: [
        "BillingTypes", "PricingRules", "WorkloadSimulator", "CostAnalysis",
        .product(name: "Yams", package: "Yams"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [.copy("../../data")],
      swiftSettings: settings),
    .target(
      name: "UsageRating",
      dependencies: [
        "BillingTypes", "PricingRules", "Settlement", "WorkloadSimulator", "CostAnalysis",
        "ReportGenerator",
      ],
      swiftSettings: settings),
    .target(
      name: "CostStore",
      dependencies: [.product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings),
    .executableTarget(
      name: "mediacost",
      dependencies: [
        "BillingTypes", "PricingRules", "WorkloadSimulator", "CostAnalysis", "ReportGenerator",
        "RateCatalogue", "CostStore", "UsageRating",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "BillingTypesTests",
      dependencies: ["BillingTypes", .product(name: "BigInt", package: "BigInt")],
      swiftSettings: settings),
    .testTarget(
      name: "PricingRulesTests",
      dependencies: [
        "PricingRules", "BillingTypes", .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "RateCatalogueTests",
      dependencies: [
        "RateCatalogue", "BillingTypes", "PricingRules", "WorkloadSimulator", "CostAnalysis",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "SettlementTests",
      dependencies: ["Settlement", "PricingRules", "BillingTypes"],
      swiftSettings: settings),
    .testTarget(
      name: "WorkloadSimulatorTests",
      dependencies: ["WorkloadSimulator", "PricingRules", "BillingTypes"],
      swiftSettings: settings),
    .testTarget(
      name: "CostAnalysisTests",
      dependencies: ["CostAnalysis", "WorkloadSimulator", "PricingRules", "BillingTypes"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportGeneratorTests",
      dependencies: [
        "ReportGenerator", "CostAnalysis", "WorkloadSimulator", "PricingRules", "BillingTypes",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CostStoreTests",
      dependencies: ["CostStore", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings),
    .testTarget(
      name: "UsageRatingTests",
      dependencies: [
        "UsageRating", "RateCatalogue", "BillingTypes", "PricingRules", "Settlement",
        "WorkloadSimulator",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Snapshots"],
      swiftSettings: settings),
    .testTarget(
      name: "mediacostTests",
      dependencies: [
        "mediacost", "BillingTypes", "RateCatalogue", "ReportGenerator",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .testTarget(name: "StructureTests", swiftSettings: settings),
    .testTarget(
      name: "DocumentationTests",
      dependencies: ["BillingTypes", "PricingRules", "RateCatalogue"], swiftSettings: settings),
  ]
)
