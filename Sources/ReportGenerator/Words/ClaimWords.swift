import BillingTypes
public import CostAnalysis
import PricingRules

extension ClaimResult {
  /// What should come out, in words.
  public var expected: String {
    guard let expectation = claim.expectation, finding != .undecidable else { return claim.says }
    guard case .figures(_, let unit) = finding else { return expectation.words }
    return expectation.words + unit.words
  }

  /// What came out, in words; nil when nothing did.
  public var computed: String? {
    switch finding {
    case .undecidable, .figureUnknown, .priceUnknown, .ratioToNothing, .latencyUnknown: nil
    case .figures(let figures, let unit): Self.list(figures) + unit.words
    case .word(let word): word
    }
  }

  /// Why the verdict is what it is, in words.
  public var reason: String {
    switch finding {
    case .undecidable: return "no figure in the rate cards can decide it"
    case .figureUnknown(let missing): return missing.map(\.words).joined(separator: "; ")
    case .priceUnknown(let meter): return "\(meter): the price is not known"
    case .ratioToNothing: return "a ratio to nothing has no value"
    case .latencyUnknown: return "the card does not say how long an answer takes"
    case .word(let word):
      return verdict == .holds ? "the card says so" : "the card says '\(word)'"
    case .figures(let figures, _):
      let failing = failing
      if failing.isEmpty {
        return figures.count == 1
          ? "it comes out so" : "all \(figures.count) figures come out so"
      }
      guard figures.count == 1 else {
        return "\(failing.count) of \(figures.count) figures do not: \(Self.list(failing))"
      }
      return claim.expectation?.difference(from: figures[0]) ?? ""
    }
  }

  private static func list(_ figures: [Rational]) -> String {
    figures.map { DecimalText.print($0, places: 6) }.joined(separator: ", ")
  }
}

extension ClaimResult.Unit {
  /// The unit as it follows a figure.
  fileprivate var words: String {
    switch self {
    case .money(let currency): " \(currency)"
    case .price(let currency, let per, let unit):
      " \(currency) per \(per == .one ? "" : "\(per) ")\(unit)"
    case .times: " times"
    case .seconds: " seconds"
    case .fee(let currency, let every): " \(currency) per \(every.rawValue)"
    }
  }
}

extension Claim.Expectation {
  /// The expectation in words.
  fileprivate var words: String {
    switch self {
    case .roundsTo(let printed): "about \(printed)"
    case .equals(let expected): "\(expected)"
    case .range(let from, let to): "\(from) to \(to)"
    case .below(let limit): "below \(limit)"
    case .above(let limit): "above \(limit)"
    case .word(let word): word
    }
  }

  /// How a figure misses the expectation, as a factor where one figure is expected.
  fileprivate func difference(from number: Rational) -> String {
    let expected: Rational?
    switch self {
    case .roundsTo(let printed): expected = try? DecimalText.parse(printed)
    case .equals(let number): expected = number
    default: expected = nil
    }
    guard let expected, number > .zero, expected > .zero,
      let factor = try? expected > number ? expected / number : number / expected
    else { return "\(DecimalText.print(number, places: 6)) is not \(words)" }
    let text = DecimalText.print(factor, places: factor > Rational(10) ? 0 : 2)
    if text == "1" { return "\(DecimalText.print(number, places: 6)) is not \(words)" }
    return "the claim is \(text) times too \(expected > number ? "high" : "low")"
  }
}
