import BillingTypes

/// What a month's quantity costs, for millions of trials: straight lines that are read off the exact
/// cost, see ``QuantityCost``.
package struct CostCurve: Sendable {
  /// A part of the curve.
  private struct Line {
    /// Where it begins; the quantity belongs to the line before.
    let begin: Double
    /// Where it ends; the quantity belongs to it.
    let end: Double
    /// What it would cost at a quantity of nothing.
    let base: Double
    /// What one more costs.
    let slope: Double
  }

  private enum Form {
    /// Lines that begin where the last one ended; the cost of nothing.
    case joined([Line], start: Double)
    /// Lines with steps between them; the cost of nothing.
    case apart([Line], start: Double)
    /// The cost of a started block, and its size.
    case blocks(each: Double, size: Double)
  }

  private let form: Form

  /// Reads the curve off the exact cost.
  ///
  /// - Throws: ``NumberError/overflow``.
  init(_ costs: QuantityCost) throws(NumberError) {
    switch costs.shape {
    case .blocks(let size):
      form = .blocks(
        each: try costs.cost(of: size).approximation, size: size.approximation)
    case .lines(let ends):
      let start = try costs.cost(of: .zero)
      var (begin, last) = (Rational.zero, start)
      var isJoined = true
      var lines: [Line] = []
      for end in ends.map(Optional.some) + [nil] {
        // Two points of a line, the last of them on its end.
        let far = if let end { end } else { try begin + Rational(2) }
        let near = try (begin + far) / Rational(2)
        let cost = try costs.cost(of: far)
        let slope = try (cost - costs.cost(of: near)) / (far - near)
        let base = try cost - slope * far
        if try base + slope * begin != last { isJoined = false }
        lines.append(
          Line(
            begin: begin.approximation, end: end?.approximation ?? .infinity,
            base: base.approximation, slope: slope.approximation))
        (begin, last) = (far, cost)
      }
      form =
        isJoined
        ? .joined(lines, start: start.approximation) : .apart(lines, start: start.approximation)
    }
  }

  /// The curve of one price for every unit.
  init(each: Rational) {
    form = .joined(
      [Line(begin: 0, end: .infinity, base: 0, slope: each.approximation)], start: 0)
  }

  /// The costs of many quantities, and what one more of each would cost.
  func fill(costs: NumberRow, slopes: NumberRow, of quantities: NumberRow) {
    switch form {
    case .joined(let lines, let start):
      // Line by line over all of them: what lies in a line costs its slope.
      costs.update(repeating: start)
      for (place, line) in lines.enumerated() {
        for index in costs.indices {
          let inside = min(quantities[index], line.end) - line.begin
          costs[index] += inside > 0 ? inside * line.slope : 0
          slopes[index] =
            place == 0 || quantities[index] > line.begin ? line.slope : slopes[index]
        }
      }
    case .apart(let lines, let start):
      for index in costs.indices {
        let quantity = quantities[index]
        guard quantity > 0 else {
          (costs[index], slopes[index]) = (start, 0)
          continue
        }
        var place = 0
        while quantity > lines[place].end { place += 1 }
        costs[index] = lines[place].base + quantity * lines[place].slope
        slopes[index] = lines[place].slope
      }
    case .blocks(let each, let size):
      for index in costs.indices {
        costs[index] = (quantities[index] / size).startedWhole() * each
        slopes[index] = 0
      }
    }
  }
}
