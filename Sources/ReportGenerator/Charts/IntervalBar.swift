/// A cost with its interval, drawn inside a row of a table: the figures of the row say the same.
enum IntervalBar {
  /// The drawing: the band of eight in ten, the expected cost as a dot, a budget as a dashed line.
  ///
  /// - Parameters:
  ///   - mean: The expected cost; nil where there is none.
  ///   - interval: Its interval; nil for none.
  ///   - scale: The scale of all rows.
  ///   - limit: A budget; nil for none.
  ///   - mark: The class of its colour.
  /// - Returns: The drawing, for eyes only.
  static func drawing(
    mean: Double?, _ interval: PageInterval?, on scale: Scale, limit: Double? = nil, mark: String
  ) -> Markup {
    view(grid(scale), budget(limit, scale), shapes(mean, interval, scale), mark: mark)
  }

  /// The same with its axis below it, at a place of a drawing.
  static func strip(
    mean: Double?, _ interval: PageInterval?, on scale: Scale, mark: String,
    at place: (x: Double, y: Double, width: Double)
  ) -> Markup {
    let lines = scale.ticks.indices.map(line(of: scale.ticks.count))
    let numbers = scale.ticks.map { tick -> Markup in
      "<text x='\(Self.place(tick, scale))%' y='42' text-anchor='middle'>\(scale.words(tick))</text>"
    }
    return """
      <svg class='\(mark)' x='\(place.x)' y='\(place.y)' width='\(place.width)' height='26' overflow='visible'>\
      \(lines)\(shapes(mean, interval, scale))\(numbers)</svg>
      """
  }

  private static func shapes(
    _ mean: Double?, _ interval: PageInterval?, _ scale: Scale
  ) -> Markup {
    var shapes = Markup.nothing
    if let interval {
      let left = place(interval.low, scale)
      let right = interval.high.map { place($0, scale) } ?? 100
      shapes += """
        <rect class='band\(interval.high == nil ? " endless" as Markup : "")' x='\(left)%' \
        width='\(max(0.4, right - left))%' y='8' height='10'/>
        """
      if interval.high == nil {
        shapes += """
          <line class='open' x1='\(left)%' x2='100%' y1='13' y2='13'/><text class='arrow' x='100%' y='17.5' \
          text-anchor='end'>→</text>
          """
      }
    }
    if let mean {
      shapes += "<circle class='dot' cx='\(place(mean, scale))%' cy='13' r='5'/>"
    }
    return shapes
  }

  /// A length from zero, for parts of a whole.
  static func length(_ parts: [(amount: Double, mark: String)], on scale: Scale) -> Markup {
    var shapes = Markup.nothing
    var start = 0.0
    for part in parts where part.amount > 0 {
      let (left, right) = (place(start, scale), place(start + part.amount, scale))
      shapes += """
        <rect class='part \(part.mark)' x='\(left)%' width='\(max(0.3, right - left))%' y='7' height='12'/>
        """
      start += part.amount
    }
    return view(grid(scale), "", shapes)
  }

  /// Lines as high as the row, and marks beside its figures.
  private static func view(
    _ grid: Markup, _ limit: Markup, _ marks: Markup, mark: String = "of-total"
  ) -> Markup {
    """
    <svg class='row \(mark)' aria-hidden='true'>\(grid)<g class='mark'>\(marks)</g>\(limit)</svg>
    """
  }

  private static func budget(_ limit: Double?, _ scale: Scale) -> Markup {
    guard let limit, limit <= scale.end else { return "" }
    let share = place(limit, scale)
    return "<line class='budget' x1='\(share)%' x2='\(share)%' y1='0' y2='100%'/>"
  }

  /// The axis of a column of drawings, for its heading.
  static func axis(_ scale: Scale, unit: String) -> Markup {
    let labels = scale.ticks.enumerated().map { index, tick -> Markup in
      let anchor = index == 0 ? "start" : "middle"
      let share = place(tick, scale)
      return """
        <text x='\(share)%' y='11' text-anchor='\(anchor)'>\(scale.words(tick))</text>\
        <line class='grid' x1='\(share)%' x2='\(share)%' y1='16' y2='22'/>
        """
    }
    return """
      <span class='unit'>\(scale.unit(of: unit))</span><svg class='axis' aria-hidden='true'>\(labels)</svg>
      """
  }

  /// What band, dot and line mean.
  static func key(hasLimit: Bool, hasInterval: Bool = true) -> Markup {
    let band: Markup =
      hasInterval
      ? "<rect class='band of-total' x='0' y='2' width='44' height='10'/>" : ""
    let limit: Markup =
      hasLimit
      ? """
      <span><svg width='10' height='14' aria-hidden='true'><line class='budget' x1='5' x2='5' y1='0' y2='14'/></svg> \
      budget</span>
      """ : ""
    return """
      <p class='key'><span><svg width='44' height='14' aria-hidden='true'>\(band)\
      <circle class='dot of-total' cx='22' cy='7' r='5'/></svg> dot: expected\
      \(hasInterval ? "; band: eight in ten outcomes" : "")</span>\(limit)</p>
      """
  }

  /// The lines of a scale, which stand once in the page for each number of ticks.
  private static func grid(_ scale: Scale) -> Markup { "<use href='#grid-\(scale.ticks.count)'/>" }

  /// What rows refer to.
  static let grids: Markup = """
    <svg class='heard' aria-hidden='true'><defs>\((4...6).map { count in
      "<g id='grid-\(count)'>\((0..<count).map(line(of: count)))</g>" as Markup
    })</defs></svg>
    """

  private static func line(of count: Int) -> (Int) -> Markup {
    { place in
      let share = 100 * Double(place) / Double(count - 1)
      return "<line class='grid' x1='\(share)%' x2='\(share)%' y1='0' y2='100%'/>"
    }
  }

  private static func place(_ number: Double, _ scale: Scale) -> Double {
    scale.share(number) * 100
  }
}
