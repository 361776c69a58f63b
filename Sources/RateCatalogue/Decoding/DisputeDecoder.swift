import BillingTypes
import PricingRules

extension DataReader {
  /// Reads what sources disagree on, by name.
  func disputes() -> [Dispute] {
    entries().compactMap { name, value in value.dispute(name) }
  }

  private func dispute(_ name: String) -> Dispute? {
    let map = self.map(.dispute)
    let says = map.required("says")?.text()
    guard let texts = map.required("readings")?.texts(), let says else { return nil }
    guard texts.count > 1, Set(texts).count == texts.count else {
      map["readings"]?.report("expected at least two readings that differ, the likeliest first")
      return nil
    }
    let condition = map["when"]?.expression()
    let numbers = texts.compactMap { try? DecimalText.parse($0) }
    if numbers.count == texts.count {
      return Dispute(name: name, readings: numbers.map { .number($0) }, when: condition, says: says)
    }
    for (text, place) in zip(texts, map["readings"]?.items() ?? []) {
      guard case .name? = (try? Formula(parsing: text))?.node else {
        place.report("'\(text)' must be a number, or a word of letters, digits and '_'")
        return nil
      }
    }
    return Dispute(name: name, readings: texts.map { .choice($0) }, when: condition, says: says)
  }

  /// One amount, or `{readings: […]}` with what several sources say, the likeliest first.
  func amountReadings() -> [Rational]? {
    guard isMap else { return amount().map { [$0] } }
    let map = self.map(.readings)
    guard let readings = map.required("readings")?.list().compactMap({ $0.amount() }) else {
      return nil
    }
    guard readings.count > 1, Set(readings).count == readings.count else {
      report("expected at least two readings that differ, the likeliest first")
      return nil
    }
    return readings
  }
}
