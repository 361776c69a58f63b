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

  @Test("A kind of file that has no schema is refused with those that have")
  func refused() throws {
    try Workspace.with { workspace in
      let run = try workspace.run("rates", "schema", "claims")
      #expect(run.status == 64 && run.output == "")
      #expect(run.errors.contains("'card', 'scenario', 'terms'"))
    }
  }
}
