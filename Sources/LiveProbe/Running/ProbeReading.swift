import BillingTypes
import BodyPricing
import PricingRules

extension ProbeSave {
  /// Whether it stands in the body of a reply.
  var isInBody: Bool {
    if case .header = source { false } else { true }
  }

  /// Whether a value can be what it should be: something that names a thing, or no way out of an address.
  func isFine(_ value: String) -> Bool { !value.isEmpty && value != "." && value != ".." }

  /// What it is in a reply; nil where it is not there.
  func value(in reply: ProbeReply, _ tree: BodyTree?) -> String? {
    let text: String?
    switch source {
    case .header(let name): text = reply.header(name)
    case .body(let pointer):
      text = tree.flatMap { tree in
        tree.places(at: pointer).first.flatMap { place in
          // A list or an object is no word.
          [.string, .number, .truth].contains(tree.nodes[place].kind) ? tree.scalar(place) : nil
        }
      }
    case .sum(let list, let conditions, let pointer):
      guard let tree else { return nil }
      var sum: Rational?
      for place in tree.places(at: list) {
        for element in tree.nodes[place].kind == .list ? Array(tree.children(of: place)) : [place] {
          let isMeant = conditions.allSatisfy { condition in
            tree.places(at: condition.pointer, of: element).first.map(tree.text) == condition.text
          }
          guard isMeant, let own = tree.places(at: pointer, of: element).first,
            let number = try? DecimalText.parse(tree.scalar(own))
          else { continue }
          sum = try? (sum ?? .zero) + number
        }
      }
      text = sum.map { DecimalText.print($0) }
    }
    guard let text, times != .one else { return text }
    guard let number = try? DecimalText.parse(text), let product = try? number * times else {
      return nil
    }
    return DecimalText.print(product)
  }
}

extension BodyTree {
  /// The text of a value, numbers as decimals.
  func scalar(_ place: Int) -> String {
    nodes[place].kind == .number ? BodyNumber.decimalText(raw(place)) ?? text(place) : text(place)
  }
}

extension ProbeStates {
  /// The state that a reply says; nil for one that no rule knows.
  func state(of tree: BodyTree) -> State? {
    rules.first { rule in rule.conditions.allSatisfy { $0.holds(in: tree) } }?.state
  }

  /// What the reply says at the places of the rules, for a message.
  func words(of tree: BodyTree, _ redactor: Redactor) -> String {
    let pointers = rules.flatMap { $0.conditions.map(\.pointer) }.uniqued()
    let texts = pointers.compactMap { pointer in
      tree.places(at: pointer).first.map { tree.text($0) }
    }
    return String(redactor.clean(texts.joined(separator: ", ")).prefix(80))
  }
}

extension ProbeStates.Condition {
  fileprivate func holds(in tree: BodyTree) -> Bool {
    guard let place = tree.places(at: pointer).first else { return !isThere }
    guard isThere else { return false }
    return texts.map { $0.contains(tree.text(place)) } ?? true
  }
}
