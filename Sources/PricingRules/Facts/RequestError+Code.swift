extension RequestError: CodedFact {
  /// What is wrong with the request, for programs.
  public var code: FactCode {
    switch self {
    case .unknownOffer: .unknownOffer
    case .notSold: .notSold
    case .unknownParameter: .unknownParameter
    case .illegalValue: .illegalValue
    case .unreadableValue: .valueNotOffered
    case .missingParameter: .missingValue
    case .refused: .refusedCombination
    case .illegalSize, .illegalSizes, .doubleSize: .illegalSize
    case .noElements: .unknownParameter
    case .elementBeyond: .illegalValue
    case .unknownPlan: .unknownPlan
    case .plansOverlap: .plansOverlap
    case .planDoesNotApply, .planWithoutFee: .planDoesNotApply
    case .planNotSold: .notSold
    case .wrongCategory: .otherCategory
    case .pricing: .ruleFailed
    }
  }
}
