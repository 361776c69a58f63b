/// The sides of a picture, read from the first bytes of its file: PNG, JPEG, WebP, GIF.
public enum PictureHeader {
  /// The sides of a picture that is sent along as text: a data URI, or base64 alone.
  ///
  /// - Parameter text: What stands in the body.
  /// - Returns: nil for an address, and for what is no such picture.
  static func sides(ofText text: ArraySlice<UInt8>) -> (width: Int, height: Int)? {
    var data = text
    if text.starts(with: "data:".utf8) {
      guard let comma = text.prefix(200).firstIndex(of: UInt8(ascii: ",")),
        text[..<comma].suffix(7).elementsEqual(";base64".utf8)
      else { return nil }
      data = text[(comma + 1)...]
    } else if text.prefix(12).contains(UInt8(ascii: ":")) {
      return nil
    }
    // A photograph has its sides behind a preview and a profile of colours: some ten thousands of bytes.
    return Base64Text.decoded(data.prefix(1_400_000)).flatMap { sides(of: $0) }
  }

  /// The sides of a picture.
  ///
  /// - Parameter bytes: The file, or its beginning.
  /// - Returns: nil for what is none of the four kinds, or ends too early.
  public static func sides(of bytes: [UInt8]) -> (width: Int, height: Int)? {
    let reader = ByteReader(bytes)
    let found: (width: Int, height: Int)?
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      found = reader.isText("IHDR", at: 12) ? reader.pair(at: 16, bytes: 4) : nil
    } else if bytes.starts(with: "GIF8".utf8) {
      found = reader.pair(at: 6, bytes: 2, isLittle: true)
    } else if bytes.starts(with: "RIFF".utf8), reader.isText("WEBP", at: 8) {
      found = webP(reader)
    } else if bytes.starts(with: [0xFF, 0xD8]) {
      found = jpeg(reader)
    } else {
      found = nil
    }
    guard let found, found.width > 0, found.height > 0 else { return nil }
    return found
  }

  private static func webP(_ reader: ByteReader) -> (width: Int, height: Int)? {
    if reader.isText("VP8X", at: 12) {
      guard let width = reader.number(at: 24, bytes: 3, isLittle: true),
        let height = reader.number(at: 27, bytes: 3, isLittle: true)
      else { return nil }
      return (width + 1, height + 1)
    }
    if reader.isText("VP8L", at: 12) {
      guard reader.number(at: 20, bytes: 1) == 0x2F,
        let bits = reader.number(at: 21, bytes: 4, isLittle: true)
      else { return nil }
      return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
    }
    guard reader.isText("VP8 ", at: 12), reader.number(at: 23, bytes: 3) == 0x9D012A,
      let sides = reader.pair(at: 26, bytes: 2, isLittle: true)
    else { return nil }
    return (sides.width & 0x3FFF, sides.height & 0x3FFF)
  }

  /// Walks over the segments to the one that begins the picture.
  private static func jpeg(_ reader: ByteReader) -> (width: Int, height: Int)? {
    var at = 2
    while let marker = reader.number(at: at, bytes: 2), marker >> 8 == 0xFF {
      let kind = marker & 0xFF
      if kind == 0xFF {
        at += 1
        continue
      }
      guard let length = reader.number(at: at + 2, bytes: 2), length >= 2 else { return nil }
      // Beginnings of frames, without the tables that have numbers between theirs.
      if (0xC0...0xCF).contains(kind), ![0xC4, 0xC8, 0xCC].contains(kind) {
        guard let height = reader.number(at: at + 5, bytes: 2),
          let width = reader.number(at: at + 7, bytes: 2)
        else { return nil }
        return (width, height)
      }
      guard kind != 0xDA else { return nil }
      at += 2 + length
    }
    return nil
  }
}
