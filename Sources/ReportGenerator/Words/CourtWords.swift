import BillingTypes
public import CostAnalysis
import PricingRules

extension CourtFinding {
  /// Why the verdict is what it is, in words.
  public var reason: String {
    switch verdict {
    case .agrees(let isRounded):
      isRounded ? "the same when it is rounded as the list prints it" : "the same to the last digit"
    case .disagrees(let reason): reason.words
    case .noCounterpart(.provider): "no card is of '\(provider)'"
    case .noCounterpart(.model(let provider)): "no offer of '\(provider)' is called so"
    case .pastItsEnd(let ours, let theirs, let isOurs):
      Self.end(ours, theirs, isOurs: isOurs)
    case .notComparable(.currency(let currency, .some(let ours))):
      CourtWords.exchange(theirs, ours, currency)
    case .notComparable(let obstacle): obstacle.words
    }
  }

  private static func end(_ ours: Day?, _ theirs: Day?, isOurs: Bool) -> String {
    let own = ours.map { "our offer ended on \($0)" } ?? "our offer has ended"
    let list = theirs.map { "the list says it ended on \($0)" }
    guard isOurs else { return (list ?? "") + "; our card still sells it" }
    return list.map { "\(own), \($0)" } ?? own
  }

  /// What the figure is the price of, with what it is for.
  public var subject: String {
    let values = settings.map(\.words) + (price.tier.map { ["service_tier=\($0)"] } ?? [])
    return price.subject.words + (values.isEmpty ? "" : " (\(values.joined(separator: ", ")))")
  }
}

extension CourtRecord {
  /// How far the agreement is worth something.
  var witnessSentence: String {
    let counts = Dictionary(uniqueKeysWithValues: witnesses.map { ($0.witness, $0.count) })
    return
      "A list that is our source agrees with itself: of the figures that agree, \(counts[.independent] ?? 0) rest on "
      + "other sources in our cards, \(counts[.shared] ?? 0) on the list among others, "
      + "\(counts[.alone] ?? 0) on the list alone."
  }
}

extension RivalSetting {
  /// The value as a request writes it.
  var words: String { "\(name)=\(text)" }
}

extension RivalSubject {
  /// The unit in words.
  var words: String {
    switch self {
    case .picture: "a picture"
    case .pictureSent: "a picture sent in"
    case .pixel: "a pixel"
    case .second: "a second of film"
    case .meter(let meters): "a unit of \(meters[0])"
    }
  }
}

extension CourtReason {
  /// The reason in a clause.
  var words: String {
    switch self {
    case .unexplained: "not explained"
    case .earlier(let day): "theirs is our price before \(day)"
    case .later(let day): "theirs is our price from \(day)"
    case .tier(let tier): "theirs is our price at service_tier=\(tier)"
    case .settings(let settings):
      "theirs is our price at \(settings.map(\.words).joined(separator: ", "))"
    case .whole: "theirs is what the whole request comes to, with what is sent in"
    case .meter(let meter): "theirs is our price of \(meter)"
    case .offer(let offer): "theirs is the price of \(offer)"
    case .nearly: "theirs is our price but for less than a ten-thousandth"
    case .seller(let offer): "theirs is what \(offer) takes"
    case .plan(let plan): "theirs is our price under \(plan)"
    case .range(let floor, let ceiling, let reason):
      "our card leaves it open, from \(CourtWords.figure(floor)) "
        + (ceiling.map { "to \(CourtWords.figure($0))" } ?? "up")
        + (reason.map { " (\($0.words))" } ?? "")
    case .megapixel: "one counts a megapixel as 1,048,576 pixels, the other as 1,000,000"
    case .shift(let power):
      "theirs is our price with the point \(power.magnitude) \(power.magnitude == 1 ? "place" : "places") "
        + (power > 0 ? "further right" : "further left")
    }
  }
}

extension CourtObstacle {
  /// The reason in a clause.
  var words: String {
    switch self {
    case .zero: "the list says 0, which is no price"
    case .priceUnknown: "our card does not know the price"
    case .currency(let currency, _): "our card is in \(currency.code)"
    case .notCharged(let meters): "our offer charges for \(meters.joined(separator: ", "))"
    case .tier(let tier): "our offer has no service_tier=\(tier)"
    case .value(let setting): "our offer does not take \(setting.words)"
    case .refused(let error): error.clause
    case .notSold: "our offer is not sold on that day"
    }
  }
}

extension CourtVerdict.Kind {
  /// The verdict as it follows a count.
  var words: String {
    switch self {
    case .agrees: "agree"
    case .disagrees: "disagree"
    case .noCounterpart: "have no counterpart"
    case .pastItsEnd: "are past their end"
    case .notComparable: "cannot be compared"
    }
  }
}

extension PriceDelta.Doubt {
  /// Why somebody has to look, in a clause.
  var words: String {
    switch self {
    case .factor: "the change is by more than a factor of three"
    case .zero: "the list says 0, which is no price"
    case .currency: "our card is in another currency"
    case .cleared: "five or more prices of the provider are 0 at once"
    case .unknown: "our card has no figure"
    }
  }
}

/// Figures of lists for people.
enum CourtWords {
  /// A price for one unit, exact where its decimals end soon.
  static func figure(_ number: Rational) -> String { DecimalText.print(number, places: 18) }

  /// What a card in another currency says, and the rate at which both would be the same.
  static func exchange(_ theirs: Rational, _ ours: Rational, _ currency: Currency) -> String {
    let rate = ours > .zero ? (try? theirs / ours).map { DecimalText.print($0, places: 6) } : nil
    return "our card is in \(currency.code)"
      + (rate.map { "; the same at \($0) for 1 \(currency.code)" } ?? "")
  }

  /// A factor with three decimals, more where it is small.
  static func ratio(_ number: Rational?) -> String? {
    number.map { DecimalText.print($0, places: $0 < Rational(1) ? 6 : 3) }
  }
}
