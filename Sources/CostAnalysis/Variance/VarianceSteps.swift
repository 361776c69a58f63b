import BillingTypes

/// The sums of every effect over groups of results, before they are rounded.
///
/// Each use goes through eight stands: as planned, then with one factor more at actual. An effect is the difference of
/// two stands that follow each other.
struct VarianceSteps {
  /// By effect, in the order of ``VarianceEffect``.
  private(set) var sums: [FineAmount]
  /// By effect: what it cannot be told of.
  private(set) var unknown: [Set<String>]
  let sharesPrices: Bool

  init(sharesPrices: Bool) {
    self.sharesPrices = sharesPrices
    sums = VarianceEffect.allCases.map { _ in .zero }
    unknown = VarianceEffect.allCases.map { _ in [] }
  }

  /// A stand: an amount, or nil where nobody knows it.
  private typealias Stand = FineAmount?

  /// Adds what a group went through.
  ///
  /// - Throws: `NumberError`.
  mutating func add(_ pair: CostPair) throws(NumberError) {
    let planned = try pair.planned.results()
    let actual = try pair.actual.results()
    let average = try averageBase(of: pair.planned)
    let actualKeys = Set(pair.actual.items.map(\.key))
    for item in pair.actual.items {
      // Of what had no results planned, there is nothing that results of it were to cost.
      if let own = pair.planned.items.first(where: { $0.key == item.key }), own.results > .zero {
        let group = Group(planned: planned, actual: actual, isPlanned: pair.isPlanned)
        try add(from: own, to: item, group)
      } else {
        try addNew(item, average, over: planned)
        if let own = pair.planned.items.first(where: { $0.key == item.key }), pair.isPlanned {
          try addGone(own, planned: planned, actual: actual)
        }
      }
    }
    guard pair.isPlanned else { return }
    for item in pair.planned.items where !actualKeys.contains(item.key) {
      try addGone(item, planned: planned, actual: actual)
    }
  }

  /// What all results of a group were to cost; nil where that is not known.
  private func averageBase(of profile: CostProfile) throws(NumberError) -> Stand {
    var sum = FineAmount.zero
    for use in profile.items.flatMap(\.uses) {
      guard let cost = use.cost else { return nil }
      sum = try sum.adding(FineAmount(cost))
    }
    return sum
  }

  /// The results of a group, before and after.
  private struct Group {
    let planned: Rational
    let actual: Rational
    let isPlanned: Bool
  }

  /// An item that was planned.
  private mutating func add(
    from planned: CostProfile.Item, to actual: CostProfile.Item, _ group: Group
  ) throws(NumberError) {
    for use in planned.uses {
      let own = actual.uses.first { $0.key == use.key }
      let now = own ?? CostProfile.Use(key: use.key, units: .zero, payment: use.payment, cost: nil)
      let isSame =
        sharesPrices && group.isPlanned && planned.results == actual.results
        && planned.attempts == actual.attempts && use == now
      if use.cost == nil, isSame { continue }
      var stands = try stands(
        from: (planned, use), to: (actual, now), isGone: own == nil, group)
      // What is paid in money on both sides has no plan that could change.
      if use.payment == .money, now.payment == .money { stands.removeLast() }
      try add(stands, named: "\(actual.key): \(use.key)")
    }
    // A meter that was not planned has no planned price: what it costs comes from what calls use now.
    for use in actual.uses where !planned.uses.contains(where: { $0.key == use.key }) {
      let cost = try use.cost.map { cost throws(NumberError) in try FineAmount(cost) }
      // As many calls as were planned for each result, using what they use now.
      let used = try cost?.times(actual.results, over: planned.results)
        .times(planned.attempts, over: actual.attempts)
      try add(
        [.zero, .zero, .zero, .zero, used, cost], named: "\(actual.key): \(use.key)")
    }
  }

  private func stands(
    from before: (item: CostProfile.Item, use: CostProfile.Use),
    to after: (item: CostProfile.Item, use: CostProfile.Use), isGone: Bool, _ group: Group
  ) throws(NumberError) -> [Stand] {
    var last: Stand = isGone ? .zero : nil
    if let cost = after.use.cost { last = try FineAmount(cost) }
    // Nobody's cost is known of what was used nothing of; nothing of it is nothing.
    guard let known = before.use.cost else {
      return [nil, nil, nil, nil, nil, nil, nil, last]
    }
    let cost = try FineAmount(known)
    let volume = try cost.times(group.actual, over: group.planned)
    let mix = try cost.times(after.item.results, over: before.item.results)
    guard before.use.units > .zero else {
      // Without planned units there is no planned price of one: what changed beside the results is use.
      return [group.isPlanned ? cost : .zero, volume, mix, mix, last, last, last, last]
    }
    let outcome = try cost.times(after.use.units, over: before.use.units)
    let units: FineAmount
    if after.item.attempts > .zero {
      // What calls use now, as many of them as were planned for each result.
      units = try outcome.times(after.item.results, over: before.item.results)
        .times(before.item.attempts, over: after.item.attempts)
    } else {
      units = try mix.times(after.use.units, over: before.use.units)
    }
    let price: Stand
    switch (before.use.payment, after.use.payment) {
    case (.money, .money): price = last
    case (.plan(let planned), .plan(let actual)) where planned > .zero:
      price = try cost.times(actual, over: planned)
    case (.plan, .plan), (.money, .plan), (.plan, .money): price = outcome
    }
    return [group.isPlanned ? cost : .zero, volume, mix, mix, units, outcome, price, last]
  }

  /// An item that was not planned: results at the planned average, then at what they cost.
  private mutating func addNew(
    _ item: CostProfile.Item, _ average: Stand, over planned: Rational
  ) throws(NumberError) {
    let base = try average?.times(item.results, over: planned)
    var sum = FineAmount.zero
    var missing: [String] = []
    for use in item.uses {
      if let cost = use.cost {
        sum = try sum.adding(FineAmount(cost))
      } else {
        missing.append("\(item.key): \(use.key)")
      }
    }
    guard missing.isEmpty else {
      for name in missing { try add([.zero, .zero, .zero, nil], named: name, isNew: true) }
      return
    }
    try add([.zero, .zero, base, sum], named: item.key, isNew: true)
  }

  /// An item of which nothing is left: its results were part of the volume, then of the mix.
  private mutating func addGone(
    _ item: CostProfile.Item, planned: Rational, actual: Rational
  ) throws(NumberError) {
    for use in item.uses {
      let cost = try use.cost.map { cost throws(NumberError) in try FineAmount(cost) }
      try add(
        [cost, try cost?.times(actual, over: planned), .zero],
        named: "\(item.key): \(use.key)")
    }
  }

  /// Adds the differences of stands, of which the last goes on to the end; where one is not known, both effects beside
  /// it are not.
  private mutating func add(
    _ stands: [Stand], named name: String, isNew: Bool = false
  ) throws(NumberError) {
    for place in stands.indices.dropLast() {
      // What was planned is nothing new, known or not.
      if !isNew, VarianceEffect.allCases[place] == .newOffers { continue }
      guard let before = stands[place], let after = stands[place + 1] else {
        // Two stands that both lack the same cost differ by what nobody knows.
        unknown[place].insert(name)
        continue
      }
      sums[place] = try sums[place].adding(after.subtracting(before))
    }
  }
}
