import BodyPricing
import PricingRules
import TestSupport
import Testing

@testable import BodyPricing

@Suite("Bodies that are hostile, huge or broken")
struct BodyTextTests {
  @Test(
    "What is no JSON is refused with its place",
    arguments: [
      ("", "the body is empty"), ("[", "line 1, column 2: the body ends where a value is expected"),
      ("{\"a\": 1,\n \"a\": 2}", "line 2, column 2: the key 'a' stands twice"),
      (#"{"a": 1, "\u0061": 2}"#, "the key '\\u0061' stands twice"),
      ("{\"a\": 01}", "the number is not written as JSON writes one"),
      ("{\"a\": +1}", "found '+' where a value is expected"),
      ("{\"a\": nul}", "found 'n' where a value is expected"),
      ("{\"a\": \"\u{1}\"}", "a byte of value 1"),
      ("{\"a\": \"\\x\"}", "the escape is none of JSON's"),
      ("{\"a\": \"\\ud800\"}", "the escape is none of JSON's"), ("{\"a\": \"b", "no closing quote"),
      ("{} x", "found 'x' where the end of the body is expected"),
      ("{'a': 1}", "found ''' where a key in quotes is expected"),
    ])
  func refused(text: String, words: String) {
    #expect(
      performing: { try BodyScanner.tree(Array(text.utf8)) }, throws: { "\($0)".contains(words) })
  }

  @Test("Depth, values, digits and bytes are bounded")
  func bounds() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try BodyScanner.tree(nested(64))
    #expect(throws: BodyError.self) { try BodyScanner.tree(nested(65)) }
    _ = try BodyScanner.tree(Array(String(repeating: "9", count: 400).utf8))
    #expect(throws: BodyError.self) {
      try BodyScanner.tree(Array(String(repeating: "9", count: 401).utf8))
    }
    let many = Array(("[" + String(repeating: "0,", count: 1_000_000) + "0]").utf8)
    #expect(throws: BodyError.self) { try BodyScanner.tree(many) }
    #expect(throws: BodyError.self) {
      try BodyScanner.tree([UInt8](repeating: 32, count: 80_000_001))
    }
  }

  @Test(
    "Numbers become the text that cards have",
    arguments: [
      ("8", "8"), ("8.0", "8"), ("1e0", "1"), ("-0", "0"), ("-0.0", "0"), ("1.50e1", "15"),
      ("2E-2", "0.02"),
      ("0.10", "0.1"), ("12e3", "12000"), ("-1.5", "-1.5"), ("0.0001e4", "1"),
    ])
  func numbers(text: String, plain: String) {
    #expect(BodyNumber.decimalText(Array(text.utf8)[...]) == plain)
  }

  @Test(
    "Numbers that no request means are none", arguments: ["1e999", "1e-99", "9e41", "1e1000000"])
  func noNumbers(text: String) { #expect(BodyNumber.decimalText(Array(text.utf8)[...]) == nil) }

  @Test("Escapes are resolved, pairs among them")
  func escapes() throws {
    let tree = try BodyScanner.tree(Array(#"{"\u0073ize": "a\n\"\\\/\u00e9\ud83d\ude00"}"#.utf8))
    #expect(tree.key(1) == "size" && tree.text(1) == "a\n\"\\/é😀")
  }

  @Test(
    "The sides of pictures are read from their headers",
    arguments: [
      ("89504E470D0A1A0A0000000D49484452 00000400 00000300", 1024, 768),
      ("474946383961 0002 8001", 512, 384),
      ("52494646 00000000 57454250 56503858 0A000000 00000000 FF0300 FF0200", 1024, 768),
      ("52494646 00000000 57454250 5650384C 00000000 2F FFC3BF00", 1024, 768),
      ("52494646 00000000 57454250 56503820 00000000 000000 9D012A 0004 0003", 1024, 768),
      ("FFD8 FFE00004 0000 FFFF C4 0002 FFC2 0011 08 0300 0400 03", 1024, 768),
    ])
  func pictures(hex: String, width: Int, height: Int) throws {
    let digits = hex.filter { $0 != " " }
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { place -> UInt8? in
      let start = digits.index(digits.startIndex, offsetBy: place)
      return UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16)
    }
    let sides = try #require(PictureHeader.sides(of: bytes))
    #expect(sides.width == width && sides.height == height)
    for length in 0..<bytes.count - 1 { _ = PictureHeader.sides(of: Array(bytes.prefix(length))) }
    #expect(PictureHeader.sides(of: Array(bytes.prefix(8))) == nil)
  }

  @Test(
    "Several bodies are told from one that is laid out in lines",
    arguments: [
      ("{\"a\": 1}\n{\"b\": 2}\n", true), ("{bad\n{\"b\": 2}\n", true),
      ("{\n  \"a\": 1\n}\n", false),
      ("{\"a\": 1}\n", false), ("{\n \"a\": [\n{\"b\": 1},\n  {\"c\": 2}\n ]\n} x", false),
      ("\u{FEFF}{\"a\": 1}\n{\"b\": 2}", true), ("", false),
    ])
  func lines(text: String, isLines: Bool) { #expect(BodyForm.isLines(Array(text.utf8)) == isLines) }

  @Test("Fields of a form are texts, and a name that stands several times is a list")
  func form() throws {
    var form = BodyForm()
    for word in ["a=1", "b[]=x", "b[]=y\"z", "c="] {
      let field = try BodyForm.field(word)
      form.add(field.name, field.value)
    }
    #expect(String(decoding: form.json, as: UTF8.self) == #"{"a":"1","b":["x","y\"z"],"c":""}"#)
    #expect(throws: BodyError.self) { try BodyForm.field("=x") }
  }
}
