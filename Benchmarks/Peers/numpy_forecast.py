"""The forecast benchmark's model in NumPy, as somebody who knows NumPy would write it.

Usage: numpy_forecast.py FEATURES MONTHS TRIALS TIMES. Prints JSON: the version, seconds of each run and the mean total.
The model is that of ForecastBenchmark.swift: per feature an uncertain volume and growth, seasonality, a shared
factor, Poisson counts, failures that are not billed, takes per kept asset, a sum of calls of varying cost; a
quarter of the features pay graduated monthly steps, a quarter use credits of one plan with an allowance and overage.
Outputs are the mean and five quantiles per feature and month, per month, per feature and in all, and cost per asset.
"""
import json
import sys
import time

import numpy as np

features, months, trials, times = (int(text) for text in sys.argv[1:5])
QUANTILES = [0.05, 0.10, 0.50, 0.90, 0.95]
Z90 = 1.2815515655446004


def lognormal(rng, p10, p90, size):
    low, high = np.log(p10), np.log(p90)
    return np.exp((low + high) / 2 + (high - low) / (2 * Z90) * rng.standard_normal(size))


def spread(values):
    return values.mean(axis=-1), np.quantile(values, QUANTILES, axis=-1)


def run(seed):
    rng = np.random.default_rng(seed)
    tokens = np.clip(np.round(np.exp(
        (np.log(30) + np.log(200)) / 2 + (np.log(200) - np.log(30)) / (2 * Z90) * rng.standard_normal(4096))), 0, 32000)
    season = np.array([1.6 if m % 12 == 10 else 1.9 if m % 12 == 11 else 1.0 for m in range(months)])
    traffic = lognormal(rng, 0.8, 1.25, trials)
    total = np.zeros((months, trials))
    costs = np.empty((features, months, trials))
    kept = np.zeros((features, trials))
    credits, images = {}, {}
    for i in range(features):
        volume = lognormal(rng, 3000 + 100 * i, 9000 + 300 * i, trials) * traffic
        growth = 0.03 + (0.05 - 0.01) / (2 * Z90) * rng.standard_normal(trials)
        mean = volume * (1 + growth) ** np.arange(months)[:, None] * season[:, None]
        count = rng.poisson(mean)
        billed = rng.binomial(count, 0.98)
        kept[i] = rng.binomial(billed, 1 / 1.5).sum(axis=0)
        kind = i % 4
        if kind in (0, 2):
            price = (0.04 if kind == 0 else 0.08) + tokens * 5e-6
            costs[i] = billed * price.mean() + np.sqrt(billed) * price.std() * rng.standard_normal(billed.shape)
        elif kind == 1:
            images[i] = billed
        else:
            seconds = np.round(np.linspace(2, 9, 513)[:-1] + 7 / 1024)
            credits[i] = (billed * 5 * seconds.mean()
                          + np.sqrt(billed) * 5 * seconds.std() * rng.standard_normal(billed.shape))
    if images:
        # Monthly steps count what all features of the account use together.
        used = sum(images.values())
        bill = (np.minimum(used, 10000) * 0.05 + np.clip(used - 10000, 0, 40000) * 0.04
                + np.maximum(used - 50000, 0) * 0.03)
        for i, own in images.items():
            costs[i] = bill * own / used
    if credits:
        used = sum(credits.values())
        invoice = 1000 + np.maximum(used - 200000, 0) * 0.01
        for i, own in credits.items():
            costs[i] = invoice * own / used
    total = costs.sum(axis=0)
    return [spread(costs), spread(total), spread(costs.sum(axis=1)), spread(total.sum(axis=0)),
            spread(costs.sum(axis=1) / kept), total.sum(axis=0).mean()]


seconds = []
for attempt in range(times):
    start = time.perf_counter()
    result = run(attempt)
    seconds.append(time.perf_counter() - start)
print(json.dumps({"version": np.__version__, "seconds": seconds, "mean": float(result[-1])}))
