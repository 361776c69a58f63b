import BillingTypes

/// Parts of one total: what is metered of some lowers what is estimated of the others; see ``Split``.
extension OfferLowering {
  /// An estimate, lowered by the metered parts of its total.
  ///
  /// - Parameters:
  ///   - plain: What the card estimates when nothing is metered.
  ///   - derivation: The estimate.
  /// - Throws: ``LoweringRefusal``.
  /// - Returns: The value; `plain` for what is no part.
  mutating func lowered(
    _ plain: GraphNumber, of derivation: Derivation
  ) throws(LoweringRefusal) -> GraphNumber {
    guard let (split, place) = offer.split(with: derivation.name) else { return plain }
    let others = split.parts.filter { $0 != derivation.name }
    let zero = try compiler.graph.value(.zero)
    if place == 0 {
      var isAny = compiler.graph.truth(false)
      for other in others { isAny = compiler.graph.either(isAny, isGiven(other)) }
      // Without metered parts, a formula of what is left is not even written.
      if compiler.graph.constant(isAny) == 0 { return plain }
      let isLeft = compiler.graph.both(isAny, areGiven(offer.parametersBeyondFirst(of: split)))
      if compiler.graph.constant(isLeft) == 0 { return plain }
      return try compiler.graph.choice(isLeft, left(of: derivation.name, split, plain), plain)
    }
    let isFirst = isGiven(split.parts[0])
    if compiler.graph.constant(isFirst) == 0 { return plain }
    let total = offer.saidParameters(of: split.total)
    let own = offer.saidParameters(of: derivation.expression)
    let isOwn = own.isEmpty ? compiler.graph.truth(false) : areGiven(own)
    let said = try compiler.graph.choice(isOwn, plain, zero)
    let left =
      offer.isEstimated(split)
      ? said
      : try compiler.graph.choice(
        areGiven(total), self.left(of: derivation.name, split, plain), said)
    return try compiler.graph.choice(isFirst, left, plain)
  }

  /// Parts that are metered cannot be more than a total that is said.
  mutating func addSplits() throws(LoweringRefusal) {
    for (index, split) in offer.splits.enumerated() where !offer.isEstimated(split) {
      let metered = split.parts.filter { compiler.graph.constant(isGiven($0)) != 0 }
      guard !metered.isEmpty else { continue }
      var sum = try compiler.graph.value(.zero)
      for part in metered {
        guard let place = inputPlaces[part], let value = try meter(place) else { continue }
        sum = try compiler.graph.sum(
          sum, compiler.graph.choice(isGiven(part), value, compiler.graph.value(.zero)))
      }
      var total = try compiler.number(split.total)
      total.certainty = .init()
      let isMore = try compiler.graph.isLess(total, sum)
      let isSaid = areGiven(offer.saidParameters(of: split.total))
      demand(
        compiler.graph.isNot(compiler.graph.both(isSaid, isMore)), .split(index))
    }
  }

  /// What the other parts leave of the total for one; no more than was asked of one that is told apart.
  private mutating func left(
    of part: String, _ split: Split, _ plain: GraphNumber
  ) throws(LoweringRefusal) -> GraphNumber {
    let rest = try rest(of: part, split)
    if offer.parametersBeyondFirst(of: split).isEmpty { return rest }
    return try compiler.graph.extreme(plain, rest, isLeast: true)
  }

  /// What the other parts leave of the total, metered or estimated.
  private mutating func rest(
    of part: String, _ split: Split
  ) throws(LoweringRefusal) -> GraphNumber {
    var left = try compiler.number(split.total)
    for other in split.parts where other != part {
      left = try compiler.graph.sum(left, compiler.graph.negated(value(ofPart: other)))
    }
    left.certainty = .init()
    return try compiler.graph.extreme(left, compiler.graph.value(.zero), isLeast: false)
  }

  private mutating func value(ofPart part: String) throws(LoweringRefusal) -> GraphNumber {
    guard let derivation = offer.derivations.first(where: { $0.name == part }) else {
      throw LoweringRefusal("'\(part)' is part of a total and has no estimate")
    }
    let plain = try compiler.number(derivation.expression)
    guard let place = inputPlaces[part], let metered = try meter(place) else { return plain }
    return try compiler.graph.choice(isGiven(part), metered, plain)
  }

  /// A truth value: a parameter or a meter is given.
  mutating func isGiven(_ name: String) -> Int {
    guard given.contains(name), let place = inputPlaces[name] else {
      return compiler.graph.truth(false)
    }
    return compiler.graph.isGiven(place)
  }

  private mutating func areGiven(_ names: [String]) -> Int {
    var all = compiler.graph.truth(true)
    for name in names { all = compiler.graph.both(all, isSaid(name)) }
    return all
  }
}
