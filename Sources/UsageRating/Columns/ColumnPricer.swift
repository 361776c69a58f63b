import BillingTypes
import Dispatch
public import PricingRules

/// Prices many requests of one offer at once, from columns of whole numbers in memory.
///
/// The same compiled rules as `mediacost rerate`, for callers that have their usage in memory. The sum is
/// exactly that of `Quoter` request by request.
///
/// ```swift
/// let pricer = try ColumnPricer("vertex/veo-3.1-fast/generate", quoter, columns: ["seconds", "resolution"])
/// let seconds = ["4", "6", "8"].map { pricer.columns[0].cell($0)! }
/// let resolution = pricer.columns[1].cell("1080p")!
/// let total = pricer.price([seconds, [resolution, resolution, ColumnPricer.notGiven]])
/// print(total.amount, total.rows)
/// ```
public struct ColumnPricer: Sendable {
  /// A column: what its numbers mean.
  public struct Column: Hashable, Sendable {
    /// The parameter's or meter's name.
    public let name: String
    /// Numbers are counted in units of 10 to the power of minus this; 0 for words.
    public let places: Int
    /// The number of each word that the offer takes, `true` and `false` among them; empty for numbers.
    public let codes: [String: Int64]

    /// What stands for a value in the column; nil for words that the offer does not take, and for numbers
    /// with more decimals than are counted.
    public func cell(_ text: String) -> Int64? {
      guard codes.isEmpty else { return codes[text] }
      let unit = (0..<places).reduce(Int128(1)) { unit, _ in unit * 10 }
      guard let number = try? DecimalText.parse(text) * Rational(unit), number.isWhole else {
        return nil
      }
      return Int64(exactly: number.numerator)
    }
  }

  /// A cell that gives nothing: the default or the estimate holds.
  public static let notGiven = ColumnRead.notGiven

  /// The columns, in the order that ``price(_:workers:)`` wants them.
  public let columns: [Column]
  private let currency: Currency
  private let program: ColumnProgram
  /// By input of the rules: its column; nil for what no column gives.
  private let sources: [Int?]

  /// Compiles an offer's rules for the day of a quoter.
  ///
  /// - Parameters:
  ///   - offerID: `provider/model/endpoint`.
  ///   - quoter: Its day picks the prices.
  ///   - names: Names of parameters and meters of the offer, each once.
  ///   - plan: The plan that turns credits into money; nil for the card's default.
  /// - Throws: `RequestError` for an offer or a plan that is not there, ``ColumnRefusal`` for a name that
  ///   the offer does not know and for rules that do not fit 64 bits.
  public init(
    _ offerID: OfferID, _ quoter: Quoter, columns names: [String], plan: PlanID? = nil
  ) throws {
    let offer = try quoter.offer(offerID)
    let worths = try quoter.creditWorths(of: offer, plan: plan)
    let places = DecimalPlaces(quoter.catalogue)
    var codes = WordCodes()
    currency = quoter.catalogue.currency(of: offer.provider)
    let whole: LoweredOffer
    do {
      whole = try LoweredOffer(
        offer, currency: currency, on: quoter.asOf, knownAt: quoter.knownAt,
        creditWorth: worths.money,
        setting: LoweringSetting(given: Set(names), places: places), codes: &codes)
      program = try ColumnProgram(
        whole,
        reads: whole.inputs.map { names.contains($0.name) ? ColumnRead($0) : nil },
        outputs: [whole.amount, whole.isComplete, whole.isUnknown])
    } catch {
      throw ColumnRefusal(description: "\(offer.id): \(error)")
    }
    columns = try names.enumerated().map { index, name in
      guard !names[..<index].contains(name) else {
        throw ColumnRefusal(description: "column '\(name)' is there twice")
      }
      guard let input = whole.inputs.first(where: { $0.name == name }) else {
        throw ColumnRefusal(description: "\(offer.id) has no '\(name)'")
      }
      return Column(input, codes)
    }
    sources = whole.inputs.map { names.firstIndex(of: $0.name) }
  }

  /// Prices rows.
  ///
  /// - Parameters:
  ///   - columns: One for each of ``columns``, all of one length.
  ///   - workers: How many threads; it changes nothing but the time.
  /// - Returns: The exact sum, and how many rows are in it.
  public func price(_ columns: [[Int64]], workers: Int = 1) -> ColumnTotal {
    precondition(columns.count == self.columns.count, "one column for each name")
    let rows = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rows }, "columns are of one length")
    return withPointers(columns[...], []) { price($0, rows: rows, workers: max(1, workers)) }
  }

  private func withPointers(
    _ columns: ArraySlice<[Int64]>, _ pointers: [UnsafePointer<Int64>],
    _ body: ([UnsafePointer<Int64>]) -> ColumnTotal
  ) -> ColumnTotal {
    guard let first = columns.first else { return body(pointers) }
    return first.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return ColumnTotal(currency: currency) }
      return withPointers(columns.dropFirst(), pointers + [base], body)
    }
  }

  private func price(
    _ columns: [UnsafePointer<Int64>], rows: Int, workers: Int
  ) -> ColumnTotal {
    // Whole blocks for every thread.
    let blocks = (rows + ColumnRun.capacity - 1) / ColumnRun.capacity
    let share = (blocks + workers - 1) / workers * ColumnRun.capacity
    var totals = [ColumnTotal](repeating: ColumnTotal(currency: currency), count: workers)
    totals.withUnsafeMutableBufferPointer { totals in
      nonisolated(unsafe) let (totals, columns) = (totals, columns)
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let first = min(rows, worker * share)
        totals[worker] = sum(columns, first..<min(rows, first + share))
      }
    }
    return totals.reduce(into: ColumnTotal(currency: currency)) { $0.add($1) }
  }

  /// Prices some of the rows, block by block.
  private func sum(_ columns: [UnsafePointer<Int64>], _ rows: Range<Int>) -> ColumnTotal {
    let run = ColumnRun()
    var total = ColumnTotal(currency: currency)
    var pointers = [UnsafePointer<Int64>](
      repeating: run.unread, count: max(1, sources.count))
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: ColumnRun.capacity) {
      let count = min(ColumnRun.capacity, rows.upperBound - first)
      for (input, source) in sources.enumerated() {
        if let source { pointers[input] = columns[source] + first }
      }
      pointers.withUnsafeBufferPointer { pointers in
        guard let pointers = pointers.baseAddress else { return }
        run.run(program, pointers, rows: count)
      }
      add(run, count, to: &total)
    }
    return total
  }

  private func add(_ run: ColumnRun, _ count: Int, to total: inout ColumnTotal) {
    let fine = UnsafePointer(run.isFine(program))
    let amounts = run.output(0, of: program, rows: count)
    let kept = fine.sum(count)
    total.rows += Int(kept)
    total.refused += count - Int(kept)
    if program.sumsAreNarrow[0] {
      total.picounits += Int128(amounts.sum(count, where: fine))
    } else {
      for row in 0..<count where fine[row] != 0 { total.picounits += Int128(amounts[row]) }
    }
    let gaps = run.gaps(program, complete: 1, rows: count)
    total.partial += gaps.partial
    total.unknown += gaps.unknown
  }
}

extension ColumnPricer.Column {
  fileprivate init(_ input: RuleInput, _ codes: WordCodes) {
    name = input.name
    guard case .values(let values) = input.domain else {
      if case .number(let places) = input.kind { self.places = places } else { places = 0 }
      self.codes = [:]
      return
    }
    switch input.kind {
    case .number(let places): (self.places, self.codes) = (places, [:])
    case .word, .truth:
      places = 0
      self.codes = Dictionary(
        values.map { (codes.words[Int($0)], $0) }, uniquingKeysWith: { first, _ in first })
    }
  }
}
