import Synchronization

/// A stretch of a log that begins and ends between two records.
package struct LogPiece {
  /// Its place among the pieces, from 0.
  package let number: Int
  /// How many bytes of the buffer it takes.
  package let size: Int
  /// Whether it is the beginning of a record that is longer than any that is read; then nothing follows.
  var isEndless = false
}

/// A buffer for one piece, with room behind it for readers that look ahead.
package final class PieceBuffer {
  private(set) var bytes: UnsafeMutableRawPointer
  private(set) var capacity: Int
  private let usual: Int
  /// Bytes behind a piece that may be read, all zero.
  package static let margin = 64

  package init(capacity: Int) {
    self.capacity = capacity
    usual = capacity
    bytes = .allocate(byteCount: capacity + Self.margin, alignment: 64)
  }

  deinit { bytes.deallocate() }

  /// Makes room for twice as much and keeps what is there.
  fileprivate func grow(keeping count: Int) {
    let larger = UnsafeMutableRawPointer.allocate(
      byteCount: 2 * capacity + Self.margin, alignment: 64)
    larger.copyMemory(from: bytes, byteCount: count)
    bytes.deallocate()
    bytes = larger
    capacity *= 2
  }

  /// Goes back to the usual size after a record that was very long.
  fileprivate func shrink() {
    guard capacity > usual else { return }
    bytes.deallocate()
    capacity = usual
    bytes = .allocate(byteCount: usual + Self.margin, alignment: 64)
  }

  /// The bytes of a piece.
  package func content(_ piece: LogPiece) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes.assumingMemoryBound(to: UInt8.self), count: piece.size)
  }
}

/// Cuts a log, from a file or a pipe, into pieces of whole records; threads take the next one in turn.
///
/// Only the cutting is done one piece after the other: reading, and finding the last record that is
/// whole. Memory is one buffer per thread, whatever the size of the log.
package final class LogPieces: Sendable {
  /// Bytes of a piece: it stays in the second cache while it is read.
  package static let usualSize = 1 << 19
  /// The longest record that is read, in bytes.
  package static let longestRecord = 1 << 24

  /// The first record; of a log without a byte, nothing.
  package let header: [UInt8]
  private let size: Int
  private let state: Mutex<State>

  private struct State {
    var source: LogSource
    /// What was read and not handed out.
    var rest: [UInt8]
    var isAtEnd = false
    var next = 0
    var bytesRead = 0
  }

  /// Reads the header of a log.
  ///
  /// - Parameters:
  ///   - source: Where its bytes come from.
  ///   - size: Bytes of a piece.
  /// - Throws: ``LogError`` for what cannot be read.
  package init(_ source: LogSource, size: Int = usualSize) throws(LogError) {
    self.size = size
    var source = source
    let buffer = PieceBuffer(capacity: 1 << 16)
    var count = 0
    while true {
      let added = try source.read(buffer.bytes + count, buffer.capacity - count)
      count += added
      // No header ends without a line end: a long one that comes in small parts is not looked at each time.
      let new = UnsafeRawBufferPointer(start: buffer.bytes + count - added, count: added)
      let mayEnd = added == 0 || new.firstIndex(of: UInt8(ascii: "\n"), from: 0) != nil
      let content = UnsafeBufferPointer(
        start: buffer.bytes.assumingMemoryBound(to: UInt8.self), count: count)
      if mayEnd {
        let start = content.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let record = CSVRecord(content, at: start)
        if record.end < count || added == 0 {
          header = Array(content[start..<record.end])
          state = Mutex(
            State(
              source: source, rest: Array(content[record.end...]), bytesRead: count))
          return
        }
      }
      if count == buffer.capacity {
        guard count < Self.longestRecord else { throw LineFault(endless: content).error(after: 0) }
        buffer.grow(keeping: count)
      }
    }
  }

  /// Bytes of the log that were read so far.
  package var bytesRead: Int { state.withLock { $0.bytesRead } }

  /// A buffer for pieces.
  package func buffer() -> PieceBuffer { PieceBuffer(capacity: size) }

  /// Takes the next piece.
  ///
  /// - Parameter buffer: Where the piece is put; nobody else uses it meanwhile.
  /// - Throws: ``LogError``.
  /// - Returns: The piece, or nil at the end of the log.
  package func next(into buffer: PieceBuffer) throws(LogError) -> LogPiece? {
    let result = state.withLock { state -> Result<LogPiece?, LogError> in
      do throws(LogError) {
        return .success(try Self.next(&state, into: buffer))
      } catch {
        state.isAtEnd = true
        state.rest = []
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func next(
    _ state: inout State, into buffer: PieceBuffer
  ) throws(LogError) -> LogPiece? {
    buffer.shrink()
    while buffer.capacity < 2 * state.rest.count { buffer.grow(keeping: 0) }
    state.rest.withUnsafeBytes { rest in
      if let base = rest.baseAddress { buffer.bytes.copyMemory(from: base, byteCount: rest.count) }
    }
    var count = state.rest.count
    while true {
      while count < buffer.capacity, !state.isAtEnd {
        let added = try state.source.read(buffer.bytes + count, buffer.capacity - count)
        if added == 0 { state.isAtEnd = true }
        count += added
        state.bytesRead += added
      }
      let content = UnsafeRawBufferPointer(start: buffer.bytes, count: count)
      var end = state.isAtEnd ? count : CSVRecord.lastEnd(in: content) ?? 0
      if end > 0 {
        state.rest.removeAll(keepingCapacity: true)
        state.rest.append(contentsOf: content[end...])
        if state.isAtEnd, content[end - 1] != UInt8(ascii: "\n") {
          // A last line without its end gets one: the margin has room.
          buffer.bytes.storeBytes(of: UInt8(ascii: "\n"), toByteOffset: end, as: UInt8.self)
          end += 1
        }
        (buffer.bytes + end).initializeMemory(
          as: UInt8.self, repeating: 0, count: PieceBuffer.margin - 1)
        defer { state.next += 1 }
        return LogPiece(number: state.next, size: end)
      }
      if state.isAtEnd { return nil }
      guard count < longestRecord else {
        // Whoever reads the pieces in order knows the number of the line.
        (state.isAtEnd, state.rest) = (true, [])
        return LogPiece(number: state.next, size: count, isEndless: true)
      }
      buffer.grow(keeping: count)
    }
  }
}

extension LineFault {
  /// What is wrong with a record of which the whole beginning, as much as is read, is given.
  init(endless bytes: UnsafeBufferPointer<UInt8>) {
    if let quote = CSVRecord(bytes, at: 0).fault {
      self = .quote(quote)
    } else {
      self = .endless(line: 0)
    }
  }
}
