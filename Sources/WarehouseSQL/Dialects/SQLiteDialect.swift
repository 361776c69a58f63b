package import BillingTypes

/// SQLite: whole numbers and texts alone.
///
/// It has no exact decimals, so numbers with decimals are texts in the table, amounts come out as
/// texts, and sums are kept in three whole numbers.
package struct SQLiteDialect: SQLDialect {
  package let name = "sqlite"
  package let title = "SQLite"
  package let wholeType = "INTEGER"
  package let amountType = "TEXT"
  package let sumsPicounits = true
  /// Without it the engine puts every step's text into its users', which doubles it again and again.
  package let materialized = "MATERIALIZED "
  package let notes = [
    "Needs SQLite 3.35 or later. Decimal numbers are TEXT in the table: its own are binary."
  ]

  package init() {}

  package func quotient(_ a: String, _ b: String) -> String { "(\(a) / \(b))" }
  /// A cast cuts; `FLOOR` would be one more function that an engine may be built without.
  package func nearRoot(_ a: String) -> String { "CAST(SQRT(\(a)) AS INTEGER)" }
  package func least(_ a: String, _ b: String) -> String { "MIN(\(a), \(b))" }
  package func greatest(_ a: String, _ b: String) -> String { "MAX(\(a), \(b))" }

  package func type(of column: UsageColumn.Kind) -> String {
    switch column {
    case .time, .word, .truth: "TEXT"
    case .number(places: 0): "INTEGER"
    case .number: "TEXT"
    }
  }

  package func whole(_ cell: String, places: Int) -> String {
    guard places > 0 else {
      return "CASE WHEN NULLIF(\(cell), '') IS NULL THEN NULL "
        + "WHEN TYPEOF(\(cell)) = 'integer' THEN \(cell) ELSE \(noNumber) END"
    }
    let (text, zeros) = ("CAST(\(cell) AS TEXT)", String(repeating: "0", count: places))
    let point = "INSTR(\(text) || '.', '.')"
    let decimals = "SUBSTR(\(text), \(point) + 1)"
    // As in a log, zeros at either end change nothing, there is a zero with a minus, and 38 digits are the most.
    return "CASE WHEN NULLIF(\(cell), '') IS NULL THEN NULL "
      + "WHEN TYPEOF(\(cell)) <> 'real' AND \(text) GLOB '[0-9]*' AND \(text) NOT GLOB '*[^0-9.]*' "
      + "AND \(text) NOT GLOB '*.*.*' AND \(text) NOT GLOB '*.' AND LENGTH(\(text)) <= 39 "
      + "AND LENGTH(LTRIM(SUBSTR(\(text), 1, \(point) - 1), '0')) <= 12 "
      + "AND LENGTH(RTRIM(\(decimals), '0')) <= \(places) "
      + "THEN CAST(SUBSTR(\(text), 1, \(point) - 1) AS INTEGER) * \(tenToThe(places)) "
      + "+ CAST(SUBSTR(\(decimals) || '\(zeros)', 1, \(places)) AS INTEGER) "
      + "WHEN \(text) GLOB '-0*' AND \(text) NOT GLOB '-*[^0.]*' "
      + "AND \(text) NOT GLOB '*.*.*' AND \(text) NOT GLOB '*.' AND LENGTH(\(text)) <= 39 THEN 0 "
      + "ELSE \(noNumber) END"
  }

  package func isGiven(_ cell: String, _ kind: UsageColumn.Kind) -> String {
    "NULLIF(\(cell), '') IS NOT NULL"
  }

  package func truth(_ cell: String) -> String {
    "CASE \(cell) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END"
  }

  package func isNoTruth(_ cell: String) -> String? {
    "NULLIF(\(cell), '') NOT IN ('true', 'false')"
  }

  package let timesAreTimes = false
  package func day(of time: String) -> String { "u.\(SQLNames.day)" }

  /// A table with the days of its times.
  ///
  /// SQLite's own dates are more than times: a number, `now`, the 30th of February. So the text is looked at: first for
  /// what stands behind the seconds and their fraction, then for the day, which has a year from 1 to 9999 in UTC too:
  /// later days are none here, and only the last of the year before can come of an offset.
  package func source(_ table: String, time: String) -> String {
    let (digit, zone, date) = ("[0-9]", "u.\(SQLNames.zone)", "SUBSTR(\(time), 1, 10)")
    let pattern =
      "\(digit)\(digit)\(digit)\(digit)-[01]\(digit)-[0-3]\(digit)[Tt ]"
      + "[0-2]\(digit):[0-5]\(digit):[0-6]\(digit)*"
    return """
      (
          SELECT
            *,
            CASE WHEN \(time) GLOB '\(pattern)' AND LENGTH(\(time)) <= 64
              AND DATE(\(date), '+0 days') = \(date) AND \(date) >= '\(Day.first)' AND SUBSTR(\(time), 12, 2) < '24' AND SUBSTR(\(time), 18, 2) < '61'
              THEN CASE WHEN \(zone) IN ('Z', 'z') THEN \(date)
                WHEN \(zone) GLOB '[-+][0-2]\(digit):[0-5]\(digit)' AND SUBSTR(\(zone), 2, 2) < '24'
                THEN NULLIF(DATE(
                  \(date) || ' ' || SUBSTR(\(time), 12, 5),
                  CASE SUBSTR(\(zone), 1, 1) WHEN '-' THEN '+' ELSE '-' END
                    || (SUBSTR(\(zone), 2, 2) * 60 + SUBSTR(\(zone), 5, 2)) || ' minutes'), '0000-12-31')
              END
            END AS \(SQLNames.day)
          FROM (
            SELECT
              *,
              CASE WHEN SUBSTR(\(time), 20) GLOB '.[0-9]*'
                THEN LTRIM(SUBSTR(\(time), 21), '0123456789') ELSE SUBSTR(\(time), 20) END AS \(SQLNames.zone)
            FROM \(table) AS u
          ) AS u
        ) AS u
      """
  }

  package func day(_ day: Day) -> String { "'\(day)'" }
  package func month(ofDay day: String) -> String { "SUBSTR(\(day), 1, 7)" }

  package func amount(_ picounits: String) -> String {
    "PRINTF('%d.%012d', \(picounits) / 1000000000000, \(picounits) % 1000000000000)"
  }

  /// A million picounits, and a million of those, each carry into the next.
  package func total(of column: String) -> String {
    let low = "COALESCE(SUM(\(column) % 1000000), 0)"
    let middle = "(COALESCE(SUM(\(column) / 1000000 % 1000000), 0) + \(low) / 1000000)"
    let high = "COALESCE(SUM(\(column) / 1000000000000), 0) + \(middle) / 1000000"
    return "CASE WHEN COUNT(\(column)) > 0 "
      + "THEN PRINTF('%d.%06d%06d', \(high), \(middle) % 1000000, \(low) % 1000000) END"
  }

  package func view(_ name: String, as body: String) -> String {
    "DROP VIEW IF EXISTS \(name);\nCREATE VIEW \(name) AS\n\(body)"
  }

  package func amount(_ count: String, times unit: Rational) -> String {
    let places = DecimalText.fractionDigits(of: "\(unit)")
    guard let digits = (try? unit * Rational(wholeTenToThe(places)))?.numerator else {
      preconditionFailure("a unit is less than one: times a power of ten, it is its digits")
    }
    let scaled = digits == 1 ? "(\(count))" : "((\(count)) * \(digits))"
    return places == 0
      ? "CAST(\(scaled) AS TEXT)"
      : "PRINTF('%d.%0\(places)d', \(scaled) / \(tenToThe(places)), \(scaled) % \(tenToThe(places)))"
  }

  /// Beyond 64 bits the engine goes on with binary numbers and says nothing.
  package func largest(before factor: Int128) -> Int64? {
    Int64(Int128(Int64.max) / 4 / max(1, factor))
  }
}
