public import BillingTypes

/// How many requests a feature is expected to send in a month, and how many assets are kept.
public struct ExpectedDemand: Hashable, Sendable {
  /// The feature.
  public let feature: String
  /// The month.
  public let month: Month
  /// Requests sent, retakes and failures among them; with six decimals.
  public let requests: Rational
  /// Requests that end well, divided by the takes until one is kept.
  public let accepted: Rational
}

/// Turns a scenario into expected requests per month: means of the distributions, in exact decimals.
///
/// What people ask for does not depend on what it costs; nothing here knows a price.
public struct DemandModel: Sendable {
  let scenario: Scenario

  /// Creates a model of a checked scenario.
  public init(_ scenario: Scenario) { self.scenario = scenario }

  /// The expected demand, by month and then in the order of the features.
  public func expected() throws(NumberError) -> [ExpectedDemand] {
    var demands: [ExpectedDemand] = []
    for (index, month) in scenario.months.enumerated() {
      var accepted: [String: Rational] = [:]
      var byFeature: [String: ExpectedDemand] = [:]
      for feature in inFollowingOrder {
        let volume: Rational
        switch feature.volume {
        case .requests(let distribution), .sessions(let distribution):
          volume = try distribution.mean * sharedMean
        case .follows(let followed, let perAccepted):
          volume =
            try (accepted[followed] ?? .zero).rounded(toPlaces: 9, .halfEven)
            * perAccepted.mean
        }
        // Means have up to nine decimals each; their products are kept short enough to multiply on.
        let requests = try
          (volume.rounded(toPlaces: 9, .halfEven)
          * growthFactor(feature, months: index)
          * (feature.seasonality[month.monthOfYear] ?? .one)).rounded(toPlaces: 6, .halfEven)
        let demand = ExpectedDemand(
          feature: feature.name, month: month, requests: requests,
          accepted: try requests * feature.acceptedPerRequest())
        accepted[feature.name] = demand.accepted
        byFeature[feature.name] = demand
      }
      demands += scenario.features.compactMap { byFeature[$0.name] }
    }
    return demands
  }

  /// Features after those they follow.
  private var inFollowingOrder: [Feature] {
    var remaining = scenario.features
    var ordered: [Feature] = []
    while let index = remaining.firstIndex(where: { feature in
      !remaining.contains { $0.name == feature.volume.followed }
    }) {
      ordered.append(remaining.remove(at: index))
    }
    return ordered + remaining
  }

  private var sharedMean: Rational {
    get throws(NumberError) {
      var product = Rational.one
      for factor in scenario.shared {
        product = try (product * factor.distribution.mean).rounded(toPlaces: 12, .halfEven)
      }
      return product
    }
  }

  /// (1 + growth) to the power of the month, with twelve decimals.
  private func growthFactor(_ feature: Feature, months: Int) throws(NumberError) -> Rational {
    let step = try Rational.one + feature.growth.mean
    var factor = Rational.one
    for _ in 0..<months { factor = try (factor * step).rounded(toPlaces: 12, .halfEven) }
    return factor
  }
}

extension Feature {
  /// Kept assets per request sent: what neither fails nor is stopped, over the takes per kept one.
  public func acceptedPerRequest() throws(NumberError) -> Rational {
    let good = try Rational.one - failureRate.mean - moderationRate.mean
    return try max(.zero, good) / takesPerAccepted.mean
  }
}
