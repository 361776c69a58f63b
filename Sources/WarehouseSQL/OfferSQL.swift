import BillingTypes
import PricingRules
import WorkloadSimulator

/// The SQL of one offer over one period: common table expressions, each from the one before.
struct OfferSQL {
  let period: OfferPeriod
  let whole: LoweredOffer
  var settings: WarehouseSettings
  /// Whether sources leave every bill open.
  let isOpenAnyway: Bool
  /// By parameter: the meters that make an illegal value of it harmless, when all of a set are given.
  let replacing: [String: [Set<String>]]
  /// What stands before the names of its expressions.
  let prefix: String
  /// What pooled charges use, to be settled over months.
  let pooled: [PooledColumn]

  /// The names and bodies; the last one gives the priced rows.
  ///
  /// - Throws: ``WarehouseRefusal`` for what a pool's column cannot count.
  func expressions() throws -> [(name: String, body: String)] {
    let writer = self.writer
    let hasRules = !rules.isEmpty
    var steps: [(suffix: String, items: [String])] = [
      ("checked", checkedItems(problem: hasRules ? SQLNames.inputProblem : SQLNames.problem))
    ]
    var levels = writer.levels.filter { !$0.isEmpty }.map { level in
      level.map { "\($0.text) AS \($0.name)" }
    }
    if hasRules {
      let holding = rules.map { rule in
        let holds = writer.truth(rule.node).inside(.comparison)
        return rule.replaced.map { "(\(holds) OR \($0))" } ?? holds
      }.joined(separator: " AND ")
      levels.append([
        "CASE WHEN \(SQLNames.inputProblem) IS NOT NULL THEN \(SQLNames.inputProblem) "
          + "WHEN NOT (\(holding)) THEN \(dialect.literal(brokenRule)) END AS \(SQLNames.problem)"
      ])
    }
    for (index, items) in levels.enumerated() { steps.append(("step_\(index + 1)", items)) }
    var result = [(name: "\(prefix)read", body: readBody)]
    for (suffix, items) in steps {
      let source = result[result.count - 1].name
      result.append(
        (
          "\(prefix)\(suffix)",
          "SELECT\n  *,\n  \(items.joined(separator: ",\n  "))\nFROM \(source)"
        ))
    }
    let source = result[result.count - 1].name
    result.append((settings.resultName(prefix), try resultBody(writer, from: source)))
    return result
  }

  private var dialect: any SQLDialect { settings.dialect }

  /// The inputs that are columns of the table, with the names of their cells and values.
  var inputs: [(input: RuleInput, column: InputSQL)] {
    whole.inputs.compactMap { input in
      settings.kinds[input.name].map { (input, InputSQL(input, $0, settings)) }
    }
  }

  private var writer: SQLWriter {
    let names = whole.inputs.map { input -> (value: String, isGiven: String) in
      guard let kind = settings.kinds[input.name] else { return ("NULL", "FALSE") }
      let column = InputSQL(input, kind, settings)
      return (column.value, "\(column.cell) IS NOT NULL")
    }
    var given = whole.derived.map { derived in
      let isPlain = derived.value.factor == .one && derived.value.divisor == nil
      return (node: derived.value.numerator, name: derived.name + (isPlain ? "" : "_units"))
    }
    given.append((whole.amount, "picounits"))
    var taken = SQLNames.internal
    for (_, column) in inputs { taken.formUnion([column.plainCell, column.plainValue]) }
    return SQLWriter(
      whole.graph, results: results, dialect, words: settings.words, inputs: names, given: given,
      taken: taken)
  }

  private var results: [Int] {
    var results = pooled.isEmpty ? [whole.amount] : []
    results += [whole.isComplete, whole.isUnknown]
    results += rules.map(\.node) + [whole.isUndisputed].compactMap(\.self)
    guard !pooled.isEmpty else { return results }
    for (index, charge) in whole.charges.enumerated() {
      if let pool = pooled.first(where: { $0.charge == index }) {
        results.append(pool.value.numerator)
      } else {
        results.append(charge.picounits)
      }
    }
    return results
  }

  /// The offer's rows as whole numbers, words and truth values.
  private var readBody: String {
    var items = settings.carried.map { "u.\($0)" }
    items.append("\(settings.day) AS \(SQLNames.day)")
    for (_, column) in inputs { items.append("\(column.reading) AS \(column.cell)") }
    for (_, column) in inputs {
      if let wrong = dialect.isNoTruth(column.source), column.isTruth {
        items.append("\(wrong) AS \(column.wrong)")
      }
    }
    let known = Set(whole.inputs.map(\.name))
    let foreign = settings.columns.filter { !known.contains($0.name) && settings.isRequest($0) }
    if !foreign.isEmpty {
      let given = foreign.map {
        dialect.isGiven("u.\(dialect.identifier($0.name))", $0.kind)
      }
      items.append("(\(given.joined(separator: "\n    OR "))) AS \(SQLNames.hasUnknownValue)")
    }
    var conditions = [
      "u.\(dialect.identifier(LogColumn.offer.rawValue)) = \(dialect.literal(whole.offer.id.rawValue))"
    ]
    conditions += settings.conditions(of: period)
    return """
      SELECT
        \(items.joined(separator: ",\n  "))
      FROM \(settings.source)
      WHERE \(conditions.joined(separator: "\n  AND "))
      """
  }

  /// Legal values, defaults in place of others, and what is wrong.
  private func checkedItems(problem name: String) -> [String] {
    let used = Set(whole.graph.nodes.compactMap(\.inputRead))
    var items: [String] = []
    for (index, input) in whole.inputs.enumerated() where used.contains(index) {
      guard let column = inputs.first(where: { $0.input.name == input.name })?.column else {
        continue
      }
      items.append("\(column.legalValue(settings.words)) AS \(column.value)")
    }
    var cases: [String] = []
    let known = Set(whole.inputs.map(\.name))
    if settings.columns.contains(where: { !known.contains($0.name) && settings.isRequest($0) }) {
      cases.append(
        "WHEN \(SQLNames.hasUnknownValue) THEN "
          + dialect.literal("a value is given for something that the offer does not know"))
    }
    for (input, column) in inputs {
      if input.defaultValue == nil, !input.isOptional {
        cases.append(
          "WHEN \(column.cell) IS NULL THEN "
            + dialect.literal(
              "\(input.name): a value is needed; legal are \(legalValues(of: input))"))
      }
      guard var wrong = column.isIllegal(settings.words) else { continue }
      if let replacing = replacing(input) { wrong = "(\(wrong)) AND NOT (\(replacing))" }
      cases.append(
        "WHEN \(wrong) THEN "
          + dialect.literal("\(input.name): legal are \(legalValues(of: input))"))
    }
    let text = dialect.type(of: .word)
    items.append(
      cases.isEmpty
        ? "CAST(NULL AS \(text)) AS \(name)"
        : "CASE\n    \(cases.joined(separator: "\n    "))\n  END AS \(name)")
    return items
  }

  private func legalValues(of input: RuleInput) -> String {
    if let parameter = whole.offer.parameter(input.name) { return parameter.legalValues }
    guard case .number(let places) = input.kind, let scale = Int64(tenToThe(places)) else {
      return ""
    }
    return MeterLimit.words(upTo: input.range.upperBound / scale)
  }

  private var brokenRule: String {
    let rules = whole.checks.compactMap { check -> String? in
      switch check.subject {
      case .rule(let index): whole.offer.requirements[index].explanation
      case .split(let index): whole.offer.splits[index].explanation
      case .element(let name): ParameterList.explanation(of: name)
      default: nil
      }
    }
    return rules.isEmpty
      ? "a formula has no value for this"
      : "not legal together: \(rules.joined(separator: "; or "))"
  }

  private func resultBody(_ writer: SQLWriter, from source: String) throws -> String {
    var items = ["\(dialect.month(ofDay: SQLNames.day)) AS \(settings.month)"]
    items += settings.carried
    let isUnknown = writer.truth(whole.isUnknown)
    let isNever = whole.graph.constant(whole.isUnknown) == 0
    let isKnown =
      "\(SQLNames.problem) IS NULL" + (isNever ? "" : " AND NOT \(isUnknown.inside(.comparison))")
    let picounits = self.picounits(writer)
    if dialect.sumsPicounits {
      items.append("CASE WHEN \(isKnown) THEN \(picounits) END AS picounits")
    }
    items.append("CASE WHEN \(isKnown) THEN \(dialect.amount(picounits)) END AS amount")
    items.append("\(settings.currency(of: whole.offer)) AS currency")
    var cases = ["WHEN \(SQLNames.problem) IS NOT NULL THEN NULL"]
    let conditions = certainty(writer)
    if conditions?.isEmpty == true {
      cases.append("ELSE 'complete'")
    } else {
      if let conditions {
        cases.append("WHEN \(conditions.joined(separator: " AND ")) THEN 'complete'")
      }
      cases.append(
        isNever ? "ELSE 'partial'" : "WHEN \(isUnknown.text) THEN 'unknown' ELSE 'partial'")
    }
    items.append("CASE \(cases.joined(separator: " ")) END AS completeness")
    items.append("\(SQLNames.problem) AS problem")
    for column in settings.pools {
      let own = pooled.filter { $0.pool == column.id }
      let used = try own.map {
        try column.units($0.value, writer.number($0.value.numerator), dialect)
      }
      items.append(
        used.isEmpty
          ? "CAST(NULL AS \(dialect.wholeType)) AS \(column.name)"
          : "CASE WHEN \(SQLNames.problem) IS NULL THEN \(used.joined(separator: " + ")) END AS \(column.name)"
      )
    }
    return "SELECT\n  \(items.joined(separator: ",\n  "))\nFROM \(source)"
  }

  /// The amount of what is priced row by row.
  private func picounits(_ writer: SQLWriter) -> String {
    guard !pooled.isEmpty else { return writer.number(whole.amount).inside(.atom) }
    let rest = whole.charges.indices.filter { index in !pooled.contains { $0.charge == index } }
    let parts = rest.map { writer.number(whole.charges[$0].picounits).inside(.sum) }
    return parts.isEmpty ? dialect.number(0) : "(\(parts.joined(separator: " + ")))"
  }
}
