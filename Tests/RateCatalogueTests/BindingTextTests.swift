import Foundation
import PricingRules
import TestSupport
import Testing

@testable import RateCatalogue

@Suite("Cards are read without how offers are called")
struct BindingTextTests {
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
      let text = BindingText.without(card.bytes)
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
    #expect(String(decoding: BindingText.without(Data(text.utf8)), as: UTF8.self) == left)
  }
}
