import PricingRules

/// A link to where something can be read: an address of the web, or a file of a repository at a commit.
///
/// Nothing else becomes a link, whatever a file says.
struct PageLink: Hashable {
  /// The address, which begins with `https://` or `http://`.
  let address: String

  /// The link of an address; nil for one that is no address of the web.
  init?(_ address: String) {
    let scheme = address.prefix { $0 != ":" }.lowercased()
    if scheme == "github", let page = Self.repositoryPage(address) {
      self.address = page
      return
    }
    guard scheme == "https" || scheme == "http",
      address.dropFirst(scheme.count).hasPrefix("://"),
      address.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value != 0x7F })
    else { return nil }
    self.address = address
  }

  /// Where `github:owner/repo@commit:path` is shown.
  private static func repositoryPage(_ text: String) -> String? {
    let parts = text.split(separator: ":", maxSplits: 2).map(String.init)
    guard parts.count == 3 else { return nil }
    let place = parts[1].split(separator: "@").map(String.init)
    let words = place.flatMap { $0.split(separator: "/") } + parts[2].split(separator: "/")
    guard place.count == 2, words.allSatisfy({ $0.unicodeScalars.allSatisfy(isPlain) }),
      !words.contains("..")
    else { return nil }
    return "https://github.com/\(place[0])/blob/\(place[1])/\(parts[2])"
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-._~+".unicodeScalars.contains(scalar))
  }

  /// The link around some words.
  func around(_ words: String) -> Markup { "<a href='\(address)'>\(words)</a>" }
}
