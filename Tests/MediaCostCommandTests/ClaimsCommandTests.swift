import Foundation
import Testing

@Suite("mediacost claims")
struct ClaimsCommandTests {
  static let head = """
    claims: a test
    source: "us"
    dated: 2026-11-22
    as_of: 2026-11-22
    checks:

    """

  static let cases: [(claim: String, status: Int32, verdict: String)] = [
    (
      "{claim: a, says: b, quote: {offer: google/veo-3.1-fast/generate}, expect: {equals: 0.80}}",
      0, "holds"
    ),
    (
      "{claim: a, says: b, quote: {offer: google/veo-3.1-fast/generate}, expect: {equals: 0.81}}",
      1, "contradicted"
    ),
    (
      "{claim: a, says: b, quote: {offer: bedrock/luma-ray2/generate}, expect: {equals: 0.40}}",
      0, "cannot be checked"
    ),
    ("{claim: a, says: b, nothing: true, note: c}", 0, "cannot be checked"),
  ]

  @Test(
    "A contradicted claim is status 1; one that holds, or cannot be checked, is 0", arguments: cases
  )
  func status(claim: String, status: Int32, verdict: String) throws {
    try Workspace.with { workspace in
      let file = try workspace.write("\(Self.head)  - \(claim)\n", to: "c.yaml")
      let run = try workspace.run("claims", file, "--format", "json")
      #expect(run.status == status)
      #expect(run.errors == "")
      let claims = try #require(try run.json()["claims"] as? [[String: Any]])
      #expect(claims.compactMap { $0["verdict"] as? String } == [verdict])
      for claim in claims {
        #expect(
          Set(claim.keys).isSuperset(of: ["id", "verdict", "expected", "computed", "note"]))
        #expect(claim["computed"] is String || claim["computed"] is NSNull)
      }
    }
  }

  @Test("The article has claims that do not hold")
  func article() throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        "claims", "data/claims/gmi-article-2026-05-28.yaml", "--format", "csv")
      #expect(run.status == 1)
      let verdicts = try DelimitedText(run.output).column("verdict")
      #expect(Set(verdicts) == ["holds", "contradicted", "cannot be checked"])
    }
  }

  @Test("Statements of ours are counted apart from the source's claims, in every format")
  func derived() throws {
    try Workspace.with { workspace in
      let claims = """
          - {claim: a, says: b, quote: {offer: google/veo-3.1-fast/generate}, expect: {equals: 0.80}}
          - {claim: c, says: d, derived: true, quote: {offer: google/veo-3.1-fast/generate}, expect: {equals: 8}}
          - {claim: e, says: f, derived: true, nothing: true, note: g}

        """
      let file = try workspace.write(Self.head + claims, to: "c.yaml")
      let json = try workspace.run("claims", file, "--format", "json").json()
      #expect(
        json["counts"] as? [String: Int] == ["holds": 1, "contradicted": 0, "cannot_be_checked": 0])
      #expect(
        json["derived_counts"] as? [String: Int]
          == ["holds": 0, "contradicted": 1, "cannot_be_checked": 1])
      let list = try #require(json["claims"] as? [[String: Any]])
      #expect(list.map { $0["derived"] as? Bool } == [false, true, true])
      let csv = try DelimitedText(workspace.run("claims", file, "--format", "csv").output)
      #expect(try csv.column("derived") == ["false", "true", "true"])
      let words = try workspace.run("claims", file).output
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(
        words.contains(
          "1 claims of 2026-11-22, held against the prices of 2026-11-22: 1 hold, 0 are"))
      #expect(words.contains("2 statements of ours (derived)"))
      #expect(words.contains("- c (derived): d."))
    }
  }

  @Test("The file's day decides, unless an option does")
  func day() throws {
    try Workspace.with { workspace in
      let claim =
        "{claim: a, says: b, quote: {offer: google/veo-3.1-fast/generate}, expect: {equals: 1.20}}"
      let file = try workspace.write("\(Self.head)  - \(claim)\n", to: "c.yaml")
      #expect(try workspace.run("claims", file).status == 1)
      #expect(try workspace.run("claims", file, "--as-of", "2026-03-01").status == 0)
    }
  }

  static let mistakes: [(claim: String, words: String)] = [
    (
      "{claim: a, says: b, quote: {offer: google/veo/generate}, expect: {equals: 1}}",
      "c.yaml: no offer is called 'google/veo/generate'"
    ),
    (
      "{claim: a, says: b, quote: {offer: google/veo-3.1-fast/generate, parts: seconds}, expect: {equals: 1}}",
      "c.yaml: google/veo-3.1-fast/generate has no line for 'seconds'; it has 'video_seconds'\n"
    ),
    ("{claim: a, says: b}", "c.yaml:6: checks[0]: a claim has exactly one of "),
    (
      "{claim: a, says: b, nothing: true, noet: c}",
      "c.yaml:6: checks[0]: 'nothing' needs a 'note' that says why\n"
    ),
  ]

  @Test("A claim about what does not exist is bad data, not a verdict", arguments: mistakes)
  func mistake(claim: String, words: String) throws {
    try Workspace.with { workspace in
      let file = try workspace.write("\(Self.head)  - \(claim)\n", to: "c.yaml")
      let run = try workspace.run("claims", file)
      #expect(run.status == 65)
      #expect(run.output == "")
      let said = run.errors.replacingOccurrences(of: workspace.folder.path + "/", with: "")
      #expect(said.hasPrefix("mediacost: \(words)"), "\(said)")
    }
  }
}
