/// How many requests a feature makes in a month of one trial, and what is drawn of them for all.
package struct RequestsOfTrial: Sendable {
  var count = 0
  var chances = OutcomeChances()
  var takes = 1.0
  /// Uncertain means and shares of what they ask for, by key.
  var means: [String: Double] = [:]
}
