import Foundation
import PricingRules
import RateCatalogue
import Testing

/// What only the whole card, or the whole folder, can tell.
@Suite("Mistakes across a rate card")
struct EntireCardProblemTests {
  static let manyMistakes = """
    provider: acme
    name: Acme Media
    relation: dirct
    currency: USD
    offers:
      - offer: acme/film/generate
        model: film
        category: video-generation
        integration: async-job
        parametres: {}
        charges:
          - {meter: video_seconds, price: 1e-3}
          - {meter: video_minutes, price: 0.10}
        evidence: []
      - offer: acme/film/generate
        model: film
        category: live-video
        integration: session
        charges:
          - {meter: video_seconds, quantity: 1 +, price: unknown}
        evidence:
          - {source: "a page", confidence: high}
    plans:
      - {plan: basic, fee: {amount: free}}
    credits:
      - {credit: acme/coin, packs: [{credits: 0, price: 1}], default: acme/gold}

    """

  @Test("A card with many mistakes reports all of them at once, sorted by place")
  func allAtOnce() throws {
    let found = try AcmeCard.problems(Self.manyMistakes)
    #expect(
      found == [
        "acme.yaml:3: relation: unknown value 'dirct'; did you mean 'direct'?",
        "acme.yaml:10: offers[0]: unknown key 'parametres'; did you mean 'parameters'?",
        "acme.yaml:12: offers[0].charges[0].price: '1e-3' has an exponent; write the digits out, such as 1000000",
        "acme.yaml:13: offers[0].charges[1].meter: unknown meter 'video_minutes'; known are 'output_images', 'video_seconds'; data/vocabulary.yaml lists them",
        "acme.yaml:14: offers[0].evidence: a price needs at least one source",
        "acme.yaml:15: offers[1].offer: 'acme/film/generate' is written twice",
        "acme.yaml:17: offers[1].category: unknown value 'live-video'; legal are 'image-generation', 'image-editing', 'video-generation', 'live-avatar'",
        "acme.yaml:20: offers[1].charges[0].quantity: '1 +': column 4: the expression ends where a number, a name or '(' is expected",
        "acme.yaml:22: offers[1].evidence[0]: 'read' is missing; write the day, or 'dated' with what is known of it",
        "acme.yaml:24: plans[0].fee.amount: 'free' is not a decimal number; write digits with at most one point, such as 0.0395",
        "acme.yaml:24: plans[0].plan: 'basic' must be written acme/name, in lower case",
        "acme.yaml:26: credits[0].default: no plan of this card is called 'acme/gold'",
        "acme.yaml:26: credits[0].packs[0]: a pack holds at least one credit",
      ])
  }

  @Test("Mistakes in several files are all reported, file by file")
  func severalFiles() throws {
    let error = #expect(throws: DataProblems.self) {
      try CatalogueFiles(contents: [
        (name: "vocabulary.yaml", text: "units: [x]\n"), (name: "b.yaml", text: "provider: b\n"),
        (name: "a.yaml", text: "- a\n"),
      ]).catalogue()
    }
    #expect(
      error?.problems.map(\.description) == [
        "a.yaml:1: expected a map, found a list",
        "b.yaml:1: 'currency' is missing",
        "b.yaml:1: 'name' is missing",
        "b.yaml:1: 'relation' is missing",
        "vocabulary.yaml:1: units: expected a map, found a list",
      ])
  }

  @Test(
    "An offer, a plan or a credit that is written twice",
    arguments: [
      ("  - plan: acme/basic", "acme.yaml:33: plans[1].plan: 'acme/basic' is written twice"),
      ("  - credit: acme/coin", "acme.yaml:36: credits[1].credit: 'acme/coin' is written twice"),
      (
        "  - offer: acme/film/generate",
        "acme.yaml:28: offers[1].offer: 'acme/film/generate' is written twice"
      ),
    ])
  func writtenTwice(head: String, problem: String) throws {
    let lines = AcmeCard.text.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    let start = try #require(lines.firstIndex(of: head))
    let rest = lines[(start + 1)...]
    let end = rest.firstIndex { !$0.hasPrefix("    ") } ?? lines.endIndex
    let twice = Array(lines[..<end]) + lines[start...]
    let found = try AcmeCard.problems(twice.joined(separator: "\n"))
    #expect(found == [problem])
  }

  @Test("A card's file is named after its provider")
  func wrongFileName() throws {
    let found = try AcmeCard.problems(AcmeCard.text, name: "acne.yaml")
    #expect(
      found == ["acne.yaml:1: the file of provider 'acme' must be called 'acme.yaml'"])
  }

  @Test(
    "A mistake in the vocabulary is found there",
    arguments: [
      (
        "{name: pixels}", "{nam: pixels}",
        [
          "vocabulary.yaml:3: units.px: 'name' is missing",
          "vocabulary.yaml:3: units.px: unknown key 'nam'; did you mean 'name'?",
          "vocabulary.yaml:8: parameters.width.unit: unknown unit 'px'; known are 'image', 'second'",
        ]
      ),
      (
        "{unit: px, meaning", "{unit: pixel, meaning",
        [
          "vocabulary.yaml:8: parameters.width.unit: unknown unit 'pixel'; known are 'image', 'px', 'second'"
        ]
      ),
      (
        "{meaning: \"size class of the frames\"}", "{unit: px}",
        ["vocabulary.yaml:7: parameters.resolution: 'meaning' is missing"]
      ),
      (
        "\nmeters:", "\nmetres:",
        ["vocabulary.yaml:10: unknown key 'metres'; did you mean 'meters'?"]
      ),
    ])
  func vocabulary(piece: String, other: String, problems: [String]) throws {
    let text = AcmeCard.vocabulary.replacingOccurrences(of: piece, with: other)
    #expect(text != AcmeCard.vocabulary)
    let found = try AcmeCard.problems(AcmeCard.text, vocabulary: text)
      .filter { $0.hasPrefix("vocabulary.yaml") }
    #expect(found == problems)
  }
}
