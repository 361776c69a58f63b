/// Money of one month, of all groups together or of one provider, by trial; all of it on the grid of
/// ``FastRounding/onGrid(_:)``, so that the order of additions changes nothing.
struct MonthMoney {
  /// What is used and paid in the same month.
  let direct: Column
  /// What else is used in the month: by features, or by nobody.
  let accrued: Column
  /// What else is paid in the month.
  let paid: Column
}
