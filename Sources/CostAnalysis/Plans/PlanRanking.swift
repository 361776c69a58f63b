import BillingTypes
import PricingRules
import Settlement

/// Which of some sellers is cheapest by how much a month uses, and where another overtakes it.
struct PlanRanking {
  private let sellers: [PlanMonth]

  init(_ sellers: [PlanMonth]) { self.sellers = sellers }

  /// A stretch of quantities over which every seller's cost is a line.
  private struct Stretch {
    let from: Rational
    /// Another quantity on the lines: the end, or any where there is none.
    let to: Rational
    let isLast: Bool
  }

  /// A seller's line over a stretch.
  private struct Line {
    let seller: Int
    let start: Rational
    let end: Rational
  }

  /// The sellers from no use on: the cheapest for the least, then each that overtakes it.
  ///
  /// Between the quantities at which a cost bends, costs are lines; so two of them that settle both ends tell exactly where
  /// they cross.
  ///
  /// - Throws: ``NumberError/overflow``.
  func steps() throws(NumberError) -> [(seller: Int?, from: Rational, gap: SettlementGap?)] {
    var steps: [(seller: Int?, from: Rational, gap: SettlementGap?)] = []
    for stretch in try stretches() {
      let lines = try lines(over: stretch)
      var place = stretch.from
      var current = lines.first { $0.seller == steps.last?.seller }
      if current == nil {
        // The one before has ended here: what more costs there is not known, or it cannot be had.
        var gap: SettlementGap?
        if let before = steps.last?.seller { gap = try self.gap(of: before, at: stretch) }
        current = lines.min { ($0.start, $0.end, $0.seller) < ($1.start, $1.end, $1.seller) }
        steps.append((current?.seller, place, gap))
        guard current != nil else { return steps }
      }
      while let line = current, let next = try overtaking(line, lines, from: place, in: stretch) {
        place = next.at
        current = next.line
        // At no use at all nobody has been the cheapest yet.
        if steps.last?.from == place { steps.removeLast() }
        steps.append((next.line.seller, place, nil))
      }
    }
    return steps
  }

  private func stretches() throws(NumberError) -> [Stretch] {
    var ends: Set<Rational> = [.zero]
    for seller in sellers { ends.formUnion(try seller.bends()) }
    let sorted = ends.sorted()
    var stretches: [Stretch] = []
    for (index, from) in sorted.enumerated() {
      let isLast = index + 1 == sorted.count
      let to = isLast ? try from + .one : sorted[index + 1]
      stretches.append(Stretch(from: from, to: to, isLast: isLast))
    }
    return stretches
  }

  /// The lines of the sellers that can serve the whole stretch.
  private func lines(over stretch: Stretch) throws(NumberError) -> [Line] {
    var lines: [Line] = []
    for (index, seller) in sellers.enumerated() {
      guard case .success(let end) = try seller.cost(of: stretch.to),
        case .success(let start) = try seller.cost(of: stretch.from)
      else { continue }
      lines.append(Line(seller: index, start: start, end: end))
    }
    return lines
  }

  private func gap(of seller: Int, at stretch: Stretch) throws(NumberError) -> SettlementGap? {
    guard case .failure(let refusal) = try sellers[seller].cost(of: stretch.to) else { return nil }
    return refusal.gap
  }

  /// The first line that falls below another one, from a quantity on.
  private func overtaking(
    _ line: Line, _ lines: [Line], from place: Rational, in stretch: Stretch
  ) throws(NumberError) -> (line: Line, at: Rational)? {
    let width = try stretch.to - stretch.from
    var found: (line: Line, at: Rational, gain: Rational)?
    for other in lines where other.seller != line.seller {
      // How much cheaper the other becomes with every unit.
      let gain = try ((line.end - line.start) - (other.end - other.start)) / width
      guard gain > .zero else { continue }
      let at = max(place, try stretch.from + (other.start - line.start) / gain)
      guard stretch.isLast || at < stretch.to else { continue }
      if let best = found, (best.at, gain) <= (at, best.gain) { continue }
      found = (other, at, gain)
    }
    return found.map { ($0.line, $0.at) }
  }
}
