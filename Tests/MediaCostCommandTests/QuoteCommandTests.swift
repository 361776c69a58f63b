import Foundation
import Testing

@Suite("mediacost quote")
struct QuoteCommandTests {
  static let required = [
    "offer", "as_of", "completeness", "amount", "currency", "lines", "request", "missing",
    "warnings", "evidence",
  ]

  @Test("JSON has the keys of DESIGN section 7, and every amount is text")
  func json() throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        "quote", "openai/gpt-image-2/generate", "quality=high", "size=1024x1024", "--as-of",
        "2026-11-22", "--format", "json")
      #expect(run.status == 0)
      #expect(run.errors == "")
      let quote = try run.json()
      #expect(Set(quote.keys).isSuperset(of: Self.required))
      #expect(quote["offer"] as? String == "openai/gpt-image-2/generate")
      #expect(quote["as_of"] as? String == "2026-11-22")
      #expect(quote["completeness"] as? String == "complete")
      #expect(quote["currency"] as? String == "USD")
      #expect(quote["amount"] as? String == "0.21102")
      let lines = try #require(quote["lines"] as? [[String: Any]])
      #expect(
        lines.compactMap { $0["meter"] as? String } == ["input_text_tokens", "output_image_tokens"])
      for line in lines {
        #expect(
          Set(line.keys).isSuperset(of: ["meter", "quantity", "unit", "unit_price", "amount"]))
        for key in ["quantity", "unit_price", "amount"] { #expect(line[key] is String, "\(key)") }
      }
      #expect(lines.last?["quantity"] as? String == "7024")
      #expect(lines.last?["unit_price"] as? String == "0.00003")
      #expect(lines.last?["amount"] as? String == "0.21072")
      let request = try #require(quote["request"] as? [String: Any])
      #expect(request["quality"] as? String == "high")
      #expect(request["width"] as? String == "1024")
      #expect(request["prompt_tokens"] as? String == "60")
      #expect(request.values.allSatisfy { $0 is String })
      #expect((quote["missing"] as? [Any])?.isEmpty == true)
      #expect(quote["warnings"] is [String])
      #expect((quote["evidence"] as? [[String: Any]])?.isEmpty == false)
    }
  }

  @Test("An unknown price is null with what is missing, and still a success")
  func unknownPrice() throws {
    try Workspace.with { workspace in
      let run = try workspace.run("quote", "bedrock/luma-ray2/generate", "--format", "json")
      #expect(run.status == 0)
      let quote = try run.json()
      #expect(quote["amount"] is NSNull)
      #expect(quote["completeness"] as? String == "unknown")
      #expect((quote["missing"] as? [String])?.count == 1)
      #expect((quote["lines"] as? [[String: Any]])?.allSatisfy { $0["amount"] is NSNull } == true)
    }
  }

  static let days: [(arguments: [String], amount: String)] = [
    (["--as-of", "2026-03-01"], "1.2"), (["--as-of", "2026-11-22"], "0.8"),
    (["--as-of", "2026-11-22", "resolution=1080p"], "0.96"),
    (["--as-of", "2026-11-22", "video_seconds=5"], "0.5"),
  ]

  @Test("The day and the request decide the amount", arguments: days)
  func dayDecides(arguments: [String], amount: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        ["quote", "google/veo-3.1-fast/generate", "seconds=8", "--format", "json"] + arguments)
      #expect(try run.json()["amount"] as? String == amount)
    }
  }

  static let plans: [(plan: String?, amount: String)] = [
    (nil, "0.19603960396"), ("heygen/liveavatar-starter", "0.2375"),
  ]

  @Test(
    "A plan turns credits into money; without one the card's default does, and says so",
    arguments: plans)
  func planDecides(plan: String?, amount: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        ["quote", "heygen/liveavatar-full/session", "session_seconds=60", "--format", "json"]
          + (plan.map { ["--plan", $0] } ?? []))
      let quote = try run.json()
      #expect(quote["amount"] as? String == amount)
      let warning = try #require((quote["warnings"] as? [String])?.first)
      #expect(warning.contains("plan \(plan ?? "heygen/liveavatar-pro"), "))
    }
  }

  @Test("For people the amount stands first, and Markdown is Markdown")
  func forPeople() throws {
    try Workspace.with { workspace in
      let table = try workspace.run(
        "quote", "google/veo-3.1-fast/generate", "--as-of", "2026-11-22")
      #expect(table.lines.first == "google/veo-3.1-fast/generate on 2026-11-22: 0.8 USD")
      let markdown = try workspace.run(
        "quote", "google/veo-3.1-fast/generate", "--as-of", "2026-11-22", "--format", "markdown")
      #expect(markdown.lines.first == "# google/veo-3.1-fast/generate on 2026-11-22: 0.8 USD")
    }
  }

  @Test("CSV parses, and its amounts are those of JSON")
  func csv() throws {
    try Workspace.with { workspace in
      let run = try workspace.run("quote", "openai/gpt-image-2/edit", "--format", "csv")
      let table = try DelimitedText(run.output)
      #expect(try table.column("amount") == ["0.0003", "0.008192", "0.05268"])
      #expect(try table.column("unit_price") == ["0.000005", "0.000008", "0.00003"])
    }
  }
}

/// What is wrong is said on standard error, in one line, with status 64; standard output stays empty.
@Suite("Requests the program refuses")
struct RefusedRequestTests {
  static let categories =
    "the four categories are different products: image-generation (a call returns a finished image), image-editing (a call takes an image and returns a changed one), video-generation (a job returns a video file later), live-avatar (a session streams a talking avatar while it lasts)"

  static let refusals: [(arguments: [String], words: String)] = [
    (
      ["quote", "openai/gpt-image-2/generat"],
      "no offer is called 'openai/gpt-image-2/generat'; did you mean 'openai/gpt-image-2/generate'"
    ),
    (["quote", "qqq"], "no offer is called 'qqq'; 'mediacost rates list' shows all\n"),
    (
      ["quote", "openai/gpt-image-2/generate", "qualty=low"],
      "openai/gpt-image-2/generate: unknown parameter 'qualty'; did you mean 'quality'?\n"
    ),
    (
      ["quote", "openai/gpt-image-2/generate", "quality=ultra"],
      "openai/gpt-image-2/generate: quality: 'ultra' is not legal; legal are 'low', 'medium', 'high'\n"
    ),
    (
      ["quote", "openai/gpt-image-2/generate", "size=3840x1024"],
      "openai/gpt-image-2/generate: the longer side may be at most three times the shorter one\n"
    ),
    (
      ["quote", "openai/gpt-image-2/generate", "seconds=8"],
      "openai/gpt-image-2/generate: 'seconds' is not a parameter of image-generation; it belongs to video-generation; \(categories)\n"
    ),
    (
      ["quote", "google/veo-3.1-fast/generate", "seconds=-8"],
      "google/veo-3.1-fast/generate: seconds: '-8' is not legal; legal are 4, 6, 8 second\n"
    ),
    (
      ["quote", "openai/gpt-image-2/generate", "--as-of", "2020-01-01"],
      "openai/gpt-image-2/generate is not sold on 2020-01-01; it is sold from 2026-04-21\n"
    ),
    (
      ["quote", "heygen/liveavatar-full/session", "--plan", "heygen/gold"],
      "no plan is called 'heygen/gold'"
    ),
    (
      ["quote", "google/veo-3.1-fast/generate", "--plan", "runway/standard-annual"],
      "plan 'runway/standard-annual' does not apply to google/veo-3.1-fast/generate, which is priced in money, not in credits\n"
    ),
    (
      ["compare", "image-generation", "--offers", "google/veo-3.1-fast/generate"],
      "google/veo-3.1-fast/generate is in video-generation, not in image-generation; \(categories)\n"
    ),
    (
      ["compare", "image-generation", "seconds=8"],
      "image-generation: 'seconds' is not a parameter of image-generation; it belongs to video-generation; \(categories)\n"
    ),
    (["compare", "pictures"], "no category is called 'pictures'; \(categories)\n"),
    (
      ["compare", "image-generation", "--needs", "text-in-imgae"],
      "--needs: no offer in image-generation lists 'text-in-imgae'; listed are "
    ),
    (
      ["compare", "image-generation", "--offers", "openai/gpt-image-3/generate"],
      "no offer is called 'openai/gpt-image-3/generate'; did you mean 'openai/gpt-image-1/generate' or 'openai/gpt-image-2/generate'"
    ),
    (["rates", "show", "openai/gpt"], "no offer is called 'openai/gpt'; did you mean "),
    (["runs", "show", "7"], "there is no run 7; none is recorded\n"),
    (["runs", "again", "7"], "there is no run 7; none is recorded\n"),
  ]

  @Test("What was found, and what is legal", arguments: refusals)
  func refused(arguments: [String], words: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(arguments)
      #expect(run.status == 64)
      #expect(run.output == "")
      #expect(run.errors.hasPrefix("mediacost: \(words)"), "\(run.errors)")
      #expect(run.errors.filter(\.isNewline).count == 1)
    }
  }

  static let usage: [(arguments: [String], words: String)] = [
    (["frobnicate"], "Error: Unexpected argument 'frobnicate'"),
    (["quote"], "Error: Missing expected argument '<offer>'"),
    (
      ["quote", "openai/gpt-image-2/generate", "quality"],
      "Error: 'quality' is not a parameter; write name=value, such as quality=high"
    ),
    (
      ["quote", "openai/gpt-image-2/generate", "quality=low", "quality=high"],
      "Error: 'quality' is given twice"
    ),
    (
      ["quote", "x", "--format", "xml"], "Error: The value 'xml' is invalid for '--format <format>'"
    ),
    (["quote", "x", "--as-of", "2026-02-30"], "Error: The value '2026-02-30' is invalid for"),
    (["report", "x.yaml"], "Error: Missing expected argument '--out <folder>'"),
    (["runs", "show", "seven"], "Error: The value 'seven' is invalid for '<run>'"),
    (
      ["rates", "show", "openai/gpt-image-2/generate", "--format", "json"],
      "Error: 'rates show' prints 'table' or 'markdown' or 'html'; for programs there is 'quote --format json'"
    ),
    (
      ["runs", "show", "1", "--format", "csv"],
      "Error: 'runs show' prints 'table' or 'markdown' or 'html'; for programs there is 'runs list --format json'"
    ),
    (
      ["forecast", "s.yaml", "--explain", "--format", "json"],
      "Error: --explain prints 'table' or 'markdown' or 'html'; for programs there is the forecast without it"
    ),
    (
      ["forecast", "s.yaml", "--db", ""],
      "Error: --db: the file's name is empty; name one, or ':memory:' for none"
    ),
  ]

  @Test("A command line that says nothing, or says it twice", arguments: usage)
  func misused(arguments: [String], words: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(arguments)
      #expect(run.status == 64)
      #expect(run.output == "")
      #expect(run.errors.hasPrefix(words), "\(run.errors)")
    }
  }
}
