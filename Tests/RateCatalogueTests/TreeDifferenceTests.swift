import CostAnalysis
import RateCatalogue
import Testing

@Suite("What one file says otherwise than another")
struct TreeDifferenceTests {
  private func changes(_ before: String, _ after: String) throws -> [String] {
    try DataFile(name: "a.yaml", text: before).changes(to: DataFile(name: "b.yaml", text: after))
      .map { "\($0.path): \($0.before ?? "-") > \($0.after ?? "-")" }
  }

  @Test("Values that differ stand at the paths that settings have")
  func paths() throws {
    let before = """
      scenario: A
      budget: {month: 10}
      features:
        - {feature: a, offer: x/y/z, request: {size: 1x1, quality: low}}
        - {feature: b, requests_per_month: {p10: 1, p90: 2}}
      """
    let after = """
      scenario: A
      budget: {month: 10, year: 20}
      features:
        - {feature: b, requests_per_month: 3}
        - {feature: a, offer: x/y/z, request: {quality: high}}
      """
    #expect(
      try changes(before, after) == [
        "budget.year: - > 20", "a.request.size: 1x1 > -", "a.request.quality: low > high",
        "b.requests_per_month: {p10: 1, p90: 2} > 3",
      ])
  }

  @Test("What has no name is known by its place, and what is the same is not named")
  func places() throws {
    #expect(
      try changes(
        "features: [{feature: a, mix: [1, 2]}]", "features: [{feature: a, mix: [1, 3, 4]}]")
        == ["a.mix.1: 2 > 3", "a.mix.2: - > 4"])
    #expect(
      try changes("a: [{feature: x}, {feature: x}, {feature: x}]", "a: []") == [
        "a.0: {feature: x} > -", "a.1: {feature: x} > -", "a.2: {feature: x} > -",
      ])
    #expect(try changes("a: 1", "{a: 1}") == [])
  }
}
