/// A run that was repeated with what it read: whether it came to the same, and what is different since.
public struct RunRepetition: Sendable {
  /// The number of the run.
  public let run: Int64
  /// The version of the program that made the run, and of the one that repeated it.
  public let versions: (then: String, now: String)
  /// What the run made, and what its repetition did.
  public let files: (then: [ReportFile], now: [ReportFile])
  /// The scenario's file, where what is on disk today differs from what the run read.
  public var changedScenario: String?
  /// The files of the catalogue that differ on disk today, where the catalogue does.
  public var changedCards: [String]?

  /// Creates the comparison of a run with its repetition.
  public init(
    run: Int64, versions: (then: String, now: String),
    files: (then: [ReportFile], now: [ReportFile])
  ) {
    self.run = run
    self.versions = versions
    self.files = files
  }

  /// Whether the repetition came to the same bytes.
  public var isSame: Bool { differences.isEmpty }

  /// The result in lines, each with a line end.
  public var text: String {
    let differences = differences
    var lines =
      differences.isEmpty
      ? ["run \(run) repeated: \(files.now.count) outputs, the same to the byte"]
      : ["run \(run) repeated: \(differences.count) of \(files.now.count) outputs differ"]
        + differences
    if versions.then != versions.now {
      lines.append("the run was made by version \(versions.then), this is \(versions.now)")
    }
    if let changedScenario {
      lines.append("\(changedScenario) has changed since; the run used its stored text")
    }
    if let changedCards {
      lines.append(
        "the rate cards have changed since (\(changedCards.joined(separator: ", "))); the run used the stored ones"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Where the two results part, one line for each file.
  private var differences: [String] {
    var lines: [String] = []
    for old in files.then {
      guard let now = files.now.first(where: { $0.name == old.name })?.text else {
        lines.append("\(old.name): is no longer made")
        continue
      }
      if now != old.text { lines.append("\(old.name): \(Self.firstDifference(old.text, now))") }
    }
    for new in files.now where !files.then.contains(where: { $0.name == new.name }) {
      lines.append("\(new.name): was not made before")
    }
    return lines
  }

  private static func firstDifference(_ before: String, _ after: String) -> String {
    let old = before.split(separator: "\n", omittingEmptySubsequences: false)
    let new = after.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    guard let line else { return "had \(old.count) lines, now has \(new.count)" }
    return "line \(line + 1) was '\(old[line])', now '\(new[line])'"
  }
}
