import BillingTypes
import BodyPricing
import CostAnalysis

/// The JSON of a list, with ways to read it that report what is wrong and where.
struct RivalText {
  let tree: BodyTree
  let file: String
  let format: RivalListFormat
  let problems = ProblemCollector()

  /// The most problems that are told of one file.
  private static let mostProblems = 50

  init(_ bytes: [UInt8], file: String, format: RivalListFormat) throws(DataProblem) {
    self.file = file
    self.format = format
    do throws(BodyError) {
      tree = try BodyScanner.tree(bytes, within: .list)
    } catch {
      throw DataProblem(file: file, error, wanted: format.file)
    }
  }

  /// Reports what is wrong with a value.
  func report(_ place: Int, _ path: String, _ message: String) {
    guard problems.problems.count < Self.mostProblems else { return }
    problems.report(
      DataProblem(file: file, line: tree.line(place), path: path, message: message))
  }

  /// Reports a value of the wrong kind.
  func report(_ place: Int, _ path: String, wanted: String) {
    report(place, path, "expected \(wanted), found \(found(place))")
  }

  /// A value as messages show it.
  private func found(_ place: Int) -> String {
    switch tree.nodes[place].kind {
    case .object: "an object"
    case .list: "a list"
    case .string: "the text '\(tree.text(place).prefix(40))'"
    case .number, .truth: "'\(tree.text(place).prefix(40))'"
    case .null: "null"
    }
  }

  func isObject(_ place: Int) -> Bool { tree.nodes[place].kind == .object }
  func isList(_ place: Int) -> Bool { tree.nodes[place].kind == .list }
  func isNull(_ place: Int) -> Bool { tree.nodes[place].kind == .null }

  /// The text of a string; nil for any other value.
  func string(_ place: Int?) -> String? {
    place.flatMap { tree.nodes[$0].kind == .string ? tree.text($0) : nil }
  }

  /// A price: a number from 0 up; what it is not, is reported.
  func price(_ place: Int, _ path: String) -> Rational? {
    guard tree.nodes[place].kind == .number else {
      report(place, path, wanted: "a number")
      return nil
    }
    guard let text = BodyNumber.decimalText(tree.raw(place)),
      let number = try? DecimalText.parse(text)
    else {
      report(place, path, "'\(tree.text(place).prefix(40))' does not fit 38 digits")
      return nil
    }
    guard !number.isNegative else {
      report(place, path, "'\(tree.text(place).prefix(40))' must not be negative")
      return nil
    }
    return number
  }

  /// A day as `2026-11-30`; what it is not, is reported.
  func day(_ place: Int, _ path: String) -> Day? {
    if let text = string(place), let day = Day(text) { return day }
    report(place, path, wanted: "a day such as 2026-11-30")
    return nil
  }
}

extension DataProblem {
  /// Puts what is no JSON in the words of files.
  fileprivate init(file: String, _ error: BodyError, wanted: String) {
    switch error {
    case .empty:
      self.init(file: file, line: 0, path: "", message: "the file is empty; expected \(wanted)")
    case .tooLarge(let bytes, let most):
      self.init(
        file: file, line: 0, path: "",
        message: "the file has \(bytes) bytes; at most \(most) are read")
    case .notJSON(.ends(let wanted), let line, let column):
      self.init(
        file: file, line: line, path: "",
        message: "column \(column): the file ends where \(wanted) is expected")
    case .notJSON(let flaw, let line, let column):
      self.init(file: file, line: line, path: "", message: "column \(column): \(flaw)")
    default:
      self.init(file: file, line: 0, path: "", message: "\(error)")
    }
  }
}
