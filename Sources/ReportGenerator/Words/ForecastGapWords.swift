import BillingTypes
import PricingRules
public import Settlement
public import WorkloadSimulator

extension ForecastGap {
  /// What is not known, in words.
  public var words: String {
    switch self {
    case .notSold(let offer, let validity, let day):
      RequestError.notSold(offer: offer, validity: validity, day: day).description
    case .priceUnknown(let meter): "\(meter): the price is not known"
    case .priceNotFound(let says), .doubt(let says): says
    case .beforeEvidence(let meter, let day, let first):
      RangeReason.beforeEvidence(meter: meter, day, first: first).words
    case .creditWorthUnknown(let meter, let credit):
      "\(meter): what one '\(credit)' costs is not known"
    case .outcomeUnknown(let share):
      "whether \(DisplayRounding.percent(share, places: 2)) of "
        + "requests, which fail or are stopped, are billed is not known; they are left out"
    case .outsideLegal(let name, let share):
      "\(Self.percent(share)) of requests ask for a '\(name)' outside what is legal; "
        + "they are counted at the nearest legal value"
    case .refusedCombination(let share):
      "\(Self.percent(share)) of requests combine values that the offer refuses; they are "
        + "counted all the same"
    case .settlement(let gap): gap.words
    }
  }

  private static func percent(_ inThousand: Int) -> String {
    inThousand == 0 ? "under 0.1 %" : "\(inThousand / 10).\(inThousand % 10) %"
  }
}

extension SettlementGap {
  /// What is not known or cannot be had, in words.
  public var words: String {
    switch self {
    case .packPriceUnknown(let credit): "no pack of \(credit) has a known price"
    case .overageNotSold(let plan, let key, let included, let excess):
      "plan \(plan) includes \(DecimalText.print(included, places: 2)) \(key); "
        + "\(Self.more(excess)) are needed and cannot be bought in it"
    case .overageUnknown(let plan, let key, let included, let excess):
      "plan \(plan) includes \(DecimalText.print(included, places: 2)) \(key); what "
        + "\(Self.more(excess)) cost is not known"
    case .overageInTrials(let percent):
      "in \(percent) % of the trials more than the allowance is used, and what more costs is not "
        + "known or cannot be had"
    }
  }

  private static func more(_ excess: Rational?) -> String {
    excess.map { "\(DecimalText.print($0, places: 2)) more" } ?? "more"
  }
}

extension [ForecastGap] {
  /// What is not known, in one line; empty when all is known.
  public var words: String { map(\.words).joined(separator: "; ") }
}
