/// The unit of an expression as powers of base units, such as px² or image·second.
///
/// A plain number or a table value may convert a unit, so what it multiplies or divides is *open*:
/// it fits any meter. That keeps the check free of false alarms and still catches seconds added
/// to pixels.
public struct UnitSignature: Hashable, Sendable {
  /// Powers by unit name; units that cancel are absent.
  public let powers: [String: Int]
  /// Whether a number without a unit may have converted it.
  public let isOpen: Bool

  /// A quantity in one unit.
  public init(_ unit: String) {
    powers = [unit: 1]
    isOpen = false
  }

  private init(powers: [String: Int], isOpen: Bool) {
    self.powers = powers
    self.isOpen = isOpen
  }

  /// A number that fits wherever a number does.
  public static let open = UnitSignature(powers: [:], isOpen: true)

  /// The unit of a product (`sign` 1) or a quotient (`sign` -1).
  func combined(with other: UnitSignature, sign: Int) -> UnitSignature {
    guard !isOpen, !other.isOpen else { return .open }
    var result = powers
    for (unit, power) in other.powers {
      result[unit, default: 0] += sign * power
      if result[unit] == 0 { result[unit] = nil }
    }
    return UnitSignature(powers: result, isOpen: false)
  }

  /// The unit of a square root; nil where a power is odd.
  ///
  /// Units that only count things disappear.
  func squareRoot(counts: Set<String>) -> UnitSignature? {
    let rest = withoutCounts(counts).powers
    guard rest.values.allSatisfy({ $0 % 2 == 0 }) else { return nil }
    return UnitSignature(powers: rest.mapValues { $0 / 2 }, isOpen: isOpen)
  }

  /// The signature without the units that only count things (images, requests).
  func withoutCounts(_ counts: Set<String>) -> UnitSignature {
    UnitSignature(powers: powers.filter { !counts.contains($0.key) }, isOpen: isOpen)
  }

  /// Whether a quantity in this unit fits a meter that counts in `unit`.
  func fits(_ unit: String, counts: Set<String>) -> Bool {
    if isOpen { return true }
    let rest = withoutCounts(counts).powers
    return counts.contains(unit) ? rest.isEmpty : rest == [unit: 1]
  }

  /// The unit in words, such as `px^2` or `image * second`.
  public var words: String {
    if powers.isEmpty { return "plain numbers" }
    return powers.sorted { $0.key < $1.key }
      .map { $0.value == 1 ? $0.key : "\($0.key)^\($0.value)" }
      .joined(separator: " * ")
  }
}
