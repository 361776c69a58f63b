import BillingTypes

/// What every page has around its content: colours, style, script, and a policy that lets nothing else in.
struct PageShell {
  /// The title of the page.
  let title: String

  /// A page, ending with a line end.
  func text(of body: Markup) -> String {
    let page: Markup = """
      <html lang='en'><head><meta charset='utf-8'/>
      <meta http-equiv='Content-Security-Policy' content='\(Self.policy)'/>
      <meta name='viewport' content='width=device-width, initial-scale=1'/>
      <meta name='color-scheme' content='light dark'/><meta name='referrer' content='no-referrer'/>
      <title>\(title)</title>
      <style>\(PageStyle.sheet)</style></head>
      <body><a class='skip' href='#main'>Skip to the report</a>
      \(body)
      <script>\(PageScript.program)</script></body></html>

      """
    return "<!DOCTYPE html>\n" + page.text
  }

  /// Only this style and this script, known by their digests.
  private static let policy =
    "default-src 'none'; style-src '\(source(PageStyle.sheet.text))'; "
    + "script-src '\(source(PageScript.program.text))'; base-uri 'none'; form-action 'none'"

  private static func source(_ text: String) -> String {
    "sha256-" + Base64.text(ofHexadecimal: SHA256.digest(of: text.utf8))
  }
}

/// Bytes as letters, as RFC 4648 writes them.
enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

  /// The bytes that pairs of hexadecimal digits write.
  static func text(ofHexadecimal digits: String) -> String {
    let halves = digits.compactMap(\.hexDigitValue)
    let bytes = stride(from: 0, to: halves.count - 1, by: 2).map {
      16 * halves[$0] + halves[$0 + 1]
    }
    return stride(from: 0, to: bytes.count, by: 3).map { start in
      let group = bytes[start..<min(start + 3, bytes.count)]
      let number = (0..<3).reduce(0) {
        256 * $0 + (start + $1 < bytes.count ? bytes[start + $1] : 0)
      }
      return (0..<4).map { place in
        place <= group.count ? String(letters[number >> (18 - 6 * place) & 63]) : "="
      }.joined()
    }.joined()
  }
}
