import Dispatch
import Foundation
import Measuring

/// What the machine itself can do: figures that nothing on it can beat.
enum PhysicalLimits {
  /// Reads a file in pieces and does nothing with them, as `cat FILE >/dev/null` would by copying.
  static func reading(_ file: URL, times: Int) throws -> [Double] {
    let size = 1 << 18
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    defer { buffer.deallocate() }
    return try (0..<times).map { _ in
      let descriptor = open(file.path, O_RDONLY)
      guard descriptor >= 0 else { throw BenchmarkError("\(file.path) cannot be opened") }
      defer { close(descriptor) }
      return timed { while read(descriptor, buffer, size) > 0 {} }.seconds
    }
  }

  /// Sums numbers that are too many for any cache.
  static func summing(_ columns: [[Int64]], workers: Int, times: Int) -> [Double] {
    (0..<times).map { _ in
      let (sum, seconds) = timed { Self.sum(columns, workers) }
      precondition(sum != 1, "the sum is used")
      return seconds
    }
  }

  private static func sum(_ columns: [[Int64]], _ workers: Int) -> Int64 {
    var sums = [Int64](repeating: 0, count: workers)
    sums.withUnsafeMutableBufferPointer { sums in
      nonisolated(unsafe) let sums = sums
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        var sum: Int64 = 0
        for column in columns {
          let share = column.count / workers
          for value in column[worker * share..<(worker + 1) * share] { sum &+= value }
        }
        sums[worker] = sum
      }
    }
    return sums.reduce(0, &+)
  }
}
