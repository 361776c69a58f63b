import Testing

/// What the checks read in Swift text: imports and types, whatever stands around them.
@Suite("How sources are read")
struct SourceFileTests {
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
}
