/// The columns of a usage log that are no parameter and no meter.
package enum LogColumn: String, CaseIterable, Sendable {
  /// When a request was made, as RFC 3339 has it; its day in UTC picks the prices, its month the group.
  case timestamp
  /// The offer's id.
  case offer
  /// The feature that made the request; it does not change a price.
  case feature
}
