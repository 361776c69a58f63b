import BillingTypes

/// Writes times of ascending days.
struct SampleClock {
  private var day = Int.min
  private var date: [UInt8] = []

  init() {}

  /// Appends the time of a second, such as `2026-05-01T00:00:00Z`.
  mutating func append(_ day: Int, _ second: Int, to bytes: inout [UInt8]) {
    if day != self.day {
      self.day = day
      date = Array("\(Day(number: day))T".utf8)
    }
    bytes += date
    let inside = second % 86_400
    for (number, mark) in [
      (inside / 3600, UInt8(ascii: ":")), (inside / 60 % 60, UInt8(ascii: ":")),
      (inside % 60, UInt8(ascii: "Z")),
    ] {
      bytes.append(UInt8(truncatingIfNeeded: 48 + number / 10))
      bytes.append(UInt8(truncatingIfNeeded: 48 + number % 10))
      bytes.append(mark)
    }
  }
}
