extension TerminalFormat {
  /// A table whose sparse columns stand below their rows where there is no room beside each other, and those lines.
  ///
  /// A column of which every cell is empty goes for good. Of others the widest goes first.
  static func settingAside(
    _ table: ReportTable, width: Int
  ) -> (table: ReportTable, asides: [String]) {
    func isEmpty(_ column: Int) -> Bool {
      table.rows.allSatisfy { $0[column].words.isEmpty && $0[column] != .missing("") }
    }
    var kept = table.columns.indices.filter { table.columns[$0].aside == nil || !isEmpty($0) }
    let natural = table.columns.indices.map { column in
      let own = table.columns[column]
      if own.isDrawing { return barLength(width: width) }
      // What may go needs no room.
      if own.isOptional { return -2 }
      return table.rows.reduce(longestWord(in: plain(own.title))) {
        max($0, columns(of: plain($1[column].words)))
      }
    }
    var below: [Int] = []
    while kept.reduce(-2, { $0 + natural[$1] + 2 }) > width,
      let widest = kept.filter({ table.columns[$0].aside != nil })
        .max(by: { natural[$0] < natural[$1] })
    {
      kept.removeAll { $0 == widest }
      below.append(widest)
    }
    guard !below.isEmpty else { return (table.keeping(kept), []) }
    let asides = table.rows.map { row in
      below.sorted().filter { !row[$0].words.isEmpty }
        .map { (table.columns[$0].aside ?? "") + row[$0].words }.joined(separator: "; ")
    }
    return (table.keeping(kept), asides)
  }

  /// A table without the columns that nothing needs and that have no room, and the titles of those.
  ///
  /// A column that may go is drawn whole or not at all; the last one goes first, until the others have room: for their
  /// longest words where they keep them, else for 24 columns of those.
  static func fitting(
    _ table: ReportTable, width: Int
  ) -> (table: ReportTable, leftOut: [String]) {
    guard table.columns.contains(where: { $0.isOptional || $0.isDrawing }) else {
      return (table, [])
    }
    func needed(_ place: Int, keepingWords: Bool) -> Int {
      let column = table.columns[place]
      if column.isDrawing {
        return table.rows.map { columns(of: drawn($0[place], width: width) ?? "") }.max() ?? 0
      }
      let isWhole = column.alignment == .right || column.isOptional || column.aside != nil
      let most = isWhole || column.keepsWords && keepingWords ? Int.max : 24
      return table.rows.reduce(longestWord(in: plain(column.title))) { widest, row in
        let text = plain(row[place].words)
        return max(widest, min(most, isWhole ? columns(of: text) : longestWord(in: text)))
      }
    }
    var kept = Array(table.columns.indices)
    var leftOut: [String] = []
    func isTooWide(_ columns: [Int], keepingWords: Bool) -> Bool {
      columns.reduce(-2) { $0 + needed($1, keepingWords: keepingWords) + 2 } > width
    }
    while isTooWide(kept.filter { !table.columns[$0].isDrawing }, keepingWords: true),
      let last = kept.lastIndex(where: { table.columns[$0].isOptional })
    {
      leftOut.insert(table.columns[kept[last]].title, at: 0)
      kept.remove(at: last)
    }
    // A bar is worth a name on two lines, and no more.
    while isTooWide(kept, keepingWords: false),
      let last = kept.lastIndex(where: { table.columns[$0].isDrawing })
    {
      kept.remove(at: last)
    }
    return (table.keeping(kept), leftOut)
  }
}
