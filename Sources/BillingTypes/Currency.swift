/// A national currency by its ISO 4217 code, such as `USD`.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
  /// The three capital letters.
  public let code: String

  /// Creates a currency, or nil when the code is not three capital letters.
  public init?(code: String) {
    guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else { return nil }
    self.code = code
  }

  private init(known: String) { code = known }

  /// The United States dollar.
  public static let usd = Currency(known: "USD")
  /// No currency at all (ISO 4217: XXX); it is added to none.
  public static let none = Currency(known: "XXX")

  /// The code.
  public var description: String { code }
}
