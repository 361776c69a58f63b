import Testing

/// Who may import whom: the rows are in ``ImportRule``.
///
/// Each check is a function from source text to a list of violations, so that a made-up file can
/// show that the check fails when it should.
@Suite("The import graph")
struct ImportGraphTests {
  @Test("Every module has a row in the import graph, and every row has its module")
  func rowsAndModulesAgree() throws {
    let modules = try SourceFile.names(ofFoldersIn: "Sources")
    #expect(modules == ImportRule.all.map(\.module).sorted())
  }

  @Test("A module imports only what stands below it", arguments: ImportRule.all)
  func importsOnlyGoUp(rule: ImportRule) throws {
    let files = try SourceFile.all.get().filter { $0.module == rule.module }
    #expect(!files.isEmpty)
    #expect(files.flatMap(rule.violations) == [])
  }

  @Test(
    "An import that goes down the graph is a violation",
    arguments: [
      (path: "BillingTypes/A.swift", module: "Foundation"),
      (path: "BillingTypes/A.swift", module: "PricingRules"),
      (path: "PricingRules/Quotes/A.swift", module: "WorkloadSimulator"),
      (path: "WorkloadSimulator/Demand/A.swift", module: "Glibc"),
      (path: "WorkloadSimulator/Distributions/Mathematics.swift", module: "Glibc"),
      (path: "CostAnalysis/A.swift", module: "ReportGenerator"),
      (path: "ReportGenerator/Formats/A.swift", module: "Foundation"),
      (path: "RateCatalogue/A.swift", module: "GRDB"),
      (path: "CostStore/A.swift", module: "PricingRules"),
      (path: "MediaCostCommand/Commands/A.swift", module: "GRDB"),
    ])
  func wrongImportIsFound(path: String, module: String) throws {
    let file = SourceFile(path: path, text: "public import \(module)")
    let rule = try #require(ImportRule.all.first { $0.module == file.module })
    #expect(rule.violations(in: file) == ["\(path) imports \(module)"])
  }
}
