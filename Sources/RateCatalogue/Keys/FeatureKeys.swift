import PricingRules
import WorkloadSimulator

// Tables of keys of a feature.
extension KeyTable {
  /// The keys of which a feature has one: how often it asks.
  static let volumeKeys = [
    "requests_per_month", "accepted_per_month", "sessions_per_month", "follows",
  ]

  static let feature: KeyTable = KeyTable(
    "feature",
    [
      .may("requests_per_month", distribution), .may("accepted_per_month", distribution),
      .may("sessions_per_month", distribution), .may("follows", .map(follows)),
      .must("feature", .text), .must("category", .choice(of: MediaCategory.self)),
      .may("needs", .items(.any([.text, .map(needs)]))), .may("max_latency_seconds", .number),
      .may("integration", .choice(of: Integration.self)), .must("offer", .text),
      .may("candidates", .items(.text)), .may("growth_per_month", distribution),
      .may("seasonality", .entries(distribution)), .may("mix", .list(.map(requestClass))),
      .may("request", .entries(requestValue)), .may("session_seconds", requestValue),
      .may("idle_seconds", requestValue), .may("takes_per_accepted", distribution),
      .may("failure_rate", distribution), .may("moderation_rate", distribution),
      .may("timeout_rate", distribution), .may("cancelled_rate", distribution),
      .may("outcomes", .map(featureOutcomes)), .may("arrivals", .map(arrivals)),
      .may("overdispersion", .number), .may("launch", .map(launch)),
      .may("step_changes", .list(.map(stepChange))), .may("at_most_per_month", .number),
      .may("retries", .number), .may("chain", .map(chain)), .may("max_wait", .map(patience)),
      .may("defaults", .entries(requestValue)), .may("tags", .entries(.text)),
    ], exactlyOne: volumeKeys)

  static let follows: KeyTable = KeyTable(
    "follows",
    [
      .must("feature", .text), .may("per_accepted", distribution),
      .may("per_request", distribution),
    ], exactlyOne: ["per_accepted", "per_request"])

  static let needs: KeyTable = KeyTable(
    "needs",
    [
      .may("max_latency_seconds", .number), .may("integration", .choice(of: Integration.self)),
      .may("self_hosted", .truth),
    ])

  /// The endings of which a feature may know whether they are billed.
  static let featureEndings: [Outcome] = [.failed, .timeout, .moderatedOutput, .cancelled]

  static let featureOutcomes: KeyTable = KeyTable(
    "feature_outcomes",
    featureEndings.map { .may($0.rawValue, .choice(of: OutcomeBilling.self)) })

  static let requestClass: KeyTable = KeyTable(
    "request_class",
    [
      .must("share", .any([.choice(["rest"]), distribution])),
      .may("request", .entries(requestValue)),
    ])

  static let launch: KeyTable = KeyTable(
    "launch", [.must("month", .month), .may("ramp_months", .number), .may("from", .number)])

  static let stepChange: KeyTable = KeyTable(
    "step_change", [.must("from", .month), .must("factor", distribution)])

  static let chain: KeyTable = KeyTable(
    "chain",
    [
      .must("calls", distribution), .may("feeds", .entries(.text)),
      .may("on_failure", .choice(of: ChainAfterFailure.self)),
    ])

  static let patience: KeyTable = KeyTable(
    "patience", [.must("seconds", .number), .may("share", .number)])

  static let arrivals: KeyTable = KeyTable(
    "arrivals",
    [
      .may("hours", .any([.choice(of: HourPattern.self), .list(.number)])),
      .may(
        "weekdays",
        .any([.choice(of: WeekdayPattern.self), .list(.number), .map(weekdayWeights)])),
      .may("timezone", .text),
    ])

  static let weekdayWeights: KeyTable = KeyTable(
    "weekday_weights",
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map { .may($0, .number) })
}
