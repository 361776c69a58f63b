public import BillingTypes
public import PricingRules
import Settlement

extension PlanStudy {
  /// Studies the plans of a card.
  ///
  /// - Parameters:
  ///   - card: The provider's card.
  ///   - vocabulary: Names what meters are counted in.
  ///   - asOf: The day on which plans have to be sold.
  ///   - request: A request in whose units use is told too; nil for none.
  /// - Throws: `NumberError.overflow`.
  public init(
    _ card: RateCard, _ vocabulary: Vocabulary, asOf: Day, request: PlanRequest? = nil
  ) throws(NumberError) {
    self.card = card
    self.asOf = asOf
    self.request = request
    let sold = card.plans.filter { $0.validity.contains(asOf) }
    notSold = card.plans.filter { !$0.validity.contains(asOf) }.map(\.id)
    withoutAllowance = sold.filter { plan in !plan.includes.contains { $0.quantity > .zero } }
    let included = sold.flatMap(\.includes).filter { $0.quantity > .zero }.map(\.key)
    let packed = card.credits.filter { !$0.packs.isEmpty }.map(\.id.rawValue)
    var allowances: [Allowance] = []
    for key in Set(included + packed).sorted() {
      let credit = card.credits.first { $0.id.rawValue == key }
      allowances.append(
        Allowance(
          key: key,
          unit: credit == nil ? vocabulary.meters[key]?.unit ?? key : "credit",
          perRequest: request?.uses[key].flatMap { $0 > .zero ? $0 : nil },
          plans: try Self.rows(of: sold, including: key), packs: credit?.packs ?? [],
          packsExpire: credit?.expires, ladders: try Self.ladders(of: sold, credit, key)))
    }
    self.allowances = allowances
  }

  private static func rows(
    of plans: [Plan], including key: String
  ) throws(NumberError) -> [Row] {
    var rows: [Row] = []
    for plan in plans where plan.included(key) > .zero { rows.append(try row(plan, key)) }
    return rows.sorted { ($0.fee, $0.included, $0.plan.id) < ($1.fee, $1.included, $1.plan.id) }
  }

  private static func row(_ plan: Plan, _ key: String) throws(NumberError) -> Row {
    let month = PlanMonth(seller: .plan(plan), key: key)
    let included = try AllowanceTerms<Rational>(plan, key).included
    let half = try included / Rational(2)
    let lost = try month.lost(using: half)
    let cost = try knownCost(month, half)
    return Row(
      plan: plan, fee: try PlanTerms<Rational>(plan).fee, included: included,
      full: try unitCost(plan, key, of: .one),
      half: try unitCost(plan, key, of: Rational(1) / Rational(2)),
      lostAtHalf: lost, breakage: try cost * lost / included)
  }

  /// What a unit costs where a part of the allowance is used, by each reading of the plan.
  private static func unitCost(
    _ plan: Plan, _ key: String, of part: Rational
  ) throws(NumberError) -> UnitCost {
    func cost(_ plan: Plan) throws(NumberError) -> Rational {
      let used = try AllowanceTerms<Rational>(plan, key).included * part
      return try knownCost(PlanMonth(seller: .plan(plan), key: key), used) / used
    }
    let readings = [try cost(plan.taking(.cheapest)), try cost(plan.taking(.dearest))]
    let own = try cost(plan)
    return UnitCost(
      cost: own, floor: min(own, readings.min() ?? own), ceiling: max(own, readings.max() ?? own))
  }

  /// What a month costs within an allowance, where nothing is unknown.
  private static func knownCost(
    _ month: PlanMonth, _ quantity: Rational
  ) throws(NumberError) -> Rational {
    guard case .success(let cost) = try month.cost(of: quantity) else {
      preconditionFailure("within an allowance nothing is left to price")
    }
    return cost
  }

  private static func ladders(
    of plans: [Plan], _ credit: Credit?, _ key: String
  ) throws(NumberError) -> [Ladder] {
    let packs = credit.flatMap { $0.packs.isEmpty ? nil : PlanSeller.packs($0) }
    var ladders: [Ladder] = []
    for billed in Plan.Interval.allCases {
      let own = plans.filter { $0.billed == billed && $0.included(key) > .zero }
        .sorted { $0.id < $1.id }
      let sellers = own.map { PlanSeller.plan($0) } + (packs.map { [$0] } ?? [])
      guard !own.isEmpty, sellers.count > 1 else { continue }
      let steps = try PlanRanking(sellers.map { PlanMonth(seller: $0, key: key) }).steps()
      ladders.append(
        Ladder(
          billed: billed,
          steps: steps.map { step in
            Step(
              plan: step.seller.map { PlanID(sellers[$0].name) }, from: step.from, gap: step.gap)
          }))
    }
    return ladders
  }
}
