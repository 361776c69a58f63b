"""What the same program says on its command line, and the documented bodies of the tests."""

import glob
import json
import os
import subprocess
import tempfile

DAY = "2026-11-22"
BODIES = "Tests/BodyPricingTests/Bodies"


class CommandLine:
    """The program as a person calls it, with the prices of one day."""

    def __init__(self, program):
        self.program = program

    def run(self, *words, text=None):
        """What a command prints, and why it failed; one of the two is None."""
        done = subprocess.run(
            [self.program, *words, "--as-of", DAY], input=text, capture_output=True, text=True,
            timeout=120)
        return (done.stdout, None) if done.returncode == 0 else (None, done.stderr)

    def json(self, *words, text=None):
        """The JSON that a command prints; raises where it fails."""
        printed, mistake = self.run(*words, "--format", "json", text=text)
        if mistake is not None:
            raise AssertionError(f"{words}: {mistake}")
        return json.loads(printed)

    def document(self, offer):
        """How an offer is priced, as Markdown; that is the same every day."""
        done = subprocess.run(
            [self.program, "rates", "show", offer, "--format", "markdown"], capture_output=True,
            text=True, timeout=120, check=True)
        return done.stdout

    def price(self, sample, reply=None):
        """The price of a body, or why there is none."""
        words = ["price", "--format", "json"]
        for name in ("api", "model", "url"):
            if name in sample:
                words += ["--" + name, sample[name]]
        for name, value in sample.get("with", {}).items():
            words += ["--with", f"{name}={value}"]
        body = json.dumps(sample["body"])
        if reply is None:
            printed, mistake = self.run(*words, "-", text=body)
        else:
            with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
                json.dump(reply, file)
                file.flush()
                printed, mistake = self.run(*words, "--reply", file.name, "-", text=body)
        return (json.loads(printed), None) if mistake is None else (None, mistake)


def documented_bodies():
    """The bodies of the tests by API: what they are, where they go, and what they cost."""
    bodies = {}
    for path in sorted(glob.glob(os.path.join(BODIES, "*.json"))):
        with open(path) as file:
            bodies[os.path.basename(path).removesuffix(".json")] = json.load(file)
    return bodies
