"""Prices one image request with litellm, again and again: litellm_quotes.py SECONDS

`default_image_cost_calculator` looks up a flat price by size and quality; `cost_calculator` prices token counts that
a reply reports, which is what `completion_cost` calls for this model. Prints JSON: the version, and by calculator
calls, seconds and the amount in USD.
"""
import json
import os
import sys
import time

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # the table of the package, not of the day

from importlib.metadata import version

from litellm.cost_calculator import default_image_cost_calculator
from litellm.llms.openai.image_generation.cost_calculator import cost_calculator
from litellm.types.utils import ImageResponse, ImageUsage, ImageUsageInputTokensDetails

# 1024x1024 at medium quality for a prompt of 60 tokens.
usage = ImageUsage(
    input_tokens=60, input_tokens_details=ImageUsageInputTokensDetails(image_tokens=0, text_tokens=60),
    output_tokens=1756, total_tokens=1816)
response = ImageResponse(data=[], usage=usage)
CALCULATORS = {
    "by size": lambda: default_image_cost_calculator("gpt-image-2", "fal_ai", "medium", 1, "1024x1024"),
    "by tokens": lambda: cost_calculator("gpt-image-2", response, "openai"),
}
results = {}
for name, price in CALCULATORS.items():
    amount, calls, start = price(), 0, time.perf_counter()
    while (taken := time.perf_counter() - start) < float(sys.argv[1]):
        for _ in range(100):
            price()
        calls += 100
    results[name] = {"calls": calls, "seconds": taken, "amount": amount}
print(json.dumps({"version": version("litellm"), "calculators": results}))
