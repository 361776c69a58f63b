import PricingRules

// What changes from month to month.
extension TrialGroup {
  /// Brings prices and levels to a month, for a block of trials; levels of members with a
  /// ``CompoundLaw`` without their growth.
  func advance(to month: Int, _ trials: Range<Int>) {
    for (index, member) in members.enumerated() {
      let level = levels[index].part(trials)
      if month > 0, laws[index] == nil {
        let (column, factor) = growth(of: index)
        if let factors = column?.part(trials) {
          for trial in level.indices { level[trial] *= factors[trial] }
        } else if factor != 1 {
          for trial in level.indices { level[trial] *= factor }
        }
      }
      for step in member.steps where step.month == month {
        let hasRoots = laws[index] != nil
        if hasRoots { for trial in level.indices { level[trial] *= level[trial] } }
        let scratch = Column(blank: trials.count)
        multiply(level, by: step.factor, trials, scratch.part(0..<trials.count))
        if hasRoots { takeRoots(of: level) }
      }
    }
    vary(month, trials)
    for index in members.indices { seasons[index]?.advance(to: month, trials, levels[index]) }
    if let risk {
      for (offer, column) in priceFactors {
        risk.law(of: offer).advance(
          // A seller that changes prices changes those of its models together.
          column.part(trials), source.stream("prices of \(offer.provider)").part(month),
          from: trials.lowerBound)
      }
    }
  }

  /// Takes the factors of the month before away from what features ask for themselves, and puts those of this one in
  /// their place.
  private func vary(_ month: Int, _ trials: Range<Int>) {
    guard let changes = source.variation?.changes[month].part(trials) else { return }
    for (index, member) in members.enumerated() where member.source == nil {
      let level = levels[index].part(trials)
      if laws[index] != nil {
        for trial in level.indices { level[trial] *= changes[trial].squareRoot() }
      } else {
        for trial in level.indices { level[trial] *= changes[trial] }
      }
    }
  }
}
