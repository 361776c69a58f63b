extension PlanTerms<Double> {
  /// One allowance of a plan in a block of trials.
  package struct Allowance {
    /// What is used.
    package let used: NumberRow
    /// What goes beyond the allowance costs.
    package let overage: NumberRow
    /// Gets the fee and the true-up, where the allowance bears them; zero before.
    package let borne: NumberRow

    /// Takes the rows of an allowance.
    package init(used: NumberRow, overage: NumberRow, borne: NumberRow) {
      self.used = used
      self.overage = overage
      self.borne = borne
    }
  }

  /// Lets the first allowance that is used bear the fee and the true-up, trial by trial.
  ///
  /// - Parameters:
  ///   - allowances: The plan's, in the order of their ids.
  ///   - trueUps: Gets what lifts the month to its minimum.
  ///   - overages: Gets what goes beyond the allowances costs together.
  ///   - unborne: Gets fee and true-up where no allowance is used; nil where the first bears them then
  ///     too.
  package func bear(
    _ allowances: [Allowance], trueUps: NumberRow, overages: NumberRow, unborne: NumberRow? = nil
  ) {
    for index in trueUps.indices {
      var overage = 0.0
      for allowance in allowances { overage += allowance.overage[index] }
      let trueUp = trueUp(after: CollectionOfOne(overage))
      let place = bearer(of: allowances.count) { allowances[$0].used[index] > 0 }
      if let unborne { unborne[index] = place == nil ? fee + trueUp : 0 }
      if place != nil || unborne == nil { allowances[place ?? 0].borne[index] = fee + trueUp }
      trueUps[index] = trueUp
      overages[index] = overage
    }
  }
}
