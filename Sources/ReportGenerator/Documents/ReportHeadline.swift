import BillingTypes
import CostAnalysis
import WorkloadSimulator

/// What a report says in a few words, for a list of reports.
public struct ReportHeadline: Hashable, Sendable {
  /// The scenario's name.
  public let name: String
  /// The decision in a sentence, without the point at its end.
  public let sentence: String
  /// What the bills are expected to come to, with their currency and length; `unknown` where nothing is known.
  public let expected: String
  /// What eight in ten outcomes lie between, with the currency; empty where nothing tells it.
  public let interval: String
  /// Whether the budget fits, in words; empty without a budget.
  public let verdict: String

  /// Creates a headline.
  public init(name: String, sentence: String, expected: String, interval: String, verdict: String) {
    self.name = name
    self.sentence = sentence
    self.expected = expected
    self.interval = interval
    self.verdict = verdict
  }

  /// Its parts with the keys by which files have them.
  public var parts: [(key: String, text: String)] {
    [
      ("name", name), ("sentence", sentence), ("expected", expected), ("interval", interval),
      ("verdict", verdict),
    ]
  }
}

extension ScenarioReport {
  /// What the report says in a few words.
  public var headline: ReportHeadline {
    let decision = PageDecision(self)
    let currency = "\u{A0}\(scenario.currency.code)"
    return ReportHeadline(
      name: scenario.name, sentence: decision.headline,
      expected: decision.bills.map { "\($0.expected)\(currency) over \(decision.length)" }
        ?? "unknown",
      interval: decision.bills.flatMap(\.interval).map { $0.words + currency } ?? "",
      verdict: decision.budget == nil
        ? "" : decision.chance.map { _ in decision.worstVerdict?.words ?? "cannot be told" } ?? "")
  }
}
