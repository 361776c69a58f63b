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
    var shapes = grid(scale)
    if let interval {
      let left = place(interval.low, scale)
      let right = interval.high.map { place($0, scale) } ?? 100
      shapes += """
        <rect class='band \(mark)' x='\(left)%' width='\(max(0.4, right - left))%' y='8' height='10' \
        fill-opacity='\(interval.high == nil ? ".2" : ".34")'/>
        """
      if interval.high == nil {
        shapes += """
          <line class='open' x1='\(left)%' x2='100%' y1='13' y2='13'/><text class='arrow' x='100%' y='17.5' \
          text-anchor='end'>→</text>
          """
      }
    }
    if let limit, limit <= scale.end {
      shapes += "<line class='budget' x1='\(place(limit, scale))%' x2='\(place(limit, scale))%' y1='0' y2='100%'/>"
    }
    if let mean {
      shapes += "<circle class='dot \(mark)' cx='\(place(mean, scale))%' cy='13' r='5'/>"
    }
    return "<svg class='row' aria-hidden='true' focusable='false'>\(shapes)</svg>"
  }

  /// A length from zero, for parts of a whole.
  static func length(_ parts: [(amount: Double, mark: String)], on scale: Scale) -> Markup {
    var shapes = grid(scale)
    var start = 0.0
    for part in parts where part.amount > 0 {
      let (left, right) = (place(start, scale), place(start + part.amount, scale))
      shapes += """
        <rect class='part \(part.mark)' x='\(left)%' width='\(max(0.3, right - left))%' y='7' height='12'/>
        """
      start += part.amount
    }
    return "<svg class='row' aria-hidden='true' focusable='false'>\(shapes)</svg>"
  }

  /// The axis of a column of drawings, for its heading.
  static func axis(_ scale: Scale, unit: String) -> Markup {
    let last = scale.ticks.count - 1
    let labels = scale.ticks.enumerated().map { index, tick -> Markup in
      let anchor = index == 0 ? "start" : index == last ? "end" : "middle"
      let share = place(tick, scale)
      return """
        <text x='\(share)%' y='11' text-anchor='\(anchor)'>\(scale.words(tick))</text>\
        <line class='grid' x1='\(share)%' x2='\(share)%' y1='16' y2='22'/>
        """
    }
    return """
      <span class='unit'>\(unit)</span><svg class='axis' aria-hidden='true' focusable='false'>\(labels)</svg>
      """
  }

  /// What band, dot and line mean.
  static func key(hasLimit: Bool, hasInterval: Bool = true) -> Markup {
    let band: Markup =
      hasInterval
      ? "<rect class='band of-total' x='0' y='2' width='44' height='10' fill-opacity='.34'/>" : ""
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

  private static func grid(_ scale: Scale) -> Markup {
    var lines = Markup.nothing
    for tick in scale.ticks {
      lines += "<line class='grid' x1='\(place(tick, scale))%' x2='\(place(tick, scale))%' y1='0' y2='100%'/>"
    }
    return lines
  }

  private static func place(_ number: Double, _ scale: Scale) -> Double {
    scale.share(number) * 100
  }
}
