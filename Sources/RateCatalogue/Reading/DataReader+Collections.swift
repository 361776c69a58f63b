import BillingTypes
import PricingRules

// Lists and maps.
extension DataReader {
  /// The items of a list; a single value is a list of one.
  func items() -> [DataReader] {
    isList ? tree.inside(value).map { DataReader(source, $0) } : [self]
  }

  /// The items of a list, which must be written as one.
  func list() -> [DataReader] {
    guard isList else {
      report("expected a list, found \(kind)")
      return []
    }
    return items()
  }

  /// The entries of a map whose keys are data, in the order of the file.
  func entries() -> [(key: String, value: DataReader)] {
    keyed().compactMap { key, value in
      tree.text(of: key).map { ($0, value) }
    }
  }

  /// The values of a map, each with the number of its key, which is text.
  private func keyed() -> [(key: Int, value: DataReader)] {
    guard isMap else {
      report("expected a map, found \(kind)")
      return []
    }
    var found: [(key: Int, value: DataReader)] = []
    var key = value + 1
    while key < tree.end(of: value) {
      let own = tree.end(of: key)
      if tree.kind(of: key) == .text {
        found.append((key, DataReader(source, own)))
      } else {
        report("a key must be text")
      }
      key = tree.end(of: own)
    }
    return found
  }

  /// The value of a key, without any report.
  func value(of key: String) -> DataReader? {
    tree.value(of: key, in: value).map { DataReader(source, $0) }
  }

  /// The map, whose keys must be among those of a table.
  func map(_ table: KeyTable) -> DataMap {
    var map = map(table.names)
    map.table = table
    return map
  }

  /// The map, whose keys must be among `keys`.
  func map(_ keys: [String]) -> DataMap {
    var values = [DataReader?](repeating: nil, count: keys.count)
    let entries = keyed()
    for (index, (key, own)) in entries.enumerated() {
      guard let place = keys.firstIndex(where: { tree.isText(key, $0.utf8) }) else {
        let name = tree.text(of: key) ?? ""
        if index > 0, own.scalar == "", let before = entries[index - 1].value.cut(before: name) {
          entries[index - 1].value.report("\(before)")
          continue
        }
        let near = nearest(to: name, among: keys, limit: 1)
        own.report(
          "unknown key '\(Self.abridged(name))'"
            + (near.isEmpty ? "; known are \(quotedList(keys))" : didYouMean(near)),
          at: value)
        continue
      }
      values[place] = own
    }
    return DataMap(reader: self, keys: keys, values: values)
  }

  /// What is wrong where a comma between digits ended a value inside braces: `20,000` is then a 20, and a key 000.
  private func cut(before key: String) -> NumberError? {
    guard key.utf8.count == 3, key.utf8.allSatisfy({ (48...57).contains($0) }), let scalar,
      (try? DecimalText.parse(scalar)) != nil
    else { return nil }
    return .thousandSeparator("\(scalar),\(key)")
  }

  /// Whether the value is a map.
  var isMap: Bool { tree.kind(of: value) == .map }

  /// Whether the value is a map with a key.
  func has(_ key: String) -> Bool { tree.value(of: key, in: value) != nil }

  /// Whether the value is a list.
  var isList: Bool { tree.kind(of: value) == .list }
}

/// A map with known keys.
struct DataMap {
  let reader: DataReader
  private let legal: [String]
  private let values: [DataReader?]
  /// What else is known of the keys; nil where nobody else asks.
  fileprivate(set) var table: KeyTable?

  init(reader: DataReader, keys: [String], values: [DataReader?]) {
    self.reader = reader
    legal = keys
    self.values = values
  }

  /// The keys that the map has.
  var keys: [String] { legal.indices.filter { values[$0] != nil }.map { legal[$0] } }

  /// The value of a key that may be absent.
  subscript(key: String) -> DataReader? { legal.firstIndex(of: key).flatMap { values[$0] } }

  /// The value of a key that must be there.
  func required(_ key: String) -> DataReader? {
    assert(table?.mayRequire(key) ?? true, "the table says that '\(key)' may be left out")
    guard let value = self[key] else {
      // What is no map at all was reported; its keys are not missing on top.
      if reader.isMap { reader.report("'\(key)' is missing") }
      return nil
    }
    return value
  }
}
