import BillingTypes
import PricingRules
import Settlement
import WorkloadSimulator

// What a forecast says of a feature in a month, shared out among the classes of its requests.
extension ForecastVariance.Side {
  /// By feature and month.
  ///
  /// - Parameter keys: What the classes of each feature are called, in the order of its mix.
  /// - Throws: `ForecastError`, `NumberError` or `MoneyError`.
  /// - Returns: The profiles.
  func profiles(_ keys: [String: [String]]) throws -> [String: [Month: CostProfile]] {
    var profiles: [String: [Month: CostProfile]] = [:]
    for feature in forecast.scenario.features {
      guard let offer = forecast.offers.first(where: { $0.id == feature.offer }) else { continue }
      let billed = try BilledCalls(feature, offer: offer).billed * (.one + feature.meanLaterCalls)
      let months = try forecaster.classCharges(of: feature, in: forecast.scenario)
      let own = forecast.summaries.filter { $0.feature == feature.name }
      // Of a feature of which nothing is kept, what is wanted is what is asked for.
      let keepsAny = own.contains { $0.accepted > .zero }
      for (summary, classes) in zip(own, months) {
        let share = FeatureShare(
          names: keys[feature.name] ?? [], classes: classes, requests: summary.requests)
        let lines = forecast.lines.filter {
          $0.month == summary.month && $0.feature == feature.name
        }
        profiles[feature.name, default: [:]][summary.month] = try share.profile(
          results: keepsAny ? summary.accepted : summary.requests,
          attempts: try summary.requests.rounded(toPlaces: 9, .halfEven) * billed.kept(), lines,
          offer)
      }
    }
    return profiles
  }
}

/// A feature in a month with what one request of each of its classes uses.
private struct FeatureShare {
  let names: [String]
  let classes: [ClassCharges]
  let requests: Rational

  func profile(
    results: Rational, attempts: Rational, _ lines: [ForecastLine], _ offer: Offer
  ) throws -> CostProfile {
    var uses: [[CostProfile.Use]] = classes.map { _ in [] }
    for line in lines {
      guard let charge = line.charge, offer.charges.indices.contains(charge) else { continue }
      for (place, use) in try self.uses(of: line, charge, offer).enumerated() {
        uses[place].append(use)
      }
    }
    return CostProfile(
      try classes.indices.map { place in
        let share = classes[place].requestClass.share
        return CostProfile.Item(
          key: names[place], results: try part(share, of: results),
          attempts: try part(share, of: attempts), uses: uses[place])
      })
  }

  private func part(_ share: Rational, of count: Rational) throws -> Rational {
    try (count.rounded(toPlaces: 12, .halfEven) * share.rounded(toPlaces: 9, .halfEven)).kept()
  }

  /// What each class has of a line: of its quantity by what the classes use, of its cost by what that costs.
  private func uses(
    of line: ForecastLine, _ charge: Int, _ offer: Offer
  ) throws -> [CostProfile.Use] {
    let own = offer.charges[charge]
    let quantities = try classes.map {
      try part($0.requestClass.share, of: $0.charges[charge].quantity)
    }
    let amounts = try classes.map { own -> Rational in
      try part(own.requestClass.share, of: own.charges[charge].cost ?? .zero)
    }
    let units = try Self.shares(of: line.quantity, by: quantities)
    // Where nothing costs anything by itself, an allowance is paid for by what uses it.
    let weights = amounts.contains { $0 > .zero } ? amounts : quantities
    let costs = try line.cost.map { try Self.shares(of: $0, by: weights) }
    let number = offer.charges[..<charge].count { $0.meter == own.meter } + 1
    return try classes.indices.map { place in
      var payment = CostProfile.Payment.money
      if case .credit = own.price.unit {
        payment = .plan(counted: try part(amounts[place], of: requests))
      } else if line.seller != nil {
        payment = .plan(counted: units[place])
      }
      return CostProfile.Use(
        key: own.meter + (number == 1 ? "" : " (\(number))"), units: units[place],
        payment: payment, cost: costs?[place])
    }
  }

  /// A cost in proportion to weights; in equal parts where all of them are nothing.
  private static func shares(of cost: Money, by weights: [Rational]) throws -> [Money] {
    let some = weights.contains { $0 > .zero }
    return try apportion(cost, by: some ? weights : weights.map { _ in .one })
  }

  /// A quantity in proportion to weights, each with nine decimals.
  private static func shares(of quantity: Rational, by weights: [Rational]) throws -> [Rational] {
    guard weights.count > 1 else { return [quantity] }
    var whole = Rational.zero
    for weight in weights { whole = try whole.adding(weight) }
    guard whole > .zero else { return weights.map { _ in .zero } }
    return try weights.map { weight in
      let scale = powerOfTen(9)
      guard
        let count = try quantity.rounded(toPlaces: 9, .halfEven).whole(at: scale).scaled(
          by: weight.whole(at: powerOfTen(18)), over: whole.whole(at: powerOfTen(18)))
      else { throw NumberError.overflow }
      return try Rational(count, over: scale)
    }
  }
}

extension Rational {
  /// How many parts of a scale it is, rounded half to even.
  fileprivate func whole(at scale: Int128) throws(NumberError) -> Int128 {
    guard let count = numerator.scaled(by: scale, over: denominator) else { throw .overflow }
    return count
  }
}
