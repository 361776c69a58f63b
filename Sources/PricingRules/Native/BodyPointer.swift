/// A place in a body: the steps of a JSON pointer (RFC 6901), where `*` stands for every element or key.
public struct BodyPointer: Hashable, Sendable, CustomStringConvertible {
  /// One step down.
  public enum Step: Hashable, Sendable {
    /// The member of that name, or the element of that number.
    case key(String)
    /// Every one.
    case any
  }

  /// The steps from the root.
  public let steps: [Step]

  /// As a card writes it.
  public let description: String

  /// Creates a pointer from its steps.
  public init(_ steps: [Step]) {
    self.steps = steps
    description = steps.map { step in
      switch step {
      case .any: "/*"
      case .key(let key): "/" + key.replacing("~", with: "~0").replacing("/", with: "~1")
      }
    }.joined()
  }

  /// Reads a pointer such as `/instances/0/prompt`; nil for a text that does not begin with a slash, or has a step of no
  /// letters.
  public init?(_ text: String) {
    guard text.first == "/" else { return nil }
    var steps: [Step] = []
    for word in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      // A tilde is written as ~0, a slash inside a key as ~1.
      let escapes = word.split(separator: "~", omittingEmptySubsequences: false).dropFirst()
      guard !word.isEmpty, escapes.allSatisfy({ $0.first == "0" || $0.first == "1" }) else {
        return nil
      }
      steps.append(
        word == "*"
          ? .any : .key(String(word).replacing("~1", with: "/").replacing("~0", with: "~")))
    }
    self.init(steps)
  }

  /// The pointer of a member or an element below this one.
  public func appending(_ key: String) -> BodyPointer { BodyPointer(steps + [.key(key)]) }
}
