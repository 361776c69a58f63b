/// Draws documents for a terminal of a given width.
public enum TerminalFormat {
  /// The document as plain text, ending with a line end.
  ///
  /// - Parameters:
  ///   - report: The document.
  ///   - width: Columns of the terminal; lines are wrapped there, at least at 40.
  ///   - marks: What it shows beside letters.
  /// - Returns: Lines for a terminal.
  public static func text(
    of report: Report, width: Int, marks: TerminalMarks = .none
  ) -> String {
    let width = max(40, width)
    return report.blocks.map { text(of: $0, width: width, marks) }.joined(separator: "\n\n")
      + "\n"
  }

  private static func text(
    of block: Report.Block, width: Int, _ marks: TerminalMarks
  ) -> String {
    switch block {
    case .heading(_, let text):
      return wrapped(text, width: width)
    case .paragraph(let text):
      return wrapped(text, width: width)
    case .bullets(let items):
      return items.map { "- " + wrapped($0, width: width - 2, indentation: 2) }
        .joined(separator: "\n")
    case .table(let table):
      let hasBars = marks != .none && width >= leastForBars
      let (apart, asides) = settingAside(
        hasBars ? table : table.withoutDrawings, width: width)
      let (fitting, leftOut) = fitting(apart, width: width)
      let drawn = text(of: fitting, asides, width: width, marks)
      guard !leftOut.isEmpty else { return drawn }
      return drawn + "\n\n"
        + wrapped("Left out for want of room: \(leftOut.joined(separator: ", ")).", width: width)
    case .footnotes(let notes):
      return notes.enumerated()
        .map { index, note in
          let number = "[\(index + 1)] "
          return number + wrapped(note.text, width: width - number.count, indentation: 4)
        }
        .joined(separator: "\n")
    case .picture(let picture):
      return wrapped(picture.words, width: width)
    case .code(let text):
      return plain(text)
    }
  }

  /// Columns as wide as their cells.
  ///
  /// What does not fit is taken from the titles over figures, which then wrap, and then from the widest
  /// text columns, whose cells do. Figures are never cut.
  private static func text(
    of table: ReportTable, _ asides: [String], width: Int, _ marks: TerminalMarks
  ) -> String {
    let cells =
      [table.columns.map { plain($0.title) }]
      + table.rows.map { $0.map { drawn($0, width: width) ?? plain($0.words) } }
    var widths = table.columns.indices.map { column in
      cells.map { columns(of: $0[column]) }.max() ?? 0
    }
    let gaps = 2 * (widths.count - 1)
    let tallTitles = table.columns.indices.filter { table.columns[$0].alignment == .right }
    let figures = table.columns.indices.map { column in
      max(
        longestWord(in: cells[0][column]),
        cells.dropFirst().map { columns(of: $0[column]) }.max() ?? 0)
    }
    while widths.reduce(gaps, +) > width,
      let widest = tallTitles.filter({ widths[$0] > figures[$0] })
        .max(by: { widths[$0] - figures[$0] < widths[$1] - figures[$1] })
    {
      widths[widest] -= 1
    }
    // A column can give way down to its longest word; only when all have, words are broken too.
    let flexible = table.columns.indices.filter {
      table.columns[$0].alignment == .left && !table.columns[$0].isOptional
        && !table.columns[$0].isDrawing
    }
    let longestWords = table.columns.indices.map { column in
      cells.map { longestWord(in: $0[column]) }.max() ?? 0
    }
    let longestPieces = table.columns.indices.map { column in
      cells.map { longestPiece(in: $0[column]) }.max() ?? 0
    }
    for floor in [longestWords, longestPieces.map { min($0, 12) }] {
      while widths.reduce(gaps, +) > width,
        let widest = flexible.filter({ widths[$0] > max(floor[$0], 8) })
          .max(by: { widths[$0] < widths[$1] })
      {
        widths[widest] -= 1
      }
    }
    // One space between columns where that is what makes them fit.
    let total = widths.reduce(gaps, +)
    let isTight = total > width && total - gaps / 2 <= width
    let gap = isTight ? " " : "  "
    var lines: [String] = []
    for (index, row) in cells.enumerated() {
      let wrappedCells = row.indices.map { column in
        table.columns[column].alignment == .right && index > 0
          ? [row[column]] : lineList(row[column], width: widths[column])
      }
      let height = wrappedCells.map(\.count).max() ?? 1
      for line in 0..<height {
        let parts = row.indices.map { column in
          // Titles stand on the rule below them, cells hang from their first line.
          let own = line - (index == 0 ? height - wrappedCells[column].count : 0)
          let text = wrappedCells[column].indices.contains(own) ? wrappedCells[column][own] : ""
          let set = padded(text, to: widths[column], table.columns[column].alignment)
          return marks == .coloured && table.columns[column].isDrawing ? coloured(set) : set
        }
        var joined = parts.joined(separator: gap)
        while joined.last == " " { joined.removeLast() }
        lines.append(joined)
      }
      if index == 0 {
        lines.append(widths.map { String(repeating: "-", count: $0) }.joined(separator: gap))
      } else if !asides.isEmpty, !asides[index - 1].isEmpty {
        let space = min(widths[0] + gap.count, 8)
        let indentation = String(repeating: " ", count: space)
        lines.append(
          indentation + wrapped(asides[index - 1], width: width - space, indentation: space))
      }
    }
    return lines.joined(separator: "\n")
  }

  static func longestWord(in text: String) -> Int {
    text.utf8.split(separator: UInt8(ascii: " ")).map { columns(of: Substring($0)) }.max() ?? 0
  }

  /// How many columns a text takes; characters are told apart only where bytes do not.
  static func columns(of text: some StringProtocol) -> Int {
    isPlain(text) ? text.utf8.count : text.count
  }

  /// Whether every byte of a text is a character that is seen, or a space.
  private static func isPlain(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
  }

  /// A word may be broken after these.
  private static let breaks = "/-]"

  private static func longestPiece(in text: String) -> Int {
    text.utf8.split(whereSeparator: { $0 == UInt8(ascii: " ") || breaks.utf8.contains($0) })
      .map { columns(of: Substring($0)) + 1 }.max() ?? 0
  }

  private static func padded(
    _ text: String, to width: Int, _ alignment: ReportTable.Alignment
  ) -> String {
    let space = String(repeating: " ", count: max(0, width - columns(of: text)))
    return alignment == .right ? space + text : text + space
  }

  /// Text broken at spaces; the lines after the first are indented.
  static func wrapped(_ text: String, width: Int, indentation: Int = 0) -> String {
    lineList(text, width: width)
      .joined(separator: "\n" + String(repeating: " ", count: indentation))
  }

  private static func lineList(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in words(of: plain(text)) {
      var word = String(word)
      let own = columns(of: word)
      if !line.isEmpty, used + 1 + own <= width {
        used += 1 + own
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      // A word that fits no line is broken where it may be, else at its end.
      while columns(of: word) > width {
        let head = word.prefix(width)
        let cut =
          head.lastIndex(where: { breaks.contains($0) }).map { word.index(after: $0) }
          ?? head.endIndex
        lines.append(String(word[..<cut]))
        word = String(word[cut...])
      }
      line = word
      used = columns(of: word)
    }
    lines.append(line)
    return lines
  }

  private static func words(of text: String) -> [Substring] {
    isPlain(text)
      ? text.utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }
      : text.split(whereSeparator: { $0 == " " || $0.isNewline })
  }

  /// Text in which nothing commands the terminal; a tab and its like are a space, line ends stay.
  static func plain(_ text: String) -> String {
    guard !isPlain(text), text.unicodeScalars.contains(where: VisibleText.commandsOrIsTab) else {
      return text
    }
    return VisibleText.escaped(
      String(
        String.UnicodeScalarView(
          text.unicodeScalars.map { scalar in
            scalar != "\n" && VisibleText.commandsOrIsTab(scalar)
              && Character(scalar).isWhitespace ? " " : scalar
          })))
  }
}

extension ReportFormat {
  /// Text for a terminal, as wide as it is.
  public static let table = ReportFormat(
    name: "table", fileEnding: "txt",
    draw: { document, setting in
      TerminalFormat.text(of: document.report, width: setting.width, marks: setting.marks)
    })
}
