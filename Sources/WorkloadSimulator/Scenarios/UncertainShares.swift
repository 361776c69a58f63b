import BillingTypes
import PricingRules

/// A share of a feature's mix that is uncertain; one other class is what all shares leave.
struct UncertainShare {
  /// The name of the input, such as `mix.1.share`.
  let key: String
  /// The place of its class in the mix.
  let place: Int
  let distribution: Distribution
}

extension Feature {
  /// The uncertain shares of its mix.
  var uncertainShares: [UncertainShare] {
    mix.enumerated().compactMap { place, requestClass in
      requestClass.uncertainShare.map {
        UncertainShare(key: InputKey.share(place), place: place, distribution: $0)
      }
    }
  }

  /// The most that uncertain shares come to together: what the known ones leave.
  var mostUncertainShare: Double {
    1
      - mix.filter { $0.uncertainShare == nil && !$0.isRest }
      .reduce(0) { $0 + $1.share.approximation }
  }

  /// The mix with its shares as they are in one trial.
  ///
  /// - Parameter drawn: What was drawn, by key; more than is left is scaled down to that.
  /// - Returns: Classes whose shares are known and add up to one.
  func settlingShares(_ drawn: [String: Double]) -> [RequestClass] {
    let shares = uncertainShares
    guard !shares.isEmpty else { return mix }
    let numbers = shares.map { max(0, drawn[$0.key] ?? $0.distribution.shape.mean) }
    let sum = numbers.reduce(0, +)
    let scale = sum > mostUncertainShare ? mostUncertainShare / sum : 1
    var settled = mix
    var left = Rational.one
    for (share, number) in zip(shares, numbers) {
      settled[share.place] = RequestClass(
        share: Rational(nearest: number * scale, places: 9), values: mix[share.place].values)
    }
    for requestClass in settled where !requestClass.isRest {
      left = (try? left - requestClass.share) ?? left
    }
    return settled.map { requestClass in
      requestClass.isRest
        ? RequestClass(share: max(.zero, left), values: requestClass.values) : requestClass
    }
  }
}

/// How the shares of a mix change what calls use, slot by slot: in proportion, since a mix is a sum over its classes.
struct ShareEffect {
  /// The names of the inputs, with their means.
  let inputs: [(name: String, mean: Double)]
  /// The most that they come to together.
  let most: Double
  /// By slot, then by input: how much more of it a share of one makes used, over what is used on average.
  let weights: [[Double]]

  /// Computes the effect; nil for a mix whose shares are known.
  ///
  /// - Parameters:
  ///   - feature: Whose mix it is.
  ///   - uses: By class of the mix, then by slot: what its calls use on average.
  init?(_ feature: Feature, uses: [[Double]]) {
    let shares = feature.uncertainShares
    guard !shares.isEmpty, let rest = feature.mix.firstIndex(where: \.isRest) else { return nil }
    inputs = shares.map { ("\(feature.name).\($0.key)", $0.distribution.shape.mean) }
    most = feature.mostUncertainShare
    weights = (uses.first ?? []).indices.map { slot in
      let whole = zip(feature.mix, uses).reduce(0) {
        $0 + $1.0.share.approximation * $1.1[slot]
      }
      return shares.map { whole > 0 ? (uses[$0.place][slot] - uses[rest][slot]) / whole : 0 }
    }
  }

  /// What a slot's use is multiplied by, for shares as they were drawn.
  @inline(__always)
  func factor(_ slot: Int, _ shares: (_ input: Int) -> Double) -> Double {
    var sum = 0.0
    for input in inputs.indices { sum += max(0, shares(input)) }
    let scale = sum > most ? most / sum : 1
    var factor = 1.0
    for (input, weight) in weights[slot].enumerated() {
      factor += (max(0, shares(input)) * scale - inputs[input].mean) * weight
    }
    return max(0, factor)
  }
}
