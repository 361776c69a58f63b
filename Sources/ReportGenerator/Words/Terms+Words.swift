import BillingTypes
public import PricingRules

extension Terms.Agreement {
  /// What was agreed, such as `15 % off offers of openai from 2027-01-01`.
  public var words: String {
    let price = prices.map { "\($0.meter) at \(DecimalText.print($0.amount))" }
    let parts =
      price
      + [
        margin.map { "\(DisplayRounding.percent($0)) on top" },
        discount.map { "\(DisplayRounding.percent($0)) off" },
        commitment.map {
          "a commitment of \(DisplayRounding.limit($0.amount)) "
            + ($0.every == .month ? "a month" : "over the term")
        },
        grant.map { grant in
          "credits of \(DisplayRounding.limit(grant.amount))"
            + (grant.expires.map { " that end on \($0)" } ?? "")
        },
        tax.map { "\(DisplayRounding.percent($0)) tax" },
      ].compactMap(\.self)
    return parts.joined(separator: ", ") + " for \(scope.words)"
      + (from.map { " from \($0)" } ?? "") + (to.map { " until \($0)" } ?? "")
  }
}

extension [Terms.Agreement] {
  /// What was agreed of whole bills, where amounts are those of requests and plans; nil where nothing was.
  var wordsOfBills: String? {
    let own = filter(\.isOfBills)
    return own.isEmpty
      ? nil
      : "Of whole bills, and in no amount here: " + own.map(\.words).joined(separator: "; ") + "."
  }
}

extension Terms.Scope {
  /// What it is for, in words.
  public var words: String {
    switch self {
    case .all: "every offer"
    case .provider(let provider): "\(provider), its plans and packs too"
    case .model(let model): "\(model) at any seller"
    case .offer(let offer): offer.rawValue
    }
  }
}
