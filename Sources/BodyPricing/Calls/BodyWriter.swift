import BillingTypes
package import PricingRules

/// Writes the body that asks for something, in the words of one call: the way back from what `price` reads.
package struct BodyWriter: Sendable {
  private let offer: Offer
  private let call: NativeCall

  /// Why a request cannot be said.
  package enum Refusal: Error, Hashable, Sendable {
    /// The body has no word for the value of a parameter.
    case noWord(parameter: String, value: FormulaValue)
  }

  /// Creates a writer.
  package init(_ offer: Offer, _ call: NativeCall) {
    self.offer = offer
    self.call = call
  }

  /// The parameters that a body says.
  package var parameters: [String] {
    offer.parameters.map(\.name).filter { name in
      call.fields.contains { $0.reading.sets.contains(name) }
    }
  }

  /// The body of a request.
  ///
  /// - Parameters:
  ///   - values: Values of ``parameters`` by name; what is not there is left out.
  ///   - words: What stands at other places, or instead of what would be made up there.
  /// - Throws: ``Refusal`` for a value that the provider has no word for.
  /// - Returns: The smallest body that says it, as JSON.
  package func body(
    of values: [String: FormulaValue], _ words: [(at: BodyPointer, value: BodyDraft.Value)] = []
  ) throws(Refusal) -> [UInt8] {
    var draft = BodyDraft()
    if let pointer = call.modelAt, let model = call.models.first {
      draft.put(.text(model), at: pointer)
    }
    for condition in call.conditions {
      switch condition.rule {
      case .given(false): break
      case .given(true): draft.put(.text("x"), at: condition.pointer)
      case .oneOf(let words, let usual):
        guard usual.map(words.contains) != true, let word = words.first else { break }
        draft.put(.text(word), at: condition.pointer)
      }
    }
    var left = Set(values.keys)
    /// By pointer: how many things stand there.
    var things: [BodyPointer: Int] = [:]
    for field in call.fields {
      let names = field.reading.sets
      let own = names.compactMap { name in values[name].map { (name: name, value: $0) } }
      guard own.count == names.count || field.reading.form == .sizes,
        var written = Self.written(field, own, offer)
      else { continue }
      left.subtract(names)
      if case .count = field.reading.form {
        written = share(of: field, written)
        things[field.pointer] = written.count
        // Where there are places enough, nothing is said of those that stay empty.
        if written.isEmpty, !isFirst(field) { continue }
      }
      // What is not there has no size.
      if field.reading.form == .sizes, things[field.pointer] == 0 { continue }
      for value in written.enumerated() {
        draft.put(value.element, at: field.pointer, element: written.count > 1 ? value.offset : nil)
      }
      if written.isEmpty { draft.putList(at: field.pointer) }
    }
    if let name = left.sorted().first, let value = values[name] {
      throw .noWord(parameter: name, value: value)
    }
    for word in words { draft.put(word.value, at: word.at) }
    return draft.json
  }

  /// Of things that several fields count together, those that stand at one of them.
  ///
  /// Fields that are numbered (`/image`, `/image_2`, …) hold one each; else the first takes all.
  private func share(
    of field: NativeField, _ things: [BodyDraft.Value]
  ) -> [BodyDraft.Value] {
    let places = counting(field.reading.sets)
    guard places.count > 1, let index = places.firstIndex(of: field.pointer) else { return things }
    let isNumbered = places.dropFirst().allSatisfy { $0.description.hasPrefix("\(places[0])_") }
    guard isNumbered else { return index == 0 ? things : [] }
    // What is more than there are places for stands at the first.
    let more = max(0, things.count - places.count)
    if index == 0 { return Array(things.prefix(1 + more)) }
    return Array(things.dropFirst(more + index).prefix(1))
  }

  private func isFirst(_ field: NativeField) -> Bool {
    counting(field.reading.sets).first == field.pointer
  }

  /// Where things are counted for the same parameters.
  private func counting(_ names: [String]) -> [BodyPointer] {
    call.fields.filter { field in
      if case .count = field.reading.form { field.reading.sets == names } else { false }
    }.map(\.pointer)
  }

  /// What stands at a field that says some values; nil where it has no word for them.
  private static func written(
    _ field: NativeField, _ own: [(name: String, value: FormulaValue)], _ offer: Offer
  ) -> [BodyDraft.Value]? {
    let reading = field.reading
    switch reading.form {
    case .value, .split:
      let meaning = Dictionary(
        own.map { ($0.name, InputState.given($0.value)) }, uniquingKeysWith: { first, _ in first })
      let word = reading.words.filter { $0.value == meaning }.map(\.key).min()
      if let word { return [.text(word)] }
      if case .split(let sign) = reading.form {
        return [.text(own.map(\.value.description).joined(separator: String(sign)))]
      }
      guard own.count == 1 else { return nil }
      let text = own[0].value.description
      // A word of ours that is one of theirs for something else cannot be said.
      guard reading.words[text] == nil else { return nil }
      switch own[0].value {
      case .choice: return [.text(text)]
      case .boolean: return [.plain(text)]
      case .number:
        return [reading.unit.map { .text(text + $0.suffix(for: text)) } ?? .plain(text)]
      }
    case .count:
      guard case .number(let count) = own[0].value, let number = Int(exactly: count.numerator),
        count.isWhole
      else { return nil }
      return (0..<number).map { .text("https://example.com/\($0 + 1).png") }
    case .sizes:
      guard own.count == 2, case .number(let width) = own[0].value,
        case .number(let height) = own[1].value
      else { return nil }
      return [
        .picture(width: Int(clamping: width.numerator), height: Int(clamping: height.numerator))
      ]
    case .tokens(let guess):
      guard case .number(let count) = own[0].value, let number = Int(exactly: count.numerator),
        number > guess.added
      else { return nil }
      return [.text(String(repeating: "a", count: (number - guess.added) * guess.about))]
    }
  }
}

extension NativeReading.Unit {
  /// What follows a number of seconds; only seconds are written.
  fileprivate func suffix(for text: String) -> String { self == .seconds ? rawValue : "" }
}
