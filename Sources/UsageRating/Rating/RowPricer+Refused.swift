import BillingTypes
import CostAnalysis
import PricingRules

// Requests that the defaults of what they leave out make illegal.
extension RowPricer {
  /// The bill of a request that is not legal with the defaults of what it leaves out, and is with other values.
  ///
  /// Its amount is the least with other values of what the broken rules are about, and the defaults of all else.
  ///
  /// - Returns: nil where nothing is left out, or no request is legal; and for what is pooled, or metered for
  ///   several calls.
  func openBill(
    _ request: Request, _ key: RatingBook.VersionKey, calls: ClosedRange<Int>,
    reportable: (String) -> Bool
  ) throws(RowRejection) -> Bill? {
    let offer = book.offers[key.offer]
    guard let rules = try? rules(key), rules.pools.allSatisfy({ $0 == nil }),
      let resolved = try? offer.resolve(request, vocabulary: book.catalogue.vocabulary),
      (try? Self.check(resolved, rules.limit, offer)) != nil,
      calls == 1...1 || !request.entries.contains(where: { offer.parameter($0.name) == nil })
    else { return nil }
    var values: [String: FormulaValue] = [:]
    for value in resolved.values where value.origin == .given { values[value.name] = value.value }
    let open = book.openParameters(
      of: offer, given: Set(values.keys), said: Set(request.entries.map(\.name)),
      needed: offer.allParameters.map(\.name), reportable: reportable)
    guard !open.isEmpty, let range = rules.ranges.ask(values, open: Set(open), { $0.range($1) })
    else {
      return nil
    }
    do throws(NumberError) {
      var tally = GroupTotal()
      tally.rows = 1
      let calls = Int128(calls.lowerBound)...Int128(calls.upperBound)
      let figure = self.figure(resolved, values, Set(open), rules) ?? range
      tally.picounits = try figure.floor.picounits.times(calls.lowerBound)
      guard tally.picounits.magnitude <= GroupTotal.mostOfRow else { throw .overflow }
      tally.openness = try Openness(tally.picounits, range, calls: calls)
      return try Bill(tally, rules.offer.currency, .partial, isSettled: true)
    } catch {
      throw .number(error)
    }
  }

  /// What a request that breaks rules lies between when only what they are about may differ from its default; nil
  /// where more than that must.
  private func figure(
    _ resolved: ResolvedRequest, _ values: [String: FormulaValue], _ open: Set<String>,
    _ rules: Rules
  ) -> AmountRange? {
    guard var moved = try? rules.offer.parametersOfBrokenRules(resolved).intersection(open) else {
      return nil
    }
    let offer = rules.offer.offer
    let tied = offer.requirements.map { Set(offer.parameters(of: $0.condition)) }
    while !moved.isEmpty {
      if let found = rules.ranges.ask(values, open: moved, { $0.range($1) }) { return found }
      // Other values may break rules that the defaults keep: these move what is tied to the moved.
      let wider = tied.filter { !$0.isDisjoint(with: moved) }
        .reduce(moved) { $0.union($1.intersection(open)) }
      if wider == moved { return nil }
      moved = wider
    }
    return nil
  }
}
