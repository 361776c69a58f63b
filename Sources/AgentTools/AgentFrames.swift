/// Cuts what arrives in pieces into lines, of a size that is bounded.
public struct AgentFrames {
  private var rest: [UInt8] = []
  private var isSkipping = false
  private var isAtEnd = false

  /// The longest line, in bytes: a body, and what stands around it.
  private static let most = 100_000_000

  /// What stands on one line.
  public enum Frame: Sendable {
    /// A message.
    case line([UInt8])
    /// More than is read; it was thrown away.
    case tooLong
  }

  /// Creates a cutter.
  public init() {}

  /// Waits for more, and gives the lines that are now whole; the last one may lack its end.
  ///
  /// - Parameter read: Fills bytes and gives how many; 0 at the end, less for a failure.
  /// - Returns: nil when nothing more can come.
  public mutating func next(
    _ read: (UnsafeMutableRawPointer, Int) -> Int
  ) -> [Frame]? {
    guard !isAtEnd else { return nil }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = piece.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { read($0, bytes.count) } ?? 0
    }
    guard count > 0 else {
      isAtEnd = true
      if isSkipping { return [.tooLong] }
      return rest.isEmpty ? nil : [.line(rest)]
    }
    var frames: [Frame] = []
    for part in piece[..<count].split(separator: 10, omittingEmptySubsequences: false).enumerated()
    {
      if part.offset > 0 {
        frames.append(isSkipping ? .tooLong : .line(rest))
        rest.removeAll(keepingCapacity: rest.capacity < 1 << 20)
        isSkipping = false
      }
      if isSkipping { continue }
      rest += part.element
      if rest.count > Self.most {
        rest = []
        isSkipping = true
      }
    }
    return frames
  }
}

extension AgentServer {
  /// The answer to a line that is longer than is read.
  public static let tooLong = AgentAnswer.error(
    code: AgentAnswer.noRequest, "the message is longer than is read, 100000000 bytes"
  ).line(id: nil)
}
