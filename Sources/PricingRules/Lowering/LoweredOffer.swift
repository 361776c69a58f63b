package import BillingTypes

/// An offer's rules for one day as whole-number arithmetic: what columnar programs and SQL are made from.
///
/// A row that the graph calls fine costs exactly what ``PricingRun`` says; of any other row the graph
/// only says that it is not fine.
package struct LoweredOffer: Sendable {
  /// The offer.
  package let offer: Offer
  /// What amounts are in.
  package let currency: Currency
  /// The arithmetic.
  package let graph: RuleGraph
  /// What it reads.
  package var inputs: [RuleInput] { graph.inputs }
  /// A truth value: the rules across parameters hold and every formula has a value; nil for always.
  ///
  /// Whether each input is legal is not in it.
  package let isFine: Int?
  /// The charges, in the order of the card.
  package let charges: [LoweredCharge]
  /// The known amount in picounits.
  package let amount: Int
  /// A truth value: nothing of the amount is missing.
  package let isComplete: Int
  /// A truth value: there is no amount to speak of.
  package let isUnknown: Int
  /// What the card's own names stand for, in the order of the card; readers may show them.
  package let derived: [(name: String, value: GraphNumber)]
}

/// A charge in whole-number form.
package struct LoweredCharge: Sendable {
  /// What it costs in money, rounded to picounits; 0 where that is not known or it does not apply.
  package let picounits: Int
  /// A truth value: it applies and its amount in money is known.
  package let isKnown: Int
  /// A truth value: it applies and its amount in money is not known.
  package let isUnknown: Int
  /// What is metered; 0 where the charge does not apply, is not billed, or that is not known.
  package let quantity: GraphNumber
  /// What it costs in the price's unit, after tier, cap and floor; as ``quantity``.
  package let cost: GraphNumber
}

/// What the rows of a log may say, and what holds where they do not.
package struct LoweringSetting: Sendable {
  /// The names that rows may give; others have their defaults.
  package var given: Set<String>
  /// Defaults that win over those of the card, by name.
  package var defaults: [String: FormulaValue] = [:]
  /// Names without a default: a row must give them.
  package var needed: Set<String> = []
  /// Decimals that numbers are counted in.
  package var places: DecimalPlaces
  /// The largest metered value that is read, in units.
  package var meterLimit: Int64 = 1_000_000_000

  /// Creates a setting.
  package init(given: Set<String>, places: DecimalPlaces) {
    self.given = given
    self.places = places
  }
}

extension LoweredOffer {
  /// Puts an offer's rules in whole-number form.
  ///
  /// - Parameters:
  ///   - offer: A checked offer.
  ///   - currency: The currency of its card.
  ///   - day: The day of the usage; it picks the amounts.
  ///   - knownAt: Amounts that became known later do not count; nil counts all.
  ///   - creditWorth: Money per credit by credit id.
  ///   - setting: What rows may say.
  ///   - codes: The words so far; new ones are added.
  /// - Throws: ``LoweringRefusal`` for rules that may not fit 64 bits.
  package init(
    _ offer: Offer, currency: Currency, on day: Day, knownAt: Day? = nil,
    creditWorth: [String: Rational] = [:], setting: LoweringSetting, codes: inout WordCodes
  ) throws(LoweringRefusal) {
    var setting = setting
    while true {
      do {
        var compiler = try OfferLowering(offer, setting, &codes)
        let form = try compiler.form(on: day, knownAt: knownAt, creditWorth, currency)
        codes = compiler.codes
        self = form
        return
      } catch {
        // Metered values have no bound of their own: a smaller one may do.
        guard setting.meterLimit > 1000, offer.meters.contains(where: setting.given.contains) else {
          throw LoweringRefusal("\(offer.id): \(error)")
        }
        setting.meterLimit /= 10
      }
    }
  }
}
