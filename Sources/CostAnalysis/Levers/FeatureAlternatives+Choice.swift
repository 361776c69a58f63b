import BillingTypes
import PricingRules

extension FeatureAlternatives {
  /// An offer that costs certainly less than the planned one, and those that cost less still and are not it.
  public struct Choice: Sendable {
    /// The offer to speak of.
    public let option: Option
    /// What costs less still and is passed over, the cheapest first: something differs from what is asked for, or a part
    /// that is needed is paid elsewhere, and of ``option`` neither is so.
    public let passedOver: [Option]
  }

  /// What is nearest to the plan among the offers that cost certainly less.
  ///
  /// It is the cheapest of which nothing differs and nothing needed is paid elsewhere, or else the cheapest. Every
  /// document recommends by this rule.
  ///
  /// - Parameter isSame: Whether offers of the planned model are meant, or of others.
  /// - Returns: The choice; nil where none costs certainly less.
  public func choice(ofSameModel isSame: Bool) -> Choice? {
    guard let planned = options.first(where: \.isPlanned), planned.isPriced else { return nil }
    let cheaper = options.filter { option in
      guard !option.isPlanned, option.isPriced, !option.offer.validity.life.ranksApart,
        (option.offer.model == planned.offer.model) == isSame,
        let ceiling = option.range.ceiling
      else { return false }
      return ceiling.picounits < planned.range.floor.picounits
    }
    let near = cheaper.firstIndex { $0.keepsThePlan(planned) } ?? 0
    guard cheaper.indices.contains(near) else { return nil }
    return Choice(option: cheaper[near], passedOver: Array(cheaper[..<near]))
  }
}

extension FeatureAlternatives.Option {
  /// Whether nothing differs from what is asked for, and nothing is paid elsewhere that the planned offer brings.
  fileprivate func keepsThePlan(_ planned: FeatureAlternatives.Option) -> Bool {
    differs.isEmpty
      && offer.notIncluded.allSatisfy { planned.offer.notIncluded.contains($0) }
  }
}
