import ReportGenerator
import Testing

@Suite("JSON")
struct JSONTextTests {
  @Test(
    "Single values",
    arguments: [
      (.string("a"), "\"a\""), (.string(""), "\"\""), (.count(0), "0"), (.count(-3), "-3"),
      (.boolean(true), "true"), (.boolean(false), "false"), (.null, "null"), (.array([]), "[]"),
      (.object([]), "{}"), (.optional(nil), "null"), (.optional("x"), "\"x\""),
    ] as [(JSONText, String)])
  func values(value: JSONText, expected: String) {
    #expect(value.text == expected)
  }

  @Test(
    "Quotes, backslashes and control characters are escaped; everything else stands as it is",
    arguments: [
      ("say \"x\"", #""say \"x\"""#), ("a\\b", #""a\\b""#), ("a\nb", #""a\nb""#),
      ("a\r\nb", #""a\r\nb""#), ("a\tb", #""a\tb""#), ("\u{0}\u{1F}", #""\u0000\u001f""#),
      ("\u{8}\u{C}", #""\u0008\u000c""#), ("é ✓ 日本 😀", #""é ✓ 日本 😀""#), ("a/b", #""a/b""#),
      ("\"\u{301}", "\"\\\"\u{301}\""), ("\u{7F}", "\"\u{7F}\""),
    ])
  func escapes(text: String, expected: String) {
    #expect(Array(JSONText.string(text).text.unicodeScalars) == Array(expected.unicodeScalars))
    let key = JSONText.object([(text, .null)]).text
    #expect(Array(key.unicodeScalars) == Array("{\n  \(expected): null\n}".unicodeScalars))
  }

  @Test("Keys keep their order, and empty lists stay on one line at any depth")
  func nesting() {
    let value = JSONText.object([
      ("z", .array([])), ("a", .object([])),
      ("list", .array([.count(1), .object([("x", .array([.null, .array([])]))])])),
    ])
    #expect(
      value.text == """
        {
          "z": [],
          "a": {},
          "list": [
            1,
            {
              "x": [
                null,
                []
              ]
            }
          ]
        }
        """)
  }

  @Test("Values are equal when they write the same text")
  func equality() {
    let first = JSONText.object([("a", "1"), ("b", ["x"])])
    #expect(first == .object([("a", .string("1")), ("b", .array([.string("x")]))]))
    #expect(first != .object([("b", ["x"]), ("a", "1")]))
    #expect(Set([first, first]).count == 1)
  }
}
