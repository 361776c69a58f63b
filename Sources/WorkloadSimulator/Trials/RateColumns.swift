/// How the calls of a feature end, and how many takes it needs, trial by trial.
struct RateColumns {
  /// Columns of what is drawn, with the places of the inputs.
  let drawn: [(input: Int, column: Column)]
  private let failure: UnsafeMutableBufferPointer<Double>?
  private let timeout: UnsafeMutableBufferPointer<Double>?
  private let moderation: UnsafeMutableBufferPointer<Double>?
  private let cancelled: UnsafeMutableBufferPointer<Double>?
  private let takes: UnsafeMutableBufferPointer<Double>?
  private var known = OutcomeChances()
  private var knownTakes = 0.0

  /// Makes room for what is drawn of a feature.
  init(_ feature: FeatureProgram, trials: Int) {
    var drawn: [(input: Int, column: Column)] = []
    func column(
      _ value: FeatureProgram.Value, _ known: inout Double
    ) -> UnsafeMutableBufferPointer<Double>? {
      switch value {
      case .known(let number):
        known = number
        return nil
      case .input(let input):
        let column = Column(trials)
        drawn.append((input, column))
        return column.values
      }
    }
    failure = column(feature.failure, &known.failure)
    timeout = column(feature.timeout, &known.timeout)
    moderation = column(feature.moderation, &known.moderation)
    cancelled = column(feature.cancelled, &known.cancelled)
    takes = column(feature.takes, &knownTakes)
    self.drawn = drawn
  }

  /// The chances in a trial.
  @inline(__always)
  func chances(_ trial: Int) -> OutcomeChances {
    var chances = known
    if let failure { chances.failure = failure[trial] }
    if let timeout { chances.timeout = timeout[trial] }
    if let moderation { chances.moderation = moderation[trial] }
    if let cancelled { chances.cancelled = cancelled[trial] }
    return chances
  }

  /// The takes in a trial.
  @inline(__always)
  func takes(_ trial: Int) -> Double { takes?[trial] ?? knownTakes }
}
