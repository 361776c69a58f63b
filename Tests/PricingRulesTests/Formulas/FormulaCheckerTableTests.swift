import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Checking of look-ups")
struct FormulaCheckerTableTests {
  static func problems(
    _ text: String, isRefused: @escaping ([String: String]) -> Bool = { _ in false }
  ) -> [String] {
    var checker = FormulaChecker(
      types: FormulaCheckerTests.types, tables: FormulaCheckerTests.tables,
      isRefused: isRefused)
    checker.checkNumber(Sample.expression(text))
    return checker.problems.map(\.description)
  }

  @Test(
    "A look-up whose every cell exists is accepted",
    arguments: [
      "grid[quality]", "grid[low]", "rate[720p, audio]", "rate[resolution, true]", "speed[fps]",
      "speed[24]", "grid[if(audio, quality, quality)]", "rate[720p, seconds > 5]",
    ])
  func complete(text: String) {
    #expect(Self.problems(text) == [])
  }

  @Test(
    "A cell that a request could ask for must be written down",
    arguments: [
      ("rate[resolution, audio]", ["'4k', 'false'"]),
      ("rate[4k, not audio]", ["'4k', 'false'"]),
      (
        "rate[quality, audio]",
        ["'low', 'true'", "'low', 'false'", "'high', 'true'", "'high', 'false'"]
      ),
      ("grid[medium]", ["'medium'"]),
      ("speed[25]", ["'25'"]),
      ("rate[8k, true]", ["'8k', 'true'"]),
    ])
  func missingCells(text: String, cells: [String]) {
    let table = text.prefix { $0 != "[" }
    #expect(
      Self.problems(text)
        == cells.map {
          "column 1: table '\(table)' has no cell for \($0); write the price, or 'unknown'"
        })
  }

  @Test("A combination that the card refuses needs no cell")
  func refusedCombinations() {
    let refused: ([String: String]) -> Bool = { $0 == ["resolution": "4k", "audio": "false"] }
    #expect(Self.problems("rate[resolution, audio]", isRefused: refused) == [])
    #expect(Self.problems("rate[resolution, not audio]", isRefused: refused).count == 1)
    let other: ([String: String]) -> Bool = { $0["audio"] == "true" }
    #expect(Self.problems("rate[resolution, audio]", isRefused: other).count == 1)
  }

  @Test(
    "The number of keys is the table's",
    arguments: [
      ("grid[quality, audio]", "column 1: table 'grid' is looked up with 1 key, found 2"),
      ("2 * rate[resolution]", "column 5: table 'rate' is looked up with 2 keys, found 1"),
    ])
  func keyCount(text: String, problem: String) {
    #expect(Self.problems(text) == [problem])
  }

  @Test(
    "A key has a finite list of values",
    arguments: [
      ("grid[seconds]", 6, "seconds"), ("speed[fps + 1]", 7, "fps + 1"),
      ("rate[resolution, factor]", 18, "factor"),
      ("speed[if(audio, 24, 30)]", 7, "if(audio, 24, 30)"),
    ])
  func openKeys(text: String, column: Int, key: String) {
    let table = text.prefix { $0 != "[" }
    #expect(
      Self.problems(text) == [
        "column \(column): '\(key)' has no finite list of values, so table '\(table)' cannot have "
          + "a cell for each"
      ])
  }

  @Test("A look-up with more than 4096 combinations of keys is refused")
  func tooManyCombinations() {
    let keys = Array(repeating: "true", count: 13)
    let text = "wide[\(Array(repeating: "audio", count: 13).joined(separator: ", "))]"
    var checker = FormulaChecker(
      types: ["audio": .boolean], tables: ["wide": Sample.table([(keys, "1")])])
    checker.checkNumber(Sample.expression(text))
    #expect(
      checker.problems.map(\.description) == [
        "column 1: the expression is larger than allowed (4096 combinations of keys)"
      ])
  }

  @Test("A unit is one name, and an open number has none")
  func unitWords() {
    #expect(UnitSignature("second").words == "second")
    #expect(!UnitSignature("second").isOpen)
    #expect(UnitSignature.open.words == "plain numbers")
    #expect(UnitSignature.open.isOpen)
  }
}
