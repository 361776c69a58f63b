extension TrialMonth {
  /// Adds what the billed calls of a stage use, slot by slot.
  func addUse(
    of sample: CallSample, by calls: UnsafeMutableBufferPointer<Double>, to start: Int,
    _ stream: RandomStream, _ member: Int
  ) {
    addSums(
      of: sample, by: calls, to: (0..<sample.slotCount).map { used(start + $0) }, stream, member)
  }

  /// Adds the sums of `calls` draws of a sample: from the limit where there are many, with the first
  /// correction for skewness, one by one where there are few.
  func addSums(
    of sample: CallSample, by calls: UnsafeMutableBufferPointer<Double>,
    to targets: [UnsafeMutableBufferPointer<Double>], _ stream: RandomStream, _ member: Int
  ) {
    let slots = sample.slotCount
    if sample.isFixed {
      for slot in 0..<slots {
        let (target, mean) = (targets[slot], sample.mean[slot])
        for index in 0..<size { target[index] += calls[index] * mean }
      }
      return
    }
    let each = stream.part(-1)
    let normal = work(5)
    for slot in 0..<slots {
      let (target, mean) = (targets[slot], sample.mean[slot])
      let deviation = sample.deviation[slot]
      let skew = deviation * sample.skewness[slot] / 6
      normal.update(repeating: 0)
      for other in 0...slot {
        let weight = sample.factor[slot * slots + other]
        guard weight != 0 else { continue }
        let part = stream.part(other)
        let first = trials.lowerBound
        for index in 0..<size {
          normal[index] += weight * scores.score(part[first &+ index])
        }
      }
      let limit = sample.limitCount
      for index in 0..<size {
        let score = normal[index]
        let sum =
          calls[index] * mean + calls[index].squareRoot() * deviation * score
          + skew * (score * score - 1)
        target[index] += calls[index] >= limit ? max(0, sum) : 0
      }
    }
    guard calls.contains(where: { $0 < sample.limitCount && $0 > 0 }) else { return }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: slots) { few in
      guard let base = few.baseAddress else { return }
      for index in 0..<size where calls[index] < sample.limitCount && calls[index] > 0 {
        few.update(repeating: 0)
        let own = each.part(trials.lowerBound + index)
        for call in 0..<Int(calls[index]) { sample.addOne(own[call], to: base) }
        for slot in 0..<slots { targets[slot][index] += few[slot] }
      }
    }
  }

  /// Makes what is used, drawn and expected, that of the mix as its shares are drawn.
  func follow(_ shares: ShareEffect, from start: Int) {
    let columns = shares.inputs.map { group.drawn[$0.name]?.part(trials) }
    for slot in shares.weights.indices {
      let (used, expected) = (used(start + slot), expected(start + slot))
      for index in 0..<size {
        let factor = shares.factor(slot) { columns[$0]?[index] ?? shares.inputs[$0].mean }
        used[index] *= factor
        expected[index] *= factor
      }
    }
  }
}
