import Foundation

/// Where the bytes of a log come from.
package enum LogSource: Sendable {
  /// An open file or pipe; whoever opened it closes it.
  case descriptor(Int32)
  /// Bytes in memory.
  case bytes(ArraySlice<UInt8>)

  /// Reads what comes next.
  ///
  /// - Parameters:
  ///   - target: Where it is put.
  ///   - count: How many bytes there is room for.
  /// - Throws: ``LogError`` for a file that cannot be read.
  /// - Returns: How many bytes were read; 0 at the end.
  mutating func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(LogError) -> Int {
    switch self {
    case .descriptor(let descriptor):
      while true {
        let read = Foundation.read(descriptor, target, count)
        if read >= 0 { return read }
        if errno != EINTR {
          throw LogError(
            "the log cannot be read: \(String(cString: strerror(errno)))", isInputOutput: true)
        }
      }
    case .bytes(let rest):
      let next = rest.prefix(count)
      next.withUnsafeBytes { bytes in
        if let first = bytes.baseAddress { target.copyMemory(from: first, byteCount: bytes.count) }
      }
      self = .bytes(rest.dropFirst(next.count))
      return next.count
    }
  }
}
