import BillingTypes
import PricingRules

/// A value of a feature's requests whose mean is uncertain.
struct UncertainMean: Hashable {
  /// The parameter; where classes have means of their own, with the number of the mean.
  let key: String
  let values: Around
}

/// A class of requests for one part of each mean's distribution.
struct ClassAtMeans {
  let requestClass: RequestClass
  /// The place of the class in the feature's mix.
  let place: Int
  /// By uncertain mean of the feature: which part; nil for one that the class does not read.
  let parts: [Int?]
}

extension Feature {
  /// The uncertain means of its requests' values, in the order of the mix.
  var uncertainMeans: [UncertainMean] {
    var means: [UncertainMean] = []
    var counts: [String: Int] = [:]
    for (name, distribution) in mix.flatMap(\.varying) {
      guard case .around(let values) = distribution, values.center.fixedValue == nil,
        !means.contains(where: { $0.isOf(name) && $0.values == values })
      else { continue }
      counts[name, default: 0] += 1
      let number = counts[name] ?? 1
      means.append(
        UncertainMean(key: number == 1 ? name : "\(name).\(number)", values: values))
    }
    return means
  }

  /// Into how many parts each mean's distribution is cut: with several, their combinations are priced.
  ///
  /// Values that are the mean itself go up in steps where what is legal has steps, which only many parts follow.
  var partsOfMeans: Int {
    let means = uncertainMeans
    switch means.count {
    case 0, 1:
      if means.first?.values.spread == nil { return 512 }
      return mix.allSatisfy { $0.varying.count <= 1 } ? 64 : 16
    case 2: return 16
    default: return 6
    }
  }

  /// A class for every combination of parts of its uncertain means; the class itself where it has none.
  func atMeans(
    _ requestClass: RequestClass, at place: Int
  ) throws(NumberError) -> [ClassAtMeans] {
    let means = uncertainMeans
    let count = partsOfMeans
    var found = [
      ClassAtMeans(requestClass: requestClass, place: place, parts: means.map { _ in nil })
    ]
    for (name, distribution) in requestClass.varying {
      guard case .around(let values) = distribution,
        let mean = means.firstIndex(where: { $0.isOf(name) && $0.values == values })
      else { continue }
      let nodes = values.nodes(count)
      var next: [ClassAtMeans] = []
      for own in found {
        let share = try own.requestClass.share / Rational(Int128(nodes.count))
        for (part, node) in nodes.enumerated() {
          var parts = own.parts
          parts[mean] = part
          next.append(
            ClassAtMeans(
              requestClass: own.requestClass.setting(name, to: values.values(at: node), share),
              place: place, parts: parts))
        }
      }
      found = next
    }
    return found
  }

  /// The feature with its uncertain means and shares as they are in one trial.
  ///
  /// - Parameter means: By key, see ``UncertainMean`` and ``UncertainShare``.
  /// - Returns: The feature, whose requests then vary around known means.
  func settling(_ means: [String: Double]) -> Feature {
    let own = uncertainMeans
    guard !own.isEmpty || !uncertainShares.isEmpty else { return self }
    return served(
      by: offer,
      mix: settlingShares(means).map { requestClass in
        requestClass.varying.reduce(requestClass) { settled, value in
          guard case .around(let values) = value.distribution,
            let mean = own.first(where: { $0.isOf(value.name) && $0.values == values }),
            let number = means[mean.key]
          else { return settled }
          return settled.setting(value.name, to: values.values(at: number), settled.share)
        }
      })
  }
}

extension UncertainMean {
  /// Whether it is a mean of a parameter's values.
  fileprivate func isOf(_ name: String) -> Bool { key == name || key.hasPrefix("\(name).") }
}

/// How a mean changes what calls use: the use at some means, a line between them, and the outer lines beyond; steps where
/// every request has the mean, which then is a legal number.
struct MeanCurve {
  /// The name of the input.
  let input: String
  private let means: [Double]
  private let uses: [Double]
  /// Where parts begin, behind the first; empty for lines.
  private var steps: [Double] = []

  /// Creates a curve of mean one over what the mean may be; nil where nothing is used.
  init?(_ input: String, _ values: Around, means: [Double], uses: [Double]) {
    guard means.count > 1, uses.contains(where: { $0 > 0 }) else { return nil }
    let center = values.center
    if values.spread == nil {
      let average = uses.reduce(0, +) / Double(uses.count)
      self = MeanCurve(input: input, means: means, uses: uses.map { $0 / average })
      steps = (1..<means.count).map { center.quantile(Double($0) / Double(means.count)) }
      return
    }
    let plain = MeanCurve(input: input, means: means, uses: uses)
    let count = 4096
    var sum = 0.0
    for point in 0..<count {
      sum += plain[center.quantile((Double(point) + 0.5) / Double(count))]
    }
    guard sum > 0 else { return nil }
    let whole = sum / Double(count)
    self = MeanCurve(input: input, means: means, uses: uses.map { $0 / whole })
  }

  private init(input: String, means: [Double], uses: [Double]) {
    self.input = input
    self.means = means
    self.uses = uses
  }

  /// What calls use at a mean, over what they use on average.
  subscript(mean: Double) -> Double {
    if !steps.isEmpty { return uses[part(of: mean)] }
    var place = 0
    while place < means.count - 2, means[place + 1] < mean { place += 1 }
    let width = means[place + 1] - means[place]
    guard width > 0 else { return uses[place] }
    let slope = (uses[place + 1] - uses[place]) / width
    return max(0, uses[place] + slope * (mean - means[place]))
  }

  /// The part that a mean lies in.
  private func part(of mean: Double) -> Int {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle] <= mean { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
