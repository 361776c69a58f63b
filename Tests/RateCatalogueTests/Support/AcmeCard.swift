import Foundation
import PricingRules
import RateCatalogue
import Testing

/// A small card of a made-up provider with a small vocabulary, and ways to break it.
///
/// The tests own both texts, so that a change of the shipped data moves no line and no suggestion.
struct AcmeCard {
  /// The card as it is right.
  static let text = """
    provider: acme
    name: Acme Media
    relation: direct
    currency: USD
    offers:
      - offer: acme/film/generate
        model: film
        category: video-generation
        integration: async-job
        valid: {from: 2026-01-01, status: active}
        parameters:
          seconds: {integer: [1, 60], default: 8, unit: second}
          resolution: {one_of: [720p, 1080p], default: 720p}
        require:
          - {that: seconds <= 30 or resolution == 720p, else: "a long film is made at 720p only"}
        tables:
          rate: {720p: 0.10, 1080p: 0.15}
        estimates:
          video_seconds: seconds
        charges:
          - meter: video_seconds
            price: rate[resolution]
        outcomes: {succeeded: billed, failed: not_billed}
        evidence:
          - {source: "a page", read: 2026-01-01, confidence: high}
        examples:
          - {request: {}, amount: 0.80}
    plans:
      - plan: acme/basic
        fee: {amount: 10.00}
        includes: {acme/coin: 100}
        overage: {acme/coin: 0.12}
    credits:
      - credit: acme/coin
        packs: [{credits: 100, price: 10.00}]

    """

  /// The words the card may use.
  static let vocabulary = """
    units:
      second: {name: seconds}
      px: {name: pixels}
      image: {name: images, count: true}
    parameters:
      seconds: {unit: second, meaning: "length of the film"}
      resolution: {meaning: "size class of the frames"}
      width: {unit: px, meaning: "width of the picture"}
    meters:
      video_seconds: {unit: second, meaning: "seconds of film"}
      output_images: {unit: image, meaning: "pictures"}

    """

  /// The card with a piece of its text replaced; the piece must occur exactly once.
  static func replacing(_ piece: String, with other: String) throws -> String {
    let parts = text.components(separatedBy: piece)
    try #require(parts.count == 2, "'\(piece)' occurs \(parts.count - 1) times in the card")
    return parts.joined(separator: other)
  }

  /// The catalogue of one card.
  static func catalogue(
    _ text: String, vocabulary: String = vocabulary, name: String = "acme.yaml"
  ) throws -> Catalogue {
    try files(text, vocabulary: vocabulary, name: name).catalogue(provingRules: true)
  }

  static func files(
    _ text: String, vocabulary: String = vocabulary, name: String = "acme.yaml"
  ) -> CatalogueFiles {
    CatalogueFiles(contents: [
      (name: "vocabulary.yaml", text: vocabulary), (name: name, text: text),
    ])
  }

  /// Everything that is wrong with a card, as it is printed; empty when nothing is.
  static func problems(
    _ text: String, vocabulary: String = vocabulary, name: String = "acme.yaml"
  ) throws -> [String] {
    do {
      _ = try catalogue(text, vocabulary: vocabulary, name: name)
      return []
    } catch let problems as DataProblems {
      return problems.problems.map(\.description)
    }
  }

  /// The card, and the same of another provider in euros.
  static func besideEuros() throws -> Catalogue {
    let euros = text.replacing("acme", with: "euro").replacing(
      "currency: USD", with: "currency: EUR")
    return try CatalogueFiles(contents: [
      (name: "vocabulary.yaml", text: vocabulary), (name: "acme.yaml", text: text),
      (name: "euro.yaml", text: euros),
    ]).catalogue(provingRules: true)
  }
}
