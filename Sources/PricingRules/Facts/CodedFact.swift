/// A finding with a code; the words for it are made elsewhere.
public protocol CodedFact: Sendable {
  /// What the fact is, for programs.
  var code: FactCode { get }
}

extension FactCode: CodedFact {
  /// The code itself.
  public var code: FactCode { self }
}
