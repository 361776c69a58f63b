import Testing

/// That no sum of money can trap or wrap: amounts are added, taken away and multiplied by helpers that say so
/// when a result does not fit.
@Suite("Arithmetic on money")
struct MoneyArithmeticTests {
  /// Files that compute with picounits by plain signs, each with the reason.
  private static let exceptions = [
    "BillingTypes/Money.swift": "the helpers themselves",
    "UsageRating/Columns/ColumnPricer.swift": "numbers of 64 bits, no more than memory has",
    "UsageRating/Columns/ColumnTotal.swift": "sums of those, one for each thread",
    "UsageRating/Rating/PricedRows.swift":
      "numbers of 64 bits, times a few thousand calls, of one block",
    "WorkloadSimulator/Forecast+Payments.swift":
      "takes one amount from zero that was added up before",
  ]

  @Test("Picounits are computed with in checked helpers only")
  func picounitsAreChecked() throws {
    let files = try SourceFile.all.get()
    let found = files.filter { !$0.uncheckedPicounits.isEmpty }
    #expect(
      found.filter { Self.exceptions[$0.path] == nil }
        .flatMap { file in file.uncheckedPicounits.map { "\(file.path): \($0)" } } == [])
    #expect(
      Self.exceptions.keys.filter { path in !found.contains { $0.path == path } } == [],
      "these are no exceptions any longer")
  }

  @Test(
    "Plain signs beside picounits are found, and nothing else",
    arguments: [
      ("total.picounits += 1", 1), ("let a = b.picounits * 2", 1), ("let a = 2 * b.picounits", 1),
      ("let a = x + rows[place(1)].cost?.picounits", 1), ("let a = -price.picounits", 1),
      ("sum &+= picounits", 1), ("let a = picounits - f(b).picounits", 2),
      ("amounts.map(\\.picounits).reduce(0, +)", 1), ("$0 + $1.picounits", 1),
      ("var picounits: Int128 { 0 }", 0), ("func f(picounits: Int128) -> Int128", 0),
      ("try a.picounits.plus(b.picounits)", 0), ("a.picounits / step", 0),
      ("if a.picounits > b.picounits {}", 0), ("f(a.count + 1, b.picounits)", 0),
      ("a.picounits.multipliedReportingOverflow(by: 2)", 0), ("picounits = price", 0),
    ])
  func signsAreFound(code: String, count: Int) {
    #expect(SourceFile(path: "A/A.swift", text: code).uncheckedPicounits.count == count)
  }
}

extension SourceFile {
  /// Where picounits stand beside a plain sign of arithmetic: what is written there.
  fileprivate var uncheckedPicounits: [String] {
    tokens.indices.filter { tokens[$0] == "picounits" && (isBeforeSign($0) || isBehindSign($0)) }
      .map { tokens[max(0, $0 - 6)..<min($0 + 5, tokens.count)].joined(separator: " ") }
  }

  private func isBeforeSign(_ index: Int) -> Bool {
    let next = Array(tokens[(index + 1)...].prefix(5))
    if next.starts(with: [")", ".", "reduce"]) { return tokens[max(0, index - 2)] == "\\" }
    guard let sign = next.first(where: { $0 != "&" && $0 != "?" && $0 != "!" }) else {
      return false
    }
    return ["+", "-", "*"].contains(sign)
  }

  private func isBehindSign(_ index: Int) -> Bool {
    var place = index - 1
    while place > 0, tokens[place] == "." {
      place -= 1
      while place > 0, ["?", "!"].contains(tokens[place]) { place -= 1 }
      while place > 0, [")", "]"].contains(tokens[place]) { place = opening(of: place) - 1 }
      // The name itself; what stands without one begins with the sign.
      if tokens[place].last.map({ $0.isLetter || $0.isNumber || $0 == "_" }) ?? false { place -= 1 }
      if place >= 0, tokens[place] == "$" { place -= 1 }
    }
    // `+=` is two signs.
    if place > 0, tokens[place] == "=" { place -= 1 }
    return place >= 0 && ["+", "-", "*"].contains(tokens[place])
  }

  /// Where the bracket opens that closes at a place.
  private func opening(of place: Int) -> Int {
    var (depth, place) = (0, place)
    while place > 0 {
      if [")", "]"].contains(tokens[place]) { depth += 1 }
      if ["(", "["].contains(tokens[place]) { depth -= 1 }
      if depth == 0 { break }
      place -= 1
    }
    return place
  }
}
