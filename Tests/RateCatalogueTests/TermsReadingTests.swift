import BillingTypes
import PricingRules
import RateCatalogue
import TestSupport
import Testing

@Suite("Reading terms")
struct TermsReadingTests {
  static let catalogue = Sample.catalogue(
    Sample.imageOffer(price: "0.05"), Sample.imageOffer("other/still/generate", price: "0.02"))

  static func read(_ lines: String) throws -> Terms {
    try DataFile(name: "t.yaml", text: "terms: Ours\nagreements:\n\(lines)\n").terms(catalogue)
  }

  @Test("An agreement says for what, from when to when, and what")
  func agreements() throws {
    let terms = try Self.read(
      """
        - {provider: acme, from: 2027-01-01, to: 2028-01-01, discount: 15%}
        - {model: still, margin: 5%}
        - {offer: other/still/generate, price: {output_images: 0.018}, discount: 0%}
        - {discount: 0.01}
        - {provider: acme, commitment: {amount: 100}}
        - {provider: other, from: 2027-01-01, to: 2027-07-01, commitment: {amount: 9000, every: term}}
        - {provider: acme, credits: {amount: 40, expires: 2027-02-01}}
        - {provider: acme, credits: {amount: 25}}
        - {tax: 19%}
      """)
    #expect(
      terms.agreements == [
        Terms.Agreement(
          scope: .provider("acme"), from: Sample.day("2027-01-01"), to: Sample.day("2028-01-01"),
          discount: Sample.number("0.15")),
        Terms.Agreement(scope: .model("still"), margin: Sample.number("0.05")),
        Terms.Agreement(
          scope: .offer("other/still/generate"), discount: .zero,
          prices: [.init(meter: "output_images", amount: Sample.number("0.018"))]),
        Terms.Agreement(scope: .all, discount: Sample.number("0.01")),
        Terms.Agreement(
          scope: .provider("acme"), commitment: .init(amount: Rational(100), every: .month)),
        Terms.Agreement(
          scope: .provider("other"), from: Sample.day("2027-01-01"), to: Sample.day("2027-07-01"),
          commitment: .init(amount: Rational(9000), every: .term)),
        Terms.Agreement(
          scope: .provider("acme"),
          grant: .init(amount: Rational(40), expires: Sample.day("2027-02-01"))),
        Terms.Agreement(scope: .provider("acme"), grant: .init(amount: Rational(25))),
        Terms.Agreement(scope: .all, tax: Sample.number("0.19")),
      ])
  }

  @Test(
    "What is wrong is said with its line, and what would be right",
    arguments: [
      (
        "{provider: acne, discount: 1%}",
        "agreements[0]: no card is of 'acne'; did you mean 'acme'?"
      ),
      (
        "{model: stil, discount: 1%}",
        "agreements[0]: no offer is of the model 'stil'; did you mean 'still'?"
      ),
      (
        "{offer: acme/stil/generate, discount: 1%}",
        "agreements[0]: no offer is called 'acme/stil/generate'; did you mean 'acme/still/generate' or 'other/still/generate'?"
      ),
      (
        "{offer: acme/still/generate, price: {seconds: 1}}",
        "agreements[0]: acme/still/generate has no charge for 'seconds'; it has 'output_images'"
      ),
      (
        "{provider: acme, price: {output_images: 1}}",
        "agreements[0].price: a contracted price is for one 'offer'; write its id beside it"
      ),
      (
        "{provider: acme, model: still, discount: 1%}",
        "agreements[0]: an agreement is for one of 'provider', 'model', 'offer', or for all; found 'provider', 'model'"
      ),
      (
        "{provider: acme}",
        "agreements[0]: an agreement has at least one of 'discount', 'margin', 'price', 'commitment', 'credits', 'tax'"
      ),
      (
        "{provider: acme, discount: 101%}",
        "agreements[0].discount: a part of a price lies between 0 % and 100 %, was '101%'"
      ),
      (
        "{provider: acme, discount: -1%}",
        "agreements[0].discount: a part of a price lies between 0 % and 100 %, was '-1%'"
      ),
      (
        "{provider: acme, from: 2027-02-01, to: 2027-02-01, discount: 1%}",
        "agreements[0].to: '2027-02-01' is not after 'from', 2027-02-01; 'to' is the first day on which it no longer holds"
      ),
      (
        "{commitment: {amount: 5}}",
        "agreements[0].commitment: bills are a provider's; write 'provider' beside 'commitment'"
      ),
      (
        "{model: still, tax: 19%}",
        "agreements[0].tax: tax is on the bills of a 'provider', or of all"
      ),
      (
        "{provider: acme, commitment: {amount: -5}}",
        "agreements[0].commitment.amount: '-5' must not be negative"
      ),
      (
        "{provider: acme, from: 2027-01-01, commitment: {amount: 5, every: term}}",
        "agreements[0].commitment.every: a term has its first day and its end; write 'from' and 'to' of the agreement"
      ),
      (
        "{provider: acme, commitment: {amount: 5, every: year}}",
        "agreements[0].commitment.every: 'year' is not 'month' or 'term'"
      ),
      (
        "{provider: acme, from: 2027-01-01, credits: {amount: 5, expires: 2027-01-01}}",
        "agreements[0].credits.expires: '2027-01-01' is not after 'from', 2027-01-01; credits pay nothing from 'expires' on"
      ),
      (
        "{tax: 101%}",
        "agreements[0].tax: a part of a price lies between 0 % and 100 %, was '101%'"
      ),
      (
        "{provider: acme, discont: 1%}",
        "agreements[0]: unknown key 'discont'; did you mean 'discount'?"
      ),
      (
        "{provider: acme, discount: 1%}\n  - {provider: acme, from: 2027-01-01, discount: 2%}",
        "agreements[1]: two agreements for the same say the same on some day; end one where the other begins"
      ),
    ])
  func wrong(line: String, message: String) throws {
    var found = ""
    do {
      _ = try Self.read("  - " + line)
    } catch {
      found = "\(error)"
    }
    #expect(found.hasPrefix("t.yaml:") && found.contains(message), "\(found)")
  }

  @Test("Two agreements for the same may follow each other")
  func oneAfterTheOther() throws {
    let terms = try Self.read(
      """
        - {provider: acme, to: 2027-01-01, discount: 1%}
        - {provider: acme, from: 2027-01-01, discount: 2%}
      """)
    #expect(terms.agreements.count == 2)
  }

  @Test(
    "Numbers that are too long for exact prices are said in the words of terms, with what is short enough"
  )
  func decimals() throws {
    func message(_ line: String) throws -> String? {
      do {
        _ = try DataFile(name: "t.yaml", text: "terms: Ours\nagreements:\n  - \(line)\n")
          .terms(Repository.catalogue())
        return nil
      } catch let problems as DataProblems {
        return problems.problems.map(\.description).joined(separator: "; ")
      }
    }
    #expect(try message("{provider: openai, discount: 12.5%}") == nil)
    let long = try #require(try message("{provider: openai, discount: 0.123456789012345678%}"))
    #expect(
      long.hasPrefix(
        "t.yaml:3: agreements[0]: a number of 20 decimals is too long: prices of openai/"))
    #expect(long.contains(" would not be exact; write at most "))
  }
}
