"""Counts checks, and says of each group of them whether it holds."""

import contextlib
import sys
import time
import traceback


class Checks:
    """What was checked, and what did not hold."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, holds, words):
        """Counts one check; `words` say what does not hold where it does not."""
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"    does not hold: {words}", file=sys.stderr)

    def equal(self, found, wanted, words):
        """Counts one check of two values that must be the same."""
        self.check(found == wanted, f"{words}: {shortened(found)} instead of {shortened(wanted)}")

    @contextlib.contextmanager
    def group(self, name):
        """Prints one line for the checks inside; whatever is raised there is one that fails."""
        passed, failed, started = self.passed, self.failed, time.monotonic()
        try:
            yield
        except Exception:
            self.check(False, f"{name}: {traceback.format_exc()}")
        passed, failed = self.passed - passed, self.failed - failed
        word = "holds" if failed == 0 else f"{failed} do not hold"
        seconds = time.monotonic() - started
        print(f"{name}: {passed + failed} checks, {word}, {seconds:.1f} s", flush=True)

    def finish(self):
        """Prints the last line; the status of the program."""
        rest = f", {self.failed} do not hold" if self.failed else ""
        print(f"{self.passed} of {self.passed + self.failed} checks passed{rest}")
        return 1 if self.failed else 0


def shortened(value):
    """A value in words that fit on a screen."""
    text = repr(value)
    return text if len(text) <= 300 else text[:300] + "…"
