import BillingTypes
public import CostAnalysis
import PricingRules

extension StarterRefusal {
  /// Why a new scenario cannot have the feature.
  public var words: String {
    switch self {
    case .nothingServes(let ask, let reason):
      "no offer in \(ask.category.rawValue) has a known price for that"
        + (reason.map { "; the first, \($0.offer), \($0.reason.words)" } ?? "")
        + "; '\(ask.comparison)' says why of each"
    case .offerCannot(let offer, let reason): "\(offer): \(reason.words)"
    case .offerWithoutPrice(let offer):
      "\(offer): nothing is known of what it costs; name another offer, or none"
    }
  }
}

extension StarterAsk {
  /// The command that shows all offers for the same.
  var comparison: String {
    (["mediacost compare", category.rawValue]
      + request.entries.map { "\($0.name)=\($0.text)" }
      + (needs.isEmpty ? [] : ["--needs \(needs.joined(separator: ","))"]))
      .joined(separator: " ")
  }

  /// What is counted, such as `request`.
  var counted: String { category == .liveAvatar ? "session" : "request" }
}

extension StarterChoice {
  /// Why the offer is planned, and what one request costs there.
  var reasons: String {
    let price = "\(planned.priceWords) a \(ask.counted)"
    guard let standard else { return "\(price); the offer was named." }
    let offers = count == 1 ? "the only offer" : "the cheapest of \(count) offers"
    return "\(price): \(offers) that \(standard.words(one: count == 1))."
  }
}

extension StarterStandard {
  fileprivate func words(one: Bool) -> String {
    let verb = one ? "does" : "do"
    return switch self {
    case .certain:
      "\(verb) exactly this, sold without doubt, whose whole price a source of high confidence gives"
    case .likely:
      "\(verb) exactly this and \(one ? "is" : "are") sold, at a price from a good source"
    case .priced: "can do this at a known price"
    }
  }
}

extension Comparison.Candidate {
  /// The amount for people, with how it can turn out.
  var priceWords: String {
    guard let amount else { return "unknown" }
    return "\(DisplayRounding.text(amount)) \(amount.currency)"
  }
}
