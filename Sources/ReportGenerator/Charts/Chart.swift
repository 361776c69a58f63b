/// A drawing that stands free: a title, a description, a wide and a narrow form, and the table behind it.
struct Chart {
  /// The name of its place on the page and of its files, of letters and hyphens.
  let id: String
  /// What it shows.
  let title: String
  /// What it says, by a rule with a threshold; nil where no rule fires.
  let finding: String?
  /// What can be seen in it, in a sentence.
  let description: String
  /// What signs mean, below it; nothing where labels say it.
  var key = ""
  /// The table behind it.
  var table: (summary: String, markup: Markup)?
  /// Draws the marks for a wide window or a phone.
  let draw: (_ isNarrow: Bool) -> Drawing

  /// Marks with the size that they need.
  struct Drawing {
    let width: Double
    let height: Double
    let marks: Markup

    init(width: Double, height: Double, marks: Markup) {
      self.width = width
      self.height = height
      self.marks = marks
    }

    init(_ frame: ChartFrame, _ marks: Markup) {
      self.init(width: frame.width, height: frame.height, marks: marks)
    }
  }

  /// What it says for who does not see it.
  var words: String {
    [finding ?? title, description].map { $0.hasSuffix(".") ? $0 : "\($0)." }
      .joined(separator: " ")
  }

  /// The chart on the page.
  var markup: Markup {
    let note: Markup? = key.isEmpty ? nil : "<figcaption class='note'>\(key)</figcaption>"
    let behind = table.map { Markup.details($0.summary, .wide($0.markup, label: $0.summary)) }
    return """
      <figure class='chart'>\(drawing(isNarrow: false))\(drawing(isNarrow: true))\(note)</figure>
      \(behind)

      """
  }

  private func drawing(isNarrow: Bool) -> Markup {
    let drawing = draw(isNarrow)
    let name = "\(id)-\(isNarrow ? "narrow" : "wide")"
    return """
      <svg class='\(isNarrow ? "narrow" : "wide")' viewBox='0 0 \(drawing.width) \(drawing.height)' role='img' \
      aria-labelledby='\(name)-title \(name)-text'><title id='\(name)-title'>\(title)</title>\
      <desc id='\(name)-text'>\(description)</desc>\(drawing.marks)</svg>
      """
  }
}
