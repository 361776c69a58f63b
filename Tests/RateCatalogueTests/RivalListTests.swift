import BillingTypes
import CostAnalysis
import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing

@Suite("Lists of prices that others publish", .timeLimit(.minutes(1)))
struct RivalListTests {
  static func list(_ text: String, _ format: String = "litellm") throws -> RivalList {
    let format = try #require(RivalListFormat.named(format))
    return try DataFile(name: "l.json", text: text).rivalList(format)
  }

  static func entry(
    _ id: String, _ members: String, provider: String = "acme"
  ) throws -> RivalEntry {
    let text = "{\"\(id)\": {\"litellm_provider\": \"\(provider)\", \(members)}}"
    return try #require(try list(text).entries.first)
  }

  @Test("A name of litellm says provider, quality, size and model")
  func names() throws {
    let mode = "\"mode\": \"image_generation\", \"output_cost_per_image\": 1"
    func name(
      _ id: String, _ provider: String
    ) throws -> (models: [RivalModel], settings: [RivalSetting]) {
      let entry = try Self.entry(id, mode, provider: provider)
      return (entry.models, entry.settings)
    }
    let full = try name("azure/high/1024-x-1536/painter-1", "azure")
    #expect(full.models == [.exactly("painter-1"), .exactly("azure/high/1024-x-1536/painter-1")])
    #expect(full.settings == [RivalSetting("quality", "high"), RivalSetting("size", "1024x1536")])
    let steps = try name("512-x-512/50-steps/bedrock/us.acme.still-v1:0", "bedrock")
    #expect(
      steps.models == [
        .exactly("us.acme.still-v1:0"), .exactly("512-x-512/50-steps/bedrock/us.acme.still-v1:0"),
        .exactly("acme.still-v1:0"),
      ])
    #expect(steps.settings == [RivalSetting("size", "512x512"), RivalSetting("steps", "50")])
    #expect(
      try name("max-x-max/max-steps/still", "bedrock").settings == [RivalSetting("steps", "max")])
    // A model may be called as a quality is, and have slashes.
    #expect(try name("low/still", "acme").models == [.exactly("low/still")])
    let nested = try name("fal_ai/fal-ai/flux/dev", "fal_ai")
    #expect(nested.models == [.exactly("fal-ai/flux/dev"), .exactly("fal_ai/fal-ai/flux/dev")])
    #expect(try name("vertex_ai/veo", "vertex_ai-video-models").models.first == .exactly("veo"))
  }

  /// What a key of litellm comes to, as `subject settings tier`.
  static let keys: [(members: String, expected: [String])] = [
    (
      "\"mode\": \"image_generation\", \"output_cost_per_image\": 0.1, \"output_cost_per_image_2K\": 0.2, \"input_cost_per_image\": 0.01",
      ["picture", "picture resolution=2k", "pictureSent"]
    ),
    (
      "\"mode\": \"image_edit\", \"input_cost_per_image\": 0.1, \"input_cost_per_pixel\": 1e-8, \"output_cost_per_pixel\": 0.0",
      ["picture", "pixel", "pixel"]
    ),
    (
      "\"mode\": \"video_generation\", \"output_cost_per_second\": 0.1, \"output_cost_per_second_1080p\": 0.2, \"output_cost_per_video_per_second\": 0.3, \"input_cost_per_image\": 0.01",
      ["second", "second resolution=1080p", "second", "pictureSent"]
    ),
    (
      "\"mode\": \"image_generation\", \"input_cost_per_token\": 1e-6, \"input_cost_per_token_batches\": 5e-7, \"output_cost_per_token\": 1e-5, \"cache_read_input_token_cost_priority\": 1e-7",
      [
        "input_text_tokens", "input_text_tokens batch",
        "output_text_tokens|output_image_tokens|output_video_tokens", "cached_text_tokens priority",
      ]
    ),
    (
      "\"mode\": \"image_generation\", \"output_cost_per_token\": 1e-5, \"output_cost_per_image_token_flex\": 1e-5, \"cache_read_input_image_token_cost\": 1e-6",
      ["output_text_tokens", "output_image_tokens flex", "cached_image_tokens"]
    ),
  ]

  @Test("Each key of litellm stands for one thing", arguments: keys)
  func key(members: String, expected: [String]) throws {
    let entry = try Self.entry("still", members)
    let found = entry.prices(on: Sample.day).map { price -> String in
      let subject =
        if case .meter(let meters) = price.subject {
          meters.joined(separator: "|")
        } else {
          "\(price.subject)"
        }
      return
        ([subject] + price.settings.map { "\($0.name)=\($0.text)" }
        + [price.tier].compactMap(\.self))
        .joined(separator: " ")
    }
    #expect(found == expected)
    #expect(entry.unread.isEmpty)
  }

  @Test(
    "Figures are exact, also those with an exponent; a price that stands for nothing of ours is told"
  )
  func figures() throws {
    let entry = try Self.entry(
      "still",
      "\"mode\": \"image_generation\", \"output_cost_per_image\": 2.384185791015625E-8, \"search_context_cost_per_query\": {\"a\": 1}, \"input_cost_per_token_above_200k_tokens\": 1, \"output_cost_per_token\": null, \"deprecation_date\": \"2026-05-01\""
    )
    #expect(
      entry.prices(on: Sample.day).map(\.figure) == [Sample.number("0.00000002384185791015625")])
    #expect(
      entry.unread == ["search_context_cost_per_query", "input_cost_per_token_above_200k_tokens"])
    #expect(entry.ends == Sample.day("2026-05-01"))
  }

  @Test("Which product an entry is, its mode says, or a price of what comes out")
  func products() throws {
    func product(_ members: String) throws -> MediaCategory? {
      try Self.entry("still", members).product
    }
    #expect(try product("\"mode\": \"image_edit\"") == .imageEditing)
    #expect(try product("\"mode\": \"chat\", \"input_cost_per_token\": 1") == nil)
    #expect(try product("\"mode\": \"chat\", \"output_cost_per_image\": 1") == .imageGeneration)
    #expect(
      try product("\"mode\": \"chat\", \"output_cost_per_video_token\": 1") == .videoGeneration)
    #expect(try product("\"mode\": \"audio_speech\", \"output_cost_per_image\": 1") == nil)
  }

  @Test("Prices of genai-prices are for a million tokens, and may have days and steps")
  func genaiPrices() throws {
    let text = """
      [{"id": "acme", "models": [
        {"id": "still", "match": {"or": [{"equals": "still-1"}, {"starts_with": "still-2"}, {"contains": "s"}]},
         "prices": [
           {"prices": {"input_mtok": {"base": 1, "tiers": []}, "output_mtok": 2, "output_image_mtok": 30}},
           {"constraint": {"start_date": "2026-05-01"}, "prices": {"output_image_mtok": 20}},
           {"constraint": {"start_time": "00:30:00Z"}, "prices": {"output_image_mtok": 10}}]},
        {"id": "chat", "match": {"equals": "chat"},
         "prices": {"output_mtok": 2, "web_searches_kcount": 14, "requests_kcount": 1}}]}]
      """
    let list = try Self.list(text, "genai-prices")
    #expect(list.entries.map(\.id) == ["acme/still", "acme/chat"])
    #expect(list.entries.map(\.product) == [.imageGeneration, nil])
    let still = list.entries[0]
    #expect(still.models == [.exactly("still"), .exactly("still-1"), .beginning("still-2")])
    #expect(
      still.prices(on: Sample.day("2026-04-30")).map(\.key) == [
        "input_mtok", "output_mtok", "output_image_mtok",
      ])
    #expect(still.prices(on: Sample.day).map(\.figure) == [Rational(20)])
    #expect(still.prices(on: Sample.day).map(\.per) == [Rational(1_000_000)])
    #expect(still.unread == ["output_image_mtok"])
    let chat = list.entries[1]
    #expect(
      chat.prices(on: Sample.day).map(\.subject) == [
        .meter(["output_text_tokens", "output_image_tokens", "output_video_tokens"]),
        .meter(["web_searches"]),
      ])
    #expect(chat.unread == ["requests_kcount"])
  }

  static let wrong: [(format: String, text: String, problems: String)] = [
    (
      "litellm", "",
      "l.json: the file is empty; expected litellm's model_prices_and_context_window.json"
    ),
    ("genai-prices", " \n", "l.json: the file is empty; expected genai-prices' data.json"),
    ("litellm", "a: 1", "l.json:1: column 1: found 'a' where a value is expected"),
    ("litellm", "{\"a\": {}", "l.json:1: column 9: the file ends where ',' or '}' is expected"),
    (
      "litellm", "{\"a\": {},\n \"a\": {}}",
      "l.json:2: column 2: the key 'a' stands twice; keep one of them"
    ),
    (
      "litellm", String(repeating: "[", count: 100_000),
      "l.json:1: column 25: lists and objects nest deeper than 24 levels"
    ),
    (
      "litellm", "[]",
      "l.json:1: expected an object of models, as in litellm's model_prices_and_context_window.json, found a list"
    ),
    (
      "genai-prices", "{}",
      "l.json:1: expected a list of providers, as in genai-prices' data.json, found an object"
    ),
    ("litellm", "{\"a\": 1}", "l.json:1: a: expected an object, found '1'"),
    (
      "litellm", "{\"a\":\n{\"output_cost_per_image\": \"0.1\"}}",
      "l.json:2: a.output_cost_per_image: expected a number, found the text '0.1'"
    ),
    (
      "litellm", "{\"a\": {\"output_cost_per_image\": -1}}",
      "l.json:1: a.output_cost_per_image: '-1' must not be negative"
    ),
    (
      "litellm", "{\"a\": {\"output_cost_per_image\": 1e39}}",
      "l.json:1: a.output_cost_per_image: '1e39' does not fit 38 digits"
    ),
    (
      "litellm", "{\"a\": {\"output_cost_per_image\": 1e999999999}}",
      "l.json:1: a.output_cost_per_image: '1e999999999' does not fit 38 digits"
    ),
    (
      "litellm", "{\"a\": {\"mode\": \"image_edit\", \"deprecation_date\": \"soon\"}}",
      "l.json:1: a.deprecation_date: expected a day such as 2026-11-30, found the text 'soon'"
    ),
    (
      "genai-prices", "[{\"models\": []}]",
      "l.json:1: [0]: expected a provider with an 'id', found an object"
    ),
    (
      "genai-prices", "[{\"id\": \"a\", \"models\": {}}]",
      "l.json:1: a: expected a provider with a list of 'models', found an object"
    ),
    (
      "genai-prices", "[{\"id\": \"a\", \"models\": [{\"id\": \"b\"}, 1]}]",
      """
      l.json:1: a: expected a model with an 'id', found '1'
      l.json:1: a/b: expected a model with 'prices', found an object
      """
    ),
    (
      "genai-prices",
      "[{\"id\": \"a\", \"models\": [{\"id\": \"b\", \"prices\": [{\"prices\": 1}, {\"constraint\": {\"start_date\": 1}, \"prices\": {}}]}]}]",
      """
      l.json:1: a/b.prices[0]: expected an object with 'prices', found an object
      l.json:1: a/b.prices[1].constraint.start_date: expected a day such as 2026-11-30, found '1'
      """
    ),
  ]

  @Test("A list that is none is refused, with what was found", arguments: wrong)
  func wrongList(format: String, text: String, problems: String) throws {
    let error = #expect(throws: DataProblems.self) { try Self.list(text, format) }
    #expect(error?.description == problems)
  }

  @Test("A list that is not UTF-8, or too large, is refused")
  func bytes() throws {
    try TemporaryFolder.with { folder in
      let file = folder.appendingPathComponent("l.json")
      for (bytes, problem) in [
        (
          Data("{\"a".utf8) + [0xFF] + Data("\": {}}".utf8),
          "l.json:1: column 3: the string is not UTF-8"
        ),
        (
          Data(repeating: 32, count: 32_000_001),
          "l.json: the file has 32000001 bytes; at most 32000000 are read"
        ),
      ] {
        try bytes.write(to: file)
        let error = #expect(throws: DataProblems.self) {
          try DataFile(path: file.path).rivalList(.all[0])
        }
        #expect(error?.description.replacing(folder.path + "/", with: "") == problem)
      }
    }
  }

  @Test("Of very many mistakes fifty are told")
  func many() throws {
    let members = (0..<200).map { "\"m\($0)\": 1" }.joined(separator: ",\n")
    let error = #expect(throws: DataProblems.self) { try Self.list("{\(members)}") }
    #expect(error?.problems.count == 50)
  }
}
