import Foundation

/// A file of a cache: some sections of bytes, of which it is told whether they are the ones that were written.
///
/// Files are written beside and then renamed, so that who reads meanwhile has the old one or the new one, whole.
enum CacheFile {
  /// What a file begins with: the form of all that is in it.
  ///
  /// Another form has another number.
  private static let form: UInt64 = 0x6d63_6361_6368_6502
  private static let mostSections = 8
  /// More bytes than anything that is kept has.
  private static let largest = 1 << 26

  /// The sections of a file; nil where there is none that is whole and the user's own.
  static func contents(of path: String) -> [ArraySlice<UInt8>]? {
    guard let bytes = bytes(of: path), bytes.count >= 24 else { return nil }
    func word(_ place: Int) -> UInt64 {
      bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self) }
    }
    let count = word(2)
    guard word(0) == form, count <= mostSections, bytes.count >= 24 + 8 * Int(count) else {
      return nil
    }
    var start = 24 + 8 * Int(count)
    var sections: [ArraySlice<UInt8>] = []
    for section in 0..<Int(count) {
      let length = word(3 + section)
      guard length <= bytes.count - start else { return nil }
      sections.append(bytes[start..<(start + Int(length))])
      start += Int(length)
    }
    guard start == bytes.count, word(1) == checksum(of: bytes[16...]) else { return nil }
    return sections
  }

  /// Writes a file; what cannot be written is left out, as the next run does without it.
  static func write(_ sections: [[UInt8]], to path: String, in folder: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24 + sections.reduce(0) { $0 + 8 + $1.count })
    func append(_ word: UInt64) {
      withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
    append(form)
    append(0)
    append(UInt64(sections.count))
    for section in sections { append(UInt64(section.count)) }
    for section in sections { bytes.append(contentsOf: section) }
    let sum = checksum(of: bytes[16...])
    withUnsafeBytes(of: sum.littleEndian) { bytes.replaceSubrange(8..<16, with: $0) }
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var name = Array("\(folder)/new-XXXXXX".utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { return }
    var written = 0
    bytes.withUnsafeBytes { bytes in
      while written < bytes.count {
        let count = Foundation.write(
          file, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        guard count > 0 else { break }
        written += count
      }
    }
    let isWhole = close(file) == 0 && written == bytes.count
    if !isWhole || rename(name, path) != 0 { unlink(name) }
  }

  private static func bytes(of path: String) -> [UInt8]? {
    // What is no file, such as a pipe, is not waited for.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_size <= largest
    else { return nil }
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let more = read(file, buffer.baseAddress?.advanced(by: count), size - count)
        guard more > 0 else { break }
        count += more
      }
    }
    return bytes.count == size ? bytes : nil
  }

  /// A sum that changes with every bit that is not what it was; no protection against who means harm, who could as
  /// well change the program.
  private static func checksum(of bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { bytes in
      var sum = UInt64(bytes.count)
      var place = 0
      func take(_ word: UInt64) {
        sum = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
        sum ^= sum >> 29
      }
      while place + 8 <= bytes.count {
        take(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
        place += 8
      }
      for byte in bytes[place...] { take(UInt64(byte)) }
      return sum
    }
  }

  /// Takes files away, the oldest first, until those that are left have no more bytes than that, and what was not written
  /// to its end an hour ago.
  static func prune(_ folder: String, mostBytes: Int, now: Int = FileStamp.now) {
    // What cannot be listed has nothing that could be taken away.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let files = names.compactMap { name -> (path: String, stamp: FileStamp)? in
      var status = stat()
      let path = "\(folder)/\(name)"
      return lstat(path, &status) == 0 ? (path, FileStamp(status)) : nil
    }
    var bytes = 0
    for (path, stamp) in files.sorted(by: {
      ($1.stamp.modified, $0.path) < ($0.stamp.modified, $1.path)
    }) {
      bytes += stamp.size
      let isLeftOver = path.contains("/new-") && stamp.modified < now - 3_600_000_000_000
      if bytes > mostBytes || isLeftOver { unlink(path) }
    }
  }
}
