import BillingTypes

/// What several things have each by itself, as rules see it.
extension OfferLowering {
  /// The single ones' values that rows or requests may give.
  static func elementInputs(
    of offer: Offer, _ setting: LoweringSetting, _ codes: inout WordCodes
  ) throws(LoweringRefusal) -> [RuleInput] {
    var inputs: [RuleInput] = []
    for element in offer.elements where setting.given.contains(element.name) {
      var input = try RuleInput(element, setting, &codes)
      input.isElement = true
      inputs.append(input)
    }
    return inputs
  }

  /// Says how many of a list there are, which of them have values of their own, and that no value is given for
  /// one that is not there.
  mutating func addLists() throws(LoweringRefusal) {
    for list in offer.lists {
      let places = elementPlaces(of: list)
      guard case .number(let stated)? = compiler.names[list.count.name] else {
        throw LoweringRefusal("'\(list.count.name)' counts nothing, for it is no number")
      }
      guard !places.isEmpty else {
        compiler.lists.append(LoweredList(list: list, elements: [], rest: stated))
        continue
      }
      let isStated = isGiven(list.count.name)
      // Where nobody says how many, they are as many as the highest number that is given.
      var isAny = [compiler.graph.truth(false)]
      for own in places.reversed() {
        isAny.append(
          own.values.reduce(isAny[isAny.count - 1]) { any, place in
            compiler.graph.either(any, compiler.graph.isGiven(place))
          })
      }
      isAny.reverse()
      let isNone = compiler.graph.isNot(isAny[0])
      var count = stated
      for place in places.indices {
        let highest = try compiler.graph.value(Rational(place + 1))
        let isHighest = compiler.graph.both(isAny[place], compiler.graph.isNot(isStated))
        count = try compiler.graph.choice(isHighest, highest, count)
      }
      var elements: [LoweredList.Element] = []
      for (index, own) in places.enumerated() {
        let number = try compiler.graph.value(Rational(index + 1))
        // Not by the count: where that is not stated, what is not there is not even asked for.
        let reaches = compiler.graph.isNot(try compiler.graph.isLess(stated, number))
        let isThere = compiler.graph.either(
          compiler.graph.both(compiler.graph.either(isStated, isNone), reaches),
          compiler.graph.both(compiler.graph.isNot(isStated), isAny[index]))
        var values: [String: FormulaLowering.Value] = [:]
        for (name, place) in own {
          let isGiven = compiler.graph.isGiven(place)
          demand(
            compiler.graph.either(compiler.graph.isNot(isGiven), isThere),
            .element(compiler.graph.inputs[place].name))
          let single = compiler.names[compiler.graph.inputs[place].name]
          guard let single, let all = compiler.names[name],
            let value = try compiler.choice(isGiven, single, all)
          else { continue }
          values[name] = value
        }
        elements.append(LoweredList.Element(isThere: isThere, values: values))
      }
      let most = try compiler.graph.value(Rational(places.count))
      var rest = try compiler.graph.extreme(
        compiler.graph.sum(stated, compiler.graph.negated(most)), compiler.graph.value(.zero),
        isLeast: false)
      rest = try compiler.graph.choice(
        compiler.graph.either(isStated, isNone), rest, compiler.graph.value(.zero))
      compiler.names[list.count.name] = .number(count)
      compiler.lists.append(LoweredList(list: list, elements: elements, rest: rest))
    }
  }

  /// The inputs of single ones, one by one, up to the highest that may be given; by the parameter.
  private func elementPlaces(of list: ParameterList) -> [[String: Int]] {
    var places: [[String: Int]] = []
    var missing: [[String: Int]] = []
    for place in 0..<list.most {
      var own: [String: Int] = [:]
      for parameter in list.parameters {
        own[parameter.name] = inputPlaces[ElementName(parameter.name, place + 1).description]
      }
      missing.append(own)
      if !own.isEmpty {
        places += missing
        missing = []
      }
    }
    return places
  }

  /// A truth value: a row says all that there is to say of a parameter.
  ///
  /// Of a list that is the value of all, or those of every single one; and who gives single ones says how many
  /// there are.
  mutating func isSaid(_ name: String) -> Int {
    let isPlain = isGiven(name)
    if let list = offer.lists.first(where: { $0.count.name == name }) {
      return elementPlaces(of: list).flatMap(\.values).reduce(isPlain) { any, place in
        compiler.graph.either(any, compiler.graph.isGiven(place))
      }
    }
    guard let each = offer.parameter(name)?.each,
      let list = compiler.lists.first(where: { $0.list.count.name == each }),
      !list.elements.isEmpty
    else { return isPlain }
    var isEach = compiler.graph.isEqual(list.rest.numerator, compiler.graph.number(0))
    for (element, own) in zip(list.elements, elementPlaces(of: list.list)) {
      let isGiven = own[name].map { compiler.graph.isGiven($0) } ?? compiler.graph.truth(false)
      isEach = compiler.graph.both(
        isEach, compiler.graph.either(compiler.graph.isNot(element.isThere), isGiven))
    }
    return compiler.graph.either(isPlain, isEach)
  }
}
