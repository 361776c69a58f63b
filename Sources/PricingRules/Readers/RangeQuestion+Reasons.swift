import BillingTypes

// What opens a range, in the words of its reasons.
extension RangeQuestion {
  /// The range of one charge; nil where nobody asked for bounds.
  func charge(_ index: Int, _ run: RangeRun, _ disputed: [Dispute]) -> AmountRange? {
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
    for (mark, estimate) in plan.spread.enumerated() where !isMetered(estimate.name) {
      if plan.dependence.isAmong(mark: mark, below: own.most) {
        reasons.append(.estimateSpread(meter: estimate.name))
      }
    }
    let ceiling = isUnlimited ? nil : Money(picounits: most, in: compiled.currency)
    let floor = Money(picounits: least, in: compiled.currency)
    return AmountRange(
      floor: floor, ceiling: ceiling, reasons: ceiling == floor ? [] : reasons, isExact: false)
  }

  /// By charge: what sources disagree on and its range depends on.
  func disputed(_ run: RangeRun) -> [[Dispute]] {
    let lowered = compiled.lowered
    var found = [[Dispute]](repeating: [], count: lowered.charges.count)
    guard !compiled.offer.disputes.isEmpty else { return found }
    // The request that the amount is of: there ranges are as narrow as can be.
    var single = whole
    for axis in axes {
      if let value = lowered.inputs[axis.input].defaultValue { single[axis.input] = value...value }
    }
    var settled = run
    _ = settled.runOne(single)
    for dispute in compiled.offer.disputes {
      guard let place = compiled.places[dispute.name],
        let first = lowered.inputs[place].defaultValue
      else { continue }
      var (narrowed, open) = (run, run)
      var values = whole
      values[place] = first...first
      _ = narrowed.run(values)
      values = single
      values[place] = whole[place]
      _ = open.runOne(values)
      for (index, charge) in lowered.charges.enumerated() {
        let ends = charge.bounds.map { [$0.least, $0.most] } ?? []
        if ends.contains(where: {
          narrowed.ranges[$0] != run.ranges[$0] || open.ranges[$0] != settled.ranges[$0]
        }) {
          found[index].append(dispute)
        }
      }
    }
    return found
  }

  /// Inputs that may have several values, among those that matter.
  func notReported(among inputs: Set<Int>) -> [RangeReason] {
    compiled.lowered.inputs.enumerated().compactMap { place, input in
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
    if compiled.offer.isBeforeEvidence(charge, on: compiled.day), most > 0 {
      return charge.beforeEvidence(on: compiled.day, compiled.offer)
    }
    if charge.doubt != nil, most > 0 { return .sourcesDisagree(meter: charge.meter) }
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
    Outcome.allCases.first { outcome in
      compiled.offer.billing(of: outcome) == .unknown
        && (outcomes.range?.contains(.choice(outcome.rawValue)) ?? (outcomes != .byDefault))
    }
  }

  /// Whether a value of a meter is given, so that its estimate is not asked for.
  private func isMetered(_ name: String) -> Bool {
    compiled.places[name].map { plan.given[$0] } ?? false
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
