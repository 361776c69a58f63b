import ReportGenerator
import Testing

@Suite("Text that a terminal may show")
struct VisibleTextTests {
  @Test(
    "What would command a terminal is written out",
    arguments: [
      ("a\u{1B}[31mb", "a\\u{1B}[31mb"), ("\u{7}", "\\u{7}"), ("\u{9B}2J", "\\u{9B}2J"),
      ("\u{0}", "\\u{0}"), ("\u{7F}", "\\u{7F}"), ("\u{202E}gpj", "\\u{202E}gpj"),
      ("\u{2066}\u{2069}\u{200F}\u{61C}", "\\u{2066}\\u{2069}\\u{200F}\\u{61C}"),
      ("a\rb", "a\\u{D}b"), ("\u{2028}\u{2029}\u{85}", "\\u{2028}\\u{2029}\\u{85}"),
      ("\u{FEFF}\u{E0041}\u{200B}", "\\u{FEFF}\\u{E0041}\\u{200B}"), ("\r", "\\u{D}"),
    ])
  func escaped(text: String, shown: String) {
    #expect(VisibleText.escaped(text) == shown)
    #expect(VisibleText.escaped(shown) == shown)
  }

  @Test(
    "What people write stays as it is",
    arguments: [
      "", "plain", "a\tb\nc\r\n", "Ä, 日本, שלום, مرحبا", "👩‍👩‍👧 e\u{301}", "می\u{200C}خواهم",
      "≥ 1 \u{A0}USD",
      "soft\u{AD}hyphen", "\\u{1B}",
    ])
  func kept(text: String) {
    #expect(Array(VisibleText.escaped(text).unicodeScalars) == Array(text.unicodeScalars))
  }
}
