import BodyPricing
import Foundation
import Measuring
import MediaCost
import RateCatalogue

/// Measures how many bodies of requests are priced in a second: in the library, by the program line by line, and by a
/// program that is started for one.
struct BodyBenchmark {
  let setting: Setting

  func run() throws -> (section: Section, peers: [String: String]) {
    let pricer = BodyPricer(catalogue: try setting.files.catalogue(), asOf: setting.day)
    let exact = try library("a body with one price", pricer, "runway") { index in
      #"{"model": "gen4.5", "promptText": "\#(Self.prompt(index))", "ratio": "1280:720", "duration": \#(2 + index % 9)}"#
    }
    let open = try library("a body whose prompt is estimated", pricer, "openai", Self.picture)
    let lines = try program(Self.picture)
    let (price, quote) = try cold()
    return (
      Section(
        name: "bodies", title: "Bodies: the price of a request that is about to be sent",
        method: Self.method, timings: [exact, open, lines, price, quote],
        ratios: [
          Ratio(
            "bodies with one price, a second", exact.rate, target: .atLeast(333_333),
            isGuarded: false),
          Ratio("lines a second", lines.rate, target: .atLeast(100_000), isGuarded: false),
          Ratio("a cold quote over a cold price", of: price, over: quote, isGuarded: false),
        ]), [:]
    )
  }

  private static let method = [
    """
    Bodies as providers document them, each with a prompt of its own of 3 to 40 words: a film of Runway, whose price is \
    exact, and a picture of OpenAI, whose prompt is estimated and whose cached tokens are open, so that every one of them \
    has a range. In the library they are priced one after the other on one core; *lines* are 100,000 bodies of OpenAI as \
    JSON Lines, with all sentences, on all cores, start of the program included. *Cold* is one program for one body, and \
    one for the quote of the same request.
    """
  ]

  private static let words =
    "a red fox jumps over the lazy dog in a misty forest at dawn with soft light".split(
      separator: " ")

  /// A prompt of 3 to 40 words.
  private static func prompt(_ index: Int) -> String {
    let count = 3 + index &* 7919 % 38
    return (0..<count).map { String(words[(index &+ $0 &* $0) % words.count]) }.joined(
      separator: " ")
  }

  private static func picture(_ index: Int) -> String {
    let quality = ["low", "medium", "high"][index % 3]
    let size = ["1024x1024", "1536x1024", "1024x1536"][index / 3 % 3]
    return
      #"{"model": "gpt-image-2", "prompt": "\#(prompt(index))", "quality": "\#(quality)", "size": "\#(size)", "n": 1}"#
  }

  private func library(
    _ name: String, _ pricer: BodyPricer, _ api: String, _ body: (Int) -> String
  ) throws -> Timing {
    let bodies = (0..<(setting.isShort ? 5_000 : 50_000)).map { Array(body($0).utf8) }
    let target = BodyTarget(api: api)
    var timing = Timing(
      "\(name), in the library", count: Double(bodies.count), unit: "bodies", seconds: [])
    for _ in 0..<setting.times(5) {
      let (total, seconds) = try timed {
        try bodies.reduce(Int128(0)) {
          try $0 + (pricer.price($1, for: target, explaining: false).amount?.picounits ?? 0)
        }
      }
      guard total > 0 else { throw BenchmarkError("\(name): nothing was priced") }
      timing.seconds.append(seconds)
    }
    return timing
  }

  private func program(_ body: (Int) -> String) throws -> Timing {
    let count = setting.isShort ? 10_000 : 100_000
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "mediacost-bodies.jsonl")
    try Data((0..<count).map { body($0) + "\n" }.joined().utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var timing = Timing("lines, by the program", count: Double(count), unit: "bodies", seconds: [])
    for _ in 0..<setting.times(5) {
      let run = try Program(setting.mediacost, arguments(["--api", "openai", file.path])).run()
      guard run.output.count(where: { $0 == 10 }) == count else {
        throw BenchmarkError("not every line was answered")
      }
      timing.seconds.append(run.seconds)
      timing.memory = max(timing.memory ?? 0, run.memory)
    }
    return timing
  }

  private func arguments(_ words: [String]) -> [String] {
    ["price"] + words
      + [
        "--as-of", setting.day.description, "--rates",
        setting.root.appendingPathComponent("data").path,
      ]
  }

  private func cold() throws -> (price: Timing, quote: Timing) {
    var price = Timing("one body, cold", count: 1, unit: "bodies", seconds: [])
    var quote = Timing("its quote, cold", count: 1, unit: "quotes", seconds: [])
    let body = setting.root.appendingPathComponent("data/bodies/openai.json").path
    let quoted =
      ["quote", "openai/gpt-image-2/generate", "quality=high", "prompt_tokens=33"]
      + arguments([]).dropFirst()
    for _ in 0..<setting.times(21) {
      price.seconds.append(
        try Program(setting.mediacost, arguments(["--api", "openai", body])).run().seconds)
      quote.seconds.append(try Program(setting.mediacost, quoted).run().seconds)
    }
    return (price, quote)
  }
}
