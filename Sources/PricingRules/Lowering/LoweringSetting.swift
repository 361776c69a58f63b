package import BillingTypes

/// What rows of a log, or requests, may say, and what holds where they do not.
package struct LoweringSetting: Sendable {
  /// How wide a reader's numbers are, in bits.
  package enum Width: Int, Sendable {
    case narrow = 64
    case wide = 128
  }

  /// The names that may be given; others have their defaults.
  package var given: Set<String>
  /// Defaults that win over those of the card, by name.
  package var defaults: [String: FormulaValue] = [:]
  /// Names without a default: a row must give them.
  package var needed: Set<String> = []
  /// Decimals that numbers are counted in.
  package var places: DecimalPlaces
  /// The largest metered value that is read, in units.
  package var meterLimit = Self.mostUnits
  /// How wide the numbers are.
  package var width = Width.narrow
  /// Whether bounds are asked for: the most that a bill can be, estimates that may turn out otherwise, and
  /// steps that depend on the month.
  package var givesBounds = false
  /// Whether what sources disagree on is an input without bounds too; otherwise the first reading holds then.
  package var readsDisputes = false
  /// What else credits may be worth, by credit id; bounds hold it.
  package var otherWorths: [CreditID: [Rational]] = [:]

  /// The largest metered value of a request, in units.
  package static let mostUnits: Int64 = 1_000_000_000

  /// Creates a setting for columns.
  package init(given: Set<String>, places: DecimalPlaces) {
    self.given = given
    self.places = places
  }

  /// Everything that a single request to an offer may say, with bounds.
  ///
  /// - Parameters:
  ///   - offer: The offer.
  ///   - elements: Up to which number it gives single ones' values of lists.
  package init(requestsTo offer: Offer, elements: Int = 0) {
    given = Set(offer.allParameters.map(\.name) + offer.meters)
    given.formUnion(offer.elements(upTo: elements).map(\.name))
    places = DecimalPlaces(offer)
    width = .wide
    givesBounds = true
  }
}
