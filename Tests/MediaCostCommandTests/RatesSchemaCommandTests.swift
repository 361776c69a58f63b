import Foundation
import TestSupport
import Testing

@Suite("mediacost rates schema")
struct RatesSchemaCommandTests {
  @Test(
    "The schemas in data/schema are what the program makes",
    arguments: ["card", "scenario", "terms", "recipe"])
  func committed(kind: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run("rates", "schema", kind)
      #expect(run.status == 0 && run.errors == "")
      let file = Repository.root.appendingPathComponent("data/schema/\(kind).schema.json")
      #expect(try String(contentsOf: file, encoding: .utf8) == run.output)
      let json = try run.json()
      #expect(json["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
      let definitions = try #require(json["$defs"] as? [String: Any])
      #expect(json["$ref"] as? String == "#/$defs/\(kind)" && definitions[kind] != nil)
    }
  }

  @Test("Every shipped card, scenario and recipe begins with the way to its schema")
  func modelines() throws {
    for (folder, kind) in [("rates", "card"), ("scenarios", "scenario"), ("probes", "recipe")] {
      let path = Repository.root.appendingPathComponent("data/\(folder)")
      let names = try FileManager.default.contentsOfDirectory(atPath: path.path)
        .filter { $0.hasSuffix(".yaml") }
      #expect(!names.isEmpty)
      for name in names {
        let text = try String(contentsOf: path.appendingPathComponent(name), encoding: .utf8)
        #expect(
          text.hasPrefix("# yaml-language-server: $schema=../schema/\(kind).schema.json\n"),
          "\(folder)/\(name)")
      }
    }
  }

  @Test("A kind of file that has no schema is refused with those that have")
  func refused() throws {
    try Workspace.with { workspace in
      let run = try workspace.run("rates", "schema", "claims")
      #expect(run.status == 64 && run.output == "")
      #expect(run.errors.contains("'card', 'scenario', 'terms'"))
    }
  }
}
