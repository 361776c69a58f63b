import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing

@Suite("Mistakes in how an offer is called")
struct NativeProblemTests {
  private static let card = """
    provider: acme
    name: Acme
    relation: direct
    currency: USD
    shapes:
      - shape: pictures
        request:
          - {at: /n, sets: images, default: 1}
        free: [/user]
    offers:
      - offer: acme/painter/generate
        model: painter
        category: image-generation
        integration: request-response
        valid: {from: 2026-01-01}
        parameters:
          quality: {one_of: [low, high], default: low}
          images: {integer: [1, 4], default: 1}
        estimates:
          output_images: images
        charges:
          - {meter: output_images, price: 0.04}
        native:
          - api: acme
            calls: "POST https://api.acme.example/v1/images"
            models: [painter]
            like: pictures
            request:
              - {at: /quality, sets: quality, values: {hd: high, auto: open}, default: auto}
            reply:
              - {at: /data, meter: output_images, count: true}
            evidence:
              - {source: "its page", read: 2026-11-01, says: "the fields", confidence: high}
        evidence:
          - {source: "its page", read: 2026-11-01, says: "0.04 a picture", confidence: high}
    """

  private func problems(_ card: String) throws -> [String] {
    let vocabulary = try #require(
      Repository.files().contents.first { $0.name == "vocabulary.yaml" })
    do {
      _ = try CatalogueFiles(contents: [vocabulary, ("acme.yaml", card)]).catalogue()
      return []
    } catch {
      return "\(error)".split(separator: "\n").map(String.init)
    }
  }

  @Test("The card itself is fine")
  func fine() throws { #expect(try problems(Self.card) == []) }

  @Test(
    "Each mistake is told with its line, what was found and what is right",
    arguments: [
      (
        "sets: quality,", "sets: qualty,", "acme.yaml:29: ",
        "acme/painter/generate has no parameter 'qualty'; did you mean 'quality'?"
      ),
      (
        "at: /quality", "at: quality", "acme.yaml:29: ",
        "'quality' is not a JSON pointer; write one as /parameters/duration"
      ),
      ("at: /quality", "at: /qual~ity", "acme.yaml:29: ", "'/qual~ity' is not a JSON pointer"),
      ("hd: high", "hd: ultra", "acme.yaml:29: ", "'ultra' is not legal; legal are 'low', 'high'"),
      ("default: auto", "default: best", "acme.yaml:29: ", "'best' is not legal"),
      (
        "like: pictures", "like: picturs", "acme.yaml:27: ",
        "no shape of this card is called 'picturs'; did you mean 'pictures'?"
      ),
      (
        "meter: output_images, count", "meter: output_videos, count", "acme.yaml:31: ",
        "acme/painter/generate has no meter 'output_videos'"
      ),
      (
        "api: acme\n", "api: other\n", "acme.yaml:24: ",
        "'other' must be 'acme', or 'acme-' and a word where it sells by several"
      ),
      ("POST https", "SEND https", "acme.yaml:25: ", "is not where a request goes"),
      (
        "models: [painter]", "models: []", "acme.yaml:26: ",
        "'models' needs at least one entry, or is left out"
      ),
      (
        "request:\n          - {at: /quality", "require:\n          - {at: /quality",
        "acme.yaml:29: ", "unknown key 'require'; known are"
      ),
      (
        "- {at: /n, sets: images, default: 1}", "- {at: /n, sets: quality, default: low}",
        "acme.yaml:24: ",
        "nothing says what 'images' is; set it in 'request', 'calls' or 'always', or write it in 'unsaid'"
      ),
      (
        "like: pictures\n", "like: pictures\n        unsaid: {images: open}\n", "acme.yaml:24: ",
        "'images' is said by 'request', 'unsaid'; keep one of them"
      ),
      (
        "shape: pictures", "shape: others", "acme.yaml:6: ",
        "no binding of this card is like 'others'"
      ),
    ])
  func mistakes(piece: String, other: String, place: String, words: String) throws {
    let changed = Self.card.replacing(piece, with: other)
    #expect(changed != Self.card, "\(piece)")
    let found = try problems(changed)
    // One mistake makes one message, but for a shape that nobody has any more.
    #expect(
      found.count <= (other.hasPrefix("shape") || other.hasPrefix("like: picturs") ? 2 : 1),
      "\(found)")
    #expect(found.contains { $0.hasPrefix(place) && $0.contains(words) }, "\(found)")
  }

  @Test("Two offers that a body may mean are told")
  func twice() throws {
    let start = try #require(Self.card.range(of: "  - offer: acme"))
    let second = Self.card[start.lowerBound...].replacing(
      "acme/painter/generate", with: "acme/painter/again")
    let found = try problems(Self.card + "\n" + second)
    #expect(
      found.count == 1
        && found[0].contains(
          "means 'acme/painter/generate' too; tell them apart by 'models' or 'where'"),
      "\(found)")
  }

  @Test("A card whose offers say nothing of it loads as before, and validates")
  func silent() throws {
    let start = try #require(Self.card.range(of: "    native:"))
    let end = try #require(
      Self.card.range(
        of: "    evidence:\n      - {source: \"its page\", read: 2026-11-01, says: \"0.04"))
    var card = Self.card
    card.removeSubrange(start.lowerBound..<end.lowerBound)
    let shapes = try #require(card.range(of: "shapes:"))
    let offers = try #require(card.range(of: "offers:"))
    card.removeSubrange(shapes.lowerBound..<offers.lowerBound)
    #expect(try problems(card) == [])
    let vocabulary = try #require(
      Repository.files().contents.first { $0.name == "vocabulary.yaml" })
    let alone = try CatalogueFiles(contents: [vocabulary, ("acme.yaml", card)]).catalogue()
    #expect(CatalogueValidator(catalogue: alone, asOf: Repository.today).findings().isEmpty)
    // Beside cards that have bindings it needs one, or a reason.
    let shipped = try CatalogueFiles(contents: Repository.files().contents + [("acme.yaml", card)])
      .catalogue()
    let findings = CatalogueValidator(catalogue: shipped, asOf: Repository.today).findings()
    #expect(findings.map(\.offer) == ["acme/painter/generate"])
  }
}
