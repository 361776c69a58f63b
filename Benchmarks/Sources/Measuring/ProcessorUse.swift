import Foundation

/// Processor time so far: of the whole machine, and of this process with the programs that it ran.
public struct ProcessorUse: Sendable {
  private let time = ContinuousClock.now
  private let machine: Double?
  private let own: Double

  /// Looks at the counters; only Linux tells those of the machine.
  public init() {
    machine = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)).flatMap(Self.busySeconds)
    // RUSAGE_SELF and RUSAGE_CHILDREN, whose types differ from system to system.
    own = Self.own(0) + Self.own(-1)
  }

  private static func own(_ who: Int32) -> Double {
    var usage = rusage()
    getrusage(who, &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }

  /// Seconds in which a core was busy, or was given to another machine, by Linux's first line.
  static func busySeconds(_ stat: String) -> Double? {
    let line = stat.prefix { $0 != "\n" }.split(separator: " ").dropFirst().compactMap {
      Double($0)
    }
    guard line.count >= 8 else { return nil }
    // user, nice, system, idle, waiting, interrupts, soft interrupts, stolen
    return (line[0] + line[1] + line[2] + line[5] + line[6] + line[7])
      / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// How many cores other programs kept busy on average; nil where that is not known.
  public func othersUntilNow() -> Double? {
    let now = ProcessorUse()
    guard let before = machine, let after = now.machine else { return nil }
    let elapsed = (now.time - time) / .seconds(1)
    return max(0, after - before - (now.own - own)) / max(elapsed, 1e-3)
  }
}
