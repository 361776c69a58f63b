/// What the court says of a figure, in one word for programs; sentences are made of the values.
public enum CourtCode: String, Hashable, Sendable, CaseIterable {
  // MARK: It agrees

  /// The figure comes out exactly.
  case same
  /// What comes out is the figure when it is rounded to the list's decimals.
  case sameRounded = "same_rounded"

  // MARK: Why it disagrees

  /// Nothing that was tried explains it.
  case unexplained
  /// It is our price of an earlier day.
  case earlierPrice = "earlier_price"
  /// It is our price of a later day.
  case laterPrice = "later_price"
  /// It is our price of another service tier.
  case otherTier = "other_tier"
  /// It is our price of a request with other values.
  case otherSetting = "other_setting"
  /// It is what the whole request comes to, with what is sent in.
  case wholeRequest = "whole_request"
  /// It is our price of another meter.
  case otherMeter = "other_meter"
  /// It is the price of another offer of the same model.
  case otherOffer = "other_offer"
  /// It is what another seller takes for the same model.
  case otherSeller = "other_seller"
  /// It is our price under a plan.
  case underPlan = "under_plan"
  /// Our card leaves the price open, and it lies within.
  case insideRange = "inside_range"
  /// One counts a megapixel as 1,048,576 pixels, the other as 1,000,000.
  case megapixelCount = "megapixel_count"
  /// It is our price with the point at another place.
  case decimalShift = "decimal_shift"
  /// It is our price but for less than a ten-thousandth, which other units leave when they are rounded.
  case nearlySame = "nearly_same"

  // MARK: Why there is nothing to hold it against

  /// No card is of that provider.
  case unknownProvider = "unknown_provider"
  /// No offer of the provider is called so.
  case unknownModel = "unknown_model"
  /// Our offer has ended.
  case ourEnd = "our_end"
  /// The list itself says that it has ended.
  case theirEnd = "their_end"
  /// Both say that it has ended.
  case bothEnded = "both_ended"
  /// The list says 0, which is no price.
  case saysZero = "says_zero"
  /// Our card does not know the price.
  case priceUnknown = "price_unknown"
  /// Our card is in another currency.
  case otherCurrency = "other_currency"
  /// Our offer does not charge for that.
  case notCharged = "not_charged"
  /// Our offer has no such service tier.
  case noSuchTier = "no_such_tier"
  /// Our offer does not take a value that the figure is for.
  case valueNotOffered = "value_not_offered"
  /// Our offer does not take the request that the figure is for.
  case requestRefused = "request_refused"
  /// Our offer is not sold yet, or not at all.
  case notSold = "not_sold"
}
