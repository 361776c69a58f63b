import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("A request that was written for an offer, in another's terms")
struct OfferTranslationOriginTests {
  static func offer(
    _ id: OfferID, model: String, seconds: [String], meter: String = "video_seconds"
  ) -> Offer {
    Sample.offer(
      id, model: model, category: .videoGeneration,
      parameters: [Sample.numbers("seconds", seconds), Sample.choice("resolution", ["720p"])],
      charges: [Sample.charge(meter, quantity: "seconds", Sample.price("0.1"))])
  }

  static let own = offer("acme/clip/generate", model: "clip", seconds: ["8", "12"])
  static let sister = offer("brand/clip/generate", model: "clip", seconds: ["8", "12"])
  static let stranger = offer("brand/film/generate", model: "film", seconds: ["5", "10"])

  static func text(_ request: Request, to offer: Offer, carriesMeters: Bool = false) throws
    -> String
  {
    let translation = OfferTranslation(
      from: own, to: offer, vocabulary: .empty, carriesMeters: carriesMeters)
    return try translation.translate(request).request.entries
      .map { "\($0.name)=\($0.text)" }.joined(separator: " ")
  }

  @Test("What the first offer would do by default is asked of the other, and snapped up")
  func defaults() throws {
    #expect(try Self.text([:], to: Self.stranger) == "seconds=10 resolution=720p")
    #expect(try Self.text(["seconds": "12"], to: Self.sister) == "seconds=12 resolution=720p")
  }

  @Test("A default does not stand for what varies")
  func varying() throws {
    let translated = try OfferTranslation(from: Self.own, to: Self.stranger, vocabulary: .empty)
      .translate([:], varying: ["seconds"])
    #expect(translated.request == ["resolution": "720p"])
    #expect(translated.differences == [])
  }

  @Test("What one model metered says nothing of another, unless it was stated of what is asked for")
  func meters() throws {
    let request: Request = ["seconds": "12", "video_seconds": "11.5"]
    #expect(
      try Self.text(request, to: Self.sister) == "seconds=12 video_seconds=11.5 resolution=720p")
    #expect(
      throws: TranslationRefusal.tooMuch(name: "seconds", most: Rational(10), asked: Rational(12))
    ) {
      try Self.text(request, to: Self.stranger)
    }
    let short: Request = ["seconds": "8", "video_seconds": "7.5"]
    #expect(try Self.text(short, to: Self.stranger) == "seconds=10 resolution=720p")
    #expect(
      try Self.text(short, to: Self.stranger, carriesMeters: true)
        == "seconds=10 video_seconds=7.5 resolution=720p")
  }
}
