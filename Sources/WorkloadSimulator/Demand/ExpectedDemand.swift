public import BillingTypes

/// How many requests a feature is expected to make in a month, and how many assets are kept.
public struct ExpectedDemand: Hashable, Sendable {
  /// The feature.
  public let feature: String
  /// The month.
  public let month: Month
  /// Requests that the product makes, each counted once; with six decimals.
  public let requests: Rational
  /// Calls sent for them: retries and the later calls of chains come on top.
  public let calls: Rational
  /// Requests that end well, divided by the takes until one is kept.
  public let accepted: Rational
}

/// Turns a scenario into expected requests per month: means of the distributions, in exact decimals.
///
/// What people ask for does not depend on what it costs; nothing here knows a price.
public struct DemandModel: Sendable {
  let scenario: Scenario
  /// Features after those they follow.
  private let ordered: [Feature]

  /// Creates a model of a checked scenario.
  public init(_ scenario: Scenario) {
    self.scenario = scenario
    ordered = Self.inFollowingOrder(scenario.features)
  }

  /// The expected demand, by month and then in the order of the features.
  ///
  /// - Throws: ``ForecastError`` for a feature whose demand does not fit.
  public func expected() throws -> [ExpectedDemand] {
    let growth = try growthFactors()
    var demands: [ExpectedDemand] = []
    for month in scenario.months.indices { demands += try expected(inMonth: month, growth) }
    return demands
  }

  /// The expected demand of a month, by its number, in the order of the features.
  ///
  /// - Parameters:
  ///   - index: The number of the month, from 0.
  ///   - growth: What ``growthFactors()`` gives.
  /// - Throws: ``ForecastError`` for a feature whose demand does not fit.
  /// - Returns: The features' demand.
  func expected(
    inMonth index: Int, _ growth: [String: [Rational]]
  ) throws -> [ExpectedDemand] {
    let month = scenario.months[index]
    var byFeature: [String: ExpectedDemand] = [:]
    for feature in ordered {
      let demand = try feature.naming {
        try self.demand(for: feature, month, growth[feature.name]?[index] ?? .one, byFeature)
      }
      byFeature[feature.name] = demand
    }
    return scenario.features.compactMap { byFeature[$0.name] }
  }

  /// The expected demand of one feature, after that of the feature that it follows.
  private func demand(
    for feature: Feature, _ month: Month, _ growth: Rational, _ others: [String: ExpectedDemand]
  ) throws(NumberError) -> ExpectedDemand {
    let volume: Rational
    switch feature.volume {
    case .requests(let distribution), .sessions(let distribution):
      volume = try distribution.mean * sharedMean(of: feature)
    case .accepted(let distribution):
      // A feature of which nothing can be kept is refused when it is read.
      let kept = try feature.acceptedPerRequest()
      volume =
        try kept > .zero
        ? distribution.mean * sharedMean(of: feature) / kept.rounded(toPlaces: 12, .halfEven)
        : .zero
    case .follows(let followed, let perAccepted):
      volume =
        try (others[followed]?.accepted ?? .zero).rounded(toPlaces: 9, .halfEven)
        * perAccepted.mean
    case .followsRequests(let followed, let perRequest):
      volume = try (others[followed]?.requests ?? .zero) * perRequest.mean
    }
    // Means have up to nine decimals each; their products are kept short enough to multiply on.
    var requests = try
      (volume.rounded(toPlaces: 9, .halfEven) * growth
      * (feature.seasonality[month.monthOfYear]?.mean ?? .one)).rounded(toPlaces: 6, .halfEven)
    requests = try (requests * feature.path.expectedFactor(in: month)).rounded(
      toPlaces: 6, .halfEven)
    if let most = feature.path.atMostPerMonth { requests = min(requests, most) }
    return ExpectedDemand(
      feature: feature.name, month: month, requests: requests,
      calls: try requests * feature.callsPerRequest(),
      accepted: try requests * feature.acceptedPerRequest())
  }

  /// Features after those they follow.
  private static func inFollowingOrder(_ features: [Feature]) -> [Feature] {
    var remaining = features
    var ordered: [Feature] = []
    while let index = remaining.firstIndex(where: { feature in
      !remaining.contains { $0.name == feature.volume.followed }
    }) {
      ordered.append(remaining.remove(at: index))
    }
    return ordered + remaining
  }

  private func sharedMean(of feature: Feature) throws(NumberError) -> Rational {
    var product = Rational.one
    for factor in scenario.shared where factor.moves(feature) {
      product = try (product * factor.distribution.mean).rounded(toPlaces: 12, .halfEven)
    }
    return product
  }

  /// (1 + growth) to the power of every month's number with twelve decimals, by feature.
  ///
  /// - Throws: ``ForecastError`` for a feature whose growth does not fit.
  func growthFactors() throws -> [String: [Rational]] {
    var factors: [String: [Rational]] = [:]
    for feature in scenario.features {
      factors[feature.name] = try feature.naming {
        let step = try Rational.one + feature.growth.mean
        var own = [Rational.one]
        for _ in scenario.months.dropFirst() {
          own.append(try (own[own.count - 1] * step).rounded(toPlaces: 12, .halfEven))
        }
        return own
      }
    }
    return factors
  }
}

extension VolumePath {
  /// What launch and changes make of the volume in a month, on average.
  func expectedFactor(in month: Month) throws(NumberError) -> Rational {
    var factor = try launch?.share(in: month) ?? .one
    for step in steps where step.from <= month {
      factor = try (factor * step.factor.mean).rounded(toPlaces: 12, .halfEven)
    }
    return factor
  }
}

extension Feature {
  /// Expected calls for one request: failed ones are sent again, chains go on.
  public func callsPerRequest() throws(NumberError) -> Rational {
    let calls = try CallPattern.calls(failureRate: resentRate, retries: calls.retries)
    return try calls * (Rational.one + meanLaterCalls)
  }

  /// Kept assets per request: what ends well at last, over the takes per kept one.
  public func acceptedPerRequest() throws(NumberError) -> Rational {
    let calls = try CallPattern.calls(failureRate: resentRate, retries: calls.retries)
    let kept = try goodRate * calls / takesPerAccepted.mean
    guard chainSurvival < 1 else { return kept }
    return try (kept * Rational(nearest: chainSurvival, places: 12)).kept()
  }
}
