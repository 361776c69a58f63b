import BillingTypes
import PricingRules
import WorkloadSimulator

/// Which of very many offers that can serve a feature are forecast.
///
/// A forecast of each of hundreds takes long and is read by nobody. Those that a choice is about are the sellers of the
/// model that is planned, other models that cost least, and other models that differ least from what is asked for; a
/// model is there with its cheapest seller. What costs least is told by a typical request: each class of the mix at the
/// means of what varies.
package struct Shortlist {
  /// So few are forecast all.
  static let few = 40
  /// How many of each kind are.
  package static let each = 8

  /// The offers that are forecast, in the order of the catalogue.
  let chosen: [AlternativesAnalysis.Candidate]
  /// The others, with what a typical request costs.
  let others: [Comparison.Exclusion]

  /// What a typical request costs with each of some offers; nil where it is not known.
  static func costs(
    of candidates: [AlternativesAnalysis.Candidate], _ quoter: Quoter
  ) -> [Money?] {
    Parallel.map(candidates.count) { candidates[$0].typicalCost(quoter) }
  }

  /// Chooses.
  ///
  /// - Parameters:
  ///   - candidates: The offers that can serve the feature.
  ///   - planned: The offer that is planned.
  ///   - quoter: Prices typical requests.
  init(
    of candidates: [AlternativesAnalysis.Candidate], planned: OfferID, _ quoter: Quoter
  ) {
    let costs = Self.costs(of: candidates, quoter)
    let model = quoter.catalogue.offer(planned)?.model
    /// By what it costs, unknown last, and by place.
    func costs(less one: Int, than other: Int) -> Bool {
      switch (costs[one]?.picounits, costs[other]?.picounits) {
      case (let a?, let b?) where a != b: a < b
      case (_?, nil): true
      case (nil, _?): false
      default: one < other
      }
    }
    let byCost = candidates.indices.sorted(by: costs(less:than:))
    var models: Set<String> = []
    let others = byCost.filter {
      candidates[$0].offer.model != model && models.insert(candidates[$0].offer.model).inserted
    }
    // A stable order: what differs as much stays in the order of cost.
    let byDifference = others.enumerated()
      .sorted { left, right in
        (candidates[left.element].differs.count, left.offset)
          < (candidates[right.element].differs.count, right.offset)
      }
      .map(\.element)
    let sellers = byCost.filter { candidates[$0].offer.model == model }
    let kept = Set(
      candidates.indices.filter { candidates[$0].offer.id == planned }
        + sellers.prefix(Self.each) + others.prefix(Self.each) + byDifference.prefix(Self.each))
    chosen = candidates.indices.filter(kept.contains).map { candidates[$0] }
    self.others = candidates.indices.filter { !kept.contains($0) }.map {
      .init(offer: candidates[$0].offer.id, reason: .notShortlisted(costs[$0]))
    }
  }
}

extension AlternativesAnalysis.Candidate {
  /// What a typical request costs, all that varies being at its mean; nil where it is not known.
  fileprivate func typicalCost(_ quoter: Quoter) -> Money? {
    let translation = OfferTranslation(
      to: offer, vocabulary: quoter.catalogue.vocabulary, carriesMeters: true)
    var sum: Money?
    for own in feature.mix {
      let means = own.varying.map { name, distribution in
        let mean = try? distribution.mean.rounded(toPlaces: 0, .halfEven)
        return (name: name, text: "\(mean ?? .one)")
      }
      let request = Request(own.fixedRequest.entries.map { ($0.name, $0.text) } + means)
      guard let asked = try? translation.translate(request),
        let quote = try? quoter.quote(offer.id, asked.request),
        let amount = try? quote.amount?.times(own.share * Rational(asked.calls))
      else { return nil }
      guard let before = sum else {
        sum = amount
        continue
      }
      guard let after = try? before + amount else { return nil }
      sum = after
    }
    return sum
  }
}
