import BillingTypes

/// The legal values of one parameter in an order, cut into cells that can be halved, and the range
/// of them that is asked about.
///
/// Cells depend on the parameter alone and not on the range: two searches over different ranges
/// cut at the same places.
struct ParameterAxis {
  let parameter: Parameter
  /// What is asked about; nil for every legal value.
  let asked: ValueRange?
  /// How many cells there are: one for each value, or equal parts of an interval of decimals.
  let count: Int

  init(_ parameter: Parameter, asked: ValueRange?) {
    self.parameter = parameter
    self.asked = asked
    count =
      switch parameter.domain {
      case .choice(let words): words.count
      case .boolean(let truths): truths.count
      case .numbers(let values): values.count
      case .integer(let lower, let upper, let step): Int((upper - lower) / step + 1)
      case .decimal(let lower, let upper): lower == upper ? 1 : Self.decimalCells
      }
  }

  private static let decimalCells = 1 << 20

  /// What is asked about in some of the cells; nil when nothing is.
  func range(of cells: ClosedRange<Int>) -> ValueRange? {
    switch (parameter.domain, asked) {
    case (.choice(let words), nil): return .choice(Set(words[cells]))
    case (.choice(let words), .choice(let some)?):
      let found = some.intersection(words[cells])
      return found.isEmpty ? nil : .choice(found)
    case (.boolean(let truths), nil): return .boolean(Set(truths[cells]))
    case (.boolean(let truths), .boolean(let some)?):
      let found = some.intersection(truths[cells])
      return found.isEmpty ? nil : .boolean(found)
    case (.numbers(let values), nil):
      return .number(values[cells.lowerBound]...values[cells.upperBound])
    case (.numbers(let values), .number(let interval)?):
      let found = values[cells].filter { interval.contains($0) }
      guard let first = found.first, let last = found.last else { return nil }
      return .number(first...last)
    case (.integer(let lower, _, let step), nil), (.integer(let lower, _, let step), .number?):
      let first = Rational(lower + Int128(cells.lowerBound) * step)
      let last = Rational(lower + Int128(cells.upperBound) * step)
      return wholes(first...last, from: Rational(lower), step: Rational(step))
    case (.decimal(let lower, let upper), nil), (.decimal(let lower, let upper), .number?):
      return decimals(lower...upper, cells)
    default: return nil
    }
  }

  /// The legal whole numbers of an interval that are asked about.
  private func wholes(
    _ interval: ClosedRange<Rational>, from lower: Rational, step: Rational
  ) -> ValueRange? {
    guard case .number(let asked)? = asked else { return .number(interval) }
    guard asked.overlaps(interval) else { return nil }
    var first = interval.lowerBound
    var last = interval.upperBound
    // Where the arithmetic does not fit, the end stays: wider, never too narrow.
    if asked.lowerBound > first,
      let next = try? lower + (asked.lowerBound - lower).rounded(toMultipleOf: step, .up)
    {
      first = next
    }
    if asked.upperBound < last,
      let next = try? lower + (asked.upperBound - lower).rounded(toMultipleOf: step, .down)
    {
      last = next
    }
    return first <= last ? .number(first...last) : nil
  }

  private func decimals(_ domain: ClosedRange<Rational>, _ cells: ClosedRange<Int>) -> ValueRange? {
    func edge(_ cell: Int) -> Rational? {
      if cell == 0 { return domain.lowerBound }
      if cell == count { return domain.upperBound }
      return try? domain.lowerBound + (domain.upperBound - domain.lowerBound)
        * Rational(Int128(cell), over: Int128(count))
    }
    let first = edge(cells.lowerBound) ?? domain.lowerBound
    let last = edge(cells.upperBound + 1) ?? domain.upperBound
    let interval = first...last
    guard case .number(let asked)? = asked else { return .number(interval) }
    return asked.overlaps(interval) ? .number(asked.clamped(to: interval)) : nil
  }
}
