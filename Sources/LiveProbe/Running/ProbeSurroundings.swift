/// What a run is told by the environment: secrets, and words that are none.
public struct ProbeSurroundings: Sendable {
  /// The secret of each environment variable that has one.
  let secrets: [String: String]
  /// The other words.
  let words: [String: String]

  /// What is missing.
  public struct Missing: Error, Hashable, Sendable, CustomStringConvertible {
    /// The environment variables that are not set.
    public let names: [String]
    /// Those whose value can be no secret: shorter than eight characters, or with a line end.
    public let odd: [String]

    /// What to do.
    public var description: String {
      guard names.isEmpty else {
        return "set " + names.map { "'\($0)'" }.joined(separator: " and ")
          + "; secrets and accounts come from the environment alone"
      }
      return odd.map { "'\($0)'" }.joined(separator: " and ")
        + " holds no secret: one has at least eight characters, without spaces or line ends"
    }
  }

  /// Takes what a recipe needs.
  ///
  /// - Parameters:
  ///   - environment: The environment.
  ///   - recipe: The recipe.
  ///   - isMasked: Whether a mask stands for every secret, for what is only shown.
  /// - Throws: ``Missing`` with all that is not set.
  public init(
    _ environment: [String: String], for recipe: ProbeRecipe, isMasked: Bool = false
  ) throws(Missing) {
    var missing: [String] = []
    var odd: [String] = []
    var secrets: [String: String] = [:]
    for name in recipe.secretNames {
      if isMasked {
        secrets[name] = "[\(name)]"
      } else if let value = environment[name], !value.isEmpty {
        if value.utf8.count < 8 || value.utf8.contains(where: { $0 <= 32 || $0 == 127 }) {
          odd.append(name)
        }
        secrets[name] = value
      } else {
        missing.append(name)
      }
    }
    var words: [String: String] = [:]
    for variable in recipe.variables {
      if let value = environment[variable.environment], !value.isEmpty {
        words[variable.name] = value
      } else if let value = variable.fallback {
        words[variable.name] = value
      } else if !isMasked {
        missing.append(variable.environment)
      }
    }
    guard missing.isEmpty, odd.isEmpty else { throw Missing(names: missing, odd: odd) }
    self.secrets = secrets
    self.words = words
  }
}
