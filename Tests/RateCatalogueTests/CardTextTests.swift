import Foundation
import PricingRules
import TestSupport
import Testing

@testable import RateCatalogue

@Suite("Parts of cards that nobody asked for are not read")
struct CardTextTests {
  @Test("All else of the shipped cards is the same, line by line")
  func shipped() throws {
    let files = try Repository.files()
    let (whole, part) = (try files.catalogue(), try files.catalogue(bindingsOf: []))
    #expect(whole.offers.count == part.offers.count)
    #expect(part.offers.allSatisfy { $0.native == .unsaid })
    #expect(whole.offers.allSatisfy { $0.native != .unsaid })
    for (one, other) in zip(whole.offers, part.offers) {
      #expect(
        one.id == other.id && one.parameters == other.parameters && one.tables == other.tables)
      #expect(one.evidence == other.evidence && one.cautions == other.cautions)
      #expect(
        one.charges.count == other.charges.count && one.examples.count == other.examples.count)
    }
    for card in files.cards {
      var cut = CardText(card.bytes)
      cut.leaveOut(.native)
      let text = cut.data
      let (lines, left) = (
        card.bytes.split(separator: 10, omittingEmptySubsequences: false),
        text.split(separator: 10, omittingEmptySubsequences: false)
      )
      #expect(lines.count == left.count)
      #expect(zip(lines, left).allSatisfy { $0 == $1 || $1.isEmpty })
    }
  }

  @Test(
    "A binding ends where the next key begins",
    arguments: [
      (
        "offers:\n  - offer: a\n    native:\n      - api: x\n        calls: [y]\n    cautions: [z]\n",
        "offers:\n  - offer: a\n\n\n\n    cautions: [z]\n"
      ),
      (
        "offers:\n  - offer: a\n    native:\n    - api: x\n\n      calls: [y]\n    cautions: [z]\n",
        "offers:\n  - offer: a\n\n\n\n\n    cautions: [z]\n"
      ),
      (
        "shapes:\n  - shape: s\n# between\noffers:\n  - offer: a\n    native: {none: b}\n  - offer: c\n",
        "\n\n# between\noffers:\n  - offer: a\n\n  - offer: c\n"
      ),
      (
        "offers:\n  - offer: a\n    summary: >\n      native: words\n    model: m\n",
        "offers:\n  - offer: a\n    summary: >\n      native: words\n    model: m\n"
      ),
      ("{offers: [{offer: a, native: b}]}", "{offers: [{offer: a, native: b}]}"),
    ])
  func ends(text: String, left: String) {
    var cut = CardText(Data(text.utf8))
    cut.leaveOut(.native)
    #expect(String(decoding: cut.data, as: UTF8.self) == left)
  }

  @Test("Each offer of the shipped cards is the same read alone, by its model, and by its category")
  func chosen() throws {
    let files = try Repository.files()
    let whole = try files.catalogue(bindingsOf: [])
    for offer in whole.offers {
      let alone = try files.catalogue(
        only: [offer.provider], bindingsOf: [], offers: .one(offer.id))
      #expect(alone.offers.map(\.id) == [offer.id])
      let part = try #require(alone.offer(offer.id))
      #expect(part.parameters == offer.parameters && part.tables == offer.tables)
      #expect(part.evidence == offer.evidence && part.cautions == offer.cautions)
      #expect(part.limits.isEmpty && part.summary == offer.summary)
      #expect(part.charges.count == offer.charges.count && part.examples.isEmpty)
    }
    for category in MediaCategory.allCases {
      let cards = files.providers(mentioning: category)
      let part = try files.catalogue(only: cards, bindingsOf: [], offers: .category(category))
      #expect(part.offers.map(\.id) == whole.offers.filter { $0.category == category }.map(\.id))
    }
    for model in Set(whole.offers.map(\.model)) {
      let cards = files.providers(selling: [model])
      let part = try files.catalogue(only: cards, offers: .models([model]))
      #expect(part.offers.map(\.id) == whole.offers.filter { $0.model == model }.map(\.id))
      #expect(part.offers.allSatisfy { $0.native != .unsaid })
    }
  }

  @Test(
    "Offers that are not wanted are left out, and those that cannot be told stay",
    arguments: [
      (
        "offers:\n  - offer: p/a/x\n    model: a\n  - offer: p/b/x\n    model: b # c\nplans: []\n",
        OfferChoice.models(["b"]), "offers:\n\n\n  - offer: p/b/x\n    model: b # c\nplans: []\n"
      ),
      (
        "offers:\n- model: a\n  offer: p/a/x\n# between\n\n-   offer: p/b/x\n    model: b\n",
        .one(OfferID("p/b/x")), "offers:\n\n\n\n\n-   offer: p/b/x\n    model: b\n"
      ),
      (
        "offers:\n  - offer: p/a/x\n    model: 'a'\n  - {offer: p/c/x, model: c}\n  - offer: p/b/x\n    model: b\n",
        .models(["z"]),
        "offers:\n  - offer: p/a/x\n    model: 'a'\n  - {offer: p/c/x, model: c}\n\n\n"
      ),
      (
        "offers:\n  - offer: p/a/x\n    summary: |\n      model: b\n    model: a\n  - offer: p/b/x\n    model: b\n",
        .models(["b"]), "offers:\n\n\n\n\n  - offer: p/b/x\n    model: b\n"
      ),
      ("offers:\n  - offer: p/a/x\n    model: a\n", .models(["b"]), nil),
      ("offers: [{offer: p/a/x}]\n", .one(OfferID("p/b/x")), nil),
    ] as [(String, OfferChoice, String?)])
  func offers(text: String, choice: OfferChoice, left: String?) {
    let parts = CardText(Data(text.utf8)).parts(of: choice, isSplit: false)
    #expect(parts.map { String(decoding: $0, as: UTF8.self) } == [left].compactMap(\.self))
    let split = CardText(Data(text.utf8)).parts(of: choice, isSplit: true)
    #expect(split.isEmpty == (left == nil))
  }

  @Test("A card whose lines are not what they seem is read whole")
  func quoted() throws {
    let card = """
      provider: p
      name: P
      relation: direct
      currency: USD
      offers:
        - offer: p/a/x
          model: a
          summary: "two lines

        - offer: p/b/x"
          category: image-generation
          integration: sync
          charges: [{meter: images, price: 0.04}]
          evidence: [{source: s, read: 2026-11-01, confidence: high}]
        - offer: p/c/x
          model: c
          category: image-generation
          integration: sync
          charges: [{meter: images, price: 0.05}]
          evidence: [{source: s, read: 2026-11-01, confidence: high}]

      """
    let files = CatalogueFiles(
      contents: try Repository.files().contents.prefix(1) + [("p.yaml", card)])
    let whole = try? files.catalogue().offers.map(\.id)
    for id in ["p/a/x", "p/b/x"] {
      let part = try? files.catalogue(only: ["p"], bindingsOf: [], offers: .one(OfferID(id)))
      #expect(part?.offer(OfferID("p/a/x"))?.id == (whole == nil ? nil : OfferID("p/a/x")))
    }
  }

  @Test(
    "The models that are called are told by any id of theirs",
    arguments: [
      ("models: [one, \"two\"]", true), ("models:\n            - nil\n            - two", true),
      ("models:\n          [one,\n            two]", true), ("models: [one]", false),
      ("calls: [\"POST /two\"]", false),
    ])
  func called(line: String, isCalled: Bool) throws {
    let card =
      "offers:\n  - offer: p/a/x\n    model: a\n    native:\n      - api: p\n        \(line)\n"
    let texts = [Array(#"{"model": "two"}"#.utf8)]
    #expect(CardText(Data(card.utf8)).models(calledIn: texts) == (isCalled ? ["a"] : []))
  }
}
