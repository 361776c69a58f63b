import PricingRules
import TestSupport
import Testing

/// What is said of whole columns is what is said of one request's values, for pairs of shipped offers of a category:
/// all of them are too many.
@Suite("Laws of translation between offers")
struct OfferTranslationLawTests {
  static func pairs() throws -> [OfferTranslation] {
    let catalogue = try Repository.catalogue()
    var random = SplitMix64(seed: 12)
    let pairs = catalogue.offers.flatMap { from in
      catalogue.offers.filter { $0.category == from.category }.map { (from, $0) }
    }
    return pairs.shuffled(using: &random).prefix(Thoroughness.count(6000, few: 600)).map {
      OfferTranslation(from: $0, to: $1, vocabulary: catalogue.vocabulary)
    }
  }

  @Test("An empty row is translated as an empty request is")
  func defaults() throws {
    for translation in try Self.pairs() {
      let columns = translation.columns([])
      let pair = "\(translation.from?.id ?? "") to \(translation.to.id)"
      do {
        let translated = try translation.translate([:])
        #expect(columns.needed.isEmpty, "\(pair)")
        #expect(columns.splitDefaults.isEmpty == (translated.calls == 1), "\(pair)")
        for entry in translated.request.entries where !columns.splitDefaults.contains(entry.name) {
          let parameter = translation.to.parameter(entry.name)
          #expect(columns.defaults[entry.name] == parameter?.value(of: entry.text), "\(pair)")
        }
      } catch {
        #expect(!columns.needed.isEmpty, "\(pair)")
      }
    }
  }

  @Test("An offer's own request stays as it was written")
  func identity() throws {
    let catalogue = try Repository.catalogue()
    for offer in catalogue.offers {
      let translation = OfferTranslation(
        from: offer, to: offer, vocabulary: catalogue.vocabulary)
      for example in offer.examples {
        let translated = try translation.translate(example.request)
        #expect(translated.calls == 1)
        #expect(translated.differences == [])
        for entry in example.request.spelledOut(catalogue.vocabulary).entries {
          #expect(translated.request[entry.name] == entry.text, "\(offer.id)")
        }
      }
    }
  }

  @Test("Every value of a column is refused, left out or carried as its plan says")
  func names() throws {
    for translation in try Self.pairs() {
      guard let from = translation.from else { continue }
      let names = (from.allParameters + from.elements).map(\.name) + from.meters
      let columns = translation.columns(names)
      for name in names {
        let isSplit = columns.callColumns.contains { $0.name == name && $0.isOneEach }
        switch translation.rule(for: name) {
        case .setting(let parameter): #expect(translation.to.parameter(name) == parameter)
        case .metered: #expect(translation.to.meters.contains(name))
        case .dropped:
          #expect(columns.dropped.contains(name))
          #expect(from.model != translation.to.model)
        case .oneEach: #expect(isSplit)
        case .oneForAll(let parameter):
          #expect(columns.unlisted.contains(name))
          #expect(throws: TranslationRefusal.oneForAll(name: parameter.name)) {
            try translation.value(of: name, "64")
          }
        case .noSetting:
          #expect(columns.refusedTruths.contains(name))
          #expect(throws: TranslationRefusal.absent(name: name)) {
            try translation.value(of: name, "true")
          }
        }
      }
    }
  }
}
