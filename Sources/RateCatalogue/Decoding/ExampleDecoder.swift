import BillingTypes
import PricingRules

extension DataReader {
  /// Reads an amount that must come out exactly.
  func example() -> WorkedExample? {
    let map = self.map(.example)
    let amount = map.required("amount")?.amount()
    let printed = map["printed"]?.text()
    let quantities = map["quantities"]?.entries().compactMap { meter, value in
      value.amount().map { (meter: meter, quantity: $0) }
    }
    guard let amount else { return nil }
    return WorkedExample(
      request: map["request"]?.request() ?? [:], parts: map["parts"]?.texts(), amount: amount,
      printed: printed, quantities: quantities ?? [], asOf: map["as_of"]?.day(),
      plan: map["plan"]?.identifier(of: Plan.self), source: map["source"]?.text())
  }

  /// Names and values of a request, as text.
  func request() -> Request {
    Request(
      entries().compactMap { name, value in value.text().map { (name: name, text: $0) } })
  }
}
