import ArgumentParser
import CostStore
import Foundation
import RateCatalogue

/// The files that a command reads and writes, held against each other before any work is done.
///
/// What is written may be nothing that is read, and nothing else that is written: the one would be lost.
struct FilePlan {
  private struct Entry {
    /// What the file is to the command, such as `--rows`.
    let title: String
    let path: String
    let place: FilePlace
  }

  private var inputs: [Entry] = []
  private var outputs: [Entry] = []

  /// A file that is read; `-` is standard input.
  mutating func reads(_ path: String, as title: String) {
    let place = path == "-" ? FilePlace(descriptor: STDIN_FILENO) : FilePlace(path: path)
    if let place { inputs.append(Entry(title: title, path: path, place: place)) }
  }

  /// The rate cards and their vocabulary, which are read, and the rest of the data, which others read.
  mutating func reads(_ cards: CatalogueFiles) {
    for path in cards.paths { reads(path, as: "the file of the rate cards") }
    for path in cards.neighbours { reads(path, as: "a file of the data") }
  }

  /// The file that remembers runs, with what SQLite keeps beside it.
  mutating func reads(store path: String) {
    for ending in CostStore.fileEndings { reads(path + ending, as: "the store") }
  }

  /// A file that is written; nil for none.
  mutating func writes(_ path: String?, as title: String) {
    guard let path, let place = FilePlace(path: path) else { return }
    outputs.append(Entry(title: title, path: path, place: place))
  }

  /// The file of `--out`; without one the result goes to standard output.
  mutating func writes(_ option: OutputFileOption) {
    if let out = option.out { writes(out, as: "--out") } else { printsResult() }
  }

  /// Files that are written into a folder.
  mutating func writes(_ names: [String], into folder: String, as title: String) {
    for name in names { writes("\(folder)/\(name)", as: title) }
  }

  /// The file that remembers runs, with what SQLite keeps beside it.
  mutating func writes(_ store: StoreOptions) {
    guard let path = try? store.place().path, path != StoreOptions.memory else { return }
    for ending in CostStore.fileEndings + [ProbeLocks.ending] {
      writes(path + ending, as: "the store")
    }
  }

  /// Standard output, where it is a file.
  mutating func printsResult() {
    guard let place = FilePlace(descriptor: STDOUT_FILENO) else { return }
    outputs.append(Entry(title: "standard output", path: "", place: place))
  }

  /// Refuses files that would be lost.
  ///
  /// - Throws: a usage error that names both.
  func check() throws {
    for (index, output) in outputs.enumerated() {
      if let input = inputs.first(where: { $0.place == output.place }) {
        throw failure(
          "\(words(output)) is the same file as \(words(input)), which is read; "
            + "write to another file, so that nothing is lost", .usage)
      }
      if let other = outputs[..<index].first(where: { $0.place == output.place }) {
        throw failure(
          "\(words(output)) is the same file as \(words(other)), which is written too; "
            + "write each to a file of its own", .usage)
      }
    }
  }

  private func words(_ entry: Entry) -> String {
    ["", "-"].contains(entry.path) ? entry.title : "\(entry.title) '\(entry.path)'"
  }
}
