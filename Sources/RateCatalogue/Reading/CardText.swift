import Foundation
import PricingRules

/// The text of a card, line by line, of which parts that nobody asked for are left out before it is parsed: parsing is
/// most of what a short command does.
///
/// A line that is left out stays as an empty one, so that every other keeps its number. What a line means is told by
/// where it stands: what a value goes on with is indented more than its key. A card that is not laid out in lines is
/// left as it is.
struct CardText {
  struct Line {
    let range: Range<Int>
    let indent: Int
    var isLeftOut = false
  }

  let bytes: [UInt8]
  private(set) var lines: [Line] = []

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

  /// Parts of an offer that most commands have no use for.
  enum Part: String {
    /// How it is called.
    case native
    /// Worked examples, which are for who checks the card.
    case examples
    /// How much may be called at once, which is for who looks at queues.
    case limits

    /// What offers of a card have of it in common.
    fileprivate var shared: String? {
      switch self {
      case .native: "shapes"
      case .examples: nil
      case .limits: "accounts"
      }
    }
  }

  /// Leaves out a part of every offer, and what offers have of it in common.
  mutating func leaveOut(_ part: Part) {
    let key = Array("\(part.rawValue):".utf8)
    let shared = part.shared.map { Array("\($0):".utf8) }
    /// How far the keys of offers are indented; nil before the first offer.
    var indentOfKeys: Int?
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
      if words.starts(with: "- offer:".utf8) { indentOfKeys = indent + 2 }
      if indent == indentOfKeys && words.starts(with: key)
        || indent == 0 && shared.map({ words.starts(with: $0) }) == true
      {
        skipped = indent
        lines[index].isLeftOut = true
      }
    }
  }

  /// The text without the offers that are not wanted; those that cannot be told stay.
  ///
  /// - Parameters:
  ///   - wanted: Which offers are.
  ///   - isSplit: Whether each offer is wanted in a text of its own.
  /// - Returns: The texts; none where no offer is wanted, or all are and stay together.
  func parts(of wanted: OfferChoice, isSplit: Bool) -> [Data] {
    let blocks = offers
    let kept = blocks.filter { isWanted($0, wanted) }
    if kept.isEmpty || kept.count == blocks.count && !isSplit { return [] }
    return (isSplit ? kept.map { [$0] } : [kept]).map { own in
      var part = self
      for line in blocks.filter({ !own.contains($0) }).joined() {
        part.lines[line].isLeftOut = true
      }
      return part.data
    }
  }

  /// The models of the offers whose calls name an id that some texts have; nil where one cannot be told.
  ///
  /// - Parameter texts: What a caller says: a body, an address, a model.
  /// - Returns: The models.
  func models(calledIn texts: [[UInt8]]) -> Set<String>? {
    var models: Set<String> = []
    for block in offers
    where ids(block).contains(where: { id in
      texts.contains { Self.place(of: id, in: $0[...]) != nil }
    }) {
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
  static func hasOffer(of models: Set<String>, in card: Data) -> Bool {
    let bytes = Array(card)
    // Most cards have none of the words; the lines of the others tell.
    return models.contains { place(of: Array($0.utf8), in: bytes[...]) != nil }
      && CardText(card).hasOffer(of: models)
  }

  private func hasOffer(of models: Set<String>) -> Bool {
    offers.contains { isWanted($0, .models(models)) }
  }

  func isWanted(_ block: Range<Int>, _ wanted: OfferChoice) -> Bool {
    switch wanted {
    case .all: true
    case .one(let id): value(of: "offer", in: block).map { $0 == id.rawValue } ?? true
    case .models(let models): value(of: "model", in: block).map(models.contains) ?? true
    case .category(let category):
      value(of: "category", in: block).map { $0 == category.rawValue } ?? true
    }
  }

  /// What a line says after its indent, without the end of the line.
  func words(_ index: Int) -> ArraySlice<UInt8> {
    let line = lines[index]
    var end = line.range.upperBound
    let start = line.range.lowerBound + line.indent
    while end > start, bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
    return bytes[start..<end]
  }
}
