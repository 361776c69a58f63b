"""Prices one image request with genai-prices, again and again: genai_prices_quotes.py SECONDS

`calc_price` takes token counts and finds the provider's model. Prints JSON as litellm_quotes.py does.
"""
import json
import sys
import time
from importlib.metadata import version

from genai_prices import Usage, calc_price

# 1024x1024 at medium quality for a prompt of 60 tokens.
def price():
    return calc_price(Usage(input_tokens=60, output_tokens=1756), "gpt-image-2", provider_id="openai").total_price

amount, calls, start = price(), 0, time.perf_counter()
while (taken := time.perf_counter() - start) < float(sys.argv[1]):
    for _ in range(100):
        price()
    calls += 100
print(json.dumps({
    "version": version("genai-prices"),
    "calculators": {"by tokens": {"calls": calls, "seconds": taken, "amount": float(amount)}}}))
