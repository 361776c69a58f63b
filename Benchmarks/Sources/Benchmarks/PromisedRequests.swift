import Measuring
import MediaCost

/// Measures what the library promises of one core: requests whose values are set in place, and requests written
/// as words, with every value changing every time and every rule checked.
struct PromisedRequests {
  private static let words = ["low", "medium", "high"]

  let pricer: Pricer

  init(_ catalogue: Catalogue, on day: Day) throws {
    pricer = try catalogue.pricer("openai/gpt-image-2/generate", on: day)
  }

  /// The figures, and what each must reach in a second.
  func measure(_ setting: Setting) throws -> (timings: [Timing], ratios: [Ratio]) {
    let count = setting.isShort ? 300_000 : 3_000_000
    var typed = Timing("values set in place", count: Double(count), unit: "requests", seconds: [])
    var named = Timing("a dictionary call", count: Double(count), unit: "requests", seconds: [])
    for _ in 0..<setting.times(5) {
      let (total, seconds) = try timed { try typedTotal(count) }
      let (sum, namedSeconds) = try timed { try namedTotal(count) }
      guard total == sum else {
        throw BenchmarkError("typed requests and dictionary calls disagree")
      }
      typed.seconds.append(seconds)
      named.seconds.append(namedSeconds)
    }
    return (
      [typed, named],
      [
        Ratio("values set in place, a second", typed.rate, target: .atLeast(4e6), isGuarded: false),
        Ratio("dictionary calls, a second", named.rate, target: .atLeast(1e6), isGuarded: false),
      ]
    )
  }

  private func typedTotal(_ count: Int) throws -> Int128 {
    var request = pricer.requests()
    let qualities = try Self.words.map { try pricer.value(.choice($0), of: "quality") }
    let (width, height) = (try pricer.slot("width"), try pricer.slot("height"))
    let images = try pricer.slot("images")
    var total: Int128 = 0
    for index in 0..<count {
      request.set(qualities[index % 3])
      try request.set(width, to: Self.width(index))
      try request.set(height, to: Self.height(index))
      try request.set(images, to: Self.images(index))
      total += try request.legalPrice().picounits
    }
    return total
  }

  private func namedTotal(_ count: Int) throws -> Int128 {
    var total: Int128 = 0
    for index in 0..<count {
      let price = try pricer.price([
        "quality": Self.words[index % 3], "width": String(Self.width(index)),
        "height": String(Self.height(index)), "images": String(Self.images(index)),
      ])
      total += price.amount?.picounits ?? 0
    }
    return total
  }

  private static func width(_ index: Int) -> Int { 1024 + 16 * (index & 31) }
  private static func height(_ index: Int) -> Int { 1024 + 16 * (index & 15) }
  private static func images(_ index: Int) -> Int { 1 + index & 7 }
}
