import Foundation
import TestSupport
import Testing

@Suite("Terms on the command line")
struct TermsCommandTests {
  private static let terms = """
    terms: Ours
    agreements:
      - {provider: openai, discount: 15%, commitment: {amount: 100}}
      - {provider: openai, credits: {amount: 30}}
      - {tax: 19%}

    """

  @Test(
    "A forecast has what is to be paid, in another currency too, and nothing of it where it is redacted"
  )
  func forecast() throws {
    try Workspace.with { workspace in
      let terms = try workspace.write(Self.terms, to: "ours.yaml")
      let scenario = try workspace.write(
        TestScenario.pictures
          + "exchange: {EUR: {rate: 0.92, dated: 2027-01-04, source: a bank}}\n", to: "s.yaml")
      let options = ["forecast", scenario, "--trials", "0", "--db", ":memory:", "--format", "json"]
      let json = try workspace.run(options + ["--terms", terms, "--currency", "EUR"]).json()
      let contracted = try #require(json["contracted"] as? [String: Any])
      let bill = try #require(contracted["bill"] as? [String: Any])
      // 52.98 a month at 15 % off is 45.033; 100 is promised; 30 are paid by credits; 19 % of 170.
      #expect(bill["contracted"] as? String == "90.066")
      #expect(bill["true_up"] as? String == "109.934")
      #expect(bill["credits"] as? String == "30")
      #expect(bill["tax"] as? String == "32.3")
      #expect(bill["payable"] as? String == "202.3")
      let converted = try #require(json["converted"] as? [String: Any])
      #expect((converted["total"] as? [String: Any])?["mean"] as? String == "97.4832")
      #expect(converted["payable"] as? String == "186.116")
      let redacted = try workspace.run(options + ["--terms", terms, "--redact-terms"])
      #expect(!redacted.output.contains("202.3"))
      let nothing = try workspace.run(options + ["--redact-terms"])
      #expect(nothing.status == 64)
      #expect(
        nothing.errors.contains(
          "--redact-terms: there are none to leave out; name a file with '--terms', or leave the option out"
        ))
    }
  }

  @Test("A file or a name of terms that is not there is one status, and the names are said")
  func missing() throws {
    try Workspace.with { workspace in
      for name in ["nosuch", "./no.yaml"] {
        let outcome = try workspace.run(
          "quote", "openai/gpt-image-2/generate", "quality=low", "--terms", name)
        #expect(outcome.status == 74)
        #expect(outcome.errors.contains("data/terms has 'example'"))
      }
    }
  }

  @Test("The page of a report has the terms, and with --redact-terms nothing of them")
  func page() throws {
    try Workspace.with { workspace in
      let terms = try workspace.write(Self.terms, to: "ours.yaml")
      let scenario = try workspace.write(
        TestScenario.pictures + "budget: {year: 150, basis: paid}\n", to: "s.yaml")
      func page(_ more: String...) throws -> String {
        let words = ["report", scenario, "--trials", "40", "--db", ":memory:", "--terms", terms]
        #expect(try workspace.run(words + ["--out", workspace.path("r")] + more).status == 0)
        return try workspace.read("r/report.html") + workspace.read("r/manifest.json")
      }
      let full = try page()
      for words in ["To be paid by your terms", "does not fit", "bill.csv"] {
        #expect(full.contains(words), "\(words)")
      }
      let redacted = try page("--redact-terms")
      for words in ["your terms", "202.3", "15 % off", "commitment of", "contracted", "bill.csv"] {
        #expect(!redacted.contains(words), "\(words)")
      }
      #expect(redacted.contains("fits its yearly budget"))
    }
  }

  @Test("A variant's own terms count in what is to be paid, and in what it tips over")
  func variants() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(
        TestScenario.pictures
          + """
          terms: [{provider: openai, discount: 50%}]
          budget: {year: 60}
          variants:
            at list prices: {terms: []}
            better: {terms: [{provider: openai, discount: 75%}]}

          """, to: "s.yaml")
      let json = try workspace.run(
        "forecast", scenario, "--trials", "0", "--db", ":memory:", "--format", "json"
      ).json()
      let variants = try #require(json["variants"] as? [[String: Any]])
      // 105.96 by the list, half of that by the terms; the list cost is the same in all of them.
      #expect(variants.map { $0["payable_difference"] as? String } == ["52.98", "-26.49"])
      #expect(
        variants.map { ($0["difference"] as? [String: Any])?["mean"] as? String } == ["0", "0"])
      #expect(
        variants.map { $0["flips_codes"] as? [String] } == [["yearly_budget_flips"], []])
      let table = try workspace.run("forecast", scenario, "--trials", "0", "--db", ":memory:")
      #expect(table.output.contains("Costs are list cost"))
    }
  }

  @Test("Of redacted terms nothing is passed on by settings and variants either")
  func redactedSettings() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let own = try workspace.write(
        TestScenario.pictures
          + "variants: {more: {terms: [{provider: openai, discount: 65.4321%}]}}\n", to: "own.yaml")
      let secret = "[{provider: openai, discount: 76.5432%}]"
      for words in [
        [scenario, "--set", "terms=\(secret)"],
        [scenario, "--set", "terms=\(secret)", "--set", "variants={more: {terms: \(secret)}}"],
        [own, "--set", "terms=\(secret)"],
      ] {
        let outcome = try workspace.run(
          ["report"] + words + [
            "--redact-terms", "--trials", "20", "--db", ":memory:", "--out", workspace.path("r"),
          ])
        #expect(outcome.status == 0)
        for file in ["report.md", "report.html", "manifest.json"] {
          let text = try workspace.read("r/\(file)")
          #expect(!text.contains("76.5432") && !text.contains("65.4321"), "\(words) \(file)")
          #expect(text.contains("left out"), "\(words) \(file)")
        }
      }
    }
  }

  @Test("A log and a comparison have contracted cost beside list cost, and ranks stay")
  func others() throws {
    try Workspace.with { workspace in
      let terms = try workspace.write(Self.terms, to: "ours.yaml")
      let log = try workspace.write(
        "timestamp,offer,quality,size\n2027-01-05T00:00:00Z,openai/gpt-image-2/generate,medium,1024x1024\n",
        to: "u.csv")
      let csv = try DelimitedText(
        workspace.run("rerate", log, "--terms", terms, "--format", "csv").output)
      #expect(try csv.column("amount") == ["0.05298"])
      #expect(try csv.column("contracted_amount") == ["0.045033"])
      let twice = try workspace.run("rerate", "-", "--terms", terms)
      #expect(twice.status == 64)
      let words = ["compare", "image-generation", "--provider", "openai", "--format", "csv"]
      let list = try DelimitedText(workspace.run(words).output)
      let both = try DelimitedText(workspace.run(words + ["--terms", terms]).output)
      for column in ["rank", "offer", "amount"] {
        #expect(try list.column(column) == both.column(column))
      }
      #expect(try both.column("contracted_amount").contains { !$0.isEmpty })
    }
  }
}
