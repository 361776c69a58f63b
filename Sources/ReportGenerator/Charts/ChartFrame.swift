/// Where a chart's parts lie: a plot with an axis from zero on its left, and room for labels around it.
struct ChartFrame {
  /// The size of the drawing, in its own units.
  let width: Double
  let height: Double
  /// The plot.
  let (left, right, top, bottom): (Double, Double, Double, Double)
  let scale: Scale
  /// How many equal columns the plot has.
  let columns: Int
  /// Whether it is the drawing for phones.
  let isNarrow: Bool

  /// A frame for a wide window or a phone.
  init(scale: Scale, columns: Int, isNarrow: Bool) {
    self.scale = scale
    self.columns = max(1, columns)
    self.isNarrow = isNarrow
    let digits = Double(scale.words(scale.ticks.last ?? 0).count)
    width = isNarrow ? 358 : 680
    height = isNarrow ? 280 : 320
    left = digits * 7.6 + 10
    right = width - (isNarrow ? 108 : 176)
    top = 30
    bottom = height - 30
  }

  /// The height of a number.
  func y(_ number: Double) -> Double { bottom - scale.share(number) * (bottom - top) }

  /// Where a column begins.
  func x(_ column: Int) -> Double { left + Double(column) * columnWidth }

  /// How wide a column is.
  var columnWidth: Double { (right - left) / Double(columns) }

  /// The axis with its grid and its unit.
  func axis(unit: String) -> Markup {
    let lines = scale.ticks.map { tick -> Markup in
      """
      <line class='\(tick == 0 ? "base" : "grid")' x1='\(left)' x2='\(right)' y1='\(y(tick))' y2='\(y(tick))'/>\
      <text x='\(left - 7)' y='\(y(tick) + 4)' text-anchor='end'>\(scale.words(tick))</text>
      """
    }
    return "<text x='0' y='14'>\(scale.unit(of: unit))</text>\(lines)"
  }

  /// Names below the columns, as many as there is room for.
  func names(_ names: [String]) -> Markup {
    let longest = Double(names.map(\.count).max() ?? 1) * 7.4 + 6
    let every = max(1, Int((longest / columnWidth).rounded(.up)))
    return names.enumerated().reduce(into: Markup.nothing) { all, entry in
      guard entry.offset % every == 0 else { return }
      all += """
        <text x='\(x(entry.offset) + columnWidth / 2)' y='\(bottom + 19)' text-anchor='middle'>\(entry.element)</text>
        """
    }
  }

  /// The axis itself, over what stands on it.
  var base: Markup {
    "<line class='base' x1='\(left)' x2='\(right)' y1='\(bottom)' y2='\(bottom)'/>"
  }

  /// A label in lines that fit beside the plot.
  private func lines(of words: String) -> [String] {
    let most = isNarrow ? 13 : 21
    func short(_ line: String) -> String {
      line.count > most ? line.prefix(most - 1) + "…" : line
    }
    guard isNarrow, words.count > most, let cut = words.lastIndex(where: { " -_".contains($0) })
    else { return [short(words)] }
    let first = words[...cut]
    return [
      first.last == " " ? String(first.dropLast()) : String(first),
      String(words[words.index(after: cut)...]),
    ]
    .filter { !$0.isEmpty }.map(short)
  }

  /// Labels right of the plot, moved apart so that none hides another.
  func labels(_ labels: [(words: String, number: Double, mark: String)]) -> Markup {
    let step = 16.0
    var places: [(lines: [String], y: Double, mark: String)] = []
    for label in labels.sorted(by: { $0.number > $1.number }) {
      let lines = lines(of: label.words)
      let least = places.last.map { $0.y + step * Double($0.lines.count) + 2 } ?? top
      let wanted = y(label.number) + 4 - step * Double(lines.count - 1) / 2
      places.append((lines, max(least, wanted), label.mark))
    }
    // What was moved below the plot pushes the others up again.
    var most = bottom + 6 + step
    for index in places.indices.reversed() {
      let height = step * Double(places[index].lines.count)
      places[index].y = min(places[index].y, most - height)
      most = places[index].y - 2
    }
    return places.reduce(into: Markup.nothing) { all, label in
      for (place, line) in label.lines.enumerated() {
        all += """
          <text class='label \(label.mark)' x='\(right + 8)' y='\(label.y + step * Double(place))'>\(line)</text>
          """
      }
    }
  }
}
