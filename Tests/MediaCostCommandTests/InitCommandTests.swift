import Foundation
import Testing

@Suite("mediacost init")
struct InitCommandTests {
  @Test("What it writes is forecast at once, from standard output and from a file")
  func forecast() throws {
    try Workspace.with { workspace in
      let words = [
        "init", "image-generation", "40k/month", "quality=medium", "--as-of", "2026-11-22",
      ]
      let printed = try workspace.run(words)
      #expect(printed.status == 0 && printed.errors == "")
      #expect(printed.output.contains("    requests_per_month: 40000"))
      let file = workspace.path("new.yaml")
      let written = try workspace.run(words + ["--out", file])
      #expect(written.status == 0 && written.errors == "" && written.output == "")
      #expect(try workspace.read("new.yaml") == printed.output)
      let run = try workspace.run("forecast", file, "--trials", "50", "--format", "csv")
      #expect(run.status == 0, "\(run.errors)")
      #expect(try DelimitedText(run.output).column("month").count >= 12)
    }
  }

  @Test("A file that is there is not overwritten")
  func isThere() throws {
    try Workspace.with { workspace in
      let file = try workspace.write("mine\n", to: "new.yaml")
      let run = try workspace.run("init", "--out", file)
      #expect(run.status == 64)
      #expect(
        run.errors.contains(
          "--out: '\(file)' is there already, and is not overwritten; name another file"))
      #expect(try workspace.read("new.yaml") == "mine\n")
    }
  }

  @Test("Start, months and budget stand in the file")
  func options() throws {
    try Workspace.with { workspace in
      let run = try workspace.run([
        "init", "--category", "video-generation", "--offer", "vertex/veo-3.1-fast/generate",
        "--start", "2027-02", "--months", "5", "--budget", "12.5k USD", "--as-of", "2026-11-22",
        "1000", "duration=8",
      ])
      #expect(run.status == 0, "\(run.errors)")
      for text in [
        "start: 2027-02 ", "months: 5 ", "budget: {month: 12500}", "as_of: 2026-11-22",
        "offer: vertex/veo-3.1-fast/generate", "request: {seconds: 8}", "; the offer was named.",
      ] {
        #expect(run.output.contains(text), "\(text)")
      }
    }
  }

  @Test(
    "What cannot be read is refused with what is right",
    arguments: [
      (
        ["video-generation", "resolution=1080"],
        "resolution: no offer in video-generation reads '1080'; did you mean '1080p'?"
      ),
      (
        ["video-generation", "20,000/month"],
        "'20,000/month' is no count a month: '20,000' groups digits; write 20000"
      ),
      (
        ["video-generation", "500/day"],
        "'500/day' is no category, no count such as 40000/month, and no name=value"
      ),
      (
        ["vidio-generation"],
        "'vidio-generation' is no category, no count such as 40000/month, and no name=value; did you mean 'video-generation'"
      ),
      (["5k", "seconds=8"], "say of which category; the four categories are different products"),
      (
        ["video-generation", "secnds=8"],
        "unknown parameter 'secnds'; did you mean 'seconds'"
      ),
      (
        ["video-generation", "seconds=5m"],
        "seconds: '5m' may be 5 min or 5M; write one of them"
      ),
      (
        ["image-generation", "--offer", "vertex/veo-3.1-fast/generate"],
        "vertex/veo-3.1-fast/generate is in video-generation, not in image-generation"
      ),
      (
        ["video-generation", "seconds=8", "--offer", "vertex/veo-9/generate"],
        "no offer is called 'vertex/veo-9/generate'"
      ),
      (
        ["seconds=900", "--offer", "vertex/veo-3.1-fast/generate"], "vertex/veo-3.1-fast/generate: "
      ),
      (["--budget", "5 min"], "--budget: '5 min' is not an amount in USD; write one such as 2000"),
      (["--format", "json"], "--format: 'mediacost init' writes a scenario, which is YAML"),
    ])
  func refused(words: [String], message: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(["init"] + words + ["--as-of", "2026-11-22"])
      #expect(run.status == 64)
      #expect(run.output == "")
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }
}
