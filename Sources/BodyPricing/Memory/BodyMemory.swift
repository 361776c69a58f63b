import PricingRules
import Synchronization

/// An answer that was found, to be given again.
package final class RememberedPrice: Sendable {
  /// The price.
  package let price: PricedBody

  init(_ price: PricedBody) { self.price = price }
}

/// The answers for bodies that go to one place, by what of them the answer depends on.
///
/// People send the same few settings with ever new prompts: what was worked out once holds for all that differ in nothing
/// but their words.
final class BodyMemory: Sendable {
  private let calls: [BoundCall]
  /// Where a body names its model, if all calls that look for one look there.
  private let modelAt: BodySteps?
  private let state = Mutex(State())

  private struct State {
    var gists: [[UInt8]: BodyGist] = [:]
    var answers: [[UInt8]: RememberedPrice] = [:]
  }

  /// More answers, or models, than these are not kept: then all are forgotten.
  private static let (mostAnswers, mostModels) = (1 << 14, 1 << 10)

  /// Creates an empty memory for the calls that a body may mean.
  init(_ calls: [BoundCall]) {
    self.calls = calls
    let pointers = calls.compactMap(\.call.modelAt).uniqued()
    modelAt = pointers.count == 1 ? BodySteps(pointers[0]) : nil
  }

  /// What a body is remembered by; nil for one that is not.
  func key(of tree: BodyTree, explaining: Bool) -> [UInt8]? {
    var model: [UInt8] = []
    if let modelAt {
      tree.forEachPlace(at: modelAt) { place in
        if model.isEmpty, tree.nodes[place].kind == .string { model = Array(tree.raw(place)) }
      }
    }
    guard model.count <= 200 else { return nil }
    if let known = state.withLock({ $0.gists[model] }) {
      return known.key(of: tree, explaining: explaining)
    }
    let name = String(decoding: model, as: UTF8.self)
    let own = calls.filter { $0.call.modelAt == nil || $0.call.models.contains(name) }
    let new = BodyGist(own.isEmpty || model.isEmpty ? calls : own)
    state.withLock { state in
      if state.gists.count >= Self.mostModels { state.gists.removeAll() }
      state.gists[model] = new
    }
    return new.key(of: tree, explaining: explaining)
  }

  /// The answer for a key.
  subscript(key: [UInt8]) -> RememberedPrice? {
    get { state.withLock { $0.answers[key] } }
    set {
      state.withLock { state in
        if state.answers.count >= Self.mostAnswers { state.answers.removeAll() }
        state.answers[key] = newValue
      }
    }
  }
}

/// The memories of the places that bodies were sent to so far.
final class BodyMemories: Sendable {
  private let state = Mutex(State())

  private struct State {
    /// Most bodies go where the one before went.
    var last: (target: BodyTarget, memory: BodyMemory)?
    var all: [BodyTarget: BodyMemory] = [:]
  }

  /// More places than these are not kept.
  private static let most = 256

  /// The memory of a place; nil for an API that no offer has.
  func memory(of target: BodyTarget, _ index: CallIndex) -> BodyMemory? {
    let known = state.withLock { state -> BodyMemory? in
      if let last = state.last, last.target == target { return last.memory }
      guard let memory = state.all[target] else { return nil }
      state.last = (target, memory)
      return memory
    }
    if let known { return known }
    guard let calls = index.calls(for: target) else { return nil }
    let new = BodyMemory(calls)
    return state.withLock { state in
      if let other = state.all[target] { return other }
      if state.all.count >= Self.most { state.all.removeAll() }
      state.all[target] = new
      state.last = (target, new)
      return new
    }
  }
}
