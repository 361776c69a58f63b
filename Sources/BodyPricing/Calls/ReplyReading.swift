import BillingTypes
import PricingRules

/// What a reply says was used, in the words of one call.
struct ReplyReading {
  /// Metered quantities and parameters, by name.
  private(set) var values: [String: FormulaValue] = [:]
  /// Where each was read.
  private(set) var pointers: [String: BodyPointer] = [:]

  /// What stands in the reply and is nothing that the card knows: a state that is not final, a quantity beyond its limits.
  private(set) var unread: [(pointer: BodyPointer, word: String)] = []

  /// Reads a reply.
  init(_ tree: BodyTree, _ bound: BoundCall) {
    for field in bound.call.reply {
      for pointer in field.pointers {
        let places = tree.places(at: BodySteps(pointer))
        guard !places.isEmpty else { continue }
        guard let meaning = Self.meaning(tree, places, field, bound.offer) else {
          unread.append((pointer, String(tree.text(places[0]).prefix(60))))
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
    _ tree: BodyTree, _ places: [Int], _ field: NativeReplyField, _ offer: Offer
  ) -> NativeReading.Meaning? {
    let reading = field.reading
    if case .count = reading.form {
      let count = places.reduce(0) { count, place in
        count + (tree.nodes[place].kind == .list ? tree.count(of: place) : 1)
      }
      return reading.states(ofCount: count, for: offer)
    }
    var meaning: NativeReading.Meaning?
    for place in places {
      let text =
        tree.nodes[place].kind == .number
        ? BodyNumber.decimalText(tree.raw(place)) ?? "" : tree.text(place)
      guard let found = reading.states(of: text, for: offer), meaning ?? found == found else {
        return nil
      }
      meaning = found
    }
    return meaning
  }
}
