import Foundation
import PricingRules
import TestSupport
import Testing

@testable import RateCatalogue

@Suite("Parts of cards that nobody asked for are not read")
struct CardSelectionTests {
  @Test("All else of the shipped cards is the same")
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
      let cards = files.providers(in: category)
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
      ("[{offer: p/a/x, model: a}, {offer: p/b/x, model: b}]", OfferChoice.models(["b"]), [1]),
      ("[{offer: p/a/x, model: a}, {model: b, offer: p/b/x}]", .one(OfferID("p/b/x")), [1]),
      ("[{model: 'a'}, {model: c}, {model: b}]", .models(["z"]), []),
      ("[{model: [a]}, {offer: p/c/x}, text, {model: b}]", .models(["z"]), [0, 1, 2]),
      ("[{summary: 'model: b', model: a}, {model: b}]", .models(["b"]), [1]),
      ("[{category: live-avatar}, {category: image-generation}]", .category(.liveAvatar), [0]),
      ("[{model: a}, {model: b}]", .all, [0, 1]), ("text", .models(["b"]), []), ("[]", .all, []),
    ] as [(String, OfferChoice, [Int])])
  func offers(text: String, choice: OfferChoice, wanted: [Int]) throws {
    let tree = try DataText.tree(of: Data("offers: \(text)\n".utf8), file: "p.yaml")
    let all = try #require(tree.value(of: "offers", in: 0))
    let kept = OfferIndex(tree).offers(of: choice)
    #expect(kept == wanted.map { tree.inside(all)[$0] })
  }

  @Test("A text that looks like an offer is none")
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
          integration: request-response
          charges: [{meter: output_images, price: 0.04}]
          evidence: [{source: s, read: 2026-11-01, confidence: high}]
        - offer: p/c/x
          model: c
          category: image-generation
          integration: request-response
          charges: [{meter: output_images, price: 0.05}]
          evidence: [{source: s, read: 2026-11-01, confidence: high}]

      """
    let files = CatalogueFiles(
      contents: try Repository.files().contents.prefix(1) + [("p.yaml", card)])
    #expect(try files.catalogue().offers.map(\.id) == ["p/a/x", "p/c/x"])
    for (id, found) in [("p/a/x", ["p/a/x"]), ("p/b/x", [])] {
      let part = try files.catalogue(only: ["p"], bindingsOf: [], offers: .one(OfferID(id)))
      #expect(part.offers.map(\.id.rawValue) == found)
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
    let tree = try DataText.tree(of: Data(card.utf8), file: "p.yaml")
    #expect(OfferIndex(tree).models(calledIn: texts) == (isCalled ? ["a"] : []))
  }
}
