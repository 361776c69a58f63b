import AgentTools
import Foundation
import Synchronization

/// Lines from standard input to answers on standard output, until either is closed.
///
/// One thread reads ahead, so that what is cancelled is known before its turn comes; answers are made one after another.
final class AgentSession: Sendable {
  private let server: AgentServer
  private let waiting = Mutex<(frames: [AgentFrames.Frame], isAtEnd: Bool)>(([], false))
  private let arrived = DispatchSemaphore(value: 0)
  private let room = DispatchSemaphore(value: AgentSession.most)

  /// How much waits at most, in messages or megabytes of them; whoever sends more waits itself.
  private static let most = 256

  /// How much of the room a message takes.
  private static func size(of frame: AgentFrames.Frame) -> Int {
    guard case .line(let line) = frame else { return 1 }
    return min(most, 1 + line.count >> 20)
  }

  init(_ server: AgentServer) { self.server = server }

  /// Answers until the agent is gone.
  func run() {
    // Who closes the pipe has no more questions.
    signal(SIGPIPE, SIG_IGN)
    let reader = Thread { [self] in read() }
    reader.stackSize = 1 << 20
    reader.start()
    while let frame = next() {
      let answer: String? =
        switch frame {
        case .line(let line): server.answer(line)
        case .tooLong: AgentServer.tooLong
        }
      for _ in 0..<Self.size(of: frame) { room.signal() }
      guard let answer else { continue }
      guard write(answer) else { return }
    }
  }

  private func next() -> AgentFrames.Frame? {
    arrived.wait()
    return waiting.withLock { $0.frames.isEmpty ? nil : $0.frames.removeFirst() }
  }

  private func read() {
    var frames = AgentFrames()
    while let found = frames.next({ read(STDIN_FILENO, $0, $1) }) {
      for frame in found {
        if case .line(let line) = frame { server.notice(line) }
        for _ in 0..<Self.size(of: frame) { room.wait() }
        waiting.withLock { $0.frames.append(frame) }
        arrived.signal()
      }
    }
    // One more signal, with nothing behind it, is the end.
    arrived.signal()
  }

  private func read(_ file: Int32, _ room: UnsafeMutableRawPointer, _ count: Int) -> Int {
    while true {
      let found = Foundation.read(file, room, count)
      if found >= 0 || errno != EINTR { return found }
    }
  }

  /// Writes a line; false where nobody reads any more.
  private func write(_ answer: String) -> Bool {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data((answer + "\n").utf8))
      return true
    } catch {
      return false
    }
  }
}
