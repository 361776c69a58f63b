import BillingTypes
import RateCatalogue
import TestSupport
import Testing

@Suite("Reading exchange rates")
struct ExchangeReadingTests {
  private static func read(_ exchange: String) throws -> [ExchangeRate] {
    try DataFile(name: "s.yaml", text: "currency: USD\nexchange: \(exchange)\n").exchangeRates()
  }

  @Test("A rate says how much, of which day, and who published it")
  func rates() throws {
    let rates = try Self.read("{EUR: {rate: 0.92, dated: 2027-01-04, source: a bank}}")
    #expect(rates.map(\.to.code) == ["EUR"])
    #expect(rates.first?.from == .usd)
    #expect(rates.first?.rate == Sample.number("0.92"))
    #expect(rates.first?.dated == Sample.day("2027-01-04"))
    #expect(rates.first?.source == "a bank")
    #expect(try DataFile(name: "s.yaml", text: "currency: USD\n").exchangeRates().isEmpty)
  }

  @Test(
    "What is wrong is said with its place, and what would be right",
    arguments: [
      (
        "{EUR: {rate: 0, dated: 2027-01-04, source: a}}",
        "exchange.EUR.rate: a rate is above 0: how many EUR one USD is"
      ),
      (
        "{EUR: {rate: 1, source: a}}", "exchange.EUR: 'dated' is missing"
      ),
      (
        "{USD: {rate: 1, dated: 2027-01-04, source: a}}",
        "exchange.USD: the scenario is in USD itself; rates are for other currencies"
      ),
      (
        "{euro: {rate: 1, dated: 2027-01-04, source: a}}",
        "exchange.euro: 'euro' is not a currency; write its three capital letters, such as EUR"
      ),
    ])
  func wrong(exchange: String, message: String) throws {
    var found = ""
    do {
      _ = try Self.read(exchange)
    } catch {
      found = "\(error)"
    }
    #expect(found == "s.yaml:2: \(message)")
  }
}
