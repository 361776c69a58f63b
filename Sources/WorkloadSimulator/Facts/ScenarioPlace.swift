/// A part of a scenario that a problem is about; who read it from a file knows the line.
public enum ScenarioPlace: Hashable, Sendable {
  /// The scenario as a whole.
  case whole
  /// The feature of that name.
  case feature(String)
  /// What the calls of the feature of that name are fed.
  case feeds(feature: String)
  /// A plan that is subscribed to, by its place in the list.
  case plan(Int)
  /// A purchase of packs, by its place in the list.
  case purchase(Int)
  /// A correlation, by its place in the list.
  case correlation(Int)

  /// The feature that it belongs to; nil for what all features share.
  public var feature: String? {
    switch self {
    case .feature(let name), .feeds(let name): name
    case .whole, .plan, .purchase, .correlation: nil
    }
  }
}
