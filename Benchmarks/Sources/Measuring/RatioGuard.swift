/// Tells a large regression from noise: ratios to peers in the same run, never times.
public enum RatioGuard {
  /// A ratio may fall to this share of the committed one; machines differ by less.
  public static let leastShare = 0.6

  /// A ratio that fell.
  public struct Fall: Equatable, Sendable, CustomStringConvertible {
    /// Its name.
    public let ratio: String
    /// What it was.
    public let committed: Double
    /// Nil where it was not measured.
    public let measured: Double?

    /// A line for people.
    public var description: String {
      guard let measured else {
        return "\(ratio): is in the committed results and was not measured"
      }
      return
        "\(ratio): \(Figures.short(measured)) times, and \(Figures.short(committed)) in the committed"
        + " results; at least \(Figures.short(committed * leastShare)) is expected"
    }
  }

  /// The guarded ratios that are much smaller than the committed ones, or missing.
  ///
  /// - Parameters:
  ///   - measured: What was measured now; sections that are not in it are not compared.
  ///   - committed: What the committed results say.
  /// - Returns: What fell, in the order of the committed results.
  public static func falls(_ measured: [Section], below committed: Results) -> [Fall] {
    measured.flatMap { section -> [Fall] in
      let kept = committed.sections.first { $0.name == section.name }
      return (kept?.ratios ?? []).filter(\.isGuarded).compactMap { ratio in
        let now = section.ratios.first { $0.name == ratio.name }?.value
        // A ratio that is not a number is no ratio.
        if let now, now >= ratio.value * leastShare { return nil }
        return Fall(ratio: ratio.name, committed: ratio.value, measured: now)
      }
    }
  }
}
