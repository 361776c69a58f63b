/// Where the store is when nobody names a file.
public struct StorePlace: Sendable {
  /// The path of the file.
  public let path: String
  /// Whether its folder is for the store alone.
  public let ownsFolder: Bool

  /// A file that was named.
  public init(path: String) {
    self.path = path
    ownsFolder = false
  }

  /// The default file: `~/.local/share/mediacost/mediacost.sqlite`, or under `XDG_DATA_HOME`.
  ///
  /// - Parameter environment: The variables of the environment.
  /// - Throws: ``StoreError`` where they name no place: a relative one would be another in every folder.
  public init(environment: [String: String]) throws(StoreError) {
    func folder(_ name: String) throws(StoreError) -> String? {
      guard let folder = environment[name], !folder.isEmpty else { return nil }
      guard folder.hasPrefix("/") else {
        throw StoreError(
          path: name,
          reason: "'\(folder)' does not begin with '/'; name the whole path, or a file with --db")
      }
      return folder
    }
    var base = try folder("XDG_DATA_HOME")
    if base == nil { base = try folder("HOME").map { "\($0)/.local/share" } }
    guard let base else {
      throw StoreError(
        path: "HOME", reason: "it is not set, so runs have no place; name a file with --db")
    }
    path = "\(base)/mediacost/mediacost.sqlite"
    ownsFolder = true
  }
}
