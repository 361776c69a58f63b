import Testing

/// What the files of one module may import.
struct ImportRule: Sendable, CustomTestStringConvertible {
  /// The name of the module and of its folder in `Sources`.
  let module: String
  /// The modules its files may import.
  let allowed: Set<String>
  /// The files that may also share work, or a value, among threads.
  let threadFiles: [String]

  /// Creates the row of one module.
  init(
    _ module: String, imports allowed: [String], threadsIn threadFiles: [String] = []
  ) {
    self.threadFiles = threadFiles
    self.module = module
    self.allowed = Set(allowed)
  }

  /// The modules that are values and pure functions, each above those it may import.
  static let core = numbers + ["BodyPricing", "LiveProbe", "ReportGenerator"]

  /// Those of them that know no words of documents.
  private static let numbers = [
    "BillingTypes", "PricingRules", "Settlement", "WorkloadSimulator", "CostAnalysis",
  ]

  private static let foundation = ["Foundation", "FoundationEssentials"]

  /// The import graph.
  static let all = [
    ImportRule("BillingTypes", imports: []),
    ImportRule(
      "PricingRules", imports: ["BillingTypes", "HeapModule"],
      threadsIn: [
        "PricingRules/Quotes/CompiledOffers.swift", "PricingRules/Cards/DeferredText.swift",
      ]),
    ImportRule("Settlement", imports: ["BillingTypes", "PricingRules"]),
    ImportRule(
      "WorkloadSimulator", imports: ["BillingTypes", "PricingRules", "Settlement", "RealModule"],
      threadsIn: [
        "WorkloadSimulator/Trials/Parallel.swift", "WorkloadSimulator/Trials/DrawMemory.swift",
        "WorkloadSimulator/Charging/UsageMemory.swift",
      ]),
    ImportRule(
      "CostAnalysis",
      imports: ["BillingTypes", "PricingRules", "Settlement", "WorkloadSimulator", "HeapModule"]),
    ImportRule(
      "BodyPricing",
      imports: ["BillingTypes", "PricingRules", "WorkloadSimulator", "CostAnalysis"],
      threadsIn: ["BodyPricing/Pricing/PricedOffer.swift", "BodyPricing/Memory/BodyMemory.swift"]),
    ImportRule("LiveProbe", imports: ["BillingTypes", "PricingRules", "BodyPricing"]),
    ImportRule(
      "ReportGenerator",
      imports: ["BillingTypes", "PricingRules", "Settlement", "WorkloadSimulator", "CostAnalysis"]
        + ["BodyPricing", "LiveProbe"]),
    ImportRule(
      "AgentTools",
      imports: ["BillingTypes", "PricingRules", "CostAnalysis", "BodyPricing", "ReportGenerator"]
        + ["Synchronization"]),
    ImportRule(
      "RateCatalogue",
      imports: numbers + ["BodyPricing", "LiveProbe", "Yams", "Dispatch", "Synchronization"]
        + foundation),
    ImportRule("CostStore", imports: ["GRDB"] + foundation),
    ImportRule(
      "UsageRating", imports: numbers + ["Dispatch", "Synchronization"] + foundation),
    ImportRule("WarehouseSQL", imports: core),
    ImportRule(
      "MediaCost",
      imports: ["BillingTypes", "PricingRules", "CostAnalysis", "BodyPricing", "ReportGenerator"]
        + ["RateCatalogue", "UsageRating", "WarehouseSQL"] + foundation),
    // Nothing of ours but the frames is in the program that has the network.
    ImportRule("ProbeFrames", imports: foundation),
    ImportRule(
      "MediaCostProbe",
      imports: ["ProbeFrames", "FoundationNetworking", "Synchronization"] + foundation),
    ImportRule("SampleLogs", imports: ["BillingTypes", "PricingRules"]),
    ImportRule(
      "MediaCostCommand",
      imports: core
        + ["RateCatalogue", "CostStore", "UsageRating", "WarehouseSQL", "SampleLogs"]
        + ["AgentTools", "ProbeFrames", "ArgumentParser", "Synchronization"]
        + foundation,
      threadsIn: ["MediaCostCommand/Jobs/BodyLines.swift"]),
  ]

  /// The imports of `file` that the rule forbids.
  func violations(in file: SourceFile) -> [String] {
    file.imports.filter { !permits($0, in: file) }.map { "\(file.path) imports \($0.module)" }
  }

  private func permits(_ declaration: ImportDeclaration, in file: SourceFile) -> Bool {
    allowed.contains(declaration.module)
      || threadFiles.contains(file.path)
        && ["Dispatch", "Synchronization"].contains(declaration.module)
  }

  var testDescription: String { module }
}
