import PricingRules
import RateCatalogue
import TestSupport
import Testing

/// What a card that loads can still promise and not do.
@Suite("CatalogueValidator")
struct CatalogueValidatorTests {
  @Test("A card that does what it promises has no findings")
  func rightCard() throws {
    let validator = try Self.validator(AcmeCard.text)
    #expect(validator.findings() == [])
    #expect(validator.exampleCount == 1)
  }

  static let examples: [(other: String, finding: String)] = [
    (
      "{request: {}, amount: 0.81}",
      "acme/film/generate (line 27): the example must cost 0.81, but comes to 0.8"
    ),
    (
      "{request: {}, amount: 0.800000000001}",
      "acme/film/generate (line 27): the example must cost 0.800000000001, but comes to 0.8"
    ),
    (
      "{request: {seconds: 3}, amount: 0.30, printed: \"0.4\"}",
      "acme/film/generate (line 27): 0.3 rounded is not '0.4', as the source prints it"
    ),
    (
      "{request: {}, amount: 0.80, quantities: {video_seconds: 9}}",
      "acme/film/generate (line 27): video_seconds must be 9, but is 8"
    ),
    (
      "{request: {}, amount: 0, parts: output_images}",
      "acme/film/generate (line 27): the example names 'output_images'; known are 'video_seconds'"
    ),
    (
      "{request: {}, amount: 0.80, quantities: {video_second: 8}}",
      "acme/film/generate (line 27): the example names 'video_second'; did you mean 'video_seconds'?"
    ),
    (
      "{request: {seconds: 61}, amount: 0.80}",
      "acme/film/generate (line 27): the example cannot be priced: acme/film/generate: seconds: '61' is not legal; legal are whole numbers from 1 to 60 second"
    ),
    (
      "{request: {seconds: 31, resolution: 1080p}, amount: 0.80}",
      "acme/film/generate (line 27): the example cannot be priced: acme/film/generate: a long film is made at 720p only"
    ),
    (
      "{request: {}, as_of: 2025-12-31, amount: 0.80}",
      "acme/film/generate (line 27): the example cannot be priced: acme/film/generate is not sold on 2025-12-31; it is sold from 2026-01-01"
    ),
    (
      "{request: {}, plan: acme/gold, amount: 0.80}",
      "acme/film/generate (line 27): the example cannot be priced: no plan is called 'acme/gold'"
    ),
  ]

  @Test("An example that does not come out", arguments: examples)
  func example(other: String, finding: String) throws {
    try check("{request: {}, amount: 0.80}", other, [finding])
  }

  static let extremes: [(piece: String, other: String, findings: [String])] = [
    (
      "video_seconds: seconds", "video_seconds: 8 / (60 - seconds) * (60 - seconds)",
      ["acme/film/generate: seconds=60 cannot be priced: division by zero"]
    ),
    (
      "video_seconds: seconds", "video_seconds: if(seconds == 1, 0 - seconds, seconds)",
      [
        "acme/film/generate: seconds=1 cannot be priced: the quantity of 'video_seconds' came out negative (-1)"
      ]
    ),
    (
      "1080p: 0.15", "1080p: -0.15",
      [
        "acme/film/generate: resolution=1080p cannot be priced: the price of 'video_seconds' came out negative"
      ]
    ),
    (
      "seconds <= 30 or resolution == 720p", "seconds < 8",
      [
        "acme/film/generate (line 27): the example cannot be priced: acme/film/generate: a long film is made at 720p only",
        "acme/film/generate: the request with every default is refused: acme/film/generate: a long film is made at 720p only",
      ]
    ),
    (
      "price: rate[resolution]", "price: 0.10\n        missing: \"?\"", []
    ),
  ]

  @Test("A request that is legal and cannot be priced", arguments: extremes)
  func extreme(piece: String, other: String, findings: [String]) throws {
    try check(piece, other, findings)
  }

  private static func validator(_ card: String) throws -> CatalogueValidator {
    let files = AcmeCard.files(card)
    return CatalogueValidator(
      catalogue: try files.catalogue(provingRules: true), asOf: Repository.today, files: files)
  }

  private func check(
    _ piece: String, _ other: String, _ expected: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let findings = try Self.validator(AcmeCard.replacing(piece, with: other)).findings()
    #expect(findings.map(\.description) == expected, sourceLocation: sourceLocation)
  }
}
