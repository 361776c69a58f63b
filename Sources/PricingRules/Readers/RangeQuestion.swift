import BillingTypes

/// One question for a range: the box of inputs, and the plan that answers it.
struct RangeQuestion {
  let plan: RangePlan
  /// What each input lies between.
  let whole: [ClosedRange<Int64>]
  /// The inputs that may have several values.
  let axes: [RangeAxis]
  /// How requests may have ended.
  let outcomes: InputState
  var compiled: CompiledOffer { plan.compiled }

  /// Asks about a request; nil where nothing legal is left of an input.
  ///
  /// - Parameters:
  ///   - compiled: The offer's rules.
  ///   - states: What is known of parameters and meters by name; a known name each.
  ///   - plan: Prepares what there is for inputs that are given so, or has it.
  init?(
    _ compiled: CompiledOffer, _ states: [String: InputState],
    plan: ([Bool]) -> RangePlan
  ) {
    var given: [Bool] = []
    var axes: [RangeAxis] = []
    var whole: [ClosedRange<Int64>] = []
    for (place, input) in compiled.lowered.inputs.enumerated() {
      let state = states[input.name] ?? .byDefault
      var asked = RangeAxis.Asked(state.range, of: input, compiled.codes)
      var isGiven = true
      if state == .byDefault || (input.isMeter && state == .notReported(within: nil)) {
        isGiven = false
        if let value = input.defaultValue { asked = .interval(value...value) }
        // What is not metered is never looked at; what nobody can say is open.
        if input.isOptional { asked = .interval(input.range.lowerBound...input.range.lowerBound) }
        if compiled.offer.isOpen(input) { asked = .all }
      }
      let axis = RangeAxis(input: place, domain: input.domain, asked: asked)
      guard let range = axis.range(of: 0...(axis.count - 1)) else { return nil }
      given.append(isGiven)
      whole.append(range)
      if range.lowerBound != range.upperBound { axes.append(axis) }
    }
    self.init(
      plan: plan(given), whole: whole, axes: axes,
      outcomes: states[Outcome.parameterName] ?? .given(.choice(Outcome.succeeded.rawValue)))
  }

  init(
    plan: RangePlan, whole: [ClosedRange<Int64>], axes: [RangeAxis], outcomes: InputState
  ) {
    self.plan = plan
    self.whole = whole
    self.axes = axes
    self.outcomes = outcomes
  }

  /// The rules that a request must keep to count.
  enum Rules {
    case all
    /// Those about what moves the bill: what is metered needs no legal parameters.
    case whatMatters
  }

  /// The range of the whole, and of each charge by itself; nil when no request is legal.
  func answer(checking rules: Rules) -> (total: AmountRange, charges: [AmountRange?])? {
    guard let run = everything(rules), let range = range(plan.total) else { return nil }
    let disputed = disputed(run)
    let charges = compiled.lowered.charges.indices.map { charge($0, run, disputed[$0]) }
    let reasons = notReported(among: plan.total.needed) + charges.flatMap { $0?.reasons ?? [] }
    // Looked at by itself, a charge may have no limit where none of the requests has an unknown price.
    return (
      range.with(reasons.filter { range.ceiling == nil || $0.code != .priceUnknown }), charges
    )
  }

  /// The ranges of some charges, found as that of the whole is.
  ///
  /// - Parameter indices: The charges.
  /// - Returns: Their ranges; nil when no request is legal.
  func answers(ofCharges indices: [Int]) -> [AmountRange]? {
    var ranges: [AmountRange] = []
    for index in indices {
      guard let range = range(plan.charges[index]) else { return nil }
      ranges.append(range)
    }
    if ranges.allSatisfy(\.isSingle) { return ranges }
    guard let run = everything(.whatMatters) else { return nil }
    let disputed = disputed(run)
    return zip(indices, ranges).map { index, range in
      let reasons = charge(index, run, disputed[index])?.reasons ?? []
      return range.with(notReported(among: plan.charges[index].needed) + reasons)
    }
  }

  /// Looks at all requests at once; nil when none is legal.
  private func everything(_ rules: Rules) -> RangeRun? {
    var run =
      switch rules {
      case .all: plan.everything
      case .whatMatters: plan.everyCharge
      }
    return run.run(whole) ? run : nil
  }

  /// A range without reasons; nil when no request is legal.
  private func range(_ ends: RangePlan.Ends) -> AmountRange? {
    guard let most = ends.most.reach(whole, axes), let least = ends.least.reach(whole, axes),
      case .atMost(let floor) = least.reach
    else { return nil }
    func money(_ picounits: Int128) -> Money { Money(picounits: picounits, in: compiled.currency) }
    var ceiling: Money?
    if case .atMost(let high) = most.reach { ceiling = money(high) }
    return AmountRange(
      floor: money(-floor), ceiling: ceiling, reasons: [], isExact: most.isExact && least.isExact)
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
