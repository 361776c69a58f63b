public import BillingTypes

/// Where a figure comes from.
public struct Evidence: Hashable, Sendable {
  /// Who says it: a page, a document, a table.
  public let source: String
  /// The day it was read, when that is known.
  public let read: Day?
  /// What is known of the date when there is no day, such as `2026`.
  public let dated: String?
  /// What it says, in our words.
  public let says: String?
  /// How sure we are.
  public let confidence: Confidence

  /// Creates a piece of evidence.
  public init(source: String, read: Day?, dated: String?, says: String?, confidence: Confidence) {
    self.source = source
    self.read = read
    self.dated = dated
    self.says = says
    self.confidence = confidence
  }

  /// The date in words: the day it was read, or what is known of it.
  public var dateText: String { read?.description ?? dated ?? "undated" }
}
