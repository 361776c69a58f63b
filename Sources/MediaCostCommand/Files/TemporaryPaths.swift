import Foundation
import Synchronization

/// Files and folders that must not outlive the program: they are removed when it ends, also when a
/// signal ends it.
enum TemporaryPaths {
  private static let paths = Mutex<Set<String>>([])

  /// A name in a folder that nobody can foresee, and that is removed at the end if something has it.
  static func make(in folder: String) -> String {
    TerminationSignals.install
    let number = String(UInt64.random(in: .min ... .max), radix: 16)
    let path = "\(folder)/.mediacost-\(String(repeating: "0", count: 16 - number.count))\(number)"
    paths.withLock { _ = $0.insert(path) }
    return path
  }

  /// Does what no signal may interrupt, after which something has another name.
  ///
  /// - Returns: What `body` returns; the path is forgotten where that is true.
  static func settle(_ path: String, _ body: () -> Bool) -> Bool {
    paths.withLock { paths in
      let isDone = body()
      if isDone { paths.remove(path) }
      return isDone
    }
  }

  /// Removes what has the path, and forgets it.
  static func remove(_ path: String) {
    paths.withLock { paths in
      if paths.remove(path) != nil { Self.unlink(path) }
    }
  }

  /// Removes everything.
  static func removeAll() { paths.withLock { Self.removeAll(&$0) } }

  /// Removes everything and then does what does not return; nothing temporary is made meanwhile.
  static func removeAll(before end: () -> Never) -> Never {
    paths.withLock { paths in
      Self.removeAll(&paths)
      end()
    }
  }

  private static func removeAll(_ paths: inout Set<String>) {
    for path in paths { Self.unlink(path) }
    paths = []
  }

  private static func unlink(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}
