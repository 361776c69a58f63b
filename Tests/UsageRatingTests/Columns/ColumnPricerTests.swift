import BillingTypes
import PricingRules
import TestSupport
import Testing
import UsageRating

@Suite("Pricing columns in memory")
struct ColumnPricerTests {
  private func quoter() throws -> Quoter {
    Quoter(catalogue: try Repository.catalogue(), asOf: try #require(Day("2026-11-22")))
  }

  /// Legal values of a parameter, `count` of them in a pattern that meets that of others in every way.
  private func values(_ parameter: Parameter, _ count: Int, _ stride: Int) -> [FormulaValue?] {
    let choices: [FormulaValue?] =
      switch parameter.domain {
      case .choice(let words): words.map { .choice($0) }
      case .boolean(let truths): truths.map { .boolean($0) }
      case .numbers(let numbers): numbers.map { .number($0) }
      case .integer(let lower, let upper, let step):
        (0..<11).map { .number(Rational(lower + (upper - lower) / step * $0 / 10 * step)) }
      case .decimal(let lower, let upper): [.number(lower), .number(upper)]
      }
    let all = choices + (parameter.defaultValue == nil ? [] : [nil])
    return (0..<count).map { all[$0 / stride % all.count] }
  }

  /// What a quote comes to; nil where it is refused.
  private func picounits(of request: Request, _ quoter: Quoter, _ id: OfferID) throws -> Int128? {
    let quote = Result { try quoter.quote(id, request) }
    if case .failure(let error) = quote, case RequestError.refused = error { return nil }
    return try quote.get().amount?.picounits ?? 0
  }

  @Test(
    "The sum is that of quotes one by one, and what a quote refuses is refused",
    arguments: [
      "openai/gpt-image-2/generate", "openai/gpt-image-2/edit", "fal/sd3.5-large/generate",
      "vertex/veo-3.1-fast/generate", "fal/seedance-2.0/generate", "runway/gen4.5/generate",
      "heygen/liveavatar-full/session",
    ])
  func sameAsQuotes(id: OfferID) throws {
    let quoter = try quoter()
    let offer = try quoter.offer(id)
    let parameters = offer.allParameters
    let pricer = try ColumnPricer(id, quoter, columns: parameters.map(\.name))
    let count = Thoroughness.count(3000, few: 400)
    let given = parameters.enumerated().map { values($1, count, $0 * 3 + 1) }
    let columns = zip(pricer.columns, given).map { column, values in
      values.map { value in
        value.map { column.cell($0.description) ?? -1 } ?? ColumnPricer.notGiven
      }
    }
    var (sum, refused) = (Int128(0), 0)
    for row in 0..<count {
      let request = Request(
        zip(parameters, given).compactMap { parameter, values in
          values[row].map { (parameter.name, $0.description) }
        })
      if let picounits = try picounits(of: request, quoter, id) {
        sum += picounits
      } else {
        refused += 1
      }
    }
    for workers in [1, 3] {
      let total = pricer.price(columns, workers: workers)
      #expect(total.amount.picounits == sum)
      #expect(total.refused == refused)
      #expect(total.rows == count - refused)
    }
  }

  @Test("Empty cells have their defaults, and what is not legal is refused")
  func cells() throws {
    let pricer = try ColumnPricer(
      "vertex/veo-3.1-fast/generate", quoter(), columns: ["seconds", "resolution"])
    let four = try #require(pricer.columns[0].cell("4"))
    let five = try #require(pricer.columns[0].cell("5"))
    let code = try #require(pricer.columns[1].cell("1080p"))
    let total = pricer.price([
      [four, ColumnPricer.notGiven, five, .max, .min, four],
      [code, ColumnPricer.notGiven, code, code, code, -1],
    ])
    let expected = try ["4", "8"].map { seconds in
      try #require(
        quoter().quote(
          "vertex/veo-3.1-fast/generate",
          ["seconds": seconds, "resolution": seconds == "4" ? "1080p" : "720p"]
        ).amount?.picounits)
    }
    #expect(total.amount.picounits == expected[0] + expected[1])
    #expect(total.rows == 2)
    #expect(total.refused == 4)
  }

  @Test("Texts become cells, and what cannot be one does not")
  func texts() throws {
    let columns = try ColumnPricer(
      "vertex/veo-3.1-fast/generate", quoter(), columns: ["seconds", "resolution", "audio"]
    ).columns
    let scale = (0..<columns[0].places).reduce(Int64(1)) { scale, _ in scale * 10 }
    #expect(columns[0].cell("6") == 6 * scale)
    #expect(columns[0].cell("1.23456789") == nil)
    #expect(columns[0].cell("six") == nil)
    #expect(columns[1].cell("8k") == nil)
    #expect(columns[2].cell("true") == 1)
  }

  @Test("No rows cost nothing")
  func none() throws {
    let total = try ColumnPricer("runway/gen4.5/generate", quoter(), columns: ["seconds"])
      .price([[]], workers: 2)
    #expect(total.rows == 0)
    #expect(total.amount == .zero(in: .usd))
  }

  @Test("A column that the offer does not know, or that is there twice, is refused")
  func names() throws {
    let quoter = try quoter()
    func refusal(_ columns: [String]) throws -> String? {
      try #require(throws: ColumnRefusal.self) {
        try ColumnPricer("runway/gen4.5/generate", quoter, columns: columns)
      }.description
    }
    #expect(try refusal(["megapixels"]) == "runway/gen4.5/generate has no 'megapixels'")
    #expect(try refusal(["seconds", "seconds"]) == "column 'seconds' is there twice")
  }
}
