/// A number of JSON in the way that cards write numbers.
package enum BodyNumber {
  /// The decimal text: `1e3` is `1000`, `8.0` is `8`, `-0` is `0`.
  ///
  /// - Parameter raw: A number that the scanner took.
  /// - Returns: nil for one of more than forty digits, which no request means.
  package static func decimalText(_ raw: ArraySlice<UInt8>) -> String? {
    if raw.allSatisfy({ (48...57).contains($0) }) {
      return raw.count <= 40 ? String(decoding: raw, as: UTF8.self) : nil
    }
    var rest = raw
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    let whole = rest.prefix { (48...57).contains($0) }
    rest = rest.dropFirst(whole.count)
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix { (48...57).contains($0) }
      rest = rest.dropFirst(fraction.count + 1)
    }
    var exponent = 0
    if !rest.isEmpty {
      let digits = rest.dropFirst()
      guard digits.count <= 5, let number = Int(String(decoding: digits, as: UTF8.self)) else {
        return nil
      }
      exponent = number
    }
    var digits = Array(whole + fraction)
    var point = whole.count + exponent
    while digits.count > 1, digits.first == 48, point > 1 {
      digits.removeFirst()
      point -= 1
    }
    guard digits.contains(where: { $0 != 48 }) else { return "0" }
    guard (-40...40).contains(point) else { return nil }
    if point <= 0 {
      digits = [UInt8](repeating: 48, count: 1 - point) + digits
      point = 1
    }
    if point > digits.count { digits += [UInt8](repeating: 48, count: point - digits.count) }
    var tail = Array(digits[point...])
    while tail.last == 48 { tail.removeLast() }
    guard point + tail.count <= 40 else { return nil }
    let text = digits[..<point] + (tail.isEmpty ? [] : [UInt8(ascii: ".")] + tail)
    return (isNegative ? "-" : "") + String(decoding: text, as: UTF8.self)
  }
}
