/// Working space for column programs: one per thread, used for every block.
package final class ColumnRun {
  /// Rows of a block.
  package static let capacity = 1024

  private var space: ColumnSpace
  private var bufferCount: Int

  /// Creates space that grows with the programs.
  package init() {
    bufferCount = 32
    space = ColumnSpace(bufferCount)
  }

  deinit { space.base.deallocate() }

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - columns: A column for every input, as ``ColumnRead`` says; what no column gives is not read.
  ///   - rows: How many rows, at most ``capacity``.
  package func run(
    _ program: ColumnProgram, _ columns: UnsafePointer<UnsafePointer<Int64>>, rows: Int
  ) {
    let needed = program.bufferCount + program.outputs.count + 1
    if needed > bufferCount {
      space.base.deallocate()
      space = ColumnSpace(needed)
      bufferCount = needed
    }
    let space = space
    let fine = space.buffer(program.bufferCount)
    fine.update(repeating: 1, count: rows)
    program.steps.withUnsafeBufferPointer { steps in
      for place in steps.indices {
        let target = space.buffer(steps[place].target)
        switch steps[place].operation {
        case .read:
          let input = steps[place].place
          program.reads[input].read(columns[input], into: target, isFine: fine, rows)
        case .isGiven:
          let column = columns[steps[place].place]
          for row in 0..<rows { target[row] = column[row] == ColumnRead.notGiven ? 0 : 1 }
        case .cell: space.look(program.tables[steps[place].place], steps[place], rows)
        case .isNot: space.invert(steps[place], rows)
        case .choice: space.choose(steps[place], rows)
        case .constant: break
        default: space.combine(steps[place], rows)
        }
      }
    }
    switch program.isFine {
    case .constant(1): break
    case .constant: fine.update(repeating: 0, count: rows)
    case .buffer(let index):
      let rules = space.buffer(index)
      for row in 0..<rows { fine[row] &= rules[row] }
    }
  }

  /// 1 for every row of the last run that is fine.
  package func isFine(_ program: ColumnProgram) -> UnsafeMutablePointer<Int64> {
    space.buffer(program.bufferCount)
  }

  /// A column that was asked for, from the last run.
  package func output(_ index: Int, of program: ColumnProgram, rows: Int) -> UnsafePointer<Int64> {
    switch program.outputs[index] {
    case .buffer(let place): return UnsafePointer(space.buffer(place))
    case .constant(let value):
      let column = space.buffer(program.bufferCount + 1 + index)
      column.update(repeating: value, count: rows)
      return UnsafePointer(column)
    }
  }
}
