import Testing

/// What the core may not know, and what demand and charging may not know of each other.
@Suite("What the core may not know")
struct CoreKnowledgeTests {
  @Test("Demand does not mention the types of Charging, nor Charging those of Demand")
  func demandAndChargingAreApart() throws {
    let files = try SourceFile.all.get()
    let demand = files.filter { $0.path.hasPrefix("WorkloadSimulator/Demand/") }
    let charging = files.filter { $0.path.hasPrefix("WorkloadSimulator/Charging/") }
    #expect(mentions(ofTypesIn: charging, by: demand) == [])
    #expect(mentions(ofTypesIn: demand, by: charging) == [])
  }

  @Test("The core knows no clock, environment, file, network or system randomness")
  func coreKnowsNoSurroundings() throws {
    let core = try SourceFile.all.get().filter { ImportRule.core.contains($0.module) }
    #expect(core.flatMap(surroundings) == [])
  }

  @Test("No binary number is on a price path")
  func pricesAreExact() throws {
    let files = try SourceFile.all.get().filter {
      ["BillingTypes", "PricingRules", "UsageRating", "WarehouseSQL"].contains($0.module)
    }
    #expect(files.flatMap(binaryNumbers) == [])
  }

  @Test(
    "A mention of the surroundings is found, in an interpolation too",
    arguments: [
      (code: "let now = Date()", found: ["Date("]),
      (code: "let text = \"on \\(Date())\"", found: ["Date("]),
      (code: "let home = ProcessInfo.processInfo.environment", found: ["ProcessInfo"]),
      (code: "FileManager.default", found: ["FileManager"]),
      (code: "let session: URLSession", found: ["URLSession"]),
      (
        code: "var system = SystemRandomNumberGenerator()", found: ["SystemRandomNumberGenerator"]
      ),
      (code: "let draw = Double\n  .random(in: 0..<1)", found: [".random("]),
      (code: "let day = EffectiveDate(1)", found: []),
      (code: "/// `Date()` and FileManager are for the edges.", found: []),
      (code: "let text = \"see FileManager\"", found: []),
    ])
  func surroundingsAreFound(code: String, found: [String]) {
    let file = SourceFile(path: "CostAnalysis/A.swift", text: code)
    #expect(surroundings(in: file) == found.map { "CostAnalysis/A.swift mentions \($0)" })
  }

  @Test("A binary number is found, except in the approximation of a rational")
  func binaryNumberIsFound() {
    let approximation = "var approximation: Double { if a { Double(a) } else { 0 } }"
    let rational = "BillingTypes/Rational.swift"
    #expect(binaryNumbers(in: SourceFile(path: rational, text: approximation)) == [])
    #expect(
      binaryNumbers(in: SourceFile(path: rational, text: approximation + "\nlet b: Double"))
        == ["\(rational) mentions Double"])
    #expect(
      binaryNumbers(in: SourceFile(path: "PricingRules/A.swift", text: approximation))
        == ["PricingRules/A.swift mentions Double"])
  }

  @Test("A mention of the other folder's type is found")
  func mentionIsFound() {
    let charging = SourceFile(path: "Charging/A.swift", text: "struct Bill {}")
    let demand = SourceFile(path: "Demand/B.swift", text: "func f(bill: Bill?) {} // Billing")
    #expect(
      mentions(ofTypesIn: [charging], by: [demand]) == ["Demand/B.swift mentions Bill"])
    #expect(mentions(ofTypesIn: [demand], by: [charging]) == [])
  }
}

/// What `file` says that only the edges of the program may say.
private func surroundings(in file: SourceFile) -> [String] {
  let forbidden = [
    "Date(", "Date.now", "ContinuousClock", "SuspendingClock", "ProcessInfo", "FileManager",
    "URLSession", "SystemRandomNumberGenerator", ".random(",
  ]
  return forbidden.filter(file.mentions).map { "\(file.path) mentions \($0)" }
}

/// The binary number types that `file` mentions; a rational may be approximated, for statistics.
private func binaryNumbers(in file: SourceFile) -> [String] {
  var tokens = file.tokens
  if file.path == "BillingTypes/Rational.swift" {
    tokens = file.tokens(withoutProperty: "approximation")
  }
  let found = ["Double", "Float"].filter(tokens.contains)
  return found.map { "\(file.path) mentions \($0)" }
}

/// The types declared in `declaring` that `files` mention.
private func mentions(ofTypesIn declaring: [SourceFile], by files: [SourceFile]) -> [String] {
  let types = declaring.reduce(into: Set<String>()) { $0.formUnion($1.declaredTypes) }
  return files.flatMap { file in
    types.intersection(file.tokens).sorted().map { "\(file.path) mentions \($0)" }
  }
}
