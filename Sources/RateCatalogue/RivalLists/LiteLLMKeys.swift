import CostAnalysis
import PricingRules

/// What the keys of prices of one entry of litellm's table stand for.
struct LiteLLMKeys {
  /// A price's place in the cards.
  struct Meaning {
    let subject: RivalSubject
    var settings: [RivalSetting] = []
    var tier: String?
  }

  /// The product that the entry says it is.
  let product: MediaCategory?
  /// All keys of prices that the entry has.
  let keys: Set<String>

  private static let tiers = ["batches": "batch", "flex": "flex", "priority": "priority"]

  /// What a key stands for; nil where it is nothing that is compared.
  func meaning(of key: String) -> Meaning? {
    for (ending, tier) in Self.tiers where key.hasSuffix("_\(ending)") {
      var meaning = standard(String(key.dropLast(ending.count + 1)))
      meaning?.tier = tier
      return meaning
    }
    return standard(key)
  }

  private func standard(_ key: String) -> Meaning? {
    if let meaning = plain(key) { return meaning }
    for (start, subject) in [
      ("output_cost_per_second_", RivalSubject.second),
      ("output_cost_per_video_per_second_", .second),
      ("output_cost_per_image_", .picture),
    ] where key.hasPrefix(start) {
      let word = String(key.dropFirst(start.count))
      guard Self.isResolution(word) else { return nil }
      return Meaning(subject: subject, settings: [RivalSetting("resolution", word.lowercased())])
    }
    return nil
  }

  private func plain(_ key: String) -> Meaning? {
    switch key {
    case "output_cost_per_image": Meaning(subject: .picture)
    // An image model that has no price of what comes out has it here.
    case "input_cost_per_image": Meaning(subject: pricesOutput ? .pictureSent : .picture)
    case "output_cost_per_pixel": Meaning(subject: .pixel)
    case "input_cost_per_pixel": pricesOutput ? nil : Meaning(subject: .pixel)
    case "output_cost_per_second", "output_cost_per_video_per_second":
      product == .videoGeneration ? Meaning(subject: .second) : nil
    case "input_cost_per_token": Meaning(subject: .meter(["input_text_tokens"]))
    case "input_cost_per_image_token": Meaning(subject: .meter(["input_image_tokens"]))
    case "cache_read_input_token_cost": Meaning(subject: .meter(["cached_text_tokens"]))
    case "cache_read_input_image_token_cost": Meaning(subject: .meter(["cached_image_tokens"]))
    case "output_cost_per_image_token": Meaning(subject: .meter(["output_image_tokens"]))
    case "output_cost_per_video_token": Meaning(subject: .meter(["output_video_tokens"]))
    case "output_cost_per_token":
      Meaning(subject: .meter(Self.written(besides: hasMediaTokens)))
    default: nil
    }
  }

  /// What tokens that are written may be: text, and pictures and films where they have no price of their own.
  static func written(besides hasMediaTokens: Bool) -> [String] {
    ["output_text_tokens"] + (hasMediaTokens ? [] : ["output_image_tokens", "output_video_tokens"])
  }

  private var hasMediaTokens: Bool {
    keys.contains {
      $0.hasPrefix("output_cost_per_image_token") || $0.hasPrefix("output_cost_per_video_token")
    }
  }

  /// Whether what comes out has a price of its own, above that of a pixel, which is 0 beside other prices.
  private var pricesOutput: Bool {
    product != .imageGeneration && product != .imageEditing
      || keys.contains {
        $0.hasPrefix("output_cost_per_image") || $0.hasPrefix("output_cost_per_second")
      }
  }

  /// `720p`, `4k`, `0.5K` or `512`.
  private static func isResolution(_ word: String) -> Bool {
    guard let first = word.utf8.first, (48...57).contains(first) else { return false }
    let rest = word.utf8.drop { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    return rest.isEmpty || rest.count == 1 && "pkPK".utf8.contains(rest.first ?? 0)
  }
}
