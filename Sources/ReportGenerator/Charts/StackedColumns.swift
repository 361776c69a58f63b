/// Parts of a whole, month by month, one on the other.
struct StackedColumns {
  /// The names of the columns.
  let names: [String]
  /// The parts from the ground up, each with one amount per column.
  let parts: [(name: String, mark: String, amounts: [Double])]
  /// What the axis counts.
  let unit: String

  /// The marks in a frame of their own; every part is named where it ends.
  func drawing(isNarrow: Bool) -> Chart.Drawing {
    let sums = names.indices.map { column in parts.reduce(0) { $0 + $1.amounts[column] } }
    let frame = ChartFrame(
      scale: Scale(upTo: sums.max() ?? 0), columns: names.count, isNarrow: isNarrow)
    var marks = frame.axis(unit: unit)
    let gap = min(3, frame.columnWidth / 6)
    for column in names.indices {
      var ground = 0.0
      for part in parts where part.amounts[column] > 0 {
        let (low, high) = (frame.y(ground), frame.y(ground + part.amounts[column]))
        marks += """
          <rect class='part \(part.mark)' x='\(frame.x(column) + gap)' y='\(high)' \
          width='\(frame.columnWidth - 2 * gap)' height='\(max(0, low - high))'/>
          """
        ground += part.amounts[column]
      }
    }
    var ground = 0.0
    var labels: [(words: String, number: Double, mark: String)] = []
    for part in parts {
      let last = part.amounts.last ?? 0
      labels.append((part.name, ground + last / 2, part.mark))
      ground += last
    }
    return Chart.Drawing(
      frame, marks + frame.base + frame.names(names) + frame.labels(labels))
  }
}
