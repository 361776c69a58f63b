/// Months as steps: nothing is known between them, so that no line slopes from one to the next.
struct StepChart {
  /// One month.
  struct Step {
    /// Its name below the axis.
    let name: String
    /// Half of the outcomes are below; what is expected where there are no trials.
    let middle: Double
    /// Eight in ten outcomes; nil without trials.
    let band: (low: Double, high: Double)?
    /// What is paid, where that is not what is used.
    let paid: Double?
  }

  let steps: [Step]
  /// What the axis counts.
  let unit: String
  /// The budget of a month with its words; nil for none.
  let limit: (amount: Double, words: String)?
  /// Labels at the last month, each at a number.
  let labels: [(words: String, number: Double, mark: String)]

  /// The marks in a frame of their own.
  func drawing(isNarrow: Bool) -> Chart.Drawing {
    let most = steps.flatMap { [$0.middle, $0.band?.high ?? 0, $0.paid ?? 0] }.max() ?? 0
    let frame = ChartFrame(
      scale: Scale(upTo: most, limit: limit?.amount), columns: steps.count, isNarrow: isNarrow)
    var marks = frame.axis(unit: unit) + band(frame) + middles(frame) + paid(frame)
    if let limit, limit.amount <= frame.scale.end {
      let y = frame.y(limit.amount)
      marks += """
        <line class='budget' x1='\(frame.left)' x2='\(frame.right)' y1='\(y)' y2='\(y)'/>\
        <text class='budget-word' x='\(frame.left + 4)' y='\(y - 6)'>\(limit.words)</text>
        """
    }
    return Chart.Drawing(
      frame, marks + frame.names(steps.map(\.name)) + frame.labels(labels))
  }

  /// The band of eight in ten: up one side of the months and back the other.
  private func band(_ frame: ChartFrame) -> Markup {
    let bands = steps.compactMap(\.band)
    guard bands.count == steps.count else { return "" }
    var points: [Markup] = []
    for (place, band) in bands.enumerated() {
      points.append(
        "\(frame.x(place)),\(frame.y(band.high)) \(frame.x(place + 1)),\(frame.y(band.high))")
    }
    for (place, band) in bands.enumerated().reversed() {
      points.append(
        "\(frame.x(place + 1)),\(frame.y(band.low)) \(frame.x(place)),\(frame.y(band.low))")
    }
    return "<polygon class='band of-total' points='\(points.joined(by: " "))'/>"
  }

  private func middles(_ frame: ChartFrame) -> Markup {
    let gap = min(1.5, frame.columnWidth / 8)
    let lines = steps.enumerated().map { place, step -> Markup in
      "M\(frame.x(place) + gap) \(frame.y(step.middle))H\(frame.x(place + 1) - gap)"
    }
    return "<path class='middle' d='\(lines.joined(by: " "))'/>"
  }

  /// What is paid, as an open square in the middle of its month.
  private func paid(_ frame: ChartFrame) -> Markup {
    steps.enumerated().reduce(into: Markup.nothing) { all, entry in
      guard let paid = entry.element.paid else { return }
      let x = frame.x(entry.offset) + frame.columnWidth / 2
      all += "<rect class='paid' x='\(x - 4.5)' y='\(frame.y(paid) - 4.5)' width='9' height='9'/>"
    }
  }
}
