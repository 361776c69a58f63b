/// What the benchmarks measured, as `results.json` keeps it.
public struct Results: Codable, Equatable, Sendable {
  /// By benchmark, in the order in which they are drawn.
  public var sections: [Section]

  /// Keeps sections.
  public init(sections: [Section] = []) { self.sections = sections }

  /// Takes the newer sections, in their order, and keeps the others.
  public mutating func merge(_ newer: [Section]) {
    for section in newer {
      if let place = sections.firstIndex(where: { $0.name == section.name }) {
        sections[place] = section
      } else {
        sections.append(section)
      }
    }
    sections.sort { Section.place($0.name) < Section.place($1.name) }
  }
}

/// What one benchmark measured in one run.
public struct Section: Codable, Equatable, Sendable {
  /// Its name on the command line.
  public var name: String
  /// Its heading.
  public var title: String
  /// What was done, and what is not comparable: paragraphs.
  public var method: [String]
  /// Where and when it ran; nil until that is known.
  public var machine: Machine?
  /// What was timed.
  public var timings: [Timing]
  /// What the figures say.
  public var ratios: [Ratio]

  /// Keeps what was measured.
  public init(
    name: String, title: String, method: [String], timings: [Timing], ratios: [Ratio]
  ) {
    (self.name, self.title, self.method) = (name, title, method)
    (self.timings, self.ratios) = (timings, ratios)
  }

  /// The benchmarks, in the order in which they run and are drawn.
  public static let names = ["logs", "pricing", "quotes", "bodies", "forecasts"]

  static func place(_ name: String) -> Int { names.firstIndex(of: name) ?? names.count }
}

/// How long something took, several times.
public struct Timing: Codable, Equatable, Sendable {
  /// Who did what.
  public var name: String
  /// How much was done each time, and of what.
  public var count: Double
  /// What was done, in the plural.
  public var unit: String
  /// Bytes that were read each time; nil where that says nothing.
  public var bytes: Double?
  /// Each run, in its order.
  public var seconds: [Double]
  /// The largest resident memory of the process, in bytes.
  public var memory: Double?
  /// Whether it is what the machine can do at best, which no bar is drawn beside.
  public var isLimit: Bool

  /// Keeps times.
  public init(
    _ name: String, count: Double, unit: String, bytes: Double? = nil, seconds: [Double],
    memory: Double? = nil, isLimit: Bool = false
  ) {
    (self.name, self.count, self.unit) = (name, count, unit)
    (self.bytes, self.seconds, self.memory) = (bytes, seconds, memory)
    self.isLimit = isLimit
  }

  /// The shortest run.
  public var best: Double { seconds.min() ?? .nan }
  /// The run in the middle.
  public var median: Double { seconds.median }
  /// How much was done in a second, by the median.
  public var rate: Double { count / median }
  /// Bytes in a second, by the median.
  public var bandwidth: Double? { bytes.map { $0 / median } }
}

/// What figures of one run say together; the guard compares those that hardly depend on the machine.
public struct Ratio: Codable, Equatable, Sendable {
  /// What is compared, or measured.
  public var name: String
  /// How many times faster, or the figure itself; not a number where that is not known.
  public var value: Double
  /// What was promised; nil where there is no promise.
  public var target: Target?
  /// What the machine could do at best; nil where that says nothing.
  public var limit: Double?
  /// Whether the guard compares it: it hardly depends on the machine or on how much is measured.
  public var isGuarded: Bool

  /// What a figure should be.
  public struct Target: Codable, Equatable, Sendable {
    /// The least, where there is one.
    public var atLeast: Double?
    /// The most, where there is one.
    public var atMost: Double?

    /// A figure that may be larger.
    public static func atLeast(_ figure: Double) -> Target { Target(atLeast: figure) }
    /// A figure that may be smaller.
    public static func atMost(_ figure: Double) -> Target { Target(atMost: figure) }
  }

  /// Keeps a figure.
  public init(
    _ name: String, _ value: Double, target: Target? = nil, limit: Double? = nil,
    isGuarded: Bool = true
  ) {
    (self.name, self.value, self.target) = (name, value, target)
    (self.limit, self.isGuarded) = (limit, isGuarded)
  }

  /// How many times faster one thing is than another: the median of the ratios of pairs that ran one after
  /// the other, so that a machine which is slow for a while slows both.
  public init(
    _ name: String, of own: Timing, over peer: Timing, target: Target? = nil,
    isGuarded: Bool = true
  ) {
    let (ownShare, peerShare) = (own.count, peer.count)
    let pairs = zip(own.seconds, peer.seconds).map { ($1 / peerShare) / ($0 / ownShare) }
    self.init(name, pairs.median, target: target, isGuarded: isGuarded)
  }
}

extension [Double] {
  /// The one in the middle; of two, the number between them; of none, not a number.
  public var median: Double {
    guard !isEmpty else { return .nan }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}
