import MediaCost
import TestSupport
import Testing

/// The quick way of a request against the quoter, over every shipped offer and requests from seeds.
@Suite("Quick prices")
struct PricerLawTests {
  static let ids = OfferShapes.ids

  @Test("A price is that of the quote, and a refusal has the same words", arguments: ids)
  func agreement(id: OfferID) throws {
    let catalogue = try Repository.catalogue()
    let offer = try #require(catalogue.offer(id))
    guard offer.validity.contains(Repository.today) else { return }
    let pricer = try catalogue.pricer(id, on: Repository.today)
    let quoter = try Repository.quoter()
    var random = SplitMix64(seed: 5)
    for _ in 0..<Thoroughness.count(120, few: 30) {
      let request = Self.request(to: offer, &random)
      let expected = Result { () throws(RequestError) in try quoter.quote(id, request) }
      let found = Result { () throws(RequestError) in try pricer.price(request) }
      switch (expected, found) {
      case (.success(let quote), .success(let price)):
        #expect(price.amount == quote.amount, "\(request)")
        #expect(price.range == quote.range, "\(request)")
        #expect(price.completeness == quote.completeness, "\(request)")
      case (.failure(let error), .failure(let other)): #expect(error == other, "\(request)")
      default: Issue.record("\(request): \(expected) and \(found)")
      }
    }
  }

  /// A request that leaves much out, and is now and then not legal.
  private static func request(to offer: Offer, _ random: inout SplitMix64) -> Request {
    var request = Request()
    func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
    for parameter in offer.allParameters
    where oneIn(2) && (parameter.name != Outcome.parameterName || oneIn(5)) {
      switch parameter.domain {
      case .choice(let words): request[parameter.name] = words.randomElement(using: &random)
      case .boolean(let truths):
        request[parameter.name] = truths.randomElement(using: &random)?.description
      case .numbers(let numbers):
        request[parameter.name] = numbers.randomElement(using: &random)?.description
      case .integer(let lower, let upper, let step):
        let most = min((upper - lower) / step, 200)
        let number = lower + step * Int128(Int.random(in: 0...Int(most), using: &random))
        request[parameter.name] = oneIn(20) ? "0\(number)" : "\(number)"
      case .decimal(let lower, let upper):
        request[parameter.name] = (oneIn(2) ? lower : upper).description
      }
      if oneIn(40) { request[parameter.name] = "1.5" }
      if oneIn(40) { request[parameter.name] = "" }
    }
    if oneIn(10) { request["size"] = "1024x1024" }
    if oneIn(10), let meter = offer.meters.randomElement(using: &random) { request[meter] = "7" }
    if oneIn(40) { request["colour"] = "red" }
    return request
  }
}
