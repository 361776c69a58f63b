import BillingTypes

extension CompiledOffer {
  /// What the bill of a request can be, given what is known of its values.
  ///
  /// ```swift
  /// let range = try compiled.range(of: ["quality": .notReported(within: nil)])
  /// // range.floor is 0.00618 USD, range.ceiling 0.21102 USD
  /// ```
  ///
  /// The range is never too narrow. It is exact where the requests at its ends are found, which is the rule,
  /// and for single values; it may be too wide where formulas are many-sided. More that is open never gives a
  /// narrower range.
  ///
  /// - Parameter states: What is known of parameters and meters by name; those that are not there have their
  ///   defaults, without one any legal value, and meters their estimates.
  /// - Throws: ``RequestError`` for a name that the offer does not know.
  /// - Returns: nil when no request with such values is legal.
  public func range(of states: [String: InputState]) throws(RequestError) -> AmountRange? {
    let form = try form(giving: states.keys)
    for name in states.keys.sorted() where form.places[name] == nil {
      throw .unknownParameter(
        name, offer: offer.id, category: offer.category,
        known: offer.allParameters.map(\.name) + offer.meters, belongsTo: [])
    }
    return RangeQuestion(form, states) { RangePlan(form, given: $0) }?.answer(checking: .all)?.total
  }
}

extension CompiledOffer {
  /// Whether sources leave every bill open, whatever a request says.
  package var isOpenAnyway: Bool {
    !otherWorths.isEmpty
      || offer.isOpenAnyway(on: day)
  }

  /// Whether the bill of every request may differ from an amount that lacks nothing.
  package var opensEveryRange: Bool {
    !otherWorths.isEmpty || offer.derivations.contains { $0.spread != nil }
      || offer.charges.contains { $0.price.model.countsOverMonth }
  }

  /// Whether the bill of some requests may.
  package var opensRanges: Bool { opensEveryRange || !offer.disputes.isEmpty }

  /// What the bill of a priced request can be: its amount, where that is complete.
  ///
  /// - Parameters:
  ///   - resolved: The request.
  ///   - picounits: The known amount.
  ///   - pricing: How much of the bill is known; nil where more than prices may open it.
  /// - Returns: The range of the whole, and of each charge that has one of its own.
  func range(
    of resolved: ResolvedRequest, amount picounits: Int128, _ pricing: Completeness?
  ) -> (total: AmountRange, charges: [AmountRange?]) {
    let amount = Money(picounits: picounits, in: currency)
    let none = [AmountRange?](repeating: nil, count: offer.charges.count)
    guard pricing != .complete else {
      return (AmountRange(floor: amount, ceiling: amount, reasons: []), none)
    }
    var states: [String: InputState] = [:]
    for value in resolved.values where value.origin == .given {
      states[value.name] = .given(value.value)
    }
    // The request itself is in the box, so that some request is left.
    return RangeQuestion(self, states) { RangePlan(self, given: $0) }?.answer(checking: .all)
      ?? (AmountRange(floor: amount, ceiling: nil, reasons: []), none)
  }
}
