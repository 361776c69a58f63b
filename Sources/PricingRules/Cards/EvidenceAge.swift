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
