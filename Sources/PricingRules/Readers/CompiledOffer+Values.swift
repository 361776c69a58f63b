import BillingTypes

extension CompiledOffer {
  /// A value in the form that rules read.
  ///
  /// - Parameters:
  ///   - value: A number, a word or a truth value.
  ///   - slot: Of which parameter or meter, see ``slot(of:)``.
  /// - Throws: ``RequestError/illegalValue(_:parameter:offer:legal:)`` for a value that is not legal, with more
  ///   decimals than are counted, or larger than any bill.
  /// - Returns: The value, to be set as often as it is needed.
  public func value(
    _ value: FormulaValue, of slot: Int
  ) throws(RequestError) -> RequestRun.Value {
    let input = lowered.inputs[slot]
    guard let cell = input.cell(of: value, codes), isLegal(cell, slot) else {
      throw illegal(value.description, input)
    }
    return RequestRun.Value(slot: slot, number: cell)
  }

  /// A whole number in the form that rules read.
  public func value(_ whole: Int, of slot: Int) throws(RequestError) -> RequestRun.Value {
    let legal = legal[slot]
    let (cell, overflow) = Int64(whole).multipliedReportingOverflow(by: legal.scale)
    guard legal.scale != 0, !overflow, isLegal(cell, slot) else {
      throw illegal("\(whole)", lowered.inputs[slot])
    }
    return RequestRun.Value(slot: slot, number: cell)
  }

  /// Whether a value is legal by itself.
  @inline(__always)
  func isLegal(_ cell: Int64, _ slot: Int) -> Bool {
    legal[slot].contains(cell) ?? lowered.inputs[slot].isLegal(cell)
  }

  private func illegal(_ text: String, _ input: RuleInput) -> RequestError {
    .illegalValue(text, parameter: input.name, offer: offer.id, legal: offer.legalValues(of: input))
  }

  private func decimal(_ number: Int128, _ places: Int) -> Rational {
    guard let quotient = try? Rational(number, over: Int128(decimalPower(places))) else {
      preconditionFailure("a power of ten is not zero")
    }
    return quotient
  }

  /// What an input of a request holds.
  func formulaValue(_ number: Int128, of input: RuleInput) -> FormulaValue {
    switch input.kind {
    case .word: .choice(codes.words[Int(number)])
    case .truth: .boolean(number != 0)
    case .number(let places):
      .number(decimal(number, places))
    }
  }
}

extension Offer {
  /// The legal values of an input in words.
  func legalValues(of input: RuleInput) -> String {
    guard let parameter = parameter(input.name) else { return legalMeteredValues(of: input.name) }
    if case .decimal = parameter.domain {
      return parameter.legalValues + ", with at most \(DecimalPlaces.most) decimals"
    }
    return parameter.legalValues
  }

  /// The legal values of a meter in words.
  func legalMeteredValues(of meter: String) -> String {
    MeterLimit.words(
      upTo: LoweringSetting.mostUnits, isCounted: countedMeters.contains(meter))
  }
}

extension RuleInput {
  /// A value in the form that rules read; nil for one of another kind, or with more decimals than are counted.
  func cell(of value: FormulaValue, _ codes: WordCodes) -> Int64? {
    switch (kind, value) {
    case (.number(let places), .number(let number)):
      let scale = Int128(decimalPower(places))
      let (scaled, rest) = scale.quotientAndRemainder(dividingBy: number.denominator)
      guard rest == 0, let product = number.numerator.product(scaled) else { return nil }
      return Int64(exactly: product)
    case (.truth, .boolean(let truth)): return truth ? 1 : 0
    case (.word, .choice(let word)): return codes.known(word)
    default: return nil
    }
  }

  /// Whether a value is legal by itself.
  func isLegal(_ cell: Int64) -> Bool {
    switch domain {
    case .values(let values): values.contains(cell)
    case .steps(let lower, let upper, let step):
      cell >= lower && cell <= upper && (step == 1 || (cell - lower) % step == 0)
    }
  }
}
