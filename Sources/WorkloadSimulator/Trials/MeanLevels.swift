/// What calls of a class use at each part of an uncertain mean, over what they use on average: taken out of single calls,
/// because the mean is the same for all calls of a trial.
struct MeanLevels {
  private struct Key: Hashable {
    let place: Int
    let mean: Int
  }

  /// By class and mean, then by slot and part.
  private var factors: [Key: [[Double]]] = [:]

  /// Finds the levels of some calls.
  ///
  /// - Parameters:
  ///   - points: Calls with their weights, what they use of each slot, and their class.
  ///   - parts: Into how many parts each mean is cut.
  ///   - slots: How many slots there are.
  init(_ points: [(weight: Double, values: [Double], own: ClassCalls)], parts: [Int], slots: Int) {
    guard !parts.isEmpty else { return }
    for point in points {
      for (mean, part) in point.own.parts.enumerated() {
        guard let part else { continue }
        let key = Key(place: point.own.place, mean: mean)
        for slot in 0..<slots {
          factors[
            key,
            default: (0..<slots).map { _ in [Double](repeating: 0, count: parts[mean]) }
          ][slot][part] += point.weight * point.values[slot]
        }
      }
    }
    factors = factors.mapValues { slots in
      slots.map { uses in
        let average = uses.reduce(0, +) / Double(uses.count)
        return uses.map { $0 > 0 ? average / $0 : 1 }
      }
    }
  }

  /// What a call uses where its means are as they are on average.
  func leveled(_ values: [Double], _ own: ClassCalls) -> [Double] {
    guard !factors.isEmpty else { return values }
    return values.indices.map { slot in
      own.parts.enumerated().reduce(values[slot]) { value, mean in
        guard let part = mean.element,
          let factor = factors[Key(place: own.place, mean: mean.offset)]
        else { return value }
        return value * factor[slot][part]
      }
    }
  }
}
