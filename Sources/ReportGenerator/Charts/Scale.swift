/// A scale of lengths from zero, with four to six ticks at round numbers.
struct Scale: Hashable {
  /// Where it ends: the last tick, or a little beyond what is drawn.
  let end: Double
  /// Where ticks stand, zero first.
  let ticks: [Double]

  /// A scale that holds all numbers up to one.
  ///
  /// - Parameters:
  ///   - most: The largest number that is drawn, not negative.
  ///   - limit: A line that has to be on it; nil for none. A line far beyond everything else is not held.
  init(upTo most: Double, limit: Double? = nil) {
    var most = most.isFinite && most > 0 ? most : 1
    if let limit, limit.isFinite, limit < 4 * most { most = max(most, limit * 1.02) }
    let step = Self.step(for: most)
    let count = Int((most / step).rounded(.up))
    ticks = (0...count).map { Double($0) * step }
    end = Double(count) * step
  }

  /// The step with which three to five of it hold a number: 1, 2 or 5 times a power of ten.
  private static func step(for most: Double) -> Double {
    var power = 1.0
    while power * 10 <= most { power *= 10 }
    while power > most { power /= 10 }
    // The smallest that needs no more than five.
    for factor in [0.2, 0.5, 1, 2] where most / (power * factor) <= 5 { return power * factor }
    return power * 2
  }

  /// Where a number lies, from 0 to 1; what is beyond lies at the end.
  func share(_ number: Double) -> Double { min(1, max(0, number / end)) }

  /// What its ticks count: large numbers are told in thousands or millions.
  private var unit: (size: Double, name: String) {
    end >= 1e7 ? (1e6, "million ") : end >= 1e4 ? (1e3, "thousand ") : (1, "")
  }

  /// The unit of its ticks, such as `thousand USD`.
  func unit(of currency: String) -> String { unit.name + currency }

  /// A tick in words, in the scale's unit.
  func words(_ tick: Double) -> String {
    guard let step = ticks.dropFirst().first else { return "0" }
    var (places, size) = (0, step / unit.size)
    while places < 6, size < 1 {
      places += 1
      size *= 10
    }
    let shown = (tick / unit.size * Self.power(places)).rounded()
    return DisplayRounding.text(Int128(shown), places: places)
  }

  private static func power(_ places: Int) -> Double {
    (0..<places).reduce(1) { power, _ in power * 10 }
  }
}
