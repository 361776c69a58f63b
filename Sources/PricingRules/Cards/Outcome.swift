/// How a request ended.
public enum Outcome: String, Hashable, Sendable, CaseIterable {
  /// What was asked for came out.
  case succeeded
  /// Nothing came out, for a technical reason.
  case failed
  /// The request was refused for what it asks for.
  case moderatedInput = "moderated_input"
  /// What came out was withheld for what it shows.
  case moderatedOutput = "moderated_output"
  /// The caller gave up waiting, and the provider went on.
  case timeout
  /// The caller took the request back.
  case cancelled

  /// The parameter that says how a request ended.
  public static let parameterName = "outcome"
}

/// Whether a provider bills an outcome.
public enum OutcomeBilling: String, Hashable, Sendable, CaseIterable {
  /// As a success is.
  case billed
  /// Not at all.
  case notBilled = "not_billed"
  /// Nobody found out.
  case unknown
}
