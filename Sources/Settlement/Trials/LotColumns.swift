/// What is left of allowances or packs in every trial: ``Lots``, trial by trial.
///
/// Threads may work on it at once, on trials of their own.
package final class LotColumns: @unchecked Sendable {
  private let ring: LotRing
  private let trials: Int
  private let numbers: UnsafeMutableBufferPointer<Double>

  /// No forecast is longer than this many months.
  private static let horizon = 120

  /// Nothing yet.
  ///
  /// - Parameters:
  ///   - trials: How many trials.
  ///   - pool: The pool that holds it.
  package init(trials: Int, of pool: Pool) {
    ring = LotRing(monthsKept: pool.monthsKept, horizon: Self.horizon)
    self.trials = trials
    numbers = .allocate(capacity: ring.count * trials)
    numbers.initialize(repeating: 0)
  }

  deinit { numbers.deallocate() }

  /// The lots of one trial.
  private struct TrialLots: Lots {
    let ring: LotRing
    let first: UnsafeMutablePointer<Double>
    let stride: Int

    @inline(__always)
    subscript(place: Int) -> Double {
      get { first[place &* stride] }
      nonmutating set { first[place &* stride] = newValue }
    }
  }

  @inline(__always)
  private func lots(
    _ base: UnsafeMutablePointer<Double>, _ trial: Int
  ) -> TrialLots {
    TrialLots(ring: ring, first: base + trial, stride: trials)
  }

  /// Opens a month for a block of trials.
  ///
  /// - Parameters:
  ///   - month: The month, counted from any other.
  ///   - quantity: What comes in it.
  ///   - block: The trials.
  ///   - available: Gets what can be used, a number per trial of the block.
  package func open(
    _ month: Int, adding quantity: Double, _ block: Range<Int>, available: NumberRow
  ) {
    guard let base = numbers.baseAddress else { return }
    for index in 0..<block.count {
      var lots = lots(base, block.lowerBound + index)
      lots.add(quantity, in: month)
      available[index] = lots.available()
    }
  }

  /// What is left of a plan that is not held any longer comes to what can be used.
  ///
  /// - Parameters:
  ///   - block: The trials.
  ///   - available: What can be used, a number per trial of the block; grows by what is left.
  package func offer(_ block: Range<Int>, to available: NumberRow) {
    guard let base = numbers.baseAddress else { return }
    for index in 0..<block.count {
      available[index] += lots(base, block.lowerBound + index).available()
    }
  }

  /// Uses what is left of a plan that is not held any longer.
  ///
  /// - Parameters:
  ///   - month: The month.
  ///   - block: The trials.
  ///   - rest: What is to be used, a number per trial of the block; becomes what remains to be.
  package func draw(_ month: Int, _ block: Range<Int>, from rest: NumberRow) {
    guard let base = numbers.baseAddress else { return }
    for index in 0..<block.count {
      var lots = lots(base, block.lowerBound + index)
      rest[index] -= lots.draw(rest[index], in: month)
    }
  }

  /// What cannot be used any longer when a month ends, in a block of trials together.
  package func expiring(_ month: Int, _ block: Range<Int>) -> Double {
    guard let base = numbers.baseAddress else { return 0 }
    return (0..<block.count).reduce(0) {
      $0 + lots(base, block.lowerBound + $1).expiring(after: month)
    }
  }

  /// Ends a month of what nobody asks for.
  ///
  /// - Parameters:
  ///   - month: The month.
  ///   - block: The trials.
  package func age(_ month: Int, _ block: Range<Int>) {
    guard let base = numbers.baseAddress else { return }
    for index in 0..<block.count {
      var lots = lots(base, block.lowerBound + index)
      _ = lots.expire(after: month)
    }
  }

  /// Closes a month for a block of trials, see ``Lots/close(_:used:available:_:)``.
  ///
  /// - Parameters:
  ///   - month: The month.
  ///   - pack: What is bought when it is used up; nil for allowances.
  ///   - boughtInAdvance: What packs hold that are bought whatever is used.
  ///   - block: The trials.
  ///   - used: What is used, a number per trial of the block.
  ///   - available: What could be used.
  ///   - paid: Gets what is paid for packs; untouched for allowances.
  ///   - breakage: Gets what packs cost that expired; of allowances what cannot be used any longer.
  package func close(
    _ month: Int, _ pack: PackTerms<Double>?, boughtInAdvance: Double, _ block: Range<Int>,
    used: NumberRow, available: NumberRow, paid: NumberRow, breakage: NumberRow
  ) {
    guard let base = numbers.baseAddress else { return }
    for index in 0..<block.count {
      var lots = lots(base, block.lowerBound + index)
      let (bought, expired) = lots.close(
        month, used: used[index], available: available[index], pack)
      guard let pack else {
        breakage[index] = expired
        continue
      }
      paid[index] = pack.cost(of: boughtInAdvance + bought)
      breakage[index] = pack.cost(of: expired)
    }
  }
}
