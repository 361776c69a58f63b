import CostStore
import Testing

@Suite("Recording runs")
struct RunRecordTests {
  let store: CostStore

  init() throws { store = try CostStore(path: ":memory:", digest: Sample.digest) }

  @Test("What is recorded is read back, with its catalogue and its outputs by name")
  func readBack() throws {
    let run = Sample.run(knownAt: "2026-11-30")
    let id = try store.record(run, catalogueFiles: Sample.files, outputs: Sample.outputs)
    let stored = try #require(try store.run(id))
    #expect(stored.id == id)
    #expect(Sample.fields(stored) == Sample.fields(run))
    #expect(try store.outputs(of: id) == Sample.outputs.reversed())
    let files = try store.catalogueFiles("digest-1")
    #expect(files.map(\.name) == ["rates/acme.yaml", "rates/zeta.yaml"])
    #expect(files.map(\.text) == Sample.files.reversed().map(\.text))
  }

  @Test("A day of knowledge that was not given stays nil")
  func noKnownAt() throws {
    let id = try store.record(Sample.run(), catalogueFiles: [], outputs: [])
    #expect(try store.run(id)?.knownAt == nil)
  }

  @Test("A large report is kept to the byte")
  func largeOutput() throws {
    let content = String(repeating: "é|\r\n\u{1B}\u{301}x", count: 200_000)
    let id = try store.record(
      Sample.run(), catalogueFiles: [],
      outputs: [Sample.output("output", content)])
    let stored = try #require(try store.outputs(of: id).first)
    // A plain comparison, because the difference of two long texts takes minutes to describe.
    let isKept = stored.content.utf8.elementsEqual(content.utf8)
    #expect(isKept)
  }

  @Test("Numbers ascend, and the newest run comes first")
  func order() throws {
    let ids = try (0..<5).map { index in
      try store.record(Sample.run(summary: "run \(index)"), catalogueFiles: [], outputs: [])
    }
    #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
    #expect(try store.runs().map(\.id) == ids.reversed())
    #expect(try store.runs().map(\.summary) == (0..<5).reversed().map { "run \($0)" })
    #expect(try store.runs(limit: 2).map(\.id) == Array(ids.reversed().prefix(2)))
    #expect(try store.runs(limit: 0).isEmpty)
  }

  @Test("What does not exist is nil or empty")
  func absent() throws {
    #expect(try store.run(1) == nil)
    #expect(try store.runs().isEmpty)
    #expect(try store.outputs(of: 1).isEmpty)
    #expect(try store.catalogueFiles("digest-1").isEmpty)
  }

  @Test("A catalogue is stored once for every digest, as it was the first time")
  func catalogueOnce() throws {
    for _ in 0..<3 {
      try store.record(Sample.run(), catalogueFiles: Sample.files, outputs: [])
    }
    try store.record(
      Sample.run(), catalogueFiles: [(name: "rates/other.yaml", text: "x")], outputs: [])
    #expect(try store.catalogueFiles("digest-1").count == 2)
    try store.record(
      Sample.run(catalogue: "digest-2"), catalogueFiles: [(name: "rates/acme.yaml", text: "new")],
      outputs: [])
    #expect(try store.catalogueFiles("digest-2").map(\.text) == ["new"])
    #expect(try store.catalogueFiles("digest-1").map(\.text).contains("provider: zeta\n"))
  }

  @Test("A run whose outputs collide is not stored at all, nor is its catalogue")
  func allOrNothing() throws {
    let twice = [Sample.outputs[0], Sample.outputs[0]]
    let error = #expect(throws: StoreError.self) {
      try store.record(Sample.run(), catalogueFiles: Sample.files, outputs: twice)
    }
    #expect(
      error?.description == ":memory:: UNIQUE constraint failed: run_output.run, run_output.name")
    #expect(try store.runs().isEmpty)
    #expect(try store.catalogueFiles("digest-1").isEmpty)
    let id = try store.record(
      Sample.run(), catalogueFiles: Sample.files, outputs: Sample.outputs)
    #expect(try store.outputs(of: id).count == 2)
  }

  @Test("A kind of run that does not exist is refused")
  func kind() throws {
    #expect(throws: StoreError.self) {
      try store.record(Sample.run(kind: "guess"), catalogueFiles: [], outputs: [])
    }
    #expect(try store.runs().isEmpty)
    for kind in ["report", "forecast --explain"] {
      #expect(throws: Never.self) {
        try store.record(Sample.run(kind: kind), catalogueFiles: [], outputs: [])
      }
    }
  }
}
