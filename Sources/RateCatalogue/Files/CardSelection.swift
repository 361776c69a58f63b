import PricingRules
import WorkloadSimulator

/// Reads of cards what is wanted, side by side.
struct CardSelection: Sendable {
  /// The offers that are wanted.
  let choice: OfferChoice
  /// Of which providers it is wanted how offers are called; nil for all.
  let bound: Set<String>?
  let vocabulary: Vocabulary
  let provesRules: Bool
  /// What stands for all that a card which is right needs to be right by.
  let check: String

  /// A card, and what is wrong in it.
  typealias Result = (card: RateCard?, problems: [DataProblem])

  /// How many offers are read in one go: few enough that nobody waits for the last ones.
  private static let piece = 8

  /// Some offers of a card.
  private struct Piece: Sendable {
    let card: Int
    let tree: DataTree
    let offers: [Int]
  }

  /// Reads cards; each says what is wrong in it.
  func read(_ cards: [CatalogueFile]) -> [Result] {
    // A card that is right has no problems, and its offers are read wherever there is time.
    let right = Parallel.map(cards.count) { index -> DataTree? in
      let card = cards[index]
      let isRight = !provesRules && card.isRight(by: check) { hasNoProblem($0, card) }
      return isRight ? try? card.tree() : nil
    }
    let pieces = cards.indices.flatMap { index in
      right[index].map { self.pieces(of: $0, at: index) } ?? []
    }
    let read = Parallel.map(pieces.count) { index -> RateCard? in
      let piece = pieces[index]
      let card = cards[piece.card]
      return decoded(piece.tree, of: card, parts(of: card, piece.offers, isRight: true)).card
    }
    return cards.indices.map { index in
      guard right[index] != nil else { return checked(cards[index]) }
      let own = pieces.indices.filter { pieces[$0].card == index }.compactMap { read[$0] }
      return (own.dropFirst().reduce(own.first) { $0?.adding($1.offers) }, [])
    }
  }

  private func pieces(of tree: DataTree, at index: Int) -> [Piece] {
    let offers = OfferIndex(tree).offers(of: choice)
    return stride(from: 0, to: max(1, offers.count), by: Self.piece).map { start in
      Piece(
        card: index, tree: tree, offers: Array(offers.dropFirst(start).prefix(Self.piece)))
    }
  }

  /// What is read of the offers of a card.
  private func parts(of card: CatalogueFile, _ offers: [Int]?, isRight: Bool) -> CardParts {
    CardParts(
      offers: offers, hasBindings: bound?.contains(card.stem) ?? true,
      // Who wants some offers has a price in mind.
      hasExamples: choice == .all, hasLimits: choice == .all, isRight: isRight)
  }

  /// Reads what is wanted of a card and checks it.
  private func checked(_ card: CatalogueFile) -> Result {
    let problems = ProblemCollector()
    guard let root = CatalogueFiles.root(card, problems) else { return (nil, problems.problems) }
    let wanted = choice == .all ? nil : OfferIndex(root.tree).offers(of: choice)
    let result = decoded(root.tree, of: card, parts(of: card, wanted, isRight: false))
    guard wanted != nil, !result.problems.isEmpty else { return result }
    // What is wrong may be of the card: then all of it is told.
    return decoded(root.tree, of: card, .all)
  }

  private func decoded(_ tree: DataTree, of card: CatalogueFile, _ parts: CardParts) -> Result {
    let problems = ProblemCollector()
    let read = DataReader(tree, file: card.name, problems)
      .rateCard(vocabulary: vocabulary, provesRules: provesRules, parts)
    return (read, problems.problems)
  }

  /// Whether there is nothing wrong in a card.
  private func hasNoProblem(_ tree: DataTree, _ card: CatalogueFile) -> Bool {
    decoded(tree, of: card, .all).problems.isEmpty
  }
}

/// What of a card is read.
struct CardParts {
  /// The offers' numbers in the tree; nil for all.
  let offers: [Int]?
  let hasBindings: Bool
  let hasExamples: Bool
  let hasLimits: Bool
  /// Whether the whole card was found right before, so that nothing is checked again.
  let isRight: Bool

  static let all = CardParts(
    offers: nil, hasBindings: true, hasExamples: true, hasLimits: true, isRight: false)
}

extension RateCard {
  /// The card with offers that another part of it has.
  fileprivate func adding(_ others: [Offer]) -> RateCard {
    RateCard(
      provider: provider, name: name, relation: relation, currency: currency,
      offers: offers + others, plans: plans, credits: credits, reviewed: reviewed)
  }
}
