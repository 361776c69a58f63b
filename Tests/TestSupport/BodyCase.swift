package import Foundation

/// One body of `BodyPricingTests/Bodies/*.json` with what it costs, worked out by hand from the fact that it names.
package struct BodyCase: Sendable, CustomStringConvertible {
  package let file: String
  package let name: String
  package let api: String?
  package let model: String?
  package let url: String?
  package let body: Data
  package let beside: [String: String]
  /// A part of the message, where the body is refused.
  package let error: String?
  /// What is expected, by key; a value that is null is a nil.
  package let expected: [String: String?]
  package let unread: [String]?
  /// Whether floor and ceiling may lie outside of those that are expected: ranges are never too narrow, and not always
  /// the narrowest.
  package let isLoose: Bool

  package var description: String { "\(file): \(name)" }

  /// Every case of every file.
  package static let all: [BodyCase] = {
    let folder = Repository.root.appending(path: "Tests/BodyPricingTests/Bodies")
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
