import BillingTypes
import PricingRules

extension DataReader {
  /// Reads an offer; nil when its head is not usable.
  func offer(_ context: CardContext) -> Offer? {
    let map = self.map(.offer)
    let id = map.required("offer")?.id(context, parts: 3)
    let model = map.required("model")?.text()
    let category = map.required("category")?.choice(of: MediaCategory.self)
    let integration = map.required("integration")?.choice(of: Integration.self)
    let parameters = map["parameters"]?.entries().compactMap { entry in
      entry.value.parameter(entry.key, context)
    }
    let estimates = map["estimates"]?.entries().compactMap { entry in
      entry.value.estimate(entry.key, context)
    }
    let steps = map["let"]?.entries().compactMap { name, value in
      value.expression().map { Derivation(name: name, expression: $0, isMeter: false) }
    }
    let tables = map["tables"]?.entries().compactMap { name, value in
      value.table().map { (name, $0) }
    }
    let charges = map.required("charges")?.list().compactMap { $0.charge(context) }
    let evidence = map.required("evidence")?.evidence() ?? []
    if let place = map["evidence"], place.isList, place.items().isEmpty {
      place.report("a price needs at least one source")
    }
    let limits = context.parts.hasLimits ? map["limits"] : nil
    let examples = context.parts.hasExamples ? map["examples"] : nil
    guard let id, let model, let category, let integration else { return nil }
    let offer = Offer(
      id: OfferID(id), model: model, summary: map["summary"]?.text() ?? "", category: category,
      integration: integration, validity: map["valid"]?.validity() ?? Validity(),
      parameters: parameters ?? [], requirements: map["require"]?.requirements() ?? [],
      disputes: map["disputes"]?.disputes() ?? [],
      tables: Dictionary(tables ?? [], uniquingKeysWith: { first, _ in first }),
      derivations: Self.ordered((steps ?? []) + (estimates ?? [])), charges: charges ?? [],
      serviceTiers: map["service_tiers"]?.serviceTiers() ?? [],
      outcomes: map["outcomes"]?.outcomes() ?? [:],
      capabilities: map["capabilities"]?.texts() ?? [],
      onlyFor: map["only_for"]?.texts() ?? [], latency: map["latency_seconds"]?.latency(),
      limits: limits?.limits(context) ?? [], account: limits?.scalar,
      escrow: map["escrow"]?.escrow(of: integration),
      notIncluded: map["not_included"]?.texts() ?? [], splits: map["splits"]?.splits() ?? [],
      countedMeters: context.vocabulary.countedMeters,
      cautions: map["cautions"]?.cautions() ?? [],
      evidence: evidence,
      examples: examples?.list().compactMap { $0.example() } ?? [],
      reviewed: map["reviewed"]?.reviews() ?? [])
    if !context.parts.isRight {
      map["charges"]?.checkFuturePrices(of: offer.charges, evidence: evidence)
      checkLists(of: offer, context)
      checkFormulas(of: offer, context)
      checkDoubts(of: offer)
    }
    guard context.parts.hasBindings, let native = map["native"] else { return offer }
    return offer.called(native.native(offer, context))
  }

  /// Derivations in an order in which each can be computed from those before it.
  ///
  /// What depends on itself keeps its place at the end; the checker reports its unknown name.
  private static func ordered(_ derivations: [Derivation]) -> [Derivation] {
    var remaining = derivations
    var ordered: [Derivation] = []
    while let index = remaining.firstIndex(where: { candidate in
      !remaining.contains { candidate.expression.names.contains($0.name) }
    }) {
      ordered.append(remaining.remove(at: index))
    }
    return ordered + remaining
  }

  /// Reads the domain, default and unit of a parameter.
  private func parameter(_ name: String, _ context: CardContext) -> Parameter? {
    let map = self.map(.parameter)
    let term = context.vocabulary.parameters[name]
    if term == nil {
      report(
        "unknown parameter '\(name)'"
          + suggestion(for: name, among: context.vocabulary.parameters.keys.sorted())
          + "; data/vocabulary.yaml lists them")
    }
    if let unit = map["unit"]?.text(), let expected = term?.unit, unit != expected {
      map["unit"]?.report("'\(unit)' is not the unit of '\(name)', which is '\(expected)'")
    }
    guard let domain = domain(map) else { return nil }
    let bare = Parameter(name: name, domain: domain, defaultValue: nil, unit: term?.unit)
    var value: FormulaValue?
    if let given = map["default"], let text = given.text() {
      value = bare.value(of: text)
      if value == nil { given.report("'\(text)' is not legal; legal are \(bare.legalValues)") }
    }
    return Parameter(
      name: name, domain: domain, defaultValue: value, unit: term?.unit,
      each: map["each"]?.text())
  }

  private func domain(_ map: DataMap) -> Parameter.Domain? {
    let kinds = KeyTable.domainKeys.filter { map[$0] != nil }
    guard kinds.count == 1, let field = map[kinds[0]] else {
      report("a parameter has exactly one of 'one_of', 'integer', 'number'")
      return nil
    }
    if map["step"] != nil, kinds[0] != "integer" {
      map["step"]?.report("'step' goes with 'integer'")
    }
    switch kinds[0] {
    case "one_of":
      let words = field.list().compactMap { $0.text() }
      guard !words.isEmpty else {
        field.report("'one_of' needs at least one value")
        return nil
      }
      if Set(words).count < words.count { field.report("a value is listed twice") }
      if Set(words).isSubset(of: ["true", "false"]) { return .boolean(words.map { $0 == "true" }) }
      let numbers = words.compactMap { try? DecimalText.parse($0) }
      return numbers.count == words.count ? .numbers(numbers.sorted()) : .choice(words)
    case "integer":
      let bounds = field.bounds()
      let step = map["step"].flatMap { $0.whole(in: 1...1_000_000) } ?? 1
      guard let bounds else { return nil }
      guard bounds.lower.isWhole, bounds.upper.isWhole else {
        field.report("the bounds of 'integer' must be whole numbers")
        return nil
      }
      return .integer(
        lower: bounds.lower.numerator, upper: bounds.upper.numerator, step: Int128(step))
    default:
      return field.bounds().map { .decimal(lower: $0.lower, upper: $0.upper) }
    }
  }

  private func bounds() -> (lower: Rational, upper: Rational)? {
    let numbers = list().compactMap { $0.number() }
    guard numbers.count == 2, numbers[0] <= numbers[1] else {
      report("expected two bounds in ascending order, such as [16, 3840]")
      return nil
    }
    // So that counting the steps between them cannot overflow.
    let most = Rational(1_000_000_000_000_000_000)
    guard numbers.allSatisfy({ $0 <= most && $0 >= Rational(-most.numerator) }) else {
      report("bounds have at most eighteen digits")
      return nil
    }
    return (numbers[0], numbers[1])
  }

  private func splits() -> [Split] {
    list().compactMap { item in
      let map = item.map(.split)
      let total = map.required("total")?.expression()
      let parts = map.required("parts")?.list().compactMap { $0.text() }
      guard let total, let parts else { return nil }
      guard parts.count > 1, Set(parts).count == parts.count else {
        map["parts"]?.report("a total has two parts or more, each listed once")
        return nil
      }
      return Split(total: total, parts: parts)
    }
  }

  private func requirements() -> [Requirement] {
    list().compactMap { item in
      let map = item.map(.requirement)
      let condition = map.required("that")?.expression()
      let explanation = map.required("else")?.text()
      guard let condition, let explanation else { return nil }
      return Requirement(condition: condition, explanation: explanation)
    }
  }

  private func estimate(_ name: String, _ context: CardContext) -> Derivation? {
    if context.vocabulary.meters[name] == nil {
      report(
        "unknown meter '\(name)'"
          + suggestion(for: name, among: context.vocabulary.meters.keys.sorted())
          + "; data/vocabulary.yaml lists them, and 'let' names intermediate values")
    }
    guard isMap else {
      return expression().map { Derivation(name: name, expression: $0, isMeter: true) }
    }
    let map = self.map(.estimate)
    var spread: EstimateSpread?
    if let field = map["spread"]?.map(.spread),
      let low = field.required("low")?.amount(), let high = field.required("high")?.amount()
    {
      if low > high { map["spread"]?.report("'low' \(low) is above 'high' \(high)") }
      spread = EstimateSpread(low: low, high: high)
    }
    let confidence = map["confidence"]?.choice(of: Confidence.self)
    return map.required("is")?.expression().map {
      Derivation(
        name: name, expression: $0, isMeter: true,
        confidence: confidence ?? (spread == nil ? nil : .medium), spread: spread,
        source: map["source"]?.text())
    }
  }

  private func serviceTiers() -> [ServiceTier] {
    entries().compactMap { name, value in
      let map = value.map(.serviceTier)
      if name == ServiceTier.standard { value.report("'standard' is every offer's own tier") }
      guard let multiplier = map.required("multiply")?.amount() else { return nil }
      return ServiceTier(name: name, multiplier: multiplier, latency: map["latency"]?.text())
    }
  }

  private func outcomes() -> [Outcome: OutcomeBilling] {
    let map = self.map(.outcomes)
    var billing: [Outcome: OutcomeBilling] = [:]
    for outcome in Outcome.allCases {
      billing[outcome] = map[outcome.rawValue]?.choice(of: OutcomeBilling.self)
    }
    return billing
  }

  private func latency() -> Latency {
    let map = self.map(.latency)
    return Latency(p50: map["p50"]?.amount(), p95: map["p95"]?.amount())
  }
}
