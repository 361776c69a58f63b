import TestSupport
import Testing

@testable import ReportGenerator

@Suite("Markup")
struct MarkupTests {
  @Test(
    "Text that is put in is text",
    arguments: [
      ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
      ("a & b &amp; c", "a &amp; b &amp;amp; c"), ("]]>", "]]&gt;"),
      ("' onload='x", "&#39; onload=&#39;x"), ("\"", "&quot;"),
      // Directions, control characters and what XML has no place for are written out.
      ("a\u{202E}b", "a\\u{202E}b"), ("a\u{0}b\u{1B}", "a\\u{0}b\\u{1B}"),
      ("a\u{FFFE}b\u{FFFF}", "a\\u{FFFE}b\\u{FFFF}"),
      // A mark that joins onto a sign does not hide it.
      ("<\u{301}b>", "&lt;\u{301}b&gt;"), ("Bücher 写真 🖼", "Bücher 写真 🖼"),
    ])
  func escapes(words: String, markup: String) {
    #expect(("\(words)" as Markup).text == markup)
    #expect(("<i title='\(words)'/>" as Markup).text == "<i title='\(markup)'/>")
  }

  @Test("Markup that is put in stays markup")
  func markupStays() {
    let inner: Markup = "<b>\("a<b")</b>"
    #expect(
      ("<p>\(inner)\([inner, "-"])\(nil as Markup?)</p>" as Markup).text
        == "<p><b>a&lt;b</b><b>a&lt;b</b>-</p>")
  }

  @Test(
    "Places in a drawing have a tenth at most",
    arguments: [
      (0.0, "0"), (-0.04, "0"), (12.34, "12.3"), (-3.25, "-3.3"), (7, "7"), (.nan, "0"),
      (.infinity, "0"),
    ])
  func places(place: Double, text: String) { #expect(("\(place)" as Markup).text == text) }

  @Test(
    "Only addresses of the web and files of repositories become links",
    arguments: [
      ("https://example.com/a?b=c&d", "https://example.com/a?b=c&d"),
      ("HTTP://example.com", "HTTP://example.com"),
      (
        "github:owner/repo@0a1b2c:docs/prices.md",
        "https://github.com/owner/repo/blob/0a1b2c/docs/prices.md"
      ),
      ("javascript:alert(1)", nil), (" https://example.com", nil), ("https:example.com", nil),
      ("https://a b", nil), ("https://a\u{202E}b", nil), ("data:text/html,x", nil),
      ("//example.com", nil),
      ("github:owner/repo@c:../../x", nil), ("github:owner/repo@c:a'b", nil),
      ("github:owner/repo", nil),
      ("package:name==1.0:file", nil), ("", nil),
    ] as [(String, String?)])
  func links(address: String, link: String?) { #expect(PageLink(address)?.address == link) }
}
