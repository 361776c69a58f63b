import PricingRules

/// A pointer with its keys as bytes, to be followed again and again.
struct BodySteps: Sendable {
  /// The key of each step; nil for any.
  let steps: [[UInt8]?]
  private let indices: [Int?]
  /// Whether keys are meant in snake_case too.
  let meansSnakeCase: Bool

  /// Prepares a pointer.
  ///
  /// - Parameters:
  ///   - pointer: The pointer.
  ///   - meansSnakeCase: Whether keys are meant in snake_case too.
  init(_ pointer: BodyPointer, meansSnakeCase: Bool = false) {
    self.meansSnakeCase = meansSnakeCase
    steps = pointer.steps.map { step in
      if case .key(let key) = step { Array(key.utf8) } else { nil }
    }
    indices = pointer.steps.map { step in
      if case .key(let key) = step { Int(key) } else { nil }
    }
  }

  /// Whether a step means the element of that number.
  func means(_ index: Int, _ step: [UInt8]?) -> Bool {
    guard let step else { return true }
    return String(index).utf8.elementsEqual(step)
  }
}
