import BillingTypes
import PricingRules
import Settlement
import WorkloadSimulator

/// Holds the plans of providers against each other on a scenario's own months, with the same random numbers.
///
/// Only the features that could be under a plan are forecast again: what the others cost is the same in every trial.
struct PlanComparisonStudy {
  let forecaster: Forecaster
  let options: TrialOptions
  /// The scenario's own forecast, and what it costs in every trial; nil without trials.
  let base: (forecast: Forecast, totals: [Double]?)
  /// The scenario as it was read.
  let scenario: Scenario

  private var catalogue: Catalogue { forecaster.catalogue }

  /// The comparisons, by provider; none for providers without plans.
  ///
  /// - Throws: `NumberError` or `MoneyError` for figures that do not fit.
  func comparisons() throws -> [PlanComparison] {
    try families.compactMap { try comparison(of: $0) }
  }

  /// Plans that include something in common, with what features use of it.
  private struct Family {
    var plans: [Plan]
    var keys: Set<String>
    let provider: String
  }

  /// Plans that could serve a feature, joined where they include the same.
  private var families: [Family] {
    let offers = scenario.features.compactMap { catalogue.offer($0.offer) }
    var families: [Family] = []
    for provider in Set(offers.map(\.provider)).sorted() {
      let used = Set(offers.filter { $0.provider == provider }.flatMap(\.payableKeys))
      let plans = catalogue.card(provider)?.plans ?? []
      var own: [Family] = []
      for plan in plans.sorted(by: { $0.id < $1.id }) {
        let keys = Set(plan.includes.filter { $0.quantity > .zero }.map(\.key)).intersection(used)
        guard !keys.isEmpty else { continue }
        var family = Family(plans: [plan], keys: keys, provider: provider)
        for other in own where !other.keys.isDisjoint(with: keys) {
          family.plans += other.plans
          family.keys.formUnion(other.keys)
        }
        own.removeAll { !$0.keys.isDisjoint(with: keys) }
        own.append(family)
      }
      families += own
    }
    return families
  }

  /// A way to pay, with the subscriptions that say so.
  private struct Way {
    let choice: PlanComparison.Choice
    let subscriptions: [Subscription]

    /// The plan; nil for none.
    var plan: PlanID? { if case .plan(let id) = choice { id } else { nil } }
  }

  private func comparison(of family: Family) throws -> PlanComparison? {
    let ids = Set(family.plans.map(\.id))
    let features = scenario.features.filter { feature in
      let keys = catalogue.offer(feature.offer)?.payableKeys ?? []
      return feature.offer.provider == family.provider && !family.keys.isDisjoint(with: keys)
    }
    let part = part(of: features)
    let others = part.subscriptions.filter { !ids.contains($0.plan) }
    let day = max(forecaster.asOf, scenario.start.firstDay)
    let sold = family.plans.filter { $0.validity.contains(day) }.sorted { $0.id < $1.id }
    var ways = sold.map { plan in
      Way(choice: .plan(plan.id), subscriptions: others + [Subscription(plan.id)])
    }
    ways.append(Way(choice: .none, subscriptions: others))
    let planned = try forecaster.simulate(part, options)
    let now = choice(in: planned.forecast, ids)
    ways.removeAll { $0.choice == now.choice }
    let (workers, each) = options.sideBySide(ways.count)
    // Without a plan the card's default may be taken, which has a row of its own.
    let rows = try Parallel.map(ways.count, among: workers) { [ways] place in
      try row(ways[place], part, planned: planned, ids, each)
    }.compactMap(\.self)
    guard !rows.isEmpty else { return nil }
    let own = PlanComparison.Row(
      choice: now.choice, isPlanned: true, isAssumed: now.isAssumed,
      cost: planned.forecast.whole.completeness == .unknown
        ? nil
        : .init(
          mean: base.forecast.total, paid: base.forecast.payable.known,
          p90: base.forecast.trials?.total.p90,
          breakage: try breakage(in: planned.forecast, ids),
          difference: .zero(in: scenario.currency), spread: nil),
      gap: gap(in: planned.forecast, ids))
    func order(_ row: PlanComparison.Row) -> (Int128, String) {
      (row.cost?.mean.picounits ?? .max, "\(row.choice)")
    }
    return PlanComparison(
      provider: family.provider, keys: family.keys.sorted(), features: features.map(\.name),
      rows: [own] + rows.sorted { order($0) < order($1) })
  }

  /// The scenario with some features and what they follow, under the plans and with the packs that serve them.
  private func part(of features: [Feature]) -> Scenario {
    // Inputs that are correlated with those of other features are drawn with them.
    guard scenario.correlations.isEmpty else { return scenario }
    var names = Set(features.map(\.name))
    var sources = features.compactMap { $0.volume.followed }
    while let name = sources.popLast() {
      guard names.insert(name).inserted else { continue }
      sources += scenario.features.filter { $0.name == name }.compactMap { $0.volume.followed }
    }
    let kept = scenario.features.filter { names.contains($0.name) }
    let offers = kept.compactMap { catalogue.offer($0.offer) }
    func serves(_ id: PlanID) -> Bool {
      catalogue.plan(id)?.includes.contains { included in
        offers.contains { offer in
          offer.payableKeys.contains(included.key)
            && (offer.provider == id.provider || offer.credits.contains(CreditID(included.key)))
        }
      } ?? false
    }
    return scenario.replacing(features: kept).keeping(
      subscriptions: scenario.subscriptions.filter { serves($0.plan) },
      purchases: scenario.purchases.filter { purchase in
        offers.contains { $0.credits.contains(purchase.credit) }
      })
  }

  /// What a way comes to; nil where it is the card's default plan, which is a way of its own.
  private func row(
    _ way: Way, _ part: Scenario, planned: (forecast: Forecast, trials: TrialReplay?),
    _ ids: Set<PlanID>, _ options: TrialOptions
  ) throws -> PlanComparison.Row? {
    func without(_ gap: PlanComparison.Gap) -> PlanComparison.Row {
      .init(choice: way.choice, isPlanned: false, isAssumed: false, cost: nil, gap: gap)
    }
    // Packs that were bought for what a plan includes would be refused beside it.
    let included = way.plan.flatMap { catalogue.plan($0) }?.includes.map { CreditID($0.key) } ?? []
    let changed = part.keeping(
      subscriptions: way.subscriptions,
      purchases: part.purchases.filter { !included.contains($0.credit) })
    do {
      let (forecast, trials) = try forecaster.simulate(changed, options)
      if way.choice == .none, choice(in: forecast, ids).choice != .none { return nil }
      if let gap = gap(in: forecast, ids) { return without(gap) }
      if forecast.whole.completeness == .unknown || isLess(forecast, planned.forecast) {
        return without(.unpriced)
      }
      let difference = try forecast.total - planned.forecast.total
      let paid = try forecast.payable.known - planned.forecast.payable.known
      // What has no price as it is planned cannot be held against what has one.
      let isComparable =
        planned.forecast.whole.completeness != .unknown && gap(in: planned.forecast, ids) == nil
        && !isLess(planned.forecast, forecast)
      var columns: (p90: Double, spread: Spread)?
      if let base = base.totals, let before = planned.trials?.totals, let after = trials?.totals {
        var differences = zip(after, before).map { $0 - $1 }
        var wholes = zip(base, differences).map { $0 + $1 }
        columns = (
          wholes.withUnsafeMutableBufferPointer { SpreadFinder.spread(of: $0).p90 },
          differences.withUnsafeMutableBufferPointer { SpreadFinder.spread(of: $0) }
        )
      }
      return .init(
        choice: way.choice, isPlanned: false, isAssumed: false,
        cost: .init(
          mean: try base.forecast.total + difference, paid: try base.forecast.payable.known + paid,
          p90: columns?.p90, breakage: try breakage(in: forecast, ids),
          difference: isComparable ? difference : nil,
          spread: isComparable ? columns?.spread : nil), gap: nil)
    } catch let error as ForecastError {
      return without(.refused(error.problem))
    }
  }

  /// Whether less is known of one forecast's cost than of another's, feature by feature.
  private func isLess(_ forecast: Forecast, _ other: Forecast) -> Bool {
    func unknown(_ forecast: Forecast) -> Set<String> {
      Set(forecast.lines.filter { $0.cost == nil }.map { "\($0.feature ?? "") \($0.meter)" })
    }
    return !unknown(forecast).isSubset(of: unknown(other))
  }

  /// What a plan has no price for, in some month or in some trials.
  private func gap(in forecast: Forecast, _ ids: Set<PlanID>) -> PlanComparison.Gap? {
    forecast.statements.lazy.filter { $0.isUnder(ids) }.compactMap(\.missing).first
      .map { .settlement($0) }
  }

  /// What ends unused: packs, and of a fee as much as of what it includes.
  private func breakage(in forecast: Forecast, _ ids: Set<PlanID>) throws -> Money? {
    var sum = Money.zero(in: forecast.scenario.currency)
    for statement in forecast.statements {
      switch statement.seller {
      case .packs: sum = try sum + statement.breakage
      case .plan(let id):
        guard ids.contains(id), statement.included > .zero else { continue }
        guard catalogue.plan(id)?.includes.count == 1 else { return nil }
        let fixed = try statement.fee + statement.trueUp
        sum = try sum + fixed.times(min(.one, statement.lapsed / statement.included))
      }
    }
    return sum
  }
}

extension PlanStatement {
  /// Whether it is about one of some plans.
  fileprivate func isUnder(_ ids: Set<PlanID>) -> Bool {
    if case .plan(let id) = seller { ids.contains(id) } else { false }
  }
}

extension Offer {
  /// What a plan could include of what it charges: credits and meters.
  fileprivate var payableKeys: Set<String> {
    Set(credits.map(\.rawValue)).union(charges.filter { $0.price.unit == .money }.map(\.meter))
  }
}
