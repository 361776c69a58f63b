import BillingTypes
import BodyPricing
import PricingRules
import TestSupport
import Testing

@Suite("A body that says more, less or something else than it seems")
struct BodyDoubtTests {
  private static let pricer = Result {
    BodyPricer(catalogue: try Repository.catalogue(), asOf: Repository.today)
  }

  private func price(_ body: String, _ target: BodyTarget) throws -> PricedBody {
    try Self.pricer.get().price(Array(body.utf8), for: target)
  }

  @Test(
    "Whoever names a model means no other",
    arguments: [
      (#"{"model": "gen4_turbo", "duration": 8}"#, BodyTarget(api: "runway", model: "gen4.5")),
      (
        #"{"prompt": "x"}"#,
        BodyTarget(api: "fal", model: "openai/gpt-image-2", url: "https://fal.run/fal-ai/veo3.1")
      ),
      (#"{"model": ["sd3.5-flash"], "prompt": "x"}"#, BodyTarget(api: "stability")),
      (#"{"prompt": "x", "image": "i", "model": "sd3-large"}"#, BodyTarget(api: "stability")),
      (#"{"prompt": "x"}"#, BodyTarget(api: "stability")),
      (#"{"mode": ["LITE"]}"#, BodyTarget(api: "heygen-liveavatar")),
      (#"{"model": "gpt-image-9", "prompt": "x"}"#, BodyTarget()),
    ])
  func models(body: String, target: BodyTarget) throws {
    let price = try price(body, target)
    #expect(price.source == .unknown)
    #expect(price.amount == nil && price.ceiling == nil)
    #expect(price.why.map(\.code) == [.unknownModel])
  }

  @Test("An address is the same in other letters, with its port, a query or a slash at its end")
  func addresses() throws {
    let body = #"{"model": "gpt-image-2", "prompt": "x", "quality": "low", "size": "1024x1024"}"#
    for url in [
      "https://api.openai.com/v1/images/generations",
      "https://API.openai.com:443/v1/images/generations",
      "https://api.openai.com/v1/images/generations/?a=b", "/v1/images/generations",
    ] {
      #expect(
        try price(body, BodyTarget(url: url)).offer == "openai/gpt-image-2/generate", "\(url)")
    }
    #expect(try price(body, BodyTarget(url: "https://api.openai.com/v1/chat")).source == .unknown)
  }

  @Test("An empty list is as good as none, where a picture in it would mean another offer")
  func emptyList() throws {
    let whole = #"{"model": "gen4_image", "promptText": "x", "ratio": "1280:720"}"#
    let empty =
      #"{"model": "gen4_image", "promptText": "x", "ratio": "1280:720", "referenceImages": []}"#
    let (plain, same) = (
      try price(whole, BodyTarget(api: "runway")), try price(empty, BodyTarget(api: "runway"))
    )
    #expect(plain.offer == "runway/gen4-image/generate")
    #expect(same.offer == plain.offer && same.amount == plain.amount)
    #expect(same.ceiling == plain.ceiling)
  }

  @Test("What a body lacks to mean one of a model's offers is named")
  func unmet() throws {
    let price = try price(
      #"{"model": "ray-3.2", "prompt": "x", "video": {"resolution": "720p", "duration": "5s"}}"#,
      BodyTarget(api: "luma"))
    #expect(price.source == .unknown)
    guard case .conditionsNotMet(let offers, let unmet)? = price.why.first else {
      Issue.record("\(price.why)")
      return
    }
    #expect(offers.allSatisfy { $0.provider == "luma" })
    #expect(
      unmet.contains {
        $0.pointer.description == "/type" && $0.rule == .oneOf(["video"], byDefault: nil)
      },
      "\(unmet)")
  }

  @Test("What the body says cannot be said beside it, nor how it will end")
  func beside() throws {
    let body = #"{"model": "gen4.5", "promptText": "x", "ratio": "1280:720", "duration": 10}"#
    for name in ["seconds", "outcome", "video_seconds"] {
      #expect(throws: BodyError.self) {
        try price(body, BodyTarget(api: "runway", beside: [name: "2"]))
      }
    }
  }

  @Test("A line of a batch is priced as one")
  func batch() throws {
    let body = #"{"model": "gpt-image-2", "prompt": "a", "quality": "high", "size": "1024x1024"}"#
    let line =
      #"{"custom_id": "c", "method": "POST", "url": "/v1/images/generations", "body": \#(body)}"#
    let alone = try price(body, BodyTarget(api: "openai"))
    let batched = try price(line, BodyTarget(api: "openai"))
    #expect(alone.amount?.decimalText == "0.210755")
    #expect(batched.amount?.decimalText == "0.1053775")
  }

  @Test("A text may have more tokens than the card knows of; then nothing proves a most")
  func longText() throws {
    let long = String(repeating: "\u{13000}", count: 12_000)
    let body =
      #"{"model": "gpt-image-2", "prompt": "\#(long)", "quality": "low", "size": "1024x1024"}"#
    let price = try price(body, BodyTarget(api: "openai"))
    #expect(price.ceiling == nil && price.source == .estimated)
    let short =
      #"{"model": "gpt-image-2", "prompt": "é\u00e9 a", "quality": "low", "size": "1024x1024"}"#
    // Six bytes and six added; two letters beyond ASCII, and two others.
    let facts = try self.price(short, BodyTarget(api: "openai")).why
    #expect(
      facts.contains(
        .tokens(
          at: try #require(BodyPointer("/prompt")), parameter: "prompt_tokens", likely: Rational(9),
          Rational(7), Rational(12))))
  }

  @Test(
    "What is no text, no thing or no value is refused where it stands",
    arguments: [
      (#"{"model": "gpt-image-2", "prompt": [{"text": "x"}]}"#, "/prompt"),
      (#"{"model": "gpt-image-2", "prompt": 5}"#, "/prompt"),
      (#"{"model": "gpt-image-2", "prompt": "x", "image": ""}"#, "/image"),
      (#"{"model": "gpt-image-2", "prompt": "x", "image": [["a", "b"]]}"#, "/image"),
      (#"{"model": "gpt-image-2", "prompt": "x", "n": 1e999}"#, "/n"),
      (#"{"model": "gpt-image-2", "prompt": "x", "n": {"a": 1}}"#, "/n"),
      (#"{"model": "gpt-image-2", "prompt": "x", "size": "1024"}"#, "/size"),
    ])
  func refused(body: String, pointer: String) throws {
    do {
      let price = try price(body, BodyTarget(api: "openai"))
      Issue.record("\(price.source)")
    } catch let error as BodyError {
      #expect(error.description.hasPrefix("\(pointer): "), "\(error)")
    }
  }

  @Test("Fields inside of counted things are not swallowed")
  func inside() throws {
    let price = try price(
      #"{"model": "gpt-image-2", "prompt": "x", "images": [{"image_url": "u", "n": 10}, {"file_id": "f"}]}"#,
      BodyTarget(api: "openai"))
    #expect(price.offer == "openai/gpt-image-2/edit")
    #expect(price.unread.map(\.description) == ["/images/0/n"])
    #expect(price.ceiling == nil && price.cheaper.isEmpty)
  }

  @Test("A part of a size leaves the other part open")
  func partOfSize() throws {
    let price = try price(
      #"{"prompt": "x", "image_size": {"width": 1024}}"#,
      BodyTarget(api: "fal", model: "openai/gpt-image-2"))
    #expect(price.amount?.decimalText == "0.145" && price.ceiling?.decimalText == "0.211")
  }

  @Test(
    "Another offer is only cheaper where it is, whatever it is asked that the body does not say")
  func cheaper() throws {
    let words = String(repeating: "word ", count: 6_000)
    let fal = try price(
      #"{"prompt": "\#(words)", "quality": "high", "image_size": "landscape_4_3"}"#,
      BodyTarget(api: "fal", model: "openai/gpt-image-2"))
    #expect(fal.amount?.decimalText == "0.145")
    #expect(fal.cheaper.allSatisfy { $0.ceiling.picounits < 145_000_000_000 })
    #expect(!fal.cheaper.contains { $0.offer.provider == "openai" })
    let large = try price(
      #"{"prompt": "x", "image_size": {"width": 2048, "height": 2048}}"#,
      BodyTarget(api: "fal", model: "fal-ai/stable-diffusion-v35-large"))
    #expect(large.cheaper.isEmpty)
  }

  private func replied(_ reply: String, _ body: String, _ target: BodyTarget) throws -> PricedReply
  {
    try Self.pricer.get().price(reply: Array(reply.utf8), to: Array(body.utf8), for: target)
  }

  @Test(
    "A reply that tells nothing, or something that the card does not know, has no price",
    arguments: [
      "{}", #"{"response": {"generateVideoResponse": {"generatedSamples": []}}}"#,
      #"{"response": {"generateVideoResponse": {"generatedSamples": [1, 2, 3, 4, 5]}}}"#,
    ])
  func untold(reply: String) throws {
    let target = BodyTarget(api: "google", model: "veo-3.1-fast-generate-preview")
    let answer = try replied(reply, #"{"instances": [{"prompt": "x"}]}"#, target)
    #expect(answer.estimate.amount?.decimalText == "0.8")
    #expect(answer.price.source == .unknown && answer.difference == nil)
  }

  @Test("A reply that failed is billed as the card says of failures")
  func failed() throws {
    let target = BodyTarget(api: "google", model: "veo-3.1-fast-generate-preview")
    let answer = try replied(
      #"{"done": true, "error": {"code": 3}}"#, #"{"instances": [{"prompt": "x"}]}"#, target)
    #expect(answer.price.amount?.decimalText == "0" && answer.price.source == .exact)
    #expect(answer.difference?.decimalText == "-0.8")
  }

  @Test("A reply tells what was used, and how far the estimate was")
  func used() throws {
    let body =
      #"{"model": "gpt-image-2", "prompt": "a red fox", "quality": "auto", "size": "auto"}"#
    let answer = try replied(
      #"{"data": [{}], "quality": "high", "size": "1024x1024", "usage": {"input_tokens_details": {"text_tokens": 27, "image_tokens": 0}, "output_tokens": 7024}}"#,
      body, BodyTarget(api: "openai"))
    // 27 × 5 and 7024 × 30 over a million; what of the prompt came from the cache is not told.
    #expect(answer.price.amount?.decimalText == "0.210855")
    #expect(answer.price.ceiling?.decimalText == "0.210855")
    #expect(answer.price.floor?.decimalText == "0.21075375")
    #expect(answer.causes.map(\.meter) == ["input_text_tokens", "output_image_tokens"])
  }
}
