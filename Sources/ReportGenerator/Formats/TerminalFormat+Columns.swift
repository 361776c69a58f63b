extension TerminalFormat {
  /// A table without the columns that nothing needs and that have no room, and the titles of those.
  ///
  /// A column that may go is drawn whole or not at all; the last one goes first, until the others have room: for their
  /// longest words where they keep them, else for 24 columns of those.
  static func fitting(
    _ table: ReportTable, width: Int
  ) -> (table: ReportTable, leftOut: [String]) {
    guard table.columns.contains(where: \.isOptional) else { return (table, []) }
    let needed = table.columns.enumerated().map { place, column in
      let isWhole = column.alignment == .right || column.isOptional
      let most = isWhole || column.keepsWords ? Int.max : 24
      return table.rows.reduce(longestWord(in: plain(column.title))) { widest, row in
        let text = plain(row[place].words)
        return max(widest, min(most, isWhole ? columns(of: text) : longestWord(in: text)))
      }
    }
    var kept = Array(table.columns.indices)
    var leftOut: [String] = []
    while kept.reduce(2 * (kept.count - 1), { $0 + needed[$1] }) > width,
      let last = kept.lastIndex(where: { table.columns[$0].isOptional })
    {
      leftOut.insert(table.columns[kept[last]].title, at: 0)
      kept.remove(at: last)
    }
    return (table.keeping(kept), leftOut)
  }
}
