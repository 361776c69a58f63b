"""Asks the cards for worked price points, and counts those that come out as their sources say."""

import argparse
import concurrent.futures
import contextlib
import csv
import datetime
import glob
import json
import os
import subprocess
import sys
import tempfile
import threading
from fractions import Fraction

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = os.path.join(ROOT, "Tests", "Coverage")


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def rules(folder, provider):
    """How points of a provider are asked: the first rule that fits, see Tests/Coverage/README.md."""
    path = os.path.join(folder, f"{provider}.json")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def fits(rule, point):
    for key in ("model", "endpoint", "category", "id", "basis"):
        if key in rule:
            wanted = rule[key] if isinstance(rule[key], list) else [rule[key]]
            own = {point.get(key), point.get("our_model")} if key == "model" else {point.get(key)}
            if own.isdisjoint(wanted):
                return False
    beside = {**point.get("conditions", {}), **point["request"], **point.get("meters", {})}
    return all(key in beside if value == "*" else str(beside.get(key)).lower() == str(value).lower()
               for key, value in rule.get("when", {}).items())


def word(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def decimal(number):
    """A number as a log says it; None where it has more than six decimals."""
    millionths = number * 10**6
    if millionths.denominator != 1:
        return None
    whole, part = divmod(millionths.numerator, 10**6)
    return f"{whole}.{part:06}".rstrip("0").rstrip(".")


class Desk:
    """A program that stays and answers one question after another, as an agent asks it: cards are read once."""

    def __init__(self, program, rates):
        self.process = subprocess.Popen([program, "mcp", "--rates", rates], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.count = 0
        self.call("initialize", {"protocolVersion": "2025-06-18", "capabilities": {},
                                 "clientInfo": {"name": "coverage", "version": "1"}})
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def send(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def call(self, method, parameters):
        self.count += 1
        self.send({"jsonrpc": "2.0", "id": self.count, "method": method, "params": parameters})
        answer = json.loads(self.process.stdout.readline())
        if answer.get("id") != self.count or "result" not in answer:
            raise RuntimeError(f"{method} was answered by {answer}")
        return answer["result"]

    def quote(self, arguments):
        """The quote, and why there is none."""
        said = self.call("tools/call", {"name": "quote", "arguments": arguments})["structuredContent"]
        return (None, said["why"][0]) if "why" in said else (said, None)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Desks:
    """One desk for each thread that asks."""

    def __init__(self, program, rates):
        self.program, self.rates = program, rates
        self.own = threading.local()
        self.all = []

    def quote(self, arguments):
        if not hasattr(self.own, "desk"):
            self.own.desk = Desk(self.program, self.rates)
            self.all.append(self.own.desk)
        return self.own.desk.quote(arguments)

    def close(self):
        for desk in self.all:
            desk.close()


class Question:
    """What the program is asked for a point, or why it is not."""

    def __init__(self, provider, point, folder):
        self.point = point
        self.provider = provider
        self.declined = None
        self.rule = next((rule for rule in rules(folder, provider) if fits(rule, point)), None)
        if self.rule is None:
            return
        self.declined = self.rule.get("declined")
        if self.declined:
            return
        conditions = point.get("conditions", {})
        values = {}
        for source in (point["request"], point.get("meters", {})):
            for key, value in source.items():
                key = self.rule.get("rename", {}).get(key, key)
                if key in self.rule.get("drop", []) or key is None:
                    continue
                value = self.rule.get("values", {}).get(key, {}).get(word(value), value)
                values[key.removeprefix("new:")] = word(value)
        for key in ("service_tier", "region"):
            if key in conditions and key not in self.rule.get("drop", []):
                value = word(conditions[key])
                values[key] = word(self.rule.get("values", {}).get(key, {}).get(value, value))
        values.update({key: word(value) for key, value in self.rule.get("set", {}).items()})
        self.day = word(self.rule.get("as_of", conditions.get("as_of", "2026-11-28")))
        options = ["--as-of", self.day]
        self.plan = self.rule.get("plan", "").format(plan="-".join(word(conditions.get("plan", "")).lower().split()))
        if self.plan:
            options += ["--plan", self.plan]
        self.values = values
        self.options = options
        self.asked = " ".join(["quote", self.rule["offer"], *(f"{k}={v}" for k, v in values.items()), *options])

    def scope(self):
        """The meters whose lines make up the amount; None for the whole."""
        parts = self.rule.get("parts")
        if parts is None:
            said = self.point.get("conditions", {}).get("scope", "")
            if said and all(part and all(c.islower() or c == "_" or c == ":" for c in part)
                            for part in said.split(",")) and "_" in said:
                parts = [part.removeprefix("new:") for part in said.split(",")]
        return parts

    def verdict(self, desks):
        """A word, and what is to be said about it."""
        if self.rule is None:
            return "missing", "no rule says which offer it is"
        if self.declined:
            return "declined", self.declined
        if "month" in self.rule:
            return self.month(desks.program, desks.rates)
        asked = self.asked
        quote, fault = desks.quote({"offer": self.rule["offer"], "request": self.values, "as_of": self.day,
                                    **({"plan": self.plan} if self.plan else {})})
        if fault:
            return "wrong", f"{asked}: {fault}"
        if quote["currency"] != self.point["currency"]:
            return "wrong", f"{asked}: in {quote['currency']}"
        return self.compared(quote, asked)

    @staticmethod
    def answer(program, words, rates):
        """What the program says of a log, and why it does not."""
        done = subprocess.run([program, *words, "--rates", rates], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return None, done.stderr.strip().splitlines()[0][:200] if done.stderr.strip() else str(done.returncode)
        return json.loads(done.stdout), None

    def said(self, name):
        """A number of the point, by its name; None where it says none."""
        for source in (self.point.get("meters", {}), self.point["request"]):
            if name in source:
                return Fraction(str(source[name]))
        return None

    def rows(self):
        """The month's use as rows of a log, and why there are none."""
        month = self.rule["month"]
        meter, of = month["meter"], month.get("of", month["meter"])
        if of == 0:
            beside = {**self.point["request"], **self.point.get("meters", {})}
            if any(str(value) != "0" for value in beside.values()):
                return None, "the rule says no use, and the point has some"
            total = Fraction(0)
        elif (total := self.said(of)) is None:
            return None, f"the point has no {of}"
        total /= Fraction(str(month.get("takes", 1)))
        values = {key: value for key, value in self.values.items() if key not in (meter, of)}
        most = Fraction(str(month.get("each", max(total, 1))))
        rows = []
        while total > 0 or not rows:
            row = min(total, most)
            text = decimal(row)
            if text is None:
                return None, f"{row} of {meter} has more than six decimals"
            rows.append({"offer": self.rule["offer"], **values, meter: text})
            total -= row
        return rows, None

    def month(self, program, rates):
        """The same for what months come to under a plan, of which a log of their use is settled."""
        month = self.rule["month"]
        rows, fault = self.rows()
        asked = f"{self.plan} with {self.rule['offer']}"
        if fault:
            return "wrong", f"{asked}: {fault}"
        asked += f", {len(rows)} rows, {' '.join(f'{k}={v}' for k, v in rows[0].items() if k != 'offer')} the first"
        day = datetime.date.fromisoformat(self.day)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "use.csv")
            with open(path, "w", encoding="utf-8", newline="") as file:
                log = csv.DictWriter(file, ["timestamp", *rows[0]])
                log.writeheader()
                for _ in range(month.get("months", 1)):
                    log.writerows({"timestamp": f"{day}T12:00:00Z", **row} for row in rows)
                    day = (day.replace(day=1) + datetime.timedelta(31)).replace(day=1)
            settled, fault = self.answer(program, ["rerate", path, *self.options, "--assume-defaults", "--format", "json"], rates)
            if fault and os.path.exists(path + ".rejects"):
                with open(path + ".rejects", encoding="utf-8") as file:
                    fault = file.read().splitlines()[-1]
        if fault:
            return "wrong", f"{asked}: {fault.replace(path, 'the log')}"
        statements = settled["statements"]
        if len(statements) != month.get("months", 1) or {each["name"] for each in statements} != {self.plan}:
            return "wrong", f"{asked}: settled are {', '.join(each['month'] + ' ' + each['name'] for each in statements) or 'no months'}"
        gaps = [each["missing"] for each in statements if each["missing"]]
        gaps += [f"{each['offer']} has no price" for each in settled["groups"] if each["amount"] is None or each["unknown_rows"]]
        if gaps:
            return "wrong", f"{asked}: {gaps[0]}"
        # What the plan counted must be what the point says was used, so that no factor can be chosen to fit.
        used = month.get("used", month.get("of") if "takes" in month else None)
        for name, times in (used.items() if isinstance(used, dict) else [(used, 1)] if used else []):
            expected = self.said(name)
            expected = None if expected is None else expected * Fraction(str(times))
            for each in statements:
                if Fraction(each["used"]) != expected:
                    return "wrong", f"{asked}: {each['used']} {each['key']} used, {expected} expected"
        if {each["currency"] for each in statements} != {self.point["currency"]}:
            return "wrong", f"{asked}: in {statements[0]['currency']}"
        # The total has the fees, what goes beyond the allowance, and any use that the plan does not cover.
        return self.compared({**settled, "amount": settled["total"], "lines": []}, asked)

    def compared(self, quote, asked):
        expected = Fraction(self.point.get("exact", self.point["amount"]))
        expected *= Fraction(str(self.rule.get("times", 1)))
        parts = self.scope()
        if parts is not None:
            amounts = [line["amount"] for line in quote["lines"] if line["meter"] in parts]
            if not amounts or None in amounts:
                return "wrong", f"{asked}: no amount for {', '.join(parts)}"
            amount = sum(map(Fraction, amounts))
        elif quote["amount"] is None:
            return "wrong", f"{asked}: no amount, {self.point['amount']} expected"
        else:
            amount = Fraction(quote["amount"])
        # Amounts have twelve decimals; what never ends is rounded there.
        if abs(amount - expected) <= Fraction(1, 10**12) * (1 if "exact" in self.point else 0) or amount == expected:
            return "same", ""
        printed = self.point.get("printed")
        if printed and len(printed.partition(".")[2]) and self.rule.get("printed"):
            places = len(printed.partition(".")[2])
            if int(amount * 10**places + Fraction(1, 2)) == int(Fraction(printed) * 10**places):
                return "same", ""
        low, high = quote.get("floor"), quote.get("ceiling")
        reasons = {reason["code"] if isinstance(reason, dict) else str(reason) for reason in quote.get("reasons", [])}
        if self.point.get("rivals") and low is not None and "sources_disagree" in " ".join(reasons):
            inside = Fraction(low) <= expected and (high is None or expected <= Fraction(high))
            # Of a month, whose range may be wide, a rival is one of the two ends.
            if inside and ("month" not in self.rule or expected in (Fraction(low), high and Fraction(high))):
                return "in range", ""
        return "wrong", f"{asked}: {quote['amount'] if parts is None else amount}, {self.point['amount']} expected ({self.point['derivation'] if 'derivation' in self.point else self.point['id']})"


def main():
    parser = argparse.ArgumentParser(prog="scripts/coverage", description=__doc__)
    parser.add_argument("providers", nargs="*", help="only these providers of points")
    parser.add_argument("--program", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rates", default=os.path.join(ROOT, "data"),
                        help="another folder of rate cards than data")
    parser.add_argument("--offers", default=os.path.join(FOLDER, "offers"), help="another folder of rules")
    parser.add_argument("--verbose", action="store_true", help="say what is wrong with every point")
    parser.add_argument("--least", type=int, default=0, help="the share of points, in percent, below which the status is 1")
    options = parser.parse_args()
    files = sorted(glob.glob(os.path.join(FOLDER, "points", "*.jsonl")))
    known = [os.path.basename(path)[:-6] for path in files]
    for name in options.providers:
        if name not in known:
            parser.error(f"no points are of '{name}'; there are {', '.join(known)}")
    total = {}
    desks = Desks(options.program, options.rates)
    with contextlib.closing(desks), concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, provider in zip(files, known):
            if options.providers and provider not in options.providers:
                continue
            questions = [Question(provider, point, options.offers) for point in lines(path)]
            verdicts = list(pool.map(lambda question: question.verdict(desks), questions))
            counts = {}
            for question, (verdict, says) in zip(questions, verdicts):
                counts[verdict] = counts.get(verdict, 0) + 1
                total[verdict] = total.get(verdict, 0) + 1
                if options.verbose and verdict in ("missing", "wrong"):
                    print(f"{verdict}: {question.point['id']}\n  {says}")
            print(f"{provider}: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())))
    count = sum(total.values())
    good = total.get("same", 0) + total.get("in range", 0)
    print(f"{count} points: " + ", ".join(f"{n} {verdict}" for verdict, n in sorted(total.items()))
          + f"; {100 * good / count:.1f} % expressed")
    return 1 if 100 * good < options.least * count else 0


if __name__ == "__main__":
    sys.exit(main())
