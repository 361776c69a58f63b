public import PricingRules

/// The offer that a new scenario plans for a feature, why it is that one, and which others come next.
public struct StarterChoice: Sendable {
  /// What is asked for, with those needs alone that some offer of the category lists.
  public let ask: StarterAsk
  /// The offer that is planned, with the quote of one request.
  public let planned: Comparison.Candidate
  /// What the planned offer, and those that come next, meet; nil where somebody named it.
  public let standard: StarterStandard?
  /// How many offers meet it.
  public let count: Int
  /// The cheapest sellers of other models that come next, three at most, cheapest first.
  public let others: [Comparison.Candidate]
}

/// What an offer has to meet to be planned; the first that some offer meets counts.
public enum StarterStandard: CaseIterable, Sendable {
  /// Its whole price is known from a source that should know, it is sold without doubt, and it does what is asked as it
  /// is asked.
  case certain
  /// Its price is known from a good source, it is sold, and it does what is asked as it is asked.
  case likely
  /// Its price is known, and one call of it does what is asked.
  case priced
}

/// Why a new scenario cannot have a feature.
public enum StarterRefusal: Error, Sendable {
  /// No offer of the category has a known price for what is asked.
  case nothingServes(StarterAsk, reason: Comparison.Exclusion?)
  /// The offer that was named cannot do it.
  case offerCannot(OfferID, ExclusionReason)
  /// Nothing is known of what the offer that was named costs.
  case offerWithoutPrice(OfferID)
}
