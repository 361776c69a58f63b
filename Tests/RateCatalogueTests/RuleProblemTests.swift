import RateCatalogue
import Testing

/// Mistakes in what a card computes: parameters, formulas, units, tables.
@Suite("Mistakes in the rules of a rate card")
struct RuleProblemTests {
  static let parametersMistakes: [CardMistake] = [
    CardMistake(
      "seconds: {integer: [1, 60], default: 8, unit: second}",
      "secconds: {integer: [1, 60], default: 8}",
      "acme.yaml:12: offers[0].parameters.secconds: unknown parameter 'secconds'; did you mean 'seconds'?; data/vocabulary.yaml lists them"
    ),
    CardMistake(
      "default: 8, unit: second",
      "default: 8, unit: px",
      "acme.yaml:12: offers[0].parameters.seconds.unit: 'px' is not the unit of 'seconds', which is 'second'"
    ),
    CardMistake(
      "default: 8, unit: second",
      "default: 61",
      "acme.yaml:12: offers[0].parameters.seconds.default: '61' is not legal; legal are whole numbers from 1 to 60 second"
    ),
    CardMistake(
      "default: 720p}",
      "default: 4k}",
      "acme.yaml:13: offers[0].parameters.resolution.default: '4k' is not legal; legal are '720p', '1080p'"
    ),
    CardMistake(
      "{integer: [1, 60], default: 8",
      "{integer: [60, 1], default: 8",
      "acme.yaml:12: offers[0].parameters.seconds.integer: expected two bounds in ascending order, such as [16, 3840]"
    ),
    CardMistake(
      "{integer: [1, 60], default: 8",
      "{integer: [0.5, 60], default: 8",
      "acme.yaml:12: offers[0].parameters.seconds.integer: the bounds of 'integer' must be whole numbers"
    ),
    CardMistake(
      "{integer: [1, 60], default: 8",
      "{number: [1, 60], step: 2, default: 8",
      "acme.yaml:12: offers[0].parameters.seconds.step: 'step' goes with 'integer'"),
    CardMistake(
      "{integer: [1, 60], default: 8",
      "{integer: [1, 60], number: [1, 60], default: 8",
      "acme.yaml:12: offers[0].parameters.seconds: a parameter has exactly one of 'one_of', 'integer', 'number'"
    ),
    CardMistake(
      "{one_of: [720p, 1080p], default: 720p}",
      "{one_of: []}",
      "acme.yaml:13: offers[0].parameters.resolution.one_of: 'one_of' needs at least one value"),
    CardMistake(
      "{one_of: [720p, 1080p], default",
      "{one_of: [720p, 1080p, 720p], default",
      "acme.yaml:13: offers[0].parameters.resolution.one_of: a value is listed twice"),
  ]

  /// Bounds at which counting the steps between them would overflow, and crash.
  static let boundMistakes = [
    ("integer", "[0, 170141183460469231731687303715884105727]"),
    ("integer", "[-170141183460469231731687303715884105727, 60]"),
    ("integer", "[1, 1000000000000000001]"),
    ("number", "[-1000000000000000001, 1]"),
  ]

  @Test("Bounds beyond eighteen digits are refused", arguments: boundMistakes)
  func bounds(kind: String, bounds: String) throws {
    let card = try AcmeCard.replacing("integer: [1, 60]", with: "\(kind): \(bounds)")
    let found = try AcmeCard.problems(card)
    #expect(
      found.first
        == "acme.yaml:12: offers[0].parameters.seconds.\(kind): bounds have at most eighteen digits"
    )
  }

  @Test("A parameter that nobody could fill in", arguments: parametersMistakes)
  func parameters(mistake: CardMistake) throws {
    try mistake.check(at: "offers[0].parameters.")
  }

  static let formulasMistakes: [CardMistake] = [
    CardMistake(
      "video_seconds: seconds",
      "video_seconds: seconds * 10000000000000000000000000000000000000",
      "acme.yaml:19: offers[0].estimates.video_seconds: a constant of the formula does not fit: the number is too large to be exact here (128 bits)"
    ),
    CardMistake(
      "price: rate[resolution]",
      "price: rate[resolution] * 10000000000000000000000000000",
      "acme.yaml:21: offers[0].charges[0]: a step of the formula may not fit 128 bits"
    ),
    CardMistake(
      "video_seconds: seconds",
      "video_seconds: secnds",
      "acme.yaml:19: offers[0].estimates.video_seconds: 'secnds': column 1: unknown name 'secnds'; did you mean 'seconds'?"
    ),
    CardMistake(
      "video_seconds: seconds",
      "video_secs: seconds",
      "acme.yaml:19: offers[0].estimates.video_secs: unknown meter 'video_secs'; did you mean 'video_seconds'?; data/vocabulary.yaml lists them, and 'let' names intermediate values"
    ),
    CardMistake(
      "- meter: video_seconds",
      "- meter: video_second",
      "acme.yaml:21: offers[0].charges[0].meter: unknown meter 'video_second'; did you mean 'video_seconds'?; data/vocabulary.yaml lists them"
    ),
    CardMistake(
      "video_seconds: seconds",
      "video_seconds: seconds +",
      "acme.yaml:19: offers[0].estimates.video_seconds: 'seconds +': column 10: the expression ends where a number, a name or '(' is expected"
    ),
    CardMistake(
      "video_seconds: seconds",
      "video_seconds: resolution",
      "acme.yaml:19: offers[0].estimates.video_seconds: 'resolution': column 1: expected a number, found a choice"
    ),
    CardMistake(
      "video_seconds: seconds",
      "video_seconds: sqrt(seconds)",
      "acme.yaml:19: offers[0].estimates.video_seconds: 'sqrt(seconds)': column 1: no function is called 'sqrt'; functions are 'if', 'min', 'max', 'ceil', 'floor', 'abs', 'round_half_up', 'round_half_even', 'ceil_to', 'isqrt', 'sum'"
    ),
    CardMistake(
      "video_seconds: seconds",
      "video_seconds: 1 < seconds < 3",
      "acme.yaml:19: offers[0].estimates.video_seconds: '1 < seconds < 3': column 3: comparisons do not chain; write 'a < b and b < c'"
    ),
    CardMistake(
      "seconds <= 30 or",
      "seconds or",
      "acme.yaml:15: offers[0].require[0].that: 'seconds or resolution == 720p': column 1: expected a condition, found a number"
    ),
    CardMistake(
      "resolution == 720p,",
      "resolution == 4k,",
      "acme.yaml:15: offers[0].require[0].that: 'seconds <= 30 or resolution == 4k': column 32: '4k' is not a legal value; values are '720p', '1080p'"
    ),
    CardMistake(
      "    tables:\n",
      "    let: {seconds: 3, video_seconds: 4}\n    tables:\n",
      "acme.yaml:16: offers[0].let.seconds: 'seconds' is a parameter already",
      "acme.yaml:16: offers[0].let.video_seconds: 'video_seconds' is a meter; estimates go under 'estimates'"
    ),
    CardMistake(
      "    tables:\n",
      "    let: {a: b, b: a}\n    tables:\n",
      "acme.yaml:16: offers[0].let.a: 'b': column 1: unknown name 'b'; known are 'outcome', 'resolution', 'seconds', 'video_seconds'",
      "acme.yaml:16: offers[0].let.b: 'a': column 1: unknown name 'a'; known are 'outcome', 'resolution', 'seconds', 'video_seconds'"
    ),
  ]

  @Test("A formula with a wrong name, word or kind", arguments: formulasMistakes)
  func formulas(mistake: CardMistake) throws { try mistake.check() }

  static let unitsMistakes: [CardMistake] = [
    CardMistake(
      "video_seconds: seconds",
      "output_images: seconds",
      "acme.yaml:19: offers[0].estimates.output_images: 'seconds': column 1: meter 'output_images' counts in image, but the expression is in second"
    ),
    CardMistake(
      "video_seconds: seconds",
      "video_seconds: seconds * seconds",
      "acme.yaml:19: offers[0].estimates.video_seconds: 'seconds * seconds': column 1: meter 'video_seconds' counts in second, but the expression is in second^2"
    ),
    CardMistake(
      "resolution: {one_of: [720p, 1080p], default: 720p}",
      "resolution: {one_of: [720p, 1080p], default: 720p}\n      width: {integer: [1, 99], default: 9}\n    let: {odd: seconds + width}",
      "acme.yaml:15: offers[0].let.odd: 'seconds + width': column 11: a quantity in second and one in px cannot meet in one sum or comparison"
    ),
    CardMistake(
      "resolution: {one_of: [720p, 1080p], default: 720p}",
      "resolution: {one_of: [720p, 1080p], default: 720p}\n      width: {integer: [1, 99], default: 9}\n    let: {even: \"ceil_to(width, seconds)\"}",
      "acme.yaml:15: offers[0].let.even: 'ceil_to(width, seconds)': column 16: a quantity in px and one in second cannot meet in one sum or comparison"
    ),
  ]

  @Test(
    "A quantity in a unit that does not fit its meter, or meets another unit",
    arguments: unitsMistakes)
  func units(mistake: CardMistake) throws { try mistake.check() }

  static let tablesMistakes: [CardMistake] = [
    CardMistake(
      "{720p: 0.10, 1080p: 0.15}",
      "{720p: 0.10}",
      "acme.yaml:22: offers[0].charges[0].price: 'rate[resolution]': column 1: table 'rate' has no cell for '1080p'; write the price, or 'unknown'"
    ),
    CardMistake(
      "{720p: 0.10, 1080p: 0.15}",
      "{720p: 0.10, 1080p: {1: 0.15}}",
      "acme.yaml:17: offers[0].tables.rate: every cell of a table is under the same number of keys, at least one",
      "acme.yaml:22: offers[0].charges[0].price: 'rate[resolution]': column 1: unknown table 'rate'; the offer has no tables"
    ),
    CardMistake(
      "{720p: 0.10, 1080p: 0.15}",
      "{}",
      "acme.yaml:17: offers[0].tables.rate: every cell of a table is under the same number of keys, at least one",
      "acme.yaml:22: offers[0].charges[0].price: 'rate[resolution]': column 1: unknown table 'rate'; the offer has no tables"
    ),
    CardMistake(
      "rate[resolution]",
      "rate[resolution, seconds]",
      "acme.yaml:22: offers[0].charges[0].price: 'rate[resolution, seconds]': column 1: table 'rate' is looked up with 1 key, found 2"
    ),
    CardMistake(
      "rate[resolution]",
      "rate[seconds]",
      "acme.yaml:22: offers[0].charges[0].price: 'rate[seconds]': column 6: 'seconds' has no finite list of values, so table 'rate' cannot have a cell for each"
    ),
    CardMistake(
      "rate[resolution]",
      "rates[resolution]",
      "acme.yaml:22: offers[0].charges[0].price: 'rates[resolution]': column 1: unknown table 'rates'; tables are 'rate'"
    ),
  ]

  @Test("A table without the cells that are looked up", arguments: tablesMistakes)
  func tables(mistake: CardMistake) throws { try mistake.check() }
}
