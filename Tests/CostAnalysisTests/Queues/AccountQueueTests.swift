import Testing
import WorkloadSimulator

@testable import CostAnalysis

/// Waits for what an account may send.
@Suite("A queue for an account's limits")
struct AccountQueueTests {
  static func waits(
    slots: Int?, perMinute: Double?, arrivals: [Double], service: (Int) -> Double
  ) -> [Double] {
    var queue = AccountQueue(slots: slots, perMinute: perMinute)
    return arrivals.enumerated().map { index, arrival in
      queue.start(arrival: arrival, service: service(index)) - arrival
    }
  }

  /// Arrivals of a Poisson process of one a second, and times with mean one.
  static func sample(_ count: Int) -> (arrivals: [Double], times: [Double]) {
    let stream = RandomStream(seed: 8, name: "queue test")
    var now = 0.0
    let arrivals = (0..<count).map { index in
      now -= Mathematics.logarithm(stream.uniform(2 * index))
      return now
    }
    return (arrivals, (0..<count).map { -Mathematics.logarithm(stream.uniform(2 * $0 + 1)) })
  }

  @Test("Without limits nobody waits")
  func free() {
    let (arrivals, times) = Self.sample(1000)
    #expect(
      Self.waits(slots: nil, perMinute: nil, arrivals: arrivals) { times[$0] }
        .allSatisfy { $0 == 0 })
  }

  @Test(
    "Waits for slots are Erlang's",
    arguments: [(slots: 1, load: 0.7), (2, 1.5), (5, 4.0), (20, 17)])
  func erlang(slots: Int, load: Double) {
    let (arrivals, times) = Self.sample(400_000)
    let waits = Self.waits(slots: slots, perMinute: nil, arrivals: arrivals) { times[$0] * load }
    // Erlang C: with offered load a and c slots, the chance of waiting, and the mean wait.
    var (term, sum) = (1.0, 1.0)
    for k in 1..<slots {
      term *= load / Double(k)
      sum += term
    }
    term *= load / Double(slots) * Double(slots) / (Double(slots) - load)
    if slots == 1 { (term, sum) = (load / (1 - load), 1) }
    let chance = term / (sum + term)
    let mean = chance * load / (Double(slots) - load)
    let found = waits.reduce(0, +) / Double(waits.count)
    #expect(abs(found / mean - 1) < 0.06)
    let patience = load / Double(slots)
    let late = Double(waits.filter { $0 > patience }.count) / Double(waits.count)
    let rate = (Double(slots) - load) / load
    #expect(abs(late / (chance * Mathematics.exponential(-rate * patience)) - 1) < 0.06)
  }

  @Test("A minute's worth goes at once, then nothing until the minute is over")
  func window() {
    let waits = Self.waits(
      slots: nil, perMinute: 3, arrivals: [0, 0, 30, 30, 30, 95, 130]
    ) { _ in 0 }
    // Three within the first minute; two more when the first two are a minute old; the sixth waits for the third to be.
    #expect(waits == [0, 0, 0, 30, 30, 0, 0])
  }

  @Test(
    "Within any minute no more start than may, and nobody waits while one may",
    arguments: [(1.0, 1, 60.0), (7, 7, 60), (0.5, 1, 120), (2.9, 2, 60)])
  func anyMinute(perMinute: Double, most: Int, window: Double) {
    let (arrivals, _) = Self.sample(3000)
    let spread = arrivals.map { $0 * 9 }
    let waits = Self.waits(slots: nil, perMinute: perMinute, arrivals: spread) { _ in 0 }
    let starts = zip(spread, waits).map { $0 + $1 }
    for index in starts.indices {
      let within = starts[...index].reversed().prefix { $0 > starts[index] - window + 1e-9 }.count
      #expect(within <= most)
      // Who waits starts at the very moment at which one may again.
      guard waits[index] > 1e-9, index >= most else { continue }
      #expect(abs(starts[index] - max(starts[index - most] + window, starts[index - 1])) < 1e-6)
    }
  }

  @Test("More slots never lengthen a wait")
  func coupling() {
    let (arrivals, times) = Self.sample(20_000)
    let few = Self.waits(slots: 3, perMinute: nil, arrivals: arrivals) { times[$0] * 2.7 }
    let many = Self.waits(slots: 6, perMinute: nil, arrivals: arrivals) { times[$0] * 2.7 }
    #expect(zip(few, many).allSatisfy { $1 <= $0 + 1e-9 })
  }

  @Test("Starts are those of a list of slots that is searched every time")
  func oracle() {
    let (arrivals, times) = Self.sample(3000)
    var ends = [Double](repeating: 0, count: 4)
    var last = 0.0
    let expected = arrivals.indices.map { index -> Double in
      let slot = ends.indices.min { ends[$0] < ends[$1] } ?? 0
      let start = max(arrivals[index], ends[slot], last)
      last = start
      ends[slot] = start + times[index] * 3.5
      return start - arrivals[index]
    }
    let found = Self.waits(slots: 4, perMinute: nil, arrivals: arrivals) { times[$0] * 3.5 }
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-9 })
  }
}
