/// Costs with their intervals, one below the other, each on a scale of its own.
struct StripChart {
  /// One cost.
  struct Strip {
    /// What it is of.
    let name: String
    /// What kind of thing that is.
    let detail: String
    /// The figure in words.
    let figure: String
    let mean: Double
    let interval: PageInterval?
    /// The class of its colour.
    let mark: String
  }

  let strips: [Strip]

  /// The strips, names on their left, the interval in words on their right.
  func drawing(isNarrow: Bool) -> Chart.Drawing {
    let height = 62.0
    let (left, right, width) = isNarrow ? (150.0, 358.0, 358.0) : (290.0, 540.0, 680.0)
    let marks = strips.enumerated().reduce(into: Markup.nothing) { all, entry in
      let (y, strip) = (Double(entry.offset) * height, entry.element)
      let scale = Scale(
        upTo: max(strip.mean, strip.interval?.high ?? strip.interval?.low ?? 0))
      all += """
        <text class='strong' x='0' y='\(y + 17)'>\(strip.name)</text><text x='0' y='\(y + 35)'>\(strip.detail)</text>\
        <text class='strong' x='\(left - 14)' y='\(y + (isNarrow ? 52 : 17))' text-anchor='end'>\(strip.figure)</text>\
        \(IntervalBar.strip(mean: strip.mean, strip.interval, on: scale, mark: strip.mark, at: (left, y, right - left)))
        """
      if let interval = strip.interval, !isNarrow {
        all += "<text x='\(right + 16)' y='\(y + 17)'>\(interval.words)</text>"
      }
    }
    return Chart.Drawing(width: width, height: Double(strips.count) * height, marks: marks)
  }
}
