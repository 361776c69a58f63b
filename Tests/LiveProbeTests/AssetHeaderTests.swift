import BillingTypes
import LiveProbe
import Testing

@Suite("What the head of a file says")
struct AssetHeaderTests {
  private static func four(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static func box(_ kind: String, _ content: [UInt8]) -> [UInt8] {
    four(content.count + 8) + Array(kind.utf8) + content
  }

  private static func film(seconds: [UInt8], isLong: Bool = false, sound: Bool = true) -> [UInt8] {
    func track(_ kind: String, _ codec: String) -> [UInt8] {
      box(
        "trak",
        box("tkhd", [UInt8](repeating: 0, count: 76) + four(1280 << 16) + four(720 << 16))
          + box(
            "mdia",
            box("hdlr", four(0) + four(0) + Array(kind.utf8))
              + box(
                "minf",
                box("stbl", box("stsd", four(0) + four(1) + four(8) + Array(codec.utf8))))))
    }
    let header =
      isLong ? [1, 0, 0, 0] + [UInt8](repeating: 0, count: 16) : four(0) + four(0) + four(0)
    return box("ftyp", Array("isom".utf8) + four(0)) + box("free", [1, 2, 3])
      + box(
        "moov",
        box("mvhd", header + seconds) + track("vide", "hvc1") + (sound ? track("soun", "mp4a") : [])
      )
  }

  @Test("A film says how long it is, its sides, its codec and whether it has sound")
  func film() throws {
    let header = try #require(AssetHeader(Self.film(seconds: Self.four(24) + Self.four(121))))
    #expect(header.format == "mp4")
    #expect(header.width == 1280)
    #expect(header.height == 720)
    #expect(header.seconds == (try Rational(121) / Rational(24)))
    #expect(header.hasAudio == true)
    #expect(header.codec == "hvc1")
    let long = Self.four(1000) + Self.four(0) + Self.four(5000)
    #expect(
      AssetHeader(Self.film(seconds: long, isLong: true, sound: false))?.seconds == Rational(5))
    #expect(AssetHeader(Self.film(seconds: long, isLong: true, sound: false))?.hasAudio == false)
  }

  @Test("A file that is cut anywhere, or is something else, says less and stops nothing")
  func cut() {
    let whole = Self.film(seconds: Self.four(24) + Self.four(120))
    for length in 0...whole.count {
      let header = AssetHeader(Array(whole[..<length]))
      if length == whole.count { #expect(header?.codec == "hvc1") }
    }
    for size in [0, 1, 7, 8, 0x7FFF_FFFF, 0xFFFF_FFFF] {
      _ = AssetHeader(Self.box("ftyp", [1]) + Self.four(size) + Array("moov".utf8))
    }
    #expect(AssetHeader(Array("<html>".utf8)) == nil)
    #expect(AssetHeader([]) == nil)
  }

  @Test("Base64 there and back")
  func base64() throws {
    let png: [UInt8] =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
      + Self.four(64) + Self.four(32)
    let header = try #require(AssetHeader(png))
    #expect(header.format == "png")
    #expect(header.width == 64)
    #expect(header.seconds == nil)
  }
}
