import BillingTypes
import CostAnalysis
import PricingRules
import Settlement
import TestSupport
import Testing

@Suite("What plans come to")
struct PlanStudyTests {
  static let day = Day("2026-11-22") ?? .first

  static func study(
    _ catalogue: Catalogue, _ provider: String, request: PlanRequest? = nil
  ) throws -> PlanStudy {
    try PlanStudy(
      try #require(catalogue.card(provider)), catalogue.vocabulary, asOf: day, request: request)
  }

  /// What the settlement says of one month in which so much of one allowance is used; nil where it is not known.
  static func cost(of plan: PlanID, _ key: String, _ used: Rational, _ card: RateCard) throws
    -> Rational?
  {
    var book = SettlementBook(from: Month(index: 24_000))
    var pools: [PoolID: Pool] = [:]
    let id: PoolID
    if plan == .packs {
      let credit = try #require(card.credits.first { $0.id.rawValue == key })
      id = .packs(credit.id)
      pools[id] = .packs(credit)
    } else {
      let plan = try #require(card.plans.first { $0.id == plan })
      id = .plan(plan.id, allowance: key)
      for (id, pool) in plan.pools { pools[id] = pool }
    }
    let month = try book.settle(Month(index: 24_000), pools, used: [id: used])
    guard month.allSatisfy({ $0.gap == nil }) else { return nil }
    return try month.reduce(.zero) { try $0 + $1.cost }
  }

  @Test("A plan with a least spend: fee 10, 300 coins, 0.12 for more, 80 a month at least")
  func minimum() throws {
    let study = try Self.study(try PlanCard.catalogue(), "acme")
    let coins = try #require(study.allowances.first { $0.key == "acme/coin" })
    let row = try #require(coins.plans.first)
    #expect(row.fee == Rational(10) && row.included == Rational(300))
    #expect(row.full.cost == (try Rational(80, over: 300)))
    #expect(row.half.cost == (try Rational(80, over: 150)))
    #expect(row.lostAtHalf == Rational(150) && row.breakage == Rational(40))
    // Packs cost 0.10 each until 800 of them cost the 80 that the plan comes to; above 300 coins the plan goes on at 80
    // until 70 of overage are used, which is 583 1/3 more.
    let ladder = try #require(coins.ladders.first)
    #expect(ladder.steps.map(\.plan) == [.packs, "acme/basic", .packs])
    #expect(
      ladder.steps.map(\.from) == [.zero, Rational(800), Rational(1300)])
  }

  @Test("A fee of a year counts by the month; what it includes too")
  func yearly() throws {
    let study = try Self.study(try PlanCard.catalogue(), "acme")
    let pictures = try #require(study.allowances.first { $0.key == "output_images" })
    let row = try #require(pictures.plans.first)
    #expect(row.fee == Rational(10) && row.included == Rational(100))
    #expect(row.full.cost == (try Rational(1, over: 5)))
    #expect(pictures.unit == "image" && pictures.ladders.isEmpty)
    #expect(study.allowances.map(\.key).sorted() == study.allowances.map(\.key))
  }

  @Test("The cheapest at any use is the one that the steps name, by the settlement")
  func law() throws {
    let shipped = try Repository.catalogue()
    var random = SplitMix64(seed: 8)
    var checked = 0
    for catalogue in [try PlanCard.catalogue(), shipped] {
      for card in catalogue.cards where !card.plans.isEmpty {
        let study = try Self.study(catalogue, card.provider)
        for allowance in study.allowances {
          for ladder in allowance.ladders {
            #expect(ladder.steps.map(\.from) == ladder.steps.map(\.from).sorted())
            let sellers =
              allowance.plans.map(\.plan).filter { $0.billed == ladder.billed }.map(\.id)
              + (allowance.packs.isEmpty ? [] : [.packs])
            let ends = ladder.steps.map(\.from)
            for index in 0..<40 {
              let most = try (ends.max() ?? .one) * Rational(2) + Rational(10)
              let part = try Rational(Int128(random.next() % 10_000), over: 10_000)
              // Just beside a step, and anywhere.
              let used =
                index < ends.count * 2
                ? try ends[index / 2] + Rational(index % 2 == 0 ? 1 : -1, over: 1000)
                : try most * part
              guard used > .zero else { continue }
              let step = try #require(ladder.steps.last { $0.from < used })
              let costs = try sellers.compactMap {
                try Self.cost(of: $0, allowance.key, used, card)
              }
              guard let plan = step.plan else {
                #expect(costs.isEmpty, "\(card.provider) \(allowance.key) \(used)")
                continue
              }
              let own = try Self.cost(of: plan, allowance.key, used, card)
              #expect(own == costs.min(), "\(card.provider) \(allowance.key) \(plan) \(used)")
              checked += 1
            }
          }
        }
      }
    }
    #expect(checked > 400, "\(checked)")
  }

  @Test(
    "A unit at full use is what the month costs over what it includes, and half use costs twice as much"
  )
  func units() throws {
    let catalogue = try Repository.catalogue()
    var count = 0
    for card in catalogue.cards where !card.plans.isEmpty {
      for allowance in try Self.study(catalogue, card.provider).allowances {
        for row in allowance.plans {
          let cost = try #require(
            try Self.cost(of: row.plan.id, allowance.key, row.included, card))
          #expect(try row.full.cost * row.included == cost)
          #expect(try row.full.cost * Rational(2) == row.half.cost)
          #expect(row.full.floor <= row.full.cost && row.full.cost <= row.full.ceiling)
          #expect(row.lostAtHalf <= row.included && row.breakage >= .zero)
          count += 1
        }
      }
    }
    #expect(count > 30)
  }

  @Test("What never expires is not lost, and what keeps two months is lost in the third")
  func kept() throws {
    for (expires, lost) in [("never", Rational.zero), ("2 months", Rational(150))] {
      let catalogue = try PlanCard.catalogue(
        replacing: "minimum_spend: 80.00\n    expires: 1 month",
        with: "minimum_spend: 80.00\n    expires: \(expires)")
      let coins = try #require(
        try Self.study(catalogue, "acme").allowances.first { $0.key == "acme/coin" })
      #expect(coins.plans.first?.lostAtHalf == lost, "\(expires)")
    }
  }

  @Test("A request uses credits of its charges, or what is metered")
  func request() throws {
    let catalogue = try PlanCard.catalogue()
    let quoter = Quoter(catalogue: catalogue, asOf: Self.day, knownAt: nil)
    let film = try PlanRequest(try quoter.quote("acme/film/generate", ["seconds": "10"]))
    #expect(film.uses == ["acme/coin": Rational(20)])
    let reel = try PlanRequest(try quoter.quote("acme/reel/generate", ["seconds": "10"]))
    #expect(reel.uses == ["video_seconds": Rational(10)])
    let study = try Self.study(catalogue, "acme", request: film)
    #expect(study.allowances.compactMap(\.perRequest) == [Rational(20)])
  }
}
