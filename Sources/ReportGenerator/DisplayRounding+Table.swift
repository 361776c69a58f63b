import BillingTypes

extension DisplayRounding {
  /// Rounds a table of amounts so that its rows and columns add up to totals that are rounded already.
  ///
  /// Every row is shared out by largest remainder. Where a column then misses its total, single steps move along the
  /// rows from columns with too much to columns with too little, where it takes the cells least far from their amounts.
  ///
  /// - Parameters:
  ///   - amounts: Rows of amounts of one currency, equally long.
  ///   - places: Decimals to show, as in ``shares(of:places:total:)``.
  ///   - rows: The rounded total of every row.
  ///   - columns: The rounded total of every column; in all the same as `rows`.
  /// - Returns: The rounded amounts as counts of the last decimal. Rows add up always; a column does unless that would
  ///   put an amount into an empty cell.
  static func table(
    of amounts: [[Money]], places: Int, rows: [Int128], columns: [Int128]
  ) -> [[Int128]] {
    var cells = zip(amounts, rows).map { shares(of: $0, places: places, total: $1) }
    var excess = columns.indices.map { column in
      cells.reduce(0) { $0 + $1[column] } - columns[column]
    }
    while let move = bestMove(in: cells, of: amounts, places: places, excess: excess) {
      cells[move.row][move.from] -= 1
      cells[move.row][move.to] += 1
      excess[move.from] -= 1
      excess[move.to] += 1
    }
    return cells
  }

  private typealias Move = (row: Int, from: Int, to: Int)

  /// The move of one step that takes two cells least far from their amounts; the first of equals.
  private static func bestMove(
    in cells: [[Int128]], of amounts: [[Money]], places: Int, excess: [Int128]
  ) -> Move? {
    let step = Double(powerOfTen(12 - places))
    var best: (move: Move, harm: Double)?
    for row in cells.indices {
      // How far a cell is above its amount, in steps: only orders the moves, and never reaches a figure.
      func above(_ column: Int) -> Double {
        Double(cells[row][column]) - Double(amounts[row][column].picounits) / step
      }
      for from in excess.indices where excess[from] > 0 && amounts[row][from].picounits != 0 {
        for to in excess.indices where excess[to] < 0 && amounts[row][to].picounits != 0 {
          let harm = above(to) - above(from)
          if best.map({ harm < $0.harm }) ?? true { best = ((row, from, to), harm) }
        }
      }
    }
    return best?.move
  }
}
