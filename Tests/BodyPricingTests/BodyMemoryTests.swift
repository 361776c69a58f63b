import BillingTypes
import BodyPricing
import PricingRules
import TestSupport
import Testing

@Suite("An answer that was given before is the answer that would be worked out")
struct BodyMemoryTests {
  private static let pricer = Result {
    BodyPricer(catalogue: try Repository.catalogue(), asOf: Repository.today)
  }

  /// By key: what stands there in the documented bodies.
  private static let words: [String: [[UInt8]]] = {
    var words: [String: [[UInt8]]] = [:]
    for sample in BodyCase.all {
      guard let tree = try? BodyScanner.tree(Array(sample.body)) else { continue }
      for place in tree.nodes.indices.dropFirst() where !tree.key(place).isEmpty {
        let quote: [UInt8] = tree.nodes[place].kind == .string ? [34] : []
        words[tree.key(place), default: []].append(quote + tree.raw(place) + quote)
      }
    }
    return words
  }()

  /// What a body is answered, in full.
  private func answer(_ price: () throws(BodyError) -> PricedBody) -> String {
    do {
      return "\(try price())"
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "Whatever is changed in a documented body, memory does not mix it up with another one",
    arguments: BodyCase.all)
  func changes(_ sample: BodyCase) throws {
    let pricer = try Self.pricer.get()
    let target = BodyTarget(
      api: sample.api, model: sample.model, url: sample.url,
      beside: Request(sample.beside.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    var random = SplitMix64(seed: UInt64(sample.body.count))
    var bodies = [Array(sample.body)]
    for _ in 0..<Thoroughness.count(20, few: 4) {
      guard let body = changed(bodies.randomElement(using: &random) ?? [], using: &random) else {
        continue
      }
      bodies.append(body)
    }
    for body in bodies + bodies {
      let explaining = Int.random(in: 0..<4, using: &random) == 0
      let remembered = answer { () throws(BodyError) in
        try pricer.price(body, for: target, explaining: explaining)
      }
      let anew = answer { () throws(BodyError) in
        try pricer.anew(body, for: target, explaining: explaining)
      }
      #expect(remembered == anew, "\(String(decoding: body, as: UTF8.self).prefix(2_000))")
    }
  }

  /// A body with one value or key that is another one; nil for what is no JSON.
  private func changed(_ body: [UInt8], using random: inout SplitMix64) -> [UInt8]? {
    guard let tree = try? BodyScanner.tree(body), tree.nodes.count > 1 else { return nil }
    let place = Int.random(in: 1..<tree.nodes.count, using: &random)
    let raw = tree.raw(place)
    let isText = tree.nodes[place].kind == .string
    var own = raw.startIndex..<raw.endIndex
    if isText { own = own.lowerBound - 1..<own.upperBound + 1 }
    let other = tree.raw(Int.random(in: 1..<tree.nodes.count, using: &random))
    let new: [UInt8]
    switch Int.random(in: 0..<16, using: &random) {
    case 0: new = Array("null".utf8)
    case 1: new = Array("\"\"".utf8)
    case 2: new = Array(String(Int.random(in: 0...12, using: &random)).utf8)
    case 3: new = Array("\"".utf8) + raw.reversed().filter { $0 != 92 && $0 != 34 } + "\"".utf8
    case 4: new = Array("\"été \\u00e9 z\"".utf8)
    case 5: new = Array("[".utf8) + body[own] + ", ".utf8 + body[own] + "]".utf8
    case 6: new = Array("{\"prompt\": ".utf8) + body[own] + "}".utf8
    case 7:
      new = tree.nodes[place].kind == .number ? other + [] : Array("\"".utf8) + other + "\"".utf8
    // As a rule, what stands there in another body.
    default: new = Self.words[tree.key(place)]?.randomElement(using: &random) ?? other + []
    }
    let text = Array(body[..<own.lowerBound]) + new + body[own.upperBound...]
    return (try? BodyScanner.tree(text)) == nil ? nil : text
  }

  @Test("A prompt counts by its length, in letters that are ASCII and in others, not by its words")
  func prompts() throws {
    let pricer = try Self.pricer.get()
    let target = BodyTarget(api: "openai")
    func remembered(_ prompt: String, _ size: String = "1024x1024") throws -> RememberedPrice {
      let body =
        #"{"model": "gpt-image-2", "prompt": "\#(prompt)", "quality": "high", "size": "\#(size)"}"#
      return try pricer.remembered(Array(body.utf8), for: target, explaining: false)
    }
    let fox = try remembered("a red fox")
    #expect(try remembered("an owl  .") === fox)
    #expect(try remembered("a red foxx") !== fox)
    #expect(try remembered("a red fé") !== fox)
    #expect(try remembered("a red fox", "1536x1024") !== fox)
  }
}
