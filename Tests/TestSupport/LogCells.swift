/// Cells of a usage log, and whether they are legal: in a log and in a warehouse alike.
package enum LogCells {
  /// Times with the month in UTC that they are in.
  package static let times = [
    ("2026-10-31T23:30:00-05:00", "2026-11"), ("2026-11-01T00:30:00+02:00", "2026-10"),
    ("2026-10-31T23:59:60Z", "2026-10"), ("2026-10-31T23:59:59.999999999Z", "2026-10"),
    ("2026-10-01t00:00:00z", "2026-10"), ("2026-10-01 00:00:00.5+00:15", "2026-09"),
    ("2028-02-29T12:00:00Z", "2028-02"), ("2026-12-31T23:59:00-00:01", "2027-01"),
    ("9999-12-31T23:59:59Z", "9999-12"), ("9999-12-31T23:59:59+14:00", "9999-12"),
  ]

  /// Texts that are no time, or one in no year of four digits.
  package static let noTimes = [
    "now", "12:00", "2461316", "2026-10-01", "2026-10-01T00:00:00", "2026-02-30T00:00:00Z",
    "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-10-01T24:00:00Z", "2026-10-01T00:60:00Z",
    "2026-10-01T00:00:61Z", "2026-10-01T00:00:00.Z", "2026-10-01T00:00:00+24:00",
    "2026-10-01T00:00:00+1:00", "2026-10-01T00:00:00ZZ", "2026-10-01T00:00:00.5x+01:00",
    "2026-10-01T00:00:00.\(String(repeating: "1", count: 60))Z", " 2026-10-01T00:00:00Z",
    "0000-10-01T00:00:00Z", "0001-01-01T00:30:00+01:00", "9999-12-31T23:59:59-14:00",
    "10000-01-01T00:00:00Z",
  ]

  /// Texts in the place of a metered value that has decimals, and whether they are numbers.
  package static let numbers = [
    ("8", true), ("8.5", true), ("8.500000", true), ("8.5000000000", true), ("08.50", true),
    ("000000000000000008", true), ("0", true), ("-0", true), ("-0.00", true), ("-00", true),
    ("8.0000001", false), ("-1", false), ("-0.1", false), ("-", false), ("-.0", false),
    ("-0.", false), ("--0", false), ("-0-", false), ("-0.0.0", false), ("8.", false),
    (".5", false), ("+8", false), ("50%", false), ("1e1", false), ("8,5", false), ("8 ", false),
    ("eight", false),
    ("8.\(String(repeating: "0", count: 30))", true),
    ("8.\(String(repeating: "0", count: 60))", false),
  ]
}
