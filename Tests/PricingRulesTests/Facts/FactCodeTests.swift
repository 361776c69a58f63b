import PricingRules
import Testing

@Suite("The codes of facts")
struct FactCodeTests {
  /// Programs compare with these words: one that changes or goes breaks them.
  static let codes = """
    not_sold other_currency other_purpose capability_missing other_integration
    latency_unknown too_slow setting_missing value_not_offered not_a_number
    too_much several_not_served serves_no_row not_shortlisted unknown_offer unknown_parameter illegal_value
    missing_value refused_combination illegal_size unknown_plan plan_does_not_apply
    other_category rule_failed rows_rejected value_raised always_on several_calls
    no_setting price_unknown sources_disagree outcome_unknown not_reported
    estimate_spread before_evidence month_steps price_risk credit_worth_unknown
    outside_legal pack_price_unknown overage_not_sold overage_unknown overage_in_trials
    credit_worth_assumed rough_estimate metered_outside_legal slow_tier old_source low_confidence not_included life_disputed preview retiring caution
    plan_assumed queue_not_simulated sessions_not_simulated limits_unknown price_not_known_yet
    months_assumed_to_vary rough_numbers calibrated
    months_do_not_vary prices_stay taken_as_certain inputs_independent unknown_not_drawn rough_not_assumed plan_listed_twice
    plans_overlap chain_input_unknown unknown_credit no_packs packs_beside_plan
    credit_unused mix_not_priceable mix_outside_legal cannot_vary correlations_contradict
    month_outside capability_unlisted planned_offer_unfit as_claimed not_as_claimed
    undecidable figure_unknown ratio_to_nothing field_left_out field_unread unknown_model ambiguous unknown_address
    scenario_default offer_default defaults_differ default_not_taken
    offer_flips cheapest_flips plans_flip monthly_budget_flips yearly_budget_flips agreement_idle
    broken_quotes wrong_cell_count
    nul_byte
    not_utf8 illegal_time empty_cell sum_too_large
    """

  @Test("The codes that programs read stay the same; new ones are added to the list")
  func list() {
    #expect(
      FactCode.allCases.map(\.rawValue)
        == Self.codes.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  @Test("A code is lower-case words joined by underscores", arguments: FactCode.allCases)
  func form(code: FactCode) {
    let words = code.rawValue.split(separator: "_", omittingEmptySubsequences: false)
    #expect(words.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLowercase || $0.isNumber } })
  }
}
