/// A scenario with a few values changed, to be held against the one that is planned.
public struct ScenarioVariant: Sendable {
  /// Its name.
  public let name: String
  /// What is changed, such as `illustrations.request.quality=low`.
  public let changes: [String]
  /// The scenario with the changes.
  public let scenario: Scenario

  /// Creates a variant.
  public init(name: String, changes: [String], scenario: Scenario) {
    self.name = name
    self.changes = changes
    self.scenario = scenario
  }
}
