/// Something of an offer that sources tell in several ways, each of which may be right.
///
/// Formulas read it by its name, as they read a parameter; a request cannot set it. Amounts take the first reading,
/// floors and ceilings hold all of them.
public struct Dispute: Hashable, Sendable {
  /// The name in formulas, the readings as its values, and the first of them as the default.
  package let parameter: Parameter
  /// Which requests it matters to; nil for every request.
  ///
  /// For all others the first reading holds.
  public let condition: Formula?
  /// What the sources say, in the card's words.
  public let says: String

  /// Creates a dispute.
  ///
  /// - Parameters:
  ///   - name: The name in formulas.
  ///   - readings: At least two values that differ; numbers where all of them are.
  ///   - condition: Which requests it matters to, in the offer's parameters; nil for every request.
  ///   - says: What the sources say.
  public init(
    name: String, readings: [FormulaValue], when condition: Formula? = nil, says: String
  ) {
    self.condition = condition
    let numbers = readings.compactMap { if case .number(let number) = $0 { number } else { nil } }
    parameter = Parameter(
      name: name,
      domain: numbers.count == readings.count
        ? .numbers(numbers.sorted()) : .choice(readings.map(\.description)),
      defaultValue: readings.first, unit: nil)
    self.readings = readings
    self.says = says
  }

  /// The name in formulas.
  public var name: String { parameter.name }
  /// What the sources say it is; amounts take the first.
  public let readings: [FormulaValue]
}
