import BillingTypes
public import PricingRules

/// Holds a list of prices against the rate cards: the list claims, the engine answers.
public struct Court: Sendable {
  /// The cards, and the day whose prices they are asked for.
  public let quoter: Quoter
  /// Whom the list means.
  public let names: RivalNames

  /// Creates a court.
  public init(quoter: Quoter, names: RivalNames) {
    self.quoter = quoter
    self.names = names
  }

  /// What comes of every figure of a list that is about media; the order is the list's.
  public func hear(_ list: RivalList) -> CourtRecord {
    let join = RivalJoin(quoter.catalogue, names)
    var findings: [CourtFinding] = []
    var media: [RivalEntry] = []
    var met: Set<OfferID> = []
    var sellers: Set<String> = []
    for entry in list.entries {
      let meant = join.meant(by: entry)
      guard entry.product != nil || (try? meant.get()) != nil else { continue }
      media.append(entry)
      if let seller = join.seller(entry.provider) { sellers.insert(seller.provider) }
      let prices = entry.prices(on: quoter.asOf)
      if !prices.isEmpty, let offers = try? meant.get().offers { met.formUnion(offers.map(\.id)) }
      for price in prices { findings.append(finding(price, entry, meant, list.currency)) }
    }
    let silent = quoter.catalogue.offers.filter {
      sellers.contains($0.provider) && !met.contains($0.id) && $0.validity.contains(quoter.asOf)
        && $0.category != .liveAvatar
    }
    return CourtRecord(
      list: list, asOf: quoter.asOf, findings: findings, mediaEntries: media.count,
      withoutFigure: media.filter { $0.prices(on: quoter.asOf).isEmpty }.map(\.id),
      unread: CourtRecord.counted(media.flatMap(\.unread)), silent: silent.map(\.id))
  }

  private func finding(
    _ price: RivalPrice, _ entry: RivalEntry, _ meant: Result<RivalJoin.Meant, RivalJoin.Missing>,
    _ currency: Currency
  ) -> CourtFinding {
    let theirs = (try? price.figure / price.per) ?? .zero
    var settings = entry.settings + price.settings
    func finding(
      _ verdict: CourtVerdict, _ offer: OfferID? = nil, _ answer: CourtPricer.Answer? = nil
    ) -> CourtFinding {
      CourtFinding(
        entry: entry.id, provider: entry.provider, price: price, theirs: theirs, offer: offer,
        settings: settings, ours: answer?.value, meter: answer?.meter,
        evidence: answer?.evidence ?? [],
        verdict: verdict)
    }
    let offers: [Offer]
    switch meant {
    case .failure(let missing): return finding(.noCounterpart(missing.gap))
    case .success(let found):
      offers = found.offers
      settings = found.settings + settings
    }
    let sold = offers.filter { $0.validity.contains(quoter.asOf) }
    let theirEnd = entry.ends.flatMap { $0 <= quoter.asOf ? $0 : nil }
    if sold.isEmpty || theirEnd != nil {
      let ended = offers.filter { $0.hasEnded(by: quoter.asOf) }
      guard !ended.isEmpty && sold.isEmpty || theirEnd != nil else {
        return finding(.notComparable(.notSold), offers.first?.id)
      }
      return finding(
        .pastItsEnd(
          ours: sold.isEmpty ? ended.compactMap(\.validity.to).max() : nil, theirs: theirEnd,
          isOurs: sold.isEmpty), (sold.first ?? offers.first)?.id)
    }
    let question = CourtPricer.Question(
      subject: price.subject, settings: settings, tier: price.tier)
    let (offer, result) = answer(question, of: sold, price, currency)
    switch result {
    case .failure(let obstacle):
      return finding(.notComparable(price.figure > .zero ? obstacle : .zero), offer.id)
    case .success(let answer):
      guard price.figure > .zero || answer.value == .zero else {
        return finding(.notComparable(.zero), offer.id, answer)
      }
      if let agreement = price.agreement(with: answer.value) {
        return finding(.agrees(isRounded: agreement), offer.id, answer)
      }
      let reasons = CourtReasons(
        quoter: quoter, catalogue: quoter.catalogue, currency: currency, price: price, offer: offer,
        question: question, answer: answer, theirs: theirs)
      return finding(.disagrees(reasons.reason()), offer.id, answer)
    }
  }

  /// The first of several offers that agrees, else the first that can be compared, else why the first can not.
  ///
  /// What comes out is asked of offers of one product alone: another one's price is no witness of it.
  private func answer(
    _ question: CourtPricer.Question, of offers: [Offer], _ price: RivalPrice, _ currency: Currency
  ) -> (Offer, Result<CourtPricer.Answer, CourtObstacle>) {
    let pricer = CourtPricer(quoter: quoter, currency: currency)
    let isOutput =
      switch question.subject {
      case .picture, .pixel, .second: true
      case .pictureSent, .meter: false
      }
    var first: (Offer, Result<CourtPricer.Answer, CourtObstacle>)?
    var comparable: (Offer, Result<CourtPricer.Answer, CourtObstacle>)?
    for offer in offers where !isOutput || offer.category == offers[0].category {
      let result: Result<CourtPricer.Answer, CourtObstacle>
      do throws(CourtObstacle) {
        result = .success(try pricer.answer(question, of: offer))
      } catch {
        result = .failure(error)
      }
      if first == nil { first = (offer, result) }
      guard case .success(let answer) = result else { continue }
      if price.agreement(with: answer.value) != nil { return (offer, result) }
      if comparable == nil { comparable = (offer, result) }
    }
    return comparable ?? first ?? (offers[0], .failure(.notSold))
  }
}

extension Offer {
  /// Whether it was sold before a day and is not on it.
  fileprivate func hasEnded(by day: Day) -> Bool {
    validity.to.map { $0 <= day } ?? [.retired, .withdrawn].contains(validity.status)
  }
}
