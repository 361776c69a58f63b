/// A chart as a file of its own, for one background: the marks of the page, with the colours in it.
enum ChartFile {
  /// The text of the file, ending with a line end.
  ///
  /// - Parameters:
  ///   - chart: The chart.
  ///   - shade: For which background.
  /// - Returns: SVG; nothing is loaded and nothing runs.
  static func text(of chart: Chart, on shade: PageColours.Shade) -> String {
    let drawing = chart.draw(false)
    // The title stands above the marks, what signs mean below them.
    let notes =
      chart.key.isEmpty
      ? [] : TerminalFormat.wrapped(chart.key, width: 98).split(separator: "\n").map(String.init)
    let (head, foot) = (34.0, 6 + 18 * Double(notes.count))
    let height = head + drawing.height + foot
    let key = notes.enumerated().map { line, words -> Markup in
      "<text x='0' y='\(drawing.height + 16 + 18 * Double(line))'>\(words)</text>"
    }
    let markup: Markup = """
      <svg xmlns='http://www.w3.org/2000/svg' class='chart' width='\(drawing.width)' height='\(height)' \
      viewBox='0 \(-head) \(drawing.width) \(height)' role='img' aria-labelledby='title text'>\
      <title id='title'>\(chart.title)</title><desc id='text'>\(chart.words)</desc>
      <style>\(PageColours.sheet(on: shade))\(PageStyle.drawings)\(letters)</style>
      <text class='head' x='0' y='-18'>\(chart.title)</text>
      \(drawing.marks)\(key)</svg>

      """
    return markup.text
  }

  private static let letters: Markup = """
    svg.chart{font:400 13px/1.5 Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums lining-nums}
    .chart .head{font-size:16px;font-weight:650;fill:var(--text)}

    """
}
