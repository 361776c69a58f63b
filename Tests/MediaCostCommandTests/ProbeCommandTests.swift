import Foundation
import TestSupport
import Testing

@Suite("mediacost probe")
struct ProbeCommandTests {
  /// A secret for each variable that a recipe needs, to be looked for in everything that is written.
  static let environment: [String: String] = [
    "OPENAI_API_KEY": "planted-1-openai", "STABILITY_API_KEY": "planted-2-stability",
    "FAL_KEY": "planted-3-fal:key", "REPLICATE_API_TOKEN": "planted-4-replicate",
    "GEMINI_API_KEY": "planted-5-gemini", "GOOGLE_ACCESS_TOKEN": "planted-6-google",
    "GOOGLE_CLOUD_PROJECT": "project", "RUNWAYML_API_SECRET": "planted-7-runway",
    "LUMA_AGENTS_API_KEY": "planted-8-luma", "LUMAAI_API_KEY": "planted-9-lumaai",
    "AWS_BEARER_TOKEN_BEDROCK": "planted-10-bedrock", "MEDIACOST_PROBE_S3_URI": "s3://bucket/x",
    "HEYGEN_API_KEY": "planted-11-heygen", "HEYGEN_AVATAR_ID": "avatar",
    "HEYGEN_VOICE_ID": "voice", "LIVEAVATAR_API_KEY": "planted-12-liveavatar",
    "LIVEAVATAR_AVATAR_ID": "avatar", "GMI_API_KEY": "planted-13-gmi",
    "XAI_API_KEY": "planted-14-xai", "OPENROUTER_API_KEY": "planted-15-openrouter",
    "IDEOGRAM_API_KEY": "planted-16-ideogram",
  ]

  static let recipes: [String] = {
    let folder = Repository.data.appendingPathComponent("probes").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  static let paid = recipes.filter { !$0.hasSuffix("-quote") && $0 != "google-veo-generate" }

  /// Runs recipes before a server of tests.
  private func run(
    _ words: [String], _ standIn: StandIn, _ workspace: Workspace
  ) throws -> Program.Outcome {
    try workspace.run(
      ["probe"] + words + ["--db", workspace.path("store.sqlite"), "--stand-in", standIn.address],
      environment: Self.environment)
  }

  /// Everything that was written into a folder, as bytes.
  private func written(in workspace: Workspace) throws -> String {
    let files = FileManager.default.enumerator(atPath: workspace.folder.path)
    var text = ""
    while let name = files?.nextObject() as? String {
      let data = FileManager.default.contents(atPath: workspace.path(name)) ?? Data()
      text += name + String(decoding: data, as: UTF8.self)
    }
    return text
  }

  @Test("Every recipe passes, is paid once, and leaves no secret", arguments: paid)
  func passes(recipe: String) throws {
    try Workspace.with { workspace in
      let standIn = try StandIn()
      let run = try run(
        [
          "run", recipe, "--live", "--max-spend", "10", "--max-per-day", "20", "--format", "json",
          "--record", workspace.path("trail.jsonl"), "--keep", workspace.path("kept"),
        ], standIn, workspace)
      #expect(run.status == 0, "\(run.errors)")
      let result = try #require((try run.json()["runs"] as? [[String: Any]])?.first)
      #expect(result["recipe"] as? String == recipe)
      #expect(result["outcome"] as? String == "succeeded")
      #expect(standIn.paid.count == 1)
      #expect(standIn.requests.contains("planted-"))
      let all = try run.output + run.errors + written(in: workspace)
      #expect(!all.contains("planted-"), "a secret was written")
      #expect(!all.contains("token-of-"), "the token of a session was written")
      #expect(!all.contains("signature-of-the-address"), "a signature was written")
      // The recording gives the same result without a network or a key.
      let again = try workspace.run(
        "probe", "run", recipe, "--replay", workspace.path("trail.jsonl"), "--format", "json")
      #expect(again.status == 0, "\(again.errors)")
      let replayed = try #require((try again.json()["runs"] as? [[String: Any]])?.first)
      for key in ["outcome", "billed", "amount", "amount_source"] {
        #expect(replayed[key] as? String == result[key] as? String, "\(key)")
      }
    }
  }

  @Test("What nobody knows stays counted, stops the next, and is settled by hand")
  func unclear() throws {
    try Workspace.with { workspace in
      let standIn = try StandIn(faults: ["reset", "none", "none"])
      let live = ["run", "openai-images-generate", "--live", "--max-spend", "1"]
      let first = try run(live, standIn, workspace)
      #expect(first.status == 1)
      #expect(first.output.contains("unclear"))
      let second = try run(live, standIn, workspace)
      #expect(second.status == 1)
      #expect(
        second.errors
          == "mediacost: run 1 of openai-images-generate is unclear; settle it with 'mediacost probe reconcile 1'\n"
      )
      #expect(standIn.paid.count == 1)
      let list = try run(["reconcile"], standIn, workspace)
      #expect(list.output.contains("openai-images-generate"))
      #expect(try run(["reconcile", "1", "--amount", "0.006"], standIn, workspace).status == 0)
      #expect(try run(["reconcile"], standIn, workspace).output == "Every call is settled.\n")
      // It was settled, so the question is answered.
      let third = try run(live, standIn, workspace)
      #expect(third.status == 1)
      #expect(third.errors.contains("run 1 answered what openai-images-generate asks"))
      #expect(try run(live + ["--again"], standIn, workspace).status == 0)
      #expect(standIn.paid.count == 2)
    }
  }

  @Test("A provider that keeps the work tells later how it ended")
  func later() throws {
    try Workspace.with { workspace in
      let slow = try StandIn(slowJobs: true)
      let live = ["run", "runway-gen45-generate", "--live", "--max-spend", "1"]
      let first = try run(live, slow, workspace)
      #expect(first.status == 1, "\(first.output)")
      #expect(slow.paid.count == 1)
    }
  }

  @Test("Caps of a command and of a day hold, whatever is asked")
  func caps() throws {
    try Workspace.with { workspace in
      let standIn = try StandIn()
      let low = try run(
        ["run", "openai-images-generate", "--live", "--max-spend", "0.009"], standIn, workspace)
      #expect(low.status == 1)
      #expect(
        low.errors.contains(
          "openai-images-generate may cost 0.01 USD, and 0 of the 0.009 USD of --max-spend"))
      let day = try run(
        ["run", "openai-images-generate", "--live", "--max-spend", "1", "--max-per-day", "0.015"],
        standIn, workspace)
      #expect(day.status == 0)
      let next = try run(
        ["run", "openai-images-generate", "--live", "--max-spend", "1", "--again"], standIn,
        workspace)
      #expect(next.status == 1)
      #expect(next.errors.contains("0.005945 of the 0.015 USD"))
      #expect(standIn.paid.count == 1)
    }
  }

  @Test("Two programs at once share the cap of a day")
  func two() throws {
    try Workspace.with { workspace in
      let standIn = try StandIn()
      let store = workspace.path("store.sqlite")
      // The store is there before both begin.
      _ = try run(
        ["run", "xai-images-generate", "--live", "--max-spend", "1", "--max-per-day", "0.075"],
        standIn, workspace)
      let processes = try (0..<6).map { _ in
        let process = try Program.process(
          [
            "probe", "run", "xai-images-generate", "--live", "--max-spend", "1", "--again", "--db",
            store, "--stand-in", standIn.address,
          ], home: workspace, environment: Self.environment)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Program.start(process)
        return process
      }
      for process in processes { process.waitUntilExit() }
      let done = processes.count { $0.terminationStatus == 0 }
      // 0.02 are spent; each may cost 0.03 until it is known to cost 0.02.
      #expect(done >= 1 && done <= 2)
      #expect(standIn.paid.count == done + 1)
    }
  }

  @Test("A plan is bound to recipes and cards, and runs what it lists")
  func plan() throws {
    try Workspace.with { workspace in
      let standIn = try StandIn()
      let plan = try run(
        ["plan", "xai-images-generate", "heygen-liveavatar-sandbox", "--format", "json"], standIn,
        workspace, withStandIn: false)
      let items = try #require(try plan.json()["plan"] as? [[String: Any]])
      #expect(
        items.map { $0["recipe"] as? String } == [
          "xai-images-generate", "heygen-liveavatar-sandbox",
        ])
      #expect(items.map { $0["worst_case"] as? String } == ["0.03", "0"])
      let file = try workspace.write(plan.output, to: "plan.json")
      let done = try run(
        ["run", "--plan", file, "--live", "--max-spend", "1"], standIn, workspace)
      #expect(done.status == 0, "\(done.errors)")
      #expect(standIn.paid.count == 2)
      let digest = try #require(try plan.json()["digest"] as? String)
      let other = try workspace.write(
        plan.output.replacing(digest, with: String(digest.reversed())), to: "other.json")
      let refused = try run(
        ["run", "--plan", other, "--live", "--max-spend", "1", "--again"], standIn, workspace)
      #expect(refused.status == 64)
      #expect(refused.errors.contains("recipes or cards have changed since the plan was made"))
      let old = try workspace.write(
        plan.output.replacing(/"expires": "[^"]*"/, with: "\"expires\": \"2026-01-01T00:00:00Z\""),
        to: "old.json")
      #expect(
        try run(["run", "--plan", old, "--live", "--max-spend", "1"], standIn, workspace).errors
          .contains("the plan was good until 2026-01-01T00:00:00Z"))
    }
  }

  @Test("A plan of which nothing is left runs nothing, and certainly not everything")
  func emptyPlan() throws {
    try Workspace.with { workspace in
      let standIn = try StandIn()
      _ = try run(
        ["run", "openai-images-generate", "--live", "--max-spend", "1"], standIn, workspace)
      let plan = try run(
        ["plan", "openai-images-generate", "--format", "json"], standIn, workspace,
        withStandIn: false)
      let file = try workspace.write(plan.output, to: "plan.json")
      let done = try run(
        ["run", "--plan", file, "--live", "--max-spend", "20", "--max-per-day", "100"], standIn,
        workspace)
      #expect(done.status == 64)
      #expect(done.errors.contains("nothing of the plan is left to run"))
      #expect(standIn.paid.count == 1)
    }
  }

  @Test("Files that would be lost are refused before anything is sent")
  func files() throws {
    try Workspace.with { workspace in
      let standIn = try StandIn()
      let live = ["run", "xai-images-generate", "--live", "--max-spend", "1"]
      for name in ["store.sqlite", "store.sqlite-probes", "store.sqlite-wal"] {
        let run = try run(live + ["--record", workspace.path(name)], standIn, workspace)
        #expect(run.status == 64, "\(name)")
        #expect(run.errors.contains("is the same file as the store"))
      }
      let nowhere = try run(live + ["--record", "/nonexistent/x"], standIn, workspace)
      #expect(nowhere.status == 74)
      #expect(try run(live + ["--keep", "/etc/passwd"], standIn, workspace).status == 74)
      let missing = try workspace.run(
        ["probe"] + ["run", "xai-images-generate", "replicate-flux-schnell-generate"]
          + ["--live", "--max-spend", "1", "--db", workspace.path("store.sqlite")]
          + ["--stand-in", standIn.address],
        environment: Self.environment.merging(["REPLICATE_API_TOKEN": ""]) { $1 })
      #expect(missing.status == 64)
      #expect(standIn.paid.isEmpty)
    }
  }

  @Test("What is settled by hand is settled once")
  func byHand() throws {
    try Workspace.with { workspace in
      let standIn = try StandIn(faults: ["close"])
      _ = try run(
        ["run", "xai-images-generate", "--live", "--max-spend", "1"], standIn, workspace)
      #expect(try run(["reconcile", "1", "--not-billed"], standIn, workspace).status == 0)
      let again = try run(["reconcile", "1", "--amount", "3"], standIn, workspace)
      #expect(again.status == 64)
      #expect(again.errors == "mediacost: run 1 is settled already\n")
      for amount in ["0.0000000000000000000001", "100000000000000", "x"] {
        #expect(
          try run(["reconcile", "1", "--amount", amount], standIn, workspace).errors
            .contains("is not the amount of a bill"))
      }
    }
  }

  private func run(
    _ words: [String], _ standIn: StandIn, _ workspace: Workspace, withStandIn: Bool
  ) throws -> Program.Outcome {
    try workspace.run(["probe"] + words + ["--db", workspace.path("store.sqlite")])
  }

  @Test(
    "What was measured is shown, and corrects a forecast that says so; a repeated run is the same")
  func calibrates() throws {
    try Workspace.with { workspace in
      let standIn = try StandIn()
      let store = workspace.path("store.sqlite")
      #expect(
        try workspace.run("calibrate", "show", "--db", store).output.hasPrefix("No observations."))
      let forecast = [
        "forecast", "data/scenarios/storefront.yaml", "--trials", "10", "--db", store,
      ]
      let none = try workspace.run(forecast + ["--calibrated"])
      #expect(none.errors.contains("nothing was measured"))
      for _ in 0..<2 {
        _ = try run(
          ["run", "openai-images-edit", "--live", "--max-spend", "1", "--again"], standIn, workspace
        )
      }
      let shown = try workspace.run("calibrate", "show", "--db", store, "--format", "json")
      let rows = try #require(try shown.json()["offers"] as? [[String: Any]])
      let row = try #require(rows.first { $0["meter"] as? String == "input_image_tokens" })
      #expect(row["n"] as? Int == 2)
      #expect(row["offer"] as? String == "openai/gpt-image-2/edit")
      let run = try workspace.run(forecast + ["--calibrated", "--format", "json"])
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("the estimate of input_image_tokens is multiplied by"))
      #expect(
        try workspace.run(forecast + ["--format", "json"]).output.contains("is multiplied by")
          == false)
      #expect(
        try workspace.run(forecast + ["--calibrated"]).output.contains("Estimates as measured"))
      let runs = try workspace.run("runs", "list", "--db", store, "--format", "json").json()["runs"]
      let newest = try #require((runs as? [[String: Any]])?.first?["run"] as? Int)
      let again = try workspace.run("runs", "again", "\(newest)", "--db", store)
      #expect(again.status == 0, "\(again.output)")
    }
  }

  @Test("A quote is asked for and compared, and nothing is paid")
  func quotes() throws {
    try Workspace.with { workspace in
      let standIn = try StandIn()
      let quotes = try run(["quote", "--live", "--format", "json"], standIn, workspace)
      #expect(quotes.status == 0, "\(quotes.errors)")
      let rows = try #require(try quotes.json()["quotes"] as? [[String: Any]])
      #expect(
        rows.map { $0["recipe"] as? String } == [
          "fal-flux-schnell-generate", "ideogram-generate-quote", "runway-router-quote",
        ])
      #expect(rows.map { $0["amount"] as? String } == ["0.003", "0.06", "0.24"])
      #expect(standIn.paid.isEmpty)
      #expect(try !written(in: workspace).contains("planted-"))
    }
  }

  @Test("A dry run shows every request, keys masked, and sends nothing", arguments: recipes)
  func dry(recipe: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        ["probe", "run", recipe, "--dry-run"], environment: Self.environment)
      #expect(run.status == 0, "\(run.errors)")
      #expect(!run.output.contains("planted-"))
      #expect(run.output.contains("https://") || recipe.hasSuffix("-quote"))
    }
  }

  @Test(
    "What makes no sense is refused before anything is sent",
    arguments: [
      (["run", "openai-images-generate"], "--live is missing"),
      (["run", "openai-images-generate", "--live"], "--max-spend is missing"),
      (
        ["run", "openai-images-generate", "--live", "--dry-run", "--max-spend", "1"],
        "exclude each other"
      ),
      (
        ["run", "openai-image-generate", "--dry-run"],
        "no recipe is called 'openai-image-generate'; did you mean 'openai-images-generate'?"
      ),
      (
        ["run", "google-veo-generate", "--live", "--max-spend", "1"],
        "google-veo-generate is disabled"
      ),
      (
        ["run", "openai-images-generate", "--live", "--max-spend", "x"],
        "--max-spend: 'x' is not an amount"
      ),
      (
        ["run", "openai-images-generate", "--live", "--max-spend", "1", "--db", ":memory:"],
        "real calls need a ledger"
      ),
      (["run", "openai-images-generate", "--live", "--max-spend", "1"], "set 'OPENAI_API_KEY'"),
      (["quote"], "--live is missing"),
      (["reconcile", "7", "--not-billed"], "there is no run 7"),
      (["reconcile", "7"], "say one of --live, --amount and --not-billed"),
      (["run", "x", "--dry-run"], "no recipe is called 'x'; there are"),
    ])
  func refusals(words: [String], message: String) throws {
    try Workspace.with { workspace in
      // No key is set, so that nothing could be sent even by mistake.
      let none = Dictionary(uniqueKeysWithValues: Self.environment.keys.map { ($0, "") })
      let db = words.contains("--db") ? [] : ["--db", workspace.path("store.sqlite")]
      let run = try workspace.run(["probe"] + words + db, environment: none)
      #expect(run.status == 64)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }
}
