import BillingTypes

/// What questions for ranges have in common that give the same inputs: prepared once, asked often.
///
/// Not for several threads at once.
final class RangePlan {
  let compiled: CompiledOffer
  /// By input: whether it is given.
  let given: [Bool]
  let bounds: LoweredBounds
  /// The estimates that have a spread, with the step that each is.
  let spread: [(name: String, step: Int)]
  let dependence: StepDependence
  /// Every charge at once, for requests that keep every rule.
  private(set) lazy var everything = run(
    everyResult, checks: compiled.lowered.checks.map(\.node))
  /// Every charge at once, for requests that keep the rules about what moves them.
  private(set) lazy var everyCharge = run(everyResult, checks: relevant(to: everyResult).checks)
  /// What moves the charges, what rules tie to that, and how the request ended: it may be a reason though it moves
  /// nothing.
  private lazy var everyInput = relevant(to: everyResult).inputs
    .union(compiled.places[Outcome.parameterName].map { [$0] } ?? []).sorted()
  private var everyResult: [Int] {
    compiled.lowered.charges.flatMap { charge in
      [charge.isMetered, charge.picounits]
        + (charge.bounds.map { [$0.least, $0.most, $0.isUnlimited] } ?? [])
    } + [bounds.least, bounds.most, bounds.isUnlimited]
  }
  /// The range of the whole.
  private(set) lazy var total = ends(of: bounds)
  /// By charge: its range.
  private(set) lazy var charges = compiled.lowered.charges.map { ends(of: $0.bounds ?? bounds) }
  private var standIns: [Int: StandIn] = [:]
  private var answers: [Key: AmountRange] = [:]
  /// By check: the inputs it depends on.
  private lazy var tied = compiled.lowered.checks.map {
    (node: $0.node, inputs: dependence.inputs(below: $0.node))
  }

  /// Prepares questions.
  ///
  /// - Parameters:
  ///   - compiled: The offer's rules.
  ///   - given: By input: whether it is given.
  init(_ compiled: CompiledOffer, given: [Bool]) {
    self.compiled = compiled
    self.given = given
    let lowered = compiled.lowered
    bounds =
      lowered.bounds
      ?? LoweredBounds(
        least: lowered.amount, most: lowered.amount, isUnlimited: lowered.isUnknown)
    let names = Set(compiled.offer.derivations.filter { $0.spread != nil }.map(\.name))
    spread = lowered.derived.filter { names.contains($0.name) }
      .map { ($0.name, $0.value.numerator) }
    dependence = StepDependence(lowered.graph, marks: spread.map(\.step))
  }

  /// What the range of a charge, or of the whole, depends on.
  private struct Key: Hashable {
    let charge: Int?
    let ranges: [ClosedRange<Int64>]
  }

  /// More answers than this are not kept.
  static let mostAnswers = 1 << 16

  /// The range of the whole, found for a question or kept from one like it; nil when no request is legal.
  func range(_ question: RangeQuestion) -> AmountRange? {
    let key = Key(charge: nil, ranges: everyInput.map { question.whole[$0] })
    if let kept = answers[key] { return kept }
    guard let found = question.answer(checking: .whatMatters)?.total else { return nil }
    keep(found, for: key)
    return found
  }

  private func keep(_ range: AmountRange, for key: Key) {
    if answers.count >= Self.mostAnswers { answers.removeAll(keepingCapacity: true) }
    answers[key] = range
  }

  /// The ranges of the charges, found for a question or kept from one like it; nil when no request is legal.
  func ranges(_ question: RangeQuestion) -> [AmountRange]? {
    var ranges: [AmountRange?] = []
    var missing: [(charge: Int, key: Key)] = []
    for charge in charges.indices {
      let key = Key(charge: charge, ranges: everyInput.map { question.whole[$0] })
      let kept = answers[key]
      if kept == nil { missing.append((charge, key)) }
      ranges.append(kept)
    }
    if !missing.isEmpty {
      guard let found = question.answers(ofCharges: missing.map(\.charge)) else { return nil }
      for ((charge, key), range) in zip(missing, found) {
        ranges[charge] = range
        keep(range, for: key)
      }
    }
    return ranges.compactMap(\.self)
  }

  /// The step that stands for inputs, kept from one question to the next.
  func standIn(_ step: Int) -> StandIn {
    if let kept = standIns[step] { return kept }
    let standIn = StandIn(self, step: step)
    standIns[step] = standIn
    return standIn
  }

  /// The two ends of a range.
  struct Ends {
    let most: RangeEnd
    let least: RangeEnd
    /// The inputs that either depends on.
    let needed: Set<Int>
  }

  private func ends(of bounds: LoweredBounds) -> Ends {
    let most = RangeEnd(self, [bounds.most, bounds.isUnlimited], isLeast: false)
    let least = RangeEnd(self, [bounds.least], isLeast: true)
    return Ends(
      most: most, least: least,
      needed: needed(for: [bounds.least, bounds.most, bounds.isUnlimited]))
  }

  /// Prepares a run for what is given here; see ``RangeRun``.
  func run(_ results: [Int], checks: [Int], standIns: [Int] = []) -> RangeRun {
    RangeRun(
      compiled.lowered.graph, given: given, results: results, checks: checks, standIns: standIns)
  }

  /// The inputs that some results depend on, now that it is known which are given.
  func needed(for results: [Int]) -> Set<Int> {
    let lowered = compiled.lowered
    return NeededInputs(lowered.graph, below: results) { place in
      lowered.inputs[place].isOptional ? given[place] : nil
    }.inputs
  }

  /// The inputs that some results depend on, with the checks that tie them to others.
  func relevant(to results: [Int]) -> (inputs: Set<Int>, checks: [Int]) {
    var inputs = needed(for: results)
    while true {
      let tied = tied.filter { !inputs.isDisjoint(with: $0.inputs) }
      let grown = tied.reduce(into: inputs) { $0.formUnion($1.inputs) }
      if grown == inputs { return (inputs, tied.map(\.node)) }
      inputs = grown
    }
  }
}
