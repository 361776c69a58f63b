import BillingTypes
import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing

/// What ships in `data/` loads, holds what it promises, and is complete.
@Suite("The shipped rate cards")
struct ShippedCatalogueTests {
  @Test("Every file in data/rates but its page is a card, named after its provider")
  func everyFileIsACard() throws {
    let names = try FileManager.default
      .contentsOfDirectory(atPath: Repository.data.appendingPathComponent("rates").path).sorted()
    let providers = try Repository.catalogue().cards.map { "\($0.provider).yaml" }
    #expect(names.filter { $0 != "README.md" } == providers.sorted())
    #expect(providers.count >= 80)
  }

  @Test("All four categories have offers")
  func allCategoriesHaveOffers() throws {
    let offers = try Repository.catalogue().offers
    #expect(Set(offers.map(\.category)) == Set(MediaCategory.allCases))
  }

  @Test(
    "The systems that DESIGN section 4 names have an offer each",
    arguments: [
      "openai/gpt-image-2/generate", "openai/gpt-image-2/edit", "stability/sd3.5-large/generate",
      "stability/sd3.5-large-turbo/generate", "stability/sd3.5-medium/generate",
      "stability/sd3.5-flash/generate", "stability/stable-image/inpaint",
      "fal/sd3.5-large/generate", "replicate/sd3.5-large/generate",
      "google/veo-3.1-fast/generate", "vertex/veo-3.1-fast/generate", "runway/gen4.5/generate",
      "luma/ray2/generate", "luma/ray3.2/generate", "bedrock/luma-ray2/generate",
      "fal/wan-2.7/generate", "fal/seedance-2.0/generate", "byteplus/seedance-2.0/generate",
      "heygen/avatar-iv/generate", "heygen/liveavatar-full/session",
      "heygen/liveavatar-lite/session", "gmi-cloud/gpt-image-2/generate",
      "gmi-cloud/gpt-image-2/edit", "gmi-cloud/veo-3.1-fast/generate",
      "gmi-cloud/heygen-avatar-4/generate",
    ])
  func namedSystemsHaveOffers(id: OfferID) throws {
    #expect(try Repository.catalogue().offer(id) != nil)
  }

  @Test("Every price has a source with a date and a confidence")
  func everyPriceHasASource() throws {
    for offer in try Repository.catalogue().offers {
      #expect(!offer.evidence.isEmpty, "\(offer.id)")
      #expect(offer.evidence.allSatisfy { $0.read != nil || $0.dated != nil }, "\(offer.id)")
    }
  }

  @Test("Loading one provider gives that card and no other")
  func oneProviderAlone() throws {
    let catalogue = try Repository.files().catalogue(only: ["luma"])
    #expect(catalogue.cards.map(\.provider) == ["luma"])
    #expect(catalogue.digest == (try Repository.files().digest))
  }

  @Test("What is stored of the files gives the same catalogue and digest again")
  func storedContentsGiveTheSame() throws {
    let files = try Repository.files()
    let again = CatalogueFiles(contents: files.contents)
    #expect(again.digest == files.digest)
    #expect(try again.catalogue().offers.map(\.id) == Repository.catalogue().offers.map(\.id))
  }
}

/// The validator's promises, card by card.
@Suite("CatalogueValidator on the shipped cards")
struct ShippedValidationTests {
  @Test(
    "Every card reproduces its examples, prices its defaults and extremes, and refuses what is illegal",
    arguments: try Repository.catalogue().cards.map(\.provider))
  func everyCardHolds(provider: String) throws {
    let catalogue = try Repository.files().catalogue(only: [provider])
    let validator = CatalogueValidator(catalogue: catalogue, asOf: Repository.today)
    #expect(validator.findings().map(\.description) == [])
  }

  @Test("An offer that can be priced has a worked example")
  func pricedOffersHaveExamples() throws {
    let quoter = try Repository.quoter()
    for offer in quoter.catalogue.offers where offer.examples.isEmpty {
      guard offer.validity.contains(quoter.asOf) else { continue }
      let quote = try quoter.quote(offer.id)
      // What is only a lower bound cannot come out as somebody else's figure.
      let isDoubted = offer.charges.contains { $0.doubt != nil }
      #expect(quote.completeness == .unknown || isDoubted, "\(offer.id) has a price and no example")
    }
  }
}
