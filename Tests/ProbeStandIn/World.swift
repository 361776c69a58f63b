import Foundation

/// What providers remember: jobs that take a few looks, and balances that fall.
actor World {
  private var jobs: [String: Job] = [:]
  private var balances: [String: Double] = [:]
  private var counter = 0
  private let areJobsSlow: Bool

  private struct Job {
    let states: [String]
    var looks = 0
  }

  init(areJobsSlow: Bool) { self.areJobsSlow = areJobsSlow }

  /// Begins a job, whose states are seen one after the other.
  func begin(_ prefix: String, _ states: [String]) -> String {
    counter += 1
    let id = "\(prefix)-\(counter)"
    jobs[id] = Job(states: states)
    return id
  }

  /// The state of a job, which goes on with each look; nil for one that is not there.
  func look(at id: String) -> String? {
    guard var job = jobs[id] else { return nil }
    let state = areJobsSlow ? job.states[0] : job.states[min(job.looks, job.states.count - 1)]
    job.looks += 1
    jobs[id] = job
    return state
  }

  /// Ends a job.
  func end(_ id: String) { jobs[id] = nil }

  /// What is left on an account that began with a thousand.
  func balance(_ account: String) -> Double { balances[account] ?? 1000 }

  /// Takes from an account.
  func spend(_ amount: Double, _ account: String) {
    balances[account] = (balances[account] ?? 1000) - amount
  }
}

/// Files of media, as far as their heads are looked at.
enum Media {
  private static func four(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// The head of a PNG.
  static func picture(_ width: Int, _ height: Int) -> Data {
    Data(
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        + four(width) + four(height) + [8, 2, 0, 0, 0])
  }

  private static func box(_ kind: String, _ content: [UInt8]) -> [UInt8] {
    four(content.count + 8) + Array(kind.utf8) + content
  }

  /// A film without a picture in it.
  static func film(_ width: Int, _ height: Int, seconds: Int, hasAudio: Bool) -> Data {
    func track(_ kind: String, _ codec: String, _ width: Int, _ height: Int) -> [UInt8] {
      let header = [UInt8](repeating: 0, count: 76) + four(width << 16) + four(height << 16)
      let handler = four(0) + four(0) + Array(kind.utf8) + [UInt8](repeating: 0, count: 12)
      let samples = four(0) + four(1) + four(16) + Array(codec.utf8) + four(0) + four(0)
      return box(
        "trak",
        box("tkhd", header)
          + box(
            "mdia",
            box("hdlr", handler) + box("minf", box("stbl", box("stsd", samples)))))
    }
    let movie = four(0) + four(0) + four(0) + four(600) + four(600 * seconds)
    return Data(
      box("ftyp", Array("isom".utf8) + four(0))
        + box(
          "moov",
          box("mvhd", movie) + track("vide", "avc1", width, height)
            + (hasAudio ? track("soun", "mp4a", 0, 0) : [])))
  }
}
