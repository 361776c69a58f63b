import Foundation
import TestSupport
import Testing

@Suite("mediacost runs diff")
struct RunsDiffCommandTests {
  /// A home with three runs of one scenario: as it is, with more pictures, and with a dearer card.
  private static let recorded = Result {
    let home = try Workspace.untilExit()
    let scenario = try home.write(TestScenario.pictures, to: "s.yaml")
    let data = home.path("dearer")
    try FileManager.default.copyItem(
      atPath: Repository.root.appendingPathComponent("data").path, toPath: data)
    let card = "\(data)/rates/openai.yaml"
    let text = try String(contentsOfFile: card, encoding: .utf8)
    // Only what is billed of a picture of gpt-image-2: the first price of the card's output tokens.
    let range = try #require(text.range(of: "offer: openai/gpt-image-2/generate"))
    let price = try #require(
      text.range(of: "meter: output_image_tokens", range: range.upperBound..<text.endIndex))
    let amount = try #require(
      text.range(of: "30", range: price.upperBound..<text.endIndex))
    try text.replacingCharacters(in: amount, with: "60").write(
      toFile: card, atomically: true, encoding: .utf8)
    let options = [
      [], ["--set", "pictures.requests_per_month=x1.5"], ["--rates", data],
    ]
    for own in options {
      let run = try home.run(["forecast", scenario, "--trials", "10"] + own)
      #expect(run.status == 0)
    }
    return home
  }

  private static func diff(_ arguments: String...) throws -> [String: Any] {
    let home = try recorded.get()
    let run = try home.run(["runs", "diff"] + arguments + ["--format", "json"])
    #expect(run.status == 0)
    return try run.json()
  }

  private static func amounts(_ json: [String: Any]) throws -> [String: String] {
    let effects = try #require(json["effects"] as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: effects.map {
        ($0["effect"] as? String ?? "", $0["amount"] as? String ?? "null")
      })
  }

  private static let nothing = Dictionary(
    uniqueKeysWithValues: [
      "volume", "mix", "new_offers", "units", "outcome", "price", "plan", "unexplained",
    ].map { ($0, "0") })

  @Test("A run against itself changed nothing, and every effect is printed all the same")
  func same() throws {
    let json = try Self.diff("1", "1")
    #expect(json["command"] as? String == "runs diff")
    #expect(json["change"] as? String == "0")
    #expect(try Self.amounts(json) == Self.nothing)
    #expect((json["inputs"] as? [Any])?.isEmpty == true)
    let catalogue = try #require(json["catalogue"] as? [String: Any])
    #expect((catalogue["offers"] as? [Any])?.isEmpty == true)
  }

  @Test("Half as many again is volume, with the path that was changed")
  func volume() throws {
    let json = try Self.diff("1", "2")
    // 1000 × (60 × 5 + 1756 × 30) millionths in each of two months; half of that comes on top.
    #expect(json["change"] as? String == "52.98")
    #expect(
      try Self.amounts(json) == Self.nothing.merging(["volume": "52.98"]) { $1 })
    let inputs = try #require(json["inputs"] as? [[String: Any]])
    #expect(inputs.compactMap { $0["path"] as? String } == ["pictures.requests_per_month"])
    #expect(inputs.first?["before"] as? String == "1000")
    #expect(inputs.first?["after"] as? String == "1500")
  }

  @Test("A dearer card is price, with the offer and the figure that was changed")
  func price() throws {
    let json = try Self.diff("1", "3")
    // 1756 tokens of a thousand pictures in two months at 30 more for a million.
    #expect(
      try Self.amounts(json) == Self.nothing.merging(["price": "105.36"]) { $1 })
    let catalogue = try #require(json["catalogue"] as? [String: Any])
    let offers = try #require(catalogue["offers"] as? [[String: Any]])
    #expect(
      offers.compactMap { $0["offer"] as? String } == ["openai/gpt-image-2/generate"])
    #expect(offers.first?["used"] as? Bool == true)
    #expect((json["inputs"] as? [Any])?.isEmpty == true)
  }

  @Test("A run is held against a scenario as it stands, for people and for spreadsheets")
  func file() throws {
    let home = try Self.recorded.get()
    let scenario = try home.write(
      TestScenario.pictures.replacing(
        "1000\n", with: "1000\n    takes_per_accepted: 2\n"), to: "now.yaml")
    let table = try home.run("runs", "diff", "1", scenario)
    #expect(table.output.contains("List cost changes by 0.00 USD."))
    #expect(table.output.contains("pictures.takes_per_accepted"))
    let csv = try DelimitedText(
      home.run("runs", "diff", "1", scenario, "--format", "csv").output)
    #expect(
      try csv.column("effect").filter { !$0.isEmpty }.prefix(8) == [
        "volume", "mix", "new_offers", "units", "outcome", "price", "plan", "unexplained",
      ])
    // Half as many are kept, of calls that cost the same.
    #expect(
      try csv.column("amount").prefix(7) == ["105.96", "105.96", "-52.98", "0", "0", "0", "52.98"])
    let markdown = try home.run("runs", "diff", "1", scenario, "--format", "markdown")
    #expect(markdown.output.hasPrefix("# From run 1 to "))
  }

  @Test("Two currencies have no difference, and what was read is compared all the same")
  func currencies() throws {
    let home = try Self.recorded.get()
    let scenario = try home.write(
      """
      scenario: Pictures in yuan
      currency: CNY
      start: 2027-01
      months: 2
      as_of: 2026-11-22
      features:
        - feature: pictures
          category: image-generation
          offer: alibaba-cn/qwen-image-3.0-pro/generate
          requests_per_month: 1000

      """, to: "yuan.yaml")
    let run = try home.run("runs", "diff", "1", scenario, "--format", "json")
    #expect(run.status == 0)
    let json = try run.json()
    #expect((json["before"] as? [String: Any])?["currency"] as? String == "USD")
    #expect((json["after"] as? [String: Any])?["currency"] as? String == "CNY")
    #expect(json["change"] is NSNull)
    #expect((json["effects"] as? [Any])?.isEmpty == true)
    #expect((json["inputs"] as? [Any])?.isEmpty == false)
  }

  @Test("What is no run and no file is refused, and options that no run takes too")
  func refusals() throws {
    let home = try Self.recorded.get()
    let none = try home.run("runs", "diff", "1", "9")
    #expect(none.status == 64)
    #expect(none.errors.contains("there is no run 9; the newest is 3"))
    let missing = try home.run("runs", "diff", "1", "nowhere.yaml")
    #expect(missing.status == 74)
    #expect(missing.errors.contains("nowhere.yaml: no such file"))
    let day = try home.run("runs", "diff", "1", "2", "--as-of", "2027-01-01")
    #expect(day.status == 64)
    #expect(day.errors.contains("--as-of and --known-at are for a scenario file"))
    let trials = try home.run("runs", "diff", "1", "2", "--trials", "5")
    #expect(trials.status == 64)
    #expect(trials.errors.contains("compares expected values, which need no trials"))
  }
}
