import BillingTypes
import PricingRules

// Texts and pictures, which are measured and not understood.
extension BodyReading {
  /// How many tokens the texts of a field are.
  mutating func tokens(
    _ field: NativeField, _ guess: TokenGuess, _ places: [Int]
  ) throws(BodyError) -> NativeReading.Meaning {
    if let other = places.first(where: { tree.nodes[$0].kind != .string }) {
      throw .illegal(
        pointer: field.pointer.description, found: String(tree.text(other).prefix(60)),
        legal: "texts")
    }
    guard let name = field.reading.sets.first, let parameter = bound.offer.parameter(name) else {
      return [:]
    }
    var measure = TextMeasure()
    for place in places { measure.add(place, of: tree) }
    let found = guess.tokens(
      bytes: measure.bytes, others: measure.others, otherBytes: measure.otherBytes)
    func legal(_ count: Int) -> Rational {
      guard case (.number(let least), .number(let most)) = parameter.extremes else { return .zero }
      return min(max(Rational(count), least), most)
    }
    let (low, high) = (legal(found.low), legal(found.high))
    // A text may have more tokens than the card knows of: the provider limits its letters.
    if high < Rational(found.high) { isUnbounded = true }
    likely[name] = .number(legal(found.likely))
    facts.append(
      .tokens(at: field.pointer, parameter: name, likely: legal(found.likely), low, high))
    return [name: low == high ? .given(.number(low)) : .estimated(low: low, high: high)]
  }

  /// The sides of the pictures of a field, where they are sent along.
  mutating func sizes(_ field: NativeField, _ places: [Int]) -> NativeReading.Meaning {
    let names = field.reading.sets
    let pictures = places.flatMap { place in
      tree.nodes[place].kind == .list ? Array(tree.children(of: place)) : [place]
    }
    let sides = pictures.map { picture -> (width: Int, height: Int)? in
      guard let text = self.picture(at: picture) else { return nil }
      return PictureHeader.sides(ofText: text)
    }
    var meaning: NativeReading.Meaning = [:]
    for (place, found) in sides.enumerated() {
      for (name, side) in zip(names, [found?.width, found?.height]) {
        let single = sides.count == 1 || sides.allSatisfy { $0 == nil }
        let name = single ? name : ElementName(name, place + 1).description
        let value = side.map { FormulaValue.number(Rational($0)) }
        guard let value, bound.offer.parameter(name)?.value(of: value.description) != nil else {
          meaning[name] = .notReported(within: nil)
          continue
        }
        meaning[name] = .given(value)
      }
    }
    if sides.contains(where: { $0 == nil }) {
      facts.append(.sidesUnknown(at: field.pointer, parameters: names))
    }
    return meaning
  }

  /// The text of a picture: the value itself, or the only long text inside it.
  private func picture(at place: Int) -> ArraySlice<UInt8>? {
    switch tree.nodes[place].kind {
    case .string: return tree.raw(place)
    case .object:
      return tree.children(of: place).lazy.compactMap { self.picture(at: $0) }.first {
        $0.starts(with: "data:".utf8) || $0.count > 200
      }
    default: return nil
    }
  }
}
