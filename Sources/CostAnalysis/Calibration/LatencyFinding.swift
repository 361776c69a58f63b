public import BillingTypes

/// How long calls took, in seconds.
public struct LatencyFinding: Hashable, Sendable {
  /// What was called.
  public let recipe: String
  /// How many calls were measured.
  public let count: Int
  /// The median of all of it, and what one in twenty takes longer than.
  public let total: Ends
  /// The same of waiting for a turn; nil where no call told.
  public let queued: Ends?
  /// The same of the work itself; nil where no call told.
  public let ran: Ends?

  /// A median and a nineteenth twentieth.
  public struct Ends: Hashable, Sendable {
    /// The median.
    public let p50: Rational
    /// What one in twenty is above.
    public let p95: Rational
  }
}

/// How long one call took.
public struct LatencySample: Hashable, Sendable {
  /// What was called.
  public let recipe: String
  /// In all, in seconds.
  public let total: Rational
  /// Waiting for its turn; nil where the provider does not tell.
  public let queued: Rational?
  /// Being worked on; nil where the provider does not tell.
  public let ran: Rational?

  /// Creates a sample.
  public init(recipe: String, total: Rational, queued: Rational?, ran: Rational?) {
    self.recipe = recipe
    self.total = total
    self.queued = queued
    self.ran = ran
  }
}

extension CalibrationStudy {
  /// How long calls took, by recipe.
  public static func latencies(_ samples: [LatencySample]) -> [LatencyFinding] {
    Dictionary(grouping: samples, by: \.recipe).sorted { $0.key < $1.key }.compactMap {
      recipe, samples in
      guard let total = ends(samples.map(\.total)) else { return nil }
      return LatencyFinding(
        recipe: recipe, count: samples.count, total: total,
        queued: ends(samples.compactMap(\.queued)), ran: ends(samples.compactMap(\.ran)))
    }
  }

  /// The smallest value that at least half, or nineteen in twenty, are not above.
  private static func ends(_ values: [Rational]) -> LatencyFinding.Ends? {
    let sorted = values.sorted()
    guard let last = sorted.last else { return nil }
    let (half, most) = ((sorted.count + 1) / 2, (sorted.count * 19 + 19) / 20)
    return .init(p50: sorted[half - 1], p95: most <= sorted.count ? sorted[most - 1] : last)
  }
}
