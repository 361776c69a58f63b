/// Words in single quotes, joined by commas.
package func quotedList<Word: CustomStringConvertible>(_ words: some Sequence<Word>) -> String {
  words.map { "'\($0)'" }.joined(separator: ", ")
}

/// `; did you mean 'x'?` when a known word is near, else the known words, else nothing.
package func suggestion<Word: CustomStringConvertible>(
  for word: some CustomStringConvertible, among known: [Word]
) -> String {
  let near = didYouMean(nearest(to: word, among: known))
  guard near.isEmpty else { return near }
  return known.isEmpty || known.count > 24 ? "" : "; known are \(quotedList(known))"
}

/// `; did you mean 'x' or 'y'?`, or nothing where no word is near.
package func didYouMean<Word: CustomStringConvertible>(_ near: [Word]) -> String {
  near.isEmpty ? "" : "; did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"
}

/// The known words that a typing slip could have turned into `word`, nearest first, at most `limit`.
package func nearest<Word: CustomStringConvertible>(
  to word: some CustomStringConvertible, among known: [Word], limit: Int = 3
) -> [Word] {
  let word = word.description
  // What is longer is no slip of the hand, and the search would take long.
  guard word.utf8.count <= 200 else { return [] }
  let allowed = max(2, word.count / 3)
  return
    known
    .map { known in
      let text = known.description
      return (
        known: known, text: text, distance: editDistance(word.lowercased(), text.lowercased())
      )
    }
    .filter { $0.distance <= allowed || ($0.text.contains(word) && word.count > 2) }
    .sorted { ($0.distance, $0.text) < ($1.distance, $1.text) }
    .prefix(limit)
    .map(\.known)
}

/// Insertions, deletions and replacements between two words (Levenshtein).
private func editDistance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a.utf8), Array(b.utf8))
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let cost = a[i] == b[j] ? diagonal : 1 + min(diagonal, row[j], row[j + 1])
      diagonal = row[j + 1]
      row[j + 1] = cost
    }
  }
  return row[b.count]
}
