package import BillingTypes

extension Offer {
  /// Why the offer's rules cannot be put into whole numbers of 128 bits, at some of its prices; nil where all
  /// can, so that no request to it fails for its size.
  package func unprovable(currency: Currency) -> LoweringRefusal? {
    let days = charges.flatMap { $0.price.history.compactMap(\.from) }
    let first = days.min() ?? validity.from ?? Day(number: 0)
    let worth = Dictionary(credits.map { ($0, Rational.one) }, uniquingKeysWith: { one, _ in one })
    for day in Set(days + [first]).sorted() {
      // With as many values of single ones as there can be, too.
      for most in Set([0, lists.map(\.most).max() ?? 0]).sorted() {
        var codes = WordCodes()
        do {
          _ = try LoweredOffer(
            self, currency: currency, on: day, creditWorth: worth,
            setting: LoweringSetting(requestsTo: self, elements: most), codes: &codes)
        } catch {
          return error
        }
      }
    }
    return nil
  }
}
