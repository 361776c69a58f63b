"""What no client sends: broken, huge, cancelled and cut messages, on plain pipes."""

import base64
import json
import subprocess
import time
import zlib

from commandline import CommandLine
from rawserver import RawServer, call, cancellation, notification, ping, request

VERSIONS = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
NOT_JSON, NO_REQUEST, NO_METHOD, WRONG_PARAMETERS = -32700, -32600, -32601, -32602
BODY = {"model": "gpt-image-2", "prompt": "a red fox", "quality": "high", "size": "1024x1024"}
GENERATE = "openai/gpt-image-2/generate"
EDITS = "https://api.openai.com/v1/images/edits"
MOST = 100_000_000


def code(answer):
    """The code of an answer that is an error."""
    return answer.get("error", {}).get("code")


def content(answer):
    """What a tool answered."""
    return answer["result"]["structuredContent"]


def check_versions(checks, program):
    """Each version that is spoken is agreed to; for another one the newest is offered."""
    wanted = [(version, version) for version in VERSIONS]
    for asked in ("1999-01-01", "2099-01-01", "", None, 7):
        wanted.append((asked, VERSIONS[-1]))
    for asked, spoken in wanted:
        with RawServer(program) as server:
            server.send(request(1, "initialize", protocolVersion=asked, capabilities={}))
            result = server.answer()["result"]
            checks.equal(result["protocolVersion"], spoken, f"the version for {asked!r}")
            server.send(notification("notifications/initialized"), ping(2))
            checks.equal(server.answer()["id"], 2, f"a ping in version {asked!r}")
            checks.equal(server.close(), ([], 0), f"the end in version {asked!r}")
            checks.equal(server.said(), b"", f"standard error in version {asked!r}")


GARBAGE = [
    (b"{", NOT_JSON), (b"hello", NOT_JSON), (b"\xff\xfe\x00", NOT_JSON), (b"\x00", NOT_JSON),
    (b'{"jsonrpc":"2.0","id":1,"method":"ping"} x', NOT_JSON), (b'"\\ud8"', NOT_JSON),
    (b'{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}', NOT_JSON),
    (b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":1,"\\u0061":2}}', NOT_JSON),
    (b"[" * 100_000, NOT_JSON), (b"[" * 100_000 + b"]" * 100_000, NOT_JSON),
    (b'{"a":' * 100_000, NOT_JSON), (b"7", NO_REQUEST), (b"null", NO_REQUEST),
    (b'"ping"', NO_REQUEST), (b"{}", NO_REQUEST), (b'{"jsonrpc":"2.0","id":1}', NO_REQUEST),
    (b'{"jsonrpc":"1.0","id":1,"method":"ping"}', NO_REQUEST),
    (b'{"id":1,"method":"ping"}', NO_REQUEST), (b'{"jsonrpc":"2.0","id":1,"method":7}', NO_REQUEST),
    (b'{"jsonrpc":"2.0","id":null,"method":"ping"}', NO_REQUEST),
    (b'{"jsonrpc":"2.0","id":[1],"method":"ping"}', NO_REQUEST),
    (b'{"jsonrpc":"2.0","id":true,"method":"ping"}', NO_REQUEST),
]


def check_garbage(checks, program):
    """What is no message is answered by its kind, once, and the next message as ever."""
    with RawServer(program) as server:
        for line, wanted in GARBAGE:
            found = [code(answer) for answer in server.answers_to(line)]
            checks.equal(found, [wanted], f"the answer to {line[:60]!r}")
        for line in (b"", b"   ", b"\r", b"\t"):
            checks.equal(server.answers_to(line), [], f"the answer to {line!r}")
        framed = json.dumps(ping(1)).encode()
        answered = server.answers_to(b" " + framed + b" \r")
        checks.equal([answer["id"] for answer in answered], [1], "a message with blanks around it")
        checks.equal(server.close(), ([], 0), "the end")
        checks.equal(server.said(), b"", "standard error")


def check_deep_arguments(checks, program):
    """A body deeper than is read is answered with the id of its request, so that nobody waits."""
    head = b'{"jsonrpc":"2.0","id":41,"method":"tools/call","params":{"name":"price_request",'
    deep = head + b'"arguments":{"api":"openai","body":' + b'{"a":' * 99 + b"1" + b"}" * 99 + b"}}}"
    twice = head + b'"arguments":{"api":"openai","body":{"model":"a","model":"b"}}}}'
    with RawServer(program) as server:
        found = [answer["id"] for answer in server.answers_to(deep)]
        checks.equal(found, [41], "the ids answered to a deep body")
        found = [code(answer) for answer in server.answers_to(twice)]
        checks.equal(found, [NOT_JSON], "the answer to a body with a key twice")
        as_text = call(42, "price_request", api="openai", body='{"model": "a", "model": "b"}')
        answers = server.answers_to(as_text)
        checks.equal([content(answer)["source"] for answer in answers], ["unknown"],
                     "the answer to a text with a key twice")


def check_deepest_body(checks, program):
    """The deepest body that the command line prices has the same price as an object."""
    sample = {"api": "openai", "body": {**BODY, "metadata": {}}}
    for _ in range(62):
        sample["body"]["metadata"] = {"a": sample["body"]["metadata"]}
    wanted, mistake = CommandLine(program).price(sample)
    checks.equal(mistake, None, "the command line prices a body of 64 levels")
    with RawServer(program) as server:
        answers = server.answers_to(call(43, "price_request", **sample))
        found = [content(answer) if "result" in answer else answer for answer in answers]
        checks.equal(json.dumps(found), json.dumps([wanted]), "a body of 64 levels")


def check_halves(checks, program):
    """A message that arrives in two pieces, cut anywhere, is one message; so are two in one."""
    line = json.dumps(call("ä€😀", "quote", offer=GENERATE),
                      ensure_ascii=False).encode() + b"\n"
    with RawServer(program) as server:
        for place in range(1, len(line), 5):
            server.write(line[:place])
            server.write(line[place:])
            answer = server.answer()
            checks.equal(answer["id"], "ä€😀", f"a message cut at {place}")
            checks.equal(content(answer)["amount"], "0.05298", f"its amount, cut at {place}")
        for byte in line:
            server.write(bytes([byte]))
        checks.equal(server.answer()["id"], "ä€😀", "a message byte by byte")
        server.write(line + line[:-1])
        checks.equal(server.answer()["id"], "ä€😀", "a message before half of another")
        server.write(b"\n")
        checks.equal(server.answer()["id"], "ä€😀", "the other half")
        checks.equal(server.close(), ([], 0), "the end")


def check_cut_ends(checks, program):
    """Where standard input ends in a line, a whole message is answered and half of one refused."""
    for data, wanted in (
            (json.dumps(ping(9)).encode(), [(9, None)]), (b'{"jsonrpc":"2.0","id":1,"meth',
             [(None, NOT_JSON)]), (b"", []), (b"\n", []), (b"  ", [])):
        with RawServer(program) as server:
            server.write(data)
            rest, status = server.close()
            found = [(answer["id"], code(answer)) for answer in rest]
            checks.equal(found, wanted, f"the answers to {data!r} and the end")
            checks.equal(status, 0, f"the status after {data!r} and the end")
            checks.equal(server.said(), b"", f"standard error after {data!r} and the end")


def picture(width, height, length):
    """A data URI of a PNG picture of two colours, and of that length in all."""
    def chunk(name, data):
        check = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + check
    sides = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", sides + bytes([1, 0, 0, 0, 0]))
    head = "data:image/png;base64,"
    rest = (length - len(head)) * 3 // 4 - len(start) - 24
    pixels = zlib.compress(bytes((width // 8 + 1) * height))
    filling = chunk(b"fiLl", bytes(max(0, rest - len(pixels) - 12)))
    end = chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return head + base64.b64encode(start + filling + end).decode()


def check_huge(checks, program):
    """60 MB of a picture cost what a small one of its sides does; above 100 MB nothing is read."""
    line = CommandLine(program)
    sample = {"api": "openai", "url": EDITS,
              "body": {**BODY, "prompt": "make it blue", "image": picture(1024, 1024, 1000)}}
    small, _ = line.price(sample)
    sample["body"]["image"] = picture(1024, 1024, 60_000_000)
    wanted, _ = line.price(sample)
    with RawServer(program) as server:
        started = time.monotonic()
        server.send(call(1, "price_request", **sample))
        found = content(server.answer())
        print(f"    60 MB are priced in {time.monotonic() - started:.1f} s", flush=True)
        checks.equal(json.dumps(found), json.dumps(wanted), "60 MB of a picture")
        checks.equal(found["amount"], small["amount"], "the amount for 60 MB of a picture")
        check_refused(checks, server)
        rest, status = server.close()
        checks.equal((rest, status, server.said()), ([], 0, b""), "the end after huge messages")


def check_refused(checks, server):
    """Lines above the most are refused once each, and the message after them is answered."""
    for length in (MOST + 1, 2 * MOST + 7):
        answers = server.answers_to(b"x" * length)
        checks.equal([(answer["id"], code(answer)) for answer in answers], [(None, NO_REQUEST)],
                     f"a line of {length} bytes")
    padded = json.dumps(ping(5)).encode()
    answers = server.answers_to(padded + b" " * (MOST - len(padded)))
    checks.equal(len(answers), 1, "answers to a line of exactly the most bytes")
    answers = server.answers_to(padded + b" " * (70_000_000 - len(padded)))
    checks.equal([answer["id"] for answer in answers], [5], "a line of 70 MB of blanks")


def check_huge_end(checks, program):
    """A line above the most that never ends is refused as well, and the program ends."""
    with RawServer(program) as server:
        server.write(b"x" * (MOST + 1))
        rest, status = server.close()
        checks.equal([code(answer) for answer in rest], [NO_REQUEST], "the answer to it")
        checks.equal((status, server.said()), (0, b""), "the end of the program")


def check_cancelled(checks, program):
    """What is cancelled while it waits may stay unanswered; all else is answered once, in order."""
    for name, ids in (("numbers", list(range(240))), ("texts", [f"n-{i}" for i in range(240)]),
                      ("more than wait", list(range(1000)))):
        late = ids[len(ids) // 2::3]
        asked = [call(ids[0], "compare", category="image-generation")]
        asked += [call(id, "quote", offer=GENERATE) for id in ids[1:]]
        with RawServer(program) as server:
            answers = server.answers_to(*asked, *[cancellation(id) for id in late])
            found = [answer["id"] for answer in answers]
            checks.equal(len(found), len(set(found)), f"{name}: answers, each once")
            checks.equal([id for id in ids if id not in set(found) | set(late)], [],
                         f"{name}: what is neither answered nor cancelled")
            checks.equal(found, [id for id in ids if id in set(found)], f"{name}: the order")
            checks.check(all("result" in answer for answer in answers), f"{name}: no errors")
            if name != "more than wait":
                checks.check(len(found) < len(ids), f"{name}: nothing was cancelled in time")
            checks.equal(server.close(), ([], 0), f"{name}: the end")


def check_strange_cancellations(checks, program):
    """Cancelling what was never asked, or saying it wrongly, changes nothing for others."""
    with RawServer(program) as server:
        strange = [cancellation("7"), cancellation(None), cancellation([1]), cancellation({}),
                   notification("notifications/cancelled"),
                   {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": []}]
        answers = server.answers_to(*strange, ping(7), ping(8))
        checks.equal([answer["id"] for answer in answers], [7, 8], "answers after it")
        words = call(11, "quote", offer='{"method": "notifications/cancelled", "requestId": 11}')
        answers = server.answers_to(words)
        checks.equal([answer["id"] for answer in answers], [11], "a request that says the word")
        checks.equal(server.answers_to(*[cancellation(id) for id in range(100, 12_000)]), [],
                     "many cancellations")


def check_lists(checks, program):
    """Messages in a list are answered in a list, notifications not at all, wrong ones each."""
    with RawServer(program) as server:
        cases = [
            ([ping(1), notification("x"), ping("b")], [[(1, None), ("b", None)]]),
            ([notification("x"), notification("y")], []), ([], [(None, NO_REQUEST)]),
            ([1, ping(2), {}], [[(None, NO_REQUEST), (2, None), (None, NO_REQUEST)]]),
            ([[ping(1)]], [[(None, NO_REQUEST)]]),
            ([ping(id) for id in range(1000)], [[(id, None) for id in range(1000)]]),
        ]
        for messages, wanted in cases:
            found = [outline(answer) for answer in server.answers_to(messages)]
            checks.equal(found, wanted, f"the answers to {str(messages)[:80]}")
        checks.equal(server.close(), ([], 0), "the end")


def outline(answer):
    """The id of an answer and its code; of a list those of each."""
    if isinstance(answer, list):
        return [outline(one) for one in answer]
    return answer["id"], code(answer)


def check_notifications(checks, program):
    """Messages without an id, and answers to what was never asked, are never answered."""
    with RawServer(program) as server:
        for method in ("notifications/initialized", "notifications/progress", "nothing", "ping",
                       "tools/list", "tools/call", "initialize", ""):
            checks.equal(server.answers_to(notification(method)), [], f"'{method}' without an id")
        for message in ({"jsonrpc": "2.0", "id": 1, "result": {}},
                        {"jsonrpc": "2.0", "id": 1, "error": {"code": 1, "message": "x"}}):
            checks.equal(server.answers_to(message), [], f"the answer {message}")


def check_methods(checks, program):
    """What is not spoken is said to be so, with the id of the request."""
    with RawServer(program) as server:
        for method in ("resources/list", "prompts/list", "", "Ping", "tools/call ", "x" * 10_000):
            found = [outline(answer) for answer in server.answers_to(request(3, method))]
            checks.equal(found, [(3, NO_METHOD)], f"the method '{method[:40]}'")
        for parameters in ({}, {"name": 7}, {"name": "spend"}, {"name": None}):
            answers = server.answers_to(request(4, "tools/call", **parameters))
            checks.equal([outline(answer) for answer in answers], [(4, WRONG_PARAMETERS)],
                         f"a call of {parameters}")
        for parameters in ([], None, "offers"):
            message = {"jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": parameters}
            found = [outline(answer) for answer in server.answers_to(message)]
            checks.equal(found, [(5, WRONG_PARAMETERS)], f"a call with {parameters!r}")


IDS = [
    b"0", b"1", b"-1", b"1.5", b"1.0", b"1e3", b"9007199254740993", b"1234567890123456789012",
    b'""', b'"1"', b'"a b"', b'"\\u00e4"', '"ä"'.encode(), b'"\\"\\\\\\/\\n"', b'"\\ud83d\\ude00"',
    b'"' + b"x" * 5000 + b'"', b'"null"', b'"id\\u0000"',
]


def check_ids(checks, program):
    """An id is echoed byte for byte, in answers and in errors."""
    with RawServer(program) as server:
        for id in IDS:
            for method in (b"ping", b"nothing"):
                server.write(b'{"jsonrpc":"2.0","id":%b,"method":"%b"}\n' % (id, method))
                line = server.line()
                checks.check(line.startswith(b'{"jsonrpc": "2.0", "id": %b, ' % id),
                             f"the id {id[:40]!r} in {line[:80]!r}")
                checks.equal(json.loads(line)["id"], json.loads(id), f"the id {id[:40]!r} as read")


def check_closed_output(checks, program):
    """Where nobody reads any more the program ends by itself, without a word."""
    for count in (1, 1000):
        with RawServer(program, reads=False) as server:
            server.send(ping(0))
            server.process.stdout.readline()
            server.process.stdout.close()
            try:
                server.send(*[call(id, "offers") for id in range(count)])
            except BrokenPipeError:
                pass
            try:
                status = server.process.wait(20)
            except subprocess.TimeoutExpired:
                status = "none, it is still there"
            checks.equal(status, 0, f"the status after {count} requests that nobody hears")
            checks.equal(server.said(), b"", f"standard error after {count} requests")


def check_closed_input(checks, program):
    """Where nothing more is asked, all that was asked is answered, and the status is 0."""
    for count in (0, 1, 50, 600):
        with RawServer(program) as server:
            if count:
                server.send(*[call(id, "quote", offer=GENERATE) for id in range(count)])
            rest, status = server.close()
            found = [answer["id"] for answer in rest]
            checks.equal(found, list(range(count)), f"answers to {count} requests and the end")
            checks.equal((status, server.said()), (0, b""), f"the end after {count} requests")


def check_pipes(checks, program):
    """Everything without the client."""
    for name, check in (
            ("versions", check_versions), ("garbage", check_garbage),
            ("deep bodies and keys that stand twice", check_deep_arguments),
            ("the deepest body", check_deepest_body),
            ("messages in pieces", check_halves), ("ends in a line", check_cut_ends),
            ("huge messages", check_huge), ("a huge line without an end", check_huge_end),
            ("cancelled requests", check_cancelled),
            ("strange cancellations", check_strange_cancellations), ("lists", check_lists),
            ("notifications", check_notifications), ("methods and parameters", check_methods),
            ("ids", check_ids), ("closed output", check_closed_output),
            ("closed input", check_closed_input)):
        with checks.group(name):
            check(checks, program)
