import BillingTypes
import Foundation
import Synchronization

/// One file of a catalogue: its bytes and what they say, each read when somebody needs it.
final class CatalogueFile: Sendable {
  /// The file as messages name it.
  let name: String
  /// The name without its ending: of a card, the provider.
  let stem: String

  /// Where the file is; nil of one whose bytes were given.
  private let path: String?
  /// Where what files say is kept; nil where it is not.
  private let cache: CatalogueCache?
  private let state: Mutex<State>

  private struct State {
    var bytes: Data?
    var digest: String?
    /// The models of its offers.
    var models: Set<String>?
    var tree: Result<DataTree, DataProblem>?
    /// By which checks all was found right.
    var checks: [String] = []
  }

  /// A file of a folder.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - name: The file as messages name it.
  ///   - cache: Where what it says is kept; nil where nothing is.
  ///   - known: What is known of its bytes, where they are the same as then.
  init(path: String, name: String, _ cache: CatalogueCache?, known: KnownContent?) {
    self.path = path
    self.name = name
    self.cache = cache
    stem = Self.stem(of: path)
    state = Mutex(State(digest: known?.digest, models: known?.models))
  }

  /// A file that was read before.
  init(name: String, text: String) {
    self.name = name
    (path, cache, stem) = (nil, nil, Self.stem(of: name))
    state = Mutex(State(bytes: Data(text.utf8)))
  }

  private static func stem(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file
  }

  /// The name without folders.
  var fileName: String { "\(stem).yaml" }

  /// The SHA-256 of the bytes; nil as long as nobody needed it.
  var knownDigest: String? { known?.digest }

  /// What is known of the bytes; nil as long as nobody needed them.
  var known: KnownContent? {
    state.withLock { state in
      state.digest.map { KnownContent(digest: $0, models: state.models) }
    }
  }

  /// Whether the file itself was read.
  var isRead: Bool { state.withLock { $0.bytes != nil } }

  /// The bytes of the file, the same every time.
  ///
  /// - Throws: ``DataProblem`` where the file cannot be read.
  func bytes() throws(DataProblem) -> Data {
    try state.withLock { state in
      Result { () throws(DataProblem) in try bytes(&state) }
    }.get()
  }

  /// What the file says.
  ///
  /// - Throws: ``DataProblem`` where the file cannot be read, or is not what a data file may be.
  func tree() throws(DataProblem) -> DataTree {
    try state.withLock { tree(&$0) }.get()
  }

  /// The models of a card's offers; nil where one cannot be told.
  func models() -> Set<String>? {
    state.withLock { state in
      if let models = state.models { return models }
      guard case .success(let tree) = tree(&state) else { return nil }
      state.models = OfferIndex(tree).models
      return state.models
    }
  }

  /// Whether everything in the file was found right by a check, once for the same bytes.
  ///
  /// - Parameters:
  ///   - check: What stands for the check and all that it goes by.
  ///   - holds: Makes the check.
  /// - Returns: Whether it is so; false where nothing is kept, as the check would be made every time.
  func isRight(by check: String, _ holds: (DataTree) -> Bool) -> Bool {
    guard let cache else { return false }
    return state.withLock { state in
      guard case .success(let tree) = self.tree(&state), let digest = state.digest else {
        return false
      }
      if !state.checks.contains(check), holds(tree) {
        state.checks = state.checks.suffix(Self.mostChecks - 1) + [check]
        cache.keep(KeptTree(tree: tree, checks: state.checks), of: digest)
      }
      return state.checks.contains(check)
    }
  }

  /// So many checks are remembered.
  private static let mostChecks = 4

  private func tree(_ state: inout State) -> Result<DataTree, DataProblem> {
    if let tree = state.tree { return tree }
    let tree = Result { () throws(DataProblem) in
      if let cache {
        let digest = try digest(&state)
        state.digest = digest
        if let kept = cache.tree(of: digest) {
          state.checks = kept.checks
          return kept.tree
        }
      }
      let tree = try DataText.tree(of: try bytes(&state), file: name)
      if let digest = state.digest { cache?.keep(KeptTree(tree: tree, checks: []), of: digest) }
      return tree
    }
    state.tree = tree
    return tree
  }

  private func digest(_ state: inout State) throws(DataProblem) -> String {
    if let digest = state.digest { return digest }
    return SHA256.digest(of: try bytes(&state))
  }

  private func bytes(_ state: inout State) throws(DataProblem) -> Data {
    if let bytes = state.bytes { return bytes }
    do {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path ?? name))
      state.bytes = bytes
      // What was known of the file may be of another version.
      if cache != nil {
        let digest = SHA256.digest(of: bytes)
        if digest != state.digest { state.models = nil }
        state.digest = digest
      }
      return bytes
    } catch {
      throw DataProblem(
        file: name, line: 0, path: "", message: "the file cannot be read", source: .file)
    }
  }
}
