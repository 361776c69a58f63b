/// Something wrong in a data file: where, what was found, and what would be right.
public struct DataProblem: Error, Hashable, Sendable, Comparable {
  /// The file as it was named.
  public let file: String
  /// The line, counted from 1; 0 when the problem is the file's as a whole.
  public let line: Int
  /// The keys that lead to the place, such as `offers[0].charges[1].price`; may be empty.
  public let path: String
  /// What was found in quotes, and what is legal.
  public let message: String
  /// What the problem is of.
  public let source: Source

  /// What a problem is of.
  public enum Source: Hashable, Sendable {
    /// What stands in a file.
    case content
    /// An option of the command line.
    case option
    /// A file or a folder that is not there, or cannot be read.
    case file
  }

  /// Creates a problem at a place.
  public init(
    file: String, line: Int, path: String, message: String, source: Source = .content
  ) {
    self.source = source
    self.file = file
    self.line = line
    self.path = path
    self.message = message
  }

  /// By file, then line, then path.
  public static func < (left: DataProblem, right: DataProblem) -> Bool {
    (left.file, left.line, left.path, left.message)
      < (right.file, right.line, right.path, right.message)
  }
}

extension DataProblem: CustomStringConvertible {
  /// `file:line: path: message`, which editors can open.
  public var description: String {
    let place = line > 0 ? "\(file):\(line)" : file
    return path.isEmpty ? "\(place): \(message)" : "\(place): \(path): \(message)"
  }
}

/// Everything that is wrong with a set of files.
public struct DataProblems: Error, Sendable, CustomStringConvertible {
  /// The problems, sorted by place.
  public let problems: [DataProblem]

  /// Creates a list; equal problems are listed once.
  public init(_ problems: [DataProblem]) {
    self.problems = Set(problems).sorted()
  }

  /// What all of the problems are of; ``DataProblem/Source/content`` where they are of several things.
  public var source: DataProblem.Source {
    let sources = Set(problems.map(\.source))
    return sources.count == 1 ? problems[0].source : .content
  }

  /// One problem a line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Collects problems while files are read, so that all are reported at once.
final class ProblemCollector {
  private(set) var problems: [DataProblem] = []

  func report(_ problem: DataProblem) { problems.append(problem) }

  /// Throws what was collected, if anything was.
  func check() throws(DataProblems) {
    if !problems.isEmpty { throw DataProblems(problems) }
  }
}
