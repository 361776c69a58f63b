import BillingTypes

/// One question for a range: the box of inputs, and the steps that answer it.
struct RangeQuestion {
  let compiled: CompiledOffer
  let states: [String: InputState]
  let bounds: LoweredBounds
  /// By input: whether it is given.
  let given: [Bool]
  /// What each input lies between; nil where nothing legal is left of one.
  let whole: [ClosedRange<Int64>]?
  private let axes: [RangeAxis]
  /// The estimates that have a spread, with the step that each is.
  let spread: [(name: String, step: Int)]
  let dependence: StepDependence
  private let cutLimit: Int

  init(
    _ compiled: CompiledOffer, _ states: [String: InputState],
    cutLimit: Int = RangeSearch.mostCuts
  ) {
    self.cutLimit = cutLimit
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
    let sides = axes.map { $0.range(of: 0...($0.count - 1)) }
    whole = sides.contains { $0 == nil } ? nil : sides.compactMap(\.self)
    let spreadNames = Set(compiled.offer.derivations.filter { $0.spread != nil }.map(\.name))
    spread = lowered.derived.filter { spreadNames.contains($0.name) }
      .map { ($0.name, $0.value.numerator) }
    dependence = StepDependence(lowered.graph, marks: spread.map(\.step))
  }

  /// The range of the whole, and of each charge by itself; nil when no request is legal.
  func answer() -> (total: AmountRange, charges: [AmountRange?])? {
    guard let whole, let run = firstRun(whole), let ends = ends(of: bounds, whole, run) else {
      return nil
    }
    let disputed = disputed(whole, run)
    let charges = compiled.lowered.charges.indices.map { charge($0, run, disputed[$0]) }
    let inputs = needed(for: [bounds.least, bounds.most, bounds.isUnlimited])
    let reasons = notReported(whole, among: inputs) + charges.flatMap { $0?.reasons ?? [] }
    return (ends.with(reasons), charges)
  }

  /// The range of one charge, found as that of the whole is.
  ///
  /// - Parameters:
  ///   - index: The charge.
  ///   - needed: The inputs that its range depends on.
  /// - Returns: The range; nil when no request is legal.
  func answer(ofCharge index: Int, needed: Set<Int>) -> AmountRange? {
    guard let whole, let run = firstRun(whole) else { return nil }
    let own = compiled.lowered.charges[index].bounds ?? bounds
    guard let ends = ends(of: own, whole, run) else { return nil }
    let charge = charge(index, run, disputed(whole, run)[index])
    return ends.with(notReported(whole, among: needed) + (charge?.reasons ?? []))
  }

  /// Looks at all requests at once; nil when none is legal.
  private func firstRun(_ whole: [ClosedRange<Int64>]) -> RangeRun? {
    let lowered = compiled.lowered
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
    return run
  }

  /// How low and how high something gets, without reasons; nil when no request is legal.
  private func ends(
    of bounds: LoweredBounds, _ whole: [ClosedRange<Int64>], _ first: RangeRun
  ) -> AmountRange? {
    guard
      let most = highest(
        [bounds.most, bounds.isUnlimited], whole, first,
        { ranges in
          ranges[1].upperBound != 0 ? .unlimited : .atMost(ranges[0].upperBound)
        }), let least = highest([bounds.least], whole, first, { .atMost(-$0[0].lowerBound) }),
      case .atMost(let floor) = least.reach
    else { return nil }
    func money(_ picounits: Int128) -> Money { Money(picounits: picounits, in: compiled.currency) }
    var ceiling: Money?
    if case .atMost(let high) = most.reach { ceiling = money(high) }
    return AmountRange(
      floor: money(-floor), ceiling: ceiling, reasons: [], isExact: most.isExact && least.isExact)
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
    var search = RangeSearch(axes: axes) { ranges in
      for (axis, range) in zip(axes, ranges) { values[axis.input] = range }
      guard run.run(values, given: given), !checks.contains(where: { run.ranges[$0] == 0...0 })
      else { return nil }
      return reach(results.map { run.ranges[$0] })
    }
    search.cutLimit = cutLimit
    return search.result()
  }

  /// The inputs that some results depend on, now that it is known which are given.
  func needed(for results: [Int]) -> Set<Int> {
    let lowered = compiled.lowered
    return NeededInputs(lowered.graph, below: results) { place in
      lowered.inputs[place].isMeter ? given[place] : nil
    }.inputs
  }

  /// The inputs that some results depend on, with the checks that tie them to others.
  func relevant(to results: [Int]) -> (inputs: Set<Int>, checks: [Int]) {
    var inputs = needed(for: results)
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
}

extension Offer {
  /// Whether an input is none that a request could give: the step over the month, or what sources disagree on.
  func isOpen(_ input: RuleInput) -> Bool {
    !input.isMeter && parameter(input.name) == nil
  }
}

extension AmountRange {
  /// The same range with what opens it, if anything does.
  fileprivate func with(_ reasons: [RangeReason]) -> AmountRange {
    AmountRange(
      floor: floor, ceiling: ceiling, reasons: isSingle ? [] : reasons.uniqued(), isExact: isExact)
  }
}
