package import PricingRules
import RateCatalogue

/// A made-up card with every way of settling a month.
package enum PlanCard {
  /// The catalogue of the card, with a piece of its text replaced.
  package static func catalogue(
    replacing piece: String = "", with other: String = ""
  ) throws -> Catalogue {
    let card = piece.isEmpty ? text : text.replacing(piece, with: other)
    return try CatalogueFiles(contents: [
      (name: "vocabulary.yaml", text: vocabulary), (name: "acme.yaml", text: card),
    ]).catalogue()
  }

  /// What the cards of these tests speak of.
  package static let vocabulary = """
    units:
      second: {name: seconds}
      image: {name: images, count: true}
    parameters:
      seconds: {unit: second, meaning: "length of the film"}
      images: {unit: image, meaning: "pictures asked for"}
    meters:
      video_seconds: {unit: second, meaning: "seconds of film"}
      output_images: {unit: image, meaning: "pictures"}

    """

  private static func film(_ name: String, price: String) -> String {
    """
      - offer: acme/\(name)/generate
        model: \(name)
        category: video-generation
        integration: async-job
        valid: {from: 2026-01-01, status: active}
        parameters:
          seconds: {integer: [1, 60], default: 8, unit: second}
        estimates: {video_seconds: seconds}
        charges:
          - {meter: video_seconds, \(price)}
        outcomes: {succeeded: billed, failed: not_billed}
        evidence: [{source: "a page", read: 2026-01-01, confidence: high}]

    """
  }

  private static func picture(_ name: String, price: String) -> String {
    """
      - offer: acme/\(name)/generate
        model: \(name)
        category: image-generation
        integration: request-response
        valid: {from: 2026-01-01, status: active}
        parameters:
          images: {integer: [1, 10], default: 1}
        estimates: {output_images: images}
        charges:
          - {meter: output_images, \(price)}
        outcomes: {succeeded: billed, failed: not_billed}
        evidence: [{source: "a page", read: 2026-01-01, confidence: high}]

    """
  }

  private static let text =
    """
    provider: acme
    name: Acme Media
    relation: direct
    currency: USD
    offers:

    """ + film("film", price: "price: {amount: 2, unit: acme/coin}")
    + film("clip", price: "price: {amount: 0.5, unit: acme/coin}")
    + film("reel", price: "price: 0.03")
    + picture(
      "graduated",
      price:
        "tiers: {mode: graduated, over: month, steps: [{up_to: 100, price: 0.08}, {up_to: 250, price: 0.07}, {price: 0.06}]}"
    )
    + picture(
      "volume",
      price: "tiers: {mode: volume, over: month, steps: [{up_to: 200, price: 0.08}, {price: 0.05}]}"
    )
    + picture(
      "cliff",
      price: "tiers: {mode: cliff, over: month, steps: [{up_to: 200, price: 5}, {price: 9.5}]}")
    + picture(
      "package", price: "tiers: {mode: package, over: month, steps: [{size: 100, price: 3.5}]}")
      + """
      plans:
        - plan: acme/basic
          fee: {amount: 10.00}
          includes: {acme/coin: 300}
          overage: {acme/coin: 0.12}
          minimum_spend: 80.00
          expires: 1 month
          evidence: [{source: "a page", read: 2026-01-01, confidence: high}]
        - plan: acme/both
          fee: {amount: 120.00, every: year, billed: year}
          includes: {output_images: 1200, video_seconds: 600}
          overage: {output_images: 0.04, video_seconds: none}
          minimum_spend: 20.00
          expires: 1 month
          evidence: [{source: "a page", read: 2026-01-01, confidence: high}]
        - plan: acme/idle
          fee: {amount: 7.00}
          includes: {acme/token: 10}
          overage: {acme/token: unknown}
          evidence: [{source: "a page", read: 2026-01-01, confidence: high}]
      credits:
        - credit: acme/coin
          packs: [{credits: 100, price: 10.00}]
          evidence: [{source: "a page", read: 2026-01-01, confidence: high}]
        - credit: acme/token
          packs: [{credits: 100, price: 10.00}]
          evidence: [{source: "a page", read: 2026-01-01, confidence: high}]

      """
}
