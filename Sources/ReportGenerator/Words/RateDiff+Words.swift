import BillingTypes
import CostAnalysis
import PricingRules

extension RateSubject {
  /// What the figure is, in a phrase.
  var words: String {
    switch self {
    case .price(let charge, let step, let cell):
      "price of \(charge.words)" + (step.map { ", step \($0)" } ?? "") + Self.key(cell)
    case .block(let charge): "units sold at a time of \(charge.words)"
    case .stepEnd(let charge, let step): "end of step \(step) of \(charge.words)"
    case .minimum(let charge): "least for \(charge.words)"
    case .maximum(let charge): "most for \(charge.words)"
    case .quantity(let charge): "quantity of \(charge.words)"
    case .serviceTier(let name): "factor of service tier \(name)"
    case .cell(let table, let keys): "table \(table)" + Self.key(keys)
    case .rule(let name): "formula of \(name)"
    case .readings(let name): "readings of \(name)"
    case .billing(let outcome): "billing of \(outcome.rawValue)"
    case .escrow: "held back at the start"
    case .fee: "fee"
    case .period: "period of the fee"
    case .minimumSpend: "least for a month"
    case .included(let key): "included \(key)"
    case .overage(let key): "overage of \(key)"
    case .pack(let credits): "pack of \(DecimalText.print(credits))"
    case .currency: "currency"
    case .request(let request, let plan):
      (request.entries.isEmpty
        ? "every default" : request.entries.map { "\($0.name)=\($0.text)" }.joined(separator: " "))
        + (plan.map { " (plan \($0))" } ?? "")
    }
  }

  private static func key(_ cell: [String]) -> String {
    cell.isEmpty ? "" : " [\(cell.joined(separator: ", "))]"
  }
}

extension RateCharge {
  fileprivate var words: String {
    meter + (ordinal > 1 ? " (\(ordinal).)" : "") + (condition.map { " where \($0)" } ?? "")
  }
}

extension RateValue {
  /// The figure, with what it is in.
  var words: String {
    switch self {
    case .number(let number, let unit):
      DecimalText.print(number, places: 18) + (unit.isEmpty ? "" : " \(unit)")
    case .unknown: "unknown"
    case .text(let text): text
    }
  }

  /// The figure alone, for programs.
  var figure: String {
    if case .number(let number, _) = self { DecimalText.print(number, places: 18) } else { words }
  }
}

extension RateDoubt {
  /// Why somebody has to look, in a clause.
  var words: String {
    switch self {
    case .largeFactor: "by more than a factor of three"
    case .becomesZero: "becomes zero"
    case .otherCurrency: "in another currency"
    case .severalCleared: "five or more figures of the provider become zero or unknown at once"
    }
  }
}

extension RateChange {
  /// Whether somebody has to look, and who did; empty for an ordinary change.
  var lookWords: String {
    guard !doubts.isEmpty else { return "" }
    let why = doubts.map(\.words).joined(separator: "; ")
    return review.map { "\(why); reviewed \($0.day): \($0.says)" } ?? "needs 'reviewed:': \(why)"
  }
}

extension RateMove {
  /// Why it is sold on one side only, in a clause.
  var words: String {
    switch kind {
    case .new: "new"
    case .begins: "begins: sold \(validity.words)"
    case .retired:
      "retired: sold \(validity.words)"
        + (validity.successor.map { "; \($0) takes its place" } ?? "")
    case .silent: "silent: the later cards do not sell it, and no source says that it ended"
    }
  }
}

extension RateDiff {
  /// How much is not the same, in a sentence.
  var summary: String {
    let requests = changes.count { $0.subject.isRequest }
    let doubtful = changes.count { !$0.doubts.isEmpty }
    return
      "Offers and plans: \(came.count) came, \(went.count) went. Requests that cost otherwise: \(requests); other figures "
      + "that are not the same: \(changes.count - requests). Of these changes easily a slip: \(doubtful); without "
      + "'reviewed:' in the card: \(unreviewed.count)."
  }
}
