import BillingTypes
import BodyPricing
import Foundation
import LiveProbe
import PricingRules
import RateCatalogue
import TestSupport
import Testing

@Suite("The recipes that ship")
struct ShippedProbeTests {
  /// The files of the recipes.
  static let files: [String] = {
    let folder = Repository.data.appendingPathComponent("probes").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted()
  }()

  private static let pricer = Result {
    BodyPricer(catalogue: try Repository.catalogue(), asOf: Repository.today)
  }

  private func recipe(_ file: String) throws -> ProbeRecipe {
    try DataFile(path: Repository.data.appendingPathComponent("probes/\(file)").path).probeRecipe()
  }

  @Test("Every provider of the reference has one")
  func all() {
    #expect(Self.files.count >= 20)
    for name in [
      "openai-images-generate", "openai-images-edit", "stability-sd3", "stability-core",
      "stability-image-inpaint", "fal-", "replicate-", "google-omni", "vertex-veo", "runway-gen45",
      "luma-agents", "luma-dream-machine", "bedrock-", "heygen-avatar", "heygen-liveavatar-sandbox",
      "gmi-cloud-", "xai-", "openrouter-",
    ] {
      #expect(Self.files.contains { $0.hasPrefix(name) }, "\(name)")
    }
  }

  @Test("A recipe is whole, and its body is what its card sells", arguments: files)
  func whole(file: String) throws {
    let recipe = try recipe(file)
    let probe = try PreparedProbe(recipe, Self.pricer.get())
    #expect(!recipe.evidence.isEmpty)
    #expect(probe.worstCase.picounits >= recipe.worstCase.picounits)
    guard let estimate = probe.estimate, recipe.disabled == nil else { return }
    #expect(estimate.offer == recipe.offer)
    if let ceiling = estimate.ceiling {
      #expect(probe.worstCase.picounits >= ceiling.picounits)
    } else {
      #expect(recipe.worstCase.picounits > 0)
    }
  }

  @Test("Nothing costs more than eight dollars, and a film less than half of one", arguments: files)
  func cheap(file: String) throws {
    let probe = try PreparedProbe(try recipe(file), Self.pricer.get())
    let most: Rational =
      file.hasPrefix("bedrock") ? Rational(8) : Rational(reducedNumerator: 6, denominator: 10)
    #expect(probe.worstCase.units <= most)
  }

  @Test("What would be sent has no secret and no word that nothing fills", arguments: files)
  func dry(file: String) throws {
    let recipe = try recipe(file)
    let probe = try PreparedProbe(recipe, Self.pricer.get())
    let outside = FakeOutside([:])
    let masked = try ProbeSurroundings([:], for: recipe, isMasked: true)
    let run = ProbeRun(
      probe, masked, run: "r", transport: outside, clock: outside, ledger: outside)
    let known = Set(
      recipe.steps.flatMap { $0.saves.map(\.name) } + recipe.variables.map(\.name))
    for (step, message) in run.dryRequests {
      for word in ProbeWords.names(in: message.url) {
        #expect(known.contains(word), "\(step.name): {\(word)}")
      }
      #expect(
        message.headers.contains { $0.value.contains("[\(recipe.auth.secretName)]") }
          || step.auth != nil)
    }
    #expect(outside.messages.isEmpty)
    #expect(recipe.paidStep == nil || run.dryRequests.count(where: { $0.step.isPaid }) == 1)
  }
}
