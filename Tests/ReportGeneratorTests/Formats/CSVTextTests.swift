import BillingTypes
import ReportGenerator
import TestSupport
import Testing

@Suite("CSV")
struct CSVTextTests {
  /// The one field of a file with one column.
  static func written(_ field: CSVText.Field) -> String {
    var csv = CSVText(header: ["h"])
    csv.append([field])
    return String(csv.text.unicodeScalars.dropFirst(3).dropLast(2).map(Character.init))
  }

  @Test("A file is a header and rows, separated by commas, ended by CR LF")
  func file() throws {
    var csv = CSVText(header: ["month", "cost"])
    #expect(csv.text == "month,cost\r\n")
    csv.append([.text("2027-01"), .money(try Money(rounding: Rational(80), in: .usd))])
    csv.append([.empty, .empty])
    #expect(csv.text == "month,cost\r\n2027-01,80\r\n,\r\n")
  }

  @Test(
    "Text with a comma, a quote or a line end stands in quotes",
    arguments: [
      ("plain", "plain"), ("", ""), ("a b", "a b"), ("a,b", "\"a,b\""),
      ("say \"x\"", "\"say \"\"x\"\"\""),
      ("\"", "\"\"\"\""), ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("a\r\nb", "\"a\r\nb\""),
      ("é ✓ 日本", "é ✓ 日本"), ("a;b", "a;b"),
    ])
  func quoting(text: String, expected: String) {
    #expect(Self.written(.text(text)) == expected)
  }

  @Test(
    "Text that a spreadsheet would run as a formula gets an apostrophe in front",
    arguments: [
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"),
      ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""), ("\r\nx", "\"'\r\nx\""),
      ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
      ("a=1", "a=1"), ("'=1", "'=1"), (" =1", " =1"), ("=\u{301}1", "'=\u{301}1"),
    ])
  func formulas(text: String, expected: String) {
    let written = Self.written(.text(text))
    #expect(Array(written.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test("A German spreadsheet gets semicolons and decimal commas, and a header that runs nothing")
  func german() throws {
    var csv = CSVText(in: .de, header: ["cost", "=tag", "n"])
    csv.append([
      .money(try Money(rounding: Sample.number("-1.5"), in: .usd)), .text("a;b"), .figure("0.25"),
    ])
    csv.append([.number(Sample.number("1234.5")), .text("a,b"), .empty])
    csv.append([.text("1.5"), .text("@x"), .figure("7")])
    #expect(
      csv.text == "cost;'=tag;n\r\n-1,5;\"a;b\";0,25\r\n1234,5;\"a,b\";\r\n1.5;'@x;7\r\n")
  }

  @Test("Figures are left alone: a negative number stays a number")
  func figures() throws {
    #expect(Self.written(.figure("-3")) == "-3")
    #expect(Self.written(.number(Rational(-3))) == "-3")
    #expect(Self.written(.money(Money(picounits: -1, in: .usd))) == "-0.000000000001")
    #expect(Self.written(.money(Money(picounits: 52_680_000_000, in: .usd))) == "0.05268")
    #expect(Self.written(.number(try Rational(1) / Rational(8))) == "0.125")
    #expect(Self.written(.number(try Rational(1) / Rational(3))) == "0.333333333333333333")
  }

  @Test("What is not known or does not belong is an empty field, never a zero")
  func empty() {
    #expect(Self.written(.empty) == "")
    #expect(CSVText.Field.optional(nil as Money?) == .empty)
    #expect(CSVText.Field.optional(nil as Rational?) == .empty)
    #expect(CSVText.Field.optional(Rational(2)) == .number(Rational(2)))
    #expect(CSVText.Field.optional(Money.zero(in: .usd)) == .money(.zero(in: .usd)))
  }

  #if compiler(>=6.2)
    @Test("A row of another width than the header is a programming error")
    func width() async {
      await #expect(processExitsWith: .failure) {
        var csv = CSVText(header: ["a", "b"])
        csv.append([.empty])
      }
      await #expect(processExitsWith: .failure) {
        var csv = CSVText(header: ["a"])
        csv.append([.empty, .empty])
      }
    }
  #endif

  @Test("Whatever text goes in comes out of a plain reader again", arguments: 0..<20)
  func roundTrip(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let letters: [Unicode.Scalar] = [
      "a", ",", "\"", "\r", "\n", "=", "-", " ", "é", "'", "\u{301}",
    ]
    var rows: [[String]] = []
    var csv = CSVText(header: ["x", "y", "z"])
    for _ in 0..<40 {
      let row = (0..<3).map { _ in
        var text = String.UnicodeScalarView()
        text.append("x")
        for _ in 0..<random.below(6) { text.append(random.pick(letters)) }
        return String(text)
      }
      rows.append(row)
      csv.append(row.map { .text($0) })
    }
    // Scalar by scalar, because texts that look the same are equal as strings.
    let written = rows.map { $0.map { Array($0.unicodeScalars) } }
    let read = PlainCSV.rows(of: csv.text).dropFirst().map { $0.map { Array($0.unicodeScalars) } }
    #expect(read.count == written.count)
    for (left, right) in zip(read, written) { #expect(left == right) }
  }
}
