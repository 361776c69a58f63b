import BillingTypes
import PricingRules

/// A place in a data file: a value, and the way back to its line.
///
/// Reading methods report what is wrong and return nil, so that a file's problems are all found in
/// one pass.
struct DataReader {
  let source: DataSource
  /// The number of the value in the source's tree.
  let value: Int

  /// The root of a file.
  init(
    _ tree: DataTree, file: String, _ problems: ProblemCollector,
    _ assumptions: Assumptions? = nil, _ vocabulary: Vocabulary = .empty
  ) {
    self.init(DataSource(tree, file: file, problems, assumptions, vocabulary), 0)
  }

  init(_ source: DataSource, _ value: Int) {
    self.source = source
    self.value = value
  }

  /// The file as messages name it.
  var file: String { source.file }

  /// The line of the value, from 1.
  var line: Int { source.tree.line(of: value) }

  func report(_ message: String) { report(message, at: value) }

  /// Reports what is wrong with the value as something wrong with one that it is inside of.
  func report(_ message: String, at place: Int) {
    source.problems.report(
      DataProblem(file: file, line: line, path: source.path(of: place), message: message))
  }

  var tree: DataTree { source.tree }
}

// Scalars.
extension DataReader {
  /// The kind of the value, for messages.
  var kind: String {
    switch tree.kind(of: value) {
    case .text: "text"
    case .list: "a list"
    case .map: "a map"
    }
  }

  /// The text of a scalar, without a report when it is none.
  var scalar: String? { tree.text(of: value) }

  /// The id of one kind of thing, which must not be empty; whether there is such a thing, others check.
  func identifier<Named>(of kind: Named.Type) -> Identifier<Named>? {
    text().map { Identifier($0) }
  }

  /// The text, which must not be empty.
  func text() -> String? {
    guard let scalar else {
      report("expected text, found \(kind)")
      return nil
    }
    guard !scalar.isEmpty else {
      report("expected text, found nothing")
      return nil
    }
    return scalar
  }

  /// Running text without the line end of a block.
  func prose() -> String? {
    text().map { text in
      var text = text[...]
      while text.last?.isWhitespace ?? false { text = text.dropLast() }
      return String(text)
    }
  }

  /// An exact number, written as people write numbers of the unit.
  func number(_ unit: NumberUnit = .plain) -> Rational? {
    guard let text = text() else { return nil }
    do {
      return try WrittenNumber.parse(text, as: unit)
    } catch {
      report("\(error)")
      return nil
    }
  }

  /// A whole number in a range.
  func whole(in range: ClosedRange<Int>, _ unit: NumberUnit = .plain) -> Int? {
    guard let number = number(unit) else { return nil }
    guard number.isWhole, let value = Int(exactly: number.numerator), range.contains(value) else {
      report(
        "'\(scalar ?? "")' must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return value
  }

  /// A number that is at least zero.
  func amount(_ unit: NumberUnit = .plain) -> Rational? {
    guard let number = number(unit) else { return nil }
    guard !number.isNegative else {
      report("'\(scalar ?? "")' must not be negative")
      return nil
    }
    return number
  }

  /// A calendar day.
  func day() -> Day? {
    guard let text = text() else { return nil }
    guard let day = Day(text) else {
      report("'\(text)' is not a day; write one as 2026-11-22")
      return nil
    }
    return day
  }

  /// A calendar month.
  func month() -> Month? {
    guard let text = text() else { return nil }
    guard let month = Month(text) else {
      report("'\(text)' is not a month; write one as 2027-01")
      return nil
    }
    return month
  }

  /// A truth value.
  func truth() -> Bool? {
    guard let text = text() else { return nil }
    guard let truth = ["true": true, "false": false][text] else {
      report("'\(Self.abridged(text))' is no truth value; write 'true' or 'false'")
      return nil
    }
    return truth
  }

  /// One of the cases of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(
    of type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    guard let text = text() else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    let near = nearest(to: text, among: known, limit: 1)
    report(
      "unknown value '\(text)'"
        + (near.isEmpty ? "; legal are \(quotedList(known))" : didYouMean(near)))
    return nil
  }

  /// An expression.
  func expression() -> Formula? {
    guard let text = text() else { return nil }
    do {
      return try Formula(parsing: text)
    } catch {
      report("'\(Self.abridged(text))': \(error)")
      return nil
    }
  }

  /// The text on one line, cut where it is long.
  static func abridged(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count <= 80 ? line : line.prefix(80) + "…"
  }
}
