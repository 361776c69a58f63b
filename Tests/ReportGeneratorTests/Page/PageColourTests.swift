import Testing

@testable import ReportGenerator

@Suite("Colours")
struct PageColourTests {
  @Test("Words stand out from both grounds of both themes, as WCAG's level AA asks")
  func contrast() throws {
    for shade in [\PageColours.Token.light, \.dark] {
      let grounds = PageColours.all.filter { ["ground", "panel"].contains($0.name) }
      #expect(grounds.count == 2)
      for token in PageColours.all where token.isText {
        for ground in grounds {
          let ratio = try contrast(token[keyPath: shade], ground[keyPath: shade])
          #expect(ratio >= 4.5, "\(token.name) on \(ground.name): \(ratio)")
        }
      }
    }
    #expect(try contrast("#000000", "#ffffff") == 21)
  }

  private func contrast(_ one: String, _ other: String) throws -> Double {
    let lights = try [light(one), light(other)].sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  /// Relative luminance of sRGB, with the exponent 2.4 by roots and products.
  private func light(_ colour: String) throws -> Double {
    let number = try #require(Int(colour.dropFirst(), radix: 16))
    let parts = [16, 8, 0].map { shift -> Double in
      let value = Double(number >> shift & 255) / 255
      guard value > 0.03928 else { return value / 12.92 }
      let base = (value + 0.055) / 1.055
      // x^2.4 = x² × (x²)^(1/5)
      let square = base * base
      var root = 1.0
      for _ in 0..<60 {
        root -= (root * root * root * root * root - square) / (5 * root * root * root * root)
      }
      return square * root
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
