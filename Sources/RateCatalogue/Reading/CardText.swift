import Foundation
import PricingRules

/// The text of a card, line by line, of which parts that nobody asked for are left out before it is parsed: parsing is
/// most of what a short command does.
///
/// A line that is left out stays as an empty one, so that every other keeps its number. What a line means is told by
/// where it stands: what a value goes on with is indented more than its key. A card that is not laid out in lines is
/// left as it is.
struct CardText {
  private struct Line {
    let range: Range<Int>
    let indent: Int
    var isLeftOut = false
  }

  private let bytes: [UInt8]
  private var lines: [Line] = []

  /// - Parameter bytes: The file.
  init(_ bytes: Data) {
    self.bytes = Array(bytes)
    var start = 0
    while start < self.bytes.count {
      let end = self.bytes[start...].firstIndex(of: 10).map { $0 + 1 } ?? self.bytes.count
      var first = start
      while first < end, self.bytes[first] == UInt8(ascii: " ") { first += 1 }
      lines.append(Line(range: start..<end, indent: first - start))
      start = end
    }
  }

  /// The text without what was left out.
  var data: Data {
    var text = Data(capacity: bytes.count)
    for line in lines {
      if line.isLeftOut { text.append(10) } else { text.append(contentsOf: bytes[line.range]) }
    }
    return text
  }

  // MARK: - Leaving out

  /// Leaves out how offers are called, which most commands have no use for.
  mutating func leaveOutBindings() {
    /// How far the keys of offers are indented; nil before the first offer.
    var keys: Int?
    /// How far the key is indented whose value is left out.
    var skipped: Int?
    for index in lines.indices {
      let (words, indent) = (words(index), lines[index].indent)
      if let own = skipped {
        // Items of a list may stand as far out as its key.
        if words.isEmpty || indent > own
          || indent == own && words.starts(with: "- ".utf8) && own > 0
        {
          lines[index].isLeftOut = true
          continue
        }
        skipped = nil
      }
      if words.starts(with: "- offer:".utf8) { keys = indent + 2 }
      if indent == keys && words.starts(with: "native:".utf8)
        || indent == 0 && words.starts(with: "shapes:".utf8)
      {
        skipped = indent
        lines[index].isLeftOut = true
      }
    }
  }

  /// Leaves out the offers that are not wanted; those that cannot be told stay.
  ///
  /// - Parameter wanted: Which offers are.
  /// - Returns: Whether any offer was left out, and not all.
  mutating func leaveOutOffers(but wanted: OfferChoice) -> Bool {
    let blocks = offers
    let others = blocks.filter { !isWanted($0, wanted) }
    guard !others.isEmpty, others.count < blocks.count else { return false }
    for line in others.joined() { lines[line].isLeftOut = true }
    return true
  }

  /// The models of the offers whose calls name an id that some texts have; nil where one cannot be told.
  ///
  /// - Parameter texts: What a caller says: a body, an address, a model.
  func models(calledIn texts: [Data]) -> Set<String>? {
    var models: Set<String> = []
    for block in offers
    where ids(block).contains(where: { id in texts.contains { $0.range(of: id) != nil } }) {
      guard let model = value(of: "model", in: block) else { return nil }
      models.insert(model)
    }
    return models
  }

  /// The models of all offers; nil where one cannot be told.
  var models: Set<String>? {
    var models: Set<String> = []
    for block in offers {
      guard let model = value(of: "model", in: block) else { return nil }
      models.insert(model)
    }
    return models
  }

  /// Whether an offer is of one of some models, as far as can be told.
  func hasOffer(of models: Set<String>) -> Bool {
    offers.contains { isWanted($0, .models(models)) }
  }

  private func isWanted(_ block: Range<Int>, _ wanted: OfferChoice) -> Bool {
    switch wanted {
    case .all: true
    case .one(let id): value(of: "offer", in: block).map { $0 == id.rawValue } ?? true
    case .models(let models): value(of: "model", in: block).map(models.contains) ?? true
    case .category(let category):
      value(of: "category", in: block).map { $0 == category.rawValue } ?? true
    }
  }

  // MARK: - Lines

  /// What a line says after its indent, without the end of the line.
  private func words(_ index: Int) -> ArraySlice<UInt8> {
    let line = lines[index]
    var end = line.range.upperBound
    let start = line.range.lowerBound + line.indent
    while end > start, bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
    return bytes[start..<end]
  }

  /// The lines of each offer.
  private var offers: [Range<Int>] {
    guard
      let head = lines.indices.first(where: {
        lines[$0].indent == 0 && words($0).starts(with: "offers:".utf8)
      })
    else { return [] }
    var starts: [Int] = []
    var end = lines.count
    var own: Int?
    for index in lines.indices[(head + 1)...] {
      let words = words(index)
      guard let first = words.first, first != UInt8(ascii: "#") else { continue }
      let isItem = words.starts(with: "- ".utf8)
      let indent = lines[index].indent
      if own == nil, isItem { own = indent }
      guard let own, indent >= own, indent > own || isItem else {
        end = index
        break
      }
      if indent == own { starts.append(index) }
    }
    return zip(starts, starts.dropFirst() + [end]).map { $0..<$1 }
  }

  /// A plain value of a key of an offer; nil where it is left out or written in any other way.
  private func value(of key: String, in block: Range<Int>) -> String? {
    let first = words(block.lowerBound)
    let gap = first.dropFirst().prefix { $0 == UInt8(ascii: " ") }.count + 1
    let indent = lines[block.lowerBound].indent + gap
    for index in block where index == block.lowerBound || lines[index].indent == indent {
      let words = index == block.lowerBound ? first.dropFirst(gap) : words(index)
      guard words.starts(with: "\(key):".utf8) else { continue }
      let text = words.dropFirst(key.utf8.count + 1)
      let plain = text.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: " ") }
      let rest = text.drop { $0 == UInt8(ascii: " ") }.dropFirst(plain.count)
        .drop { $0 == UInt8(ascii: " ") }
      guard rest.first == nil || rest.first == UInt8(ascii: "#"),
        plain.allSatisfy({ Self.isPlain($0) }), !plain.isEmpty
      else { return nil }
      return String(decoding: plain, as: UTF8.self)
    }
    return nil
  }

  /// The ids that the calls of an offer list under `models`, and perhaps words that are none.
  private func ids(_ block: Range<Int>) -> [Data] {
    var ids: [Data] = []
    for index in block {
      let line = words(index)
      guard let key = line.firstRange(of: Array("models".utf8)) else { continue }
      // From there to the end of the list: a bracket, or the first line that is no item.
      var text = line[key.upperBound...]
      for next in (index + 1)..<max(index + 1, block.upperBound) {
        let words = words(next)
        let isOpen = text.contains(UInt8(ascii: "[")) && !text.contains(UInt8(ascii: "]"))
        guard isOpen || words.first.map({ "-[#".utf8.contains($0) }) ?? true else { break }
        text += [UInt8(ascii: ",")] + words
      }
      let marks = Array("[]{}:,\"' ".utf8)
      ids += text.split { marks.contains($0) }.map { Data($0) }
    }
    return ids
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._/".utf8.contains(byte)
    }
  }
}
