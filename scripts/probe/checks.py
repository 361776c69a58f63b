"""Checks of live probes before a server of tests: checks.py MEDIACOST STANDIN FOLDER TIMES."""
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time

from clients import check_clients
from standin import StandIn

MEDIACOST, STANDIN, FOLDER, TIMES = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
SECRETS = {
    name: f"planted-{index}-{name.lower()}" for index, name in enumerate([
        "OPENAI_API_KEY", "STABILITY_API_KEY", "FAL_KEY", "REPLICATE_API_TOKEN", "GEMINI_API_KEY",
        "GOOGLE_ACCESS_TOKEN", "RUNWAYML_API_SECRET", "LUMA_AGENTS_API_KEY", "LUMAAI_API_KEY",
        "AWS_BEARER_TOKEN_BEDROCK", "HEYGEN_API_KEY", "LIVEAVATAR_API_KEY", "GMI_API_KEY", "XAI_API_KEY",
        "OPENROUTER_API_KEY", "IDEOGRAM_API_KEY"])}
WORDS = {"GOOGLE_CLOUD_PROJECT": "project", "MEDIACOST_PROBE_S3_URI": "s3://bucket/x", "HEYGEN_AVATAR_ID": "a",
         "HEYGEN_VOICE_ID": "v", "LIVEAVATAR_AVATAR_ID": "l"}
ENVIRONMENT = {**os.environ, **SECRETS, **WORDS, "HOME": FOLDER}
FAULTS = ["reset", "close", "silence", "truncated", "huge", "misencoded", "not-json", "redirect", "401", "402", "429",
          "500", "503", "none"]
RECIPES = sorted(name[:-5] for name in os.listdir("data/probes") if name.endswith(".yaml"))
PAID = [name for name in RECIPES if not name.endswith("-quote") and name != "google-veo-generate"]

failures = []
written = []


def check(holds, words):
    if not holds:
        failures.append(words)
        print(f"FAILED: {words}", file=sys.stderr)


def command(recipe, store, server, *options):
    return [MEDIACOST, "probe", "run", recipe, "--live", "--max-spend", "1000", "--max-per-day", "100000", "--db", store,
            "--stand-in", server.address, "--format", "json", *options]


def run(words, **options):
    done = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, timeout=120, **options)
    written.append(done.stdout + done.stderr)
    return done


def check_faults(times):
    """Each fault happens to a request that costs; it is delivered once, and what nobody knows stays counted."""
    def work(part, count):
        faults = random.Random(part).choices(FAULTS, k=count)
        with StandIn(STANDIN, FOLDER, faults) as server:
            for number, fault in enumerate(faults):
                recipe = PAID[(number + part) % len(PAID)]
                store = f"{FOLDER}/faults-{part}-{number}.sqlite"
                before = server.paid()
                done = run(command(recipe, store, server, "--record", f"{store}.jsonl"))
                check(server.paid() == before + 1, f"{recipe} with {fault}: paid {server.paid() - before} times")
                answer = json.loads(done.stdout)["runs"][0] if done.stdout else {}
                outcome = answer.get("outcome")
                expected = {"none": ["succeeded"], "401": ["refused"], "402": ["refused", "unclear"], "429": ["refused"],
                            "500": ["refused", "unclear"], "503": ["refused", "unclear"]}.get(fault, ["unclear", "succeeded"])
                check(outcome in expected, f"{recipe} with {fault}: {outcome} {answer.get('notes')} {done.stderr}")
                if outcome == "unclear":
                    again = run(command(recipe, store, server))
                    check(server.paid() == before + 1 and again.returncode in (1, 69), f"{recipe} after {fault}: paid again")
            check("/stolen" not in server.log(), "a redirect was followed")

    def share(part):
        # A server of its own for every forty: no test of ours waits for what a server does after hours.
        for begin in range(0, times // 2, 40):
            work(part + 2 * begin, min(40, times // 2 - begin))

    threads = [threading.Thread(target=share, args=(part,)) for part in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{times // 2 * 2} faults: what costs was delivered once each time")


def check_kills(times):
    """The program is killed anywhere; nothing is paid twice, and a session that was begun is ended later."""
    cut = sum(kill_some(begin, min(40, times - begin)) for begin in range(0, times, 40))
    print(f"{times} kills, {cut} of them while it ran: nothing was paid twice")


def kill_some(begin, count):
    order = random.Random(7 + begin)
    recipes = ["runway-gen45-generate", "heygen-liveavatar-session", "openai-images-generate"]
    cut = 0
    with StandIn(STANDIN, FOLDER, []) as server:
        spans = {}
        for recipe in recipes:
            start = time.monotonic()
            run(command(recipe, f"{FOLDER}/span-{begin}-{recipe}.sqlite", server))
            spans[recipe] = time.monotonic() - start
        for number in range(begin, begin + count):
            recipe = recipes[number % len(recipes)]
            store = f"{FOLDER}/kill-{number}.sqlite"
            before = server.paid()
            process = subprocess.Popen(command(recipe, store, server), env=ENVIRONMENT, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, start_new_session=True)
            time.sleep(order.uniform(0, spans[recipe] * 1.05))
            # The program that sends lives on or dies with it, as it happens.
            if order.random() < 0.5:
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            else:
                process.kill()
            process.wait()
            cut += process.returncode == -9
            wait_for_senders()
            sent = server.paid() - before
            check(sent <= 1, f"kill {number}: paid {sent} times")
            ledger = run([MEDIACOST, "probe", "reconcile", "--db", store, "--format", "json"])
            unclear = json.loads(ledger.stdout)["unclear"] if os.path.exists(store) else []
            if process.returncode == -9 and sent:
                check(len(unclear) == 1 or not is_unsettled(store), f"kill {number}: paid and not in the ledger")
            again = run(command(recipe, store, server))
            if unclear:
                check(again.returncode == 1 and server.paid() - before == sent,
                      f"kill {number}: paid again, {again.stdout} {again.stderr}")
                left = run([MEDIACOST, "probe", "reconcile", "--db", store, "--format", "json"])
                check(not any(row["open"] for row in json.loads(left.stdout)["unclear"]),
                      f"kill {number}: a session was left open")
    return cut


def wait_for_senders():
    """The program that sends may outlive the one that started it: what it does is counted when it has ended."""
    sender = os.path.join(os.path.dirname(MEDIACOST), "mediacost-probe").encode()
    end = time.monotonic() + 120
    while time.monotonic() < end:
        time.sleep(0.02)
        if not any(sender in command_line(process) for process in os.listdir("/proc") if process.isdigit()):
            return
    check(False, "a program that sends did not end")


def command_line(process):
    """What a process was started with; nothing of one that has ended."""
    try:
        with open(f"/proc/{process}/cmdline", "rb") as file:
            return file.read()
    except OSError:
        return b""


def is_unsettled(store):
    import sqlite3
    with sqlite3.connect(store) as database:
        rows = database.execute(
            "SELECT count(*) FROM probe_run WHERE id NOT IN (SELECT run FROM probe_event WHERE kind IN ('settled', 'released'))")
        return rows.fetchone()[0] > 0


def check_secrets():
    """Nothing that was written has a key, a session's token or a signature."""
    needles = [value.encode() for value in SECRETS.values()] + [b"token-of-", b"signature-of-the-address"]
    count = 0
    for name in os.listdir(FOLDER):
        path = os.path.join(FOLDER, name)
        # The server's own log is the proof that the keys were sent.
        if not os.path.isfile(path) or name.startswith("standin"):
            continue
        with open(path, "rb") as file:
            data = file.read()
        count += 1
        for needle in needles:
            check(needle not in data, f"{name} has {needle.decode()}")
    for text in written:
        for needle in needles:
            check(needle.decode() not in text, f"output has {needle.decode()}")
    print(f"{count} files and {len(written)} outputs: no secret in any")


def check_sockets():
    """No other command opens a connection, and the program has no library that could."""
    libraries = subprocess.run(["ldd", MEDIACOST], capture_output=True, text=True).stdout
    check("curl" not in libraries, "mediacost has the network's library")
    commands = [
        ["--help"], ["quote", "openai/gpt-image-2/generate", "quality=high"], ["compare", "image-generation"],
        ["price", "--api", "openai", "data/bodies/openai.json"], ["rates", "list"], ["rates", "validate"],
        ["forecast", "data/scenarios/storefront.yaml", "--db", f"{FOLDER}/s.sqlite", "--trials", "100"],
        ["report", "data/scenarios/storefront.yaml", "--out", f"{FOLDER}/report", "--db", ":memory:", "--trials", "100"],
        ["sql", "duckdb"], ["claims", "data/claims/gmi-article-2026-05-28.yaml"],
        ["runs", "list", "--db", f"{FOLDER}/s.sqlite"], ["probe", "plan", "--db", ":memory:"],
        ["probe", "run", "openai-images-generate", "--dry-run"], ["probe", "reconcile", "--db", f"{FOLDER}/s.sqlite"],
        ["trace", "data/scenarios/storefront.yaml", "--month", "2027-01", "--out", f"{FOLDER}/trace.csv"],
        ["rerate", f"{FOLDER}/trace.csv"], ["mcp"],
    ]
    trace = f"{FOLDER}/trace.txt"
    for words in commands:
        subprocess.run(["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto", "-o", trace, MEDIACOST, *words],
                       env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        with open(trace) as file:
            found = [line for line in file if "AF_INET" in line]
        check(not found, f"mediacost {words[0]} opens a connection: {found[:1]}")
    # The trace would see one.
    with StandIn(STANDIN, FOLDER, []) as server:
        subprocess.run(["strace", "-f", "-qq", "-e", "trace=socket,connect", "-o", trace,
                        *command("xai-images-generate", f"{FOLDER}/traced.sqlite", server)],
                       env=ENVIRONMENT, capture_output=True, timeout=120)
        with open(trace) as file:
            check("AF_INET" in file.read(), "strace sees no connection where there is one")
    print(f"{len(commands)} commands: none opens a connection")


check_sockets()
check_clients(STANDIN, FOLDER, check)
check_faults(TIMES)
check_kills(max(1, TIMES // 2))
check_secrets()
if failures:
    print(f"{len(failures)} checks failed", file=sys.stderr)
    sys.exit(1)
print("all hold")
