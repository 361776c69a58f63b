import BillingTypes
import PricingRules

/// What our cards come to for what a figure of a list is the price of: the engine is asked for a whole request.
struct CourtPricer {
  let quoter: Quoter
  let currency: Currency

  /// What is asked of an offer.
  struct Question {
    let subject: RivalSubject
    var settings: [RivalSetting]
    var tier: String?
    var plan: PlanID?
  }

  /// What came out, for one unit.
  struct Answer {
    let value: Rational
    /// How many units the request came to.
    let units: Rational
    let lines: [QuoteLine]
    let quote: Quote

    /// Where the figures come from.
    var evidence: [Evidence] {
      lines.flatMap(\.evidence).uniqued().filter(quote.evidence.indices.contains).map {
        quote.evidence[$0]
      }
    }

    /// The meter, where there is one.
    var meter: String? {
      let meters = lines.map(\.meter).uniqued()
      return meters.count == 1 ? meters[0] : nil
    }
  }

  /// How many units of a metered quantity are asked for.
  private static let metered = 1_000_000

  /// Prices a request of an offer that is sold on the day.
  func answer(_ question: Question, of offer: Offer) throws(CourtObstacle) -> Answer {
    guard question.subject.isThing(of: offer.category) else {
      throw .notCharged(offer.charges.map(\.meter).uniqued())
    }
    var request = try self.request(question, of: offer)
    var metered: String?
    if case .meter(let meters) = question.subject {
      let charged = offer.charges.map(\.meter)
      guard let meter = meters.first(where: charged.contains) else {
        throw .notCharged(charged.uniqued())
      }
      metered = meter
    }
    let quote: Quote
    if let metered, offer.meters.contains(metered) {
      var given = request
      given[metered] = String(Self.metered)
      if let own = try? self.quote(offer, given, question.plan),
        own.lines.contains(where: { $0.meter == metered && $0.unitPrice != nil })
      {
        quote = own
      } else {
        quote = try self.quote(offer, request, question.plan)
      }
    } else {
      if question.subject == .pictureSent, let one = offer.parameter("reference_images"),
        one.contains(.one)
      {
        request["reference_images"] = "1"
      }
      quote = try self.quote(offer, request, question.plan)
    }
    guard quote.currency == currency else {
      let own = CourtPricer(quoter: quoter, currency: quote.currency)
      throw .currency(quote.currency, ours: (try? own.answer(question, of: offer))?.value)
    }
    if let metered { return try unitPrice(of: metered, quote) }
    let lines = quote.lines.filter { isMeant($0.meter, by: question.subject) }
    if question.subject == .pictureSent, lines.allSatisfy({ $0.amount?.units == .zero }),
      let beyond = beyondFree(request, of: offer, question)
    {
      return beyond
    }
    guard !lines.isEmpty else { throw .notCharged(quote.lines.map(\.meter).uniqued()) }
    guard let units = units(of: quote, question.subject) else {
      throw .notCharged(quote.lines.map(\.meter).uniqued())
    }
    return try answer(lines, units, quote)
  }

  /// Where the first pictures that are sent in are free, the price of those that are not; nil where there are none.
  private func beyondFree(
    _ request: Request, of offer: Offer, _ question: Question
  ) -> Answer? {
    guard let count = offer.parameter("reference_images") else { return nil }
    var most = request
    most["reference_images"] = count.extremes.highest.description
    guard let quote = try? quote(offer, most, question.plan) else { return nil }
    let lines = quote.lines.filter { isMeant($0.meter, by: .pictureSent) }
    guard lines.count == 1, let price = lines[0].unitPrice else { return nil }
    return Answer(value: price, units: lines[0].quantity ?? .one, lines: lines, quote: quote)
  }

  private func answer(
    _ lines: [QuoteLine], _ units: Rational, _ quote: Quote
  ) throws(CourtObstacle) -> Answer {
    var sum = Rational.zero
    for line in lines {
      guard let amount = line.amount, let total = try? sum + amount.units else {
        throw .priceUnknown
      }
      sum = total
    }
    guard let value = try? sum / units else { throw .priceUnknown }
    return Answer(value: value, units: units, lines: lines, quote: quote)
  }

  private func unitPrice(of meter: String, _ quote: Quote) throws(CourtObstacle) -> Answer {
    guard let line = quote.lines.first(where: { $0.meter == meter }) else {
      throw .notCharged(quote.lines.map(\.meter).uniqued())
    }
    guard let price = line.unitPrice else { throw .priceUnknown }
    return Answer(value: price, units: line.quantity ?? .one, lines: [line], quote: quote)
  }

  /// The whole request's amount for one unit; nil where it is not known in full.
  func whole(_ answer: Answer) -> Rational? {
    answer.quote.amount(of: nil).flatMap { try? $0.units / answer.units }
  }

  /// Whether a meter is part of what a figure is the price of.
  private func isMeant(_ meter: String, by subject: RivalSubject) -> Bool {
    let isSent = meter.hasPrefix("input_") || meter.hasPrefix("cached_")
    switch subject {
    case .pictureSent:
      return ["input_images", "input_image_tokens", "input_megapixels"].contains(meter)
    case .picture, .pixel, .second:
      return !isSent
        && !["output_text_tokens", "output_audio_tokens", "web_searches"].contains(meter)
    case .meter(let meters): return meters.contains(meter)
    }
  }

  /// How many units a request comes to; nil where it does not say.
  private func units(of quote: Quote, _ subject: RivalSubject) -> Rational? {
    func number(_ name: String) -> Rational? {
      guard case .number(let number)? = quote.request[name], number > .zero else { return nil }
      return number
    }
    switch subject {
    case .picture: return number("images") ?? .one
    case .pictureSent: return number("reference_images") ?? .one
    case .pixel:
      guard let width = number("width"), let height = number("height") else { return nil }
      return try? width * height * (number("images") ?? .one)
    case .second:
      guard let seconds = number("seconds") ?? number("video_seconds") else { return nil }
      return try? seconds * (number("videos") ?? .one)
    case .meter: return .one
    }
  }

  /// The quote; what a card needs and the list does not say has its lowest legal value.
  private func quote(
    _ offer: Offer, _ request: Request, _ plan: PlanID?
  ) throws(CourtObstacle) -> Quote {
    var request = request
    for _ in 0...offer.parameters.count {
      do throws(RequestError) {
        return try quoter.quote(offer.id, request, plan: plan)
      } catch .missingParameter(let name, _, _) {
        guard let parameter = offer.parameter(name), request[name] == nil else {
          throw .refused(.missingParameter(name, offer: offer.id, legal: ""))
        }
        request[name] = parameter.extremes.lowest.description
      } catch .notSold {
        throw .notSold
      } catch {
        throw .refused(error)
      }
    }
    throw .priceUnknown
  }

  /// The request: values of which the offer has no parameter move no price of its, and are left out.
  private func request(
    _ question: Question, of offer: Offer
  ) throws(CourtObstacle) -> Request {
    var request = Request()
    for setting in question.settings {
      if setting.name == "size" {
        let sides = setting.text.split(separator: "x").map(String.init)
        for (name, side) in zip(["width", "height"], sides) {
          guard let parameter = offer.parameter(name) else { continue }
          guard parameter.value(of: side) != nil else { throw .value(setting) }
          request[name] = side
        }
        continue
      }
      guard let parameter = offer.parameter(setting.name) else { continue }
      guard let text = parameter.legal(setting.text) else { throw .value(setting) }
      request[setting.name] = text
    }
    if let tier = question.tier {
      guard offer.serviceTiers.contains(where: { $0.name == tier }) else { throw .tier(tier) }
      request[ServiceTier.parameterName] = tier
    }
    return request
  }
}

extension RivalSubject {
  /// Whether offers of a category make such a thing.
  fileprivate func isThing(of category: MediaCategory) -> Bool {
    switch self {
    case .picture, .pixel: category == .imageGeneration || category == .imageEditing
    case .second: category == .videoGeneration || category == .liveAvatar
    case .pictureSent, .meter: true
    }
  }
}

extension Parameter {
  /// The legal value that a text means, whatever its letters' size; nil where there is none.
  fileprivate func legal(_ text: String) -> String? {
    if value(of: text) != nil { return text }
    guard case .choice(let words) = domain else { return nil }
    return words.first { $0.lowercased() == text.lowercased() }
  }
}
