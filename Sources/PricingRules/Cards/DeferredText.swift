import Synchronization

/// A text that is made when it is first asked for, once, by whichever thread comes first.
package final class DeferredText: Sendable {
  private let made = Mutex<String?>(nil)
  private let make: @Sendable () -> String

  /// Creates the text to be.
  package init(_ make: @escaping @Sendable () -> String) { self.make = make }

  /// The text.
  package var text: String {
    made.withLock { text in
      let found = text ?? make()
      text = found
      return found
    }
  }
}
