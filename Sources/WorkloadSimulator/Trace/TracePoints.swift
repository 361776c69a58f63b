import BillingTypes
import PricingRules

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
  /// Whether what the month uses decides about a price.
  let hasSteps: Bool

  init(_ feature: Feature, _ catalogue: Catalogue, month: Month, knownAt: Day) throws {
    guard let offer = catalogue.offer(feature.offer) else {
      throw ForecastError(feature, .noOffer(feature.offer))
    }
    self.feature = feature
    hasSteps = offer.charges.contains { $0.price.model.countsOverMonth }
    let first = month.firstDay
    let changes = offer.charges.flatMap { charge in
      charge.price.history.compactMap(\.from)
        .filter { $0 > first && $0.month == month }
        .filter { charge.price.amounts(on: $0, knownAt: knownAt)?.from == $0 }
    }
    let days = ([first] + changes).uniqued().sorted()
    epochs = days.map(\.number)
    let quoters = days.map { Quoter(catalogue: catalogue, asOf: $0, knownAt: knownAt) }
    var outcomes: [Outcome] = [.succeeded]
    if feature.failureRate != .fixed(.zero) { outcomes.append(.failed) }
    if feature.moderationRate != .fixed(.zero) { outcomes.append(.moderatedOutput) }
    let feeds = [[]] + (feature.calls.chain.map { [$0.feeds] } ?? [])
    stages = try feeds.map { feeds in
      try feature.mix.flatMap { requestClass in
        let requests = Self.requests(of: requestClass, offer, feeds)
        let share = requestClass.share.approximation / Double(requests.count)
        return try requests.map { request in
          let prices = try quoters.map { quoter in
            try Self.prices(of: request, offer, quoter, outcomes, feature)
          }
          return TracePoint(request: request, share: share, prices: prices)
        }
      }
    }
  }

  private static func prices(
    of request: [(name: String, text: String)], _ offer: Offer, _ quoter: Quoter,
    _ outcomes: [Outcome], _ feature: Feature
  ) throws -> [TracePoint.Price?] {
    var prices = [TracePoint.Price?](repeating: nil, count: Outcome.allCases.count)
    for outcome in outcomes {
      do {
        let quote = try quoter.quote(
          offer.id, Request(request + [(Outcome.parameterName, outcome.rawValue)]))
        prices[outcome.place] = quote.amount.map {
          // What a month's steps make of it is told apart.
          .init(
            picounits: $0.picounits,
            isComplete: quote.completeness == .complete
              || quote.range.reasons.allSatisfy { $0.code == .monthSteps })
        }
      } catch {
        throw ForecastError(feature, .request(error))
      }
    }
    return prices
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
    }
  }
}
