import Foundation

/// Figures as people read them.
public enum Figures {
  /// Three digits that say something, with M and k for large numbers.
  public static func short(_ number: Double) -> String {
    guard number.isFinite else { return "–" }
    for (size, letter) in [(1e9, " G"), (1e6, " M"), (1e3, " k")] where abs(number) >= size {
      return digits(number / size) + letter
    }
    return digits(number)
  }

  /// How many of something.
  public static func count(_ number: Double) -> String {
    number < 1000 ? String(Int(number)) : short(number)
  }

  /// What a figure should be.
  public static func target(_ target: Ratio.Target) -> String {
    let bounds = [
      target.atLeast.map { "≥ \(short($0))" }, target.atMost.map { "≤ \(short($0))" },
    ]
    return bounds.compactMap { $0 }.joined(separator: ", ")
  }

  /// A time, in the unit that fits.
  public static func time(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "–" }
    for (size, unit) in [(1, "s"), (1e-3, "ms"), (1e-6, "µs")] where seconds >= size {
      return "\(digits(seconds / size)) \(unit)"
    }
    return "\(digits(seconds / 1e-9)) ns"
  }

  private static func digits(_ number: Double) -> String {
    let decimals = abs(number) >= 99.95 ? 0 : abs(number) >= 9.995 ? 1 : 2
    return String(format: "%.\(decimals)f", number)
  }
}
