/// Whole numbers of money and of what is counted for it: what does not fit is an error, never a trap or a
/// wrap. A test holds all arithmetic on picounits to these.
extension Int128 {
  /// The sum of two numbers.
  ///
  /// - Throws: ``NumberError/overflow``.
  package func plus(_ other: Int128) throws(NumberError) -> Int128 {
    let (sum, overflow) = addingReportingOverflow(other)
    guard !overflow else { throw .overflow }
    return sum
  }

  /// The difference of two numbers.
  ///
  /// - Throws: ``NumberError/overflow``.
  package func minus(_ other: Int128) throws(NumberError) -> Int128 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    guard !overflow else { throw .overflow }
    return difference
  }

  /// The product of two numbers.
  ///
  /// - Throws: ``NumberError/overflow``.
  package func times(_ other: Int128) throws(NumberError) -> Int128 {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    guard !overflow else { throw .overflow }
    return product
  }
}
