package import BillingTypes

/// An offer's rules for one day as whole-number arithmetic: the one form that every reader works from.
///
/// A request that the graph calls fine has the amount that its rules give; of any other it says which check
/// failed first.
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
  /// A truth value: nothing that sources disagree on matters to the request; nil for always.
  package let isUndisputed: Int?
  /// By dispute, truth values: it matters to the request.
  let matters: [Int]
  /// What ``isFine`` is made of, in the order in which a reader would come to it.
  package let checks: [LoweredCheck]
  /// The charges, in the order of the card.
  package let charges: [LoweredCharge]
  /// The known amount in picounits.
  package let amount: Int
  /// A truth value: nothing of the amount is missing.
  package let isComplete: Int
  /// A truth value: there is no amount to speak of.
  package let isUnknown: Int
  /// The most that the bill can be, where it has a bound; nil where nobody asked for bounds.
  package let bounds: LoweredBounds?
  /// What the card's own names stand for, in the order of the card; readers may show them.
  package let derived: [(name: String, value: GraphNumber)]
}

/// Something that must hold, or the request is not fine.
package struct LoweredCheck: Sendable {
  /// What is checked: the place in the offer's own list.
  package enum Subject: Hashable, Sendable {
    /// A rule across parameters has a value; it holds.
    case ruleHasValue(Int)
    case rule(Int)
    /// There is such a single one of a list as a value is given for.
    case element(String)
    /// Metered parts are not more than their total.
    case split(Int)
    /// A derived value has a value.
    case derivation(Int)
    /// A charge: its condition has a value, its quantity has one, and is not below zero; its price has one,
    /// and is not below zero.
    case condition(charge: Int)
    case quantity(charge: Int)
    case quantityIsNotNegative(charge: Int)
    case price(charge: Int)
    case priceIsNotNegative(charge: Int)

    /// Whether it is a rule of the card, which comes before everything else.
    package var isRule: Bool {
      switch self {
      case .ruleHasValue, .rule, .split, .element: true
      default: false
      }
    }
  }

  package let subject: Subject
  /// A truth value.
  package let node: Int
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
  /// What is metered, billed or not, and a truth value: that is known, and the charge applies.
  package let metered: GraphNumber
  package let isMetered: Int
  /// What it costs in the price's unit, though the worth of that may not be known; and a truth value: it is
  /// known.
  package let costed: GraphNumber
  package let isCosted: Int
  /// How high it can get; nil where nobody asked for bounds.
  package let bounds: LoweredBounds?
}

/// How high an amount can get when what nobody knows turns out dear.
package struct LoweredBounds: Sendable {
  /// Picounits: what is certainly charged; nothing where the price has no evidence yet.
  package let least: Int
  /// Picounits: an outcome whose billing is not known counts as billed.
  package let most: Int
  /// A truth value: there is no limit, because something has no known price.
  package let isUnlimited: Int
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
  ///   - setting: What rows or requests may say.
  ///   - codes: The words so far; new ones are added.
  ///   - graph: The graph of the same offer with the same inputs, which is added to: what both need is there once.
  /// - Throws: ``LoweringRefusal`` for rules that may not fit.
  package init(
    _ offer: Offer, currency: Currency, on day: Day, knownAt: Day? = nil,
    creditWorth: [CreditID: Rational] = [:], setting: LoweringSetting, codes: inout WordCodes,
    extending graph: RuleGraph? = nil
  ) throws(LoweringRefusal) {
    var setting = setting
    while true {
      do {
        var compiler = try OfferLowering(offer, setting, &codes, extending: graph)
        let form = try compiler.form(on: day, knownAt: knownAt, creditWorth, currency)
        codes = compiler.codes
        self = form
        return
      } catch {
        // Metered values in columns have no bound of their own: a smaller one may do.
        guard graph == nil, setting.width == .narrow, setting.meterLimit > 1000,
          offer.meters.contains(where: setting.given.contains)
        else { throw error }
        setting.meterLimit /= 10
      }
    }
  }
}
