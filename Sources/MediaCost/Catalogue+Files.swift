public import Foundation
public import PricingRules
import RateCatalogue

extension Catalogue {
  /// Reads and checks the rate cards of a folder.
  ///
  /// ```swift
  /// let catalogue = try Catalogue(contentsOf: URL(filePath: "my-rates"))
  /// ```
  ///
  /// - Parameter folder: A folder of cards with its `vocabulary.yaml`, or one that has `rates/` inside.
  /// - Throws: an error whose description names the file, the line and what would be right, for each thing
  ///   that is wrong.
  public init(contentsOf folder: URL) throws {
    self = try CatalogueFiles(
      DataFolder.locate(
        rates: folder.path, environment: [:], currentFolder: folder, executable: nil)
    ).catalogue()
  }

  /// The rate cards that came with this package, read anew each time; keep what it gives.
  ///
  /// - Throws: an error that names the places that were looked in, where they were not installed beside the
  ///   program.
  public static var bundled: Catalogue {
    get throws {
      let program = Bundle.main.executableURL?.resolvingSymlinksInPath()
      let folders = [
        program?.deletingLastPathComponent(), Bundle.main.bundleURL, Bundle.main.resourceURL,
      ]
      return try CatalogueFiles(DataFolder.bundled(in: folders.compactMap { $0 })).catalogue()
    }
  }
}
