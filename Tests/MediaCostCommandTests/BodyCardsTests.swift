import BillingTypes
import BodyPricing
import PricingRules
import RateCatalogue
import TestSupport
import Testing

@testable import MediaCostCommand

@Suite("A body has the same price by as much of the cards as it needs")
struct BodyCardsTests {
  private static let whole = Result {
    BodyPricer(catalogue: try Repository.catalogue(), asOf: Repository.today)
  }

  private func answer(_ price: () throws -> PricedBody) -> String {
    do { return "\(try price())" } catch { return "\(error)" }
  }

  @Test("Every documented body, with its API and without", arguments: BodyCase.all)
  func same(_ sample: BodyCase) throws {
    let whole = try Self.whole.get()
    let cards = BodyCards(files: try Repository.files(), asOf: Repository.today, knownAt: nil)
    let body = Array(sample.body)
    let beside = Request(sample.beside.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    for api in [sample.api, nil] {
      let target = BodyTarget(api: api, model: sample.model, url: sample.url, beside: beside)
      let part = try? cards.pricer(of: body, for: target)
      #expect(
        answer { try #require(part).price(body, for: target) }
          == answer { try whole.price(body, for: target) })
    }
  }

  @Test("A body that names its model is priced without the other offers of the card")
  func isLess() throws {
    let cards = BodyCards(files: try Repository.files(), asOf: Repository.today, knownAt: nil)
    let body = Array(#"{"model": "gpt-image-2", "prompt": "a fox"}"#.utf8)
    let target = BodyTarget(api: "openai", url: "https://api.openai.com/v1/images/generations")
    let pricer = try cards.pricer(of: body, for: target)
    #expect(Set(pricer.catalogue.offers.map(\.model)) == ["gpt-image-2"])
    #expect(pricer.catalogue.offers.contains { $0.provider == "fal" })
  }
}
