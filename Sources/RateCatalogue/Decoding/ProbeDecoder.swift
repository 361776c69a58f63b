import BillingTypes
import BodyPricing
import LiveProbe
import PricingRules

extension DataReader {
  /// Reads a recipe of a live probe.
  ///
  /// - Parameters:
  ///   - name: The name of the file, without its ending, which is the recipe's id.
  ///   - digest: The SHA-256 of the file.
  /// - Returns: The recipe; nil where what is wrong was reported.
  func probeRecipe(named name: String, digest: String) -> ProbeRecipe? {
    let map = self.map(.recipe)
    let id = map.required("probe")?.text()
    if let id, id != name {
      map["probe"]?.report("'\(id)' is in the file '\(name).yaml'; a recipe is named as its file")
    }
    let title = map.required("title")?.text()
    let base = map.required("base")?.base()
    let auth = map.required("auth")?.probeAuth()
    let worst = map.required("worst_case")?.probeAmount()
    let charged = map.required("charged_on")?.probeCharging()
    let steps = map.required("steps")?.list().compactMap { $0.probeStep() } ?? []
    let failures = map["failures"]?.list().compactMap { $0.probeFailure() } ?? []
    let evidence = map.required("evidence")?.evidence() ?? []
    guard let id, let title, let base, let auth, let worst, let charged else { return nil }
    let recipe = ProbeRecipe(
      id: ProbeID(id), title: title, offer: map["offer"]?.identifier(of: Offer.self),
      api: map["api"]?.text(), disabled: map["disabled"]?.prose(),
      request: map["request"]?.request() ?? [:], words: map["words"]?.probeWords() ?? [],
      base: base, auth: auth, headers: map["headers"]?.probeHeaders() ?? [],
      variables: map["variables"]?.probeVariables() ?? [],
      secretWords: Set(map["secret_words"]?.texts() ?? []),
      followHosts: map["follow_hosts"]?.texts() ?? [], worstCase: worst,
      unit: map["unit"]?.probeUnit(), chargedOn: charged, steps: steps, failures: failures,
      asset: map["asset"]?.probeAsset(),
      questions: map["questions"]?.list().compactMap { $0.probeQuestion() } ?? [],
      evidence: evidence, digest: digest)
    check(recipe, map)
    return recipe
  }

  private func base() -> String? {
    guard let text = text() else { return nil }
    let host = text.dropFirst(8)
    let isHost = host.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (48...57).contains(byte) || ".-:{}_".utf8.contains(byte)
    }
    guard text.hasPrefix("https://"), !host.isEmpty, isHost else {
      report("'\(text)' is no base; write scheme and host, such as https://api.example.com")
      return nil
    }
    return text
  }

  private func probeAuth() -> ProbeAuth? {
    let map = self.map(.probeAuth)
    guard let header = map.required("header")?.text(),
      let secret = map.required("secret")?.environmentName()
    else { return nil }
    let format = map["format"]?.text() ?? "{secret}"
    if !format.contains("{secret}") { map["format"]?.report("'\(format)' lacks '{secret}'") }
    return ProbeAuth(header: header, format: format, secretName: secret)
  }

  /// The name of an environment variable; a secret itself is none.
  private func environmentName() -> String? {
    guard let text = text() else { return nil }
    let isName = text.utf8.allSatisfy {
      (65...90).contains($0) || $0 == 95 || (48...57).contains($0)
    }
    guard isName, text.utf8.first.map({ $0 > 57 }) == true else {
      // What stands here by mistake may be the secret itself.
      report(
        "this is no name of an environment variable; write one such as OPENAI_API_KEY, never the secret itself"
      )
      return nil
    }
    return text
  }

  private func probeAmount() -> Money? {
    let map = self.map(.probeAmount)
    guard let place = map.required("amount"), let number = place.amount() else { return nil }
    let code = map["currency"]?.text() ?? "USD"
    guard let currency = Currency(code: code) else {
      map["currency"]?.report("'\(code)' is no currency; write one as USD")
      return nil
    }
    guard let amount = try? Money(rounding: number, in: currency) else {
      place.report("'\(place.scalar ?? "")' is too large")
      return nil
    }
    return amount
  }

  private func probeUnit() -> ProbeUnit? {
    let map = self.map(.probeUnit)
    guard let name = map.required("name")?.text(), let place = map.required("worth"),
      let worth = place.amount()
    else { return nil }
    if worth == .zero { place.report("a unit is worth something") }
    return ProbeUnit(name: name, worth: worth)
  }

  private func probeCharging() -> ProbeCharging? {
    let map = self.map(.probeCharging)
    guard let refusal = map.required("refusal")?.billed(),
      let timeout = map.required("timeout")?.billed(),
      let cancel = map.required("cancel")?.billed()
    else { return nil }
    return ProbeCharging(refusal: refusal, timeout: timeout, cancel: cancel)
  }

  func billed() -> ProbeBilled? { choice(of: ProbeBilled.self) }

  private func probeFailure() -> ProbeFailure? {
    let map = self.map(.probeFailure)
    let statuses = map["status"]?.items().compactMap { $0.whole(in: 100...599) } ?? []
    if map["status"] == nil, map["at"] == nil {
      report("a failure is told by 'status', by what stands 'at' a place, or both")
    }
    guard let kind = map.required("means")?.choice(of: ProbeFailure.Kind.self),
      let billed = map.required("billed")?.billed()
    else { return nil }
    return ProbeFailure(
      statuses: statuses, pointer: map["at"]?.pointer(), prefix: map["begins"]?.text(), kind: kind,
      billed: billed)
  }

  private func probeAsset() -> ProbeAsset? {
    let map = self.map(.probeAsset)
    guard let form = map.required("form")?.choice(of: ProbeAsset.Form.self) else { return nil }
    if (form == .bytes) != (map["at"] == nil) {
      report(
        "what is made stands 'at' a place of the reply, or is the reply itself ('form: bytes')")
    }
    return ProbeAsset(
      pointer: map["at"]?.pointer(), form: form,
      keptSeconds: map["kept_seconds"]?.whole(in: 0...1_000_000_000))
  }

  private func probeQuestion() -> ProbeQuestion? {
    let map = self.map(.probeQuestion)
    return map.required("asks")?.prose().map {
      ProbeQuestion(asks: $0, settles: map["settles"]?.texts() ?? [])
    }
  }

  func probeHeaders() -> [ProbeHeader] {
    entries().compactMap { name, value in value.text().map { ProbeHeader(name, $0) } }
  }

  private func probeVariables() -> [ProbeVariable] {
    entries().compactMap { name, place in
      let map = place.isMap ? place.map(.probeVariable) : nil
      guard let source = (map.map { $0.required("from") } ?? place)?.environmentName() else {
        return nil
      }
      return ProbeVariable(
        name: name, environment: source, fallback: map?["default"]?.text())
    }
  }

  /// What stands at places of a body, by pointer.
  private func probeWords() -> [(at: BodyPointer, value: BodyDraft.Value)] {
    entries().compactMap { key, value in
      guard let pointer = BodyPointer(key) else {
        value.report("'\(key)' is not a JSON pointer; write one as /parameters/duration")
        return nil
      }
      return value.bodyValue().map { (pointer, $0) }
    }
  }
}
