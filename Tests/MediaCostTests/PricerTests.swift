import Foundation
import MediaCost
import TestSupport
import Testing

@Suite("Pricer")
struct PricerTests {
  private func pricer(_ id: OfferID = "openai/gpt-image-2/generate") throws -> Pricer {
    try Repository.catalogue().pricer(id, on: Repository.today)
  }

  @Test("A price has an amount, a range and a completeness; lines come when they are asked for")
  func price() throws {
    let price = try pricer().price(["quality": "high"])
    #expect(price.amount?.description == "0.21102 USD" && price.completeness == .complete)
    #expect(price.range.floor == price.amount && price.range.ceiling == price.amount)
    #expect(price.lines.isEmpty)
    let explained = try pricer().price(["quality": "high"], explaining: true)
    #expect(explained.amount == price.amount)
    #expect(explained.lines.map(\.meter) == ["input_text_tokens", "output_image_tokens"])
  }

  @Test("An outcome whose billing nobody knows opens the range")
  func openRange() throws {
    let price = try pricer().price(["quality": "high", "outcome": "failed"])
    #expect(price.completeness == .partial && price.range.floor.picounits == 0)
    #expect(price.range.ceiling?.description == "0.21102 USD")
    #expect(Set(price.range.reasons.map(\.code)) == [.outcomeUnknown])
  }

  @Test("A request that is partly known lies between the cheapest and the dearest it may be")
  func bounds() throws {
    let range = try #require(try pricer().range(["quality": .notReported(within: nil)]))
    #expect("\(range.floor)" == "\(try pricer().price(["quality": "low"]).amount!)")
    #expect(range.ceiling == (try pricer().price(["quality": "high"]).amount))
    #expect(throws: RequestError.self) { try pricer().range(["colour": .byDefault]) }
  }

  @Test(
    "What is fully metered needs no legal parameters",
    arguments: [
      ["quality": "auto"], ["size": "auto"], ["size": "3840x1024"], ["width": "3840"],
      ["quality": "auto", "width": "17"],
    ])
  func metered(values: [String: String]) throws {
    let metered = [
      ("input_text_tokens", "50"), ("cached_text_tokens", "0"), ("output_image_tokens", "1756"),
    ]
    let own = values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let pricer = try pricer()
    let price = try pricer.price(Request(own + metered))
    #expect(price.amount?.description == "0.05293 USD" && price.completeness == .complete)
    let quote = try pricer.quote(Request(own + metered))
    #expect(quote.amount == price.amount)
    for (name, text) in own where quote.request[name] != nil || name != "size" {
      let value = try #require(quote.request.values.first { $0.name == name })
      #expect(value.value.description == text && value.origin == .notNeeded)
    }
    // What is estimated needs them.
    #expect(throws: RequestError.self) { try pricer.price(Request(own + metered.prefix(1))) }
  }

  @Test("Pictures of different sizes are priced, bounded and explained")
  func lists() throws {
    let pricer = try pricer("openai/gpt-image-2/edit")
    let price = try pricer.price(["quality": "low", "reference_sizes": "1179x2556+512x512"])
    #expect(price.amount?.description == "0.026228 USD" && price.completeness == .complete)
    let range = try #require(
      try pricer.range([
        "quality": .given(.choice("low")), "reference_width_2": .notReported(within: nil),
        "reference_height_2": .given(.number(.one)),
      ]))
    #expect(range.floor.picounits < range.ceiling?.picounits ?? 0)
    let error = try #require(throws: RequestError.self) { try pricer.slot("reference_width_2") }
    #expect(error.description.contains("'reference_width' is one value for all"))
  }

  @Test("Values that are set in place come to what the same words come to")
  func requests() throws {
    let pricer = try pricer()
    var request = pricer.requests()
    request.set(try pricer.value(.choice("high"), of: "quality"))
    let width = try pricer.slot("width")
    for pixels in stride(from: 1024, through: 2048, by: 256) {
      try request.set(width, to: pixels)
      let price = try pricer.price(["quality": "high", "width": "\(pixels)"])
      #expect(try request.legalPrice().picounits == price.amount?.picounits)
    }
    try request.set(width, to: 16)
    #expect(throws: RequestError.self) { try request.legalPrice() }
  }

  @Test(
    "A mistake is told in words that name what is legal",
    arguments: [
      (
        ["quality": "ultra"],
        "openai/gpt-image-2/generate: quality: 'ultra' is not legal; legal are 'low', 'medium', 'high'"
      ),
      (
        ["widht": "1024"],
        "openai/gpt-image-2/generate: unknown parameter 'widht'; did you mean 'width'?"
      ),
      (
        ["width": "1000"],
        "openai/gpt-image-2/generate: width: '1000' is not legal; legal are whole numbers from 16 to 3840 in steps of 16 px"
      ),
      (
        ["width": "3840", "height": "640"],
        "openai/gpt-image-2/generate: the longer side may be at most three times the shorter one"
      ),
    ] as [(Request, String)])
  func mistakes(request: Request, words: String) throws {
    #expect {
      try pricer().price(request)
    } throws: { "\($0)" == words }
  }

  @Test("The cards that come with the package are those of its data folder")
  func bundled() throws {
    #expect(try Catalogue.bundled.digest == Repository.catalogue().digest)
    #expect(try Catalogue(contentsOf: Repository.data).digest == Repository.catalogue().digest)
  }

  @Test("A folder without cards, an offer and a plan that are not there are told apart")
  func absence() throws {
    let nowhere = Repository.root.appendingPathComponent("Sources")
    #expect(throws: (any Error).self) { try Catalogue(contentsOf: nowhere) }
    let catalogue = try Repository.catalogue()
    #expect {
      try catalogue.pricer("openai/gpt-image-3/generate", on: Repository.today)
    } throws: {
      "\($0)".hasPrefix("no offer is called 'openai/gpt-image-3/generate'; did you mean")
    }
    #expect {
      try catalogue.pricer("openai/gpt-image-2/generate", on: Repository.today, plan: "acme/pro")
    } throws: { "\($0)".hasPrefix("no plan is called 'acme/pro'") }
  }
}
