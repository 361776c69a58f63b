import BillingTypes

/// What several things have each by itself, such as the sizes of the pictures that are sent in.
public struct ParameterList: Sendable {
  /// The parameter that says how many there are.
  public let count: Parameter
  /// What each may have a value of its own of, in the order of the card.
  public let parameters: [Parameter]
  /// Derived values that therefore differ from one to the next, in the order in which they are computed.
  public let derivations: [Derivation]

  /// The most that there can be.
  public var most: Int {
    if case .number(let most) = count.extremes.highest { Int(clamping: most.numerator) } else { 0 }
  }

  /// Why a value of one that is not there is refused.
  package static func explanation(of name: String) -> String {
    "\(name) is given, and there are not so many"
  }

  /// The lists of an offer, in the order of its card.
  static func all(_ parameters: [Parameter], _ derivations: [Derivation]) -> [ParameterList] {
    guard parameters.contains(where: { $0.each != nil }) else { return [] }
    return parameters.compactMap { count in
      let own = parameters.filter { $0.each == count.name }
      guard !own.isEmpty else { return nil }
      var names = Set(own.map(\.name))
      var differing: [Derivation] = []
      for derivation in derivations where !derivation.isMeter {
        guard !names.isDisjoint(with: derivation.expression.namesOutsideSums) else { continue }
        names.insert(derivation.name)
        differing.append(derivation)
      }
      return ParameterList(count: count, parameters: own, derivations: differing)
    }
  }

  /// Those of the derived values that a formula needs, in the order in which they are computed.
  func derivations(neededFor formula: Formula) -> [Derivation] {
    var names = Set(formula.names)
    let needed = derivations.reversed().filter { derivation in
      guard names.contains(derivation.name) else { return false }
      names.formUnion(derivation.expression.names)
      return true
    }
    return needed.reversed()
  }
}

extension Offer {
  /// The parameters of single ones of lists, up to a number of each list, in the order of their numbers.
  ///
  /// They have no default: one that is not given has the value of all.
  package func elements(upTo most: Int) -> [Parameter] {
    lists.flatMap { list in
      (0..<min(most, list.most)).flatMap { place in
        list.parameters.map { $0.element(place + 1) }
      }
    }
  }

  /// All parameters of single ones of lists.
  package var elements: [Parameter] { elements(upTo: Int.max) }

  /// The parameter of a single one of a list; nil where no list has the name, or not so many.
  package func element(_ name: String) -> Parameter? {
    guard !lists.isEmpty, let element = ElementName(parsing: name),
      let list = lists.first(where: { list in
        list.parameters.contains { $0.name == element.base }
      })
    else { return nil }
    return element.place <= list.most
      ? list.parameters.first { $0.name == element.base }?.element(element.place) : nil
  }

  /// What some names say of lists by single ones: how many there are, and the parameters of which every one up to
  /// the highest is among them.
  package func namesOfLists(saidBy names: Set<String>) -> Set<String> {
    var said: Set<String> = []
    for list in lists {
      let own = names.filter { element($0)?.each == list.count.name }
      guard !own.isEmpty else { continue }
      said.insert(list.count.name)
      let count = elementCount(among: own)
      for parameter in list.parameters {
        let all = (1...count).map { ElementName(parameter.name, $0).description }
        if all.allSatisfy(own.contains) { said.insert(parameter.name) }
      }
    }
    return said
  }

  /// The highest number of a single one of a list among some names; 0 for none.
  package func elementCount(among names: some Sequence<String>) -> Int {
    guard !lists.isEmpty else { return 0 }
    return names.reduce(0) { most, name in
      guard element(name) != nil, let place = ElementName(parsing: name)?.place else { return most }
      return max(most, place)
    }
  }
}

extension Parameter {
  /// The same of a single one of those that are counted.
  fileprivate func element(_ place: Int) -> Parameter {
    Parameter(
      name: ElementName(name, place).description, domain: domain, defaultValue: nil, unit: unit,
      each: each)
  }
}
