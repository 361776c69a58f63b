import BillingTypes
import Foundation

/// A folder where what data files say is kept, so that text is parsed and checked once for all runs.
///
/// Each file of text has one of its own there, named after the SHA-256 of the text: whoever has the same text finds it,
/// and nobody else. What is damaged, cut off or of another form is as good as not there. Where nothing can be written,
/// nothing is kept.
public struct CatalogueCache: Sendable {
  /// The path of the folder, which need not be there.
  public let folder: String
  /// What stands for the program that reads: what another one found right is checked anew.
  public let program: String
  /// This moment, in nanoseconds since 1970; tests have one of their own.
  var now: @Sendable () -> Int = { FileStamp.now }

  /// Creates a place.
  ///
  /// - Parameters:
  ///   - folder: The path of the folder, which is made when something is kept.
  ///   - program: What stands for this program and no other version of it.
  public init(folder: String, program: String) {
    self.folder = folder
    self.program = program
  }

  /// The place for a user's programs: `XDG_CACHE_HOME`, else `~/Library/Caches` or `~/.cache`.
  ///
  /// - Parameters:
  ///   - environment: The variables of the environment.
  ///   - program: The path of the program. Another build may check more, so that its size and times count.
  /// - Returns: The place; nil where the environment names none.
  public static func user(environment: [String: String], program: String) -> CatalogueCache? {
    var base = environment["XDG_CACHE_HOME"] ?? ""
    if !base.hasPrefix("/"), let home = environment["HOME"], home.hasPrefix("/") {
      #if os(macOS)
        base = "\(home)/Library/Caches"
      #else
        base = "\(home)/.cache"
      #endif
    }
    return base.hasPrefix("/")
      ? CatalogueCache(folder: "\(base)/mediacost", program: FileStamp(path: program)?.text ?? "")
      : nil
  }

  /// What a text of this digest says; nil where nothing whole is kept of it.
  func tree(of digest: String) -> KeptTree? {
    CacheFile.contents(of: path(digest)).flatMap { KeptTree($0, of: digest) }
  }

  /// Keeps what a text says.
  func keep(_ tree: KeptTree, of digest: String) {
    CacheFile.write(tree.sections(of: digest), to: path(digest), in: folder)
  }

  /// What is known of the files of a folder.
  func index(of dataFolder: String) -> CatalogueIndex {
    let path = "\(folder)/\(SHA256.digest(of: dataFolder.utf8).prefix(32)).index"
    return CatalogueIndex(
      folder: dataFolder,
      entries: CacheFile.contents(of: path).flatMap {
        CatalogueIndex.entries($0, of: dataFolder)
      } ?? [:])
  }

  /// Keeps what is known of the files of a folder.
  func keep(_ index: CatalogueIndex) {
    let path = "\(folder)/\(SHA256.digest(of: index.folder.utf8).prefix(32)).index"
    CacheFile.write(index.sections, to: path, in: folder)
    CacheFile.prune(folder, mostBytes: Self.mostBytes)
  }

  /// What all that is kept may take: as much as ten versions of the shipped cards.
  private static let mostBytes = 1 << 26

  private func path(_ digest: String) -> String { "\(folder)/\(digest.prefix(40)).tree" }
}
