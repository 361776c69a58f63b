import ArgumentParser

/// The options that mean the same in every command in which they mean something.
///
/// Each is declared once, in a small group of options; a command takes the groups whose options mean
/// something to it (``CatalogueOptions``, ``StoreOptions``, ``OutputOptions``, ``TrialArguments`` and what
/// these are made of). The rest it refuses, with a sentence that says what it does not do.
enum CommonOptions {
  /// An option by its name on the command line, and what commands without it do not do.
  static let all: [(option: String, absence: String)] = [
    ("--as-of", "asks for no prices of a day"),
    ("--known-at", "does not ask when a price became known"),
    ("--rates", "reads no rate cards"),
    ("--db", "records no run"),
    ("--format", "prints its result in one form only"),
    ("--locale", "writes no CSV for a spreadsheet"),
    ("--seed", "draws nothing at random"),
    ("--trials", "runs no trials"),
    ("--cores", "does not share its work among cores"),
    ("--set", "reads no scenario"),
    ("--terms", "has no use for what was agreed with providers"),
    ("--price-risk", "does not simulate how prices change"),
  ]

  /// Why words that could not be parsed are refused, where a common option is the reason.
  ///
  /// - Parameter words: What follows the name of the program.
  /// - Returns: A sentence; nil where the command takes every common option among the words.
  static func refusal(of words: [String]) -> String? {
    var command: any ParsableCommand.Type = RootCommand.self
    var path = ["mediacost"]
    for word in words {
      let next = command.configuration.subcommands.first { $0._commandName == word }
      guard let next else { break }
      command = next
      path.append(word)
    }
    guard command.configuration.subcommands.isEmpty else { return nil }
    let taken = options(of: command)
    for word in words.prefix(while: { $0 != "--" }) {
      let option = String(word.prefix { $0 != "=" })
      guard let common = all.first(where: { $0.option == option }), !taken.contains(option)
      else { continue }
      let absences = (command as? any ExplainsAbsence.Type)?.absences ?? [:]
      return
        "\(option): '\(path.joined(separator: " "))' \(absences[option] ?? common.absence)"
    }
    return nil
  }

  /// The options that a command's help offers.
  static func options(of command: any ParsableCommand.Type) -> Set<String> {
    let lines = RootCommand.helpMessage(for: command, columns: 200).split(separator: "\n")
    return Set(
      lines.filter { $0.hasPrefix("  --") }.compactMap { line in
        line.split(separator: " ").first.map(String.init)
      })
  }
}

/// A command that says in its own words why it does not take a common option.
protocol ExplainsAbsence: ParsableCommand {
  /// What the command does instead, by option, as it follows the command's name.
  static var absences: [String: String] { get }
}
