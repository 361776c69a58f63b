public import PricingRules

/// A scenario with a few values changed, to be held against the one that is planned.
public struct ScenarioVariant: Sendable {
  /// Its name.
  public let name: String
  /// What is changed, such as `illustrations.request.quality=low`.
  public let changes: [String]
  /// The scenario with the changes.
  public let scenario: Scenario
  /// What is agreed with providers in the variant; nil where that is what is agreed in the plan.
  public let terms: Terms?

  /// Creates a variant.
  public init(name: String, changes: [String], scenario: Scenario, terms: Terms? = nil) {
    self.name = name
    self.changes = changes
    self.scenario = scenario
    self.terms = terms
  }

  /// The same with other terms, and with other words for what is changed.
  public func with(changes: [String], terms: Terms?) -> ScenarioVariant {
    ScenarioVariant(name: name, changes: changes, scenario: scenario, terms: terms)
  }
}
