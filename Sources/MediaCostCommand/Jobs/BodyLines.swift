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
  private let most: AmountLimit?
  private let texts = AnswerTexts()

  /// How many lines are answered at once.
  private static let batch = 4096

  init(_ pricer: BodyPricer, _ target: BodyTarget, most: AmountLimit?) {
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
      let answers = Mutex([(text: [UInt8], isAbove: Bool)](repeating: ([], false), count: workers))
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let size = (part.count + workers - 1) / workers
        let own = part.dropFirst(worker * size).prefix(size)
        var text: [UInt8] = []
        var isAbove = false
        for (index, line) in own {
          if !answer(Array(line), line: index + 1, to: &text) { isAbove = true }
          text.append(10)
        }
        answers.withLock { [text, isAbove] in $0[worker] = (text, isAbove) }
      }
      for (text, own) in answers.withLock({ $0 }) {
        Terminal.write(String(decoding: text, as: UTF8.self), isExact: true)
        if own { isAbove = true }
      }
    }
    return isAbove
  }

  /// Adds the answer to a line.
  ///
  /// - Returns: Whether the bill certainly stays within what is allowed.
  private func answer(_ line: [UInt8], line number: Int, to text: inout [UInt8]) -> Bool {
    do throws(BodyError) {
      let answer = try pricer.remembered(line, for: target, explaining: false)
      text.append(contentsOf: texts.text(of: answer))
      return most.map { $0.holds(answer.price) } ?? true
    } catch {
      let answer = JSONText.object([
        ("line", .count(number)), ("error", .string("\(error)")), ("offer", .null),
        ("source", .string(PricedBody.Source.unknown.rawValue)), ("amount", .null),
        ("floor", .null),
        ("ceiling", .null), ("currency", .null), ("why", .array([.string("\(error)")])),
        ("unread", .array([])), ("as_of", .string(pricer.asOf.description)),
      ])
      text.append(contentsOf: answer.line.utf8)
      return most == nil
    }
  }
}

/// Answers as they are written, each written once.
private final class AnswerTexts: Sendable {
  /// The answers are held on to, so that none that comes later is taken for one of them.
  private let known = Mutex<[ObjectIdentifier: (answer: RememberedPrice, text: [UInt8])]>([:])

  /// More texts than these are not kept: then all are forgotten.
  private static let most = 1 << 14

  func text(of answer: RememberedPrice) -> [UInt8] {
    let name = ObjectIdentifier(answer)
    if let known = known.withLock({ $0[name]?.text }) { return known }
    let text = Array(answer.price.brief.line.utf8)
    known.withLock { known in
      if known.count >= Self.most { known.removeAll() }
      known[name] = (answer, text)
    }
    return text
  }
}
