"""The server of tests, as a process that is held by its standard input."""
import itertools
import os
import subprocess

_numbers = itertools.count()


class StandIn:
    def __init__(self, program, folder, faults):
        self.path = f"{folder}/standin-{next(_numbers)}.log"
        words = [program, "--log", self.path] + (["--faults", ",".join(faults)] if faults else [])
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait()
        os.rename(self.path, self.path + ".done") if os.path.exists(self.path) else None

    def log(self):
        with open(self.path, "rb") as file:
            return file.read().decode(errors="replace")

    def paid(self):
        return self.log().count("\n=== PAID")
