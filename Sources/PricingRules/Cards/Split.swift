import BillingTypes

/// Meters that are parts of one total: what is metered of some lowers what is estimated of the others.
///
/// The first part is what is left of the total when nobody meters it; tokens that were not read from the cache,
/// say. The others are nothing where the first is metered and nobody says how much there is of them. Where the total
/// needs more than the first part's own formula and nobody says it (film sent in, beside the film that comes out),
/// what is metered of the others does not come out of the first. Such parts are told apart by what is asked for, so
/// that none is more than was asked of it, whatever the others leave.
public struct Split: Hashable, Sendable {
  /// What the parts come to together, from what is asked for.
  public let total: Formula
  /// The meters, two or more.
  public let parts: [String]

  /// Creates a split.
  public init(total: Formula, parts: [String]) {
    self.total = total
    self.parts = parts
  }

  /// The total without every part but one, and nothing where that is below zero.
  package func rest(of part: String) -> Formula {
    let others = parts.filter { $0 != part }
    let left = others.reduce(total) { sum, other in
      Formula(.binary(.subtract, sum, Formula(.name(other))))
    }
    return Formula(.call(.max, [Formula(.number(.zero)), left]))
  }

  /// Why parts that come to more than the total are refused.
  package var explanation: String {
    "\(parts.joined(separator: " + ")) are parts of \(total) and cannot be more together"
  }
}

extension Offer {
  /// The split that a meter is part of, and its place there.
  package func split(with meter: String) -> (split: Split, place: Int)? {
    for split in splits {
      if let place = split.parts.firstIndex(of: meter) { return (split, place) }
    }
    return nil
  }

  /// Whether what the parts come to is an estimate: then it proves nothing about any of them.
  package func isEstimated(_ split: Split) -> Bool {
    derivations.contains { split.parts.contains($0.name) && ($0.isEstimate || $0.spread != nil) }
  }

  /// The parameters that a formula depends on, through derived values too, in the order of the card.
  package func parameters(of formula: Formula) -> [String] {
    var names: Set<String> = []
    func collect(_ formula: Formula) {
      for name in formula.names where names.insert(name).inserted {
        if let own = derivations.first(where: { $0.name == name }) { collect(own.expression) }
      }
    }
    collect(formula)
    return allParameters.map(\.name).filter(names.contains)
  }

  /// The parameters that have to be said for a formula to be what the caller says: not those that by default count
  /// one, which changes no product.
  package func saidParameters(of formula: Formula) -> [String] {
    let all = parameters(of: formula)
    let own = all.filter { parameter($0)?.defaultValue != .number(.one) }
    return own.isEmpty ? all : own
  }

  /// What has to be said of a total before its metered parts lower the first part: parameters that the first part's
  /// own formula knows nothing of.
  package func parametersBeyondFirst(of split: Split) -> [String] {
    guard let first = derivations.first(where: { $0.name == split.parts[0] }) else { return [] }
    let own = parameters(of: first.expression)
    return saidParameters(of: split.total).filter { !own.contains($0) }
  }

  /// The derived values as they are computed when some names are given: the parts of a total may be what others
  /// leave of it.
  package func derivations(given: Set<String>) -> [Derivation] {
    derivations.map { derivation in
      guard let (split, place) = split(with: derivation.name), !given.contains(derivation.name),
        split.parts.contains(where: given.contains)
      else { return derivation }
      let own = saidParameters(of: derivation.expression)
      let isTotalGiven = saidParameters(of: split.total).allSatisfy(given.contains)
      guard place == 0 || given.contains(split.parts[0]) else { return derivation }
      let isLeft =
        place == 0
        ? parametersBeyondFirst(of: split).allSatisfy(given.contains)
        : isTotalGiven && !isEstimated(split)
      if isLeft {
        let rest = split.rest(of: derivation.name)
        let isToldApart = !parametersBeyondFirst(of: split).isEmpty
        return derivation.computed(
          as: isToldApart ? Formula(.call(.min, [derivation.expression, rest])) : rest)
      }
      return place == 0 || !own.isEmpty && own.allSatisfy(given.contains)
        ? derivation : derivation.computed(as: Formula(.number(.zero)))
    }
  }
}

extension Derivation {
  fileprivate func computed(as formula: Formula) -> Derivation {
    Derivation(
      name: name, expression: formula, isMeter: isMeter, confidence: confidence, spread: spread,
      source: source)
  }
}
