import BillingTypes

/// One question for a range: the box of inputs, and the steps that answer it.
struct RangeQuestion {
  private let compiled: CompiledOffer
  private let states: [String: InputState]
  private let bounds: LoweredBounds
  private let given: [Bool]
  private let axes: [RangeAxis]
  /// The estimates that have a spread, with the step that each is.
  private let spread: [(name: String, step: Int)]
  private let dependence: StepDependence

  init(_ compiled: CompiledOffer, _ states: [String: InputState]) {
    self.compiled = compiled
    self.states = states
    let lowered = compiled.lowered
    bounds =
      lowered.bounds
      ?? LoweredBounds(
        least: lowered.amount, most: lowered.amount, isUnlimited: lowered.isUnknown)
    var given: [Bool] = []
    var axes: [RangeAxis] = []
    for (place, input) in lowered.inputs.enumerated() {
      let state = states[input.name] ?? .byDefault
      var asked = RangeAxis.Asked(state.range, of: input, compiled.codes)
      var isGiven = true
      if state == .byDefault || (input.isMeter && state == .notReported(within: nil)) {
        isGiven = false
        if let value = input.defaultValue { asked = .interval(value...value) }
        // What is not metered is never looked at; what nobody can say is open.
        if input.isMeter { asked = .interval(input.range.lowerBound...input.range.lowerBound) }
        if compiled.offer.isOpen(input) { asked = .all }
      }
      given.append(isGiven)
      axes.append(RangeAxis(input: place, domain: input.domain, asked: asked))
    }
    self.given = given
    self.axes = axes
    let spreadNames = Set(compiled.offer.derivations.filter { $0.spread != nil }.map(\.name))
    spread = lowered.derived.filter { spreadNames.contains($0.name) }
      .map { ($0.name, $0.value.numerator) }
    dependence = StepDependence(lowered.graph, marks: spread.map(\.step))
  }

  /// The range of the whole, and of each charge by itself; nil when no request is legal.
  func answer() -> (total: AmountRange, charges: [AmountRange?])? {
    let lowered = compiled.lowered
    var whole: [ClosedRange<Int64>] = []
    for axis in axes {
      guard let range = axis.range(of: 0...(axis.count - 1)) else { return nil }
      whole.append(range)
    }
    let checks = lowered.checks.map(\.node)
    let flags = lowered.charges.flatMap { charge in
      [charge.isMetered, charge.picounits]
        + (charge.bounds.map { [$0.least, $0.most, $0.isUnlimited] } ?? [])
    }
    var run = RangeRun(
      lowered.graph, results: flags + [bounds.least, bounds.most, bounds.isUnlimited],
      checks: checks)
    guard run.run(whole, given: given), !checks.contains(where: { run.ranges[$0] == 0...0 }) else {
      return nil
    }
    guard
      let most = highest(
        [bounds.most, bounds.isUnlimited], whole, run,
        { ranges in
          ranges[1].upperBound != 0 ? .unlimited : .atMost(ranges[0].upperBound)
        }), let least = highest([bounds.least], whole, run, { .atMost(-$0[0].lowerBound) })
    else { return nil }
    func money(_ picounits: Int128) -> Money { Money(picounits: picounits, in: compiled.currency) }
    guard case .atMost(let floor) = least.reach else { return nil }
    var ceiling: Money?
    if case .atMost(let high) = most.reach { ceiling = money(high) }
    let disputed = disputed(whole, run)
    let charges = lowered.charges.indices.map { charge($0, run, disputed[$0]) }
    let isSingle = ceiling == money(-floor)
    let reasons = notReported(whole) + charges.flatMap { $0?.reasons ?? [] }
    let total = AmountRange(
      floor: money(-floor), ceiling: ceiling, reasons: isSingle ? [] : reasons.uniqued(),
      isExact: most.isExact && least.isExact)
    return (total, charges)
  }

  /// The range of one charge; nil where nobody asked for bounds.
  private func charge(_ index: Int, _ run: RangeRun, _ disputed: [Dispute]) -> AmountRange? {
    let charge = compiled.offer.charges[index]
    guard let own = compiled.lowered.charges[index].bounds else { return nil }
    let most = run.ranges[own.most].upperBound
    let isUnlimited = run.ranges[own.isUnlimited].upperBound != 0
    let least = run.ranges[own.least].lowerBound
    var reasons: [RangeReason] = []
    if isUnlimited { reasons.append(limitless(index, charge, run, mostly: most)) }
    if let unknownOutcome, most > 0 || isUnlimited {
      reasons.append(.outcomeUnknown(meter: charge.meter, unknownOutcome))
    }
    if charge.price.model.countsOverMonth, most > 0 {
      reasons.append(.monthSteps(meter: charge.meter))
    }
    reasons += disputed.map { .readingsDiffer(meter: charge.meter, says: $0.says) }
    if case .credit(let id) = charge.price.unit, compiled.otherWorths[id] != nil, most > 0 {
      reasons.append(.worthDiffers(meter: charge.meter, credit: id))
    }
    for (mark, estimate) in spread.enumerated() where !isMetered(estimate.name) {
      if dependence.isAmong(mark: mark, below: own.most) {
        reasons.append(.estimateSpread(meter: estimate.name))
      }
    }
    let ceiling = isUnlimited ? nil : Money(picounits: most, in: compiled.currency)
    let floor = Money(picounits: least, in: compiled.currency)
    return AmountRange(
      floor: floor, ceiling: ceiling, reasons: ceiling == floor ? [] : reasons, isExact: false)
  }

  /// By charge: what sources disagree on and its range depends on.
  private func disputed(_ whole: [ClosedRange<Int64>], _ run: RangeRun) -> [[Dispute]] {
    let lowered = compiled.lowered
    var found = [[Dispute]](repeating: [], count: lowered.charges.count)
    for dispute in compiled.offer.disputes {
      guard let place = compiled.places[dispute.name],
        let first = lowered.inputs[place].defaultValue
      else { continue }
      var narrowed = run
      var values = whole
      values[place] = first...first
      _ = narrowed.run(values, given: given)
      for (index, charge) in lowered.charges.enumerated() {
        let ends = charge.bounds.map { [$0.least, $0.most] } ?? []
        if ends.contains(where: { narrowed.ranges[$0] != run.ranges[$0] }) {
          found[index].append(dispute)
        }
      }
    }
    return found
  }

  /// The highest that something gets.
  ///
  /// - Parameters:
  ///   - results: The steps it is made of.
  ///   - whole: What each input lies between.
  ///   - first: The run over the whole.
  ///   - reach: What the ranges of the results come to.
  /// - Returns: That, and whether a request reaches it; nil where no request is left.
  private func highest(
    _ results: [Int], _ whole: [ClosedRange<Int64>], _ first: RangeRun,
    _ reach: @escaping ([ClosedRange<Int128>]) -> Reach
  ) -> (reach: Reach, isExact: Bool)? {
    let graph = compiled.lowered.graph
    let (inputs, checks) = relevant(to: results)
    // A single request needs no search.
    if inputs.allSatisfy({ whole[$0].lowerBound == whole[$0].upperBound }) {
      return (reach(results.map { first.ranges[$0] }), true)
    }
    let axes = axes.filter { inputs.contains($0.input) }
    var run = RangeRun(graph, results: results, checks: checks)
    var values = whole
    return RangeSearch(axes: axes) { ranges in
      for (axis, range) in zip(axes, ranges) { values[axis.input] = range }
      guard run.run(values, given: given), !checks.contains(where: { run.ranges[$0] == 0...0 })
      else { return nil }
      return reach(results.map { run.ranges[$0] })
    }.result()
  }

  /// The inputs that some results depend on, with the checks that tie them to others.
  private func relevant(to results: [Int]) -> (inputs: Set<Int>, checks: [Int]) {
    var inputs = Set(results.flatMap { dependence.inputs(below: $0) })
    let all = compiled.lowered.checks.map {
      (node: $0.node, inputs: dependence.inputs(below: $0.node))
    }
    while true {
      let tied = all.filter { !inputs.isDisjoint(with: $0.inputs) }
      let grown = tied.reduce(into: inputs) { $0.formUnion($1.inputs) }
      if grown == inputs { return (inputs, tied.map(\.node)) }
      inputs = grown
    }
  }

  /// Inputs that may have several values.
  private func notReported(_ whole: [ClosedRange<Int64>]) -> [RangeReason] {
    let (inputs, _) = relevant(to: [bounds.least, bounds.most, bounds.isUnlimited])
    return compiled.lowered.inputs.enumerated().compactMap { place, input in
      guard inputs.contains(place), whole[place].lowerBound != whole[place].upperBound,
        !compiled.offer.isOpen(input)
      else { return nil }
      return .notReported(input.name)
    }
  }

  /// Why a charge has no limit.
  private func limitless(
    _ index: Int, _ charge: Charge, _ run: RangeRun, mostly most: Int128
  ) -> RangeReason {
    if charge.doubt != nil, most > 0 { return .sourcesDisagree(meter: charge.meter) }
    if compiled.offer.isBeforeEvidence(charge, on: compiled.day), most > 0 {
      return charge.beforeEvidence(on: compiled.day, compiled.offer)
    }
    if run.ranges[compiled.lowered.charges[index].isMetered].lowerBound == 0,
      charge.condition == nil
    {
      return .quantityUnknown(meter: charge.meter)
    }
    guard charge.price.amounts(on: compiled.day, knownAt: compiled.knownAt) != nil else {
      return charge.beforeEvidence(on: compiled.day, compiled.offer)
    }
    if case .credit(let id) = charge.price.unit, compiled.creditWorth[id] == nil {
      return .creditWorthUnknown(meter: charge.meter, credit: id)
    }
    return .priceUnknown(meter: charge.meter)
  }

  /// An outcome that is asked about and whose billing nobody knows.
  private var unknownOutcome: Outcome? {
    let asked: InputState =
      states[Outcome.parameterName] ?? .given(.choice(Outcome.succeeded.rawValue))
    return Outcome.allCases.first { outcome in
      compiled.offer.billing(of: outcome) == .unknown
        && (asked.range?.contains(.choice(outcome.rawValue)) ?? (asked != .byDefault))
    }
  }

  /// Whether a value of a meter is given, so that its estimate is not asked for.
  private func isMetered(_ name: String) -> Bool {
    compiled.places[name].map { given[$0] } ?? false
  }
}

extension Charge {
  /// That no price is known for a day.
  func beforeEvidence(on day: Day, _ offer: Offer) -> RangeReason {
    .beforeEvidence(
      meter: meter, day,
      first: offer.evidenceStart(of: self) ?? price.history.compactMap(\.from).min())
  }
}

extension Offer {
  /// Whether an input is none that a request could give: the step over the month, or what sources disagree on.
  fileprivate func isOpen(_ input: RuleInput) -> Bool {
    !input.isMeter && parameter(input.name) == nil
  }
}
