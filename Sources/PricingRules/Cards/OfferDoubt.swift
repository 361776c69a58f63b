public import BillingTypes

/// What is to be known of an offer wherever one of its figures stands.
public struct OfferDoubt: Hashable, Sendable {
  /// How sure the least sure of the figures is, by the best of its sources.
  public let confidence: Confidence
  /// Whether the offer is sold, as far as anybody says.
  public let life: Validity.Status
  /// The first day on which it is not sold any more, where it is known.
  public let lastsUntil: Day?
  /// The offer that takes its place, where a source names one.
  public let successor: OfferID?
  /// What is needed beside it and paid elsewhere.
  public let notIncluded: [String]
  /// The card's own words of warning.
  public let cautions: [String]

  /// Creates it.
  public init(
    confidence: Confidence, validity: Validity, notIncluded: [String], cautions: [String]
  ) {
    self.confidence = confidence
    life = validity.life
    lastsUntil = validity.to
    successor = validity.successor
    self.notIncluded = notIncluded
    self.cautions = cautions
  }

  /// What is to be known of its life; nil for what is sold like anything else.
  public var warningOfLife: QuoteWarning? {
    switch life {
    case .active, .announced, .withdrawn, .retired: nil
    case .preview: .preview
    case .disputed: .lifeDisputed
    case .retiring: lastsUntil.map { .retiring(until: $0, successor: successor) }
    }
  }
}

extension Offer {
  /// What is to be known wherever a figure of the offer stands.
  public var doubt: OfferDoubt { doubt(about: charges, given: []) }

  /// What is to be known where a figure is made of some of the charges.
  ///
  /// - Parameters:
  ///   - charges: The charges that the figure is made of.
  ///   - given: Meters that were given, so that no estimate of them counts.
  /// - Returns: The doubt about the figure.
  package func doubt(about charges: [Charge], given: Set<String>) -> OfferDoubt {
    let prices = charges.compactMap { charge in
      (charge.evidence.isEmpty ? evidence : charge.evidence).map(\.confidence).max()
    }
    let meters = Set(charges.map(\.meter)).subtracting(given)
    let estimates = derivations.filter { meters.contains($0.name) }.compactMap(\.confidence)
    return OfferDoubt(
      confidence: (prices + estimates).min() ?? .low, validity: validity,
      notIncluded: notIncluded, cautions: cautions)
  }
}

extension Confidence: Comparable {
  /// Less sure comes before surer.
  public static func < (left: Confidence, right: Confidence) -> Bool {
    left.degree < right.degree
  }

  private var degree: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }
}
