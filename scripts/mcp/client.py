"""Asks `mediacost mcp` with the real client of the Model Context Protocol, then without it.

client.py PROGRAM EVERY, in the root folder of the repository; see scripts/verify-mcp.
"""

import asyncio
import contextlib
import json
import os
import sys

from mcp import Client, ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from checks import Checks
from commandline import DAY, CommandLine, documented_bodies
from pipes import check_pipes

TOOLS = ["price_request", "price_reply", "quote", "compare", "offers", "explain"]
GENERATE = "openai/gpt-image-2/generate"
BODY = {"model": "gpt-image-2", "prompt": "a red fox", "quality": "high", "size": "1024x1024"}
SECONDS = 30


def server(program, *options):
    """How the client starts the program."""
    return StdioServerParameters(
        command=program, args=["mcp", "--as-of", DAY, *options], cwd=os.getcwd())


@contextlib.asynccontextmanager
async def session(program, *options):
    """A connection that has not been introduced yet; every wait in it has an end."""
    async with stdio_client(server(program, *options)) as (reading, writing):
        async with ClientSession(reading, writing, read_timeout_seconds=SECONDS) as connection:
            yield connection


class Agent:
    """Calls tools through a session and checks what every answer must have."""

    def __init__(self, checks, connection):
        self.checks = checks
        self.connection = connection

    async def call(self, tool, **arguments):
        """The answer of a tool as an object, the same in words and in structure, without floats."""
        result = await self.connection.call_tool(tool, arguments)
        result = result.model_dump(mode="json", by_alias=True)
        answer = result["structuredContent"]
        self.checks.equal(result["isError"], False, f"{tool}: isError")
        self.checks.equal(
            in_order(json.loads(result["content"][0]["text"])), in_order(answer),
            f"{tool}: the text of the answer")
        self.checks.check(not has_floats(answer), f"{tool}: an amount is no decimal string")
        return answer

    async def unknown(self, tool, words, **arguments):
        """Asks what cannot be told: the answer is 'unknown', without amounts, with the reason."""
        answer = await self.call(tool, **arguments)
        name = f"{tool}: '{words}'"
        self.checks.equal(answer.get("source"), "unknown", name)
        for key in ("amount", "floor", "ceiling"):
            self.checks.equal(answer.get(key, ""), None, f"{name}: {key}")
        reason = " ".join(answer.get("why", []))
        self.checks.check(words in reason, f"{name} is not in the reason: {reason}")
        return answer


def in_order(value):
    """JSON as text, so that the order of keys counts as well."""
    return json.dumps(value)


def has_floats(value):
    """Whether a number with a fraction stands anywhere in JSON."""
    if isinstance(value, dict):
        return any(has_floats(member) for member in value.values())
    if isinstance(value, list):
        return any(has_floats(member) for member in value)
    return isinstance(value, float)


def target(sample):
    """The arguments of a tool for a documented body."""
    names = ("body", "api", "model", "url", "with")
    return {name: sample[name] for name in names if name in sample}


async def check_introduction(checks, connection):
    """The server says who it is, and lists six tools that only read, each with a schema."""
    introduction = await connection.initialize()
    checks.equal(introduction.server_info.name, "mediacost", "the name of the server")
    checks.check(introduction.capabilities.tools is not None, "the server says it has tools")
    tools = (await connection.list_tools()).tools
    checks.equal([tool.name for tool in tools], TOOLS, "the tools")
    for tool in tools:
        schema = tool.input_schema
        checks.equal(schema["type"], "object", f"{tool.name}: its schema")
        checks.check(
            set(schema["required"]) <= set(schema["properties"]), f"{tool.name}: what is required")
        checks.equal(tool.annotations.read_only_hint, True, f"{tool.name}: it only reads")


async def check_bodies(checks, agent, line, name, samples):
    """Each documented body of an API costs what its test and the command line say, key for key."""
    for sample in samples:
        words = f"{name}: {sample['name']}"
        answer = await agent.call("price_request", **target(sample))
        wanted, mistake = line.price(sample)
        if mistake is not None:
            checks.equal(answer["source"], "unknown", words)
            reason = " ".join(answer["why"])
            checks.check(reason in mistake, f"{words}: '{reason}' is not in '{mistake}'")
            continue
        checks.equal(in_order(answer), in_order(wanted), words)
        for key in ("offer", "source", "amount"):
            if key in sample.get("expect", {}):
                checks.equal(answer[key], sample["expect"][key], f"{words}: {key}")


async def check_forms(checks, agent):
    """A body may be text; a number may be a limit; the day may be given with each call."""
    wanted = await agent.call("price_request", body=BODY, api="openai")
    as_text = await agent.call("price_request", body=json.dumps(BODY), api="openai")
    checks.equal(in_order(as_text), in_order(wanted), "a body as text")
    dated = await agent.call("price_request", body=BODY, api="openai", as_of=DAY)
    checks.equal(in_order(dated), in_order(wanted), "a body with its day")
    checks.check("allowed" not in wanted, "nothing is said of a limit that nobody set")


async def check_replies(checks, agent, line):
    """A reply costs what the command line says, and an empty one is answered as there."""
    sample = {"api": "openai", "body": BODY}
    usage = {"output_tokens": 7024, "input_tokens_details": {"text_tokens": 9}}
    for reply in ({"usage": usage}, {"data": []}):
        wanted, mistake = line.price(sample, reply)
        answer = await agent.call("price_reply", reply=reply, **target(sample))
        if mistake is None:
            checks.equal(in_order(answer), in_order(wanted), f"the reply {reply}")
        else:
            checks.equal(answer["source"], "unknown", f"the reply {reply}")
    as_text = await agent.call("price_reply", reply=json.dumps({"usage": usage}), **target(sample))
    wanted, _ = line.price(sample, {"usage": usage})
    checks.equal(in_order(as_text), in_order(wanted), "a reply as text")


QUOTES = [
    (GENERATE, {}), (GENERATE, {"quality": "high", "size": "1536x1024", "images": 2}),
    ("openai/gpt-image-2/edit", {"reference_sizes": "1024x768+512x512"}),
    ("vertex/veo-3.1-fast/generate", {"seconds": 8, "resolution": "1080p", "audio": False}),
    ("runway/gen4.5/generate", {"seconds": 5}), ("fal/sd3.5-large/generate", {"images": 3}),
    ("stability/sd3.5-large/generate", {}), ("byteplus/seedance-2.0/generate", {"seconds": 5}),
]


def words_of(request):
    """A request as the command line writes it."""
    return [f"{name}={in_words(value)}" for name, value in request.items()]


def in_words(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


async def check_quotes(checks, agent, line):
    """Quotes are those of the command line, key for key, with a plan as well."""
    for offer, request in QUOTES:
        answer = await agent.call("quote", offer=offer, request=request, as_of=DAY)
        wanted = line.json("quote", offer, *words_of(request))
        checks.equal(in_order(answer), in_order(wanted), f"the quote of {offer} {request}")
    offer, plan = "heygen/liveavatar-full/session", "heygen/liveavatar-pro"
    answer = await agent.call("quote", offer=offer, plan=plan)
    wanted = line.json("quote", offer, "--plan", plan)
    checks.equal(in_order(answer), in_order(wanted), f"the quote of {offer} with {plan}")


COMPARISONS = [
    ("video-generation", {"seconds": 8, "resolution": "720p"}), ("image-generation", {}),
    ("image-editing", {"images": 2}), ("live-avatar", {}),
]


async def check_comparisons(checks, agent, line):
    """Comparisons are those of the command line in every category, key for key."""
    for category, request in COMPARISONS:
        answer = await agent.call("compare", category=category, request=request, as_of=DAY)
        wanted = line.json("compare", category, *words_of(request))
        checks.equal(in_order(answer), in_order(wanted), f"the comparison {category} {request}")


async def check_offers(checks, agent, line):
    """Offers are those that the command line lists; each category has its own."""
    listed = (await agent.call("offers"))["offers"]
    ids = [offer["offer"] for offer in listed]
    wanted = line.json("rates", "list")["offers"]
    checks.equal(sorted(ids), sorted(offer["offer"] for offer in wanted), "the offers")
    parts = []
    for category in ("image-generation", "image-editing", "video-generation", "live-avatar"):
        found = (await agent.call("offers", category=category))["offers"]
        checks.equal({offer["category"] for offer in found}, {category}, f"offers of {category}")
        parts += [offer["offer"] for offer in found]
    checks.equal(sorted(parts), sorted(ids), "the offers of all categories")
    named = (await agent.call("offers", model="gpt-image-2"))["offers"]
    checks.check(GENERATE in [offer["offer"] for offer in named], "an offer by its model")
    checks.equal((await agent.call("offers", model="no such model"))["offers"], [], "no offer")


async def check_explanations(checks, agent, line):
    """An explanation is what the command line prints as Markdown, with and without a request."""
    for offer, request in (
            (GENERATE, {"quality": "high"}), ("vertex/veo-3.1-fast/generate", {"seconds": 8})):
        answer = await agent.call("explain", offer=offer, request=request)
        wanted, _ = line.run("quote", offer, *words_of(request), "--format", "markdown")
        checks.equal(answer["markdown"], wanted, f"the explanation of {request} of {offer}")
        answer = await agent.call("explain", offer=offer)
        wanted = line.document(offer)
        checks.equal(answer["markdown"], wanted, f"the explanation of {offer}")


async def check_limit_of_agent(checks, agent):
    """'allowed' is false above the limit, true from the ceiling on, false for what is unknown."""
    price = await agent.call("price_request", body=BODY, api="openai")
    ceiling = price["ceiling"]
    for limit, allowed in (("0.2", False), (ceiling, True), ("1", True), (0.25, True), (0, False)):
        answer = await agent.call("price_request", body=BODY, api="openai", max=limit)
        checks.equal(answer["allowed"], allowed, f"allowed with {limit} at most")
        checks.equal(answer["amount"], price["amount"], f"the amount with {limit} at most")
    strange = {**BODY, "upscale": True}
    open_end = await agent.call("price_request", body=strange, api="openai", max="9")
    checks.equal((open_end["ceiling"], open_end["allowed"]), (None, False), "without a ceiling")
    for wrong in ("soon", "-1", "50%"):
        answer = await agent.unknown(
            "price_request", "is not an amount", body=BODY, api="openai", max=wrong)
        checks.equal(answer["allowed"], False, f"allowed with {wrong} at most")
    answer = await agent.unknown(
        "price_request", "gpt-image-2", body={"model": "gpt-imag-2"}, api="openai", max="100")
    checks.equal(answer["allowed"], False, "allowed where the model is unknown")


async def check_limit_of_server(checks, program):
    """The server's own limit holds whatever the agent says; the lower of both counts."""
    async with session(program, "--max", "0.2") as connection:
        await connection.initialize()
        agent = Agent(checks, connection)
        cheap = {**BODY, "quality": "low"}
        for body, limit, most, allowed in (
                (BODY, None, "0.2", False), (BODY, "100", "0.2", False), (cheap, None, "0.2", True),
                (cheap, "0.001", "0.001", False), (cheap, "100", "0.2", True)):
            given = {} if limit is None else {"max": limit}
            answer = await agent.call("price_request", body=body, api="openai", **given)
            checks.equal((answer["max"], answer["allowed"]), (most, allowed), f"{body} {limit}")
        for body, api in (({"model": "nothing"}, "openai"), (cheap, "openia")):
            answer = await agent.call("price_request", body=body, api=api)
            checks.equal((answer["source"], answer["allowed"]), ("unknown", False), f"{api} {body}")


UNKNOWN = [
    ("price_request", "gpt-image-2", {"body": {"model": "gpt-imag-2"}, "api": "openai"}),
    ("price_request", "line 1, column 2", {"body": "{", "api": "openai"}),
    ("price_request", "'body' is missing", {"api": "openai"}),
    ("price_request", "must be the JSON of a body", {"body": [1], "api": "openai"}),
    ("price_request", "must be the JSON of a body", {"body": 7, "api": "openai"}),
    ("price_request", "did you mean 'openai'?", {"body": {}, "api": "openia"}),
    ("price_request", "there is no argument 'apy'", {"body": {}, "apy": "openai"}),
    ("price_request", "'soon' is not a day", {"body": {}, "as_of": "soon"}),
    ("price_request", "must be text", {"body": {}, "api": ["openai"]}),
    ("price_request", "must be an object", {"body": {}, "api": "openai", "with": "batch"}),
    ("price_reply", "'reply' is missing", {"body": BODY, "api": "openai"}),
    ("price_reply", "line 1, column 2", {"body": BODY, "api": "openai", "reply": "{"}),
    ("quote", "'offer' is missing", {}),
    ("quote", "no offer is called", {"offer": "openai/nothing/generate"}),
    ("quote", "ultra", {"offer": GENERATE, "request": {"quality": "ultra"}}),
    ("quote", "colour", {"offer": GENERATE, "request": {"colour": "red"}}),
    ("quote", "must be text", {"offer": GENERATE, "request": {"quality": ["high"]}}),
    ("quote", "nobody/nothing", {"offer": GENERATE, "plan": "nobody/nothing"}),
    ("quote", "not a day", {"offer": GENERATE, "as_of": "2026-02-30"}),
    ("quote", "", {"offer": GENERATE, "as_of": "1999-01-01"}),
    ("compare", "no category is called 'poems'", {"category": "poems"}),
    ("compare", "'category' is missing", {}),
    ("offers", "no category is called 'poems'", {"category": "poems"}),
    ("offers", "'soon' is not a day", {"as_of": "soon"}),
    ("explain", "no offer is called", {"offer": "openai/nothing/generate"}),
    ("explain", "'offer' is missing", {}),
]


async def check_unknown(checks, agent):
    """What cannot be told is 'unknown' with the reason; nothing is raised, none is an error."""
    for tool, words, arguments in UNKNOWN:
        await agent.unknown(tool, words, **arguments)
    checks.equal((await agent.call("quote", offer=GENERATE))["offer"], GENERATE, "what follows")


def nested(depth):
    """A body that is as deep as said."""
    value = 1
    for _ in range(depth - 1):
        value = {"a": value}
    return {**BODY, "metadata": value}


async def check_too_much(checks, program, name, body):
    """A body beyond what is read is 'unknown' at once, not a message that nobody answers."""
    async with session(program) as connection:
        await connection.initialize()
        agent = Agent(checks, connection)
        try:
            async with asyncio.timeout(SECONDS):
                answer = await agent.call("price_request", body=body, api="openai", max="100")
        except Exception as mistake:
            return checks.check(False, f"{name}: the client was told nothing: {mistake!r}")
        checks.equal((answer["source"], answer["allowed"]), ("unknown", False), name)


async def check_given_up(checks, agent):
    """A call that the client gives up leaves the connection as it was."""
    for seconds in (0.0001, 0.001, 0.01):
        with contextlib.suppress(Exception):
            await agent.connection.call_tool(
                "compare", {"category": "image-generation"}, read_timeout_seconds=seconds)
        answer = await agent.call("quote", offer=GENERATE)
        checks.equal(answer["offer"], GENERATE, f"after giving up within {seconds} s")


async def check_many(checks, agent):
    """Calls made at once are each answered with what was asked."""
    limits = [str(number) for number in range(50)]
    answers = await asyncio.gather(
        *(agent.call("price_request", body=BODY, api="openai", max=limit) for limit in limits))
    checks.equal([answer["max"] for answer in answers], limits, "calls at once")


async def check_newest_client(checks, program):
    """The client that first asks for a newer way to meet falls back, and works."""
    async with Client(server(program), read_timeout_seconds=SECONDS) as client:
        checks.equal([tool.name for tool in (await client.list_tools()).tools], TOOLS, "the tools")
        result = await client.call_tool("quote", {"offer": GENERATE})
        checks.equal(result.structured_content["offer"], GENERATE, "the quote")


async def check_session(checks, program, every):
    """Everything that one connection of the real client shows, with one of so many bodies."""
    line = CommandLine(program)
    async with session(program) as connection:
        agent = Agent(checks, connection)
        with checks.group("introduction and tools"):
            await check_introduction(checks, connection)
        for name, samples in documented_bodies().items():
            with checks.group(f"price_request, bodies of {name}"):
                await check_bodies(checks, agent, line, name, samples[::every])
        with checks.group("price_request, forms of a body"):
            await check_forms(checks, agent)
        for name, check in (
                ("price_reply", check_replies), ("quote", check_quotes),
                ("compare", check_comparisons), ("offers", check_offers),
                ("explain", check_explanations)):
            with checks.group(name):
                await check(checks, agent, line)
        for name, check in (
                ("limit of the agent", check_limit_of_agent), ("what is unknown", check_unknown),
                ("calls given up", check_given_up), ("calls at once", check_many)):
            with checks.group(name):
                await check(checks, agent)


async def check_client(checks, program, every):
    """Everything with the real client."""
    await check_session(checks, program, every)
    with checks.group("limit of the server"):
        await check_limit_of_server(checks, program)
    with checks.group("client of the newest protocol"):
        await check_newest_client(checks, program)
    large = {**BODY, "image": "data:image/png;base64," + "A" * 85_000_000}
    for name, body in (
            ("deep body", nested(200)), ("deep body as text", json.dumps(nested(200))),
            ("long number", {**BODY, "seed": 10**500}), ("large body", large)):
        with checks.group(name):
            await check_too_much(checks, program, name, body)


def main():
    if len(sys.argv) != 3:
        print("usage: client.py PROGRAM EVERY", file=sys.stderr)
        return 64
    checks = Checks()
    try:
        asyncio.run(check_client(checks, sys.argv[1], int(sys.argv[2])))
    except Exception as mistake:
        checks.check(False, f"the real client comes to its end: {mistake!r}")
    check_pipes(checks, sys.argv[1])
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
