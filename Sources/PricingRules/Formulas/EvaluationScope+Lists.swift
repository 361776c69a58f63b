import BillingTypes

/// What an expression sees of each of what a parameter counts.
extension EvaluationScope {
  /// The scopes of all that are counted, in their order: names that differ have the values of that one.
  ///
  /// - Parameters:
  ///   - count: The name of the parameter that counts.
  ///   - term: What is asked of each.
  /// - Throws: ``EvaluationError`` where it is not known how many there are.
  /// - Returns: One scope for each.
  func each(
    of count: Formula, for term: Formula
  ) throws(EvaluationError) -> [EvaluationScope] {
    let number = try count.number(in: self)
    guard let list = list(countedBy: count), number.isWhole,
      let most = Int(exactly: number.numerator), most >= 0, most <= list.most
    else { throw .wrongType("'\(count)'") }
    return (0..<most).map { scope(of: $0 + 1, in: list, for: term) }
  }

  /// Whether single ones of a list have values of their own.
  func hasElements(of count: Formula) -> Bool {
    guard let list = list(countedBy: count) else { return false }
    return list.parameters.contains { parameter in
      (0..<list.most).contains {
        values[ElementName(parameter.name, $0 + 1).description] != nil
      }
    }
  }

  private func list(countedBy count: Formula) -> ParameterList? {
    guard case .name(let name) = count.node else { return nil }
    return lists.first { $0.count.name == name }
  }

  private func scope(of place: Int, in list: ParameterList, for term: Formula) -> EvaluationScope {
    var scope = self
    for parameter in list.parameters {
      guard let own = values[ElementName(parameter.name, place).description] else { continue }
      scope.values[parameter.name] = own
    }
    for derivation in list.derivations(neededFor: term) {
      scope.values[derivation.name] = nil
      do throws(EvaluationError) {
        scope.values[derivation.name] = .number(try derivation.expression.number(in: scope))
      } catch {
        // Only who reads it is told.
        scope.failures[derivation.name] = error
      }
    }
    return scope
  }
}
