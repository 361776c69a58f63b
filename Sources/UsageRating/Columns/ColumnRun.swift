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
    // Lists that are looked into where they lie are not counted by reference at every step.
    program.steps.withUnsafeBufferPointer { steps in
      program.reads.withUnsafeBufferPointer { reads in
        for step in steps { space.perform(step, of: program, reads, columns, isFine: fine, rows) }
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

  /// A column of the right length that says nothing, for inputs that no column gives.
  var unread: UnsafePointer<Int64> { UnsafePointer(space.base) }

  /// 1 for every row of the last run that is fine.
  package func isFine(_ program: ColumnProgram) -> UnsafeMutablePointer<Int64> {
    space.buffer(program.bufferCount)
  }

  /// Of the rows of the last run that are fine, how many are known in part and how many not at all.
  ///
  /// One output says whether all of a row is known; the one after it, whether nothing is.
  func gaps(
    _ program: ColumnProgram, complete place: Int, rows: Int
  ) -> (partial: Int, unknown: Int) {
    if case .constant(1) = program.outputs[place] { return (0, 0) }
    let fine = isFine(program)
    let complete = output(place, of: program, rows: rows)
    let unknown = output(place + 1, of: program, rows: rows)
    var counts = (partial: 0, unknown: 0)
    for row in 0..<rows {
      let isPartial = fine[row] & (complete[row] ^ 1)
      counts.unknown += Int(isPartial & unknown[row])
      counts.partial += Int(isPartial & (unknown[row] ^ 1))
    }
    return counts
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
