import BodyPricing
public import BillingTypes

/// What the first bytes of a file say of a picture or a film.
public struct AssetHeader: Hashable, Sendable {
  /// What the file is, such as `png` or `mp4`.
  public let format: String
  /// How long the file is, in bytes.
  public let bytes: Int
  /// How wide it is, in pixels; nil where the file does not say.
  public var width: Int?
  /// How high it is, in pixels; nil where the file does not say.
  public var height: Int?
  /// How long a film runs; nil for a picture.
  public var seconds: Rational?
  /// Whether a film has a sound track; nil for a picture.
  public var hasAudio: Bool?
  /// How the film is coded, such as `avc1`; nil for a picture.
  public var codec: String?

  /// Reads a file; nil for one of a kind that is not known.
  ///
  /// - Parameter file: All of it.
  public init?(_ file: [UInt8]) {
    bytes = file.count
    let reader = ByteReader(file)
    if let sides = PictureHeader.sides(of: file) {
      format = Self.pictureFormat(file)
      (width, height) = (sides.width, sides.height)
    } else if reader.isText("ftyp", at: 4) {
      format = reader.isText("qt  ", at: 8) ? "mov" : "mp4"
      guard let film = FilmReader(reader).film else { return nil }
      (width, height, seconds) = (film.width, film.height, film.seconds)
      (hasAudio, codec) = (film.hasAudio, film.codec)
    } else {
      return nil
    }
  }

  private static func pictureFormat(_ file: [UInt8]) -> String {
    switch file.first {
    case 0x89: "png"
    case 0xFF: "jpeg"
    case UInt8(ascii: "G"): "gif"
    default: "webp"
    }
  }
}

/// Reads the boxes of a film (ISO/IEC 14496-12): how long it is, what its tracks are.
private struct FilmReader {
  private let reader: ByteReader
  private(set) var film: Film?

  struct Film {
    var seconds: Rational?
    var width: Int?
    var height: Int?
    var hasAudio = false
    var codec: String?
  }

  init(_ reader: ByteReader) {
    self.reader = reader
    guard let movie = box("moov", in: 0..<reader.count) else { return }
    var film = Film()
    if let header = box("mvhd", in: movie) { film.seconds = seconds(header) }
    for track in boxes(in: movie) where reader.isText("trak", at: track.lowerBound - 4) {
      read(track, into: &film)
    }
    self.film = film
  }

  private func read(_ track: Range<Int>, into film: inout Film) {
    guard let media = box("mdia", in: track), let handler = box("hdlr", in: media) else { return }
    if reader.isText("soun", at: handler.lowerBound + 8) { film.hasAudio = true }
    guard reader.isText("vide", at: handler.lowerBound + 8), film.codec == nil else { return }
    if let header = box("tkhd", in: track), header.count >= 8 {
      // The last two numbers, each with sixteen binary digits behind the point.
      film.width = reader.number(at: header.upperBound - 8, bytes: 2)
      film.height = reader.number(at: header.upperBound - 4, bytes: 2)
    }
    if let inner = box("minf", in: media), let table = box("stbl", in: inner),
      let samples = box("stsd", in: table)
    {
      film.codec = reader.word(at: samples.lowerBound + 12)
    }
  }

  /// How long a film is, by its header.
  private func seconds(_ header: Range<Int>) -> Rational? {
    let isLong = reader.number(at: header.lowerBound, bytes: 1) == 1
    let place = header.lowerBound + (isLong ? 20 : 12)
    guard let scale = reader.number(at: place, bytes: 4), scale > 0,
      // Of eight bytes the first is nothing in any film that can be held.
      let length = isLong
        ? reader.number(at: place + 5, bytes: 7) : reader.number(at: place + 4, bytes: 4)
    else { return nil }
    return try? Rational(Int128(length)) / Rational(Int128(scale))
  }

  /// The content of the first box of a kind.
  private func box(_ kind: StaticString, in range: Range<Int>) -> Range<Int>? {
    boxes(in: range).first { reader.isText(kind, at: $0.lowerBound - 4) }
  }

  /// The contents of the boxes in a range, each behind its head.
  private func boxes(in range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = range.lowerBound
    while place + 8 <= range.upperBound, found.count < 1_000,
      let size = reader.number(at: place, bytes: 4)
    {
      var (start, end) = (place + 8, place + size)
      if size == 0 { end = range.upperBound }
      if size == 1 {
        guard let long = reader.number(at: place + 9, bytes: 7) else { break }
        (start, end) = (place + 16, place + long)
      }
      guard end >= start, end <= range.upperBound else { break }
      // What the kind is stands right before the content, but in a long box.
      if size != 1 { found.append(start..<end) }
      place = end
    }
    return found
  }
}
