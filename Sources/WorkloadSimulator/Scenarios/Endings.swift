package import BillingTypes
package import PricingRules

/// How a call may end so that nothing is kept of it.
struct Ending {
  /// The outcome.
  let outcome: Outcome
  /// The scenario's key of its share.
  let key: String
  /// The share of calls.
  let rate: Distribution
}

extension Outcome {
  /// Whether a call that ended so is sent again as long as retries are left.
  var isSentAgain: Bool { self == .failed || self == .timeout }
}

extension Feature {
  /// The ways in which calls end without an asset: those that are sent again, then those that are not.
  var endings: [Ending] {
    [
      Ending(outcome: .failed, key: InputKey.failure, rate: failureRate),
      Ending(outcome: .timeout, key: InputKey.timeout, rate: timeoutRate),
      Ending(outcome: .moderatedOutput, key: InputKey.moderation, rate: moderationRate),
      Ending(outcome: .cancelled, key: InputKey.cancelled, rate: cancelledRate),
    ]
  }

  /// How its requests say that they ended.
  var statedOutcomes: [Outcome] {
    mix.flatMap(\.values).compactMap { name, value in
      guard name == Outcome.parameterName, case .text(let word) = value else { return nil }
      return Outcome(rawValue: word)
    }
  }

  /// The mean share of calls that are sent again as long as retries are left.
  package var resentRate: Rational {
    get throws(NumberError) { try failureRate.mean + timeoutRate.mean }
  }

  /// The mean share of calls that end well.
  package var goodRate: Rational {
    get throws(NumberError) {
      let lost = try moderationRate.mean + cancelledRate.mean
      return try max(.zero, Rational.one - resentRate - lost)
    }
  }

  /// Whether an outcome is billed: as the scenario says, else as the offer's card does.
  package func billing(of outcome: Outcome, by offer: Offer) -> OutcomeBilling {
    billing[outcome] ?? offer.billing(of: outcome)
  }
}

/// The chances of a call's endings in a trial.
package struct OutcomeChances: Sendable {
  /// Failed, and given up waiting for: sent again.
  package var failure = 0.0
  package var timeout = 0.0
  /// Stopped, and taken back: not sent again.
  package var moderation = 0.0
  package var cancelled = 0.0

  /// The chances as shares of one, in this order where they are too many.
  var bounded: OutcomeChances {
    var chances = OutcomeChances()
    chances.failure = min(max(failure, 0), 1)
    chances.timeout = min(max(timeout, 0), 1 - chances.failure)
    let left = 1 - chances.failure - chances.timeout
    chances.moderation = min(max(moderation, 0), left)
    chances.cancelled = min(max(cancelled, 0), left - chances.moderation)
    return chances
  }

  /// The chance that a call is sent again.
  var resent: Double { failure + timeout }
  /// The chance that a call ends without an asset and is not sent again.
  var lost: Double { moderation + cancelled }

  /// How a call ends, for a number that is uniform between 0 and 1.
  func outcome(_ share: Double) -> Outcome {
    if share < failure { return .failed }
    if share < resent { return .timeout }
    if share < resent + moderation { return .moderatedOutput }
    return share < resent + lost ? .cancelled : .succeeded
  }
}

/// Which endings are certainly billed.
struct BilledEndings: Hashable {
  var failure = false
  var timeout = false
  var moderation = false
  var cancelled = false

  init(
    failure: Bool = false, timeout: Bool = false, moderation: Bool = false, cancelled: Bool = false
  ) {
    self.failure = failure
    self.timeout = timeout
    self.moderation = moderation
    self.cancelled = cancelled
  }

  init(_ feature: Feature, _ offer: Offer) {
    func isBilled(_ outcome: Outcome) -> Bool { feature.billing(of: outcome, by: offer) == .billed }
    self.init(
      failure: isBilled(.failed), timeout: isBilled(.timeout),
      moderation: isBilled(.moderatedOutput), cancelled: isBilled(.cancelled))
  }

  /// How many of the calls that are sent again are billed.
  func resentShare(_ chances: OutcomeChances) -> Double {
    guard chances.resent > 0 else { return 0 }
    return ((failure ? chances.failure : 0) + (timeout ? chances.timeout : 0)) / chances.resent
  }

  /// How many of the calls that are lost otherwise are billed.
  func lostShare(_ chances: OutcomeChances) -> Double {
    guard chances.lost > 0 else { return 0 }
    return ((moderation ? chances.moderation : 0) + (cancelled ? chances.cancelled : 0))
      / chances.lost
  }

  /// Whether an outcome is billed.
  func isBilled(_ outcome: Outcome) -> Bool {
    switch outcome {
    case .failed: failure
    case .timeout: timeout
    case .moderatedOutput: moderation
    case .cancelled: cancelled
    case .succeeded: true
    case .moderatedInput: false
    }
  }
}
