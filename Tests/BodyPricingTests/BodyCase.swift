import Foundation
import Testing

/// One body of `Bodies/*.json` with what it costs, worked out by hand from the fact that it names.
struct BodyCase: Sendable, CustomTestStringConvertible {
  let file: String
  let name: String
  let api: String?
  let model: String?
  let url: String?
  let body: Data
  let beside: [String: String]
  /// A part of the message, where the body is refused.
  let error: String?
  /// What is expected, by key; a value that is null is a nil.
  let expected: [String: String?]
  let unread: [String]?
  /// Whether floor and ceiling may lie outside of those that are expected: ranges are never too narrow, and not always
  /// the narrowest.
  let isLoose: Bool

  var testDescription: String { "\(file): \(name)" }

  /// Every case of every file.
  static let all: [BodyCase] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Bodies")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().flatMap { name in
      let data = (try? Data(contentsOf: folder.appending(path: name))) ?? Data()
      let list = (try? JSONSerialization.jsonObject(with: data)) as? [[String: Any]] ?? []
      return list.compactMap { BodyCase(name, $0) }
    }
  }()

  private init?(_ file: String, _ values: [String: Any]) {
    guard let name = values["name"] as? String, let body = values["body"],
      let data = try? JSONSerialization.data(withJSONObject: body)
    else { return nil }
    self.file = file
    self.name = name
    self.body = data
    api = values["api"] as? String
    model = values["model"] as? String
    url = values["url"] as? String
    beside = values["with"] as? [String: String] ?? [:]
    error = values["error"] as? String
    let expect = values["expect"] as? [String: Any] ?? [:]
    unread = expect["unread"] as? [String]
    isLoose = expect["loose"] as? Bool ?? false
    expected = expect.filter { !["unread", "loose"].contains($0.key) }.mapValues { $0 as? String }
  }
}
