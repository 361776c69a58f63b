import Dispatch
import Foundation
import PricingRules
import Synchronization

/// Reads of cards what is wanted, side by side.
struct CardSelection: Sendable {
  /// The offers that are wanted.
  let choice: OfferChoice
  /// Of which providers it is wanted how offers are called; nil for all.
  let bound: Set<String>?
  let vocabulary: Vocabulary
  let provesRules: Bool

  /// A card, and what is wrong in it.
  typealias Result = (card: RateCard?, problems: [DataProblem])

  /// A text to parse: a card, or a part of one.
  private struct Piece: Sendable {
    let card: Int
    let bytes: Data
    let isWhole: Bool
  }

  /// Reads cards; each says what is wrong in it.
  func read(_ cards: [CatalogueFiles.Card]) -> [Result] {
    let pieces = cards.indices.flatMap { self.pieces(of: cards[$0], at: $0) }
    let results = Mutex([Result?](repeating: nil, count: pieces.count))
    // The longest first, so that nobody waits for the last one.
    let order = pieces.indices.sorted { pieces[$0].bytes.count > pieces[$1].bytes.count }
    DispatchQueue.concurrentPerform(iterations: pieces.count) { turn in
      let piece = pieces[order[turn]]
      let result = decoded(piece.bytes, of: cards[piece.card], isWhole: piece.isWhole)
      results.withLock { $0[order[turn]] = result }
    }
    let read = results.withLock { $0 }
    return cards.indices.map { index in
      let own = pieces.indices.filter { pieces[$0].card == index }
      let parts = own.compactMap { read[$0] }
      // What is wrong may be that lines were not what they seemed: the whole card tells.
      guard own.allSatisfy({ pieces[$0].isWhole }) || parts.allSatisfy(\.problems.isEmpty) else {
        return decoded(cards[index].bytes, of: cards[index], isWhole: true)
      }
      return parts.dropFirst().reduce(parts[0]) { whole, part in
        (whole.card?.adding(part.card?.offers ?? []), whole.problems)
      }
    }
  }

  private func pieces(of card: CatalogueFiles.Card, at index: Int) -> [Piece] {
    let isBound = bound?.contains(card.provider) ?? true
    guard !isBound || choice != .all else {
      return [Piece(card: index, bytes: card.bytes, isWhole: true)]
    }
    var text = CardText(card.bytes)
    if !isBound { text.leaveOut(.native) }
    guard choice != .all else { return [Piece(card: index, bytes: text.data, isWhole: true)] }
    // Who wants some offers has a price in mind.
    text.leaveOut(.examples)
    text.leaveOut(.limits)
    // How offers are called is long: each is a piece of its own.
    let parts = text.parts(of: choice, isSplit: isBound)
    return parts.isEmpty
      ? [Piece(card: index, bytes: text.data, isWhole: true)]
      : parts.map { Piece(card: index, bytes: $0, isWhole: false) }
  }

  private func decoded(_ bytes: Data, of card: CatalogueFiles.Card, isWhole: Bool) -> Result {
    let problems = ProblemCollector()
    let read = CatalogueFiles.root(bytes, card.name, problems)?
      .rateCard(vocabulary: vocabulary, provesRules: provesRules, isWhole: isWhole)
    return (read, problems.problems)
  }
}

extension RateCard {
  /// The card with offers that another part of its text has.
  fileprivate func adding(_ others: [Offer]) -> RateCard {
    RateCard(
      provider: provider, name: name, relation: relation, currency: currency,
      offers: offers + others, plans: plans, credits: credits)
  }
}
