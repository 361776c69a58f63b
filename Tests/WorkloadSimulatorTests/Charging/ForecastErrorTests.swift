import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Scenarios that cannot be forecast")
struct ForecastErrorTests {
  static let still = Sample.offer(
    parameters: [
      Sample.count("images", 1...10), Sample.choice("quality", ["low", "high"]),
      Sample.count("width", 16...4096, step: 16, default: 1024),
    ],
    requirements: [
      Requirement(
        condition: Sample.expression("width <= 2048 or quality == low"),
        explanation: "high quality goes up to 2048 px")
    ], charges: [Sample.charge("output_images", quantity: "images", Sample.price("0.04"))])

  static func error(_ feature: Feature, plans: [PlanID] = []) -> ForecastError? {
    let plan = Sample.plan(fee: "1", includes: [(key: "acme/credit", quantity: "1")])
    let catalogue = Sample.catalogue([still], plans: [plan])
    do {
      _ = try Sample.forecast(Sample.scenario([feature], plans: plans), catalogue)
      return nil
    } catch {
      return error as? ForecastError
    }
  }

  static func feature(
    offer: OfferID = "acme/still/generate", category: MediaCategory = .imageGeneration,
    _ values: [(name: String, value: RequestValue)] = []
  ) -> Feature {
    Sample.feature(
      offer: offer, category: category, volume: Sample.requests("1"),
      mix: [RequestClass(share: .one, values: values)])
  }

  @Test(
    "What a request may not say is refused with the legal values",
    arguments: [
      (
        [("quality", RequestValue.text("hgih"))],
        "acme/still/generate: quality: 'hgih' is not legal; legal are 'low', 'high'"
      ),
      (
        [("images", .text("11"))],
        "acme/still/generate: images: '11' is not legal; legal are whole numbers from 1 to 10"
      ),
      (
        [("imges", .text("1"))],
        "acme/still/generate: unknown parameter 'imges'; did you mean 'images'?"
      ),
      (
        [("imges", .varying(Sample.uniform("1", "2")))],
        "acme/still/generate: unknown parameter 'imges'; did you mean 'images'?"
      ),
      (
        [("quality", .varying(Sample.uniform("1", "2")))],
        "acme/still/generate: 'quality' is not a number and cannot vary"
      ),
      (
        [("quality", .text("high")), ("width", .text("2064"))],
        "acme/still/generate: high quality goes up to 2048 px"
      ),
      (
        [("quality", .text("high")), ("width", .varying(Sample.uniform("2500", "3000")))],
        "acme/still/generate: high quality goes up to 2048 px"
      ),
    ])
  func illegalRequest(values: [(String, RequestValue)], message: String) throws {
    let error = try #require(
      Self.error(Self.feature(values.map { (name: $0.0, value: $0.1) })))
    #expect(error.problem.words == message)
    #expect(error.place == .feature("pictures"))
    #expect(error.words == "feature 'pictures': \(message)")
  }

  @Test("An offer that does not exist is named with the nearest that do")
  func unknownOffer() throws {
    let error = try #require(Self.error(Self.feature(offer: "acme/stil/generate")))
    #expect(
      error.words
        == "feature 'pictures': no offer is called 'acme/stil/generate'; "
        + "did you mean 'acme/still/generate'?")
  }

  @Test("An offer of another category is refused, and the four are told apart")
  func wrongCategory() throws {
    let error = try #require(Self.error(Self.feature(category: .liveAvatar)))
    #expect(
      error.words
        == "feature 'pictures': acme/still/generate is in image-generation, not in live-avatar; "
        + MediaCategory.explanation)
  }

  @Test("A plan that does not exist is named with the nearest that do")
  func unknownPlan() throws {
    let error = try #require(Self.error(Self.feature(), plans: ["acme/standart"]))
    #expect(error.words == "no plan is called 'acme/standart'; did you mean 'acme/standard'?")
    #expect(error.place == .plan(0))
  }

  @Test(
    "One thing is included by one plan of the scenario, which is listed once",
    arguments: [
      (["acme/a", "acme/a"], "plan 'acme/a' is listed twice"),
      (
        ["acme/a", "acme/b"],
        "plans 'acme/a' and 'acme/b' both include acme/credit; list the one that is used"
      ),
      (["acme/a", "brand/c"], nil), (["acme/a", "acme/d"], nil),
    ] as [([PlanID], String?)])
  func overlappingPlans(plans: [PlanID], message: String?) {
    func plan(_ id: PlanID, _ keys: String...) -> Plan {
      Sample.plan(id, fee: "1", includes: keys.map { (key: $0, quantity: "9") })
    }
    let catalogue = Sample.catalogue(
      [Self.still],
      plans: [
        plan("acme/a", "acme/credit", "video_seconds"), plan("acme/b", "acme/credit"),
        plan("brand/c", "video_seconds"), plan("acme/d", "output_images"),
      ], credits: [Sample.credit()])
    var found: String?
    do {
      _ = try Sample.forecast(Sample.scenario([Self.feature()], plans: plans), catalogue)
    } catch {
      found = (error as? ForecastError)?.words
    }
    #expect(found == message)
  }

  @Test("Prices in another currency are never added without a rate")
  func otherCurrency() throws {
    let euro = try #require(Currency(code: "EUR"))
    let card = RateCard(
      provider: "acme", name: "Acme", relation: .direct, currency: euro, offers: [Self.still],
      plans: [], credits: [])
    let catalogue = Catalogue(cards: [card], vocabulary: .empty)
    let error = #expect(throws: ForecastError.self) {
      try Sample.forecast(Sample.scenario([Self.feature()]), catalogue)
    }
    #expect(
      error?.words
        == "feature 'pictures': acme/still/generate is priced in EUR, the scenario is in USD; "
        + "conversion needs a dated rate")
  }
}
