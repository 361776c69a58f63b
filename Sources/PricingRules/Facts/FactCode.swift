/// What a fact is, in one word for programs.
///
/// Every reason, difference, gap, warning and mistake that the modules find is a typed value with one
/// of these codes. People read sentences, which `ReportGenerator` makes of the values; programs read
/// the codes, which stay the same when a sentence gets better.
public enum FactCode: String, Hashable, Sendable, CaseIterable {
  // MARK: Why an offer cannot serve a request
  /// The offer cannot be bought on the day.
  case notSold = "not_sold"
  /// The offer is priced in another currency, and no rate is given.
  case otherCurrency = "other_currency"
  /// The offer does one thing only, and that is not asked for.
  case otherPurpose = "other_purpose"
  /// The offer does not list something that is needed.
  case capabilityMissing = "capability_missing"
  /// The offer is called in another way than is needed.
  case otherIntegration = "other_integration"
  /// How long the offer takes is not known, and a limit is given.
  case latencyUnknown = "latency_unknown"
  /// The offer takes longer than is allowed.
  case tooSlow = "too_slow"
  /// Something is asked for that the offer does not have.
  case settingMissing = "setting_missing"
  /// The offer has the setting but not the value.
  case valueNotOffered = "value_not_offered"
  /// The setting takes numbers, and the value is none.
  case notANumber = "not_a_number"
  /// More is asked for than the offer can do.
  case tooMuch = "too_much"
  /// A mix asks for several at a time, and the offer makes one.
  case severalNotServed = "several_not_served"
  /// The offer can do no row of a log.
  case servesNoRow = "serves_no_row"
  /// The offer can serve it, and others of the very many that can were looked at.
  case notShortlisted = "not_shortlisted"

  // MARK: Why a request is not legal
  /// No offer has that id.
  case unknownOffer = "unknown_offer"
  /// The offer knows no such parameter or meter.
  case unknownParameter = "unknown_parameter"
  /// The value of a parameter is not legal.
  case illegalValue = "illegal_value"
  /// A value is needed and was not given.
  case missingValue = "missing_value"
  /// The values are legal one by one but not together.
  case refusedCombination = "refused_combination"
  /// A size is not two whole numbers.
  case illegalSize = "illegal_size"
  /// No plan has that id.
  case unknownPlan = "unknown_plan"
  /// The plan does not include what the offer is priced in.
  case planDoesNotApply = "plan_does_not_apply"
  /// The offer is in another category than was asked for.
  case otherCategory = "other_category"
  /// A rule of the card failed for the request.
  case ruleFailed = "rule_failed"

  // MARK: Why the figures of a log are open
  /// Some rows could not be priced.
  case rowsRejected = "rows_rejected"

  // MARK: How what is served differs from what was asked for
  /// A number is larger than asked for.
  case valueRaised = "value_raised"
  /// Something is on that was asked to be off.
  case alwaysOn = "always_on"
  /// One request takes several calls.
  case severalCalls = "several_calls"
  /// The offer has no setting for something that was asked for.
  case noSetting = "no_setting"

  // MARK: What is not known of an amount
  /// The price of something is not known.
  case priceUnknown = "price_unknown"
  /// Sources disagree on the price or its unit.
  case sourcesDisagree = "sources_disagree"
  /// Whether requests that fail or are stopped are billed is not known.
  case outcomeUnknown = "outcome_unknown"
  /// A parameter or a quantity was not reported; any legal value is possible.
  case notReported = "not_reported"
  /// A quantity is an estimate that real bills were seen to differ from.
  case estimateSpread = "estimate_spread"
  /// The day is before the first price that is known.
  case beforeEvidence = "before_evidence"
  /// The price depends on what else the month uses.
  case monthSteps = "month_steps"
  /// Trials let prices change.
  case priceRisk = "price_risk"
  /// What a credit costs is not known.
  case creditWorthUnknown = "credit_worth_unknown"
  /// Some requests ask for more or less than is legal.
  case outsideLegal = "outside_legal"
  /// No pack of the credit has a known price.
  case packPriceUnknown = "pack_price_unknown"
  /// More than a plan's allowance is needed, and the plan does not sell more.
  case overageNotSold = "overage_not_sold"
  /// What more than a plan's allowance costs is not known.
  case overageUnknown = "overage_unknown"
  /// In some trials more than a plan's allowance is used, at no known price.
  case overageInTrials = "overage_in_trials"

  // MARK: What a reader of a quote should know
  /// Credits were turned into money in one of several ways.
  case creditWorthAssumed = "credit_worth_assumed"
  /// A quantity is a rough model.
  case roughEstimate = "rough_estimate"
  /// A metered value is one that no legal request comes to.
  case meteredOutsideLegal = "metered_outside_legal"
  /// The service tier takes long.
  case slowTier = "slow_tier"
  /// The sources were read long before the day asked for.
  case oldSource = "old_source"
  /// No source of the price is better than low confidence.
  case lowConfidence = "low_confidence"
  /// What is needed beside the offer is paid elsewhere.
  case notIncluded = "not_included"
  /// Sources disagree on whether the offer is sold at all.
  case lifeDisputed = "life_disputed"
  /// It is sold as a preview.
  case preview
  /// It is sold until a day that is known.
  case retiring
  /// The card's own words of warning.
  case caution

  // MARK: What a reader of a forecast should know
  /// A credit is taken under a plan that nobody chose.
  case planAssumed = "plan_assumed"
  /// Waiting for limits was not simulated, because there are too many calls.
  case queueNotSimulated = "queue_not_simulated"
  /// How many sessions are open was not simulated, because there are too many.
  case sessionsNotSimulated = "sessions_not_simulated"
  /// No limits of the offer were found, so that waiting is not known.
  case limitsUnknown = "limits_unknown"
  /// A price that begins during the scenario does not count, because nobody is said to know of it.
  case priceNotKnownYet = "price_not_known_yet"
  /// Months are assumed to lie around what is expected of them.
  case monthsAssumedToVary = "months_assumed_to_vary"
  /// Numbers that are said to be rough ones are assumed to be so far off.
  case roughNumbers = "rough_numbers"
  /// An estimate is corrected by what was measured.
  case calibrated
  /// Months are taken to be as they are expected.
  case monthsDoNotVary = "months_do_not_vary"
  /// Prices are taken to stay.
  case pricesStay = "prices_stay"
  /// Numbers are taken as certain.
  case takenAsCertain = "taken_as_certain"
  /// Inputs are taken to have nothing to do with each other.
  case inputsIndependent = "inputs_independent"
  /// What nobody knows is in no interval.
  case unknownNotDrawn = "unknown_not_drawn"

  // MARK: What is wrong with a scenario
  /// A number is said to be a rough one, and nothing is assumed of such numbers.
  case roughNotAssumed = "rough_not_assumed"
  /// A plan is listed twice.
  case planListedTwice = "plan_listed_twice"
  /// Two plans include the same thing.
  case plansOverlap = "plans_overlap"
  /// A chain feeds what the offer does not take as a number.
  case chainInputUnknown = "chain_input_unknown"
  /// No credit has that id.
  case unknownCredit = "unknown_credit"
  /// The credit is not sold in packs.
  case noPacks = "no_packs"
  /// Packs are bought of what a plan includes.
  case packsBesidePlan = "packs_beside_plan"
  /// Packs are bought of what no feature uses.
  case creditUnused = "credit_unused"
  /// Some requests of a mix cannot be priced.
  case mixNotPriceable = "mix_not_priceable"
  /// Too many requests of a mix are outside what the offer serves.
  case mixOutsideLegal = "mix_outside_legal"
  /// A value varies that is not a number.
  case cannotVary = "cannot_vary"
  /// Correlations contradict each other.
  case correlationsContradict = "correlations_contradict"
  /// The month is none of the scenario's.
  case monthOutside = "month_outside"
  /// No offer of the category lists a capability that is needed.
  case capabilityUnlisted = "capability_unlisted"
  /// The offer that is planned cannot do what is needed.
  case plannedOfferUnfit = "planned_offer_unfit"

  // MARK: What came of a claim
  /// What came out is as claimed.
  case asClaimed = "as_claimed"
  /// What came out is not as claimed.
  case notAsClaimed = "not_as_claimed"
  /// No figure in the rate cards can decide the claim.
  case undecidable
  /// A figure that the claim needs is not known in full.
  case figureUnknown = "figure_unknown"
  /// A ratio to nothing has no value.
  case ratioToNothing = "ratio_to_nothing"

  // MARK: What a reader of a body's price should know
  /// A field is left out, and the provider's default holds.
  case fieldLeftOut = "field_left_out"
  /// A field is not understood, and might move the price.
  case fieldUnread = "field_unread"
  /// No offer of the API has that model.
  case unknownModel = "unknown_model"
  /// The body can mean several offers.
  case ambiguous
  /// No offer of the API is called at that address.
  case unknownAddress = "unknown_address"

  // MARK: What nobody stated
  /// A value that the scenario's defaults give.
  case scenarioDefault = "scenario_default"
  /// A value that the offer's own default gives.
  case offerDefault = "offer_default"
  /// Offers of a category take different values where nothing is said.
  case defaultsDiffer = "defaults_differ"
  /// A default of the scenario is none at the offer.
  case defaultNotTaken = "default_not_taken"

  // MARK: What turns out otherwise in a variant
  /// Another offer is planned in a variant.
  case offerFlips = "offer_flips"
  /// Another offer is the cheapest in a variant.
  case cheapestFlips = "cheapest_flips"
  /// Other plans are paid for in a variant.
  case plansFlip = "plans_flip"
  /// A month's budget is kept in a variant and not in the plan, or the other way round.
  case monthlyBudgetFlips = "monthly_budget_flips"
  /// A year's budget is kept in a variant and not in the plan, or the other way round.
  case yearlyBudgetFlips = "yearly_budget_flips"
  /// Something that was agreed counts for nothing in the months of a scenario.
  case agreementIdle = "agreement_idle"

  // MARK: Why a row of a log is bad
  /// The quotes of a row are not right.
  case brokenQuotes = "broken_quotes"
  /// A row has more or fewer cells than the header.
  case wrongCellCount = "wrong_cell_count"
  /// A cell holds a byte of value zero.
  case nulByte = "nul_byte"
  /// A cell is not UTF-8.
  case notUTF8 = "not_utf8"
  /// A timestamp is no time.
  case illegalTime = "illegal_time"
  /// A cell that is needed is empty.
  case emptyCell = "empty_cell"
  /// A sum does not fit.
  case sumTooLarge = "sum_too_large"
}
