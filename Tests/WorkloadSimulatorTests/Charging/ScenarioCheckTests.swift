import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

/// What a scenario names in the catalogue can be had, and is used.
@Suite("A scenario against the catalogue")
struct ScenarioCheckTests {
  static let catalogue = Sample.catalogue(
    [
      Sample.creditOffer(costs: "1"),
      Sample.creditOffer("acme/tokens/generate", costs: "1", credit: "acme/token"),
      Sample.offer(
        "acme/edit/edit",
        parameters: [
          Sample.count("width", 1...4096), Sample.count("reference_width", 1...4096),
          Sample.choice("quality", ["low", "high"]),
        ], charges: [Sample.charge("output_images", quantity: "1", Sample.price("0.1"))]),
    ],
    plans: [
      plan("acme/old", Validity(to: Sample.day("2026-03-31"), status: .retired)),
      plan("acme/new", Validity(from: Sample.day("2027-02-01"))), plan("acme/always", Validity()),
      plan("acme/gone", Validity(status: .withdrawn)),
    ],
    credits: [
      Sample.credit(packs: [("100", "9")]), Sample.credit("acme/token"),
      Sample.credit("acme/spare", packs: [("10", "1")]),
    ])

  static func plan(_ id: PlanID, _ validity: Validity) -> Plan {
    Sample.plan(id, fee: "10", includes: [("acme/credit", "100")], validity: validity)
  }

  static func error(
    offer: OfferID = "acme/still/generate", start: String = "2027-01", plans: [PlanID] = [],
    purchases: [PackPurchase] = [], calls: CallPattern = CallPattern()
  ) -> ForecastError? {
    let feature = Sample.feature(offer: offer, volume: Sample.requests("10"), calls: calls)
    do {
      _ = try Sample.forecast(
        Sample.scenario([feature], start: start, plans: plans, purchases: purchases), catalogue)
      return nil
    } catch {
      return error as? ForecastError
    }
  }

  @Test(
    "A plan that is not sold at the scenario's start is refused with those that are",
    arguments: [
      (
        "acme/old", "2027-01",
        "plan 'acme/old' is not sold on 2027-01-01; it is sold until 2026-03-31, retired; sold then are 'acme/always'"
      ),
      (
        "acme/new", "2027-01",
        "plan 'acme/new' is not sold on 2027-01-01; it is sold from 2027-02-01; sold then are 'acme/always'"
      ),
      (
        "acme/gone", "2027-02",
        "plan 'acme/gone' is not sold on 2027-02-01; it is sold no known days, withdrawn; sold then are 'acme/always', 'acme/new'"
      ),
      ("acme/new", "2027-02", nil), ("acme/always", "2027-01", nil),
    ] as [(PlanID, String, String?)])
  func planDates(plan: PlanID, start: String, message: String?) {
    let error = Self.error(start: start, plans: [plan])
    #expect(error?.words == message)
    #expect(error?.place == (message == nil ? nil : .plan(0)))
  }

  @Test("A scenario that starts before the day of its prices is held to that day")
  func planDatesOfThePast() {
    // The plan ended in March; prices are those of December, and so are the plans.
    let error = Self.error(start: "2026-01", plans: ["acme/old"])
    #expect(error?.words.hasPrefix("plan 'acme/old' is not sold on 2026-12-01") == true)
  }

  typealias Purchase = (credit: CreditID, plans: [PlanID], message: String?)

  @Test(
    "Packs that cannot be bought, or would not be used, are refused with the line of the purchase",
    arguments: [
      ("acme/credit", [], nil),
      (
        "acme/credits", [],
        "no credit is called 'acme/credits'; did you mean 'acme/credit'?"
      ),
      (
        "brand/coin", [],
        "no credit is called 'brand/coin'; known are 'acme/credit', 'acme/spare', 'acme/token'"
      ),
      (
        "acme/token", [],
        "no pack of 'acme/token' is known; it comes with a plan: list one under 'plans'"
      ),
      (
        "acme/spare", [],
        "no feature uses 'acme/spare', so that its packs would be paid for nothing"
      ),
      (
        "acme/credit", ["acme/always"],
        "'acme/credit' is used under plan 'acme/always', which packs do not add to; leave out the packs or the plan"
      ),
    ] as [Purchase])
  func purchases(purchase: Purchase) {
    let packs = PackPurchase(
      credit: purchase.credit, month: Sample.day("2027-01-01").month, packs: 1)
    let error = Self.error(plans: purchase.plans, purchases: [packs])
    #expect(error?.words == purchase.message)
    #expect(error?.place == (purchase.message == nil ? nil : .purchase(0)))
  }

  typealias Feed = (input: String, output: String, message: String?)

  @Test(
    "A chain feeds numbers that the offer takes, and says where it does not",
    arguments: [
      ("reference_width", "width", nil),
      (
        "reference_widht", "width",
        "a chain cannot feed it: acme/edit/edit has no parameter 'reference_widht'; did you mean 'reference_width'?"
      ),
      (
        "reference_width", "height",
        "a chain cannot feed it: acme/edit/edit has no parameter 'height'; known are 'width', 'reference_width'"
      ),
      (
        "quality", "width",
        "a chain cannot feed it: 'quality' of acme/edit/edit is not a number; known are 'width', 'reference_width'"
      ),
    ] as [Feed])
  func feeds(feed: Feed) {
    let chain = CallPattern.Chain(
      calls: Sample.fixed("3"), feeds: [(feed.input, feed.output)], isFeedingStated: true)
    let error = Self.error(offer: "acme/edit/edit", calls: CallPattern(chain: chain))
    #expect(error?.problem.words == feed.message)
    #expect(error?.place == (feed.message == nil ? nil : .feeds(feature: "pictures")))
  }

  @Test("What a chain feeds by default is left out where the offer has no such thing")
  func defaultFeeds() {
    let chain = CallPattern.Chain(
      calls: Sample.fixed("3"), feeds: [("reference_height", "height")])
    #expect(Self.error(offer: "acme/edit/edit", calls: CallPattern(chain: chain)) == nil)
  }
}
