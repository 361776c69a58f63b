/// The colours of pages and drawings by the name of their variable, each for a light and a dark background.
///
/// Colour marks a category or what breaks a budget; a word always says the same.
enum PageColours {
  /// A colour.
  struct Token {
    /// The name of its variable, without the hyphens before it.
    let name: String
    /// Red, green and blue on a light background, such as `#2a5ea8`.
    let light: String
    /// The same on a dark one.
    let dark: String
    /// Whether words are written in it, so that it has to stand out from the background.
    var isText = true
  }

  /// Every colour.
  static let all = [
    Token(name: "ground", light: "#ffffff", dark: "#101317", isText: false),
    Token(name: "panel", light: "#f6f5f1", dark: "#191d23", isText: false),
    Token(name: "line", light: "#d8d5cc", dark: "#363d47", isText: false),
    Token(name: "grid", light: "#e6e3db", dark: "#272d35", isText: false),
    Token(name: "text", light: "#15181c", dark: "#eceff3"),
    Token(name: "second", light: "#4a525c", dark: "#a9b2be"),
    Token(name: "link", light: "#0b57a4", dark: "#8abaf6"),
    Token(name: "total", light: "#2f4259", dark: "#b9c8da"),
    Token(name: "budget", light: "#b0241b", dark: "#ff9389"),
    Token(name: "good", light: "#17663a", dark: "#7fd3a0"),
    Token(name: "doubt", light: "#7d4c00", dark: "#f0b85c"),
    Token(name: "image-generation", light: "#2a5ea8", dark: "#82aef0"),
    Token(name: "image-editing", light: "#0d776f", dark: "#54c7b8"),
    Token(name: "video-generation", light: "#9a5800", dark: "#e6a94a"),
    Token(name: "live-avatar", light: "#8b3d86", dark: "#d694d0"),
  ]

  /// The variables, for the system's choice, for the reader's, and light on paper.
  static var sheet: Markup {
    let light = "color-scheme:light;" as Markup + variables(\.light)
    let dark = "color-scheme:dark;" as Markup + variables(\.dark)
    return """
      :root{\(light)}
      @media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){\(dark)}}
      @media screen{:root[data-theme=dark]{\(dark)}}
      \(marks)
      """
  }

  /// A background.
  enum Shade: String, CaseIterable { case light, dark }

  /// The variables of one background, for a drawing whose reader has chosen it.
  static func sheet(on shade: Shade) -> Markup {
    ":root{\(variables(shade == .light ? \.light : \.dark))}\(marks)"
  }

  /// What each mark of a drawing is drawn in.
  private static var marks: Markup {
    """
    \(all.filter(\.isText).map { ".of-\($0.name){--own:var(--\($0.name))}" as Markup })
    .of-rest{--own:var(--second)}

    """
  }

  private static func variables(_ shade: KeyPath<Token, String>) -> Markup {
    all.reduce(into: Markup.nothing) { $0 += "--\($1.name):\($1[keyPath: shade]);" }
  }
}
