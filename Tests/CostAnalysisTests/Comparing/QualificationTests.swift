import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("What an offer must be able to do")
struct QualificationTests {
  static let offer = Sample.offer(
    charges: [Sample.charge("output_images", quantity: "images", Sample.price("1"))],
    integration: .asyncJob,
    capabilities: ["text-in-image", "4k"],
    latency: Latency(p50: Rational(10), p95: Rational(60)))

  @Test(
    "An offer qualifies when it lists, integrates and answers as needed",
    arguments: [
      (Needs(), nil), (Needs(capabilities: ["4k"]), nil),
      (Needs(capabilities: ["4k", "text-in-image"]), nil),
      (Needs(capabilities: ["4k", "inpaint"]), "does not list 'inpaint'"),
      (Needs(integration: .asyncJob), nil),
      (Needs(integration: .session), "is called by async-job, not by session"),
      (Needs(maximumLatencySeconds: Rational(60)), nil),
      (
        Needs(maximumLatencySeconds: Sample.number("59.9")),
        "takes 60 s at p95, and at most 59.9 s is required"
      ),
    ] as [(Needs, String?)])
  func reasons(needs: Needs, reason: String?) {
    #expect(needs.reasonAgainst(Self.offer)?.words == reason)
  }

  @Test("An answer time that is not known is not taken to be short")
  func unknownLatency() {
    let needs = Needs(maximumLatencySeconds: Rational(60))
    for latency in [nil, Latency(p50: .one, p95: nil)] {
      let offer = Sample.offer(
        charges: [Sample.charge("output_images", quantity: "images", Sample.price("1"))],
        latency: latency)
      #expect(
        needs.reasonAgainst(offer)?.words
          == "has no known latency, and at most 60 s is required")
    }
  }

  @Test("An offer for one purpose qualifies only for who asks for that")
  func onlyFor() {
    let offer = Sample.offer(
      charges: [Sample.charge("output_images", quantity: "images", Sample.price("1"))],
      capabilities: ["upscale", "outpaint"], onlyFor: ["upscale", "outpaint"])
    #expect(
      Needs().reasonAgainst(offer)?.words
        == "is only for upscale or outpaint, which is not asked for")
    #expect(Needs(capabilities: ["upscale"]).reasonAgainst(offer) == nil)
    #expect(Needs().reasonAgainst(offer, isPlanned: true) == nil)
  }

  @Test(
    "What a feature needs can be had, its candidates exist, and its planned offer qualifies",
    arguments: [
      (Sample.feature(), nil),
      (Sample.feature(needs: Needs(capabilities: ["4k"]), candidates: []), nil),
      (
        Sample.feature(needs: Needs(capabilities: ["4kk"])),
        "no offer in image-generation lists '4kk'; did you mean '4k'?"
      ),
      (
        Sample.feature(needs: Needs(capabilities: ["alpha"])),
        "the planned offer acme/still/generate does not list 'alpha'"
      ),
      (
        Sample.feature(needs: Needs(integration: .session)),
        "the planned offer acme/still/generate is called by async-job, not by session"
      ),
      (
        Sample.feature(candidates: ["acme/b/generat"]),
        "no offer is called 'acme/b/generat'; did you mean 'acme/b/generate'?"
      ),
      (
        Sample.feature(candidates: ["acme/clip/generate"]),
        "acme/clip/generate is in video-generation, not in image-generation; "
          + MediaCategory.explanation
      ),
    ] as [(Feature, String?)])
  func needs(feature: Feature, message: String?) {
    let catalogue = Sample.catalogue([
      Self.offer, Sample.imageOffer("acme/b/generate", price: "1", capabilities: ["alpha"]),
      Sample.offer(
        "acme/clip/generate", category: .videoGeneration,
        charges: [Sample.charge("video_seconds", quantity: "8", Sample.price("1"))]),
    ])
    var found: ForecastError?
    do {
      try Sample.scenario([feature]).checkNeeds(in: catalogue)
    } catch {
      found = error as? ForecastError
    }
    #expect(found?.problem.words == message)
    #expect(found?.place == (message == nil ? nil : .feature("pictures")))
  }

  @Test("The capabilities of a category are those that its offers list, sorted, each once")
  func capabilities() {
    let catalogue = Sample.catalogue([
      Self.offer, Sample.imageOffer("acme/b/generate", price: "1", capabilities: ["4k", "alpha"]),
    ])
    #expect(catalogue.capabilities(in: .imageGeneration) == ["4k", "alpha", "text-in-image"])
    #expect(catalogue.capabilities(in: .liveAvatar) == [])
  }
}
