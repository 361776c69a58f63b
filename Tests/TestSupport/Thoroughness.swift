import Foundation

/// How many random inputs a law is tried on.
///
/// A few where somebody waits for the tests; all with `MEDIACOST_THOROUGH=1`, as in continuous integration. They
/// come from the same seed, the few first.
public enum Thoroughness {
  private static let isThorough =
    ProcessInfo.processInfo.environment["MEDIACOST_THOROUGH"].map { !$0.isEmpty } ?? false

  /// `all` where the tests are thorough, else `few`.
  public static func count(_ all: Int, few: Int) -> Int { isThorough ? all : few }
}
