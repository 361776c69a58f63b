import Foundation

/// Another program, with the time it takes and the memory it needs.
struct Program {
  private let path: String
  private let arguments: [String]

  init(_ path: String, _ arguments: [String]) {
    (self.path, self.arguments) = (path, arguments)
  }

  /// What a run came to.
  struct Run {
    let output: Data
    let seconds: Double
    /// The largest resident memory in bytes, mapped pages included.
    let memory: Double
  }

  /// Runs it to its end.
  ///
  /// - Throws: ``BenchmarkError`` when it fails.
  func run() throws -> Run {
    var pipe: [Int32] = [0, 0]
    guard Foundation.pipe(&pipe) == 0 else { throw BenchmarkError("there is no pipe") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
    posix_spawn_file_actions_addclose(&actions, pipe[0])
    posix_spawn_file_actions_addclose(&actions, pipe[1])
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var environment =
      ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in environment { free(word) } }
    var id = pid_t()
    let start = ContinuousClock.now
    let failure = posix_spawnp(&id, path, &actions, nil, &words, &environment)
    close(pipe[1])
    guard failure == 0 else {
      close(pipe[0])
      throw BenchmarkError("\(path) cannot be started: \(String(cString: strerror(failure)))")
    }
    let output = FileHandle(fileDescriptor: pipe[0], closeOnDealloc: true).readDataToEndOfFile()
    var status: Int32 = 0
    var usage = rusage()
    while wait4(id, &status, 0, &usage) < 0, errno == EINTR {}
    let seconds = (ContinuousClock.now - start).seconds
    guard status == 0 else {
      throw BenchmarkError("\(([path] + arguments).joined(separator: " ")) failed")
    }
    #if os(Linux)
      let unit = 1024.0
    #else
      let unit = 1.0
    #endif
    return Run(output: output, seconds: seconds, memory: Double(usage.ru_maxrss) * unit)
  }
}
