import BillingTypes

extension RuleInput {
  /// A parameter as rows give it.
  init(
    _ parameter: Parameter, _ setting: LoweringSetting, _ codes: inout WordCodes
  ) throws(LoweringRefusal) {
    name = parameter.name
    isMeter = false
    let places = setting.places[parameter.name]
    let scale = Int128(decimalPower(places))
    func whole(_ number: Rational) throws(LoweringRefusal) -> Int64 {
      guard let scaled = try? number * Rational(scale), scaled.isWhole,
        let value = Int64(exactly: scaled.numerator)
      else { throw LoweringRefusal("'\(number)' of '\(parameter.name)' has too many digits") }
      return value
    }
    func value(_ value: FormulaValue) throws(LoweringRefusal) -> Int64 {
      switch value {
      case .number(let number): return try whole(number)
      case .boolean(let truth): return truth ? 1 : 0
      case .choice(let word): return codes.code(of: word)
      }
    }
    switch parameter.domain {
    case .choice(let words):
      kind = .word
      domain = .values(words.map { codes.code(of: $0) }.sorted())
    case .boolean(let truths):
      kind = .truth
      domain = .values(truths.map { $0 ? 1 : 0 }.sorted())
    case .numbers(let numbers):
      kind = .number(places: places)
      var values: [Int64] = []
      for number in numbers { values.append(try whole(number)) }
      domain = .values(values)
    case .integer(let lower, let upper, let step):
      kind = .number(places: places)
      domain = .steps(
        lower: try whole(Rational(lower)), upper: try whole(Rational(upper)),
        step: try whole(Rational(step)))
    case .decimal(let lower, let upper):
      kind = .number(places: places)
      domain = .steps(lower: try whole(lower), upper: try whole(upper), step: 1)
    }
    let preset =
      setting.needed.contains(parameter.name)
      ? nil : setting.defaults[parameter.name] ?? parameter.defaultValue
    defaultValue = try preset.map { (preset) throws(LoweringRefusal) in try value(preset) }
  }

  /// A metered value as rows give it.
  init(meter: String, of offer: Offer, _ setting: LoweringSetting) {
    name = meter
    isMeter = true
    let places = setting.places[meter]
    kind = .number(places: places)
    let unit = decimalPower(places)
    let step = offer.countedMeters.contains(meter) ? unit : 1
    domain = .steps(lower: 0, upper: setting.meterLimit * unit, step: step)
    defaultValue = nil
  }

  /// What a credit is worth: 0 for the first reading of its plan.
  init(worthOf credit: CreditID, count: Int) {
    name = Self.worthName(of: credit)
    isMeter = false
    kind = .number(places: 0)
    domain = .values(Array(0..<Int64(count)))
    defaultValue = 0
  }

  /// A name that no card can write.
  static func worthName(of credit: CreditID) -> String { "worth of \(credit)" }

  /// Which of the steps over the month a charge's usage falls into: 0 for a month that begins with it.
  init(monthStepsOf charge: Int, count: Int) {
    name = "month step of charge \(charge)"
    isMeter = false
    kind = .number(places: 0)
    domain = .values(Array(0...Int64(count)))
    defaultValue = 0
  }
}
