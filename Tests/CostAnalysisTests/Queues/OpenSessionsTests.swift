import Testing
import WorkloadSimulator

@testable import CostAnalysis

@Suite("Sessions that are open at once")
struct OpenSessionsTests {
  @Test("With pencil and paper: two overlap for ten seconds of a hundred")
  func byHand() {
    var open = OpenSessions(from: 0)
    open.open(at: 10, seconds: 30)
    open.open(at: 30, seconds: 20)
    open.open(at: 60, seconds: 5)
    open.advance(to: 100)
    // None for 10 + 10 + 35 seconds, one for 20 + 10 + 5, two for 10.
    #expect(open.peak == 2)
    #expect(abs(open.mean - 0.55) < 1e-12)
    #expect(open.number(forShare: 0.54) == 0)
    #expect(open.number(forShare: 0.56) == 1)
    #expect(open.number(forShare: 0.90) == 1)
    #expect(open.number(forShare: 0.91) == 2)
    #expect(open.number(forShare: 1) == 2)
  }

  @Test("A session that ends when another begins is not open beside it")
  func handOver() {
    var open = OpenSessions(from: 0)
    for start in 0..<5 { open.open(at: Double(start) * 10, seconds: 10) }
    open.advance(to: 50)
    #expect(open.peak == 1)
    #expect(open.mean == 1)
  }

  @Test("What lasts beyond the end counts up to the end")
  func beyondTheEnd() {
    var open = OpenSessions(from: 100)
    open.open(at: 150, seconds: 1000)
    open.advance(to: 200)
    #expect(open.mean == 0.5)
    #expect(open.peak == 1)
  }

  @Test("Nothing that happens leaves nothing open")
  func nothing() {
    var open = OpenSessions(from: 0)
    open.advance(to: 60)
    #expect(open.peak == 0)
    #expect(open.mean == 0)
    #expect(open.number(forShare: 0.95) == 0)
  }

  @Test("Of a steady stream the number that is open is Poisson, whatever sessions last (Palm)")
  func palm() {
    let stream = RandomStream(seed: 12, name: "palm")
    var open = OpenSessions(from: 0)
    var now = 0.0
    // One a second on average; half of them last 2 seconds, half 10, so that 6 are open on average.
    for index in 0..<200_000 {
      now -= Mathematics.logarithm(stream.uniform(2 * index))
      open.open(at: now, seconds: stream.uniform(2 * index + 1) < 0.5 ? 2 : 10)
    }
    #expect(abs(open.mean / 6 - 1) < 0.01)
    // The Poisson law of mean 6: 0.9161 up to 9, 0.9574 up to 10, 0.9799 up to 11.
    #expect(open.number(forShare: 0.94) == 10)
    #expect(open.number(forShare: 0.97) == 11)
    #expect(open.number(forShare: 0.90) == 9)
  }
}
