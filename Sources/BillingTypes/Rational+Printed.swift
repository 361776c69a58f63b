extension Rational {
  /// Whether the number, rounded half up to as many decimals as `printed` shows, is that number.
  package func rounds(to printed: String) -> Bool {
    guard let expected = try? DecimalText.parse(printed) else { return false }
    let places = DecimalText.fractionDigits(of: printed)
    return (try? rounded(toPlaces: places, .halfUp)) == expected
  }
}
