public import CostAnalysis

/// A form in which others publish prices: one file that makes a value, and one entry in ``all``.
public struct RivalListFormat: Sendable {
  /// The name on the command line.
  public let name: String
  /// What is read, for help and errors.
  public let file: String
  /// Reads the entries of a text that is JSON.
  let entries: @Sendable (RivalText) -> [RivalEntry]

  /// Every form, in the order of help texts.
  public static let all: [RivalListFormat] = [.litellm, .genaiPrices]

  /// The form of a name; nil where there is none.
  public static func named(_ name: String) -> RivalListFormat? { all.first { $0.name == name } }
}

extension DataFile {
  /// The list of prices in the file.
  ///
  /// - Parameter format: The form it is in.
  /// - Throws: ``DataProblems`` with everything that is wrong, the first fifty at most.
  /// - Returns: The list.
  public func rivalList(_ format: RivalListFormat) throws(DataProblems) -> RivalList {
    let text: RivalText
    do throws(DataProblem) {
      text = try RivalText(Array(bytes), file: name, format: format)
    } catch {
      throw DataProblems([error])
    }
    let entries = format.entries(text)
    try text.problems.check()
    return RivalList(format: format.name, entries: entries)
  }
}
