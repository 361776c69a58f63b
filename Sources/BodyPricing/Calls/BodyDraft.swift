package import PricingRules

/// A body that is being written, member by member.
package struct BodyDraft: Sendable {
  /// Something that stands in a body.
  package enum Value: Hashable, Sendable {
    case text(String)
    /// A number or a truth value.
    case plain(String)
    /// A picture that is sent along, of which nothing but its sides is real.
    case picture(width: Int, height: Int)
  }

  private indirect enum Node: Sendable {
    case value(Value)
    case object([(key: String, node: Node)])
    case list([Node])
  }

  private var root = Node.object([])

  /// Creates an empty body.
  package init() {}

  /// Puts a value at a pointer.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - pointer: Where; `*` is the first element.
  ///   - element: Which of several things that stand there; nil for one.
  package mutating func put(_ value: Value, at pointer: BodyPointer, element: Int? = nil) {
    var steps = pointer.steps
    if let element {
      if let any = steps.lastIndex(of: .any) {
        steps[any] = .key(String(element))
      } else {
        steps.append(.key(String(element)))
      }
    }
    root = Self.putting(.value(value), at: steps[...], in: root)
  }

  /// Puts an empty list at a pointer.
  mutating func putList(at pointer: BodyPointer) {
    guard !pointer.steps.contains(.any) else { return }
    root = Self.putting(.list([]), at: pointer.steps[...], in: root)
  }

  private static func putting(
    _ new: Node, at steps: ArraySlice<BodyPointer.Step>, in node: Node?
  ) -> Node {
    guard let step = steps.first else {
      // A picture stands for a thing that was only counted before.
      if case .list(let items)? = node, case .value(.picture) = new, !items.isEmpty {
        return .list(items.map { _ in new })
      }
      return new
    }
    switch step {
    case .any:
      // All that was counted is sent along.
      if case .list(let items)? = node, case .value(.picture) = new, !items.isEmpty {
        return .list(items.map { Self.putting(new, at: steps.dropFirst(), in: $0) })
      }
      return element(new, 0, steps, in: node)
    case .key(let key):
      if let index = Int(key) {
        if case .object? = node { break }
        return element(new, index, steps, in: node)
      }
    }
    guard case .key(let key) = step else { return new }
    var members: [(key: String, node: Node)] = []
    if case .object(let old)? = node { members = old }
    let place = members.firstIndex { $0.key == key }
    let inner = putting(new, at: steps.dropFirst(), in: place.map { members[$0].node })
    if let place { members[place].node = inner } else { members.append((key, inner)) }
    return .object(members)
  }

  private static func element(
    _ new: Node, _ index: Int, _ steps: ArraySlice<BodyPointer.Step>, in node: Node?
  ) -> Node {
    var items: [Node] = []
    if case .list(let old)? = node { items = old }
    while items.count < index { items.append(.object([])) }
    let inner = putting(
      new, at: steps.dropFirst(), in: index < items.count ? items[index] : nil)
    if index < items.count { items[index] = inner } else { items.append(inner) }
    return .list(items)
  }

  /// The body as JSON.
  package var json: [UInt8] {
    var text: [UInt8] = []
    Self.write(root, to: &text)
    return text
  }

  private static func write(_ node: Node, to text: inout [UInt8]) {
    func list<Item>(_ items: [Item], _ signs: StaticString, write: (Item) -> Void) {
      text.append(signs.utf8Start[0])
      for (place, item) in items.enumerated() {
        if place > 0 { text.append(UInt8(ascii: ",")) }
        write(item)
      }
      text.append(signs.utf8Start[1])
    }
    switch node {
    case .value(.plain(let word)): text += word.utf8
    case .value(.text(let word)): BodyForm.append(word, to: &text)
    case .value(.picture(let width, let height)):
      BodyForm.append(PictureHeader.sample(width: width, height: height), to: &text)
    case .list(let items): list(items, "[]") { Self.write($0, to: &text) }
    case .object(let members):
      list(members, "{}") { member in
        BodyForm.append(member.key, to: &text)
        text.append(UInt8(ascii: ":"))
        Self.write(member.node, to: &text)
      }
    }
  }
}

extension PictureHeader {
  /// The data URI of a file that says it is a PNG of that size, and ends there.
  fileprivate static func sample(width: Int, height: Int) -> String {
    func four(_ number: Int) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
    let bytes: [UInt8] =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
      + four(width) + four(height)
    return "data:image/png;base64,\(Base64Text.encoded(bytes))"
  }
}
