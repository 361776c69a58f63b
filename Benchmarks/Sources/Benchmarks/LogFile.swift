import Foundation

/// A made log, kept for the next run.
struct LogFile {
  /// The offers of all logs, in four categories.
  static let offers = [
    "openai/gpt-image-2/generate", "fal/sd3.5-large/generate", "openai/gpt-image-2/edit",
    "google/veo-3.1-fast/generate", "fal/seedance-2.0/generate", "runway/gen4.5/generate",
    "heygen/liveavatar-full/session",
  ]

  let file: URL
  let rows: Double
  let bytes: Double

  /// A log of so many rows, made if it is not there.
  init(rows: Int, _ setting: Setting) throws {
    file = setting.dataFolder.appendingPathComponent("log-\(rows).csv")
    if !FileManager.default.fileExists(atPath: file.path) {
      print("making a log of \(rows) rows")
      try FileManager.default.createDirectory(
        at: setting.dataFolder, withIntermediateDirectories: true)
      let unfinished = file.path + ".part"
      _ = try Program(
        setting.mediacost,
        [
          "sample-log", "--rows", String(rows), "--no-meters", "--no-feature", "--offers",
          Self.offers.joined(separator: ","), "--out", unfinished, "--rates",
          setting.root.appendingPathComponent("data").path,
        ]
      ).run()
      try FileManager.default.moveItem(atPath: unfinished, toPath: file.path)
    }
    self.rows = Double(rows)
    let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int
    bytes = Double(size ?? 0)
  }

  /// The names of its columns, with commas between.
  func header() throws -> String {
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    let start = String(decoding: try handle.read(upToCount: 4096) ?? Data(), as: UTF8.self)
    return String(start.prefix { $0 != "\n" })
  }
}
