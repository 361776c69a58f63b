import BillingTypes
import BodyPricing
import PricingRules

/// What an agent gives to a tool.
struct ToolArguments {
  private let tree: BodyTree
  private let place: Int?

  init(_ tree: BodyTree, _ place: Int?) {
    self.tree = tree
    self.place = place
  }

  /// Why arguments cannot be used.
  struct Mistake: Error {
    let words: String
  }

  /// The names that are given.
  var names: [String] {
    guard let place, tree.nodes[place].kind == .object else { return [] }
    return tree.children(of: place).map { tree.key($0) }
  }

  private func member(_ name: String) -> Int? { place.flatMap { tree.member(name, of: $0) } }

  /// A text or a number, as text; nil where it is not given.
  func text(_ name: String) throws(Mistake) -> String? {
    guard let member = member(name) else { return nil }
    guard let text = scalar(member) else { throw Mistake(words: "'\(name)' must be text") }
    return text
  }

  /// A text that must be given.
  func required(_ name: String) throws(Mistake) -> String {
    guard let text = try text(name) else { throw Mistake(words: "'\(name)' is missing") }
    return text
  }

  private func scalar(_ place: Int) -> String? {
    switch tree.nodes[place].kind {
    case .string, .truth: tree.text(place)
    case .number: BodyNumber.decimalText(tree.raw(place)) ?? tree.text(place)
    case .object, .list, .null: nil
    }
  }

  /// The JSON of a body: an object, or a text that holds one.
  func body(_ name: String) throws(Mistake) -> [UInt8] {
    guard let member = member(name) else { throw Mistake(words: "'\(name)' is missing") }
    if tree.nodes[member].kind == .string { return Array(tree.text(member).utf8) }
    guard tree.nodes[member].kind == .object else {
      throw Mistake(words: "'\(name)' must be the JSON of a body")
    }
    return Array(tree.raw(member))
  }

  /// Names with values, such as those of a request.
  func request(_ name: String) throws(Mistake) -> Request {
    var request = Request()
    guard let member = member(name) else { return request }
    guard tree.nodes[member].kind == .object else {
      throw Mistake(words: "'\(name)' must be an object of names and values")
    }
    for child in tree.children(of: member) {
      guard let text = scalar(child) else {
        throw Mistake(
          words: "'\(name)': '\(tree.key(child))' must be text, a number or a truth value")
      }
      request[tree.key(child)] = text
    }
    return request
  }

  /// A day; nil where none is given.
  func day(_ name: String) throws(Mistake) -> Day? {
    guard let text = try text(name) else { return nil }
    guard let day = Day(text) else {
      throw Mistake(words: "'\(name)': '\(text.prefix(40))' is not a day; write one as 2026-11-22")
    }
    return day
  }

  /// An amount; nil where none is given.
  func amount(_ name: String) throws(Mistake) -> Rational? {
    guard let text = try text(name) else { return nil }
    guard let amount = DecimalText.amount(text) else {
      throw Mistake(
        words: "'\(name)': '\(text.prefix(40))' is not an amount; write one such as 0.50")
    }
    return amount
  }

  /// Where a body goes.
  func target() throws(Mistake) -> BodyTarget {
    BodyTarget(
      api: try text("api"), model: try text("model"), url: try text("url"),
      beside: try request("with"))
  }
}
