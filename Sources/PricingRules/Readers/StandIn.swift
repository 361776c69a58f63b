/// A step that stands for inputs: they reach what is asked about through it alone, so that its range says all
/// that matters of them.
///
/// A picture's tokens stand for its width and height. Their range is searched for once for each quality, however
/// many pictures and prompts there are.
final class StandIn {
  /// The step.
  let step: Int
  private let most: RangeEnd
  private let least: RangeEnd
  /// The inputs that its range depends on.
  private let keyed: [Int]
  private var answers: [[ClosedRange<Int64>]: Answer?] = [:]

  /// What it lies between, and whether requests reach both ends.
  struct Answer {
    let range: ClosedRange<Int128>
    let isExact: Bool
  }

  init(_ plan: RangePlan, step: Int) {
    self.step = step
    most = RangeEnd(plan, [step], isLeast: false)
    least = RangeEnd(plan, [step], isLeast: true)
    keyed = Set(most.inputs).union(least.inputs).sorted()
  }

  /// What it lies between; nil where no request is left.
  func answer(_ whole: [ClosedRange<Int64>], _ axes: [RangeAxis]) -> Answer? {
    let key = keyed.map { whole[$0] }
    if let kept = answers[key] { return kept }
    var answer: Answer?
    if let high = most.reach(whole, axes), case .atMost(let highest) = high.reach,
      let low = least.reach(whole, axes), case .atMost(let lowest) = low.reach
    {
      answer = Answer(range: -lowest...highest, isExact: high.isExact && low.isExact)
    }
    if answers.count >= RangePlan.mostAnswers { answers.removeAll(keepingCapacity: true) }
    answers[key] = .some(answer)
    return answer
  }
}
