import BillingTypes
import BodyPricing
import CostAnalysis
import PricingRules

extension RivalListFormat {
  /// The table of prices of litellm: an object of models, in which every key that has `cost` is a price in dollars.
  static let litellm = RivalListFormat(
    name: "litellm", file: "litellm's model_prices_and_context_window.json"
  ) { LiteLLMList(text: $0).entries() }
}

/// Reads litellm's table.
private struct LiteLLMList {
  let text: RivalText

  func entries() -> [RivalEntry] {
    guard text.isObject(0) else {
      text.report(0, "", wanted: "an object of models, as in \(text.format.file)")
      return []
    }
    return text.tree.children(of: 0).compactMap { place in
      let id = text.tree.key(place)
      guard text.isObject(place) else {
        text.report(place, id, wanted: "an object")
        return nil
      }
      return entry(id, place)
    }
  }

  private static let products: [String: MediaCategory] = [
    "image_generation": .imageGeneration, "image_edit": .imageEditing,
    "video_generation": .videoGeneration,
  ]

  /// Modes that are other products, whatever prices their entries have.
  private static let others: Set = [
    "audio_speech", "audio_transcription", "embedding", "moderation", "ocr", "realtime", "rerank",
  ]

  private func entry(_ id: String, _ place: Int) -> RivalEntry? {
    let tree = text.tree
    let mode = text.string(tree.member("mode", of: place)) ?? ""
    let costs = tree.children(of: place).filter {
      tree.key($0).contains("cost") && !text.isNull($0)
    }
    let keys = Set(costs.map(tree.key))
    let product =
      Self.products[mode] ?? (Self.others.contains(mode) ? nil : Self.product(ofOther: keys))
    let provider = text.string(tree.member("litellm_provider", of: place)) ?? ""
    // Text models are not looked at any closer, unless a card of ours sells one of that name.
    let name = LiteLLMName(id, provider: provider)
    let table = LiteLLMKeys(product: product, keys: keys)
    var prices: [RivalPrice] = []
    var unread: [String] = []
    for cost in costs {
      let key = tree.key(cost)
      guard let meaning = table.meaning(of: key) else {
        unread.append(key)
        continue
      }
      guard let figure = text.price(cost, "\(id).\(key)") else { continue }
      prices.append(
        RivalPrice(
          key: key, figure: figure, subject: meaning.subject, settings: meaning.settings,
          tier: meaning.tier))
    }
    var ends: Day?
    if product != nil, let day = tree.member("deprecation_date", of: place) {
      ends = text.day(day, "\(id).deprecation_date")
    }
    return RivalEntry(
      id: id, provider: provider, models: name.models, product: product, settings: name.settings,
      ends: ends, schedules: prices.isEmpty ? [] : [RivalSchedule(prices: prices)], unread: unread)
  }

  /// The product of an entry of another mode that has prices of finished pictures or films.
  private static func product(ofOther keys: Set<String>) -> MediaCategory? {
    if keys.contains(where: { $0.hasPrefix("output_cost_per_video") }) { return .videoGeneration }
    if keys.contains(where: { $0.hasPrefix("output_cost_per_image") }) { return .imageGeneration }
    return nil
  }
}

/// What a name of litellm's table says: `azure/high/1024-x-1024/gpt-image-1` is a quality, a size and a model.
private struct LiteLLMName {
  private(set) var models: [RivalModel] = []
  private(set) var settings: [RivalSetting] = []

  private static let qualities: Set = [
    "low", "medium", "high", "xhigh", "max", "standard", "hd", "auto",
  ]
  /// Where a model of Bedrock runs stands before its id.
  private static let regions = ["us.", "eu.", "apac.", "global.", "au.", "jp.", "ca."]

  init(_ id: String, provider: String) {
    var parts = id.split(separator: "/", omittingEmptySubsequences: false).map(String.init)[...]
    let routes = [provider, String(provider.prefix { $0 != "-" })]
    if parts.count > 1, routes.contains(parts[0]) { parts = parts.dropFirst() }
    // A quality counts as one before a size only: a model may be called so.
    if parts.count > 2, Self.qualities.contains(parts[parts.startIndex]),
      Self.size(parts[parts.startIndex + 1]) != nil
    {
      settings.append(RivalSetting("quality", parts.removeFirst()))
    }
    if parts.count > 1, let first = parts.first, first == "max-x-max" || Self.size(first) != nil {
      parts.removeFirst()
      if let size = Self.size(first) { settings.append(RivalSetting("size", size)) }
      if parts.count > 1, let word = parts.first, word.hasSuffix("-steps") {
        let steps = String(word.dropLast(6))
        settings.append(RivalSetting("steps", steps))
        parts.removeFirst()
      }
      if parts.count > 1, let route = parts.first, routes.contains(route) { parts.removeFirst() }
    }
    let model = parts.joined(separator: "/")
    models = [.exactly(model)]
    if model != id { models.append(.exactly(id)) }
    for region in Self.regions where provider.hasPrefix("bedrock") && model.hasPrefix(region) {
      models.append(.exactly(String(model.dropFirst(region.count))))
    }
  }

  /// `1024-x-1536` as `1024x1536`; nil for what is no size.
  private static func size(_ text: String) -> String? {
    let sides = text.split(separator: "-x-", omittingEmptySubsequences: false)
    let areNumbers = sides.allSatisfy { side in
      !side.isEmpty && side.utf8.allSatisfy { (48...57).contains($0) }
    }
    return sides.count == 2 && areNumbers ? sides.joined(separator: "x") : nil
  }
}
