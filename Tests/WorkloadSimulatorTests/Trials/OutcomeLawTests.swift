import TestSupport
import Testing

@testable import WorkloadSimulator

/// The moments of how one request ends, against every way in which it can.
@Suite("How a request ends")
struct OutcomeLawTests {
  /// Adds up all ways in which a request's calls can end.
  private static func moments(
    _ chances: OutcomeChances, retries: Int, _ bills: BilledEndings
  ) -> (billed: Double, square: Double, kept: Double, joint: Double, calls: Double) {
    var found = (billed: 0.0, square: 0.0, kept: 0.0, joint: 0.0, calls: 0.0)
    let success = 1 - chances.resent - chances.lost
    func call(_ attempt: Int, _ reached: Double, _ before: Double) {
      found.calls += reached
      func end(_ chance: Double, _ isBilled: Bool, isKept: Bool = false) {
        let (p, count) = (reached * chance, before + (isBilled ? 1 : 0))
        found.billed += p * count
        found.square += p * count * count
        if isKept {
          found.kept += p
          found.joint += p * count
        }
      }
      end(success, true, isKept: true)
      end(chances.moderation, bills.moderation)
      end(chances.cancelled, bills.cancelled)
      for (chance, isBilled) in [
        (chances.failure, bills.failure), (chances.timeout, bills.timeout),
      ] where chance > 0 {
        if attempt < retries {
          call(attempt + 1, reached * chance, before + (isBilled ? 1 : 0))
        } else {
          end(chance, isBilled)
        }
      }
    }
    call(0, 1, 0)
    return found
  }

  @Test("Mean, variance and covariance are those of all ways together", arguments: 1...60)
  func law(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func share() -> Double { Double(random.below(24)) / 100 }
    func flag() -> Bool { random.below(2) == 0 }
    var chances = OutcomeChances()
    (chances.failure, chances.timeout) = (share(), share())
    (chances.moderation, chances.cancelled) = (share(), share())
    let bills = BilledEndings(
      failure: flag(), timeout: flag(), moderation: flag(), cancelled: flag())
    let retries = Int(random.below(5))
    let law = OutcomeLaw(chances, takes: 1, retries: retries, bills: bills)
    let all = Self.moments(chances, retries: retries, bills)
    #expect(abs(law.billed - all.billed) < 1e-12)
    #expect(abs(law.billedVariance - (all.square - all.billed * all.billed)) < 1e-12)
    #expect(abs(law.kept - all.kept) < 1e-12)
    #expect(abs(law.covariance - (all.joint - all.kept * all.billed)) < 1e-12)
    #expect(abs(law.calls - all.calls) < 1e-12)
  }
}
