/// A value that is not what it was.
public struct ChangedValue: Sendable, Hashable {
  /// Where it stands, such as `illustrations.requests_per_month`.
  public let path: String
  /// What it was, on one line; nil where there was none.
  public let before: String?
  /// What it is; nil where there is none any more.
  public let after: String?

  /// Creates a changed value.
  public init(path: String, before: String?, after: String?) {
    self.path = path
    self.before = before
    self.after = after
  }
}

/// What a card says otherwise of an offer, a plan or a credit than another version of it.
public struct ChangedOffer: Sendable, Hashable {
  /// The id of the offer, plan or credit.
  public let id: String
  /// The figures that changed, in the order of the card; one without a path for an offer that is new or gone.
  public let changes: [ChangedValue]

  /// Creates a changed offer.
  public init(id: String, changes: [ChangedValue]) {
    self.id = id
    self.changes = changes
  }
}
