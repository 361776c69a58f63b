"""Holds the data against its JSON Schemas: every shipped file fits, and every broken one does not."""

import copy
import json
import re
import sys
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator


class Loader(yaml.SafeLoader):
    """YAML as editors read it: version 1.2, in which a day is text and 'no' is a word."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)$", "-+.0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def named(value):
    """The same with every key as text."""
    if isinstance(value, dict):
        return {str(key): named(item) for key, item in value.items()}
    if isinstance(value, list):
        return [named(item) for item in value]
    return value


def read(text):
    return named(yaml.load(text, Loader))


TERMS = """
terms: what we agreed
agreements:
  - {provider: acme, from: 2026-01-01, to: 2027-01-01, discount: 10%, margin: 5%}
  - {offer: acme/dawn-1/generate, price: {output_images: 0.03}}
"""


def at(value, *path):
    for key in path:
        value = value[key]
    return value


def put(*path_and_value):
    *path, key, value = path_and_value

    def change(document):
        at(document, *path)[key] = value

    return change


def drop(*path):
    def change(document):
        del at(document, *path[:-1])[path[-1]]

    return change


# Each is one of the shipped files, or the terms above, with one thing wrong.
BROKEN = [
    ("card", "a key that nobody knows", put("offers", 0, "colour", "red")),
    ("card", "no currency", drop("currency")),
    ("card", "a relation that nobody knows", put("relation", "friend")),
    ("card", "offers that are no list", put("offers", {})),
    ("card", "an offer without its model", drop("offers", 0, "model")),
    ("card", "a category that nobody knows", put("offers", 0, "category", "music")),
    ("card", "a day that is none", put("offers", 0, "valid", {"from": "yesterday"})),
    ("card", "a source without its day", drop("offers", 0, "evidence", 0, "read")),
    ("card", "an amount that is no number", put("offers", 0, "escrow", "much")),
    ("card", "price and tiers in one charge", put("offers", 0, "charges", 0, "tiers", {
        "mode": "volume", "steps": [{"price": 1}]})),
    ("card", "a parameter that is a choice and a number",
     put("offers", 0, "parameters", {"images": {"integer": [1, 4], "one_of": [1, 2]}})),
    ("card", "a review without its day", put("offers", 0, "reviewed", {"says": "right"})),
    ("scenario", "a feature with two volumes", put("features", 0, "sessions_per_month", 3)),
    ("scenario", "no features", drop("features")),
    ("scenario", "a start that is a day", put("start", "2027-01-01")),
    ("scenario", "a pair with one end", put("features", 0, "takes_per_accepted", {"p90": 3})),
    ("scenario", "a budget of another kind", put("budget", {"week": 100})),
    ("terms", "an agreement that says nothing",
     put("agreements", 0, {"provider": "acme", "from": "2026-01-01"})),
    ("terms", "a day in two digits", put("agreements", 0, "from", "26-01-01")),
    ("recipe", "a role that nobody knows", put("steps", 0, "role", "wait")),
    ("recipe", "no worst case", drop("worst_case")),
    ("recipe", "a truth value that is a word", put("steps", 0, "paid", "yes")),
    ("recipe", "a word of billing that nobody knows", put("charged_on", "timeout", "maybe")),
]


def main():
    validators = {}
    for kind in ["card", "scenario", "terms", "recipe"]:
        schema = json.loads(Path(f"data/schema/{kind}.schema.json").read_text())
        Draft202012Validator.check_schema(schema)
        validators[kind] = Draft202012Validator(schema)
    documents = {"terms": [("terms", read(TERMS))]}
    for kind, folder in [("card", "rates"), ("scenario", "scenarios"), ("recipe", "probes")]:
        documents[kind] = [
            (str(path), read(path.read_text())) for path in sorted(Path("data", folder).glob("*.yaml"))
        ]
    wrong = 0
    count = 0
    for kind, files in documents.items():
        for name, document in files:
            count += 1
            for error in validators[kind].iter_errors(document):
                wrong += 1
                where = "/".join(str(step) for step in error.absolute_path)
                print(f"{name}: {where}: {error.message[:300]}", file=sys.stderr)
    for kind, title, change in BROKEN:
        document = None
        for _, candidate in documents[kind]:
            document = copy.deepcopy(candidate)
            try:
                change(document)
                break
            except (KeyError, IndexError, TypeError):
                document = None
        if document is None:
            wrong += 1
            print(f"no {kind} can be broken so: {title}", file=sys.stderr)
        elif validators[kind].is_valid(document):
            wrong += 1
            print(f"a broken {kind} fits: {title}", file=sys.stderr)
    if wrong:
        return 1
    print(f"{count} files fit their schemas, {len(BROKEN)} broken ones do not")
    return 0


sys.exit(main())
