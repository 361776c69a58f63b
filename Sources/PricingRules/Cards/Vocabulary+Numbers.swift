package import BillingTypes

extension Vocabulary {
  /// What the values of a parameter or a meter count, which decides how people may write them.
  package func numberUnit(of name: String) -> NumberUnit {
    let base = count(ofElement: name)?.element.base ?? name
    guard let unit = (parameters[base] ?? meters[base])?.unit else { return .plain }
    if let time = NumberUnit.TimeUnit(rawValue: unit) { return .duration(in: time) }
    // Megapixels are measured, not counted: 2.097 of them are as good as 2.
    return countUnits.contains(unit) || ["px", "token", "credit"].contains(unit) ? .count : .plain
  }
}

extension NumberUnit {
  /// A value in digits, where it is a number with an ending that fits: `300` for `5 min` of seconds.
  ///
  /// What is no such number stays as it is: whether it is legal, others say.
  ///
  /// - Throws: ``WrittenNumberError`` for an ending of another unit, for digits in groups, and for what could mean two
  ///   things.
  package func plain(_ text: String) throws(WrittenNumberError) -> String {
    guard self != .plain else { return text }
    do throws(WrittenNumberError) {
      let number = try WrittenNumber.parse(text, as: self)
      return (try? DecimalText.parse(text)) == nil ? DecimalText.exact(number) ?? text : text
    } catch {
      if error.isOfDigits { throw error }
      return text
    }
  }
}
