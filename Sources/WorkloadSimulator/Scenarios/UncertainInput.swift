import BillingTypes
import PricingRules

/// An input of a scenario by the name that correlations, drivers and `--explain` use.
public struct UncertainInput: Sendable {
  /// `factor` for a shared factor, `feature.key` for an input of a feature, with the scenario's own
  /// keys, such as `clips.requests_per_month`.
  public let name: String
  /// What the scenario says of it.
  public let distribution: Distribution

  /// Whether it differs from trial to trial.
  public var isUncertain: Bool { distribution.fixedValue == nil }
}

extension Scenario {
  /// Every input that is drawn once per trial: shared factors, then those of each feature.
  ///
  /// Values of requests are not among them: they vary from request to request.
  public var inputs: [UncertainInput] { Self.inputs(shared: shared, features: features) }

  /// The inputs of a scenario with these factors and features.
  public static func inputs(shared: [SharedFactor], features: [Feature]) -> [UncertainInput] {
    shared.map { UncertainInput(name: $0.name, distribution: $0.distribution) }
      + features.flatMap(\.inputs)
  }
}

extension Forecast {
  /// How far real bills lie around the estimates of the offers that are used; drawn once per trial,
  /// with mean one, so that it widens a cost and does not move it.
  public var estimateInputs: [UncertainInput] { offers.flatMap(\.estimateInputs) }
}

extension Feature {
  /// The feature's own inputs.
  public var inputs: [UncertainInput] {
    var inputs = [input(volume.key, volume.distribution)]
    inputs += [
      input(InputKey.growth, growth), input(InputKey.takes, takesPerAccepted),
      input(InputKey.failure, failureRate), input(InputKey.moderation, moderationRate),
    ]
    for ending in endings
    where ending.rate != .fixed(.zero) && [.timeout, .cancelled].contains(ending.outcome) {
      inputs.append(input(ending.key, ending.rate))
    }
    for mean in uncertainMeans { inputs.append(input(mean.key, mean.values.center)) }
    for share in uncertainShares { inputs.append(input(share.key, share.distribution)) }
    for (month, factor) in seasonality.sorted(by: { $0.key < $1.key })
    where factor.fixedValue == nil {
      inputs.append(input(InputKey.season(month), factor))
    }
    for (index, step) in path.steps.enumerated() {
      inputs.append(input(InputKey.step(index), step.factor))
    }
    return inputs
  }

  private func input(_ key: String, _ distribution: Distribution) -> UncertainInput {
    UncertainInput(name: "\(name).\(key)", distribution: distribution)
  }
}

/// The scenario's keys of a feature's inputs.
enum InputKey {
  static let growth = "growth_per_month"
  static let takes = "takes_per_accepted"
  static let failure = "failure_rate"
  static let moderation = "moderation_rate"
  static let timeout = "timeout_rate"
  static let cancelled = "cancelled_rate"

  /// The key of a share of the mix, by its place from 0.
  static func share(_ place: Int) -> String { "mix.\(place + 1).share" }

  /// The key of the factor of a month of the year.
  static func season(_ month: Int) -> String { "seasonality.\(month)" }

  /// The key of a change of volume, by its place in the list from 0.
  static func step(_ index: Int) -> String { "step_changes.\(index + 1)" }
}

extension Volume {
  /// The scenario's key for it.
  public var key: String {
    switch self {
    case .requests: "requests_per_month"
    case .accepted: "accepted_per_month"
    case .sessions: "sessions_per_month"
    case .follows: "per_accepted"
    case .followsRequests: "per_request"
    }
  }

  /// The number behind it.
  public var distribution: Distribution {
    switch self {
    case .requests(let number), .accepted(let number), .sessions(let number),
      .follows(_, let number), .followsRequests(_, let number):
      number
    }
  }
}
