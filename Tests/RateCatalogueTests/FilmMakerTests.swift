import PricingRules
import RateCatalogue
import TestSupport
import Testing

/// What the shipped cards say of offers that cannot make a film of nothing.
@Suite("Makers of films")
struct FilmMakerTests {
  /// One of these is what a film can be made from without another film.
  private static let beginnings: Set = [
    "text-to-video", "image-to-video", "reference-to-video", "first-last-frame", "multi-reference",
    "keyframes",
  ]

  @Test("An offer that only changes a film says what it is only for")
  func changers() throws {
    let catalogue = try Repository.catalogue()
    let changers = catalogue.offers.filter { offer in
      offer.category == .videoGeneration && offer.capabilities.contains("video-to-video")
        && Self.beginnings.isDisjoint(with: offer.capabilities)
    }
    #expect(changers.count > 20)
    for offer in changers { #expect(!offer.onlyFor.isEmpty, "\(offer.id)") }
  }
}
