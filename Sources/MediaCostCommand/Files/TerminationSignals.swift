import Foundation

/// Where the handler of signals writes the number of the one that came.
nonisolated(unsafe) private var wakeUp: Int32 = -1

/// Almost nothing may be done in a handler, so it only wakes the thread that cleans up.
private func passOn(_ signal: Int32) {
  let before = errno
  var number = UInt8(truncatingIfNeeded: signal)
  _ = write(wakeUp, &number, 1)
  // Who reads our output is gone; without a pause the failed write would be reported as an error.
  if signal == SIGPIPE { while true { pause() } }
  errno = before
}

/// The signals that end the program: temporary files go first, then it ends as it would have.
enum TerminationSignals {
  private static let all = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE]

  /// Begins to listen, once.
  static let install: Void = {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let readEnd = ends[0]
    wakeUp = ends[1]
    Thread.detachNewThread {
      var number: UInt8 = 0
      while read(readEnd, &number, 1) != 1 {}
      TemporaryPaths.removeAll {
        signal(Int32(number), SIG_DFL)
        kill(getpid(), Int32(number))
        while true { pause() }
      }
    }
    for number in all {
      // What the caller ignores, as `nohup` does, stays ignored.
      let before = signal(number, passOn)
      if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(number, SIG_IGN)
      }
    }
    atexit { TemporaryPaths.removeAll() }
  }()
}
