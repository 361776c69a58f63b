/// A calendar day (proleptic Gregorian), without a time or a time zone.
public struct Day: Hashable, Sendable, Comparable {
  /// Days since 1970-01-01.
  public let number: Int

  /// Creates a day from its count since 1970-01-01.
  public init(number: Int) { self.number = number }

  /// Creates a day from its parts, or nil when the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Day.length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    // Counts days from 0000-03-01, so that the leap day is the last of its year.
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// Creates a day from `YYYY-MM-DD`, or nil when the text is not such a day.
  public init?(_ text: some StringProtocol) {
    // Cards and logs have very many days.
    var (year, month, day) = (0, 0, 0)
    var place = 0
    for byte in text.utf8 {
      let digit = Int(byte) - 48
      switch place {
      case 4, 7: guard byte == UInt8(ascii: "-") else { return nil }
      case 0..<10 where (0...9).contains(digit):
        if place < 4 {
          year = 10 * year + digit
        } else if place < 7 {
          month = 10 * month + digit
        } else {
          day = 10 * day + digit
        }
      default: return nil
      }
      place += 1
    }
    guard place == 10 else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// 0001-01-01, the first day that can be written.
  public static let first = Day(number: -719_162)
  /// 9999-12-31, the last day that can be written.
  public static let last = Day(number: 2_932_896)

  /// Year, month (1 to 12) and day of the month (1 to 31).
  public var parts: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The month the day lies in.
  public var month: Month {
    let (year, month, _) = parts
    return Month(index: year * 12 + month - 1)
  }

  /// Whether `left` comes first.
  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// How many days a month has.
  package static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Day: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = parts
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }
}

/// A whole number with leading zeros.
package func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
