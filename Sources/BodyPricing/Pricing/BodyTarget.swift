public import PricingRules

/// Where a body is about to be sent, as far as the caller says.
public struct BodyTarget: Hashable, Sendable {
  /// The API: a provider, with a suffix where it sells by several; nil for any.
  public var api: String?
  /// The model, where the body does not name it.
  public var model: String?
  /// The address, or its path.
  public var url: String?
  /// Parameters that are no part of the body, such as the service tier.
  public var beside: Request

  /// Creates a target.
  public init(
    api: String? = nil, model: String? = nil, url: String? = nil, beside: Request = [:]
  ) {
    self.api = api
    self.model = model
    self.url = url
    self.beside = beside
  }
}
