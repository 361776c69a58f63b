import BillingTypes
import PricingRules
import Yams

// Lists and maps.
extension DataReader {
  /// The items of a list; a single value is a list of one.
  func items() -> [DataReader] {
    switch node {
    case .sequence(let items):
      return items.enumerated().map { reader($0.element, at: .index($0.offset)) }
    default:
      return [self]
    }
  }

  /// The items of a list, which must be written as one.
  func list() -> [DataReader] {
    guard case .sequence = node else {
      report("expected a list, found \(kind)")
      return []
    }
    return items()
  }

  /// The entries of a map whose keys are data, in the order of the file.
  func entries() -> [(key: String, value: DataReader)] {
    guard case .mapping(let pairs) = node else {
      report("expected a map, found \(kind)")
      return []
    }
    return pairs.compactMap { key, value in
      guard case .scalar(let scalar) = key else {
        report("a key must be text")
        return nil
      }
      return (scalar.string, reader(value, at: .key(scalar.string)))
    }
  }

  /// The value of a key, without any report.
  func value(of key: String) -> DataReader? {
    guard case .mapping(let pairs) = node else { return nil }
    for (name, value) in pairs {
      if case .scalar(let scalar) = name, scalar.string == key {
        return reader(value, at: .key(key))
      }
    }
    return nil
  }

  /// The map, whose keys must be among `keys`.
  func map(_ keys: [String]) -> DataMap {
    var values: [String: DataReader] = [:]
    for (key, value) in entries() {
      guard keys.contains(key) else {
        let near = nearest(to: key, among: keys, limit: 1)
        value.reader(keyed: self).report(
          "unknown key '\(Self.abridged(key))'"
            + (near.isEmpty ? "; known are \(quotedList(keys))" : didYouMean(near)))
        continue
      }
      values[key] = value
    }
    return DataMap(reader: self, values: values)
  }

  /// The same place under the parent's path, for messages about a key.
  private func reader(keyed parent: DataReader) -> DataReader {
    DataReader(node, parent.place)
  }

  /// Whether the value is a map.
  var isMap: Bool {
    if case .mapping = node { true } else { false }
  }

  /// Whether the value is a map with a key.
  func has(_ key: String) -> Bool {
    guard case .mapping(let pairs) = node else { return false }
    return pairs.contains { $0.key.scalar?.string == key }
  }

  /// Whether the value is a list.
  var isList: Bool {
    if case .sequence = node { true } else { false }
  }
}

/// A map with known keys.
struct DataMap {
  let reader: DataReader
  let values: [String: DataReader]

  /// The value of a key that may be absent.
  subscript(key: String) -> DataReader? { values[key] }

  /// The value of a key that must be there.
  func required(_ key: String) -> DataReader? {
    guard let value = values[key] else {
      // What is no map at all was reported; its keys are not missing on top.
      if reader.isMap { reader.report("'\(key)' is missing") }
      return nil
    }
    return value
  }
}
