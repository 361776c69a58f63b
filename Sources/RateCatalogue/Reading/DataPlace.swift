import PricingRules

/// Where a value stands in a data file: the keys and indices that lead to it.
///
/// Every value has one, and almost none is ever written out; so a place is a link to the one above it.
final class DataPlace {
  /// One step down.
  enum Step {
    case key(String)
    case index(Int)
  }

  /// The file as messages name it.
  let file: String
  /// Takes what is wrong in the file.
  let problems: ProblemCollector
  /// What is assumed where the file is rough.
  let assumptions: Assumptions?
  private let above: DataPlace?
  private let step: Step?

  /// The root of a file.
  init(file: String, _ problems: ProblemCollector, _ assumptions: Assumptions? = nil) {
    self.assumptions = assumptions
    self.file = file
    self.problems = problems
    (above, step) = (nil, nil)
  }

  /// A place below another.
  init(_ step: Step, below above: DataPlace) {
    (file, problems, assumptions) = (above.file, above.problems, above.assumptions)
    (self.above, self.step) = (above, step)
  }

  /// The keys that lead here, such as `offers[0].charges[1].price`.
  var path: String {
    guard let above, let step else { return "" }
    let start = above.path
    switch step {
    case .key(let key): return start.isEmpty ? key : "\(start).\(key)"
    case .index(let index): return "\(start)[\(index)]"
    }
  }
}
