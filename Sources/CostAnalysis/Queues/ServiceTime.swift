import BillingTypes
import PricingRules
import WorkloadSimulator

/// How long a request keeps its place: a session while it is open, another while it is answered.
struct ServiceTime {
  /// What adds up to the time, by class of the feature's mix.
  private let classes: [(share: Double, times: [LegalTime])]

  /// A time, kept inside what is legal.
  private struct LegalTime {
    let distribution: Distribution
    var bounds = 0.0...Double.infinity
  }

  /// Sessions are open while they are used and while they idle; answers take as long as the offer
  /// does.
  ///
  /// Nil when nobody knows.
  init?(_ feature: Feature, _ offer: Offer) {
    if offer.integration == .session || feature.category == .liveAvatar {
      classes = feature.mix.compactMap { requestClass in
        let times = Self.timeNames.compactMap { Self.time($0, of: requestClass, offer) }
        return times.isEmpty ? nil : (requestClass.share.approximation, times)
      }
      if classes.isEmpty { return nil }
      return
    }
    guard let p50 = offer.latency?.p50, let p95 = offer.latency?.p95, p50 > .zero, p50 <= p95
    else { return nil }
    // p10 and p90 of the lognormal time whose median and p95 the offer states.
    let sigma = Mathematics.logarithm(p95.approximation / p50.approximation) / Self.normalP95
    let factor = Mathematics.exponential(sigma * Mathematics.normalP90)
    guard
      let shape = Lognormal(
        p10: Rational(nearest: p50.approximation / factor, places: 6),
        p90: Rational(nearest: p50.approximation * factor, places: 6))
    else { return nil }
    classes = [(1, [LegalTime(distribution: .lognormal(shape))])]
  }

  private static let timeNames = ["session_seconds", "idle_seconds"]

  /// What a class says of a part of the time, or what the offer takes where it says nothing.
  private static func time(
    _ name: String, of requestClass: RequestClass, _ offer: Offer
  ) -> LegalTime? {
    let parameter = offer.parameter(name)
    var bounds = 0.0...Double.infinity
    if case (.number(let low), .number(let high))? = parameter?.extremes {
      bounds = low.approximation...high.approximation
    }
    switch requestClass.values.first(where: { $0.name == name })?.value {
    case .varying(let distribution)?: return LegalTime(distribution: distribution, bounds: bounds)
    case .text(let text)?:
      return (try? DecimalText.parse(text)).map {
        LegalTime(distribution: .fixed($0), bounds: bounds)
      }
    case nil:
      guard case .number(let number)? = parameter?.defaultValue else { return nil }
      return LegalTime(distribution: .fixed(number), bounds: bounds)
    }
  }

  /// The standard normal quantile of 95 %.
  private static let normalP95 = 1.6448536269514722

  /// The seconds of one request.
  func seconds(_ stream: RandomStream, _ index: Int) -> Double {
    let first = 3 * index
    var pick = stream.uniform(first)
    // Asked for every request: nothing is copied.
    var own = 0
    while own < classes.count - 1 {
      pick -= classes[own].share
      if pick < 0 { break }
      own += 1
    }
    var sum = 0.0
    for place in classes[own].times.indices {
      let bounds = classes[own].times[place].bounds
      let drawn = classes[own].times[place].distribution.shape.quantile(
        stream.uniform(first + 1 + place))
      sum += min(max(drawn, bounds.lowerBound), bounds.upperBound)
    }
    return sum
  }
}
