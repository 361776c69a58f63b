"""Takes the price lists out of the packages, has them held against the rate cards, and writes the report.

    python court.py MEDIACOST FOLDER DAY

FOLDER takes the two lists; the report goes to standard output.
"""

import json
import subprocess
import sys
from importlib import metadata, resources
from pathlib import Path

VERDICTS = ["agrees", "disagrees", "no_counterpart", "past_its_end", "not_comparable"]


def litellm_list():
    """The table that litellm ships, byte for byte."""
    # The package itself is never imported: it has a hundred megabytes of dependencies, which are not installed.
    files = metadata.files("litellm") or []
    name = next(f for f in files if f.name == "model_prices_and_context_window_backup.json")
    return Path(name.locate()).read_bytes()


def genai_prices_list():
    """What genai-prices ships as Python values, in the form of its data.json."""
    from genai_prices import types
    from genai_prices.data import providers

    def clause(match):
        if isinstance(match, types.ClauseOr):
            return {"or": [clause(one) for one in match.or_]}
        if isinstance(match, types.ClauseEquals):
            return {"equals": match.equals}
        if isinstance(match, types.ClauseStartsWith):
            return {"starts_with": match.starts_with}
        return {}

    def amount(value):
        if isinstance(value, types.TieredPrices):
            return {"base": float(value.base)}
        return float(value)

    def prices(one):
        return {key: amount(value) for key, value in sorted(vars(one).items()) if value is not None}

    def dated(one):
        entry = {"prices": prices(one.prices)}
        if isinstance(one.constraint, types.StartDateConstraint):
            entry["constraint"] = {"start_date": one.constraint.start_date.isoformat()}
        elif one.constraint is not None:
            entry["constraint"] = {"start_time": one.constraint.start_time.isoformat()}
        return entry

    def model(one):
        own = one.prices
        return {
            "id": one.id,
            "match": clause(one.match),
            "prices": [dated(p) for p in own] if isinstance(own, list) else prices(own),
        }

    data = [{"id": p.id, "models": [model(m) for m in p.models]} for p in providers]
    return json.dumps(data, indent=1).encode()


LISTS = [
    ("litellm", "litellm/model_prices_and_context_window_backup.json", litellm_list),
    ("genai-prices", "genai_prices/data.py", genai_prices_list),
]


def run(mediacost, *words):
    done = subprocess.run([mediacost, *words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)} ends with status {done.returncode}: {done.stderr}")
    return done.stdout


def main(mediacost, folder, day):
    documents, counts = [], {}
    for name, source, read in LISTS:
        path = Path(folder) / f"{name}.json"
        path.write_bytes(read())
        words = ["rates", "import", name, str(path), "--as-of", day, "--format"]
        counts[name] = json.loads(run(mediacost, *words, "json"))
        document = run(mediacost, *words, "markdown")
        documents.append(
            f"## {name} {metadata.version(name)}\n\n"
            f"Read from `{source}` of the package `{name}=={metadata.version(name)}`.\n\n"
            + "\n".join("#" + line if line.startswith("#") else line for line in document.splitlines()[2:])
        )
    rows = [("entries", lambda c: c["entries"]), ("other products", lambda c: c["other_products"])]
    rows += [("entries about media", lambda c: c["media_entries"]), ("their figures", lambda c: c["figures"])]
    rows += [(verdict, lambda c, v=verdict: c["counts"][v]) for verdict in VERDICTS]
    names = list(counts)
    lines = [
        "# The court of price lists",
        "",
        f"Price lists that others publish, held against the rate cards with the prices of {day}. What a list says is a claim,",
        "never truth: no card was changed. Made by `scripts/verify-court`, which says the versions; figures and ids only, both",
        "packages are under the MIT licence.",
        "",
        "| | " + " | ".join(f"{name} {metadata.version(name)}" for name in names) + " |",
        "| --- |" + " ---: |" * len(names),
    ]
    for title, value in rows:
        lines.append(f"| {title} | " + " | ".join(f"{value(counts[name]):,}" for name in names) + " |")
    print("\n".join(lines) + "\n\n" + "\n\n".join(document.rstrip() for document in documents))


if __name__ == "__main__":
    main(*sys.argv[1:])
