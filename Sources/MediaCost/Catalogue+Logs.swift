public import CostAnalysis
public import Foundation
public import PricingRules
import ReportGenerator
public import UsageRating

/// A usage log: CSV whose header names `timestamp`, `offer`, and any parameter or meter.
public enum UsageLog: Sendable {
  /// A file of any size; it is read piece by piece.
  case file(URL)
  /// Bytes in memory.
  case bytes([UInt8])
}

extension Catalogue {
  /// Takes bytes of a file that is being written.
  public typealias ByteWriter = @Sendable ([UInt8]) throws -> Void

  /// Prices a usage log of any size: sums by month and offer, exact, whoever does what.
  ///
  /// ```swift
  /// let rating = try catalogue.rate(.file(URL(filePath: "usage.csv")))
  /// for group in rating.groups { print(group.month, group.offer, group.rows, group.amount) }
  /// ```
  ///
  /// An empty cell means not given, and a metered value wins over the estimate. A bad row is counted, told to
  /// `rejects`, and never priced as zero.
  ///
  /// - Parameters:
  ///   - log: The log.
  ///   - options: Under which offers, days and plans rows are priced.
  ///   - ignoresUnknownColumns: Whether columns that nobody knows are left out rather than refused.
  ///   - workers: How many threads; nil for one per core. It changes nothing but the time.
  ///   - rows: Takes `line,offer,amount,completeness,floor,ceiling,reasons` of every row as CSV; the options must ask for rows.
  ///   - rejects: Takes `line,reason` of every bad row as CSV.
  /// - Throws: `LogError` for a log that cannot be read, `RequestError` for an offer or a plan that is not
  ///   known, and what the writers throw.
  /// - Returns: Sums by month and offer, and how many rows were bad.
  public func rate(
    _ log: UsageLog, _ options: RatingOptions = RatingOptions(),
    ignoresUnknownColumns: Bool = false, workers: Int? = nil, rows: ByteWriter? = nil,
    rejects: ByteWriter? = nil
  ) throws -> LogRating {
    switch log {
    case .file(let file):
      let handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }
      return try rate(
        .descriptor(handle.fileDescriptor), options, ignoresUnknownColumns, workers, rows, rejects)
    case .bytes(let bytes):
      return try rate(.bytes(bytes[...]), options, ignoresUnknownColumns, workers, rows, rejects)
    }
  }

  private func rate(
    _ source: LogSource, _ options: RatingOptions, _ ignoresUnknown: Bool, _ workers: Int?,
    _ rows: ByteWriter?, _ rejects: ByteWriter?
  ) throws -> LogRating {
    let places = DecimalPlaces(self)
    let pieces = try LogPieces(source)
    let layout = try LogLayout(
      header: pieces.header, catalogue: self, places: places,
      needsTimestamp: options.asOf == nil, ignoresUnknown: ignoresUnknown)
    let rater = try LogRater(catalogue: self, options: options, layout: layout, places: places)
    let rows = options.listsRows ? rows : nil
    try rows?(LineFile.rated.header)
    try rejects?(LineFile.rejected.header)
    var takesRows: LogRater.Taker<RatedLine>?
    if let rows { takesRows = { try rows(LineFile.rated.bytes(of: $0)) } }
    var takesRejects: LogRater.Taker<RejectedLine>?
    if let rejects { takesRejects = { try rejects(LineFile.rejected.bytes(of: $0)) } }
    return try rater.rate(
      pieces, workers: workers ?? ProcessInfo.processInfo.activeProcessorCount,
      rows: takesRows, rejects: takesRejects)
  }
}
