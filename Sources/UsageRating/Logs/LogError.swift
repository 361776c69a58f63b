/// Why a log cannot be read, or not understood: a sentence for people.
public struct LogError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whether the file is at fault rather than what is in it.
  public let isInputOutput: Bool
  /// The sentence, without the name of the log.
  public let description: String

  init(_ description: String, isInputOutput: Bool = false) {
    self.description = description
    self.isInputOutput = isInputOutput
  }
}
