import Foundation
import ReportGenerator

/// The folder of a report, which appears or is replaced as a whole; what others put there stays.
///
/// Where the file system can exchange two folders in one step, that is done, and no reader ever sees parts of
/// two reports. Elsewhere, and where somebody works inside the folder, files are replaced one by one.
struct ReportFolder {
  /// The folder as it was named, for messages.
  private let shown: String
  /// The folder, links followed.
  private let path: String
  private let files: [ReportFile]

  /// Writes a report into a folder, creating it; files of an earlier report that this one has not go.
  ///
  /// - Throws: ``FileOutputError`` that names the file or the folder.
  static func write(_ files: [ReportFile], into folder: String) throws {
    let report = try ReportFolder(files, folder)
    try report.write()
  }

  private init(_ files: [ReportFile], _ folder: String) throws(FileOutputError) {
    guard let end = FilePlace.end(of: folder) else {
      throw FileOutputError(path: folder, reason: "its links have no end")
    }
    shown = folder
    if let real = realpath(end, nil) {
      path = String(cString: real)
      free(real)
    } else {
      path = URL(fileURLWithPath: end).path
    }
    self.files = files
  }

  /// The folder in which it lies.
  private var parent: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

  private func write() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: parent, withIntermediateDirectories: true)
    } catch {
      throw FileOutputError(path: shown, reason: "the folder cannot be created")
    }
    let lock = try FolderLock(parent, shown: shown)
    defer { lock.release() }
    var status = stat()
    if lstat(path, &status) != 0 {
      if try appear() { return }
      throw FileOutputError(path: shown, reason: "the folder cannot be created")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw FileOutputError(path: shown, reason: "the folder cannot be created")
    }
    try refuseObstacles()
    try refuseFilesOfOthers()
    let names = files.map(\.name)
    // What is no report takes no report away.
    let stale =
      names.contains(ReportManifest.fileName)
      ? EarlierReport(folder: path).unchanged.filter { !names.contains($0) } : []
    if try exchange(without: stale) { return }
    try replaceEach(without: stale)
  }

  /// What cannot be replaced is found before anything is.
  private func refuseObstacles() throws(FileOutputError) {
    for file in files {
      var status = stat()
      if stat("\(path)/\(file.name)", &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        throw FileOutputError(
          path: "\(shown)/\(file.name)", reason: "a folder is in the way of the file")
      }
    }
  }

  /// Where no report was before, files with the names of ours are somebody's own.
  private func refuseFilesOfOthers() throws(FileOutputError) {
    guard files.contains(where: { $0.name == ReportManifest.fileName }),
      !EarlierReport.isThere(in: path)
    else { return }
    for file in files {
      var status = stat()
      guard lstat("\(path)/\(file.name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        status.st_size > 0
      else { continue }
      throw FileOutputError(
        path: "\(shown)/\(file.name)",
        reason: "the file is of no report, and is not replaced; move it, or name another folder")
    }
  }

  /// Makes the folder where there is none.
  private func appear() throws -> Bool {
    guard let stage = try stage(mode: 0o777) else { return false }
    defer { TemporaryPaths.remove(stage) }
    return TemporaryPaths.settle(stage) { rename(stage, path) == 0 }
  }

  /// A new folder beside this one with the files in it; nil where none can be made there.
  private func stage(mode: mode_t) throws -> String? {
    let stage = TemporaryPaths.make(in: parent)
    guard mkdir(stage, mode) == 0 else {
      TemporaryPaths.remove(stage)
      return nil
    }
    do {
      for file in files {
        let place = "\(stage)/\(file.name)"
        Self.makeFolders(of: file.name, in: stage)
        let written = try text(of: file, in: stage)
        defer { written.discard() }
        guard written.commit(as: place) else { throw cannot("written", file) }
      }
      return stage
    } catch {
      TemporaryPaths.remove(stage)
      throw error
    }
  }

  /// Makes the folders that a name has in front, and not the one in which they are: a signal may just have removed that.
  private static func makeFolders(of name: String, in folder: String) {
    var place = folder
    for part in name.split(separator: "/").dropLast() {
      place += "/\(part)"
      // What is there already is right, and what cannot be made is said of the file.
      _ = mkdir(place, 0o777)
    }
  }

  /// A file's text under a temporary name, by default beside the file.
  private func text(of file: ReportFile, in folder: String? = nil) throws -> TemporaryFile {
    let shown = "\(shown)/\(file.name)"
    let temporary = try TemporaryFile(
      replacing: "\(path)/\(file.name)", shown: shown, in: folder)
    do {
      try FileOutput.write(Array(file.text.utf8), to: temporary.handle, shown)
      return temporary
    } catch {
      temporary.discard()
      throw error
    }
  }

  /// Exchanges the folder for one with the new files and with what others put there.
  ///
  /// - Returns: Whether that could be done here.
  private func exchange(without stale: [String]) throws -> Bool {
    let own = files.map(\.name)
    guard !isWorkedIn, own.allSatisfy({ isMissingOrPlain($0) }) else { return false }
    guard let stage = try stage(mode: 0o700) else { return false }
    let exchange = FolderExchange(
      folder: path, stage: stage, own: Set(own + stale))
    guard exchange.carryOver(), exchange.exchange() else {
      TemporaryPaths.remove(stage)
      return false
    }
    if let left = exchange.left {
      throw FileOutputError(
        path: shown, reason: "what was added while it was written is in '\(left)' now")
    }
    return true
  }

  /// Whether this program was started in the folder: a shell would be left in one that is gone.
  private var isWorkedIn: Bool {
    let here = FileManager.default.currentDirectoryPath
    return here == path || here.hasPrefix(path == "/" ? "/" : "\(path)/")
  }

  private func isMissingOrPlain(_ name: String) -> Bool {
    var status = stat()
    return lstat("\(path)/\(name)", &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// Replaces file after file, all of which are written before the first is moved.
  private func replaceEach(without stale: [String]) throws {
    var written: [(file: ReportFile, temporary: TemporaryFile)] = []
    defer { for (_, temporary) in written { temporary.discard() } }
    for file in files {
      let place = "\(path)/\(file.name)"
      Self.makeFolders(of: file.name, in: path)
      var status = stat()
      if stat(place, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
        try FileOutput.stream(to: place) { try $0(Array(file.text.utf8)) }
      } else {
        written.append((file, try text(of: file)))
      }
    }
    for (file, temporary) in written where !temporary.commit() { throw cannot("replaced", file) }
    for name in stale { unlink("\(path)/\(name)") }
  }

  private func cannot(_ verb: String, _ file: ReportFile) -> FileOutputError {
    FileOutputError(path: "\(shown)/\(file.name)", reason: "the file cannot be \(verb)")
  }
}
