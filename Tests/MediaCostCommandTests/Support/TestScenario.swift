/// Scenarios of the tests' own, so that a change of the shipped ones moves nothing here.
enum TestScenario {
  /// One thousand medium pictures in January and February: 1000 × (60 × 5 + 1756 × 30) millionths.
  static let pictures = """
    scenario: Two months of pictures
    currency: USD
    start: 2027-01
    months: 2
    as_of: 2026-11-22
    features:
      - feature: pictures
        category: image-generation
        offer: openai/gpt-image-2/generate
        requests_per_month: 1000

    """
}
