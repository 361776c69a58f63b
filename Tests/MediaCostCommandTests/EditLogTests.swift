import Foundation
import Testing

/// Logs of edits: what is sent in, and what can only be counted.
@Suite("Edits in the command rerate")
struct EditLogTests {
  private static let edit = "2026-07-15T08:00:00Z,openai/gpt-image-2/edit,low"

  /// Amount, floor, ceiling and completeness of the only group.
  private func figures(_ log: String, _ arguments: String...) throws -> [String?] {
    try Workspace.with { workspace in
      let path = try workspace.write(log, to: "log.csv")
      let run = try workspace.run(["rerate", path, "--format", "json"] + arguments)
      let groups = try #require(try run.json()["groups"] as? [[String: Any]])
      return ["amount", "floor", "ceiling", "completeness"].map { groups.first?[$0] as? String }
    }
  }

  @Test("Four pictures out of one edit are billed as four requests, or once: both are shown")
  func fourOutputs() throws {
    let head = "timestamp,offer,quality,images,reference_images,prompt_tokens\n"
    let figures = try figures("\(head)\(Self.edit),4,1,60\n", "--assume-defaults")
    #expect(figures == ["0.057488", "0.032012", "0.057488", "partial"])
  }

  @Test("A picture of 256 pixels is 256 tokens: 0.008228 USD with prompt and output")
  func smallReference() throws {
    let head = "timestamp,offer,quality,reference_width,reference_height,prompt_tokens\n"
    let figures = try figures("\(head)\(Self.edit),256,256,60\n", "--assume-defaults")
    #expect(figures == ["0.008228", "0.008228", "0.008228", "complete"])
  }

  @Test("Two pictures of different sizes cost their own tokens, in a quote and in a log")
  func lists() throws {
    let head = "timestamp,offer,quality,prompt_tokens,reference_sizes\n"
    let figures = try figures("\(head)\(Self.edit),60,1179x2556+512x512\n", "--assume-defaults")
    #expect(figures == ["0.026228", "0.026228", "0.026228", "complete"])
    try Workspace.with { workspace in
      let run = try workspace.run(
        "quote", "openai/gpt-image-2/edit", "quality=low", "prompt_tokens=60",
        "reference_sizes=1179x2556+512x512")
      #expect(run.status == 0)
      #expect(run.output.contains("0.026228 USD"))
      #expect(run.output.contains("(1482 + 1024)"))
      let comparison = try workspace.run(
        "compare", "image-editing", "reference_sizes=1179x2556+512x512")
      #expect(
        comparison.output.contains("gmi-cloud/gpt-image-2/edit: reference_images goes up to 1"))
    }
  }

  @Test(
    "Half a picture is a bad row, as it is no legal request, at the offer itself and at another",
    arguments: ["output_images", "images"])
  func fractions(column: String) throws {
    try Workspace.with { workspace in
      let row = "2026-07-15T08:00:00Z,replicate/sd3.5-large/generate"
      let text = "timestamp,offer,\(column)\n\(row),1.5\n\(row),1\n"
      let log = try workspace.write(text, to: "log.csv")
      for target in [[], ["--offer", "replicate/sd3.5-medium/generate"]] {
        let run = try workspace.run(["rerate", log, "--format", "json"] + target)
        #expect(run.status == 65)
        #expect(try run.json()["rejected"] as? Int == 1)
      }
      let request = "\(column)=1.5"
      let quote = try workspace.run("quote", "replicate/sd3.5-large/generate", request)
      let comparison = try workspace.run("compare", "image-generation", request)
      #expect([quote.status, comparison.status] == [64, 64])
      #expect(quote.errors.contains("\(column): '1.5' is not legal; legal are whole numbers"))
      #expect(comparison.errors.contains("\(column): '1.5' is not legal; legal are whole numbers"))
    }
  }
}
