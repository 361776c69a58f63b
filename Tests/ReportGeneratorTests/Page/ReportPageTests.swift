import BillingTypes
import CostAnalysis
import Foundation
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@testable import ReportGenerator

@Suite("The page of a report")
struct ReportPageTests {
  @Test("The same report has the same bytes, and none of them are many")
  func sameBytes() throws {
    let page = try PageShop.page()
    #expect(try PageShop.page() == page)
    #expect(page.utf8.count < 200_000)
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang='en'>") && page.hasSuffix("</html>\n"))
  }

  static let cases: [(name: String, change: @Sendable (inout PageShop.Setting) -> Void)] = [
    ("everything", { _ in }),
    ("no budget", { $0.budget = Budget() }),
    ("a budget of a month alone", { $0.budget = Budget(month: Sample.number("15")) }),
    ("nothing beside the bills", { $0.overhead = Overhead() }),
    ("one feature", { $0.features = [PageShop.uncertain] }),
    ("one month", { $0.months = 1 }),
    ("three years", { $0.months = 36 }),
    ("no trials", { $0.trials = 0 }),
    (
      "a part unknown",
      { $0.features = [Shop.feature("secret", "acme/secret/generate", requests: "10")] }
    ),
    (
      "all unknown",
      { $0.features = [Shop.feature("hidden", "acme/hidden/generate", requests: "10")] }
    ),
    (
      "known and unknown",
      { $0.features = [Shop.pictures, Shop.feature("h", "acme/hidden/generate", requests: "10")] }
    ),
    (
      "nothing is asked for",
      { $0.features = [Shop.feature("pictures", "acme/still/generate", requests: "0")] }
    ),
  ]

  @Test("Whatever a report has, its page is well formed and complete", arguments: cases.map(\.name))
  func wellFormed(name: String) throws {
    let change = try #require(Self.cases.first { $0.name == name }?.change)
    let page = try PageShop.page(change)
    let tree = PageTree(page)
    #expect(tree.problem == nil)
    #expect(tree.all("h1").count == 1)
    #expect(!page.contains("≥"))
    for cell in tree.all("td") { #expect(!cell.text.contains("nan") && !cell.text.contains("inf")) }
    for drawing in tree.all("svg") where drawing.attributes["role"] == "img" {
      let names =
        drawing.attributes["aria-labelledby"]?.split(separator: " ").map(String.init) ?? []
      #expect(names.count == 2)
      for name in names {
        #expect(tree.elements.contains { $0.attributes["id"] == name && !$0.text.isEmpty })
      }
    }
    let figures = tree.all("figure").count
    #expect(tree.all("svg").count { $0.attributes["role"] == "img" } == 2 * figures)
    #expect(tree.all("details").count >= figures)
    #expect(tree.all("caption").count == tree.all("table").count)
    // No reference ends nowhere, and no name is there twice.
    let names = tree.elements.compactMap { $0.attributes["id"] }
    #expect(Set(names).count == names.count)
    for link in tree.all("a").compactMap({ $0.attributes["href"] }) where link.hasPrefix("#") {
      #expect(names.contains(String(link.dropFirst())), "\(link)")
    }
    // A section that says nothing is not there.
    for section in tree.all("section") { #expect(section.text.count > 40, "\(section.text)") }
  }

  @Test("What cannot be told is not told")
  func unknown() throws {
    let page = try PageShop.page { setting in
      setting.features = [Shop.feature("hidden", "acme/hidden/generate", requests: "10")]
    }
    #expect(PageTree(page).all("h1").first?.text == "What A, \"small\" shop costs is not known")
    let part = try PageShop.page { setting in
      setting.features = [Shop.feature("secret", "acme/secret/generate", requests: "10")]
      setting.budget = Budget(year: Sample.number("60"))
      setting.overhead = Overhead()
    }
    let tree = PageTree(part)
    #expect(tree.all("h1").first?.text.contains("cannot be told yet") == true)
    #expect(
      tree.all("td").contains {
        $0.text.contains("not bounded") && $0.text.contains("cannot be told")
      })
    #expect(
      tree.all("span").contains {
        $0.attributes["class"] == "big" && $0.text.hasPrefix("at least ")
      })
  }

  @Test("Only the style and the script of the page are let in")
  func policy() throws {
    let tree = PageTree(try PageShop.page())
    let policy = try #require(
      tree.all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?
        .attributes["content"])
    for (name, element) in [("style-src", "style"), ("script-src", "script")] {
      let text = try #require(tree.all(element).first?.text)
      #expect(tree.all(element).count == 1)
      // The digest of FIPS 180-4, written by Foundation's letters.
      let digits = Array(SHA256.digest(of: text.utf8))
      let bytes = stride(from: 0, to: 64, by: 2).compactMap {
        UInt8(String(digits[$0...$0 + 1]), radix: 16)
      }
      #expect(policy.contains("\(name) 'sha256-\(Data(bytes).base64EncodedString())';"))
    }
    #expect(policy.hasPrefix("default-src 'none'; "))
    #expect(!policy.contains("unsafe"))
    #expect(
      !tree.elements.contains { $0.attributes["style"] != nil || $0.attributes["src"] != nil })
  }

  @Test("Names that are made to break out stay names")
  func hostileNames() throws {
    let long = String(repeating: "W", count: 4_000)
    let names = [
      "<script>alert('x')</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
      "]]><!--", "\u{202E}evil\u{2066}", "</style><script>", "&lt;b&gt;", "{{x}}\u{0}\u{1B}[31m",
      long,
    ]
    let evidence = Evidence(
      source: names[0], read: nil, dated: names[1], says: names[3], confidence: .low,
      url: "javascript:alert(document.cookie)", region: names[2])
    let offer = Sample.offer(
      "acme/still/generate",
      charges: [Sample.charge("output_images", quantity: "1", Sample.price("0.1"))],
      capabilities: names, cautions: names, evidence: [evidence])
    let page = try PageShop.page { setting in
      setting.name = names.joined(separator: " ")
      setting.features = names.map { name in
        Sample.feature(name, offer: "acme/still/generate", volume: Sample.requests("100"))
      }
      setting.catalogue = Sample.catalogue([offer])
      setting.file = names[1]
    }
    let tree = PageTree(page)
    #expect(tree.problem == nil)
    #expect(
      tree.all("script").count == 1 && tree.all("style").count == 1 && tree.all("img").isEmpty)
    let attributes = tree.elements.flatMap { $0.attributes.keys }
    #expect(attributes.filter { $0.hasPrefix("on") } == [])
    for link in tree.all("a").compactMap({ $0.attributes["href"] }) {
      #expect(link.hasPrefix("#") || link.hasPrefix("https://"), "\(link.prefix(60))")
    }
    #expect(
      !page.unicodeScalars.contains { "\u{202E}\u{2066}\u{0}\u{1B}".unicodeScalars.contains($0) })
    // They are there all the same.
    let heading = try #require(tree.all("h1").first?.text)
    for name in names where name != names[4] && name != names[7] { #expect(heading.contains(name)) }
  }
}
