import BillingTypes
import WorkloadSimulator

extension DisplayRounding {
  /// A chance for people, in whole per cent: `13 %`, `37–38 %`, `<1 %`, `>99 %`.
  ///
  /// - Parameter range: What the chance lies between, from 0 to 1.
  /// - Returns: The chance, with a space that does not break before the sign.
  static func chance(_ range: ClosedRange<Double>) -> String {
    func word(_ share: Double) -> String {
      share < 0.01
        ? "<1" : share > 0.99 ? ">99" : text(Int128((share * 100).rounded()), places: 0)
    }
    let (least, most) = (word(range.lowerBound), word(range.upperBound))
    return (least == most ? least : "\(least)–\(most)") + "\u{A0}%"
  }

  /// A share of a whole in whole per cent, rounded to nearest; `<1 %` for what is not nothing.
  static func share(_ part: Double, of whole: Double) -> String {
    guard whole > 0, part > 0 else { return "0\u{A0}%" }
    let percent = part / whole * 100
    return (percent < 0.5 ? "<1" : text(Int128(min(percent, 1e9).rounded()), places: 0)) + "\u{A0}%"
  }

  /// A limit that somebody set: whole where it is whole.
  static func limit(_ number: Rational) -> String {
    (try? number.rounded(.halfUp)).map { Rational($0) } == number ? count(number) : text(number)
  }
}
