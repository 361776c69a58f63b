import ReportGenerator
import TestSupport
import Testing

@Suite("Text for a terminal")
struct TerminalFormatTests {
  static let widths = [40, 80, 140]

  static func lines(_ width: Int, _ blocks: Report.Block...) -> [String] {
    TerminalFormat.text(of: Report(blocks), width: width)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Words of many lengths, some longer than a narrow line, some with slashes.
  static func words(_ random: inout SplitMix64, count: Int, longest: Int = 60) -> String {
    (0..<count).map { _ in
      let length = random.below(8) == 0 ? 1 + random.below(longest) : 1 + random.below(9)
      return String(
        (0..<length).map { _ in random.pick(["a", "b", "é", "z", "/"] as [Character]) })
    }.joined(separator: " ")
  }

  static func letters(_ lines: some Sequence<String>) -> String {
    lines.joined().filter { $0 != " " && $0 != "-" }
  }

  @Test("Blocks stand apart by one empty line, and the text ends with a line end")
  func blocks() {
    let text = TerminalFormat.text(
      of: Report([
        .heading(1, "Title"), .paragraph("Some words."), .bullets(["a", "b"]),
        .footnotes(["first"]), .code("x\n  y"),
      ]), width: 80)
    #expect(
      text == """
        Title

        Some words.

        - a
        - b

        [1] first

        x
          y

        """)
  }

  @Test("A table is as wide as its cells; figures stand at the right")
  func table() {
    let table = ReportTable(
      [.init("offer"), .init("USD", .right)],
      rows: [
        [.text("acme/still"), .figure("1,234.50")], ["x", .missing("no price")], [.empty, "7"],
      ])
    #expect(
      Self.lines(80, .table(table)) == [
        "offer            USD", "----------  --------", "acme/still  1,234.50",
        "x            unknown", "                   7", "",
      ])
  }

  @Test("Running text never passes the width, and no letter of it is lost", arguments: widths)
  func wrapping(width: Int) {
    var random = SplitMix64(seed: UInt64(width))
    for _ in 0..<100 {
      let text = Self.words(&random, count: 1 + random.below(60), longest: 200)
      for block in [Report.Block.heading(1, text), .paragraph(text), .bullets([text, text])] {
        let lines = Self.lines(width, block)
        #expect(lines.allSatisfy { $0.count <= width })
        #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
        var expected = Self.letters([text])
        if case .bullets = block { expected += expected }
        #expect(Self.letters(lines) == expected)
      }
    }
  }

  @Test("Sources are numbered and never pass the width, however many there are", arguments: widths)
  func footnotes(width: Int) {
    var random = SplitMix64(seed: UInt64(width))
    let notes = (0..<120).map { _ in Self.words(&random, count: 30, longest: 150) }
    let lines = Self.lines(width, .footnotes(notes.map { Footnote($0) }))
    #expect(lines.allSatisfy { $0.count <= width })
    let numbers = lines.filter { $0.hasPrefix("[") }.map { String($0.prefix { $0 != " " }) }
    #expect(numbers == (1...120).map { "[\($0)]" })
    #expect(lines.filter { !$0.hasPrefix("[") && !$0.isEmpty }.allSatisfy { $0.hasPrefix("    ") })
  }

  @Test("A table whose columns can wrap fits the width; figures are never cut", arguments: widths)
  func tables(width: Int) {
    var random = SplitMix64(seed: UInt64(width))
    for _ in 0..<100 {
      let rows = (0..<(1 + random.below(6))).map { _ -> [ReportTable.Cell] in
        [
          .text(Self.words(&random, count: random.below(9))),
          .figure("\(random.below(999)),\(100 + random.below(900)).\(10 + random.below(90))"),
          .text(Self.words(&random, count: random.below(9))),
        ]
      }
      let table = ReportTable([.init("offer"), .init("USD", .right), .init("why")], rows: rows)
      let lines = Self.lines(width, .table(table))
      #expect(lines.allSatisfy { $0.count <= width }, "\(lines)")
      for row in rows {
        let figure = row[1].words
        #expect(lines.contains { " \($0) ".contains(" \(figure) ") }, "\(figure) in \(lines)")
      }
      let letters = Self.letters(rows.flatMap { [$0[0].words, $0[2].words] }).filter { $0 != "," }
      let shown = Self.letters(lines.dropFirst(2)).filter { "abéz/".contains($0) }
      #expect(shown.sorted() == letters.sorted())
    }
  }

  @Test("Titles over figures wrap before names do, and stand on the rule")
  func tallTitles() {
    let table = ReportTable(
      [.init("feature"), .init("USD per accepted asset", .right), .init("USD in all", .right)],
      rows: [[.text("campaign-pictures"), .figure("0.163"), .figure("31,792.67")]])
    #expect(
      Self.lines(40, .table(table)) == [
        "                     USD per", "                    accepted",
        "feature                asset  USD in all", "-----------------  ---------  ----------",
        "campaign-pictures      0.163   31,792.67", "",
      ])
    #expect(Self.lines(80, .table(table)).first?.hasPrefix("feature") == true)
  }

  @Test("A name that fits no column is broken after a hyphen or a slash")
  func brokenNames() {
    let table = ReportTable(
      [.init("feature"), .init("offer"), .init("USD", .right)],
      rows: [
        ["campaign-pictures", "heygen/liveavatar-full/session", .figure("1,234,567,890.12")]
      ])
    #expect(
      Self.lines(44, .table(table)).dropFirst(2).map { $0 } == [
        "campaign-     heygen/       1,234,567,890.12", "pictures      liveavatar-",
        "              full/session", "",
      ])
  }

  @Test("Figures that miss the width by little stand one space apart")
  func tight() {
    let columns = (0..<4).map { ReportTable.Column("c\($0)", .right) }
    let row = (0..<4).map { ReportTable.Cell.figure("12,345.6\($0)") }
    let table = Report.Block.table(ReportTable(columns, rows: [row]))
    #expect(Self.lines(42, table)[2] == row.map(\.words).joined(separator: "  "))
    #expect(Self.lines(41, table)[2] == row.map(\.words).joined(separator: " "))
  }

  @Test("References are not broken inside their brackets")
  func brokenReferences() {
    let notes = (8...15).map { "[\($0)]" }.joined()
    let lines = Self.lines(
      40,
      .table(
        ReportTable(
          [.init("USD", .right), .init("sources")],
          rows: [[.figure("1,234,567,890.12"), .text(notes)]])))
    #expect(lines.dropFirst(2).dropLast().allSatisfy { $0.hasSuffix("]") }, "\(lines)")
    #expect(lines.allSatisfy { $0.count <= 40 })
  }

  @Test("A column of figures keeps its width even where the line then passes the terminal's")
  func figuresOnly() {
    let columns = (0..<6).map { ReportTable.Column("c\($0)", .right) }
    let row = (0..<6).map { ReportTable.Cell.figure("1,234,567.8\($0)") }
    let lines = Self.lines(40, .table(ReportTable(columns, rows: [row])))
    #expect(lines[2] == row.map(\.words).joined(separator: "  "))
  }

  @Test(
    "A terminal narrower than 40 columns is written to as if it had 40", arguments: [-1, 0, 39])
  func narrow(width: Int) {
    let block = Report.Block.paragraph(String(repeating: "word ", count: 30))
    #expect(Self.lines(width, block) == Self.lines(40, block))
    #expect(Self.lines(40, block).map(\.count).max() == 39)
  }

  @Test("A word that fits no line is broken after a slash where it has one")
  func longWords() {
    let path = "https://example.com/" + String(repeating: "x", count: 30)
    #expect(
      Self.lines(40, .paragraph(path))
        == ["https://example.com/", String(repeating: "x", count: 30), ""])
    let word = String(repeating: "y", count: 85)
    #expect(Self.lines(40, .paragraph(word)).map(\.count) == [40, 40, 5, 0])
  }

  @Test(
    "Line ends inside a text are spaces",
    arguments: ["a\nb", "a\r\nb", "a\n\nb", "a \n b", "a\u{85}b"])
  func lineEnds(text: String) {
    #expect(Self.lines(80, .paragraph(text)) == ["a b", ""])
    #expect(
      Self.lines(80, .table(ReportTable([.init(text)], rows: [[.text(text)]]))).first == "a b")
  }

  @Test("Codes that command a terminal are not passed on from a file")
  func controlCharacters() {
    let text = "a\u{1B}[31mred\u{7}\u{8}b\u{9B}2J"
    for block in [
      Report.Block.paragraph(text), .bullets([text]), .heading(1, text),
      .footnotes([Footnote(text)]),
      .table(
        ReportTable([.init(text), .init(text, .right)], rows: [[.text(text), .figure(text)]])),
    ] {
      let scalars = Self.lines(80, block).joined(separator: " ").unicodeScalars
      #expect(!scalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    }
  }
}
