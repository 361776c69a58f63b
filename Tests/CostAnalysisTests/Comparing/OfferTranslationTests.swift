import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing

@Suite("A request in another offer's terms")
struct OfferTranslationTests {
  static let clip = Sample.offer(
    "acme/clip/generate", category: .videoGeneration,
    parameters: [
      Sample.numbers("seconds", ["4", "6", "8"]), Sample.choice("resolution", ["720p", "1080p"]),
      Sample.boolean("audio", [true]), Sample.boolean("loop", [false, true]),
      Sample.count("width", 16...2048, step: 16, default: 1024),
      Sample.decimal("strength", "0.5", "2"), Sample.count("images", 1...4),
    ],
    charges: [Sample.charge("video_seconds", quantity: "seconds", Sample.price("0.1"))])

  /// The request in the offer's terms, its calls and differences, or the reason against it.
  static func adapted(
    _ request: Request, _ offer: Offer = clip, _ vocabulary: Vocabulary = .empty
  ) -> (text: String, calls: Int, differs: [String]) {
    do {
      let translated = try OfferTranslation(to: offer, vocabulary: vocabulary).translate(request)
      let text = translated.request.entries.map { "\($0.name)=\($0.text)" }
      return (
        text.joined(separator: " "), translated.calls, translated.differences.map(\.words)
      )
    } catch {
      return (error.words, 0, [])
    }
  }

  @Test("A fraction of what is counted is refused, and not taken for one more")
  func fractionOfCount() {
    let vocabulary = Vocabulary(
      parameters: [
        "images": .init(unit: "image", meaning: "", categories: []),
        "seconds": .init(unit: "second", meaning: "", categories: []),
      ], meters: [:], unitNames: [:], countUnits: ["image"])
    #expect(
      Self.adapted(["images": "1.5"], Self.clip, vocabulary).text
        == "images '1.5' is not a whole number")
    #expect(Self.adapted(["images": "2.0"], Self.clip, vocabulary).text == "images=2.0")
    #expect(Self.adapted(["seconds": "4.5"], Self.clip, vocabulary).text == "seconds=6")
  }

  @Test(
    "A number that is not legal is snapped up to one that is, and the difference is said",
    arguments: [
      ("seconds", "4", "seconds=4", []), ("seconds", "5", "seconds=6", ["seconds 6 instead of 5"]),
      ("seconds", "0.5", "seconds=4", ["seconds 4 instead of 0.5"]),
      ("seconds", "8.0", "seconds=8.0", []),
      ("width", "1024", "width=1024", []),
      ("width", "1025", "width=1040", ["width 1040 instead of 1025"]),
      ("width", "1", "width=16", ["width 16 instead of 1"]),
      ("width", "2048", "width=2048", []),
      ("strength", "0.1", "strength=0.5", ["strength 0.5 instead of 0.1"]),
      ("strength", "1.234", "strength=1.234", []),
    ] as [(String, String, String, [String])])
  func snappedUp(name: String, text: String, expected: String, differs: [String]) {
    let adapted = Self.adapted(Request([(name, text)]))
    #expect(adapted.text == expected)
    #expect(adapted.calls == 1)
    #expect(adapted.differs == differs)
  }

  @Test(
    "What is more than the offer makes, or no word of it, is a reason against it",
    arguments: [
      ("seconds", "8.1", "seconds goes up to 8, 8.1 is asked for"),
      ("width", "2049", "width goes up to 2048, 2049 is asked for"),
      ("strength", "2.5", "strength goes up to 2, 2.5 is asked for"),
      ("seconds", "long", "seconds 'long' is not a number"),
      ("resolution", "4k", "resolution '4k' is not offered; it has 720p, 1080p"),
      ("resolution", "HD", "resolution 'HD' is not offered; it has 720p, 1080p"),
      ("audio", "maybe", "audio 'maybe' is not offered"),
      ("subtitles", "true", "has no 'subtitles'"),
    ])
  func impossible(name: String, text: String, reason: String) {
    let adapted = Self.adapted(Request([(name, text)]))
    #expect(adapted.text == reason)
    #expect(adapted.calls == 0)
  }

  @Test("Sound that cannot be turned off is a difference; sound that cannot be had is a reason")
  func sound() {
    #expect(Self.adapted(["audio": "false"]).text == "audio=true")
    #expect(Self.adapted(["audio": "false"]).differs == ["audio is always on"])
    #expect(Self.adapted(["audio": "true"]).differs == [])
    let silent = Sample.offer(
      "acme/silent/generate", category: .videoGeneration,
      parameters: [Sample.boolean("audio", [false])],
      charges: [Sample.charge("video_seconds", quantity: "8", Sample.price("0.1"))])
    #expect(Self.adapted(["audio": "true"], silent).text == "audio 'true' is not offered")
    #expect(Self.adapted(["audio": "false"], silent).text == "audio=false")
  }

  @Test(
    "Several images take as many calls as it needs",
    arguments: [
      ("1", "images=1", 1, []), ("4", "images=4", 1, []),
      ("5", "images=4", 2, ["2 calls of 4 images"]),
      ("8", "images=4", 2, ["2 calls of 4 images"]), ("9", "images=4", 3, ["3 calls of 4 images"]),
    ] as [(String, String, Int, [String])])
  func calls(images: String, expected: String, calls: Int, differs: [String]) {
    let adapted = Self.adapted(["images": images])
    #expect(adapted.text == expected)
    #expect(adapted.calls == calls)
    #expect(adapted.differs == differs)
  }

  @Test(
    "An offer that makes one image per call is called once for each",
    arguments: [
      ("1", 1, []), ("3", 3, ["3 calls, one for each of the images"]),
    ] as [(String, Int, [String])])
  func oneEach(images: String, calls: Int, differs: [String]) {
    let single = Sample.imageOffer("acme/single/generate", price: "0.1", parameters: [])
    let adapted = Self.adapted(["images": images], single)
    #expect(adapted.text == "")
    #expect(adapted.calls == calls)
    #expect(adapted.differs == differs)
  }

  @Test("Settings that the offer does not have are listed once, in the order they were asked for")
  func absent() {
    let adapted = Self.adapted(["fps": "24", "seconds": "4", "style": "vivid"])
    #expect(adapted.text == "seconds=4")
    #expect(adapted.differs == ["has no setting for fps, style"])
  }

  @Test(
    "What asks for nothing is no difference",
    arguments: [
      ["service_tier": "standard"], ["outcome": "succeeded"], ["subtitles": "false"],
      ["prompt_tokens": "60"], ["images": "1"],
    ] as [Request])
  func neutral(request: Request) {
    let vocabulary = Sample.vocabulary(["prompt_tokens": Sample.term(isInput: true)])
    let offer = Sample.imageOffer("acme/single/generate", price: "0.1", parameters: [])
    #expect(Self.adapted(request, offer, vocabulary).differs == [])
  }

  @Test("Another service tier is a difference where there is none")
  func serviceTier() {
    #expect(Self.adapted(["service_tier": "batch"]).differs == ["has no setting for service_tier"])
  }

  @Test("A size is its width and height; a metered value of the offer is kept")
  func sizeAndMeters() {
    let adapted = Self.adapted(["size": "1000x500", "video_seconds": "7.5"])
    #expect(adapted.text == "width=1008 video_seconds=7.5")
    #expect(adapted.differs == ["width 1008 instead of 1000", "has no setting for height"])
  }
}
