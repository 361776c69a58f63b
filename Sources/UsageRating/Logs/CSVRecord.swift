/// One record of CSV as RFC 4180 has it, read byte by byte: any quotes, any line ends.
struct CSVRecord {
  /// The cells without their quotes; nil where quotes are not closed or something follows them.
  let cells: [[UInt8]]?
  /// Where the next record begins.
  let end: Int
  /// How many lines it takes.
  let lineCount: Int
  /// The first quote that opens a cell of more than one line and does not close it as it should; nil
  /// where there is none.
  ///
  /// Nobody can tell which of its lines are text and which are rows.
  let fault: OpenQuote?

  /// A quote that opens a cell and never closes it, or closes it lines later with something behind.
  struct OpenQuote: Hashable {
    /// The line it is in, counted from that of the record, from 0.
    let line: Int
    /// The line on which it is closed with something behind; nil where it is never closed.
    let closing: Int?
  }

  /// Reads the record that begins at `start`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var isBroken = false
    var lineCount = 1
    var place = start
    var isAtStart = true
    var isClosed = false
    var openLine = 0
    var fault: OpenQuote?
    loop: while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\"") where isAtStart:
        place += 1
        openLine = lineCount - 1
        while place < bytes.count {
          if bytes[place] == UInt8(ascii: "\"") {
            if place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "\"") {
              cell.append(bytes[place])
              place += 2
              continue
            }
            place += 1
            isClosed = true
            break
          }
          if bytes[place] == UInt8(ascii: "\n") { lineCount += 1 }
          cell.append(bytes[place])
          place += 1
        }
        if !isClosed {
          isBroken = true
          fault = fault ?? OpenQuote(line: openLine, closing: nil)
        }
        isAtStart = false
      case UInt8(ascii: ","):
        cells.append(cell)
        cell = []
        (isAtStart, isClosed) = (true, false)
        place += 1
      case UInt8(ascii: "\n"):
        place += 1
        break loop
      case UInt8(ascii: "\r")
      where place + 1 == bytes.count || bytes[place + 1] == UInt8(ascii: "\n"):
        place += 1
      default:
        // Text behind quotes, or quotes inside text.
        if byte == UInt8(ascii: "\"") || isClosed { isBroken = true }
        if isClosed, openLine < lineCount - 1 {
          fault = fault ?? OpenQuote(line: openLine, closing: lineCount - 1)
        }
        cell.append(byte)
        isAtStart = false
        place += 1
      }
    }
    cells.append(cell)
    self.cells = isBroken ? nil : cells
    end = place
    self.lineCount = lineCount
    self.fault = fault
  }
}

extension CSVRecord {
  /// Where the last record that is whole ends; nil where none is.
  ///
  /// Only as much is looked at as must be: without quotes, the last line end.
  static func lastEnd(in bytes: UnsafeRawBufferPointer) -> Int? {
    let quote = UInt8(ascii: "\"")
    guard bytes.firstIndex(of: quote, from: 0) != nil else {
      return bytes.lastLineEnd(in: 0..<bytes.count).map { $0 + 1 }
    }
    var end: Int?
    var place = 0
    while true {
      // A quote opens where a cell begins, and nowhere else.
      var opening = bytes.firstIndex(of: quote, from: place)
      while let candidate = opening, candidate > 0, !isCellStart(after: bytes[candidate - 1]) {
        opening = bytes.firstIndex(of: quote, from: candidate + 1)
      }
      if let line = bytes.lastLineEnd(in: place..<(opening ?? bytes.count)) { end = line + 1 }
      guard let opening else { return end }
      var closing = bytes.firstIndex(of: quote, from: opening + 1)
      while let candidate = closing, candidate + 1 < bytes.count, bytes[candidate + 1] == quote {
        closing = bytes.firstIndex(of: quote, from: candidate + 2)
      }
      guard let closing else { return end }
      place = closing + 1
    }
  }

  private static func isCellStart(after byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
  }
}
