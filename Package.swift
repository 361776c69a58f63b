// swift-tools-version: 6.1
import PackageDescription

// Warnings are errors where it is asked for (continuous integration does), so that a newer
// compiler's new warning never stops a user's build.
let strict: [SwiftSetting] =
  Context.environment["MEDIACOST_STRICT"] == nil ? [] : [.unsafeFlags(["-warnings-as-errors"])]
// What computes is optimised where that is asked for ('computing', as scripts/test does), so that tests take half the time;
// everything is where the program is tested as it ships ('all', as continuous integration does).
let optimization = Context.environment["MEDIACOST_OPTIMIZED"]
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"])]
let testSettings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + strict
let settings = testSettings + (optimization == "all" ? optimized : [])
let computing = testSettings + (optimization == nil ? [] : optimized)

let package = Package(
  name: "mediacost",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "mediacost", targets: ["MediaCostCommand"]),
    .executable(name: "mediacost-probe", targets: ["MediaCostProbe"]),
    .library(name: "MediaCost", targets: ["MediaCost"]),
    .library(name: "BillingTypes", targets: ["BillingTypes"]),
    .library(name: "PricingRules", targets: ["PricingRules"]),
    .library(name: "Settlement", targets: ["Settlement"]),
    .library(name: "WorkloadSimulator", targets: ["WorkloadSimulator"]),
    .library(name: "CostAnalysis", targets: ["CostAnalysis"]),
    .library(name: "BodyPricing", targets: ["BodyPricing"]),
    .library(name: "ReportGenerator", targets: ["ReportGenerator"]),
    .library(name: "RateCatalogue", targets: ["RateCatalogue"]),
    .library(name: "CostStore", targets: ["CostStore"]),
    .library(name: "UsageRating", targets: ["UsageRating"]),
    .library(name: "WarehouseSQL", targets: ["WarehouseSQL"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .target(name: "BillingTypes", swiftSettings: computing),
    .target(
      name: "PricingRules",
      dependencies: ["BillingTypes", .product(name: "HeapModule", package: "swift-collections")],
      swiftSettings: computing),
    .target(
      name: "Settlement", dependencies: ["BillingTypes", "PricingRules"], swiftSettings: computing),
    .target(
      name: "WorkloadSimulator",
      dependencies: [
        "BillingTypes", "PricingRules", "Settlement",
        .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: computing),
    .target(
      name: "CostAnalysis",
      dependencies: [
        "BillingTypes", "PricingRules", "Settlement", "WorkloadSimulator",
        .product(name: "HeapModule", package: "swift-collections"),
      ],
      swiftSettings: computing),
    .target(
      name: "BodyPricing",
      dependencies: ["BillingTypes", "PricingRules", "WorkloadSimulator", "CostAnalysis"],
      swiftSettings: computing),
    // How real calls are made and read; what sends them is another program.
    .target(
      name: "LiveProbe", dependencies: ["BillingTypes", "PricingRules", "BodyPricing"],
      swiftSettings: settings),
    .target(
      name: "ReportGenerator",
      dependencies: [
        "BillingTypes", "PricingRules", "Settlement", "WorkloadSimulator", "CostAnalysis",
        "BodyPricing", "LiveProbe",
      ],
      swiftSettings: settings),
    .target(
      name: "RateCatalogue",
      dependencies: [
        "BillingTypes", "PricingRules", "WorkloadSimulator", "CostAnalysis", "BodyPricing",
        "LiveProbe",
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [.copy("../../data")],
      swiftSettings: settings),
    .target(
      name: "UsageRating",
      dependencies: [
        "BillingTypes", "PricingRules", "Settlement", "WorkloadSimulator", "CostAnalysis",
      ],
      swiftSettings: computing),
    .target(
      name: "WarehouseSQL",
      dependencies: [
        "BillingTypes", "PricingRules", "Settlement", "WorkloadSimulator", "ReportGenerator",
      ],
      swiftSettings: settings),
    // The same for a coding agent, by the Model Context Protocol.
    .target(
      name: "AgentTools",
      dependencies: [
        "BillingTypes", "PricingRules", "CostAnalysis", "BodyPricing", "ReportGenerator",
      ],
      swiftSettings: settings),
    // What a program that uses mediacost imports.
    .target(
      name: "MediaCost",
      dependencies: [
        "BillingTypes", "PricingRules", "CostAnalysis", "BodyPricing", "ReportGenerator",
        "RateCatalogue", "UsageRating", "WarehouseSQL",
      ],
      swiftSettings: settings),
    // Random usage logs, for tests and for measuring.
    .target(
      name: "SampleLogs", dependencies: ["BillingTypes", "PricingRules"], swiftSettings: settings),
    .target(
      name: "CostStore",
      dependencies: [.product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings),
    // The only program that opens a connection: it sends one request for mediacost, and ends.
    .target(name: "ProbeFrames", swiftSettings: settings),
    .executableTarget(
      name: "MediaCostProbe", dependencies: ["ProbeFrames"], swiftSettings: settings),
    // The command line: the program is called mediacost, and no name differs from the library's in letters alone.
    .executableTarget(
      name: "MediaCostCommand",
      dependencies: [
        "BillingTypes", "PricingRules", "WorkloadSimulator", "CostAnalysis", "BodyPricing",
        "ReportGenerator", "RateCatalogue", "CostStore", "UsageRating", "WarehouseSQL",
        "SampleLogs", "AgentTools", "LiveProbe", "ProbeFrames",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    // What several targets of tests need: generators from a seed, folders, samples.
    .target(
      name: "TestSupport",
      dependencies: [
        "BillingTypes", "PricingRules", "WorkloadSimulator", "RateCatalogue",
        .product(name: "BigInt", package: "BigInt"),
      ],
      path: "Tests/TestSupport", swiftSettings: testSettings),
    // A server on this machine that answers as providers do, for tests of probes.
    .executableTarget(
      name: "ProbeStandIn",
      dependencies: [
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      path: "Tests/ProbeStandIn", swiftSettings: testSettings),
    .testTarget(
      name: "BillingTypesTests",
      dependencies: ["TestSupport", "BillingTypes", .product(name: "BigInt", package: "BigInt")],
      swiftSettings: testSettings),
    .testTarget(
      name: "PricingRulesTests",
      dependencies: [
        "TestSupport", "PricingRules", "BillingTypes", "ReportGenerator",
        .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "RateCatalogueTests",
      dependencies: [
        "TestSupport", "RateCatalogue", "BillingTypes", "PricingRules", "WorkloadSimulator",
        "CostAnalysis", "ReportGenerator",
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "SettlementTests",
      dependencies: [
        "TestSupport", "Settlement", "PricingRules", "BillingTypes", "ReportGenerator",
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "WorkloadSimulatorTests",
      dependencies: [
        "TestSupport", "ReportGenerator", "WorkloadSimulator", "PricingRules", "BillingTypes",
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "CostAnalysisTests",
      dependencies: [
        "TestSupport", "ReportGenerator", "CostAnalysis", "WorkloadSimulator", "PricingRules",
        "BillingTypes", "Settlement",
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "AgentToolsTests",
      dependencies: ["TestSupport", "AgentTools", "PricingRules", "BillingTypes"],
      swiftSettings: testSettings),
    .testTarget(
      name: "BodyPricingTests",
      dependencies: [
        "TestSupport", "BodyPricing", "RateCatalogue", "ReportGenerator", "CostAnalysis",
        "PricingRules", "BillingTypes",
      ],
      exclude: ["Bodies", "offers-without-bodies.txt"], swiftSettings: testSettings),
    .testTarget(
      name: "LiveProbeTests",
      dependencies: [
        "TestSupport", "LiveProbe", "RateCatalogue", "BodyPricing", "PricingRules", "BillingTypes",
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "MediaCostProbeTests",
      dependencies: ["TestSupport", "ProbeFrames", "MediaCostProbe", "ProbeStandIn"],
      swiftSettings: testSettings),
    .testTarget(
      name: "ProbeFramesTests", dependencies: ["ProbeFrames"], swiftSettings: testSettings),
    .testTarget(
      name: "ReportGeneratorTests",
      dependencies: [
        "TestSupport", "ReportGenerator", "CostAnalysis", "WorkloadSimulator", "PricingRules",
        "BillingTypes", "RateCatalogue",
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "CostStoreTests",
      dependencies: ["TestSupport", "CostStore", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: testSettings),
    .testTarget(
      name: "UsageRatingTests",
      dependencies: [
        "TestSupport", "UsageRating", "SampleLogs", "CostAnalysis", "ReportGenerator",
        "RateCatalogue",
        "BillingTypes", "PricingRules", "WorkloadSimulator",
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "WarehouseSQLTests",
      dependencies: [
        "TestSupport", "WarehouseSQL", "SampleLogs", "BillingTypes", "PricingRules", "Settlement",
        "WorkloadSimulator", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Snapshots"],
      swiftSettings: testSettings),
    .testTarget(
      name: "MediaCostTests",
      dependencies: ["TestSupport", "MediaCost"],
      swiftSettings: testSettings),
    .testTarget(
      name: "SampleLogsTests",
      dependencies: ["TestSupport", "SampleLogs", "BillingTypes", "PricingRules"],
      swiftSettings: testSettings),
    .testTarget(
      name: "MediaCostCommandTests",
      dependencies: [
        "TestSupport", "MediaCostCommand", "MediaCostProbe", "ProbeStandIn", "BillingTypes",
        "BodyPricing", "PricingRules", "WorkloadSimulator", "CostAnalysis", "RateCatalogue",
        "ReportGenerator",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: testSettings),
    .testTarget(name: "StructureTests", swiftSettings: testSettings),
    .testTarget(
      name: "DocumentationTests",
      dependencies: ["TestSupport", "MediaCost"],
      swiftSettings: testSettings),
  ]
)
