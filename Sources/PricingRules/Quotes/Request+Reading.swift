import BillingTypes

extension Request {
  /// The request in the words of cards: other words for a name as the name, `duration=8` as `seconds`, and numbers as
  /// people write them, such as `seconds=5min`, in digits.
  ///
  /// - Throws: ``RequestReadingError`` for a number of another unit, or one that could mean two things, and for two words
  ///   of one name.
  package func inWordsOfCards(_ vocabulary: Vocabulary) throws(RequestReadingError) -> Request {
    var read = Request()
    for entry in entries {
      let name = vocabulary.name(of: entry.name)
      if let other = entries.first(where: { $0 != entry && vocabulary.name(of: $0.name) == name }) {
        throw RequestReadingError(
          clause: "'\(entry.name)' and '\(other.name)' are one thing; keep one of them")
      }
      do throws(WrittenNumberError) {
        read[name] = try vocabulary.numberUnit(of: name).plain(entry.text)
      } catch {
        throw RequestReadingError(clause: "\(entry.name): \(error)")
      }
    }
    return read
  }
}

/// Why the words of a request could not be read.
package struct RequestReadingError: Error, CustomStringConvertible {
  let clause: String

  /// The name, what was found, and what would be right.
  package var description: String { clause }
}

extension Vocabulary {
  /// The name that a word stands for: itself where it is one, or where nothing has it.
  func name(of word: String) -> String {
    if parameters[word] != nil || meters[word] != nil { return word }
    let named = parameters.merging(meters) { own, _ in own }
      .filter { $0.value.synonyms.contains(word) }
    return named.keys.min() ?? word
  }
}
