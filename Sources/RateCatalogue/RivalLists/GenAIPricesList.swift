import BillingTypes
import BodyPricing
import CostAnalysis
import PricingRules

extension RivalListFormat {
  /// The data of genai-prices: a list of providers, their models, and prices for a million tokens that may have dates.
  static let genaiPrices = RivalListFormat(
    name: "genai-prices", file: "genai-prices' data.json"
  ) { GenAIPricesList(text: $0).entries() }
}

/// Reads the data of genai-prices.
private struct GenAIPricesList {
  let text: RivalText

  func entries() -> [RivalEntry] {
    guard text.isList(0) else {
      text.report(0, "", wanted: "a list of providers, as in \(text.format.file)")
      return []
    }
    return text.tree.children(of: 0).enumerated().flatMap { number, place -> [RivalEntry] in
      guard text.isObject(place), let id = text.string(text.tree.member("id", of: place)) else {
        text.report(place, "[\(number)]", wanted: "a provider with an 'id'")
        return []
      }
      guard let models = text.tree.member("models", of: place), text.isList(models) else {
        text.report(place, id, wanted: "a provider with a list of 'models'")
        return []
      }
      return text.tree.children(of: models).compactMap { model(of: id, $0) }
    }
  }

  private func model(of provider: String, _ place: Int) -> RivalEntry? {
    guard text.isObject(place), let id = text.string(text.tree.member("id", of: place)) else {
      text.report(place, provider, wanted: "a model with an 'id'")
      return nil
    }
    let path = "\(provider)/\(id)"
    guard let prices = text.tree.member("prices", of: place) else {
      text.report(place, path, wanted: "a model with 'prices'")
      return nil
    }
    let (schedules, unread) = self.schedules(prices, path)
    var models: [RivalModel] = [.exactly(id)]
    if let match = text.tree.member("match", of: place) { models += self.models(match) }
    return RivalEntry(
      id: path, provider: provider, models: models.uniqued(), product: product(schedules),
      schedules: schedules.sorted { ($0.from ?? .first) < ($1.from ?? .first) }, unread: unread)
  }

  /// The product that prices of finished pictures or films tell.
  private func product(_ schedules: [RivalSchedule]) -> MediaCategory? {
    let keys = Set(schedules.flatMap(\.prices).map(\.key))
    if keys.contains("output_video_mtok") { return .videoGeneration }
    return keys.contains("output_image_mtok") ? .imageGeneration : nil
  }

  /// The ids that a clause certainly means: one by one, or by how they begin; any other clause is too wide for a claim.
  private func models(_ clause: Int) -> [RivalModel] {
    if let word = text.string(text.tree.member("equals", of: clause)) { return [.exactly(word)] }
    if let word = text.string(text.tree.member("starts_with", of: clause)) {
      return [.beginning(word)]
    }
    guard let several = text.tree.member("or", of: clause), text.isList(several) else { return [] }
    return text.tree.children(of: several).flatMap(models)
  }

  private func schedules(_ place: Int, _ path: String) -> ([RivalSchedule], unread: [String]) {
    if text.isObject(place) {
      let (prices, unread) = self.prices(place, "\(path).prices")
      return (prices.isEmpty ? [] : [RivalSchedule(prices: prices)], unread)
    }
    guard text.isList(place) else {
      text.report(place, "\(path).prices", wanted: "an object of prices, or a list of them")
      return ([], [])
    }
    var schedules: [RivalSchedule] = []
    var unread: [String] = []
    for (number, own) in text.tree.children(of: place).enumerated() {
      let path = "\(path).prices[\(number)]"
      guard let prices = text.tree.member("prices", of: own), text.isObject(prices) else {
        text.report(own, path, wanted: "an object with 'prices'")
        continue
      }
      let (found, others) = self.prices(prices, path)
      unread += others
      guard let constraint = text.tree.member("constraint", of: own) else {
        schedules.append(RivalSchedule(prices: found))
        continue
      }
      // Prices of hours of the day are no list price of ours.
      guard let start = text.tree.member("start_date", of: constraint) else {
        unread += found.map(\.key)
        continue
      }
      if let from = text.day(start, "\(path).constraint.start_date") {
        schedules.append(RivalSchedule(from: from, prices: found))
      }
    }
    return (schedules, unread)
  }

  private static let subjects: [String: [String]] = [
    "input_mtok": ["input_text_tokens"], "cache_read_mtok": ["cached_text_tokens"],
    "input_image_mtok": ["input_image_tokens"], "cache_image_read_mtok": ["cached_image_tokens"],
    "output_image_mtok": ["output_image_tokens"], "output_video_mtok": ["output_video_tokens"],
    "input_audio_mtok": ["input_audio_tokens"], "output_audio_mtok": ["output_audio_tokens"],
  ]

  private func prices(_ place: Int, _ path: String) -> ([RivalPrice], unread: [String]) {
    let members = text.tree.children(of: place).filter { !text.isNull($0) }
    let keys = Set(members.map(text.tree.key))
    let hasMedia = keys.contains("output_image_mtok") || keys.contains("output_video_mtok")
    var prices: [RivalPrice] = []
    var unread: [String] = []
    for member in members {
      let key = text.tree.key(member)
      let meters =
        key == "output_mtok" ? LiteLLMKeys.written(besides: hasMedia) : Self.subjects[key]
      let isSearch = key == "web_searches_kcount"
      guard let meters = isSearch ? ["web_searches"] : meters else {
        unread.append(key)
        continue
      }
      // Of steps by length, the first is what a picture takes.
      let figure = text.tree.member("base", of: member) ?? member
      guard let number = text.price(figure, "\(path).\(key)") else { continue }
      prices.append(
        RivalPrice(
          key: key, figure: number, per: Rational(isSearch ? 1_000 : 1_000_000),
          subject: .meter(meters)))
    }
    return (prices, unread)
  }
}
