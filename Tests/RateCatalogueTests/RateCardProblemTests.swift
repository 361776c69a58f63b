import RateCatalogue
import Testing

/// A mistake in a rate card is explained where it is made: file, line, path, what was found, what
/// would be right.
@Suite("Mistakes in a rate card")
struct RateCardProblemTests {
  @Test("The card of these tests is right as it stands")
  func cardIsRight() throws {
    #expect(try AcmeCard.problems(AcmeCard.text) == [])
  }

  static let keysMistakes: [CardMistake] = [
    CardMistake(
      "category: video-generation", "categroy: video-generation",
      "acme.yaml:6: offers[0]: 'category' is missing",
      "acme.yaml:8: offers[0]: unknown key 'categroy'; did you mean 'category'?"),
    CardMistake(
      "relation: direct", "colour: red",
      "acme.yaml:1: 'relation' is missing",
      "acme.yaml:3: unknown key 'colour'; known are 'provider', 'name', 'relation', 'currency', 'accounts', 'shapes', 'offers', 'plans', 'credits', 'reviewed'"
    ),
    CardMistake(
      "price: rate[resolution]",
      "prise: rate[resolution]",
      "acme.yaml:21: offers[0].charges[0]: 'price' is missing",
      "acme.yaml:22: offers[0].charges[0]: unknown key 'prise'; did you mean 'price'?"),
    CardMistake(
      "    model: film\n", "", "acme.yaml:6: offers[0]: 'model' is missing"),
    CardMistake(
      "name: Acme Media", "name:", "acme.yaml:2: name: expected text, found nothing"),
    CardMistake(
      "name: Acme Media", "name: [Acme]", "acme.yaml:2: name: expected text, found a list"),
  ]

  @Test("A key that is misspelt, missing or empty", arguments: keysMistakes)
  func keys(mistake: CardMistake) throws { try mistake.check() }

  static let wordsMistakes: [CardMistake] = [
    CardMistake(
      "category: video-generation",
      "category: video",
      "acme.yaml:8: offers[0].category: unknown value 'video'; did you mean 'video-generation'?"),
    CardMistake(
      "category: video-generation", "category: video-genaration",
      "acme.yaml:8: offers[0].category: unknown value 'video-genaration'; did you mean 'video-generation'?"
    ),
    CardMistake(
      "integration: async-job", "integration: async",
      "acme.yaml:9: offers[0].integration: unknown value 'async'; did you mean 'async-job'?"),
    CardMistake(
      "currency: USD", "currency: Dollar",
      "acme.yaml:4: currency: 'Dollar' is not a currency; write its three capital letters, such as USD"
    ),
    CardMistake(
      "offer: acme/film/generate", "offer: Acme/Film",
      "acme.yaml:6: offers[0].offer: 'Acme/Film' must be written acme/model/endpoint, in lower case"
    ),
    CardMistake(
      "failed: not_billed",
      "failed: free",
      "acme.yaml:23: offers[0].outcomes.failed: unknown value 'free'; legal are 'billed', 'not_billed', 'unknown'"
    ),
    CardMistake(
      "confidence: high",
      "confidence: sure",
      "acme.yaml:25: offers[0].evidence[0].confidence: unknown value 'sure'; legal are 'high', 'medium', 'low'"
    ),
    CardMistake(
      "read: 2026-01-01, ",
      "",
      "acme.yaml:25: offers[0].evidence[0]: 'read' is missing; write the day, or 'dated' with what is known of it"
    ),
    CardMistake(
      "valid: {from: 2026-01-01,", "valid: {from: 2026-02-30,",
      "acme.yaml:10: offers[0].valid.from: '2026-02-30' is not a day; write one as 2026-11-22"),
    CardMistake(
      "status: active", "to: 2026-01-01",
      "acme.yaml:10: offers[0].valid.to: '2026-01-01' must be after 'from' 2026-01-01; the last day is not included"
    ),
  ]

  @Test("A word that is none of the legal ones", arguments: wordsMistakes)
  func words(mistake: CardMistake) throws { try mistake.check() }

  static let numbersMistakes: [CardMistake] = [
    CardMistake(
      "720p: 0.10,", "720p: \"1,000\",",
      "acme.yaml:17: offers[0].tables.rate.720p: '1,000' groups digits; write 1000"
    ),
    CardMistake(
      "720p: 0.10,", "720p: 1_000,",
      "acme.yaml:17: offers[0].tables.rate.720p: '1_000' groups digits; write 1000"
    ),
    CardMistake(
      "720p: 0.10,", "720p: 1e6,",
      "acme.yaml:17: offers[0].tables.rate.720p: '1e6' has an exponent; write the digits out, such as 1000000"
    ),
    CardMistake(
      "720p: 0.10,", "720p: NaN,",
      "acme.yaml:17: offers[0].tables.rate.720p: 'NaN' is not a finite number"),
    CardMistake(
      "720p: 0.10,", "720p: .inf,",
      "acme.yaml:17: offers[0].tables.rate.720p: '.inf' is not a finite number"),
    CardMistake(
      "720p: 0.10,", "720p: cheap,",
      "acme.yaml:17: offers[0].tables.rate.720p: 'cheap' is not a decimal number; write digits with at most one point, such as 0.0395"
    ),
    CardMistake(
      "720p: 0.10,", "720p: 0x10,",
      "acme.yaml:17: offers[0].tables.rate.720p: '0x10' is not a decimal number; write digits with at most one point, such as 0.0395"
    ),
    CardMistake(
      "720p: 0.10,", "720p: 1\(String(repeating: "0", count: 39)),",
      "acme.yaml:17: offers[0].tables.rate.720p: the number is too large to be exact here (128 bits)"
    ),
    CardMistake(
      "amount: 10.00",
      "amount: -10.00",
      "acme.yaml:30: plans[0].fee.amount: '-10.00' must not be negative"),
    CardMistake(
      "packs: [{credits: 100,",
      "packs: [{credits: 0,",
      "acme.yaml:35: credits[0].packs[0]: a pack holds at least one credit"),
  ]

  @Test("A number that is written in a way nobody can be sure of", arguments: numbersMistakes)
  func numbers(mistake: CardMistake) throws { try mistake.check() }
}
