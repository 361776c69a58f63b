public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// A forecast with what its sums do not say: what drives its spread, and what single requests meet.
public struct StudiedForecast: Sendable {
  /// The forecast.
  public let forecast: Forecast
  /// What drives the spread of the total, the largest first; empty without trials.
  public let drivers: [Driver]
  /// How long requests wait for what accounts may send; empty without trials.
  public let queues: [QueueStudy]
  /// How many sessions are open at once, by feature that has any; empty without trials.
  public let sessions: [SessionStudy]
  /// The most that calls can cost, by feature; empty without trials.
  public let ceilings: [CallCeiling]
  /// What was asked and is not studied.
  public let unstudied: [ForecastWarning]
  /// What the scenario is held against, in the order of the file.
  public let variants: [VariantResult]
  /// The scenario under each of a provider's plans that its features could be under.
  public let planComparisons: [PlanComparison]
  /// What requests have though nobody stated it, and that moves their price.
  public let silentValues: [SilentValue]
  /// The same scenario at contracted prices; nil without terms.
  public let contracted: VariantResult?
  /// What was agreed; empty without terms.
  public let terms: Terms
  /// What is to be paid by the terms; nil where they are about prices alone.
  public var bill: ContractStudy? { contracted?.forecast.contract }
  /// The rate at which costs are shown in another currency too; nil where none is asked for.
  public var exchange: ExchangeRate?

  /// Joins a forecast with its studies; without any it stands alone.
  public init(
    _ forecast: Forecast, drivers: [Driver] = [], queues: [QueueStudy] = [],
    sessions: [SessionStudy] = [], ceilings: [CallCeiling] = [], unstudied: [ForecastWarning] = [],
    variants: [VariantResult] = [], silentValues: [SilentValue] = [],
    planComparisons: [PlanComparison] = [], contracted: VariantResult? = nil,
    terms: Terms = Terms([])
  ) {
    self.planComparisons = planComparisons
    self.contracted = contracted
    self.terms = terms
    self.variants = variants
    self.silentValues = silentValues
    self.forecast = forecast
    self.drivers = drivers
    self.queues = queues
    self.sessions = sessions
    self.ceilings = ceilings
    self.unstudied = unstudied
  }

  /// What a reader should know: of the forecast, then of the studies.
  public var warnings: [ForecastWarning] { forecast.warnings + unstudied }
}
