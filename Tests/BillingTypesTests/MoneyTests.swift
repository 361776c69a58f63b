import BigInt
import BillingTypes
import TestSupport
import Testing

@Suite("Money")
struct MoneyTests {
  let euro = Currency(code: "EUR")

  @Test(
    "Twelve decimals are exact",
    arguments: [
      (text: "0", picounits: 0),
      (text: "0.000000000001", picounits: 1),
      (text: "-0.000000000001", picounits: -1),
      (text: "0.00000015", picounits: 150_000),
      (text: "0.05268", picounits: 52_680_000_000),
      (text: "1", picounits: 1_000_000_000_000),
      (text: "-12.5", picounits: -12_500_000_000_000),
      (text: "170141183460469231731687303.715884105727", picounits: .max),
    ] as [(String, Int128)])
  func exact(text: String, picounits: Int128) throws {
    let money = try Money(rounding: DecimalText.parse(text), in: .usd)
    #expect(money == Money(picounits: picounits, in: .usd))
    #expect(money.decimalText == text)
    #expect(money.description == "\(text) USD")
  }

  @Test(
    "A thirteenth decimal is rounded once, half to even",
    arguments: [
      (text: "0.0000000000005", picounits: 0),
      (text: "0.0000000000015", picounits: 2),
      (text: "0.0000000000025", picounits: 2),
      (text: "0.00000000000250001", picounits: 3),
      (text: "0.00000000000249999", picounits: 2),
      (text: "-0.0000000000005", picounits: 0),
      (text: "-0.0000000000015", picounits: -2),
      (text: "-0.00000000000250001", picounits: -3),
    ] as [(String, Int128)])
  func rounding(text: String, picounits: Int128) throws {
    #expect(try Money(rounding: DecimalText.parse(text), in: .usd).picounits == picounits)
  }

  @Test("A fraction becomes the nearest amount, as unlimited whole numbers say")
  func roundingOracle() throws {
    var random = SplitMix64(seed: 6)
    var wrong: [String] = []
    for _ in 0..<2_000 {
      let number = try random.rational(bits: 110)
      let scaled = BigInt(number.numerator) * BigInt(10).power(12)
      let expected = fitted(dividedHalfEven(scaled, BigInt(number.denominator)))
      let found = (try? Money(rounding: number, in: .usd)).map { BigInt($0.picounits) }
      if found != expected { wrong.append("\(number)") }
    }
    #expect(wrong == [])
  }

  @Test("The amount in units is exact, and reading its text gives it back")
  func unitsAndText() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<2_000 {
      let money = Money(picounits: random.signed(), in: .usd)
      let expected = ExactFraction(BigInt(money.picounits), 1_000_000_000_000)
      #expect(ExactFraction(money.units) == expected)
      #expect(try DecimalText.parse(money.decimalText) == money.units)
      #expect(try Money(rounding: money.units, in: .usd) == money)
    }
  }

  @Test("An amount that does not fit is an error that names the currency")
  func overflow() throws {
    let most = Money(picounits: .max, in: .usd)
    let one = Money(picounits: 1, in: .usd)
    #expect(throws: MoneyError.overflow(.usd)) { try most + one }
    #expect(throws: MoneyError.overflow(.usd)) { try Money(picounits: .min, in: .usd) - one }
    #expect(throws: MoneyError.overflow(.usd)) { try one - Money(picounits: .min, in: .usd) }
    #expect(throws: MoneyError.overflow(.usd)) { try most.times(Rational(2)) }
    #expect(throws: MoneyError.overflow(.usd)) { try Money.sum([most, one], in: .usd) }
    let huge = try DecimalText.parse("170141183460469231731687303.8")
    #expect(throws: MoneyError.overflow(.usd)) { try Money(rounding: huge, in: .usd) }
    #expect(
      MoneyError.overflow(.usd).description == "the amount of USD is too large to be exact")
  }

  @Test("Two currencies do not add")
  func currencyMismatch() throws {
    let euro = try #require(euro)
    let one = Money(picounits: 1, in: .usd)
    let other = Money(picounits: 1, in: euro)
    let mismatch = MoneyError.currencyMismatch(.usd, euro)
    #expect(throws: mismatch) { try one + other }
    #expect(throws: mismatch) { try one - other }
    #expect(throws: mismatch) { try Money.sum([one, other], in: .usd) }
    #expect(throws: mismatch) { try Money.sum([other], in: .usd) }
    #expect(throws: mismatch) { try one.isLess(than: other) }
    #expect(throws: mismatch) { try one.ratio(to: other) }
    #expect(
      mismatch.description
        == "USD and EUR cannot be added, compared or divided; convert one of them at a dated rate first"
    )
    #expect(one != other)
  }

  @Test("A ratio of two amounts is exact, and there is none to nothing")
  func ratios() throws {
    func money(_ picounits: Int128) -> Money { Money(picounits: picounits, in: .usd) }
    #expect(try money(2).ratio(to: money(3)) == Rational(2, over: 3))
    #expect(try money(-2).ratio(to: money(4)) == Rational(-1, over: 2))
    #expect(try money(2).ratio(to: money(0)) == nil)
    #expect(try money(2).isLess(than: money(3)))
    #expect(try !money(3).isLess(than: money(3)))
  }

  @Test("A sum is the same in any order and exact")
  func sums() throws {
    var random = SplitMix64(seed: 8)
    let amounts = (0..<500).map { _ in
      Money(picounits: random.magnitude(bits: 110) - random.magnitude(bits: 110), in: .usd)
    }
    let expected = amounts.reduce(BigInt(0)) { $0 + BigInt($1.picounits) }
    #expect(try BigInt(Money.sum(amounts, in: .usd).picounits) == expected)
    #expect(try BigInt(Money.sum(amounts.reversed(), in: .usd).picounits) == expected)
    #expect(try Money.sum([], in: .usd) == .zero(in: .usd))
  }

  @Test("What is added can be taken away again")
  func difference() throws {
    var random = SplitMix64(seed: 9)
    for _ in 0..<1_000 {
      let a = Money(picounits: random.magnitude(bits: 126), in: .usd)
      let b = Money(picounits: random.magnitude(bits: 126), in: .usd)
      #expect(try a + b - b == a)
    }
  }

  @Test("A product is rounded once, half to even, as unlimited whole numbers say")
  func times() throws {
    var random = SplitMix64(seed: 10)
    var wrong: [String] = []
    for _ in 0..<2_000 {
      let money = Money(picounits: random.signed(bits: 100), in: .usd)
      let factor = try random.rational(bits: 60)
      let product = BigInt(money.picounits) * BigInt(factor.numerator)
      let expected = fitted(dividedHalfEven(product, BigInt(factor.denominator)))
      let found = (try? money.times(factor)).map { BigInt($0.picounits) }
      if found != expected { wrong.append("\(money) × \(factor)") }
    }
    #expect(wrong == [])
    #expect(try Money(picounits: 1, in: .usd).times(Rational(1, over: 2)).picounits == 0)
    #expect(try Money(picounits: 3, in: .usd).times(Rational(1, over: 2)).picounits == 2)
  }
}

@Suite("Currency")
struct CurrencyTests {
  @Test("Three capital letters are a currency", arguments: ["USD", "EUR", "JPY", "XXX"])
  func legal(code: String) throws {
    let currency = try #require(Currency(code: code))
    #expect(currency.description == code)
  }

  @Test("Anything else is none", arguments: ["", "usd", "Usd", "US", "USDT", "U D", "US1", "ÜSD"])
  func illegal(code: String) {
    #expect(Currency(code: code) == nil)
  }

  @Test("The dollar is the one with its code")
  func dollar() {
    #expect(Currency.usd == Currency(code: "USD"))
  }
}
