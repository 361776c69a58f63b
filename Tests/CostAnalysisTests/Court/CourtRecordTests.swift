import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing

@Suite("What came of a list, and what it speaks for")
struct CourtRecordTests {
  static func entry(
    _ id: String, _ figures: [String], of subject: RivalSubject = .picture,
    product: MediaCategory? = .imageGeneration,
    provider: String = "acme", unread: [String] = []
  ) -> RivalEntry {
    RivalEntry(
      id: id, provider: provider, models: [.exactly(id)], product: product,
      schedules: figures.isEmpty
        ? []
        : [
          RivalSchedule(
            prices: figures.enumerated().map {
              RivalPrice(
                key: "key\($0.offset)", figure: Sample.number($0.element), subject: subject)
            })
        ], unread: unread)
  }

  static func record(_ entries: [RivalEntry]) -> CourtRecord {
    let quoter = Quoter(catalogue: CourtTests.catalogue, asOf: Sample.day)
    return Court(quoter: quoter, names: RivalNames())
      .hear(RivalList(format: "acme", entries: entries))
  }

  @Test(
    "Entries about other products are counted and not heard, unless a card sells one of that name")
  func counts() {
    let record = Self.record([
      Self.entry("still", ["0.06", "0.5", "0"], product: nil, unread: ["b", "a", "b"]),
      Self.entry("chat", ["1"], product: nil), Self.entry("nothing", ["1"]),
      Self.entry("film", []), Self.entry("old", ["1"]),
    ])
    #expect(record.mediaEntries == 4)
    #expect(record.otherProducts == 1)
    #expect(record.findings.map(\.entry) == ["still", "still", "still", "nothing", "old"])
    #expect(CourtVerdict.Kind.allCases.map(record.count) == [1, 1, 1, 1, 1])
    #expect(record.withoutFigure == ["film"])
    #expect(record.unread.map(\.key) == ["a", "b"])
    #expect(record.unread.map(\.count) == [1, 2])
    #expect(record.codes(of: .disagrees).map(\.code) == [.unexplained])
  }

  @Test("Offers that the list does not have are silent; ended and unsold ones are not looked for")
  func silent() {
    let record = Self.record([Self.entry("still", ["0.06"]), Self.entry("film", [])])
    #expect(
      record.silent == [
        "acme/credits/generate", "acme/film/generate", "acme/generous/edit",
        "acme/secret/generate", "acme/square/generate", "acme/vague/generate",
      ])
  }

  @Test("A list that is our source agrees with itself, and that is counted")
  func witness() {
    // The source of the sample is called "Acme's page".
    let record = Self.record([Self.entry("still", ["0.06"]), Self.entry("square", ["0.0524288"])])
    #expect(record.witnesses.map(\.count) == [0, 0, 1])
    #expect(record.findings.map { $0.witness(of: "other") } == [.independent, nil])
  }

  @Test("The largest factor comes first, whichever way")
  func order() {
    let record = Self.record([
      Self.entry("still", ["0.09", "0.001", "0.6"]), Self.entry("square", ["0.5"]),
    ])
    #expect(
      record.disagreements.map(\.theirs).map(\.description) == ["0.001", "0.6", "0.5", "0.09"])
  }

  @Test("Proposed is what is not our own price of something else, each change once")
  func changes() {
    let delta = PriceDelta(
      Self.record([
        Self.entry("still", ["0.08", "0.5", "0.07"]), Self.entry("still", ["0.5"]),
        Self.entry("secret", ["0.3"]), Self.entry("square", ["0.053"]),
      ]))
    #expect(
      delta.changes.map { $0.finding.offer } == [
        "acme/secret/generate", "acme/square/generate", "acme/still/generate",
      ])
    #expect(delta.changes.map(\.doubts) == [[.unknown], [], [.factor]])
    #expect(delta.changes.last?.entries == ["still"])
  }

  @Test("A change by a factor of three needs no look, one above it does")
  func factor() {
    let delta = PriceDelta(
      Self.record([
        Self.entry("film", ["0.3"], of: .second), Self.entry("film", ["0.3003"], of: .second),
      ]))
    #expect(delta.changes.map(\.doubts) == [[.factor]])
    let square = PriceDelta(
      Self.record([Self.entry("square", ["0.1572864"]), Self.entry("square", ["0.1572865"])]))
    #expect(square.changes.map(\.doubts) == [[], [.factor]])
  }

  @Test("A 0 needs a look; five of a provider at once say so; one beside a price is none")
  func zeros() {
    let models = ["still", "square", "vague", "credits", "generous"]
    let five = PriceDelta(Self.record(models.map { Self.entry($0, ["0"]) }))
    #expect(five.changes.map(\.doubts) == Array(repeating: [.zero, .cleared], count: 5))
    let four = PriceDelta(Self.record(models.dropLast().map { Self.entry($0, ["0"]) }))
    #expect(four.changes.map(\.doubts) == Array(repeating: [.zero], count: 4))
    #expect(PriceDelta(Self.record([Self.entry("still", ["0", "0.06"])])).changes.isEmpty)
  }

  @Test("A card in another currency is shown in it, with the rate at which both would be the same")
  func currency() throws {
    let cny = try #require(Currency(code: "CNY"))
    let card = RateCard(
      provider: "acme", name: "Acme", relation: .direct, currency: cny,
      offers: [Sample.imageOffer(price: "0.7")], plans: [], credits: [])
    let quoter = Quoter(catalogue: Catalogue(cards: [card], vocabulary: .empty), asOf: Sample.day)
    let record = Court(quoter: quoter, names: RivalNames())
      .hear(RivalList(format: "list", entries: [Self.entry("still", ["0.1"])]))
    let finding = try #require(record.findings.first)
    #expect(finding.verdict == .notComparable(.currency(cny, ours: Sample.number("0.7"))))
    #expect(finding.reason == "our card is in CNY; the same at 0.142857 for 1 CNY")
    #expect(PriceDelta(record).changes.map(\.doubts) == [[.currency]])
  }

  @Test("The delta is YAML that says what, by whom and why")
  func text() {
    let record = Self.record([
      Self.entry("still", ["0.5"]), Self.entry("secret", ["0"]), Self.entry("secret", ["0.3"]),
    ])
    #expect(
      DeltaDocument(PriceDelta(record), digest: "abc").text == """
        # What acme has otherwise than our cards, to be reviewed: the list is a claim, and no card was
        # changed. Figures are for one unit, in USD. Left out is what is our own price of something else.
        list: acme
        sha256: "abc"
        as_of: 2026-06-01
        counts: {changes: 2, needs_reviewed: 2, silent: 5}
        changes:
          - offer: "acme/secret/generate"
            price_of: "a picture"
            present: {figure: unknown}
            list: {figure: 0.3, key: key0, entries: ["secret"]}
            why: "our card does not know the price"
            needs: reviewed
            because: ["our card has no figure"]
          - offer: "acme/still/generate"
            meter: output_images
            price_of: "a picture"
            present: {figure: 0.06, source: "Acme's page", read: "2026-06-01"}
            list: {figure: 0.5, key: key0, entries: ["still"]}
            ratio: 8.333
            why: "not explained"
            needs: reviewed
            because: ["the change is by more than a factor of three"]
        # Sold by providers that the list has, and not in it. That says nothing of them: they are not retired.
        silent:
          - "acme/credits/generate"
          - "acme/film/generate"
          - "acme/generous/edit"
          - "acme/square/generate"
          - "acme/vague/generate"

        """)
  }

  @Test("A list that agrees speaks for nothing")
  func nothing() {
    let text = DeltaDocument(
      PriceDelta(Self.record([Self.entry("still", ["0.06"])])), digest: ""
    ).text
    #expect(text.contains("\nchanges: []\n"))
  }

  /// Programs compare with these words: one that changes or goes breaks them.
  static let codes = """
    same same_rounded unexplained earlier_price later_price other_tier other_setting whole_request other_meter
    other_offer other_seller under_plan inside_range megapixel_count decimal_shift nearly_same unknown_provider
    unknown_model our_end their_end both_ended says_zero price_unknown other_currency not_charged no_such_tier
    value_not_offered request_refused not_sold
    """

  @Test("The codes that programs read stay the same; new ones are added to the list")
  func list() {
    #expect(
      CourtCode.allCases.map(\.rawValue)
        == Self.codes.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
