import BillingTypes
import PricingRules

/// What a reply says was used, in the words of one call.
struct ReplyReading {
  /// Metered quantities and parameters, by name.
  private(set) var values: [String: FormulaValue] = [:]
  /// Where each was read.
  private(set) var pointers: [String: BodyPointer] = [:]

  /// Reads a reply.
  ///
  /// - Throws: ``BodyError/illegal(pointer:found:legal:)`` for a value that no such reply has.
  init(_ tree: BodyTree, _ bound: BoundCall) throws(BodyError) {
    for field in bound.call.reply {
      for pointer in field.pointers {
        let places = tree.places(at: BodySteps(pointer))
        guard !places.isEmpty else { continue }
        guard let meaning = try Self.meaning(tree, places, field, pointer, bound.offer) else {
          break
        }
        for (name, state) in meaning {
          // Several places may tell the same; the first one does.
          guard case .given(let value) = state, values[name] == nil else { continue }
          values[name] = value
          pointers[name] = pointer
        }
        break
      }
    }
  }

  private static func meaning(
    _ tree: BodyTree, _ places: [Int], _ field: NativeReplyField, _ pointer: BodyPointer,
    _ offer: Offer
  ) throws(BodyError) -> NativeReading.Meaning? {
    let reading = field.reading
    if case .count = reading.form {
      let count = places.reduce(0) { count, place in
        count + (tree.nodes[place].kind == .list ? tree.count(of: place) : 1)
      }
      return reading.states(ofCount: count, for: offer)
    }
    let node = tree.nodes[places[0]]
    guard node.kind != .object, node.kind != .list else { return nil }
    let text =
      node.kind == .number
      ? BodyNumber.decimalText(tree.raw(places[0])) : tree.text(places[0])
    if let text, let meaning = reading.states(of: text, for: offer) { return meaning }
    // A state that the card has no word for says nothing, such as one of a reply that is not final; a quantity
    // that is no number would be lost.
    guard reading.sets.contains(where: { offer.parameter($0) == nil }) else { return nil }
    throw .illegal(
      pointer: pointer.description, found: String(tree.text(places[0]).prefix(60)),
      legal: "numbers from 0 up")
  }
}
