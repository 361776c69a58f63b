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

  /// What a typical request of a feature costs with each of some offers; nil where it is not known.
  static func costs(of feature: Feature, with offers: [Offer], _ quoter: Quoter) -> [Money?] {
    let typical = TypicalRequest(of: feature, quoter)
    return Parallel.map(offers.count) { typical.cost(with: offers[$0]) }
  }

  /// Chooses.
  ///
  /// - Parameters:
  ///   - candidates: The offers that can serve the feature.
  ///   - feature: The feature as it is planned.
  ///   - quoter: Prices typical requests.
  init(of candidates: [AlternativesAnalysis.Candidate], _ feature: Feature, _ quoter: Quoter) {
    let costs = Self.costs(of: feature, with: candidates.map(\.offer), quoter)
    let model = quoter.catalogue.offer(feature.offer)?.model
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
      candidates.indices.filter { candidates[$0].offer.id == feature.offer }
        + sellers.prefix(Self.each) + others.prefix(Self.each) + byDifference.prefix(Self.each))
    chosen = candidates.indices.filter(kept.contains).map { candidates[$0] }
    self.others = candidates.indices.filter { !kept.contains($0) }.map {
      .init(offer: candidates[$0].offer.id, reason: .notShortlisted(costs[$0]))
    }
  }
}

/// What a request of a feature costs with some offer, all that varies being at its mean.
private struct TypicalRequest: Sendable {
  private let quoter: Quoter
  private let classes: [(share: Rational, request: Request)]
  private let from: Offer?

  init(of feature: Feature, _ quoter: Quoter) {
    self.quoter = quoter
    from = quoter.catalogue.offer(feature.offer)
    classes = feature.mix.map { own in
      let means = own.varying.map { name, distribution in
        let mean = try? distribution.mean.rounded(toPlaces: 0, .halfEven)
        return (name: name, text: "\(mean ?? .one)")
      }
      return (own.share, Request(own.fixedRequest.entries.map { ($0.name, $0.text) } + means))
    }
  }

  /// The cost; nil where it is not known.
  func cost(with offer: Offer) -> Money? {
    let translation = OfferTranslation(
      from: from, to: offer, vocabulary: quoter.catalogue.vocabulary, carriesMeters: true)
    var sum: Money?
    for (share, request) in classes {
      guard let own = try? translation.translate(request),
        let quote = try? quoter.quote(offer.id, own.request),
        let amount = try? quote.amount?.times(share * Rational(own.calls))
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
