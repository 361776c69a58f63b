/// How a request ended.
public enum Outcome: String, Hashable, Sendable, CaseIterable {
  case succeeded, failed
  case moderatedInput = "moderated_input"
  case moderatedOutput = "moderated_output"

  /// The parameter that says how a request ended.
  public static let parameterName = "outcome"
}

/// Whether a provider bills an outcome.
public enum OutcomeBilling: String, Hashable, Sendable, CaseIterable {
  case billed
  case notBilled = "not_billed"
  case unknown
}
