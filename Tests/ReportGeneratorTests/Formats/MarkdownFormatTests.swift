import ReportGenerator
import Testing

@Suite("Markdown")
struct MarkdownFormatTests {
  static func text(_ blocks: Report.Block...) -> String { MarkdownFormat.text(of: Report(blocks)) }

  /// Text as a paragraph writes it.
  static func escaped(_ text: String) -> String { String(self.text(.paragraph(text)).dropLast()) }

  @Test("Blocks stand apart by one empty line, and the file ends with a line end")
  func blocks() {
    let text = Self.text(
      .heading(1, "Title"), .heading(3, "Part"), .paragraph("Words."), .bullets(["a", "b"]),
      .footnotes(["first", "second"]), .code("x = 1\n  y"))
    #expect(
      text == """
        # Title

        ### Part

        Words.

        - a
        - b

        1. first
        2. second

        ```
        x = 1
          y
        ```

        """)
  }

  @Test("A table has a head, a rule that sets its columns, and its rows")
  func table() {
    let table = ReportTable(
      [.init("offer"), .init("USD", .right)],
      rows: [
        [.text("acme/still"), .figure("1,234.50")], ["x", .missing("no price")], [.empty, .empty],
      ])
    #expect(
      Self.text(.table(table)) == """
        | offer | USD |
        | --- | ---: |
        | acme/still | 1,234.50 |
        | x | unknown |
        |  |  |

        """)
  }

  @Test(
    "No text is read as Markdown or HTML",
    arguments: [
      ("a|b", "a\\|b"), ("*bold*", "\\*bold\\*"), ("`code`", "\\`code\\`"),
      ("<script>", "\\<script>"), ("a\\b", "a\\\\b"), ("~~gone~~", "\\~\\~gone\\~\\~"),
      ("<http://e.com>", "\\<http://e.com>"), ("&lt;b&#62;", "\\&lt;b\\&#62;"),
      ("[x](http://e.com)", "[x\\](http://e.com)"), ("![x](e.png)", "![x\\](e.png)"),
      ("[1]: http://e.com", "[1\\]: http://e.com"), ("_slanted_ words", "\\_slanted\\_ words"),
    ])
  func escaping(text: String, expected: String) {
    #expect(Self.escaped(text) == expected)
  }

  @Test(
    "A text does not begin a title, a list, a quote, code or a rule",
    arguments: [
      ("# title", "\\# title"), ("> quote", "\\> quote"), ("- point", "\\- point"),
      ("+ point", "\\+ point"), ("-", "\\-"), ("1. list", "1\\. list"), ("12) list", "12\\) list"),
      ("---", "\\---"), ("    code", "code"),
    ])
  func beginnings(text: String, expected: String) {
    #expect(Self.escaped(text) == expected)
    #expect(Self.text(.bullets([text])) == "- \(expected)\n")
  }

  @Test(
    "What means nothing in Markdown stays as it is",
    arguments: [
      "sources [1][4]", "f(x)[1] (note)", "output_image_tokens", "R&D & more; no", "-5 USD",
      "+12 %", "1.5 USD", "2027-01", "a # b", "a > b", "≥ 12.00", "#1",
    ])
  func untouched(text: String) {
    #expect(Self.escaped(text) == text)
  }

  @Test(
    "A line end inside a text is a space, so that no text leaves its paragraph or its row",
    arguments: [
      "a\nb", "a\rb", "a\r\nb", "a\u{2028}b", "a\u{2029}b", "a\u{85}b", "a\u{B}b", "a\u{C}b",
    ])
  func lineEnds(text: String) {
    #expect(Self.escaped(text) == "a b")
    let table = ReportTable([.init(text)], rows: [[.text(text)]])
    #expect(Self.text(.table(table)) == "| a b |\n| --- |\n| a b |\n")
  }

  @Test("A mark that joins onto a special character does not hide it")
  func combiningMarks() {
    for special in ["|", "<", "*", "`", "\\"] {
      let written = Self.escaped("a\(special)\u{301}b")
      #expect(Array(written.unicodeScalars) == Array("a\\\(special)\u{301}b".unicodeScalars))
    }
  }

  @Test("Notes that cells refer to are footnotes with links; others are a list")
  func footnotes() {
    let notes: [Footnote] = [
      Footnote("a page", address: "https://acme.example/a(b)<c>"), "words",
    ]
    let table = ReportTable(
      [.init("offer"), .init("sources")], rows: [["x", .references([1, 2])]])
    #expect(
      Self.text(.table(table), .footnotes(notes)) == """
        | offer | sources |
        | --- | --- |
        | x | [^1][^2] |

        [^1]: a page [Read it](<https://acme.example/a(b)%3Cc%3E>)
        [^2]: words

        """)
    #expect(
      Self.text(.footnotes(notes)) == """
        1. a page [Read it](<https://acme.example/a(b)%3Cc%3E>)
        2. words

        """)
    #expect(Self.escaped("[^1] is no note") == "\\[^1] is no note")
  }

  @Test("A picture has a file for each background, and says what is seen")
  func picture() {
    let picture = Picture(
      light: "charts/a-light.svg", dark: "charts/a-dark.svg",
      words: "\"5\" > 4 & <b>\r\n\nmore")
    #expect(
      Self.text(.picture(picture)) == """
        <picture><source media="(prefers-color-scheme: dark)" srcset="charts/a-dark.svg">\
        <img src="charts/a-light.svg" alt="&quot;5&quot; &gt; 4 &amp; &lt;b&gt; more"></picture>

        """)
  }

  @Test("Code that holds a fence gets a longer one")
  func fences() {
    #expect(Self.text(.code("a\n```\nb")) == "````\na\n```\nb\n````\n")
    #expect(Self.text(.code("````")) == "`````\n````\n`````\n")
  }
}
