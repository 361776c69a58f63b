import CostAnalysis
import PricingRules
import RateCatalogue
import ReportGenerator
import TestSupport
import Testing

/// What the article says, held against the rate cards: the verdict of each claim is pinned.
@Suite("The claims of the article of 2026-05-28")
struct ArticleClaimsTests {
  static let holds = """
    table-generate-range table-veo-per-second table-stability-per-image gpt-image-2-low
    gpt-image-2-medium
    gpt-image-2-high gpt-image-2-eight-images stability-large-credits
    stability-dearer-than-gpt-medium stability-self-hosting edit-input-rate edit-ratio-low
    edit-dearer-than-generation inpaint-cheaper-than-medium-edit inpaint-cheaper-than-high-edit
    inpaint-needs-mask edit-by-instruction veo-clip veo-native-audio veo-on-vertex
    veo-asynchronous veo-synthid runway-lowest-plan runway-highest-plan runway-api-job
    luma-on-bedrock avatar-digits-per-second live-is-session heygen-bills-by-plan
    """
  static let contradicted = """
    generate-range-all-sizes table-edit-two-to-three-times table-luma-per-million-pixels
    gpt-image-2-4096 gpt-image-2-not-more-than-eight aggregators-sd35-range inpaint-cheaper
    veo-generation-time
    aggregators-sd35-large-cheaper edit-ratio-medium edit-ratio-high
    inpaint-cheaper-than-low-edit runway-monthly-billing luma-ray16-per-million-pixels
    luma-clip-at-that-rate luma-ray3-billed-by-pixels fal-seedance-below-five-cents
    wan-direct-below-five-cents avatar-is-live avatar-is-session avatar-minute-per-request
    live-billed-per-request live-length-does-not-matter
    """
  static let cannotBeChecked = """
    table-avatar-per-request gpt-image-2-text-accuracy aggregators-fal-large-turbo
    fal-wan-below-five-cents fal-no-watermark live-response-time
    one-key-for-all
    """

  static func results() throws -> [ClaimResult] {
    let name = "claims/gmi-article-2026-05-28.yaml"
    let set = try DataFile(name: name, text: Repository.text(name)).claims()
    let day = try #require(set.asOf)
    #expect(day == Repository.day("2026-05-28"))
    return try ClaimChecker(quoter: Repository.quoter(asOf: day)).check(set)
  }

  @Test(
    "Each claim has this verdict, and there are no others",
    arguments: [
      (ClaimResult.Verdict.holds, holds), (.contradicted, contradicted),
      (.cannotBeChecked, cannotBeChecked),
    ])
  func verdicts(verdict: ClaimResult.Verdict, ids: String) throws {
    let expected = ids.split(whereSeparator: \.isWhitespace).map(String.init).sorted()
    let found = try Self.results().filter { $0.verdict == verdict }.map(\.claim.id).sorted()
    #expect(found == expected)
  }

  static let figures: [(id: String, computed: String, reason: String)] = [
    ("gpt-image-2-low", "0.00588 USD", "it comes out so"),
    (
      "table-luma-per-million-pixels", "0.0064 USD per megapixel",
      "the claim is 50 times too high"
    ),
    (
      "luma-ray16-per-million-pixels", "0.0032 USD per megapixel",
      "the claim is 100 times too high"
    ),
    (
      "table-edit-two-to-three-times", "2.393197, 1.155505, 1.038876 times",
      "2 of 3 figures do not: 1.155505, 1.038876"
    ),
    ("avatar-minute-per-request", "4.002 USD", "the claim is 60 times too low"),
    ("gpt-image-2-4096", "no", "the card says 'no'"),
    (
      "veo-generation-time", "73, 360 seconds", "2 of 2 figures do not: 73, 360"
    ),
    ("runway-monthly-billing", "15 USD per month", "the claim is 1.25 times too low"),
  ]

  @Test("A verdict comes with the computed figure and the reason", arguments: figures)
  func reasons(id: String, computed: String, reason: String) throws {
    let result = try #require(try Self.results().first { $0.claim.id == id })
    #expect(result.computed == computed)
    #expect(result.reason == reason)
  }

  @Test("What cannot be checked gives no figure and says why")
  func cannotBeCheckedSaysWhy() throws {
    for result in try Self.results() where result.verdict == .cannotBeChecked {
      #expect(result.computed == nil, "\(result.claim.id)")
      #expect(!result.reason.isEmpty && result.claim.note?.isEmpty == false, "\(result.claim.id)")
    }
  }

  static let derived = """
    generate-range-all-sizes aggregators-sd35-large-cheaper aggregators-fal-large-turbo edit-ratio-low
    edit-ratio-medium edit-ratio-high inpaint-cheaper-than-low-edit inpaint-cheaper-than-medium-edit
    inpaint-cheaper-than-high-edit runway-monthly-billing luma-ray16-per-million-pixels
    luma-clip-at-that-rate wan-direct-below-five-cents avatar-digits-per-second
    avatar-minute-per-request live-length-does-not-matter
    """

  @Test("Statements that are ours, not the article's, are marked")
  func derivedOnes() throws {
    let expected = Self.derived.split(whereSeparator: \.isWhitespace).map(String.init).sorted()
    #expect(try Self.results().filter(\.claim.isDerived).map(\.claim.id).sorted() == expected)
  }
}
