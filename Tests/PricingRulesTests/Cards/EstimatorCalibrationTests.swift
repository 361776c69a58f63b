import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Estimates are corrected by what was measured, prices never")
struct EstimatorCalibrationTests {
  private let edit: OfferID = "openai/gpt-image-2/edit"

  private func calibrated(_ tier: Request, _ ratio: Rational) throws -> Quoter {
    let found = EstimatorCalibration(
      offer: edit, meter: "input_image_tokens", tier: tier, ratio: ratio, low: ratio, high: ratio,
      count: 9)
    return Quoter(
      catalogue: try Repository.catalogue().calibrated(by: [found]), asOf: Repository.today)
  }

  private func quantity(_ quote: Quote, _ meter: String) -> Rational? {
    quote.lines.first { $0.meter == meter }?.quantity
  }

  @Test("The estimate of the tier is multiplied, and nothing else changes")
  func tier() throws {
    let request: Request = ["quality": "low", "reference_images": "1"]
    let other: Request = ["quality": "high", "reference_images": "1"]
    let plain = try Repository.quoter()
    let quoter = try calibrated(["quality": "low"], Rational(2))
    let (before, after) = (try plain.quote(edit, request), try quoter.quote(edit, request))
    let estimate = try #require(quantity(before, "input_image_tokens"))
    #expect(quantity(after, "input_image_tokens") == (try estimate * Rational(2)))
    for line in before.lines where line.meter != "input_image_tokens" {
      #expect(quantity(after, line.meter) == line.quantity)
    }
    for (own, line) in zip(after.lines, before.lines) {
      #expect(own.price == line.price)
      #expect(own.unitPrice == line.unitPrice)
    }
    #expect(try plain.quote(edit, other).amount == quoter.quote(edit, other).amount)
  }

  @Test("What was metered is not corrected")
  func metered() throws {
    let request: Request = [
      "quality": "low", "reference_images": "1", "input_image_tokens": "1000",
    ]
    #expect(
      try Repository.quoter().quote(edit, request).amount
        == calibrated([:], Rational(3)).quote(edit, request).amount)
  }

  @Test("What is of no estimate of the cards changes nothing")
  func unknown() throws {
    let catalogue = try Repository.catalogue()
    let strange = [
      EstimatorCalibration(
        offer: "nobody/has/this", meter: "x", tier: [:], ratio: .one, low: .one, high: .one,
        count: 1),
      EstimatorCalibration(
        offer: edit, meter: "no_such_meter", tier: [:], ratio: Rational(9), low: .one, high: .one,
        count: 1),
      EstimatorCalibration(
        offer: edit, meter: "input_image_tokens", tier: ["a b": ")("], ratio: Rational(9),
        low: .one,
        high: .one, count: 1),
    ]
    let quoter = Quoter(catalogue: catalogue.calibrated(by: strange), asOf: Repository.today)
    let request: Request = ["reference_images": "1"]
    #expect(
      try quoter.quote(edit, request).amount == Repository.quoter().quote(edit, request).amount)
    #expect(catalogue.calibrated(by: []).digest == catalogue.digest)
  }
}
