/// How the columns of a log that was written for one offer are read for another.
///
/// It says of whole columns what ``OfferTranslation`` says of one request's values.
package struct ColumnTranslation: Sendable {
  /// A column that says how many calls a row takes.
  package struct CallColumn: Sendable {
    /// The column.
    package let name: String
    /// Whether the offer has no setting for it and makes one per call.
    package let isOneEach: Bool
    /// The most calls that a row may take.
    package let mostCalls: Int64
  }

  /// What holds where a cell is empty: the first offer's defaults in the other's terms.
  package private(set) var defaults: [String: FormulaValue] = [:]
  /// What a row must say, because the other offer cannot do what the first does by default.
  package private(set) var needed: Set<String> = []
  /// What takes several calls by default, so that an empty cell is not one value.
  package private(set) var splitDefaults: [String] = []
  /// Columns that say how many calls a row takes, in the order of the columns.
  package private(set) var callColumns: [CallColumn] = []
  /// Columns that must not say yes, because the offer has no such thing.
  package private(set) var refusedTruths: Set<String> = []
  /// Columns of single ones of a list that the offer does not have: a row may give them alike, and how many there
  /// are follows from them.
  package private(set) var unlisted: [String] = []
  /// Columns of metered values that do not carry over.
  package private(set) var dropped: Set<String> = []

  /// An offer without the setting makes one per call, however many are asked for; sums of so many
  /// calls still fit.
  private static let mostSingleCalls: Int64 = 1 << 20

  fileprivate init(_ translation: OfferTranslation, _ names: [String]) {
    for name in names {
      let rule = translation.rule(for: name)
      if rule != .dropped, translation.base(ofElement: name) != nil {
        if case .setting = rule { continue }
        unlisted.append(name)
      }
      switch rule {
      case .setting:
        guard OfferTranslation.countsMade.contains(name) else { continue }
        callColumns.append(
          CallColumn(name: name, isOneEach: false, mostCalls: Int64(OfferTranslation.mostCalls)))
      case .metered, .oneForAll: break
      case .dropped: dropped.insert(name)
      case .oneEach:
        callColumns.append(CallColumn(name: name, isOneEach: true, mostCalls: Self.mostSingleCalls))
        refusedTruths.insert(name)
      case .noSetting: refusedTruths.insert(name)
      }
    }
    for parameter in translation.from?.parameters ?? [] {
      guard let value = parameter.defaultValue,
        case .setting(let other) = translation.rule(for: parameter.name)
      else { continue }
      let fitted = Result { () throws(TranslationRefusal) in
        try translation.fit(value.description, to: other)
      }
      switch fitted {
      case .success(.carried): defaults[parameter.name] = other.value(of: value.description)
      case .success(.snappedUp(let number, _)): defaults[parameter.name] = .number(number)
      case .success(.alwaysOn): defaults[parameter.name] = .boolean(true)
      case .success(.split): splitDefaults.append(parameter.name)
      case .success(.oneEach), .success(.noSetting), .success(.leftOut): break
      case .failure: needed.insert(parameter.name)
      }
    }
  }
}

extension OfferTranslation {
  /// How columns that the first offer knows are read for the other.
  package func columns(_ names: [String]) -> ColumnTranslation { ColumnTranslation(self, names) }
}
