import BillingTypes
import ReportGenerator
import Testing

/// The writer behind every CSV: what no command can be brought to write today is held here.
@Suite("CSVText")
struct CSVTextTests {
  @Test("A negative number stays a number, and a negative name does not")
  func negativeNumbers() throws {
    var csv = CSVText(header: ["name", "number", "money", "figure", "nothing"])
    csv.append([
      .text("-5"), .number(try Rational(-5, over: 2)), .money(Money(picounits: -1, in: .usd)),
      .figure("-7"), .empty,
    ])
    #expect(csv.text == "name,number,money,figure,nothing\r\n'-5,-2.5,-0.000000000001,-7,\r\n")
  }

  @Test(
    "What the writer writes, the reader reads",
    arguments: [
      "", "a", "a,b", "\"", "\"\"", "a\"b", "\r\n", "a\r\nb", ",", " ", "'", "é🎬", "\u{0}",
    ])
  func roundTrip(text: String) throws {
    var csv = CSVText(header: ["before", "text", "after"])
    csv.append([.text("x"), .text(text), .text("y")])
    let table = try DelimitedText(csv.text)
    let isRisky = text.first.map { "=+-@\t\r\n\r\n".contains($0) } ?? false
    #expect(table.rows == [["before", "text", "after"], ["x", (isRisky ? "'" : "") + text, "y"]])
  }
}

@Suite("DelimitedText, the tests' own reader")
struct DelimitedTextTests {
  @Test(
    "Quotes, commas and line ends inside a field are read",
    arguments: [
      ("a,b\r\n", [["a", "b"]]), ("\"a,\"\"b\"\"\",c\r\n", [["a,\"b\"", "c"]]),
      ("\"a\r\nb\",\r\n", [["a\r\nb", ""]]), ("\r\n", [[""]]),
    ])
  func reads(text: String, rows: [[String]]) throws {
    #expect(try DelimitedText(text).rows == rows)
  }

  @Test(
    "What breaks RFC 4180 is refused",
    arguments: [
      "a\n", "a", "a\r", "a\"b\r\n", "\"a\r\n", "\"a\"b\r\n", "a,b\r\nc\r\n",
    ])
  func refuses(text: String) {
    #expect(throws: DelimitedText.Mistake.self) { try DelimitedText(text) }
  }
}
