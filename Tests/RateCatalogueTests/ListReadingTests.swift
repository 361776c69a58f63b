import BillingTypes
import PricingRules
import RateCatalogue
import TestSupport
import Testing
import WorkloadSimulator

/// Lists in cards, in the vocabulary and in scenarios.
@Suite("Reading lists")
struct ListReadingTests {
  static let vocabulary = """
    units:
      px: {name: pixels}
      image: {name: images, count: true}
    parameters:
      images: {unit: image, meaning: "pictures"}
      width: {unit: px, each: images, meaning: "width of each"}
      height: {unit: px, meaning: "height of all"}
    meters:
      pixels: {unit: px, meaning: "pixels"}

    """

  static let card = """
    provider: acme
    name: Acme Media
    relation: direct
    currency: USD
    offers:
      - offer: acme/still/edit
        model: still
        category: image-editing
        integration: request-response
        valid: {from: 2026-01-01, status: active}
        parameters:
          images: {integer: [1, 4], default: 1}
          width: {integer: [1, 99], default: 9, each: images}
          height: {integer: [1, 99], default: 9}
        let:
          half: width / 2
        estimates:
          pixels: sum(images, half)
        charges:
          - {meter: pixels, price: 1}
        evidence:
          - {source: "a page", read: 2026-01-01, confidence: high}

    """

  /// What is wrong when a piece of the card, or of the words, is another.
  static func problems(
    _ piece: String = "", _ other: String = "", words: (String, String) = ("", "")
  ) throws -> [String] {
    func replaced(_ text: String, _ piece: String, _ other: String) throws -> String {
      guard !piece.isEmpty else { return text }
      try #require(text.contains(piece))
      return text.replacing(piece, with: other)
    }
    return try AcmeCard.problems(
      replaced(card, piece, other), vocabulary: replaced(vocabulary, words.0, words.1))
  }

  @Test("A card with a list is right, and its offer says which values differ by what")
  func right() throws {
    #expect(try Self.problems() == [])
    let catalogue = try AcmeCard.catalogue(Self.card, vocabulary: Self.vocabulary)
    let offer = try #require(catalogue.offers.first)
    #expect(offer.lists.map(\.count.name) == ["images"])
    #expect(offer.lists.first?.derivations.map(\.name) == ["half"])
    #expect(offer.elements.map(\.name) == ["width_1", "width_2", "width_3", "width_4"])
    let quote = try Quoter(catalogue: catalogue, asOf: Sample.day)
      .quote(offer.id, ["width_1": "3", "width_2": "5"])
    #expect(quote.amount?.decimalText == "4")
  }

  @Test(
    "What is read outside of a sum, and a list that does not fit, are mistakes with their lines",
    arguments: [
      (
        "sum(images, half)", "images * half",
        "acme.yaml:18: offers[0].estimates.pixels: 'images * half': column 10: 'half' may differ from one to the next of 'images'; write 'sum(images, …)' around it"
      ),
      (
        "sum(images, half)", "sum(images, width) + width",
        "acme.yaml:18: offers[0].estimates.pixels: 'sum(images, width) + width': column 22: 'width' may differ from one to the next of 'images'; write 'sum(images, …)' around it"
      ),
      (
        "width / 2", "width / sum(images, width)",
        "acme.yaml:16: offers[0].let.half: 'half' differs by 'images', and a sum over them cannot stand in it"
      ),
      (
        "each: images", "each: height",
        "acme.yaml:13: offers[0].parameters.width.each: 'height' is not what 'width' is given for each of, which is 'images'"
      ),
      (
        "{integer: [1, 99], default: 9}", "{integer: [1, 99], default: 9, each: images}",
        "acme.yaml:14: offers[0].parameters.height.each: 'images' is not what 'height' is given for each of; data/vocabulary.yaml names none"
      ),
      (
        "[1, 4], default: 1", "[2, 4], default: 2",
        "acme.yaml:13: offers[0].parameters.width.each: 'images' must be whole numbers from 0 or 1 to 64 at most; it has whole numbers from 2 to 4"
      ),
      (
        "default: 9, each", "each",
        "acme.yaml:13: offers[0].parameters.width.each: 'width' needs a default: it holds for those that are not given a value"
      ),
    ])
  func cards(piece: String, other: String, problem: String) throws {
    let found = try Self.problems(piece, other)
    #expect(found.contains { $0.hasPrefix(problem) }, "\(found)")
  }

  @Test(
    "What counts is a parameter that is not counted, and a single one's name is no other's",
    arguments: [
      (
        "each: images", "each: pictures",
        "'pictures', which 'width' names with 'each', is no parameter that counts"
      ),
      (
        "each: images", "each: width",
        "'width', which 'width' names with 'each', is no parameter that counts"
      ),
      ("height:", "width_2:", "'width_2' is a single one's 'width' already"),
    ])
  func words(piece: String, other: String, problem: String) throws {
    let found = try Self.problems(words: (piece, other))
    #expect(found.contains { $0.contains(problem) }, "\(found)")
  }

  @Test("A scenario may give sizes as a list or as one text; what is no size is said with its line")
  func scenario() throws {
    func request(_ sizes: String) throws -> Request? {
      let text = ScenarioReadingTests.example.replacing(
        "request: {quality: medium}", with: "request: {reference_sizes: \(sizes)}")
      return try ScenarioReadingTests.read(text).features.first?.mix[0].fixedRequest
    }
    let expected: Request = ["reference_sizes": "1179x2556+512x512"]
    #expect(try request("[1179x2556, 512x512]") == expected)
    #expect(try request("1179x2556+512x512") == expected)
    let problems = try #require(throws: DataProblems.self) { try request("[1179x2556, big]") }
    #expect(
      problems.problems.map(\.description).first?.contains(
        "reference_sizes[1]: 'big' is not a size; write width and height, such as 1024x1024")
        == true, "\(problems)")
  }
}
