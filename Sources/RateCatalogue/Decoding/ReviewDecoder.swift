import BillingTypes
import PricingRules

extension DataReader {
  /// Reads that somebody looked at changes: `{day: DAY, says: "…"}`, or a list of them.
  func reviews() -> [Review] {
    items().compactMap { item in
      let map = item.map(.review)
      let day = map.required("day")?.day()
      guard let says = map.required("says")?.text(), let day else { return nil }
      return Review(day: day, says: says)
    }
  }
}
