import BillingTypes
import BodyPricing
import Dispatch
import Foundation
import PricingRules
import ReportGenerator
import Synchronization

/// Answers bodies, one a line, in their order; what cannot be priced is answered in place.
struct BodyLines {
  private let pricer: BodyPricer
  private let target: BodyTarget
  private let most: Rational?

  /// How many lines are answered at once.
  private static let batch = 4096

  init(_ pricer: BodyPricer, _ target: BodyTarget, most: Rational?) {
    self.pricer = pricer
    self.target = target
    self.most = most
  }

  /// Writes one answer for each line.
  ///
  /// - Returns: Whether some bill may be above the most that is allowed.
  func answer(_ bytes: [UInt8]) throws -> Bool {
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated().filter {
      $0.element.contains { $0 != 32 && $0 != 9 && $0 != 13 }
    }
    var isAbove = false
    for start in stride(from: 0, to: lines.count, by: Self.batch) {
      let part = lines[start..<min(start + Self.batch, lines.count)]
      let workers = max(1, min(ProcessInfo.processInfo.activeProcessorCount, part.count / 16))
      let texts = Mutex([(text: String, isAbove: Bool)](repeating: ("", false), count: workers))
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let size = (part.count + workers - 1) / workers
        let own = part.dropFirst(worker * size).prefix(size)
        var text = ""
        var isAbove = false
        for (index, line) in own {
          let answer = answer(Array(line), line: index + 1)
          text += answer.text
          text += "\n"
          if !answer.isWithin { isAbove = true }
        }
        texts.withLock { $0[worker] = (text, isAbove) }
      }
      for (text, own) in texts.withLock({ $0 }) {
        Terminal.write(text, isExact: true)
        if own { isAbove = true }
      }
    }
    return isAbove
  }

  private func answer(_ line: [UInt8], line number: Int) -> (text: String, isWithin: Bool) {
    do throws(BodyError) {
      let price = try pricer.price(line, for: target, explaining: false)
      return (price.brief.line, most.map { price.isWithin($0) } ?? true)
    } catch {
      let answer = JSONText.object([
        ("line", .count(number)), ("error", .string("\(error)")), ("offer", .null),
        ("source", .string(PricedBody.Source.unknown.rawValue)), ("amount", .null),
        ("floor", .null),
        ("ceiling", .null), ("currency", .null), ("why", .array([.string("\(error)")])),
        ("unread", .array([])), ("as_of", .string(pricer.asOf.description)),
      ])
      return (answer.line, most == nil)
    }
  }
}
