import ReportGenerator
import Testing

@Suite("Bars and sparse columns in a terminal")
struct TerminalBarTests {
  static let months = ReportTable(
    [.init("month"), .init("total", .right), .bars()],
    rows: [
      ["2027-01", .figure("50"), .bar(0.5, word: nil)],
      ["2027-02", .figure("100"), .bar(1, word: "over budget")],
      ["2027-03", .figure("0"), .bar(0, word: nil)],
      ["2027-04", .figure("1"), .bar(0.0001, word: nil)],
      ["total", .figure("151"), .empty],
    ])

  static func lines(
    _ table: ReportTable, _ width: Int, _ marks: TerminalMarks
  ) -> [String] {
    TerminalFormat.text(of: Report([.table(table)]), width: width, marks: marks)
      .split(separator: "\n").map(String.init)
  }

  @Test(
    "A bar is as long as its share in eighths of a character, and what is more than nothing is seen"
  )
  func lengths() {
    #expect(
      Self.lines(Self.months, 80, .bars).dropFirst(2) == [
        "2027-01     50  ████", "2027-02    100  ████████ over budget", "2027-03      0",
        "2027-04      1  ▏", "total      151",
      ])
  }

  @Test("Colour is around bars alone, and what is red is said in words")
  func colours() {
    let lines = Self.lines(Self.months, 80, .coloured)
    #expect(lines[2] == "2027-01     50  \u{1B}[36m████\u{1B}[39m")
    #expect(lines[3] == "2027-02    100  \u{1B}[31m████████\u{1B}[39m over budget")
    let plain = lines.map { line in
      line.replacing("\u{1B}[36m", with: "").replacing("\u{1B}[31m", with: "")
        .replacing("\u{1B}[39m", with: "")
    }
    #expect(plain.dropFirst(2) == Self.lines(Self.months, 80, .bars).dropFirst(2))
  }

  @Test("Where there are no marks or no room, and in files, nothing of them is left")
  func plain() {
    for lines in [Self.lines(Self.months, 80, .none), Self.lines(Self.months, 59, .coloured)] {
      #expect(lines[0] == "month    total")
      #expect(lines[3] == "2027-02    100")
    }
    #expect(MarkdownFormat.text(of: Report([.table(Self.months)])).hasPrefix("| month | total |\n"))
  }

  static let offers = ReportTable(
    [
      .init("rank", .right), .init("offer", keepsWords: true), .init("USD", .right),
      .init("can be", aside: "can be "), .init("differs", aside: ""), .init("never", aside: ""),
    ],
    rows: [
      ["1", "acme/a-model-with-a-long-name/generate", "0.5", "0.4 to 0.6 USD", "", .empty],
      ["2", "acme/still/generate", "0.7", "", "has no setting for quality", .empty],
      ["3", "acme/other/generate", "0.8", "", "", .empty],
    ])

  @Test("Sparse columns stand beside the others where there is room, and empty ones never")
  func beside() {
    let lines = Self.lines(Self.offers, 140, .none)
    #expect(lines.count == 5)
    #expect(lines[0].hasSuffix("USD  can be          differs"))
  }

  @Test("Without room they stand below their rows, the widest first", arguments: 50...90)
  func below(width: Int) {
    let lines = Self.lines(Self.offers, width, .none)
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(lines.contains("      has no setting for quality"))
    #expect(lines.contains { $0.hasPrefix("   1  acme/a-model-with-a-long-name/generate  0.5") })
    let asides = lines.filter { $0.hasPrefix("      can be 0.4 to 0.6 USD") }.count
    #expect(asides == (width < 65 ? 1 : 0))
  }

  @Test("Nothing of a file colours a terminal")
  func hostile() {
    let red = "\u{1B}[31mred"
    let table = ReportTable(
      [.init("x", aside: red), .init(red), .bars()],
      rows: [[.text(red), .text(String(repeating: red, count: 20)), .bar(1, word: red)]])
    let text = TerminalFormat.text(
      of: Report([.table(table), .paragraph(red), .footnotes([Footnote(red)])]), width: 60,
      marks: .coloured)
    let codes = text.split(separator: "\u{1B}", omittingEmptySubsequences: false).dropFirst()
    #expect(codes.allSatisfy { $0.hasPrefix("[31m█") || $0.hasPrefix("[39m") })
  }
}
