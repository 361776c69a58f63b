import BillingTypes
import PricingRules

/// Sums what calls use over values that vary: exactly over small grids of whole numbers, over evenly spread points
/// elsewhere, as many as it takes and there is time for.
struct CallIntegration {
  /// More combinations than these are not added up one by one.
  private static let mostCells = 1 << 12
  /// Points of each replicate at first, and at most.
  private static let (fewest, most) = (1 << 7, 1 << 13)
  /// More combinations than these are drawn like other values; and so many calls of a replicate are priced at most.
  private static let (mostListed, mostPriced) = (1 << 4, 1 << 14)

  private var chargeCount: Int { units.count }
  private let names: [String]
  private let distributions: [Distribution]
  private let rules: [TranslationRule]
  /// What each charge is priced in.
  private let units: [PriceUnit]
  /// The error of a mean, as a part of it, below which no more points are asked for.
  private let tolerance: Double
  /// Sets inputs that follow from others.
  private let feed: (inout RequestRun) throws(RequestError) -> Void

  init(
    _ varying: [(name: String, distribution: Distribution)], rules: [TranslationRule],
    units: [PriceUnit], tolerance: Double,
    feed: @escaping (inout RequestRun) throws(RequestError) -> Void
  ) {
    names = varying.map(\.name)
    distributions = varying.map(\.distribution)
    self.rules = rules
    self.units = units
    self.tolerance = tolerance
    self.feed = feed
  }

  /// What calls use.
  ///
  /// - Parameter run: Holds the values that do not vary.
  /// - Throws: ``PricingError``, `RequestError` or `NumberError`.
  /// - Returns: The distinct uses with their shares.
  func rows(_ run: RequestRun) throws -> CallRows {
    var run = run
    if names.isEmpty {
      try feed(&run)
      _ = try run.price()
      return CallRows(
        rows: [.init(uses: uses(&run), share: .one, units: nil)], outside: [:],
        errors: Array(repeating: 0, count: chargeCount))
    }
    let grids = zip(distributions, rules).map { ValueGrid($0, $1, most: Self.mostCells) }
    let known = grids.compactMap(\.self)
    var cellCount = 1
    for grid in known where cellCount <= Self.mostCells { cellCount *= grid.cells.count }
    return known.count == grids.count && cellCount <= Self.mostCells
      ? try exactly(known, &run) : try overPoints(grids, &run)
  }

  private func uses(_ run: inout RequestRun) -> [CallRows.Use] {
    (0..<chargeCount).map { charge in
      let (quantity, cost) = run.usage(ofCharge: charge)
      return CallRows.Use(quantity: quantity, cost: cost)
    }
  }

  /// Prices a call with its own values.
  ///
  /// - Returns: What it uses, and whether the offer refuses the values together.
  private func price(
    _ values: [Rational], _ slots: [Int?], _ run: inout RequestRun
  ) throws -> (uses: [CallRows.Use], isRefused: Bool) {
    for (slot, value) in zip(slots, values) {
      if let slot { try run.set(slot, to: .number(value)) }
    }
    try feed(&run)
    let isRefused = try run.brokenRequirement() != nil
    _ = try run.price()
    return (uses(&run), isRefused)
  }

  /// Every combination of the grids' numbers.
  private func exactly(_ grids: [ValueGrid], _ run: inout RequestRun) throws -> CallRows {
    let slots = names.map { run.compiled.slot(of: $0) }
    var sums = CallRowSums()
    var refused = 0.0
    var places = grids.map { _ in 0 }
    while true {
      let cells = zip(grids, places).map { $0.cells[$1] }
      let probability = cells.reduce(1) { $0 * $1.probability }
      let (uses, isRefused) = try price(cells.map(\.number), slots, &run)
      sums.add(
        sums.place(of: uses), weight: probability, share: Self.product(of: cells.map(\.share)))
      if isRefused { refused += probability }
      guard let next = places.indices.last(where: { places[$0] + 1 < grids[$0].cells.count }) else {
        break
      }
      places[next] += 1
      for later in places.indices where later > next { places[later] = 0 }
    }
    return CallRows(
      rows: try sums.rows(),
      outside: outside(grids.map(\.outside), refused: refused / sums.weight),
      errors: Array(repeating: 0, count: chargeCount))
  }

  private static func product(of shares: [Rational?]) -> Rational? {
    shares.reduce(.one) { product, share in
      product.flatMap { product in share.flatMap { try? product * $0 } }
    }
  }

  /// Evenly spread points, doubled until the means of replicates agree; values of which there are few are added up at
  /// each of them.
  private func overPoints(_ grids: [ValueGrid?], _ run: inout RequestRun) throws -> CallRows {
    let listed = Listing(grids, most: Self.mostListed)
    let drawn = names.indices.filter { !listed.names.contains($0) }
    let points = ShiftedPoints(dimensions: drawn.count)
    let slots = names.map { run.compiled.slot(of: $0) }
    var sums = CallRowSums()
    var clipped = names.map { _ in 0 }
    var refused = 0.0
    // Many points fall on the same legal values, which are priced once.
    var priced: [[Rational]: PricedCall] = [:]
    let none = [Double](repeating: 0, count: chargeCount)
    var totals = Array(repeating: none, count: ShiftedPoints.replicateCount)
    var (done, count) = (0, Self.fewest)
    var values = [Rational](repeating: .zero, count: names.count)
    while true {
      for replicate in totals.indices {
        for point in done..<count {
          for (dimension, index) in drawn.enumerated() {
            let number = distributions[index].shape.quantile(
              points.coordinate(point, of: replicate, dimension: dimension))
            let (legal, isClipped) = rules[index].nearestLegal(to: number)
            if isClipped { clipped[index] += 1 }
            values[index] = legal
          }
          for combination in listed.combinations {
            for (index, number) in zip(listed.names, combination.numbers) { values[index] = number }
            let call: PricedCall
            if let before = priced[values] {
              call = before
            } else {
              let (uses, isRefused) = try price(values, slots, &run)
              call = PricedCall(
                place: sums.place(of: uses), isRefused: isRefused,
                totals: uses.map { ($0.cost ?? $0.quantity ?? .zero).approximation })
              priced[values] = call
            }
            if call.isRefused { refused += combination.probability }
            sums.add(call.place, weight: combination.probability)
            for charge in call.totals.indices {
              totals[replicate][charge] += combination.probability * call.totals[charge]
            }
          }
        }
      }
      done = count
      let errors = errors(totals, count: count)
      let isFine = errors.indices.allSatisfy { charge in
        // What costs little beside the others need not be known as well as they are.
        let whole = errors.indices.filter { units[$0] == units[charge] }
          .reduce(0) { $0 + abs(errors[$1].mean) }
        return errors[charge].error <= tolerance * whole
      }
      guard !isFine, count < Self.most, count * listed.combinations.count < Self.mostPriced else {
        let number = Double(count * totals.count)
        return CallRows(
          rows: try sums.rows(),
          outside: outside(
            names.indices.map {
              listed.names.contains($0)
                ? grids[$0]?.outside ?? 0 : Double(clipped[$0]) / number
            },
            refused: refused / number),
          errors: errors.map(\.error))
      }
      count *= 2
    }
  }

  /// What a call with some values comes to.
  private struct PricedCall {
    /// The place of its use among the sums.
    let place: Int
    let isRefused: Bool
    let totals: [Double]
  }

  /// Means over all replicates with their errors, charge by charge.
  private func errors(_ totals: [[Double]], count: Int) -> [(mean: Double, error: Double)] {
    let number = Double(totals.count)
    return (0..<chargeCount).map { charge in
      let means = totals.map { $0[charge] / Double(count) }
      let mean = means.reduce(0, +) / number
      let squares = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (mean, (squares / (number * (number - 1))).squareRoot())
    }
  }

  private func outside(
    _ shares: [Double], refused: Double
  ) -> [RequestUsage.Outside: Rational] {
    var outside: [RequestUsage.Outside: Rational] = [:]
    // Less than one request in two thousand is no reason to doubt a cost.
    func note(_ kind: RequestUsage.Outside, _ share: Double) {
      if share >= 0.0005 { outside[kind] = Rational(nearest: share, places: 12) }
    }
    for (name, share) in zip(names, shares) { note(.value(of: name), share) }
    note(.combination, refused)
    return outside
  }
}
