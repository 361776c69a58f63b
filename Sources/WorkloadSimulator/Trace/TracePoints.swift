import BillingTypes
import PricingRules
import Settlement

/// One request as a usage log has it, with what it costs however it ends.
package struct TracePoint: Sendable {
  /// What is asked for, name by name.
  package let request: [(name: String, text: String)]
  /// Its share among the requests of its stage.
  let share: Double
  /// What it costs on the days from ``TraceFeature/epochs`` on, by epoch and then by
  /// ``Outcome/place``; nil where nothing is known.
  let prices: [[Price?]]

  /// An amount and how much of it is known.
  struct Price: Sendable {
    let picounits: Int128
    let isComplete: Bool
    /// What it uses of pools, which the month settles.
    var pooled: [(pool: PoolID, used: Rational)] = []
  }
}

/// The requests of a feature: every class, and in it the evenly spread values that forecasts use.
package struct TraceFeature: Sendable {
  /// The feature.
  package let feature: Feature
  /// The day numbers from which prices hold, ascending.
  let epochs: [Int]
  /// First calls, then the later calls of chains.
  package let stages: [[TracePoint]]
  /// The pools that its requests use.
  let pools: [PoolID: Pool]

  init(
    _ feature: Feature, _ catalogue: Catalogue, plans: [PlanID], month: Month, knownAt: Day
  ) throws {
    guard let offer = catalogue.offer(feature.offer) else {
      throw ForecastError(feature, .noOffer(feature.offer))
    }
    self.feature = feature
    let first = month.firstDay
    let changes = offer.charges.flatMap { charge in
      charge.price.history.compactMap(\.from)
        .filter { $0 > first && $0.month == month }
        .filter { charge.price.amounts(on: $0, knownAt: knownAt)?.from == $0 }
    }
    let days = ([first] + changes).uniqued().sorted()
    epochs = days.map(\.number)
    let finder = PoolFinder(plans: plans, catalogue: catalogue)
    let pricers = try days.map { day in
      try TracePricer(
        offer, Quoter(catalogue: catalogue, asOf: day, knownAt: knownAt),
        finder.settled(offer, on: day, knownAt: knownAt), feature)
    }
    pools = pricers.reduce(into: [:]) { $0.merge($1.pools) { own, _ in own } }
    let outcomes =
      [Outcome.succeeded]
      + feature.endings.filter { $0.rate != .fixed(.zero) }.map(\.outcome)
    let feeds = [[]] + (feature.calls.chain.map { [$0.feeds] } ?? [])
    stages = try feeds.map { feeds in
      try feature.mix.flatMap { requestClass in
        let requests = Self.requests(of: requestClass, offer, feeds)
        let share = requestClass.share.approximation / Double(requests.count)
        return try requests.map { request in
          let prices = try pricers.map { pricer in
            var prices = [TracePoint.Price?](repeating: nil, count: Outcome.allCases.count)
            for outcome in outcomes { prices[outcome.place] = try pricer.price(request, outcome) }
            return prices
          }
          return TracePoint(request: request, share: share, prices: prices)
        }
      }
    }
  }

  /// The requests of a class, each as likely.
  private static func requests(
    of requestClass: RequestClass, _ offer: Offer, _ feeds: [(input: String, output: String)]
  ) -> [[(name: String, text: String)]] {
    let varying = requestClass.varying
    let count = varying.isEmpty ? 1 : Lattice.pointCount
    let drawnValues = offer.drawnValues
    let rules = varying.map { drawnValues.rule(for: $0.name) }
    let fed = feeds.map { drawnValues.rule(for: $0.input) }
    return (0..<count).map { point in
      var request = requestClass.fixedRequest
      for (dimension, (name, distribution)) in varying.enumerated() {
        let drawn = distribution.shape.quantile(Lattice.coordinate(point, dimension: dimension))
        request[name] = DecimalText.print(rules[dimension].nearestLegal(to: drawn).number)
      }
      for (place, (input, output)) in feeds.enumerated() {
        guard case .setting(let parameter) = fed[place] else { continue }
        let text = request[output] ?? offer.parameter(output)?.defaultValue?.description
        guard let number = text.flatMap({ Double($0) }) else { continue }
        request[input] = DecimalText.print(parameter.nearestLegal(to: number).number)
      }
      // A row says what it has by default, so that whoever reads it need not guess.
      for parameter in offer.allParameters
      where request[parameter.name] == nil && parameter.name != Outcome.parameterName {
        let isSize = ["width", "height"].contains(parameter.name) && request["size"] != nil
        guard !isSize, let value = parameter.defaultValue else { continue }
        request[parameter.name] = value.description
      }
      return request.entries.map { ($0.name, $0.text) }
    }
  }
}

extension Outcome {
  /// The outcome's place in lists that have one entry for each.
  package var place: Int {
    switch self {
    case .succeeded: 0
    case .failed: 1
    case .moderatedInput: 2
    case .moderatedOutput: 3
    case .timeout: 4
    case .cancelled: 5
    }
  }
}
