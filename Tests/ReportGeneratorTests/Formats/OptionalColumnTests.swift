import ReportGenerator
import Testing

@Suite("Columns that may go")
struct OptionalColumnTests {
  static let table = ReportTable(
    [
      .init("offer", keepsWords: true), .init("USD", .right), .init("sold", isOptional: true),
      .init("can be", isOptional: true),
    ],
    rows: [["acme/a-model-with-a-name/generate", "0.5", "from 2026-01-01", "0.1 to 0.9 USD"]])

  static func lines(_ width: Int) -> [Substring] {
    TerminalFormat.text(of: Report([.table(table)]), width: width).split(separator: "\n")
  }

  @Test("The last goes first, whole, and is named")
  func order() {
    #expect(Self.lines(73).count == 3)
    #expect(Self.lines(73)[2].hasSuffix("0.5  from 2026-01-01  0.1 to 0.9 USD"))
    #expect(Self.lines(70).last == "Left out for want of room: can be.")
    #expect(Self.lines(70)[2] == "acme/a-model-with-a-name/generate  0.5  from 2026-01-01")
    #expect(Self.lines(54).last == "Left out for want of room: sold, can be.")
    #expect(Self.lines(54)[2] == "acme/a-model-with-a-name/generate  0.5")
  }

  @Test("Whatever the width, no line is longer, and what stays is on one line", arguments: 40...90)
  func fits(width: Int) {
    #expect(Self.lines(width).allSatisfy { $0.count <= width })
    #expect(Self.lines(width)[2].contains("generate  0.5"))
  }

  @Test("Markdown has them all")
  func markdown() {
    let text = MarkdownFormat.text(of: Report([.table(Self.table)]))
    #expect(text.contains("| offer | USD | sold | can be |"))
  }
}
