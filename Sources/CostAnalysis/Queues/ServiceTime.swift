import BillingTypes
import PricingRules
import WorkloadSimulator

/// How long a request keeps its place: a session while it is open, another while it is answered.
struct ServiceTime {
  /// What adds up to the time, by class of the feature's mix.
  private let classes: [(share: Double, parts: [Part])]

  /// A time, kept inside what is legal.
  private struct Part {
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
        let parts = Self.partNames.compactMap { Self.part($0, of: requestClass, offer) }
        return parts.isEmpty ? nil : (requestClass.share.approximation, parts)
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
    classes = [(1, [Part(distribution: .lognormal(shape))])]
  }

  private static let partNames = ["session_seconds", "idle_seconds"]

  /// What a class says of a part of the time, or what the offer takes where it says nothing.
  private static func part(
    _ name: String, of requestClass: RequestClass, _ offer: Offer
  ) -> Part? {
    let parameter = offer.parameter(name)
    var bounds = 0.0...Double.infinity
    if case (.number(let low), .number(let high))? = parameter?.extremes {
      bounds = low.approximation...high.approximation
    }
    switch requestClass.values.first(where: { $0.name == name })?.value {
    case .varying(let distribution)?: return Part(distribution: distribution, bounds: bounds)
    case .text(let text)?:
      return (try? DecimalText.parse(text)).map { Part(distribution: .fixed($0), bounds: bounds) }
    case nil:
      guard case .number(let number)? = parameter?.defaultValue else { return nil }
      return Part(distribution: .fixed(number), bounds: bounds)
    }
  }

  /// The standard normal quantile of 95 %.
  private static let normalP95 = 1.6448536269514722

  /// The seconds of one request.
  func seconds(_ stream: RandomStream, _ index: Int) -> Double {
    let first = 3 * index
    var pick = stream.uniform(first)
    var parts = classes[classes.count - 1].parts
    for (share, own) in classes {
      pick -= share
      if pick < 0 {
        parts = own
        break
      }
    }
    return parts.enumerated().reduce(0) { sum, part in
      let drawn = part.element.distribution.shape.quantile(stream.uniform(first + 1 + part.offset))
      return sum + min(max(drawn, part.element.bounds.lowerBound), part.element.bounds.upperBound)
    }
  }
}
