import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Refused requests")
struct RequestErrorTests {
  static let vocabulary = Vocabulary(
    parameters: [
      "seconds": .init(unit: "second", meaning: "length", categories: [.videoGeneration]),
      "fps": .init(unit: nil, meaning: "rate", categories: [.videoGeneration, .liveAvatar]),
      "images": .init(
        unit: "image", meaning: "count", categories: [.imageGeneration, .imageEditing]),
      "region": .init(unit: nil, meaning: "place", categories: []),
      "aspect_ratio": .init(unit: nil, meaning: "shape", categories: [.imageGeneration]),
    ], meters: [:], unitNames: [:], countUnits: [])

  static let still = Sample.offer(
    validity: Validity(from: Sample.day("2026-04-21"), to: Sample.day("2026-12-01")),
    parameters: [
      Sample.choice("quality", ["low", "medium", "high"], default: "medium"),
      Parameter(
        name: "width", domain: .integer(lower: 16, upper: 3840, step: 16),
        defaultValue: .number(Rational(1024)), unit: "px"),
      Parameter(
        name: "height", domain: .integer(lower: 16, upper: 3840, step: 16),
        defaultValue: .number(Rational(1024)), unit: "px"),
      Sample.count("images"),
      Parameter(
        name: "strength", domain: .decimal(lower: .zero, upper: .one),
        defaultValue: .number(.one), unit: nil),
      Parameter(
        name: "audio", domain: .boolean([true, false]), defaultValue: .boolean(true), unit: nil),
      Parameter(
        name: "steps", domain: .numbers([4, 6, 8].map { Rational($0) }),
        defaultValue: .number(Rational(4)), unit: "second"),
    ],
    requirements: [
      Requirement(
        condition: Sample.expression("width * height <= 8294400"),
        explanation: "width times height must be at most 8294400 pixels (3840x2160)")
    ],
    charges: [Sample.charge("output_images", quantity: "images", Sample.price("0.1"))])

  static let clip = Sample.offer(
    "acme/clip/generate", category: .videoGeneration,
    parameters: [Sample.count("seconds", default: nil, unit: "second")],
    charges: [
      Sample.charge("video_seconds", quantity: "seconds", Sample.price("1"), unit: "second")
    ])

  static let quoter = Quoter(
    catalogue: Sample.catalogue(still, clip, vocabulary: vocabulary), asOf: Sample.day)

  /// The message of the error that the request to `still` gives, or what it costs.
  static func message(_ request: Request, offer: OfferID = "acme/still/generate") -> String {
    do throws(RequestError) {
      return try quoter.quote(offer, request).amount?.decimalText ?? "unknown"
    } catch {
      return error.description
    }
  }

  @Test(
    "A value that is not legal is refused with those that are",
    arguments: [
      ("quality", "hihg", "legal are 'low', 'medium', 'high'"),
      ("quality", "", "legal are 'low', 'medium', 'high'"),
      ("quality", "HIGH", "legal are 'low', 'medium', 'high'"),
      ("width", "1000", "legal are whole numbers from 16 to 3840 in steps of 16 px"),
      ("width", "0", "legal are whole numbers from 16 to 3840 in steps of 16 px"),
      ("width", "3856", "legal are whole numbers from 16 to 3840 in steps of 16 px"),
      ("width", "wide", "legal are whole numbers from 16 to 3840 in steps of 16 px"),
      ("images", "-1", "legal are whole numbers from 0 to 1000"),
      ("images", "1.5", "legal are whole numbers from 0 to 1000"),
      ("images", "1,000", "legal are whole numbers from 0 to 1000"),
      ("images", "1e2", "legal are whole numbers from 0 to 1000"),
      ("strength", "1.01", "legal are numbers from 0 to 1"),
      ("audio", "yes", "legal are 'true', 'false'"),
      ("steps", "5", "legal are 4, 6, 8 second"),
      (
        "outcome", "lost",
        "legal are 'succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled'"
      ),
      ("output_images", "-1", "legal are numbers from 0 to 1000000000 with at most 6 decimals"),
      ("output_images", "many", "legal are numbers from 0 to 1000000000 with at most 6 decimals"),
    ])
  func illegalValue(name: String, text: String, legal: String) {
    #expect(
      Self.message([name: text])
        == "acme/still/generate: \(name): '\(text)' is not legal; \(legal)")
  }

  @Test(
    "A parameter that nobody knows is refused with the nearest ones",
    arguments: [
      ("qualty", "; did you mean 'quality'?"),
      ("widht", "; did you mean 'width'?"),
      ("image", "; did you mean 'images' or 'output_images'?"),
      (
        "sharpness",
        "; the offer knows 'quality', 'width', 'height', 'images', 'strength', 'audio', 'steps', "
          + "'outcome', 'output_images'"
      ),
      // Words of the vocabulary that fit the category, but not this offer.
      (
        "region",
        "; the offer knows 'quality', 'width', 'height', 'images', 'strength', 'audio', 'steps', "
          + "'outcome', 'output_images'"
      ),
    ])
  func unknownParameter(name: String, hint: String) {
    #expect(
      Self.message([name: "1"]) == "acme/still/generate: unknown parameter '\(name)'\(hint)")
  }

  static let categories =
    "the four categories are different products: "
    + "image-generation (a call returns a finished image), "
    + "image-editing (a call takes an image and returns a changed one), "
    + "video-generation (a job returns a video file later), "
    + "live-avatar (a session streams a talking avatar while it lasts)"

  @Test("A parameter of another category explains the four")
  func otherCategory() {
    #expect(
      Self.message(["seconds": "5"])
        == "acme/still/generate: 'seconds' is not a parameter of image-generation; it belongs to "
        + "video-generation; \(Self.categories)")
    #expect(
      Self.message(["fps": "24"])
        == "acme/still/generate: 'fps' is not a parameter of image-generation; it belongs to "
        + "video-generation and live-avatar; \(Self.categories)")
    #expect(
      Self.message(["images": "2"], offer: "acme/clip/generate")
        == "acme/clip/generate: 'images' is not a parameter of video-generation; it belongs to "
        + "image-generation and image-editing; \(Self.categories)")
    #expect(
      RequestError.wrongCategory(
        offer: "acme/clip/generate", found: .videoGeneration, asked: .imageGeneration
      ).description
        == "acme/clip/generate is in video-generation, not in image-generation; "
        + Self.categories)
  }

  @Test(
    "An offer that does not exist is refused with the nearest ones",
    arguments: [
      ("acme/stil/generate", "; did you mean 'acme/still/generate' or 'acme/clip/generate'?"),
      ("acme/clip/genrate", "; did you mean 'acme/clip/generate' or 'acme/still/generate'?"),
      // No typing slip away, but with words in common.
      ("still", "; did you mean 'acme/still/generate'?"),
      ("other/clip-2/make", "; did you mean 'acme/clip/generate'?"),
      ("zzz", "; 'mediacost rates list' shows all"),
    ])
  func unknownOffer(id: OfferID, hint: String) {
    #expect(Self.message([:], offer: id) == "no offer is called '\(id)'\(hint)")
  }

  @Test(
    "An offer is sold from its first day until the day before its last",
    arguments: [
      ("2026-04-20", false), ("2026-04-21", true), ("2026-11-30", true), ("2026-12-01", false),
    ])
  func notSold(day: String, isSold: Bool) {
    let quoter = Quoter(catalogue: Self.quoter.catalogue, asOf: Sample.day(day))
    do throws(RequestError) {
      _ = try quoter.quote("acme/still/generate")
      #expect(isSold)
    } catch {
      #expect(
        error.description
          == "acme/still/generate is not sold on \(day); it is sold from 2026-04-21 until 2026-12-01"
      )
      #expect(!isSold)
    }
  }

  @Test("A parameter without a default must be given")
  func missingParameter() {
    #expect(
      Self.message([:], offer: "acme/clip/generate")
        == "acme/clip/generate: the request does not state 'seconds', which is needed; "
        + "legal are whole numbers from 0 to 1000 second")
    #expect(Self.message(["seconds": "5"], offer: "acme/clip/generate") == "5")
  }

  @Test("A combination that the card refuses is refused in its words")
  func refused() {
    #expect(Self.message(["width": "3840", "height": "2160"]) == "0.1")
    #expect(
      Self.message(["width": "3840", "height": "2176"])
        == "acme/still/generate: width times height must be at most 8294400 pixels (3840x2160)")
  }

  @Test(
    "A size beside one of its sides is refused, whichever is given first",
    arguments: ["width", "height"], [true, false])
  func doubleSize(side: String, sizeIsFirst: Bool) {
    let size = (name: "size", text: "1024x1024")
    let own = (name: side, text: "2048")
    #expect(
      Self.message(Request(sizeIsFirst ? [size, own] : [own, size]))
        == "size: '1024x1024' stands beside '\(side)', which means the same; keep one of them")
  }

  @Test(
    "A size is two whole numbers with an x between them",
    arguments: [
      "1024", "1024x", "x1024", "1024x1024x3", "1024X1024", "1024*1024", "ax1", "-1x2", "",
    ])
  func illegalSize(text: String) {
    #expect(
      Self.message(["size": text])
        == "size: '\(text)' is not a size; write width and height, such as 1024x1024")
  }
}
