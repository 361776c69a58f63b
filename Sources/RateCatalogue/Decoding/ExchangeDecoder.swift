public import BillingTypes
import PricingRules

extension DataFile {
  /// The exchange rates that a scenario gives, from its own currency; none where it gives none.
  ///
  /// - Throws: ``DataProblems`` with everything that is wrong with them.
  /// - Returns: The rates in the order of the file.
  public func exchangeRates() throws(DataProblems) -> [ExchangeRate] {
    let problems = ProblemCollector()
    var rates: [ExchangeRate] = []
    do throws(DataProblem) {
      let root = DataReader(try changedTree(), file: name, problems)
      // Without a currency of its own the scenario is refused by who reads it.
      if let place = root.value(of: "exchange"),
        let own = root.value(of: "currency")?.scalar.flatMap({ Currency(code: $0) })
      {
        rates = place.exchangeRates(from: own)
      }
    } catch {
      problems.report(error)
    }
    do throws(DataProblems) { try problems.check() } catch { throw placed(error) }
    return rates
  }
}

extension DataReader {
  fileprivate func exchangeRates(from own: Currency) -> [ExchangeRate] {
    entries().compactMap { code, place in
      guard let currency = Currency(code: code) else {
        place.report("'\(code)' is not a currency; write its three capital letters, such as EUR")
        return nil
      }
      guard currency != own else {
        place.report("the scenario is in \(own) itself; rates are for other currencies")
        return nil
      }
      let map = place.map(.exchangeRate)
      let rate = map.required("rate")?.number()
      let dated = map.required("dated")?.day()
      let source = map.required("source")?.text()
      guard let rate, let dated, let source else { return nil }
      guard rate > .zero else {
        map["rate"]?.report("a rate is above 0: how many \(code) one \(own) is")
        return nil
      }
      return ExchangeRate(from: own, to: currency, rate: rate, dated: dated, source: source)
    }
  }
}
