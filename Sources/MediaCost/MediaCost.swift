// One import for a program that uses mediacost: the types that its calls take and give come along.
@_exported public import BillingTypes
@_exported public import BodyPricing
@_exported public import CostAnalysis
@_exported public import PricingRules
@_exported public import UsageRating
@_exported public import WarehouseSQL
