import ArgumentParser
import CostAnalysis
import PricingRules

/// By what offers are ranked.
enum ComparisonOrder: String, ExpressibleByArgument, CaseIterable {
  case cost, quality
}

/// Whether offers are ranked by what people made of their models.
struct QualityOptions: ParsableArguments {
  @Option(help: "What offers are ranked by.")
  var by: ComparisonOrder = .cost

  @Option(
    help: ArgumentHelp(
      "The board whose scores count with --by quality; 'data/quality' has them.", valueName: "name")
  )
  var board: String?

  func validate() throws {
    guard by == .quality else {
      if board != nil { throw ValidationError("--board: goes with '--by quality'") }
      return
    }
    if board == nil {
      throw ValidationError(
        "--by quality: name a board with --board; scores of several are on several scales")
    }
  }

  /// The board that is asked for; nil where offers are ranked by what they cost.
  func board(among boards: [QualityBoard]) throws -> QualityBoard? {
    guard by == .quality, let name = board else { return nil }
    guard let found = boards.first(where: { $0.id == name }) else {
      throw failure(
        "--board: no board of the category is called '\(name)'"
          + (boards.isEmpty ? "; there is none" : suggestion(for: name, among: boards.map(\.id))),
        .usage)
    }
    return found
  }
}
