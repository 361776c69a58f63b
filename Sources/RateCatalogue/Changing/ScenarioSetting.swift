import BillingTypes
import Foundation

/// One value of a scenario that is changed: where it stands, and what takes its place.
///
/// A path is a feature's name and the keys inside it, such as `illustrations.request.quality`, `*` for every feature, or
/// keys of the scenario, such as `budget.year`. A value is YAML; `x2` multiplies what stands there by two.
public struct ScenarioSetting: Sendable {
  /// Where the value stands.
  public let path: String
  /// The setting as it is written, such as `illustrations.request.quality=low`.
  public let words: String
  let tree: DataTree
  let value: Int

  /// The setting in words that can be passed on: of what was agreed with providers it says that it is left out.
  public var wordsWithoutTerms: String { Self.wordsWithoutTerms(words) }

  /// The same of a setting that is written already.
  public static func wordsWithoutTerms(_ words: String) -> String {
    let path = words.prefix { $0 != "=" }
    let key = path.prefix { $0 != "." }
    let isTold = key == "terms" || key == "variants" && words.contains("terms")
    return isTold ? "\(key)=(left out)" : words
  }

  /// Reads a setting from `path=value`.
  ///
  /// - Parameter text: The setting as it is written on a command line.
  /// - Throws: ``DataProblem`` for one without a path or a value, and for a value that is not YAML.
  public init(parsing text: String) throws(DataProblem) {
    func problem(_ message: String) -> DataProblem {
      DataProblem(
        file: Self.file(text), line: 0, path: "", message: message, source: .option)
    }
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].allSatisfy(\.isWhitespace) else {
      throw problem(
        "a setting is PATH=VALUE, such as illustrations.request.quality=low or *.requests_per_month=x2"
      )
    }
    path = String(parts[0])
    words = text
    do {
      tree = try DataText.tree(of: Data(parts[1].utf8), file: Self.file(text))
    } catch {
      throw problem("'\(parts[1])' is no value: \(error.message)")
    }
    value = 0
  }

  init(path: String, words: String, tree: DataTree, value: Int) {
    self.path = path
    self.words = words
    self.tree = tree
    self.value = value
  }

  /// How messages name a setting of the command line.
  static func file(_ words: String) -> String { "--set \(words)" }

  /// What the present number is multiplied by; nil where the value takes its place.
  var factor: Rational? {
    guard let text = tree.text(of: value), let sign = text.first, sign == "x" || sign == "×"
    else { return nil }
    return try? DecimalText.parse(String(text.dropFirst()))
  }
}

/// Why a setting cannot be made, in words that follow its name.
struct SettingError: Error {
  let message: String
}
