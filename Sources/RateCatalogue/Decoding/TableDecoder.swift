import BillingTypes
import PricingRules

extension DataReader {
  /// Reads a table: maps inside maps, as deep as it has keys.
  func table() -> LookupTable? {
    var rows: [(keys: [String], cell: LookupTable.Cell)] = []
    var depths: Set<Int> = []
    collect(keys: [], into: &rows, depths: &depths)
    guard let depth = depths.first, depth > 0, depths.count == 1 else {
      report("every cell of a table is under the same number of keys, at least one")
      return nil
    }
    return LookupTable(keyCount: depth, rows: rows)
  }

  private func collect(
    keys: [String], into rows: inout [(keys: [String], cell: LookupTable.Cell)],
    depths: inout Set<Int>
  ) {
    if isMap {
      for (key, value) in entries() {
        value.collect(keys: keys + [canonical(key)], into: &rows, depths: &depths)
      }
    } else if scalar == "unknown" {
      depths.insert(keys.count)
      rows.append((keys, .unknown))
    } else {
      // What is no number was reported; its cell is there all the same, so that nobody misses it.
      depths.insert(keys.count)
      rows.append((keys, number().map { .amount($0) } ?? .unknown))
    }
  }

  /// A key as values print: `5.0` and `5` are one key.
  private func canonical(_ key: String) -> String {
    // A key that is no number is a word.
    (try? DecimalText.parse(key))?.description ?? key
  }
}
