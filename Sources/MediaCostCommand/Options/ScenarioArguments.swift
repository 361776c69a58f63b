import ArgumentParser
import BillingTypes
import RateCatalogue
import ReportGenerator
import WorkloadSimulator

/// What a scenario is, and with which prices.
struct ScenarioArguments: ParsableArguments {
  @OptionGroup var file: ScenarioFileArgument
  @OptionGroup var changes: SettingOptions
  @OptionGroup var terms: ScenarioTermsOptions
  @OptionGroup var exchange: CurrencyOption
  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var trials: TrialArguments

  /// What the job reads and where it is recorded, to be held against what else is written.
  func plan(_ job: ScenarioJob) -> FilePlan {
    var plan = FilePlan()
    plan.reads(job.scenarioFile.name, as: "the scenario")
    if let file = job.termsFile { plan.reads(file.name, as: "--terms") }
    plan.reads(job.catalogueFiles)
    plan.writes(store)
    return plan
  }

  /// The job; the day is that of the option, of the scenario, or today.
  func job(
    _ kind: ScenarioJob.Kind, format: ReportFormat, _ setting: DrawingSetting
  ) throws -> ScenarioJob {
    let file = try changes.changed(DataFile(path: self.file.scenario))
    let fixedDay = catalogue.asOf == nil ? file.scenarioDay() : nil
    var job = ScenarioJob(
      kind: kind, scenarioFile: file, catalogueFiles: try catalogue.files(),
      asOf: catalogue.asOf ?? fixedDay ?? catalogue.day, knownAt: catalogue.knownAt,
      trials: trials.options,
      format: format, setting: setting)
    job.termsFile = try terms.own.file(in: catalogue.folder())
    job.redactsTerms = terms.redactTerms
    job.currency = exchange.currency
    return job
  }
}
