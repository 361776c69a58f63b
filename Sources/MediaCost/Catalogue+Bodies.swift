public import BillingTypes
public import BodyPricing
public import Foundation
public import PricingRules

extension Catalogue {
  /// Prices the body of a request as it is about to be sent.
  ///
  /// ```swift
  /// let body = Data(#"{"model": "gpt-image-2", "prompt": "a red fox", "quality": "high", "size": "1024x1024"}"#.utf8)
  /// let price = try catalogue.price(body: body, api: "openai")
  /// print(price.source, price.amount!, price.ceiling!)
  /// ```
  ///
  /// For many bodies make a ``bodyPricer(on:knownAt:)`` once.
  ///
  /// - Parameters:
  ///   - body: JSON.
  ///   - api: The provider, with a suffix where it sells by several APIs; nil for any.
  ///   - model: The model, where the body does not name it.
  ///   - url: The address that the body is sent to.
  ///   - day: The day whose prices count; nil for today in UTC.
  /// - Throws: `BodyError` for what is no JSON, for an API that no offer has, and for a body that the provider would
  ///   refuse.
  /// - Returns: The price, whose source is unknown where no offer is found or several are.
  public func price(
    body: Data, api: String? = nil, model: String? = nil, url: String? = nil, on day: Day? = nil
  ) throws(BodyError) -> PricedBody {
    try bodyPricer(on: day).price(
      Array(body), for: BodyTarget(api: api, model: model, url: url))
  }

  /// What prices bodies with the prices of one day; make it once, ask it from any thread.
  ///
  /// - Parameters:
  ///   - day: The day; nil for today in UTC.
  ///   - knownAt: Prices that became known later do not count; nil counts all.
  /// - Returns: What prices bodies.
  public func bodyPricer(on day: Day? = nil, knownAt: Day? = nil) -> BodyPricer {
    let today = Int(Date().timeIntervalSince1970 / 86_400)
    return BodyPricer(catalogue: self, asOf: day ?? Day(number: today), knownAt: knownAt)
  }
}
