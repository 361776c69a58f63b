import BillingTypes
import PricingRules

/// What a month of some requests comes to with an offer: where credits come with a plan, its fee, what it includes and
/// what more costs count, and not what a credit costs in a plan that is used in full.
struct StarterMonth {
  let quoter: Quoter
  let requests: Rational

  /// Candidates whose month is known, the cheapest month first; all as they were where none is known.
  func ordered(_ candidates: [Comparison.Candidate]) -> [Comparison.Candidate] {
    let known = candidates.enumerated().compactMap { place, candidate in
      cost(of: candidate).map { (cost: $0, place: place, candidate: candidate) }
    }
    guard !known.isEmpty else { return candidates }
    return known.sorted { ($0.cost, $0.place) < ($1.cost, $1.place) }.map(\.candidate)
  }

  /// What the month costs; nil where that is not known, such as beyond what a plan includes.
  private func cost(of candidate: Comparison.Candidate) -> Rational? {
    guard let amount = candidate.amount?.units else { return nil }
    return try? month(of: candidate, at: amount)
  }

  private func month(
    of candidate: Comparison.Candidate, at amount: Rational
  ) throws(NumberError) -> Rational? {
    guard let worth = candidate.quote.creditWorths.first, let id = worth.plan,
      let plan = quoter.catalogue.plan(id)
    else { return try amount * requests }
    var credits = Rational.zero
    for line in candidate.quote.lines {
      if let own = line.credits { credits = try credits + own }
    }
    let others = try (amount - credits * worth.money) * requests
    let paid = try PlanMonth(seller: .plan(plan), key: worth.credit.rawValue)
      .cost(of: credits * requests)
    guard case .success(let cost) = paid else { return nil }
    return try others + cost
  }
}

extension StarterAsk.Volume {
  /// How many requests a month has, between two numbers the one in the middle; nil where another feature decides.
  func requests() -> Rational? {
    switch self {
    case .perMonth(let count): count
    case .between(let low, let high): try? (low + high) / Rational(2)
    case .following: nil
    }
  }
}
