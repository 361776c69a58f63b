import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing

@Suite("Lists of prices held against the rate cards")
struct CourtTests {
  /// A picture at two qualities and two tiers, whose price changed and will change again.
  static let still = Sample.offer(
    parameters: [
      Sample.choice("quality", ["high", "low"]), Sample.choice("resolution", ["1k", "half"]),
      Sample.count("images", 1...10),
    ],
    tables: [:],
    charges: [
      Sample.charge(
        "output_images", quantity: "images",
        Sample.price([
          Sample.amount("0.08", from: "2026-01-01"),
          Sample.amount(rate("0.06"), from: "2026-03-01"),
          Sample.amount("0.07", from: "2026-09-01"),
        ])),
      Sample.charge(
        "input_text_tokens", quantity: "60", Sample.price("5", per: "1000000"), unit: "token"),
    ],
    serviceTiers: [ServiceTier(name: "batch", multiplier: Sample.number("0.5"), latency: nil)],
    evidence: [
      Evidence(source: "Acme's page", read: Sample.day, dated: nil, says: nil, confidence: .high)
    ])

  /// A price that the quality and the resolution move.
  private static func rate(_ amount: String) -> String {
    "\(amount) * if(quality == low, 0.35, 1) * if(resolution == half, 0.75, 1)"
  }

  static let edit = Sample.offer(
    "acme/still/edit", category: .imageEditing,
    parameters: [Sample.count("images", 1...10), Sample.count("reference_images", 1...4)],
    charges: [
      Sample.charge("output_images", quantity: "images", Sample.price("0.09")),
      Sample.charge("input_images", quantity: "reference_images", Sample.price("0.011")),
    ])

  static let film = Sample.offer(
    "acme/film/generate", model: "film", category: .videoGeneration,
    parameters: [
      Sample.numbers("seconds", ["4", "8"]), Sample.choice("resolution", ["720p", "4k"]),
    ],
    charges: [
      Sample.charge(
        "video_seconds", quantity: "seconds",
        Sample.price("if(resolution == 4k, 0.3, 0.1)"), unit: "second")
    ])

  static let square = Sample.offer(
    "acme/square/generate", model: "square",
    parameters: [
      Sample.count("images", 1...10), Sample.count("width", 64...4096, default: 1024),
      Sample.count("height", 64...4096, default: 1024),
    ],
    charges: [
      Sample.charge(
        "megapixels", quantity: "images * width * height / 1000000", Sample.price("0.05"),
        unit: "megapixel")
    ])

  static let old = Sample.offer(
    "acme/old/generate", model: "old",
    validity: Validity(to: Sample.day("2026-05-01"), status: .retired),
    charges: [Sample.charge("output_images", quantity: "images", Sample.price("0.02"))])

  static let coming = Sample.offer(
    "acme/coming/generate", model: "coming", validity: Validity(from: Sample.day("2026-07-01")),
    charges: [Sample.charge("output_images", quantity: "images", Sample.price("0.02"))])

  /// The first two pictures that are sent in are free.
  static let generous = Sample.offer(
    "acme/generous/edit", model: "generous", category: .imageEditing,
    parameters: [Sample.count("images", 1...10), Sample.count("reference_images", 1...4)],
    charges: [
      Sample.charge("output_images", quantity: "images", Sample.price("0.09")),
      Sample.charge("input_images", quantity: "max(0, reference_images - 2)", Sample.price("0.04")),
    ])

  static let secret = Sample.offer(
    "acme/secret/generate", model: "secret",
    charges: [Sample.charge("output_images", quantity: "images", Sample.price("unknown"))])

  static let vague = Sample.offer(
    "acme/vague/generate", model: "vague",
    derivations: [
      Sample.estimate(
        "output_image_tokens", "images * 997 + 3",
        spread: EstimateSpread(low: Sample.number("0.8"), high: Sample.number("1.6")))
    ],
    charges: [
      Sample.charge("output_image_tokens", Sample.price("30", per: "1000000"), unit: "token")
    ])

  static let credits = Sample.offer(
    "acme/credits/generate", model: "credits",
    charges: [
      Sample.charge(
        "output_images", quantity: "images", Sample.price("4", in: .credit("acme/credit")))
    ])

  /// The same model at somebody else's.
  static let resold = Sample.offer(
    "resell/still/generate",
    charges: [Sample.charge("output_images", quantity: "images", Sample.price("0.0777"))])

  static let catalogue = Sample.catalogue(
    [still, edit, film, square, old, coming, secret, vague, credits, resold, generous],
    plans: [Sample.plan(fee: "12", includes: [(key: "acme/credit", quantity: "1200")])],
    credits: [Sample.credit(packs: [("100", "5")])])

  /// What comes of one figure for a model.
  static func hear(
    _ model: String, _ figure: String, of subject: RivalSubject = .picture,
    provider: String = "acme", product: MediaCategory? = .imageGeneration,
    settings: [RivalSetting] = [], tier: String? = nil, ends: String? = nil,
    names: RivalNames = RivalNames(), per: String = "1"
  ) throws -> CourtFinding {
    let price = RivalPrice(
      key: "price", figure: Sample.number(figure), per: Sample.number(per), subject: subject,
      tier: tier)
    let entry = RivalEntry(
      id: model, provider: provider, models: [.exactly(model)], product: product,
      settings: settings, ends: ends.map(Sample.day), schedules: [RivalSchedule(prices: [price])])
    let court = Court(quoter: Quoter(catalogue: catalogue, asOf: Sample.day), names: names)
    let record = court.hear(RivalList(format: "list", entries: [entry]))
    return try #require(record.findings.first)
  }

  @Test("A figure that comes out agrees, to the last digit or to the digits that the list prints")
  func agrees() throws {
    let exact = try Self.hear("still", "0.06")
    #expect(exact.verdict == .agrees(isRounded: false))
    #expect(exact.offer == "acme/still/generate")
    #expect(exact.ours == Sample.number("0.06"))
    #expect(exact.meter == "output_images")
    #expect(exact.evidence.map(\.source) == ["Acme's page"])
    // 0.021 rounds to 0.02, which is within a tenth; 0.0157 is 0.016, but not 0.02.
    let low = [RivalSetting("quality", "low")]
    #expect(try Self.hear("still", "0.021", settings: low).verdict == .agrees(isRounded: false))
    #expect(try Self.hear("still", "0.02", settings: low).verdict == .agrees(isRounded: true))
    let small = low + [RivalSetting("resolution", "half")]
    #expect(try Self.hear("still", "0.016", settings: small).verdict == .agrees(isRounded: true))
    #expect(try Self.hear("still", "0.02", settings: small).verdict.kind == .disagrees)
  }

  @Test("Each kind of figure is asked of the engine in its own unit")
  func units() throws {
    #expect(
      try Self.hear("film", "0.1", of: .second, product: .videoGeneration).verdict
        == .agrees(isRounded: false))
    let large = [RivalSetting("resolution", "4K")]
    #expect(
      try Self.hear("film", "0.3", of: .second, product: .videoGeneration, settings: large).verdict
        == .agrees(isRounded: false))
    #expect(try Self.hear("square", "0.00000005", of: .pixel).verdict == .agrees(isRounded: false))
    #expect(
      try Self.hear("still", "5", of: .meter(["input_text_tokens"]), per: "1000000").verdict
        == .agrees(isRounded: false))
    let sent = try Self.hear("still", "0.011", of: .pictureSent)
    #expect(sent.verdict == .agrees(isRounded: false))
    #expect(sent.offer == "acme/still/edit")
    #expect(
      try Self.hear("still", "0.03", tier: "batch").verdict == .agrees(isRounded: false))
    #expect(
      try Self.hear("generous", "0.04", of: .pictureSent).verdict == .agrees(isRounded: false))
  }

  static let reasons: [(model: String, figure: String, reason: CourtReason)] = [
    ("still", "0.08", .earlier(until: Sample.day("2026-03-01"))),
    ("still", "0.07", .later(from: Sample.day("2026-09-01"))),
    ("still", "0.03", .tier("batch")),
    ("still", "0.021", .settings([RivalSetting("quality", "low")])),
    (
      "still", "0.01575",
      .settings([RivalSetting("quality", "low"), RivalSetting("resolution", "half")])
    ),
    ("still", "0.0603", .whole),
    ("still", "0.09", .offer("acme/still/edit")),
    ("still", "0.0777", .seller("resell/still/generate")),
    ("still", "6", .shift(2)),
    ("still", "0.006", .shift(-1)),
    ("still", "0.0600001", .nearly),
    ("still", "0.5", .unexplained),
    ("credits", "0.04", .plan("acme/standard")),
    (
      "vague", "0.047",
      .range(
        floor: Sample.number("0.024"), ceiling: Sample.number("0.048"),
        .estimateSpread(meter: "output_image_tokens"))
    ),
  ]

  @Test("A figure that differs has the first reason that our own cards give", arguments: reasons)
  func reason(model: String, figure: String, reason: CourtReason) throws {
    let finding = try Self.hear(model, figure)
    #expect(finding.verdict == .disagrees(reason))
    #expect(finding.ours != nil)
  }

  @Test("A megapixel may be counted in two ways")
  func megapixel() throws {
    let finding = try Self.hear("square", "0.0000000476837158203125", of: .pixel)
    #expect(finding.verdict == .disagrees(.megapixel))
  }

  @Test("What a picture that comes out costs is no price of one that is sent in")
  func otherMeter() throws {
    let finding = try Self.hear("still", "0.09", of: .pictureSent)
    #expect(finding.verdict == .disagrees(.meter("output_images")))
  }

  @Test("By how much they differ is exact")
  func difference() throws {
    let finding = try Self.hear("still", "0.09")
    #expect(finding.ratio == Sample.number("1.5"))
    #expect(finding.difference == Sample.number("0.03"))
    #expect(finding.factor == Sample.number("1.5"))
    #expect(try Self.hear("still", "0.02").factor == Sample.number("3"))
  }

  @Test("A 0 is no price, whatever our card says")
  func zero() throws {
    let finding = try Self.hear("still", "0")
    #expect(finding.verdict == .notComparable(.zero))
    #expect(finding.verdict.code == .saysZero)
    #expect(finding.ours == Sample.number("0.06"))
  }

  @Test("A model or a provider that we do not have has no counterpart")
  func unknown() throws {
    #expect(try Self.hear("nothing", "1").verdict == .noCounterpart(.model(provider: "acme")))
    #expect(try Self.hear("still", "1", provider: "who").verdict == .noCounterpart(.provider))
  }

  @Test("What has ended is compared no more, whoever says so")
  func ended() throws {
    let day = Sample.day("2026-05-01")
    #expect(
      try Self.hear("old", "0.02").verdict == .pastItsEnd(ours: day, theirs: nil, isOurs: true))
    #expect(
      try Self.hear("old", "0.02", ends: "2026-05-01").verdict
        == .pastItsEnd(ours: day, theirs: day, isOurs: true))
    let theirs = try Self.hear("still", "0.06", ends: "2026-06-01")
    #expect(theirs.verdict == .pastItsEnd(ours: nil, theirs: Sample.day, isOurs: false))
    #expect(theirs.reason == "the list says it ended on 2026-06-01; our card still sells it")
    #expect(try Self.hear("still", "0.06", ends: "2026-06-02").verdict.kind == .agrees)
  }

  @Test("Where our card gives no figure, it is said why")
  func obstacles() throws {
    #expect(try Self.hear("coming", "0.02").verdict == .notComparable(.notSold))
    #expect(try Self.hear("secret", "0.02").verdict == .notComparable(.priceUnknown))
    #expect(try Self.hear("still", "0.03", tier: "flex").verdict == .notComparable(.tier("flex")))
    let size = RivalSetting("quality", "medium")
    #expect(
      try Self.hear("still", "0.06", settings: [size]).verdict == .notComparable(.value(size)))
    #expect(
      try Self.hear("film", "1", of: .meter(["output_video_tokens"])).verdict
        == .notComparable(.notCharged(["video_seconds"])))
    // A film has no price of a picture, nor a picture one of a second.
    #expect(
      try Self.hear("film", "0.1").verdict == .notComparable(.notCharged(["video_seconds"])))
    #expect(
      try Self.hear("square", "0.1", of: .second).verdict
        == .notComparable(.notCharged(["megapixels"])))
    #expect(
      try Self.hear("still", "0.06", of: .pixel).verdict
        == .notComparable(.notCharged(["output_images", "input_text_tokens"])))
  }

  @Test("Names of the list lead to our providers and offers, with values of their own")
  func names() throws {
    let names = RivalNames(
      sellers: ["ACME": .init("acme", settings: [RivalSetting("quality", "low")])],
      models: ["ACME": ["picture": .init(["acme/still/generate"])]])
    let finding = try Self.hear("picture", "0.021", provider: "ACME", names: names)
    #expect(finding.verdict == .agrees(isRounded: false))
    #expect(finding.settings == [RivalSetting("quality", "low")])
    #expect(names.missing(in: Self.catalogue) == [])
    let wrong = RivalNames(
      sellers: ["a": .init("nobody")], models: ["a": ["b": .init(["acme/none/generate"])]])
    #expect(wrong.missing(in: Self.catalogue) == ["acme/none/generate", "nobody"])
  }

  @Test("Prices with dates are those of the day; before the first, the first")
  func dates() {
    let schedules = ["0.08", "0.06"].enumerated().map { number, figure in
      RivalSchedule(
        from: Sample.day("2026-0\(number + 3)-01"),
        prices: [RivalPrice(key: figure, figure: Sample.number(figure), subject: .picture)])
    }
    let entry = RivalEntry(
      id: "a", provider: "b", models: [], product: nil, schedules: schedules)
    func key(_ day: String) -> String? { entry.prices(on: Sample.day(day)).first?.key }
    #expect(key("2026-01-01") == "0.08")
    #expect(key("2026-03-31") == "0.08")
    #expect(key("2026-04-01") == "0.06")
  }
}
