import BillingTypes

/// Times of a usage log, RFC 3339: `2027-03-01T12:00:00Z`, with fractions of a second or an offset.
enum LogTimestamp {
  /// The most characters of a time, however long its fraction of a second is.
  static let longest = 64

  /// The day in UTC; nil for text that is no such time, and for a time that is in no year of four digits there.
  static func day(_ text: some Collection<UInt8>) -> Day? {
    let bytes = Array(text)
    guard bytes.count >= 20, bytes.count <= longest, bytes[4] == dash, bytes[7] == dash,
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let dayOfMonth = number(bytes[8..<10]),
      let day = Day(year: year, month: month, day: dayOfMonth),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == space,
      let hour = number(bytes[11..<13]), hour < 24, bytes[13] == colon,
      let minute = number(bytes[14..<16]), minute < 60, bytes[16] == colon,
      let second = number(bytes[17..<19]), second <= 60
    else { return nil }
    var place = 19
    if bytes[place] == UInt8(ascii: ".") {
      let first = place + 1
      place = first
      while place < bytes.count, (48...57).contains(bytes[place]) { place += 1 }
      guard place > first, place < bytes.count else { return nil }
    }
    let zone = bytes[place...]
    if zone.count == 1, zone.first == UInt8(ascii: "Z") || zone.first == UInt8(ascii: "z") {
      return day
    }
    guard zone.count == 6, let sign = [UInt8(ascii: "+"): -1, dash: 1][bytes[place]],
      bytes[place + 3] == colon, let hours = number(bytes[place + 1..<place + 3]), hours < 24,
      let minutes = number(bytes[place + 4..<place + 6]), minutes < 60
    else { return nil }
    let minuteOfDay = hour * 60 + minute + sign * (hours * 60 + minutes)
    let own = Day(number: day.number + (minuteOfDay < 0 ? -1 : minuteOfDay >= 1440 ? 1 : 0))
    return (Day.first...Day.last).contains(own) ? own : nil
  }

  private static let dash = UInt8(ascii: "-")
  private static let colon = UInt8(ascii: ":")
  private static let space = UInt8(ascii: " ")

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    return value
  }
}
