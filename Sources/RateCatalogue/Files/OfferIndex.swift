import PricingRules

/// What a card's tree tells of its offers, before any of them is decoded.
struct OfferIndex {
  private let tree: DataTree
  /// The numbers of the offers.
  private let offers: [Int]

  init(_ tree: DataTree) {
    self.tree = tree
    offers = tree.value(of: "offers", in: 0).map(tree.inside) ?? []
  }

  /// The numbers of the offers that are wanted; those that cannot be told are.
  func offers(of choice: OfferChoice) -> [Int] { offers.filter { isWanted($0, choice) } }

  /// Whether an offer is of a category.
  func has(_ category: MediaCategory) -> Bool { !offers(of: .category(category)).isEmpty }

  /// The models of all offers; nil where one cannot be told.
  var models: Set<String>? { models(of: offers) }

  /// The models of the offers whose calls name an id that some texts have; nil where one cannot be told.
  ///
  /// - Parameter texts: What a caller says: a body, an address, a model.
  /// - Returns: The models.
  func models(calledIn texts: [[UInt8]]) -> Set<String>? {
    models(
      of: offers.filter { offer in
        guard let native = tree.value(of: "native", in: offer) else { return false }
        return tree.inside(native).contains { call in
          guard let models = tree.value(of: "models", in: call) else { return false }
          let ids = tree.kind(of: models) == .list ? tree.inside(models) : [models]
          return ids.contains { id in
            tree.kind(of: id) == .text
              && texts.contains { Self.has($0, tree.bytes(of: id)) }
          }
        }
      })
  }

  private func models(of offers: [Int]) -> Set<String>? {
    let models = offers.map { tree.value(of: "model", in: $0).flatMap(tree.text) }
    return models.contains(nil) ? nil : Set(models.compactMap(\.self))
  }

  private func isWanted(_ offer: Int, _ choice: OfferChoice) -> Bool {
    func said(_ key: String, _ isOne: (Int) -> Bool) -> Bool {
      tree.value(of: key, in: offer).map(isOne) ?? true
    }
    return switch choice {
    case .all: true
    case .one(let id): said("offer") { tree.isText($0, id.rawValue.utf8) }
    case .models(let models): said("model") { tree.text(of: $0).map(models.contains) ?? true }
    case .category(let category):
      said("category") { tree.isText($0, category.rawValue.utf8) }
    }
  }

  /// Whether some bytes stand in others.
  private static func has(_ text: [UInt8], _ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, text.count >= word.count else { return false }
    return text.withUnsafeBufferPointer { bytes in
      (0...(bytes.count - word.count)).contains { start in
        bytes[start] == first && bytes[start..<(start + word.count)].elementsEqual(word)
      }
    }
  }
}
