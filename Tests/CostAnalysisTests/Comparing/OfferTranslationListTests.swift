import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing

/// Values of single ones of a list at an offer that may have no list.
@Suite("Lists in another offer's terms")
struct OfferTranslationListTests {
  static let vocabulary = Vocabulary(
    parameters: [
      "reference_images": .init(unit: nil, meaning: "", categories: []),
      "reference_width": .init(
        unit: "px", meaning: "", categories: [], each: "reference_images"),
      "reference_height": .init(
        unit: "px", meaning: "", categories: [], each: "reference_images"),
    ], meters: [:], unitNames: [:], countUnits: [])

  static func offer(_ id: OfferID, upTo most: Int = 4, sides: [String], each: String?) -> Offer {
    Sample.offer(
      id,
      parameters: [Sample.count("reference_images", 1...most)]
        + sides.map { side in
          Parameter(
            name: side, domain: .integer(lower: 1, upper: 999, step: 1),
            defaultValue: .number(Rational(100)), unit: "px", each: each)
        }, charges: [Sample.charge("output_images", quantity: "1", Sample.price("1"))])
  }

  static let sides = ["reference_width", "reference_height"]
  static let list = offer("acme/list/edit", sides: sides, each: "reference_images")
  static let single = offer("acme/single/edit", sides: sides, each: nil)
  static let blind = offer("acme/blind/edit", sides: [], each: nil)

  /// The request in the offer's terms with what differs, or the reason against it.
  static func adapted(_ request: Request, from: Offer? = nil, to offer: Offer) -> String {
    do {
      let translated = try OfferTranslation(from: from, to: offer, vocabulary: vocabulary)
        .translate(request)
      return
        (translated.request.entries.map { "\($0.name)=\($0.text)" }
        + translated.differences.map(\.words)).joined(separator: " ")
    } catch {
      return error.words
    }
  }

  @Test("An offer with the list takes it, picture by picture, with their count")
  func list() {
    #expect(
      Self.adapted(["reference_sizes": "64x32+512x256"], to: Self.list)
        == "reference_width_1=64 reference_height_1=32 reference_width_2=512 reference_height_2=256 "
        + "reference_images=2")
    #expect(
      Self.adapted(["reference_height_2": "7"], from: Self.list, to: Self.list)
        == "reference_height_2=7 reference_images=2 reference_width=100 reference_height=100")
    // What is larger than legal is refused by its name.
    #expect(
      Self.adapted(["reference_width_2": "1000"], to: Self.list)
        == "reference_width_2 goes up to 999, 1000 is asked for")
  }

  @Test(
    "An offer with one size for all takes pictures of one size, and refuses others",
    arguments: [
      ("reference_sizes=64x32+64x32", "reference_images=2 reference_width=64 reference_height=32"),
      ("reference_sizes=64x32+64x16", "has one 'reference_height' for all, and they differ"),
      ("reference_width_1=64", "reference_images=1 reference_width=64"),
      ("reference_width_2=64", "has one 'reference_width' for all, and they differ"),
      (
        "reference_width_2=64 reference_width=64",
        "reference_width=64 reference_images=2"
      ),
      (
        "reference_images=3 reference_sizes=64x32+64x32",
        "has one 'reference_width' for all, and they differ"
      ),
      (
        "reference_images=1 reference_width_2=64",
        "reference_width_2 is not among those that are sent; 'reference_images' is 1"
      ),
    ])
  func single(request: String, words: String) {
    let entries = request.split(separator: " ").map { $0.split(separator: "=").map(String.init) }
    #expect(
      Self.adapted(Request(entries.map { ($0[0], $0[1]) }), to: Self.single) == words)
  }

  @Test("The first offer's own size of all stands for those that are not given")
  func ownDefault() {
    #expect(
      Self.adapted(["reference_width_2": "100"], from: Self.list, to: Self.single)
        == "reference_images=2 reference_width=100 reference_height=100")
    #expect(
      Self.adapted(["reference_width_2": "99"], from: Self.list, to: Self.single)
        == "has one 'reference_width' for all, and they differ")
  }

  @Test("An offer that asks for no size says so once, and still counts the pictures")
  func blind() {
    #expect(
      Self.adapted(["reference_sizes": "64x32+512x256"], to: Self.blind)
        == "reference_images=2 has no setting for reference_width, reference_height")
    let one = Self.offer("acme/one/edit", upTo: 1, sides: Self.sides, each: "reference_images")
    #expect(
      Self.adapted(["reference_sizes": "64x32+512x256"], to: one)
        == "reference_images goes up to 1, 2 is asked for")
  }

  @Test("Columns of single pictures are left to the exact way where the offer has no list")
  func columns() {
    let names = ["reference_images", "reference_width", "reference_width_2"]
    func unlisted(_ offer: Offer) -> [String] {
      OfferTranslation(from: Self.list, to: offer, vocabulary: Self.vocabulary).columns(names)
        .unlisted
    }
    #expect(unlisted(Self.list) == [])
    #expect(unlisted(Self.single) == ["reference_width_2"])
    #expect(unlisted(Self.blind) == ["reference_width_2"])
  }
}
