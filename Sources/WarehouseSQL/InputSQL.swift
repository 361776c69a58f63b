import PricingRules

/// One input of an offer as SQL: how its cell is read, which values are legal, what is used.
struct InputSQL {
  private let input: RuleInput
  private let kind: UsageColumn.Kind
  private let dialect: any SQLDialect

  init(_ input: RuleInput, _ kind: UsageColumn.Kind, _ settings: WarehouseSettings) {
    self.input = input
    self.kind = kind
    dialect = settings.dialect
  }

  /// The cell in the table.
  var source: String { "u.\(dialect.identifier(input.name))" }
  var isTruth: Bool { kind == .truth }
  var plainCell: String { SQLNames.own("\(input.name)_cell") }
  var plainValue: String { SQLNames.own(input.isMeter ? "metered_\(input.name)" : input.name) }
  /// The name of what was read; NULL where nothing is given.
  var cell: String { dialect.identifier(plainCell) }
  /// The name of what is used.
  var value: String { dialect.identifier(plainValue) }
  /// The name of the mark of a cell that holds no truth value.
  var wrong: String { dialect.identifier(SQLNames.own("\(input.name)_is_wrong")) }

  /// The cell as a whole number, a word or a truth value.
  var reading: String {
    switch kind {
    case .time, .word: dialect.word(source)
    case .truth: dialect.truth(source)
    case .number(let places): dialect.whole(source, places: places)
    }
  }

  /// The value where it is legal, else the default; where there is none, any legal value.
  func legalValue(_ words: [String]) -> String {
    let preset = literal(input.defaultValue ?? input.range.lowerBound, words)
    guard let condition = isLegal(words) else { return "COALESCE(\(cell), \(preset))" }
    return "CASE WHEN \(condition) THEN \(cell) ELSE \(preset) END"
  }

  /// A condition that holds for cells that are given and not legal; nil when there are none.
  func isIllegal(_ words: [String]) -> String? {
    let mark = isTruth && dialect.isNoTruth(source) != nil ? wrong : nil
    let condition = isLegal(words).map { "NOT (\($0))" }
    return [mark, condition].compactMap(\.self).isEmpty
      ? nil : [mark, condition].compactMap(\.self).joined(separator: " OR ")
  }

  /// A condition on the cell; nil when every value of its type is legal.
  private func isLegal(_ words: [String]) -> String? {
    switch input.domain {
    case .values(let values):
      if isTruth {
        guard values.count == 1 else { return nil }
        return values[0] == 1 ? cell : "NOT \(cell)"
      }
      let list = values.map { literal($0, words) }
      return list.count == 1
        ? "\(cell) = \(list[0])" : "\(cell) IN (\(list.joined(separator: ", ")))"
    case .steps(let lower, let upper, let step):
      var conditions = [
        "\(cell) BETWEEN \(dialect.number(lower)) AND \(dialect.number(upper))"
      ]
      if step > 1 {
        // Without a difference: it could overflow for what is not legal.
        let rest = ((lower % step) + step) % step
        let own = dialect.remainder(cell, dialect.number(step))
        conditions.append(
          lower >= 0
            ? "\(own) = \(rest)"
            : "\(dialect.remainder("(\(own) + \(step))", dialect.number(step))) = \(rest)")
      }
      return conditions.joined(separator: " AND ")
    }
  }

  private func literal(_ value: Int64, _ words: [String]) -> String {
    switch kind {
    case .time, .word: dialect.literal(words[Int(value)])
    case .truth: value == 1 ? "TRUE" : "FALSE"
    case .number: dialect.number(value)
    }
  }
}
