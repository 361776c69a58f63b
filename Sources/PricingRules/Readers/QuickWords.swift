/// A few words known beforehand, each with a number: found by length and ends, which costs a fraction of a hash.
///
/// Only words of the catalogue are put in, so nobody outside can make them meet; a word from outside is compared in
/// full with the few that share its place.
struct QuickWords: Sendable {
  /// By place: which word stands there, and -1 for none.
  private let table: [Int]
  private let words: [String]
  private let numbers: [Int64]

  init(_ pairs: [(word: String, number: Int64)]) {
    words = pairs.map(\.word)
    numbers = pairs.map(\.number)
    var capacity = 8
    while capacity < 4 * pairs.count { capacity *= 2 }
    var table = [Int](repeating: -1, count: capacity)
    for (index, pair) in pairs.enumerated() {
      var place = Self.place(of: pair.word, capacity)
      while table[place] >= 0 { place = (place + 1) & (capacity - 1) }
      table[place] = index
    }
    self.table = table
  }

  /// The number of a word; nil for a word that is not among them.
  subscript(word: String) -> Int64? {
    var place = Self.place(of: word, table.count)
    // A quarter of the table is taken at most, so that an empty place ends every search.
    while table[place] >= 0 {
      if words[table[place]] == word { return numbers[table[place]] }
      place = (place + 1) & (table.count - 1)
    }
    return nil
  }

  private static func place(of word: String, _ capacity: Int) -> Int {
    let bytes = word.utf8
    guard let first = bytes.first, let last = bytes.last else { return 0 }
    return (bytes.count &* 7 &+ Int(first) &* 5 &+ Int(last) &* 11) & (capacity - 1)
  }
}
