extension TrialMonth {
  /// Requests, billed calls and kept assets of a member: counts in row 0, billed calls in row 1,
  /// expected counts in row 2, expected billed calls in row 3, later calls in row 4.
  func drawCounts(_ member: Int) {
    let program = group.members[member]
    let usage = program.usages[plan.month]
    let (counts, billed, means, billedMeans) = (work(0), work(1), work(2), work(3))
    let (kept, keptMeans) = (kept(member), expectedKept(member))
    drawRequests(member, counts, means)
    if group.isAsked[member] {
      _ = asked(member).update(fromContentsOf: counts)
      _ = expectedAsked(member).update(fromContentsOf: means)
    }
    if let watch {
      for (index, count) in counts.enumerated() { watch(member, trials.lowerBound + index, count) }
    }
    let outcomeStream = stream(member, \.outcomes)
    var (calls, billedSum, keptSum, requests) = (0.0, 0.0, 0.0, 0.0)
    let first = trials.lowerBound
    if program.hasKnownRates {
      let law = law(of: program, usage, member, trial: first)
      if isThinned(member) {
        thin(law, means, member, billed, kept)
      } else {
        for index in 0..<size {
          (billed[index], kept[index]) = law.draw(
            counts[index], outcomeStream, trial: first &+ index, scores)
        }
      }
      for index in 0..<size {
        billedMeans[index] = means[index] * law.billed
        keptMeans[index] = means[index] * law.kept
        requests += means[index]
      }
      calls = requests * law.calls
      billedSum = requests * law.billed
      keptSum = requests * law.kept
    } else {
      let rates = group.rates[member]
      for index in 0..<size {
        let law = program.outcomes(
          rates.chances(first &+ index), takes: rates.takes(first &+ index), usage)
        (billed[index], kept[index]) = law.draw(
          counts[index], outcomeStream, trial: first &+ index, scores)
        billedMeans[index] = means[index] * law.billed
        keptMeans[index] = means[index] * law.kept
        requests += means[index]
        calls += means[index] * law.calls
        billedSum += billedMeans[index]
        keptSum += keptMeans[index]
      }
    }
    let laterMean = program.laterCalls?.mean[0] ?? 0
    let base = plan.memberSums[member]
    sums[base] += requests
    sums[base + 1] += calls * (1 + laterMean)
    sums[base + 2] += billedSum
    sums[base + 3] += keptSum
  }

  /// Whether kept assets and other billed calls are Poisson counts of their own: those of a Poisson
  /// process are independent, and nobody asks for all requests together.
  private func isThinned(_ member: Int) -> Bool {
    let program = group.members[member]
    return watch == nil && !group.isAsked[member] && program.laterCalls == nil
      && program.count.overdispersion == 1
      && program.feature.calls.retries == 0 && program.most == .infinity
      && program.source == nil && program.hasKnownRates
  }

  private func thin(
    _ law: OutcomeLaw, _ means: UnsafeMutableBufferPointer<Double>, _ member: Int,
    _ billed: UnsafeMutableBufferPointer<Double>, _ kept: UnsafeMutableBufferPointer<Double>
  ) {
    let (count, first) = (group.members[member].count, trials.lowerBound)
    let (keptStream, otherStream) = (stream(member, \.count), stream(member, \.outcomes))
    for index in 0..<size {
      kept[index] = count.count(
        mean: means[index] * law.kept, keptStream, trial: first &+ index, scores)
    }
    let other = law.billed - law.kept
    guard other > 1e-12 else {
      for index in 0..<size { billed[index] = kept[index] }
      return
    }
    for index in 0..<size {
      billed[index] =
        kept[index]
        + count.count(mean: means[index] * other, otherStream, trial: first &+ index, scores)
    }
  }

  /// The chances of outcomes in a trial.
  func law(
    of program: FeatureProgram, _ usage: UsageProgram, _ member: Int, trial: Int
  ) -> OutcomeLaw {
    let rates = group.rates[member]
    return program.outcomes(rates.chances(trial), takes: rates.takes(trial), usage)
  }

  /// The chances of a member's outcomes in a trial.
  func law(of member: Int, trial: Int) -> OutcomeLaw {
    let program = group.members[member]
    return law(of: program, program.usages[plan.month], member, trial: trial)
  }

  /// The month's requests, drawn and expected.
  private func drawRequests(
    _ member: Int, _ counts: UnsafeMutableBufferPointer<Double>,
    _ means: UnsafeMutableBufferPointer<Double>
  ) {
    let program = group.members[member]
    let level = group.levels[member].part(trials)
    let factor = program.monthFactors[plan.month]
    let stream = stream(member, \.count)
    let source = program.source.flatMap { place in
      group.members.firstIndex { $0.place == place }
    }
    let law = program.count
    let first = trials.lowerBound
    if let source {
      let (assets, assetMeans) =
        program.followsRequests
        ? (asked(source), expectedAsked(source)) : (kept(source), expectedKept(source))
      for index in 0..<size {
        let mean = level[index] * factor
        counts[index] = law.count(
          mean: mean * assets[index], stream, trial: first &+ index, scores)
        means[index] = mean * assetMeans[index]
      }
    } else {
      for index in 0..<size { means[index] = level[index] * factor }
      if isThinned(member) { return }
      for index in 0..<size {
        counts[index] = law.count(mean: means[index], stream, trial: first &+ index, scores)
      }
    }
    let most = program.most
    guard most < .infinity else { return }
    for index in 0..<size
    where max(counts[index], means[index] + 8 * law.deviation(of: means[index])) > most {
      // Near the limit the expected number is not the mean any longer; the drawn one is right.
      counts[index] = min(counts[index], most)
      means[index] = counts[index]
    }
  }
}
