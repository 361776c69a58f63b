extension TranslationRefusal: CodedFact {
  /// Why the value cannot be served, for programs.
  public var code: FactCode {
    switch self {
    case .absent: .settingMissing
    case .notOffered: .valueNotOffered
    case .notANumber: .notANumber
    case .notWhole, .notCounted: .illegalValue
    case .oneForAll: .valueNotOffered
    case .tooMuch: .tooMuch
    }
  }
}

extension TranslationDifference: CodedFact {
  /// What differs, for programs.
  public var code: FactCode {
    switch self {
    case .larger: .valueRaised
    case .alwaysOn: .alwaysOn
    case .calls, .callsForEach: .severalCalls
    case .noSetting: .noSetting
    }
  }
}
