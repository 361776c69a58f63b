public import BillingTypes

/// How old what a figure rests on is.
public struct EvidenceAge: Hashable, Sendable {
  /// The offer that the figure belongs to.
  public let offer: OfferID
  /// The meter whose price has a source of its own; nil for the offer's own sources.
  public let meter: String?
  /// The source that was read last; one without a day where none has one.
  public let evidence: Evidence
  /// Days since then; nil where nobody knows when it was read.
  public let days: Int?
  /// Whether any of the sources can be looked up at an address.
  public let hasAddress: Bool
}

/// That the sources of an offer's figures were read long before the day whose prices are asked for.
public struct OldSource: Hashable, Sendable {
  /// The day on which the oldest of them was read last.
  public let read: Day
  /// The day from which its age is counted.
  public let asOf: Day

  /// Creates it.
  package init(read: Day, asOf: Day) {
    self.read = read
    self.asOf = asOf
  }

  /// Days between both.
  public var days: Int { asOf.number - read.number }
}

extension EvidenceAge {
  /// The most days since a source was read before a figure is marked as old.
  public static let mostDays = 90
}

extension Offer {
  /// That a source of the offer is old on a day.
  ///
  /// Of the sources of one figure the one that was read last counts, of several figures the oldest of those.
  ///
  /// - Parameter day: The day whose prices are asked for.
  /// - Returns: nil where none is old, or where nobody knows when it was read.
  public func oldSource(on day: Day) -> OldSource? {
    let sets = charges.map { $0.evidence.isEmpty ? evidence : $0.evidence }
    let last = sets.compactMap { $0.compactMap(\.lastDay).max() }
    guard let oldest = last.min(), day.number - oldest.number > EvidenceAge.mostDays else {
      return nil
    }
    return OldSource(read: oldest, asOf: day)
  }
}

extension Catalogue {
  /// What the figures of offers that are sold on a day rest on, by offer and charge.
  ///
  /// - Parameter day: The day from which ages are counted.
  /// - Returns: One entry for each offer, and one for each of its charges with sources of its own.
  public func evidenceAges(on day: Day) -> [EvidenceAge] {
    offers.filter { $0.validity.contains(day) }.flatMap { offer -> [EvidenceAge] in
      let own = offer.charges.filter { !$0.evidence.isEmpty }.map { ($0.meter, $0.evidence) }
      let figures: [(meter: String?, sources: [Evidence])] = [(nil, offer.evidence)] + own
      return figures.compactMap { (meter, sources) -> EvidenceAge? in
        guard let last = sources.max(by: { ($0.read?.number ?? 0) < ($1.read?.number ?? 0) })
        else { return nil }
        return EvidenceAge(
          offer: offer.id, meter: meter, evidence: last,
          days: last.read.map { day.number - $0.number },
          hasAddress: sources.contains { $0.url != nil })
      }
    }
  }
}
