import Foundation
import Testing

/// The sources keep the shape the design gives them: who may import whom, and what the core may
/// not know.
///
/// Each check is a function from source text to a list of violations, so that a made-up file can
/// show that the check fails when it should.
@Suite("The structure of the sources")
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
      ["BillingTypes", "PricingRules"].contains($0.module)
    }
    #expect(files.flatMap(binaryNumbers) == [])
  }

  @Test("No source file is longer than 350 lines")
  func filesAreShort() throws {
    let long = try SourceFile.all.get().filter { $0.lineCount > 350 }
    #expect(long.map { "\($0.path) has \($0.lineCount) lines" } == [])
  }

  @Test("Every module has a folder of tests")
  func modulesHaveTests() throws {
    let tests = try Set(SourceFile.names(ofFoldersIn: "Tests"))
    let modules = try SourceFile.names(ofFoldersIn: "Sources")
    #expect(modules.filter { !tests.contains("\($0)Tests") } == [])
  }
}

/// The checks themselves can fail: each is shown a made-up file that breaks its rule.
@Suite("The checks of the structure")
struct StructureCheckTests {
  @Test(
    "An import is seen whatever stands around it",
    arguments: [
      (code: "import Foundation", modules: ["Foundation"]),
      (code: "public import BillingTypes", modules: ["BillingTypes"]),
      (code: "@testable import PricingRules", modules: ["PricingRules"]),
      (code: "@_spi(Rules) @preconcurrency\n  package import GRDB", modules: ["GRDB"]),
      (code: "@_exported import Yams", modules: ["Yams"]),
      (code: "import struct Foundation.Data", modules: ["Foundation"]),
      (code: "internal import class\n  Foundation.FileManager", modules: ["Foundation"]),
      (code: "import/* why */`Crypto` // because", modules: ["Crypto"]),
      (code: "import Yams; fileprivate import GRDB", modules: ["Yams", "GRDB"]),
      (code: "/* a /* nested */ comment */ import Yams", modules: ["Yams"]),
      (code: "let text = \"a\\\"b\"\nimport Yams", modules: ["Yams"]),
      (code: "let text = #\"a\\\"#\nimport Yams", modules: ["Yams"]),
      (code: "let text = \"\"\"\n  \" is a mark\n  \"\"\"\nimport Yams", modules: ["Yams"]),
      (code: "let regex = #/\"/#\nimport Yams", modules: ["Yams"]),
    ])
  func importIsSeen(code: String, modules: [String]) {
    #expect(SourceFile(path: "A/B.swift", text: code).imports.map(\.module) == modules)
  }

  @Test(
    "What only looks like an import is none",
    arguments: [
      "// import Foundation",
      "/* /* import Yams */ import Foundation */",
      "let text = \"import Foundation\"",
      "let text = \"\"\"\n  import Foundation\n  \"\"\"",
      "let text = #\"\"\"\n  \"\"\" \\(import Foundation)\n  \"\"\"#",
      "let action = Action.import",
      "let `import` = 1",
      "rates(import: file)",
      "func rates(import file: String) {}",
      "#if canImport(Foundation)\n#endif",
    ])
  func nothingIsImported(code: String) {
    #expect(SourceFile(path: "A/B.swift", text: code).imports == [])
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
      (path: "mediacost/Commands/A.swift", module: "GRDB"),
    ])
  func wrongImportIsFound(path: String, module: String) throws {
    let file = SourceFile(path: path, text: "public import \(module)")
    let rule = try #require(ImportRule.all.first { $0.module == file.module })
    #expect(rule.violations(in: file) == ["\(path) imports \(module)"])
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

  @Test("A type counts where others can name it, however it is declared")
  func declaredTypesAreFound() {
    let file = SourceFile(
      path: "A/B.swift",
      text: """
        import struct Foundation.Data
        public struct Arrivals: Sendable {
          enum Step { case first }
          class func make() -> Self { fatalError() }
        }
        package indirect enum Season { case high }
        final class Store {}
        protocol Drawing: AnyObject {}
        actor Meter {}
        typealias Count = Int
        extension Request {
          struct Volume {}
        }
        """)
    #expect(
      file.declaredTypes
        == ["Arrivals", "Season", "Store", "Drawing", "Meter", "Count", "Volume"])
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

// MARK: - The rules

/// What the files of one module may import.
struct ImportRule: Sendable, CustomTestStringConvertible {
  /// The name of the module and of its folder in `Sources`.
  let module: String
  /// The modules its files may import.
  let allowed: Set<String>
  /// The one file that may also share work among threads.
  let threadFile: String?

  /// Creates the row of one module.
  init(
    _ module: String, imports allowed: [String], threadsIn threadFile: String? = nil
  ) {
    self.threadFile = threadFile
    self.module = module
    self.allowed = Set(allowed)
  }

  /// The modules that are values and pure functions, each above those it may import.
  static let core = [
    "BillingTypes", "PricingRules", "WorkloadSimulator", "CostAnalysis", "ReportGenerator",
  ]

  private static let foundation = ["Foundation", "FoundationEssentials"]

  /// The import graph.
  static let all = [
    ImportRule("BillingTypes", imports: []),
    ImportRule("PricingRules", imports: ["BillingTypes", "HeapModule"]),
    ImportRule(
      "WorkloadSimulator", imports: ["BillingTypes", "PricingRules", "RealModule"],
      threadsIn: "WorkloadSimulator/Trials/Parallel.swift"),
    ImportRule(
      "CostAnalysis", imports: ["BillingTypes", "PricingRules", "WorkloadSimulator", "HeapModule"]),
    ImportRule(
      "ReportGenerator",
      imports: ["BillingTypes", "PricingRules", "WorkloadSimulator", "CostAnalysis"]),
    ImportRule(
      "RateCatalogue",
      imports: core + ["Yams", "Dispatch", "Synchronization"] + foundation),
    ImportRule("CostStore", imports: ["GRDB"] + foundation),
    ImportRule(
      "UsageRating", imports: core + ["Dispatch", "Synchronization"] + foundation),
    ImportRule("WarehouseSQL", imports: ["BillingTypes", "PricingRules", "WorkloadSimulator"]),
    ImportRule(
      "MediaCost",
      imports: [
        "BillingTypes", "PricingRules", "CostAnalysis", "RateCatalogue", "UsageRating",
        "WarehouseSQL",
      ] + foundation),
    ImportRule("SampleLogs", imports: ["BillingTypes", "PricingRules"]),
    ImportRule(
      "mediacost",
      imports: core
        + ["RateCatalogue", "CostStore", "UsageRating", "WarehouseSQL", "SampleLogs"]
        + ["ArgumentParser", "Synchronization"]
        + foundation),
  ]

  /// The imports of `file` that the rule forbids.
  func violations(in file: SourceFile) -> [String] {
    file.imports.filter { !permits($0, in: file) }.map { "\(file.path) imports \($0.module)" }
  }

  private func permits(_ declaration: ImportDeclaration, in file: SourceFile) -> Bool {
    allowed.contains(declaration.module)
      || file.path == threadFile && ["Dispatch", "Synchronization"].contains(declaration.module)
  }

  var testDescription: String { module }
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

// MARK: - Reading sources

/// One `import`.
struct ImportDeclaration: Hashable, Sendable {
  /// The module, without the declaration or submodule that may follow it.
  let module: String
}

/// A Swift file and its tokens.
struct SourceFile: Sendable {
  /// The path below `Sources`, such as `BillingTypes/Money.swift`.
  let path: String
  /// The number of lines.
  let lineCount: Int
  /// The words and marks of the code; see `SwiftScanner`.
  let tokens: [String]

  /// Reads `text` as Swift.
  init(path: String, text: String) {
    self.path = path
    let newline = UInt8(ascii: "\n")
    let isUnterminated = !text.isEmpty && text.utf8.last != newline
    lineCount = text.utf8.count { $0 == newline } + (isUnterminated ? 1 : 0)
    tokens = SwiftScanner.tokens(of: text)
  }

  /// The module the file belongs to.
  var module: String { String(path.prefix { $0 != "/" }) }

  /// The imports, in the order of the file.
  var imports: [ImportDeclaration] {
    var found: [ImportDeclaration] = []
    for (index, token) in tokens.enumerated() {
      guard token == "import", !isLabelOrMember(at: index) else { continue }
      var name = index + 1
      if SwiftScanner.importKinds.contains(self.token(at: name)) { name += 1 }
      found.append(ImportDeclaration(module: self.token(at: name)))
    }
    return found
  }

  /// The types that other files can name by themselves: those at the top level or in an extension.
  var declaredTypes: Set<String> {
    var found: Set<String> = []
    var bracesOfExtensions: [Bool] = []
    var isInExtensionHeader = false
    for (index, token) in tokens.enumerated() {
      if token == "extension" { isInExtensionHeader = true }
      if token == "{" {
        bracesOfExtensions.append(isInExtensionHeader)
        isInExtensionHeader = false
      }
      if token == "}" { _ = bracesOfExtensions.popLast() }
      guard SwiftScanner.typeKinds.contains(token), self.token(at: index - 1) != "import",
        bracesOfExtensions.allSatisfy({ $0 })
      else { continue }
      let name = self.token(at: index + 1)
      if name.first?.isUppercase == true { found.insert(name) }
    }
    return found
  }

  /// Whether the code, without comments and the words of strings, contains `fragment`.
  func mentions(_ fragment: String) -> Bool {
    tokens.firstRange(of: SwiftScanner.tokens(of: fragment)) != nil
  }

  /// The tokens without the computed property `name`.
  func tokens(withoutProperty name: String) -> [String] {
    guard let start = tokens.firstRange(of: ["var", name])?.lowerBound,
      let opening = tokens[start...].firstIndex(of: "{")
    else { return tokens }
    var depth = 0
    let closing = tokens[opening...].firstIndex { token in
      if token == "{" { depth += 1 }
      if token == "}" { depth -= 1 }
      return depth == 0
    }
    return Array(tokens[..<start] + tokens[(closing ?? tokens.endIndex - 1)...].dropFirst())
  }

  /// Whether `import` is a label, a parameter or a member here, and not the keyword.
  private func isLabelOrMember(at index: Int) -> Bool {
    [".", "(", ","].contains(token(at: index - 1)) || token(at: index + 1) == ":"
  }

  private func token(at index: Int) -> String {
    tokens.indices.contains(index) ? tokens[index] : ""
  }
}

extension SourceFile {
  /// Every Swift file below `Sources`, sorted by path; read once.
  static let all = Result { try read() }

  /// The names of the folders in `folder`, sorted.
  static func names(ofFoldersIn folder: String) throws -> [String] {
    let contents = try FileManager.default.contentsOfDirectory(
      at: root.appending(path: folder), includingPropertiesForKeys: [.isDirectoryKey],
      options: .skipsHiddenFiles)
    return
      try contents
      .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
      .map(\.lastPathComponent).sorted()
  }

  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func read() throws -> [SourceFile] {
    let sources = root.appending(path: "Sources")
    return try FileManager.default.subpathsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix(".swift") }.sorted()
      .map { path in
        let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
        return SourceFile(path: path, text: text)
      }
  }
}

/// Splits Swift into words and marks, without comments and without the words of strings.
///
/// A string becomes one token, `""`, followed by the code of its interpolations; `#if` and its like
/// are one token. A keyword in backticks keeps them, so that it is not taken for the keyword. A
/// regex literal without `#` is read as code; a string ends with its line at the latest, so a mark
/// in such a literal hides no more than that line.
struct SwiftScanner {
  /// The words that may stand between `import` and the module.
  static let importKinds: Set = [
    "typealias", "struct", "class", "enum", "protocol", "let", "var", "func",
  ]
  /// The words that declare a type.
  static let typeKinds: Set = ["struct", "enum", "class", "protocol", "actor", "typealias"]

  /// The tokens of `text`, in order.
  static func tokens(of text: String) -> [String] {
    var scanner = SwiftScanner(bytes: Array(text.utf8))
    scanner.scanCode(inInterpolation: false)
    return scanner.tokens
  }

  private let bytes: [UInt8]
  private var position = 0
  private var tokens: [String] = []

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func starts(with text: String) -> Bool {
    bytes[position...].starts(with: text.utf8)
  }

  private mutating func scanCode(inInterpolation: Bool) {
    var depth = 0
    while position < bytes.count {
      if starts(with: "//") {
        skip(to: "\n")
      } else if starts(with: "/*") {
        skipBlockComment()
      } else if starts(with: "`") {
        scanEscapedName()
      } else if starts(with: "\"") || starts(with: "#") {
        scanMarkedLiteral()
      } else if Self.isPartOfName(bytes[position]) {
        let name = scanName()
        tokens.append(name)
      } else {
        if starts(with: "(") { depth += 1 }
        if starts(with: ")") { depth -= 1 }
        if inInterpolation && depth < 0 { return position += 1 }
        if !starts(with: " ") && !starts(with: "\n") && !starts(with: "\t") && !starts(with: "\r") {
          tokens.append(String(decoding: [bytes[position]], as: UTF8.self))
        }
        position += 1
      }
    }
  }

  /// A string, an extended regex, or a directive such as `#if`.
  private mutating func scanMarkedLiteral() {
    let start = position
    while position < bytes.count, starts(with: "#") { position += 1 }
    let marks = String(repeating: "#", count: position - start)
    if starts(with: "\"") {
      scanString(marks: marks)
    } else if !marks.isEmpty, starts(with: "/") {
      position += 1
      skip(to: "/" + marks)
      position = min(position + 1 + marks.count, bytes.count)
    } else {
      let name = scanName()
      tokens.append(marks + name)
    }
  }

  private mutating func scanString(marks: String) {
    let isMultiline = starts(with: "\"\"\"\n")
    let quote = isMultiline ? "\"\"\"" : "\""
    position += quote.utf8.count
    tokens.append("\"\"")
    while position < bytes.count {
      if starts(with: quote + marks) { return position += quote.utf8.count + marks.utf8.count }
      if starts(with: "\n") && !isMultiline { return }
      if starts(with: "\\" + marks + "(") {
        position += marks.utf8.count + 2
        scanCode(inInterpolation: true)
      } else {
        position += starts(with: "\\" + marks) ? marks.utf8.count + 2 : 1
      }
    }
    position = bytes.count
  }

  private mutating func scanEscapedName() {
    position += 1
    let start = position
    skip(to: "`")
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    let isKeyword = Self.typeKinds.contains(name) || ["import", "extension"].contains(name)
    tokens.append(isKeyword ? "`\(name)`" : name)
    position = min(position + 1, bytes.count)
  }

  private mutating func scanName() -> String {
    let start = position
    while position < bytes.count, Self.isPartOfName(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skip(to text: String) {
    while position < bytes.count, !starts(with: text) { position += 1 }
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        position += 2
      } else if starts(with: "*/") {
        depth -= 1
        position += 2
      } else {
        position += 1
      }
    } while depth > 0 && position < bytes.count
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}
