public import BillingTypes

/// Why a cost changed, in the order in which one factor after the other goes from plan to actual.
///
/// Each step prices what changes at actual for the factors before it and at plan for those behind it, so that the steps
/// add up exactly. The order is a convention; another one gives other figures with the same sum.
public enum VarianceEffect: String, Sendable, CaseIterable {
  /// More or fewer results, at the planned average cost of one.
  case volume
  /// Results that moved between offers or classes of requests, at their planned costs.
  case mix
  /// Offers, classes and features that were not planned: what they cost over the planned average.
  case newOffers = "new_offers"
  /// More or less used by a billed call.
  case units
  /// More or fewer billed calls for a result: failures, rejects, takes.
  case outcome
  /// Another price of a unit, in money or in credits.
  case price
  /// Another cost of a credit or of a unit that a plan includes, fees that nothing uses, and what expires.
  case plan
}

/// A change of cost, split into effects that add up to it exactly.
public struct CostVariance: Sendable {
  /// Every effect once, in the order of ``VarianceEffect``.
  public let parts: [Part]
  /// The known cost before.
  public let before: Money
  /// The known cost after.
  public let after: Money

  /// One effect.
  public struct Part: Sendable, Hashable {
    /// Which.
    public let effect: VarianceEffect
    /// What it comes to of all whose cost is known.
    public internal(set) var known: Money
    /// What it cannot be told of, such as `pictures: output_images`; sorted, empty where it can.
    public internal(set) var unknown: [String]

    /// What it comes to; nil where some of it is not known.
    public var amount: Money? { unknown.isEmpty ? known : nil }
  }

  /// Whether every effect is known.
  public var isKnown: Bool { parts.allSatisfy { $0.unknown.isEmpty } }

  /// After less before; nil where the cost of something is not known that changed.
  public func change() throws(MoneyError) -> Money? { isKnown ? try after - before : nil }

  /// What is left of the change beside the effects: nothing, where both costs are the sums of their groups.
  public func unexplained() throws(MoneyError) -> Money? {
    guard var rest = try change() else { return nil }
    for part in parts { rest = try rest - part.known }
    return rest
  }
}

extension CostVariance {
  /// Splits the change of groups of results.
  ///
  /// - Parameters:
  ///   - pairs: The groups, each before and after.
  ///   - unshared: What no result bears, such as fees of plans that nothing uses, before and after.
  ///   - before: The whole known cost before.
  ///   - after: The whole known cost after.
  ///   - sharesPrices: Whether both have the same prices, so that a cost that nobody knows is the same where the same is
  ///     used.
  /// - Throws: `NumberError` or `MoneyError` for figures that do not fit.
  public init(
    of pairs: [CostPair], unshared: (before: Money, after: Money)? = nil, before: Money,
    after: Money, sharesPrices: Bool = false
  ) throws {
    var steps = VarianceSteps(sharesPrices: sharesPrices)
    for pair in pairs { try steps.add(pair) }
    let currency = before.currency
    // Every running total is rounded, so that the parts add up to the last of them.
    var running = FineAmount.zero
    var reached = Money.zero(in: currency)
    var parts: [Part] = []
    for (place, effect) in VarianceEffect.allCases.enumerated() {
      running = try running.adding(steps.sums[place])
      let next = try running.money(in: currency)
      parts.append(
        Part(
          effect: effect, known: try next - reached, unknown: steps.unknown[place].sorted()))
      reached = next
    }
    if let unshared, let last = parts.indices.last {
      parts[last].known = try parts[last].known + (unshared.after - unshared.before)
    }
    self.init(parts: parts, before: before, after: after)
  }

  /// Several changes in one: the sum of each effect.
  ///
  /// - Parameters:
  ///   - variances: The changes, in one currency.
  ///   - before: The whole known cost before.
  ///   - after: The whole known cost after.
  /// - Throws: `MoneyError` for sums that do not fit.
  public init(sum variances: [CostVariance], before: Money, after: Money) throws(MoneyError) {
    var parts = VarianceEffect.allCases.map { effect in
      Part(effect: effect, known: .zero(in: before.currency), unknown: [])
    }
    for variance in variances {
      for place in parts.indices {
        parts[place].known = try parts[place].known + variance.parts[place].known
        parts[place].unknown = Set(parts[place].unknown + variance.parts[place].unknown).sorted()
      }
    }
    self.init(parts: parts, before: before, after: after)
  }
}
