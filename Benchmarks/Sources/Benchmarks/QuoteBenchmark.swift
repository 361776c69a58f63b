import BillingTypes
import Measuring
import MediaCost
import PricingRules
import RateCatalogue

/// Measures how many requests one core prices with a compiled card, with the plain quoter, and with the
/// calculators of litellm and genai-prices.
///
/// The plain quoter resolves text, explains every step and builds a whole quote; the compiled card
/// does what bulk work needs: quantities, costs, the exact amount and its completeness. Both must
/// come to the same total.
struct QuoteBenchmark {
  let setting: Setting

  private static let cases: [(offer: OfferID, varied: String, values: [Int])] = [
    ("openai/gpt-image-2/generate", "prompt_tokens", Array(1...1000)),
    ("openai/gpt-image-2/edit", "prompt_tokens", Array(1...1000)),
    ("fal/sd3.5-large/generate", "width", (32...64).map { $0 * 16 }),
    ("vertex/veo-3.1-fast/generate", "seconds", [4, 6, 8]),
    ("fal/seedance-2.0/generate", "seconds", Array(4...15)),
    ("heygen/liveavatar-full/session", "session_seconds", Array(1...1000)),
  ]

  func run() throws -> (section: Section, peers: [String: String]) {
    let quoter = Quoter(catalogue: try setting.files.catalogue(), asOf: setting.day)
    var timings: [Timing] = []
    var ratios: [Ratio] = []
    for (offer, varied, values) in Self.cases {
      let (compiled, full) = try measure(offer, varied, values, quoter)
      timings += [compiled, full]
      ratios.append(
        Ratio("\(offer): compiled over full", of: compiled, over: full, isGuarded: false))
    }
    let promised = try PromisedRequests(quoter.catalogue, on: setting.day).measure(setting)
    timings += promised.timings
    ratios += promised.ratios
    let versions = try addPeers(quoter, &timings, &ratios)
    return (
      Section(
        name: "quotes", title: "Quotes: one request", method: Self.method,
        timings: timings,
        ratios: ratios), versions
    )
  }

  private static let method = [
    """
    Requests for one offer, one after the other, on one core, one parameter changing from request to request. \
    *Compiled* is `Pricer.requests()`, values set in place: every rule is checked, then the exact amount and how \
    complete it is. *Full* is `Quoter.quote`: text is checked and every step is explained. Both must come to \
    the same total.
    """,
    """
    *Values set in place* and *a dictionary call* price `openai/gpt-image-2/generate` with quality, width, height \
    and number of images changing every time, the second as `pricer.price(["quality": "high", …])`, its words made \
    anew for each request. They must come to the same total.
    """,
    """
    The peers price the same request, a picture of 1024×1024 at medium quality for a prompt of 60 tokens. \
    litellm *by size* (`default_image_cost_calculator`) looks up a flat price for the size and quality; \
    litellm *by tokens* (the `cost_calculator` of OpenAI's pictures, which `completion_cost` calls) and \
    genai-prices (`calc_price`) multiply token counts that the reply has reported, which is less work than \
    ours: we compute the tokens from size and quality, check the request, and stay exact. Both are Python \
    libraries in floating point or decimals; what they are asked is their quickest form of the question.
    """,
  ]

  private func measure(
    _ id: OfferID, _ varied: String, _ values: [Int], _ quoter: Quoter
  ) throws -> (compiled: Timing, full: Timing) {
    let count = setting.isShort ? 200_000 : 2_000_000
    let sample = 20_000
    var fast: [Double] = []
    var slow: [Double] = []
    for _ in 0..<setting.times(5) {
      let (total, seconds) = try timed { try compiledTotal(id, varied, values, count, quoter) }
      let (sum, slowSeconds) = try timed { () throws -> Int128 in
        var sum: Int128 = 0
        for index in 0..<sample {
          let request = Request([(varied, String(values[index % values.count]))])
          sum += try quoter.quote(id, request).amount?.picounits ?? 0
        }
        return sum
      }
      guard sample % values.count != 0 || sum * Int128(count / sample) == total else {
        throw BenchmarkError("\(id): the compiled card and the quoter disagree")
      }
      fast.append(seconds)
      slow.append(slowSeconds)
    }
    return (
      Timing("\(id), compiled", count: Double(count), unit: "quotes", seconds: fast),
      Timing("\(id), full", count: Double(sample), unit: "quotes", seconds: slow)
    )
  }

  /// The sum of many quotes of a compiled card, one parameter changing.
  func compiledTotal(
    _ id: OfferID, _ varied: String, _ values: [Int], _ count: Int, _ quoter: Quoter
  ) throws -> Int128 {
    let pricer = try quoter.catalogue.pricer(id, on: quoter.asOf)
    let slot = try pricer.slot(varied)
    var run = pricer.requests()
    var total: Int128 = 0
    var index = 0
    for _ in 0..<count {
      try run.set(slot, to: values[index])
      total += try run.legalPrice().picounits
      index += 1
      if index == values.count { index = 0 }
    }
    return total
  }

  // MARK: - Peers

  private struct Answer: Decodable {
    struct Calculator: Decodable {
      let calls: Double
      let seconds: Double
      let amount: Double
    }
    let version: String
    let calculators: [String: Calculator]
  }

  private func addPeers(
    _ quoter: Quoter, _ timings: inout [Timing], _ ratios: inout [Ratio]
  ) throws -> [String: String] {
    let id: OfferID = "openai/gpt-image-2/generate"
    let count = setting.isShort ? 500_000 : 2_000_000
    var versions: [String: String] = [:]
    var own = Timing(
      "the same request, compiled", count: 1, unit: "quotes", seconds: [])
    var peers: [String: Timing] = [:]
    for _ in 0..<setting.times(5) {
      let (total, seconds) = try timed {
        try compiledTotal(id, "prompt_tokens", [60], count, quoter)
      }
      own.seconds.append(seconds / Double(count))
      let amount = Double(total / Int128(count)) / 1e12
      for (name, script) in [
        ("litellm", "litellm_quotes.py"), ("genai-prices", "genai_prices_quotes.py"),
      ] {
        let (answer, _) = try setting.peer(
          script, [setting.isShort ? "0.5" : "1.5"], as: Answer.self)
        versions[name] = answer.version
        for (kind, calculator) in answer.calculators {
          // A flat price is printed in tenths of a cent.
          guard abs(calculator.amount - amount) < 0.0005 else {
            throw BenchmarkError("\(name) says \(calculator.amount), and we \(amount)")
          }
          let name = "\(name) \(kind)"
          peers[name, default: Timing(name, count: 1, unit: "quotes", seconds: [])]
            .seconds.append(calculator.seconds / calculator.calls)
        }
      }
    }
    timings.append(own)
    for (name, peer) in peers.sorted(by: { $0.key < $1.key }) {
      timings.append(peer)
      let target: Ratio.Target? =
        name == "litellm by size"
        ? .atLeast(5) : name.hasPrefix("genai-prices") ? .atLeast(100) : nil
      ratios.append(Ratio("compiled over \(name)", of: own, over: peer, target: target))
    }
    ratios.append(
      Ratio("compiled quotes a second", own.rate, target: .atLeast(1e6), isGuarded: false))
    return versions
  }
}
