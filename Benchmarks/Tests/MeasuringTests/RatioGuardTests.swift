import Measuring
import Testing

/// The guard is shown made-up numbers: it must fail when it should, and only then.
@Suite("The guard of ratios")
struct RatioGuardTests {
  private func section(_ name: String, _ ratios: [Ratio]) -> Section {
    Section(name: name, title: name, method: [], timings: [], ratios: ratios)
  }

  private func falls(from committed: Double, to measured: Double) -> [RatioGuard.Fall] {
    RatioGuard.falls(
      [section("logs", [Ratio("rerate over DuckDB", measured)])],
      below: Results(sections: [section("logs", [Ratio("rerate over DuckDB", committed)])]))
  }

  @Test("Noise, and what is faster, is let through", arguments: [6.0, 3.6, 5.1, 60])
  func noise(measured: Double) { #expect(falls(from: 6, to: measured) == []) }

  @Test("A large regression is found", arguments: [3.59, 1, 0, Double.nan])
  func regression(measured: Double) { #expect(falls(from: 6, to: measured).count == 1) }

  @Test("What fell is said with what was expected")
  func words() {
    #expect(
      falls(from: 6, to: 2).map(\.description) == [
        "rerate over DuckDB: 2.00 times, and 6.00 in the committed results; at least 3.60 is expected"
      ])
  }

  @Test("A ratio that is gone is found")
  func missing() {
    let committed = Results(sections: [section("logs", [Ratio("a", 6)])])
    #expect(
      RatioGuard.falls([section("logs", [])], below: committed).map(\.description) == [
        "a: is in the committed results and was not measured"
      ])
  }

  @Test("Ratios that are not guarded, new ones and other sections are not compared")
  func notCompared() {
    let committed = Results(sections: [
      section("logs", [Ratio("a", 6, isGuarded: false)]), section("quotes", [Ratio("b", 100)]),
    ])
    #expect(RatioGuard.falls([section("logs", [Ratio("c", 1)])], below: committed) == [])
  }

  @Test("A ratio is the median over neighbouring runs, per unit of work")
  func pairs() {
    let own = Timing("own", count: 10, unit: "rows", seconds: [1, 4, 1])
    let peer = Timing("peer", count: 20, unit: "rows", seconds: [10, 40, 12])
    #expect(Ratio("r", of: own, over: peer).value == 5)
  }

  @Test(
    "The median is the one in the middle",
    arguments: [([3, 1, 2], 2), ([4, 1], 2.5), ([7], 7)] as [([Double], Double)])
  func median(numbers: [Double], expected: Double) { #expect(numbers.median == expected) }
}
