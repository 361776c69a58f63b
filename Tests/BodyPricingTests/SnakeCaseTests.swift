import BodyPricing
import PricingRules
import RateCatalogue
import TestSupport
import Testing

/// Names of the JSON of protocol buffers, which may be written in two ways.
@Suite("Bodies in snake_case")
struct SnakeCaseTests {
  private func price(
    _ body: String, _ model: String, _ api: String = "google"
  ) throws -> PricedBody {
    let pricer = BodyPricer(catalogue: try Repository.catalogue(), asOf: Repository.today)
    return try pricer.price(Array(body.utf8), for: BodyTarget(api: api, model: model))
  }

  @Test("A body in snake_case costs what it costs in camelCase", arguments: ["google", "vertex"])
  func same(api: String) throws {
    let model = api == "google" ? "gemini-nano-banana-2.1" : "gemini-3-pro-image"
    let texts = #"{"contents": [{"role": "user", "parts": [{"text": "a red fox"}]}]"#
    let camel = try price(
      texts
        + #", "generationConfig": {"imageConfig": {"imageSize": "4K", "aspectRatio": "1:1"}, "topP": 1}}"#,
      model, api)
    let snake = try price(
      texts
        + #", "generation_config": {"image_config": {"image_size": "4K", "aspect_ratio": "1:1"}, "top_p": 1}}"#,
      model, api)
    let plain = try price(texts + "}", model, api)
    #expect(camel.offer != nil)
    #expect(snake.offer == camel.offer)
    #expect(snake.amount == camel.amount)
    #expect(snake.floor == camel.floor)
    #expect(snake.unread.isEmpty)
    #expect(snake.amount != plain.amount)
  }

  @Test("A picture that is sent in snake_case means the offer that edits")
  func condition() throws {
    func body(_ key: String) -> String {
      #"{"contents": [{"parts": [{"text": "make it blue"}, {"\#(key)": {"data": "AAAA"}}]}]}"#
    }
    let camel = try price(body("inlineData"), "gemini-3-pro-image")
    let snake = try price(body("inline_data"), "gemini-3-pro-image")
    #expect(snake.offer == camel.offer)
    #expect(snake.offer?.rawValue.hasSuffix("/edit") == true)
  }

  @Test("Where an API does not say so, a name in snake_case is another name")
  func other() throws {
    let film = #"{"instances": [{"prompt": "a lake"}], "parameters": {"duration_seconds": 4}}"#
    let price = try price(film, "veo-3.1-fast-generate-001")
    #expect(price.unread.map(\.description) == ["/parameters/duration_seconds"])
  }
}
