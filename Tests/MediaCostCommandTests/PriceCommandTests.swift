import Foundation
import Testing

@Suite("mediacost price")
struct PriceCommandTests {
  private static let body =
    #"{"model": "gpt-image-2", "prompt": "a red fox", "quality": "high", "size": "1024x1024"}"#

  @Test("JSON has the keys of DESIGN section 7, and every amount is text")
  func json() throws {
    try Workspace.with { workspace in
      let file = try workspace.write(Self.body, to: "body.json")
      let run = try workspace.run(
        "price", "--api", "openai", file, "--as-of", "2026-11-22", "--format", "json")
      #expect(run.status == 0 && run.errors == "")
      let price = try run.json()
      let keys = [
        "offer", "source", "amount", "floor", "ceiling", "currency", "why", "unread", "as_of",
        "evidence", "cheaper_equivalents",
      ]
      #expect(Set(price.keys).isSuperset(of: keys))
      // 9 tokens of text, 7 to 15, at 5 or from the cache 1.25; 7024 of picture at 30 a million.
      #expect(price["amount"] as? String == "0.210765")
      #expect(price["floor"] as? String == "0.21072875")
      #expect(price["ceiling"] as? String == "0.210795")
      #expect(price["source"] as? String == "estimated")
    }
  }

  @Test(
    "The status is 1 where the bill may be above the most, has no ceiling, or is not known",
    arguments: [
      (body, "0.25", Int32(0)), (body, "0.2", 1), (body, "0.210795", 0), (body, "0.210794", 1),
      (
        #"{"model": "gpt-image-2", "prompt": "x", "quality": "low", "size": "1024x1024", "upscale": true}"#,
        "9", 1
      ),
      (#"{"model": "gpt-image-9", "prompt": "x"}"#, "9", 1), ("{", "9", 65), (body, "much", 64),
    ])
  func most(body: String, most: String, status: Int32) throws {
    try Workspace.with { workspace in
      let file = try workspace.write(body, to: "body.json")
      let run = try workspace.run(
        "price", "--api", "openai", file, "--max", most, "--as-of", "2026-11-22")
      #expect(run.status == status, "\(run.errors)")
    }
  }

  @Test("Bodies one a line are answered one a line, bad ones in their place")
  func lines() throws {
    try Workspace.with { workspace in
      let file = try workspace.write(
        "nope\n\(Self.body)\n\n{\"a\": 1, \"a\": 2}\r\n\(Self.body)", to: "bodies.jsonl")
      let run = try workspace.run("price", "--api", "openai", file, "--as-of", "2026-11-22")
      #expect(run.status == 0)
      let answers = try run.output.split(separator: "\n").map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(answers.map { $0["amount"] as? String } == [nil, "0.210765", nil, "0.210765"])
      #expect(answers.map { $0["line"] as? Int } == [1, nil, 4, nil])
      #expect((answers[2]["error"] as? String)?.contains("the key 'a' stands twice") == true)
      let limited = try workspace.run("price", "--api", "openai", file, "--max", "9")
      #expect(limited.status == 1)
    }
  }

  @Test("A form is fields, with the text or the picture of a file")
  func form() throws {
    try Workspace.with { workspace in
      let prompt = try workspace.write("a red fox", to: "prompt.txt")
      let form = try workspace.run(
        "price", "--api", "openai", "model=gpt-image-2", "prompt=@\(prompt)", "quality=high",
        "size=1024x1024",
        "--as-of", "2026-11-22", "--format", "csv")
      #expect(form.status == 0)
      #expect(form.output.contains("estimated,0.210765,USD,0.21072875,0.210795"))
    }
  }

  @Test(
    "What is wrong is said with its status",
    arguments: [
      (["--api", "nobody", "x.json"], Int32(74), "x.json: it cannot be read"),
      (["--api", "openia", "model=gpt-image-2"], 64, "did you mean 'openai'?"),
      (["--api", "openai", "model=gpt-image-2", "prompt"], 64, "'prompt' is not a field"),
      (
        ["--api", "openai", "model=gpt-image-2", "prompt=x", "--with", "quality=low"], 64,
        "'quality' cannot be said beside the body"
      ),
      (
        ["--api", "openai", "model=gpt-image-2", "prompt=x", "--with", "service_tier=fast"], 64,
        "'fast' is not legal"
      ),
      (["--api", "openai", "model=gpt-image-2", "prompt=x", "n=11"], 65, "/n: '11' is not legal"),
      (
        ["--api", "openai", "model=gpt-image-2"], 65,
        "the body does not say /prompt, which is needed"
      ),
    ])
  func mistakes(words: [String], status: Int32, message: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(["price"] + words)
      #expect(run.status == status)
      #expect(run.errors.contains(message), "\(run.errors)")
      #expect(run.output == "")
    }
  }
}
