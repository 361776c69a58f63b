import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

/// What a cost lies between in eight of ten cases, for a drawing and in words.
struct PageInterval {
  /// One value in ten is below, if what is not known turns out low.
  let low: Double
  /// One value in ten is above, if it turns out high; nil where nothing limits it.
  let high: Double?
  /// How sure the ends are: their standard errors.
  private let errors: (low: Double, high: Double)

  /// Creates an interval whose ends are as sure as each other.
  init(low: Double, high: Double?, error: Double) {
    self.init(low: low, high: high, errors: (error, error))
  }

  private init(low: Double, high: Double?, errors: (low: Double, high: Double)) {
    self.low = low
    self.high = high
    self.errors = errors
  }

  /// The interval between the ends of a spread.
  init(_ range: SpreadRange) {
    self.init(
      low: range.floor.p10, high: range.ceiling?.p90,
      errors: (range.floor.errors.p10, range.ceiling?.errors.p90 ?? 0))
  }

  /// The lower end for people.
  var lowWords: String { Self.shown(low, errors.low) }
  /// The upper end for people; nil where there is none.
  var highWords: String? { high.map { Self.shown($0, errors.high) } }

  /// The interval in words: `57,900–121,500`, or `at least 57,900`.
  var words: String {
    guard let highWords else { return "at least \(lowWords)" }
    return lowWords == highWords ? lowWords : "\(lowWords)–\(highWords)"
  }

  /// An end with the digits that its error allows; what has three before the point has none behind it.
  private static func shown(_ end: Double, _ error: Double) -> String {
    DisplayRounding.text(end, error: abs(end) >= 100 ? max(error, 1) : error)
  }

  /// The same with what is certain added.
  func adding(_ amount: Double) -> PageInterval {
    PageInterval(low: low + amount, high: high.map { $0 + amount }, errors: errors)
  }
}

extension ScenarioReport {
  /// An amount of the tables as people read it: `87,550`, `at least 87,550`, `unknown`.
  func shown(_ count: Int128, of cost: ExpectedCost, over months: Int = 1) -> String {
    let words = view.text(count, of: cost, over: months)
    return words.hasPrefix("≥ ") ? "at least \(words.dropFirst(2))" : words
  }

  /// What the amount can be by what is not known: `86,360–88,400`; nil where that is one figure, or has no end.
  func openness(_ count: Int128, of cost: ExpectedCost) -> String? {
    guard cost.range.ceiling != nil, !cost.range.isSingle, cost.amount != nil else { return nil }
    return view.knowledge(cost, around: count).replacing(" to ", with: "–")
  }

  /// What a cost lies between in eight of ten trials; nil without trials, and for what is not known.
  func interval(
    _ cost: ExpectedCost, in forecast: Forecast? = nil, _ pick: (TrialSummary) -> Spread?
  ) -> PageInterval? {
    guard cost.completeness != .unknown else { return nil }
    // How prices may change is in the trials already.
    let isBounded = cost.range.ceiling != nil || cost.isOpenByPricesAlone
    return (forecast ?? self.forecast).spreadRange(isBounded: isBounded, pick)
      .map { PageInterval($0) }
  }

  /// A difference of amounts with the sign that people write: `−15,900`.
  func change(_ amount: Money) -> String {
    amount.picounits < 0
      ? "+" + view.text(Money(picounits: abs(amount.picounits), in: amount.currency))
      : "\u{2212}" + view.text(amount)
  }

  /// What a provider is called.
  func name(ofProvider provider: String) -> String { catalogue.card(provider)?.name ?? provider }
}

extension Month {
  private static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  /// Its name: `December`.
  var name: String { Self.names[monthOfYear - 1] }
  /// The month for people: `December 2027`.
  var words: String { "\(name) \(year)" }
  /// Its name in three letters: `Dec`.
  var short: String { String(name.prefix(3)) }
}

extension Day {
  /// The day for people: `22 November 2026`.
  var words: String { "\(parts.day) \(month.words)" }
}

extension MediaCategory {
  /// The category in words: `image generation`.
  var words: String { rawValue.replacing("-", with: " ") }
  /// The class by which its colour is picked.
  var mark: String { "of-\(rawValue)" }
}

extension [String] {
  /// Words in a sentence: `a, b and c`.
  var sentence: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
