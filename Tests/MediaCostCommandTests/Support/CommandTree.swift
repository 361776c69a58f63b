import ArgumentParser
import Foundation
import Testing

@testable import MediaCostCommand

/// A command with the words that call it.
struct CommandPath: Sendable, CustomTestStringConvertible {
  /// What follows the program's name; nothing for the program itself.
  let words: [String]
  let type: any ParsableCommand.Type

  /// The words as a person writes them, such as `mediacost rates list`.
  var line: String { (["mediacost"] + words).joined(separator: " ") }
  var testDescription: String { line }

  /// What `--help` prints.
  var help: String { RootCommand.helpMessage(for: type, columns: 200) }

  /// The help text before the usage.
  var overview: String { help.components(separatedBy: "USAGE:").first ?? "" }

  /// Lines of the overview that call the program.
  var examples: [String] {
    overview.split(separator: "\n").filter { $0.hasPrefix("mediacost ") }.map(String.init)
  }

  /// The program and everything below it.
  static let all = below(CommandPath(words: [], type: RootCommand.self))
  /// Those that do something themselves.
  static let leaves = all.filter { $0.type.configuration.subcommands.isEmpty }

  private static func below(_ command: CommandPath) -> [CommandPath] {
    [command]
      + command.type.configuration.subcommands.flatMap { subcommand in
        below(
          CommandPath(words: command.words + [subcommand._commandName], type: subcommand))
      }
  }
}
