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
  /// Where it can be read: a web address, `github:owner/repo@commit:path` or `package:name==version:path`.
  public let url: String?
  /// Whether it says what everybody pays, or what one account was seen to pay; nil where that is not told.
  public let scope: Scope?
  /// The region that it speaks of; nil for all.
  public let region: String?

  /// Whose price a source gives.
  public enum Scope: String, Hashable, Sendable, CaseIterable {
    /// Everybody's, as it is published.
    case list
    /// One account's, as it was seen on its bill.
    case account
  }

  /// Creates a piece of evidence.
  public init(
    source: String, read: Day?, dated: String?, says: String?, confidence: Confidence,
    url: String? = nil, scope: Scope? = nil, region: String? = nil
  ) {
    self.source = source
    self.read = read
    self.dated = dated
    self.says = says
    self.confidence = confidence
    self.url = url
    self.scope = scope
    self.region = region
  }

  /// The date in words: the day it was read, or what is known of it.
  public var dateText: String { read?.description ?? dated ?? "undated" }
}
