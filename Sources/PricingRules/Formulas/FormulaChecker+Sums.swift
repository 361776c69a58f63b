/// What differs from one to the next is read in sums, and sums go over what is counted.
extension FormulaChecker {
  /// Notes that a name is read: outside of a sum it has no one value if it differs from one to the next.
  mutating func noteUse(of name: String, at place: Formula) {
    guard let count = lists.first(where: { $0.value.contains(name) })?.key, count != summed else {
      return
    }
    if mayDiffer, summed == nil {
      differing.insert(count)
    } else {
      report(place, .differs(name, count: count))
    }
  }

  mutating func sum(_ term: Formula, over count: Formula) -> FormulaType? {
    guard case .name(let name) = count.node, lists[name] != nil else {
      report(count, .notCounted(count.description, counted: lists.keys.sorted()))
      return nil
    }
    guard summed == nil else {
      report(count, .nestedSum)
      return nil
    }
    summed = name
    defer { summed = nil }
    return numberUnit(of: term).map { .number($0, values: nil) }
  }
}
