"""The server on plain pipes: bytes in, lines out, and an end to every wait."""

import json
import queue
import subprocess
import tempfile
import threading

from commandline import DAY

SECONDS = 60


class RawServer:
    """One running `mediacost mcp`; what it prints is read by a thread of its own."""

    def __init__(self, program, *options, reads=True):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [program, "mcp", "--as-of", DAY, *options], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self.errors)
        self.lines = queue.Queue()
        if reads:
            threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Ends this one process, where it is still there."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(SECONDS)
        self.errors.close()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def write(self, data):
        """Writes bytes; raises where the server does not take them in time."""
        failures = []
        writer = threading.Thread(target=self._write, args=(data, failures), daemon=True)
        writer.start()
        writer.join(SECONDS)
        if writer.is_alive():
            self.process.kill()
            raise TimeoutError(f"{len(data)} bytes were not taken")
        if failures:
            raise failures[0]

    def _write(self, data, failures):
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except OSError as failure:
            failures.append(failure)

    def send(self, *messages):
        """Writes messages, each on its line: objects as JSON, or bytes as they are."""
        lines = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in messages]
        self.write(b"".join(line + b"\n" for line in lines))

    def line(self, seconds=SECONDS):
        """The next line that the server prints; None at its end."""
        try:
            return self.lines.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError("there is no answer") from None

    def answer(self):
        """The next answer, read from its line."""
        line = self.line()
        return None if line is None else json.loads(line)

    def answers_until(self, last):
        """All answers up to the one with an id, with it."""
        answers = []
        while True:
            answer = self.answer()
            if answer is None:
                raise EOFError(f"the server ended before it answered {last!r}")
            answers.append(answer)
            if isinstance(answer, dict) and answer["id"] == last:
                return answers

    def answers_to(self, *messages):
        """All answers to messages: those that come before that to a ping after them."""
        self.send(*messages, ping("last"))
        return self.answers_until("last")[:-1]

    def close(self):
        """Closes what the server reads, and gives all that it still answers and its status."""
        self.process.stdin.close()
        rest = []
        while (line := self.line()) is not None:
            rest.append(json.loads(line))
        return rest, self.process.wait(SECONDS)

    def said(self):
        """What stands on standard error."""
        self.errors.seek(0)
        return self.errors.read()


def request(id, method, **parameters):
    """A request of JSON-RPC."""
    return {"jsonrpc": "2.0", "id": id, "method": method, "params": parameters}


def ping(id):
    return request(id, "ping")


def call(id, tool, **arguments):
    return request(id, "tools/call", name=tool, arguments=arguments)


def notification(method, **parameters):
    """A message that is never answered."""
    return {"jsonrpc": "2.0", "method": method, "params": parameters}


def cancellation(id):
    return notification("notifications/cancelled", requestId=id)
