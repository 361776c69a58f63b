import TestSupport
import Testing

@testable import ReportGenerator

@Suite("Scales")
struct ScaleTests {
  @Test("A scale starts at zero, holds the largest number and has four to six round ticks")
  func ticks() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<2_000 {
      let most =
        Double(random.next() % 100_000 + 1) / [0.01, 1, 100, 10_000][Int(random.next() % 4)]
      let scale = Scale(upTo: most)
      #expect(scale.ticks.first == 0)
      #expect((4...6).contains(scale.ticks.count), "\(most): \(scale.ticks)")
      #expect(scale.end >= most && scale.share(most) <= 1)
      #expect(Set(scale.ticks.map(scale.words)).count == scale.ticks.count, "\(most)")
      let digits = scale.words(scale.ticks[1]).filter { "123456789".contains($0) }
      #expect(["1", "2", "5"].contains(digits), "\(most): \(scale.words(scale.ticks[1]))")
    }
  }

  @Test("A scale holds a budget, unless that is far beyond all else")
  func limits() {
    #expect(Scale(upTo: 100, limit: 150).end >= 150)
    #expect(Scale(upTo: 100, limit: 1_000).end < 200)
    #expect(Scale(upTo: 0).ticks.count >= 4)
    #expect(Scale(upTo: .nan).end > 0)
  }

  @Test("Labels beside a drawing stand apart from each other")
  func labels() {
    let frame = ChartFrame(scale: Scale(upTo: 100), columns: 3, isNarrow: true)
    let markup = frame.labels((0..<6).map { ("l\($0)", 50 + Double($0) / 10, "") }).text
    let places = markup.split(separator: " y='").dropFirst().compactMap {
      Double($0.prefix { $0 != "'" })
    }
    #expect(places.count == 6)
    for (one, next) in zip(places, places.dropFirst()) { #expect(next - one >= 16.9) }
  }
}
