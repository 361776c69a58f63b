import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Documents for spreadsheets and programs")
struct DocumentTablesTests {
  @Test("A quote's CSV has a row per charge, with exact amounts")
  func quoteCSV() throws {
    let quote = try Shop.quote("acme/still/generate", ["images": "3"])
    #expect(
      quote.csv == """
        offer,as_of,meter,quantity,unit,unit_price,amount,currency,completeness,sku_price_id,\
        floor,ceiling,reasons\r
        acme/still/generate,2026-12-01,output_images,3,image,0.0667,0.2001,USD,complete,\
        \(quote.lines[0].skuPriceID),0.2001,0.2001,\r
        acme/still/generate,2026-12-01,input_text_tokens,60,image,0.000005,0.0003,USD,complete,\
        \(quote.lines[1].skuPriceID),0.0003,0.0003,\r

        """)
    let secret = PlainCSV.records(of: try Shop.quote("acme/secret/generate").csv)
    #expect(secret.map { $0["amount"] } == ["0.01", ""])
    #expect(secret.map { $0["completeness"] } == ["complete", "unknown"])
    #expect(secret.map { $0["floor"] } == ["0.01", "0"])
    #expect(secret.map { $0["ceiling"] } == ["0.01", ""])
    #expect(secret.map { $0["reasons"] } == ["", "price_unknown"])
  }

  @Test(
    "A line is as complete as its range says",
    arguments: [
      (["outcome": "failed"], ["complete", "complete"]),
      (["outcome": "moderated_output"], ["partial", "partial"]),
      ([:], ["complete", "complete"]),
    ] as [([String: String], [String])])
  func lineCompleteness(request: [String: String], expected: [String]) throws {
    let request = Request(request.map { ($0.key, $0.value) })
    let rows = PlainCSV.records(of: try Shop.quote("acme/still/generate", request).csv)
    #expect(rows.map { $0["completeness"] } == expected)
    for row in rows {
      #expect((row["floor"] == row["ceiling"]) == (row["completeness"] == "complete"))
    }
  }

  @Test("A quote's JSON has the agreed keys, and no amount is a number")
  func quoteJSON() throws {
    let text = try Shop.quote("acme/still/generate", ["images": "3"]).json.text
    let object = try PlainJSON.object(text)
    for key in [
      "offer", "as_of", "completeness", "amount", "floor", "ceiling", "reasons", "currency",
      "lines",
      "request", "missing", "missing_codes", "warnings", "warnings_codes", "evidence",
    ] {
      #expect(object.keys.contains(key), "\(key)")
    }
    #expect(object["amount"] as? String == "0.2004")
    #expect(object["request"] as? [String: String] == ["images": "3", "outcome": "succeeded"])
    let line = try #require(PlainJSON.objects(object, "lines").first)
    for key in ["meter", "quantity", "unit", "unit_price", "amount"] {
      #expect(line[key] is String, "\(key)")
    }
    #expect(line["unit_price"] as? String == "0.0667")
    #expect(PlainJSON.objects(object, "evidence").first?["source"] as? String == "page, \"prices\"")
  }

  @Test(
    "A quote of which something is unknown says what, and one of which nothing is has no amount")
  func unknownQuoteJSON() throws {
    let partial = try PlainJSON.object(Shop.quote("acme/secret/generate").json.text)
    #expect(partial["amount"] as? String == "0.01")
    #expect(partial["completeness"] as? String == "partial")
    #expect(partial["missing"] as? [String] == ["gpu_seconds: the price is not known"])
    let hidden = try PlainJSON.object(Shop.quote("acme/hidden/generate").json.text)
    #expect(!(hidden["amount"] is String) && !PlainJSON.isNumber(hidden["amount"]))
    #expect(hidden["completeness"] as? String == "unknown")
  }

  static func comparison() throws -> Comparison {
    try Comparer(quoter: Quoter(catalogue: Shop.catalogue, asOf: Shop.day))
      .compare(.imageGeneration, ["images": "12"])
  }

  @Test("A comparison's CSV ranks what can be ranked, then gives the reasons against the others")
  func comparisonCSV() throws {
    let rows = PlainCSV.rows(of: try Self.comparison().csv)
    #expect(
      rows.first == [
        "category", "as_of", "rank", "offer", "model", "amount", "currency", "completeness",
        "calls", "differs", "excluded_because", "floor", "ceiling", "reasons",
        "confidence", "life", "warnings", "not_included", "integration", "latency_p50",
        "latency_p95", "unit", "unit_price",
      ])
    #expect(rows.allSatisfy { $0.count == 23 })
    #expect(
      rows[1] == [
        "image-generation", "2026-12-01", "1", "acme/secret/generate", "still", "0.2", "USD",
        "partial", "2", "2 calls of 10 images", "", "0.2", "", "price_unknown",
        "high", "active", "", "", "request-response", "", "", "image", "0.01",
      ])
    #expect(
      rows[2] == [
        "image-generation", "2026-12-01", "1", "acme/still/generate", "still", "1.3346", "USD",
        "complete", "2", "2 calls of 10 images", "", "1.3346", "1.3346", "",
        "high", "active", "", "", "request-response", "", "", "image", "0.06673",
      ])
    let records = PlainCSV.records(of: try Self.comparison().csv)
    #expect(records.map { $0["rank"] } == ["1", "1", "2", "", ""])
    #expect(records[3]["offer"] == "acme/hidden/generate")
    #expect(records[3]["amount"] == "")
    #expect(records[4]["offer"] == "acme/retired/generate")
    #expect(records[4]["excluded_because"]?.hasPrefix("is not sold on 2026-12-01") == true)
  }

  @Test("A comparison's JSON has the agreed keys; a rank is a count, an amount is text")
  func comparisonJSON() throws {
    let object = try PlainJSON.object(try Self.comparison().json.text)
    #expect(object["category"] as? String == "image-generation")
    #expect(object["request"] as? [String: String] == ["images": "12"])
    let ranked = PlainJSON.objects(object, "ranked")
    #expect(ranked.map { $0["rank"] as? Int } == [1, 1, 2, nil])
    #expect(ranked.map { $0["amount"] as? String } == ["0.2", "1.3346", "3", nil])
    #expect(ranked.allSatisfy { !PlainJSON.isNumber($0["amount"]) })
    for key in ["offer", "floor", "ceiling", "reasons", "completeness", "request", "differs"] {
      #expect(ranked.allSatisfy { $0.keys.contains(key) }, "\(key)")
    }
    let excluded = PlainJSON.objects(object, "excluded")
    #expect(excluded.map { $0["offer"] as? String } == ["acme/retired/generate"])
    #expect(excluded.allSatisfy { $0["reason"] is String })
    #expect(excluded.map { $0["code"] as? String } == ["not_sold"])
    for candidate in ranked {
      let differs = candidate["differs"] as? [String]
      #expect(differs?.count == (candidate["differs_codes"] as? [String])?.count)
    }
  }

  static func claims() throws -> ClaimsDocument {
    let quote = Claim.QuoteReference(
      offer: "acme/still/generate", request: [:], parts: ["output_images"], plan: nil)
    let set = ClaimSet(
      name: "page", source: "a page", dated: "2026", asOf: nil,
      claims: [
        Claim(
          id: "right", says: "about 0.07", subject: .quotes([quote]),
          expectation: .roundsTo("0.07"), note: nil),
        Claim(
          id: "wrong", says: "=0.01", subject: .quotes([quote]),
          expectation: .equals(Sample.number("0.6670")), note: "ten times"),
        Claim(id: "open", says: "it is nice", subject: nil, expectation: nil, note: "no figure"),
      ])
    let quoter = Quoter(catalogue: Shop.catalogue, asOf: Shop.day)
    return ClaimsDocument(
      set: set, results: try ClaimChecker(quoter: quoter).check(set), quoter: quoter)
  }

  @Test("Claims as CSV")
  func claimsCSV() throws {
    #expect(
      try Self.claims().csv == """
        claim,verdict,says,expected,computed,why,note,derived\r
        right,holds,about 0.07,about 0.07 USD,0.0667 USD,it comes out so,,false\r
        wrong,contradicted,'=0.01,0.667 USD,0.0667 USD,the claim is 10 times too high,ten times,false\r
        open,cannot be checked,it is nice,it is nice,,no figure in the rate cards can decide it,no figure,false\r

        """)
  }

  @Test("Claims as JSON")
  func claimsJSON() throws {
    let object = try PlainJSON.object(Self.claims().json.text)
    let claims = PlainJSON.objects(object, "claims")
    #expect(claims.map { $0["id"] as? String } == ["right", "wrong", "open"])
    #expect(
      claims.map { $0["verdict"] as? String } == ["holds", "contradicted", "cannot be checked"])
    #expect(claims.map { $0["computed"] as? String } == ["0.0667 USD", "0.0667 USD", nil])
    #expect(claims.map { $0["note"] as? String } == [nil, "ten times", "no figure"])
    #expect(claims.allSatisfy { $0.keys.contains("expected") })
    #expect(
      claims.map { $0["code"] as? String } == ["as_claimed", "not_as_claimed", "undecidable"])
  }
}
