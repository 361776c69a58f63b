import BillingTypes

/// A request that an offer's rules have priced.
package struct RuledRequest {
  /// Its values, with where each came from.
  package let resolved: ResolvedRequest
  /// The run with every charge.
  package let run: RequestRun
  /// The known amount.
  package let picounits: Int128
  /// How much of the amount is known.
  package let pricing: Completeness

  /// What the bill can be: the amount, where nothing opens it.
  package func range() -> (total: AmountRange, charges: [AmountRange?]) {
    var run = run
    let isSettled = !run.compiled.opensEveryRange && run.isUndisputed()
    return run.compiled.range(of: resolved, amount: picounits, isSettled ? pricing : nil)
  }
}

extension CompiledOffer {
  /// Prices a request, whatever it says of parameters that nothing needs any more.
  ///
  /// What is fully metered needs no legal parameters: an illegal value of one that no estimate still needs is kept
  /// as text, and so are those that break a rule about such parameters alone. What the bill never depended on stays a
  /// mistake.
  ///
  /// - Parameters:
  ///   - request: What the caller gives.
  ///   - vocabulary: Tells which names stand for others.
  ///   - needed: Finds the parameters that the bill may depend on when some names are given;
  ///     ``parametersNeeded(whenGiven:)`` where nobody has them already.
  /// - Throws: ``RequestError`` for a request that the offer does not sell.
  /// - Returns: The request with its price.
  package func price(
    _ request: Request, _ vocabulary: Vocabulary, needed: ((Set<String>) -> [String])? = nil
  ) throws(RequestError) -> RuledRequest {
    do {
      return try price(offer.resolve(request, vocabulary: vocabulary))
    } catch {
      guard error.isOfValues else { throw error }
      let replaced = parametersReplaced(by: request, vocabulary, needed ?? parametersNeeded)
      func kept(_ parameters: Set<String>) -> [Request.Entry] {
        request.entries.filter { entry in
          let own = self.parameters(meantBy: entry.name, vocabulary)
          return !own.isEmpty && parameters.isSuperset(of: own)
        }
      }
      let illegal = kept(replaced).filter { !isLegal($0) }
      // A rule about nothing else does not count.
      let free = kept(
        offer.requirements.map { Set(offer.parameters(of: $0.condition)) }
          .filter(replaced.isSuperset).reduce(into: []) { $0.formUnion($1) })
      guard !illegal.isEmpty || !free.isEmpty else { throw error }
      do {
        return try price(request, keepingAsText: illegal, vocabulary)
      } catch {
        guard case .refused = error, !free.isEmpty else { throw error }
        return try price(
          request, keepingAsText: illegal + free.filter { !illegal.contains($0) }, vocabulary)
      }
    }
  }

  private func price(
    _ request: Request, keepingAsText kept: [Request.Entry], _ vocabulary: Vocabulary
  ) throws(RequestError) -> RuledRequest {
    let names = Set(kept.map(\.name))
    var resolved = try offer.resolve(
      request.keeping { !names.contains($0) }, vocabulary: vocabulary)
    for entry in kept { resolved.keep(entry) }
    return try price(resolved)
  }

  /// The parameters that the rules are about which a request breaks; none for a request that is legal.
  package func parametersOfBrokenRules(
    _ resolved: ResolvedRequest
  ) throws(RequestError) -> Set<String> {
    var run = try self.run(of: resolved)
    return run.parametersOfBrokenRules()
  }

  private func price(_ resolved: ResolvedRequest) throws(RequestError) -> RuledRequest {
    var run = try self.run(of: resolved)
    let (picounits, pricing) = try run.legalPrice()
    return RuledRequest(resolved: resolved, run: run, picounits: picounits, pricing: pricing)
  }

  private func run(of resolved: ResolvedRequest) throws(RequestError) -> RequestRun {
    var run = RequestRun(try form(giving: resolved.values.lazy.map(\.name)))
    for value in resolved.values where value.origin == .given {
      guard let slot = run.compiled.slot(of: value.name) else { continue }
      try run.set(slot, to: value.value)
    }
    return run
  }

  /// The parameters whose values do not count, since what needs them is metered.
  private func parametersReplaced(
    by request: Request, _ vocabulary: Vocabulary, _ needed: (Set<String>) -> [String]
  ) -> Set<String> {
    let names = Set(request.spelledOut(vocabulary).entries.map(\.name))
    let metered = names.filter { offer.parameter($0) == nil && offer.meters.contains($0) }
    return offer.parametersReplaced(byMetering: metered, given: names, needed: needed)
  }

  /// The parameters that a name stands for: itself, both sides of a size, or none.
  private func parameters(meantBy name: String, _ vocabulary: Vocabulary) -> [String] {
    if offer.parameter(name) != nil { return [name] }
    let sides = vocabulary.sides(meantBy: name) ?? []
    return sides.filter { offer.parameter($0) != nil }
  }

  private func isLegal(_ entry: Request.Entry) -> Bool {
    if let parameter = offer.parameter(entry.name) { return parameter.value(of: entry.text) != nil }
    return entry.illegalSize == nil
  }
}

extension ResolvedRequest {
  /// Puts a text that nothing needs in the place of the default.
  fileprivate mutating func keep(_ entry: Request.Entry) {
    let value = Value(name: entry.name, value: .choice(entry.text), origin: .notNeeded)
    if let index = values.firstIndex(where: { $0.name == entry.name }) {
      values[index] = value
    } else {
      values.append(value)
    }
  }
}

extension RequestError {
  /// Whether it is about values, not about names.
  fileprivate var isOfValues: Bool {
    switch self {
    case .illegalValue, .illegalSize, .illegalSizes, .refused: true
    default: false
    }
  }
}
