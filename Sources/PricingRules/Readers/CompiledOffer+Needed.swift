/// What a bill depends on, and no longer depends on where something is metered.
extension CompiledOffer {
  /// The parameters that a bill may still depend on when some names are given, in the order of the card.
  ///
  /// What is not among them moves nothing, whatever its value.
  package func parametersNeeded(whenGiven names: Set<String>) -> [String] {
    let bounds = lowered.bounds.map { [$0.least, $0.most, $0.isUnlimited] } ?? []
    let needed = NeededInputs(lowered.graph, below: [lowered.amount] + bounds) { place in
      names.contains(lowered.inputs[place].name)
    }
    return lowered.inputs.indices.filter {
      needed.inputs.contains($0) && offer.parameter(lowered.inputs[$0].name) != nil
    }.map { lowered.inputs[$0].name }
  }

  /// The names of which some step asks whether they are given; of others it makes no difference to what is needed.
  package var namesAsked: Set<String> {
    Set(
      lowered.graph.nodes.compactMap {
        if case .isGiven(let input) = $0 { lowered.inputs[input].name } else { nil }
      })
  }

  /// The smallest sets of meters that make an illegal value of a parameter harmless, when all of one are given;
  /// see ``Offer/parametersReplaced(byMetering:given:needed:)``.
  ///
  /// - Parameters:
  ///   - parameter: Its name.
  ///   - meters: The meters that may be given.
  /// - Returns: The sets; none where it has to be legal whatever is metered.
  package func metersReplacing(_ parameter: String, among meters: [String]) -> [Set<String>] {
    // Few cards meter as many; of more, only all together are tried.
    let sets =
      meters.count > 8
      ? [Set(meters)]
      : (1..<(1 << meters.count)).map { bits in
        Set(meters.indices.filter { bits & 1 << $0 != 0 }.map { meters[$0] })
      }.sorted { $0.count < $1.count }
    let parameters = Set(offer.allParameters.map(\.name))
    var found: [Set<String>] = []
    for own in sets where !found.contains(where: own.isSuperset) {
      // Whatever else a row says.
      let isReplaced = [own.union([parameter]), own.union(parameters)].allSatisfy { names in
        offer.parametersReplaced(
          byMetering: own, given: names, needed: parametersNeeded
        ).contains(parameter)
      }
      if isReplaced { found.append(own) }
    }
    return found
  }
}

extension Offer {
  /// The parameters whose values do not count any more, legal or not: what needs them is metered.
  ///
  /// Where everything is metered, these are all that the bill does not depend on.
  ///
  /// - Parameters:
  ///   - metered: The meters that are given.
  ///   - names: All names that are given.
  ///   - needed: Finds the parameters that a bill may depend on when some names are given.
  /// - Returns: Their names.
  package func parametersReplaced(
    byMetering metered: Set<String>, given names: Set<String>, needed: (Set<String>) -> [String]
  ) -> Set<String> {
    guard !metered.isEmpty else { return [] }
    // What parts of a total are held against counts too.
    let totals = splits.filter { !metered.isDisjoint(with: $0.parts) }
      .flatMap { parameters(of: $0.total) }
    let counted = Set(needed(names) + totals)
    let isWhole = charges.allSatisfy { isMetered($0, given: names) }
    let estimated = isWhole ? [] : Set(needed(names.subtracting(metered)))
    return Set(
      parameters.map(\.name).filter {
        !counted.contains($0) && (isWhole || estimated.contains($0))
      })
  }
}
