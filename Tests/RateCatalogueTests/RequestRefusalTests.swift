import PricingRules
import RateCatalogue
import TestSupport
import Testing

/// What the shipped cards refuse is refused in their own words, never priced at something else.
@Suite("Requests that the shipped cards refuse")
struct RequestRefusalTests {
  static let refusals: [(offer: OfferID, request: Request, words: String)] = [
    (
      "openai/gpt-image-2/generate", ["size": "4096x4096"],
      "openai/gpt-image-2/generate: width: '4096' is not legal; legal are whole numbers from 16 to 3840 in steps of 16 px"
    ),
    (
      "openai/gpt-image-2/generate", ["size": "3840x1024"],
      "openai/gpt-image-2/generate: the longer side may be at most three times the shorter one"
    ),
    (
      "openai/gpt-image-2/generate", ["size": "512x512"],
      "openai/gpt-image-2/generate: width times height must be from 655360 pixels (1024x640) to 8294400 pixels (3840x2160)"
    ),
    (
      "openai/gpt-image-2/generate", ["size": "3840x3840"],
      "openai/gpt-image-2/generate: width times height must be from 655360 pixels (1024x640) to 8294400 pixels (3840x2160)"
    ),
    (
      "openai/gpt-image-2/generate", ["size": "1000x1000"],
      "openai/gpt-image-2/generate: width: '1000' is not legal; legal are whole numbers from 16 to 3840 in steps of 16 px"
    ),
    (
      "openai/gpt-image-2/generate", ["quality": "ultra"],
      "openai/gpt-image-2/generate: quality: 'ultra' is not legal; legal are 'low', 'medium', 'high'"
    ),
    (
      "openai/gpt-image-2/generate", ["images": "-1"],
      "openai/gpt-image-2/generate: images: '-1' is not legal; legal are whole numbers from 1 to 10 image"
    ),
    (
      "openai/gpt-image-2/generate", ["images": "1.5"],
      "openai/gpt-image-2/generate: images: '1.5' is not legal; legal are whole numbers from 1 to 10 image"
    ),
    (
      "openai/gpt-image-2/generate", ["size": "big"],
      "size: 'big' is not a size; write width and height, such as 1024x1024"
    ),
    (
      "openai/gpt-image-2/generate", ["output_image_tokens": "-1"],
      "openai/gpt-image-2/generate: output_image_tokens: '-1' is not legal; legal are numbers from 0 to 1000000000 with at most 6 decimals"
    ),
    (
      "stability/sd3.5-large/generate", ["output_images": "2.5"],
      "stability/sd3.5-large/generate: output_images: '2.5' is not legal; legal are whole numbers from 0 to 1000000000"
    ),
    (
      "google/veo-3.1-fast/generate", ["seconds": "5"],
      "google/veo-3.1-fast/generate: seconds: '5' is not legal; legal are 4, 6, 8 second"
    ),
    (
      "google/veo-3.1-fast/generate", ["audio": "false"],
      "google/veo-3.1-fast/generate: audio: 'false' is not legal; legal are 'true'"
    ),
    (
      "fal/gpt-image-2/generate", ["width": "1920", "height": "1024"],
      "fal/gpt-image-2/generate: fal's list has six sizes: 1024x768, 1024x1024, 1024x1536, 1920x1080, 2560x1440 and 3840x2160"
    ),
  ]

  @Test("An illegal request is refused with what is legal", arguments: refusals)
  func refused(offer: OfferID, request: Request, words: String) throws {
    let error = #expect(throws: RequestError.self) {
      try Repository.quoter().quote(offer, request)
    }
    #expect(error?.description == words)
  }

  /// 2026-11-22: the negative quantity that follows was shown in place of the card's own rule.
  @Test("A rule that is broken is named before what follows from it")
  func ruleBeforeConsequence() throws {
    let error = #expect(throws: RequestError.self) {
      try Repository.quoter()
        .quote("openai/gpt-image-2/generate", ["cached_prompt_tokens": "32000"])
    }
    #expect(
      error?.description
        == "openai/gpt-image-2/generate: cached_prompt_tokens are part of prompt_tokens and cannot exceed them"
    )
  }
}
