# SPDX-License-Identifier: GPL-3.0-or-later
"""One lever of one control plane, moved again and again behind proxies that spoil one exchange each time; what the program
tells is held against what happened. See matrix.py for what is counted."""
import json
import os
import re
import subprocess
import time
from pathlib import Path

from faultproxy import ANSWERED, ONCE_FAULTS, READ_FAULTS, SEND_FAULTS, FaultProxy, parts_of

PROFILES = Path(__file__).resolve().parents[3] / "resources" / "profiles"
ENDED = {"verified": 0, "conflict": 1, "refused": 1, "partial": 1, "not_yet_visible": 5, "unknown": 5}
COUNTS = ("double fires", "wrong verified", "wrong refused or conflict", "effects told as none", "wrong rungs", "wrong reads",
          "wrong undos", "open writes not named", "plans that wrote", "lost audit entries", "broken chains",
          "wrong exit status", "answers that are none", "invalid JSON", "faults that never struck")
UNREACHABLE = ("drop", "hang", "half_body", "reset", "half_header")
# What the program waits for: short where an answer never comes, long where it comes and only the machine may be slow.
SHORT_REQUEST, LONG_REQUEST, SHORT_READ_BACK, LONG_READ_BACK = "1500ms", "5s", "900ms", "6s"


def profile_with_limits(name, folder, request, read_back):
    """The profile with limits that a test can wait for."""
    path = Path(name) if name.endswith(".yaml") else PROFILES / f"{name}.yaml"
    limits = f"timeouts: {{connect: 3s, request: {request}, read_back: {read_back}, poll: 100ms}}"
    text, found = re.subn(r"^timeouts:.*$", limits, path.read_text(), flags=re.M)
    if not found:
        text += "\n" + limits + "\n"
    text = re.sub(r"within: *\d+m?s", f"within: {read_back}", text)
    copy = folder / f"{request}-{read_back}" / path.name
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(text)
    return str(copy)


def outcome_of(answer):
    """As it is recorded: the command line tells a firing that some machines took as not yet visible, and partial beside it."""
    return "partial" if answer.get("partial") else answer.get("outcome")


def status_of(answer):
    return 5 if answer.get("partial") else ENDED.get(answer.get("outcome"))


def is_gone(fault):
    """Of the fault of a write: the control plane never sees it."""
    return parts_of(fault)[1] == "before"


class Case:
    def __init__(self, plumbline, plane, lever, folder):
        self.plumbline, self.plane, self.lever, self.folder = plumbline, plane, lever, folder
        self.proxies = {url: FaultProxy(url, plane.get("is_write"), is_write_with=plane.get("is_write_with"))
                        for url in plane.get("replicas", [plane["url"]])}
        given = " ".join(lever.get("params", {}).values())
        # Peers that are only asked, as a gateway that serves: behind a proxy too.
        self.asked = {url: FaultProxy(url, lambda *_: False, clocks=tuple(self.proxies.values()))
                      for url in plane.get("asked", []) if url in given}
        self.proxy = list(self.proxies.values())[plane.get("spoilt", 0)]
        self.spoilt = self.proxy
        self.writes = lever.get("writes", 1)  # as the module says that the lever takes, per machine
        self.counts = dict.fromkeys(COUNTS, 0)
        self.told = []
        self.slowest = (0, "")
        self.number = self.fires = self.undos = 0
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("PLUMBLINE_TOKEN_")}
        self.environment.update(lever.get("env", {}))
        self.limits()
        self.fresh()

    # What is run -------------------------------------------------------------------------------------------------------

    def limits(self, request=LONG_REQUEST, read_back=LONG_READ_BACK):
        self.profile = profile_with_limits(self.plane["profile"], self.folder, request, read_back)

    def fresh(self):
        """A journal and a recording of its own for what comes."""
        self.number += 1
        self.record = self.folder / f"{self.number}.plumb"
        self.environment["XDG_STATE_HOME"] = str(self.folder / f"state-{self.number}")

    def every_proxy(self):
        return [*self.proxies.values(), *self.asked.values()]

    def through(self, value):
        for url, proxy in [*self.proxies.items(), *self.asked.items()]:
            value = value.replace(url, proxy.url)
        return value

    def command(self, part, *more):
        command = [self.plumbline, "lever", part, "--profile", self.profile, "--lever", self.lever["lever"],
                   "--base-url", self.proxies[self.plane["url"]].url, "--json", *more]
        for name, value in self.lever.get("params", {}).items():
            command += ["--param", f"{name}={self.through(value)}"]
        if part in ("fire", "undo"):
            command += ["--record", str(self.record)]
        return command

    def run(self, part, *more):
        """(exit status, answer); counts what is no answer."""
        began = time.monotonic()
        done = subprocess.run(self.command(part, *more), capture_output=True, text=True, env=self.environment, timeout=60)
        self.slowest = max(self.slowest, (time.monotonic() - began, f"{part} in {self.doing}"))
        where = f"{part} exit {done.returncode}: {done.stderr.strip()[:300]}"
        try:
            answer = json.loads(done.stdout)
        except ValueError:
            self.fail("invalid JSON", f"{where} {done.stdout[:200]!r}")
            return done.returncode, {}
        error = answer.get("error")
        if "outcome" not in answer and (done.returncode in (2, 3, 4) or (done.returncode == 1 and part != "verify")):
            if not error or not error.get("message") or not error.get("kind"):
                self.fail("wrong exit status", f"{where}, without an error in JSON: {done.stdout[:300]}")
        if error and done.returncode not in (1, 4):
            self.fail("wrong exit status", f"{where} {error}")
        return done.returncode, answer

    def fire_arguments(self):
        return ("--to", self.lever["to"], "--confirm", self.lever["target"])

    def state(self):
        return self.plane["state"](self.lever["lever"])

    def snapshot(self):
        """All that the peer has, as far as the module tells it: whatever is_write calls a write."""
        return [self.plane["state"](one["lever"]) for one in self.plane["levers"]], self.plane["writes"]()

    def fail(self, what, told):
        self.counts[what] += 1
        self.told.append(f"{what}: {self.plane['profile']} {self.lever['lever']}: {self.doing}: {told}")

    def begin(self, doing):
        self.doing = doing
        for proxy in self.every_proxy():
            proxy.reset()
        self.plane["reset"]()
        self.fresh()

    def count_writes(self):
        for proxy in self.proxies.values():
            if proxy.writes_seen > self.writes or proxy.repeats():
                self.fail("double fires", f"{proxy.writes_seen} writes of {self.writes}, {proxy.repeats()} repeated: {proxy.sent}")

    def is_written(self):
        return any(proxy.writes_seen for proxy in self.proxies.values())

    # What is held against it -------------------------------------------------------------------------------------------

    def clean(self):
        """How it is without a fault: what it reads as, plans, changes, and puts back."""
        self.begin("without a fault")
        self.before = self.state()
        code, told = self.run("read")
        self.reads = {repr(self.before): told.get("value")}
        untouched = self.snapshot()
        code, plan = self.run("plan", "--to", self.lever["to"])
        if code != 0 or plan.get("no_change") is not False:
            raise RuntimeError(f"plan without a fault: exit {code} {plan}")
        if self.snapshot() != untouched or self.is_written():
            self.fail("plans that wrote", f"{untouched} became {self.snapshot()}")
        if plan.get("from") != told.get("value"):
            self.fail("wrong reads", f"read {told.get('value')!r}, planned from {plan.get('from')!r}")
        for proxy in self.every_proxy():
            proxy.reset()
        code, answer = self.run("fire", *self.fire_arguments())
        self.after = self.state()
        if code != 0 or answer.get("outcome") != "verified" or self.after == self.before:
            raise RuntimeError(f"without a fault: exit {code} {answer.get('message', answer)} {self.before!r} {self.after!r}")
        self.count_writes()
        self.steps = self.proxy.writes_seen
        if self.steps < self.writes:
            raise RuntimeError(f"{self.steps} writes, where the module tells {self.writes}")
        self.said, self.carries_value = list(self.proxy.answers), self.proxy.sent[-1]
        self.reads_before = self.proxy.asked_before
        self.judge_rungs(answer, None)
        self.audit(answer, None)
        code, told = self.run("read")
        self.reads[repr(self.after)] = told.get("value")
        if told.get("value") != self.lever.get("reads", self.lever["to"]):
            self.fail("wrong reads", f"{told.get('value')!r} where it was moved to {self.lever['to']!r}")
        self.check_verify()
        for proxy in self.every_proxy():
            proxy.reset()
        self.undo(answer)

    def check_read(self, names_open=False):
        state = self.state()
        code, told = self.run("read")
        if code != 0:
            return self.fail("answers that are none", f"read: exit {code} {told}")
        known = self.reads.get(repr(state))
        # In between (one of several machines, a first step of two) it is neither of both.
        if (told.get("value") != known) if known is not None else (told.get("value") == self.reads[repr(self.after)]):
            self.fail("wrong reads", f"{told.get('value')!r} where it stands at {state!r}")
        if names_open and not told.get("open_writes"):
            self.fail("open writes not named", f"read: {told}")

    def check_verify(self, names_open=False):
        matches = self.state() == self.after
        code, told = self.run("verify", "--to", self.lever["to"])
        for _ in range(10):  # what serves follows after a while, and until then it does not match
            if not matches or all(one["reached"] for one in told.get("served", ())):
                break
            time.sleep(0.5)
            code, told = self.run("verify", "--to", self.lever["to"])
        if told.get("matches") is not matches or code != (0 if matches else 1):
            self.fail("wrong reads", f"verify: exit {code} {told}, it stands at {self.state()!r}")
        if names_open and not told.get("open_writes"):
            self.fail("open writes not named", f"verify: {told}")

    def judge_rungs(self, answer, fault, step=1):
        """fault: of the write, if it was one of its own that was spoilt."""
        rungs = {rung["rung"]: rung["state"] for rung in answer.get("rungs", [])}
        outcome = outcome_of(answer)
        kind = parts_of(fault)[0] if fault else None
        status, body = self.said[min(step, len(self.said)) - 1]
        # An empty answer that means yes cannot be told from one of somebody else, and half of a 204 is all of it.
        is_empty = status == 200 and not body.strip() or self.plane.get("accepts_empty")
        said_yes = kind in (None, "slow") or (kind == "empty_ok" and is_empty) or (kind == "half_body" and status == 204)
        wrong = []
        if (rungs.get("sent") == "reached") != self.is_written():
            wrong.append("sent")
        if rungs.get("accepted") == "reached" and not said_yes:
            wrong.append("accepted")
        # Of several machines, one that could not be planned was sent nothing.
        has_all = all(proxy.writes_seen == self.writes for proxy in self.proxies.values())
        if kind is None and has_all and outcome != "conflict" and rungs.get("accepted") != "reached":
            wrong.append("accepted")
        if outcome == "refused" and rungs.get("accepted") != "failed":
            wrong.append("accepted")
        if (rungs.get("in_effect") == "reached") != (outcome == "verified"):
            wrong.append("in_effect")
        if rungs.get("in_effect") == "reached" and self.state() != self.after:
            wrong.append("in_effect")
        if answer.get("sent") is not self.is_written():
            wrong.append("the flag sent")
        if wrong:
            self.fail("wrong rungs", f"{sorted(set(wrong))}: {outcome} {rungs} {answer.get('message')}")

    def plan(self, fault):
        self.begin(f"plan, {fault}")
        self.limits(SHORT_REQUEST if fault == "hang" else LONG_REQUEST)
        untouched = self.snapshot()
        self.spoilt.reset("plan", fault)
        code, answer = self.run("plan", "--to", self.lever["to"])
        self.check_struck()
        if self.is_written() or self.snapshot() != untouched:
            self.fail("plans that wrote", f"{untouched} became {self.snapshot()}")
        if code == 0 and len(self.proxies) > 1:  # the others can be moved; the one that cannot be read is named
            if self.spoilt.url not in [one["endpoint"] for one in answer["before"]["replicas"] if one.get("problem")]:
                self.fail("wrong reads", f"plan does not name {self.spoilt.url}: {answer['before']}")
            return
        self.judge_failure(code, answer, fault)

    def check_struck(self):
        if not self.spoilt.struck:
            self.fail("faults that never struck", f"{self.spoilt.asked} requests")

    def judge_failure(self, code, answer, fault):
        """Of what could not even be planned."""
        kind = (answer.get("error") or {}).get("kind")
        if code not in (1, 4):
            self.fail("answers that are none", f"exit {code} {answer}")
        elif fault in UNREACHABLE and code != 4:
            self.fail("wrong exit status", f"unreachable, yet exit {code} {answer}")
        elif (kind == "unreachable") != (code == 4):
            self.fail("wrong exit status", f"exit {code} with kind {kind}")

    def fire(self, phase, fault, step=1, times=None, after=0, is_last=False):
        self.begin(f"fire, {phase}{f' {step}' if step > 1 else ''}, {fault}{' once' if times else ''}"
                   f"{f' after {after}' if after else ''}")
        never_seen = times is None and (phase == "read_back" or (phase == "send" and is_gone(fault)))
        self.limits(SHORT_REQUEST if "hang" in fault else LONG_REQUEST, SHORT_READ_BACK if never_seen else LONG_READ_BACK)
        self.spoilt.reset(phase, fault, step, times, after)
        code, answer = self.run("fire", *self.fire_arguments())
        self.fires += 1
        if not self.spoilt.struck and not is_last:  # the machine was busy for longer than the limits: once more
            return self.fire(phase, fault, step, times, after, True)
        self.check_struck()
        self.count_writes()
        self.judge_outcome(code, answer, phase, fault, step, times)
        self.audit(answer, fault if phase == "send" else None)
        written = self.is_written()
        for proxy in self.every_proxy():
            proxy.reset()
        self.limits()
        self.check_read()
        if phase == "send" and written:
            self.undo(answer)

    def judge_outcome(self, code, answer, phase, fault, step, times):
        outcome = outcome_of(answer)
        told = f"exit {code} {outcome} {answer.get('message') or answer.get('error')}"
        state = self.state()
        changed = state != self.before
        is_blind = phase == "read_back" and times is None and not (
            self.spoilt in self.asked.values() and fault in self.plane.get("enough", ()))
        if outcome == "verified" and (state != self.after or is_blind):
            self.fail("wrong verified", told)
        if outcome in ("refused", "conflict") and changed:
            self.fail("wrong refused or conflict", told)
        if outcome == "partial" and state in (self.before, self.after):
            self.fail("wrong refused or conflict", told)
        if outcome is None and (changed or self.is_written()):
            self.fail("effects told as none", told)
        if outcome is not None and status_of(answer) != code:
            # What could not be asked just before the write keeps the exit status of an unreachable peer.
            if not (outcome == "refused" and code == 4 and not self.is_written() and phase == "plan"):
                self.fail("wrong exit status", told)
        if outcome is None:
            self.judge_failure(code, answer, fault)
            return
        if phase == "plan" and not self.is_written():
            return
        if phase == "plan":
            if self.spoilt.writes_seen:
                self.fail("answers that are none", f"sent, although it could not be read: {told}")
        if times is not None and outcome != "verified":
            self.fail("effects told as none", f"one reading failed, the next did not: {told}")
        self.judge_rungs(answer, fault if phase == "send" else None, step)

    def undo(self, fired):
        """Puts back what was fired, by a control plane that answers."""
        stood = self.state()
        doing, self.doing = self.doing, f"undo after {self.doing}"
        code, answer = self.run("undo")
        self.undos += 1
        self.count_writes()
        outcome, state = outcome_of(answer), self.state()
        told = f"exit {code} {outcome} {answer.get('message') or answer.get('error')}, {stood!r} became {state!r}"
        if outcome is not None and status_of(answer) != code:
            self.fail("wrong exit status", told)
        if fired.get("outcome") == "verified" and (outcome != "verified" or code != 0):
            self.fail("wrong undos", told)
        if outcome == "verified" and state != self.before:
            self.fail("wrong undos", told)
        if outcome != "verified" and state not in (stood, self.before):
            if outcome != "partial":
                self.fail("wrong undos", told)
        # What has been done and is seen is put back, or it is said why not.
        if stood != self.before and state != self.before and not (answer.get("message") or answer.get("error")):
            self.fail("wrong undos", told)
        self.doing = doing

    def rows(self):
        """Of the timeline, or None."""
        chain = subprocess.run([self.plumbline, "verify", str(self.record)], capture_output=True, text=True, timeout=60)
        if chain.returncode != 0:
            self.fail("broken chains", chain.stdout + chain.stderr)
        asked = subprocess.run([self.plumbline, "query", str(self.record), "--what", "timeline", "--jsonl"],
                               capture_output=True, text=True, timeout=60)
        try:
            rows = [json.loads(row) for row in asked.stdout.splitlines()]
        except ValueError:
            rows = None
        if asked.returncode != 0 or rows is None:
            self.fail("lost audit entries", f"query: exit {asked.returncode} {asked.stderr}")
        return rows or []

    def audit(self, answer, fault):
        """One intent, one end that names it, its rungs and the raw reply, for what was fired."""
        outcome = outcome_of(answer)
        if not self.record.exists():
            if self.is_written() or outcome is not None:
                self.fail("lost audit entries", "there is no recording")
            return
        rows = [row for row in self.rows() if row["subject"] == self.lever["lever"]]
        intents = [row for row in rows if row["kind"] == "action" and "outcome" not in row["payload"]]
        ends = [row for row in rows if row["kind"] == "action" and "outcome" in row["payload"]]
        if self.is_written() and len(intents) != 1:
            self.fail("lost audit entries", f"{len(intents)} intents")
        if outcome is None:
            return
        if len(ends) != 1 or ends[0]["payload"]["outcome"] != outcome:
            return self.fail("lost audit entries", f"{outcome}, recorded {[row['payload']['outcome'] for row in ends]}")
        if intents and ends[0]["payload"].get("intent") != intents[0]["sequence"]:
            self.fail("lost audit entries", f"the end names {ends[0]['payload'].get('intent')}, not {intents[0]['sequence']}")
        if intents and intents[0]["sequence"] > ends[0]["sequence"]:
            self.fail("lost audit entries", "the end stands before its intent")
        recorded = [(row["payload"]["rung"], row["payload"]["state"]) for row in rows if row["kind"] == "rung"]
        # What can come no more, or may come yet, is nothing that happened.
        told = [(rung["rung"], rung["state"]) for rung in answer.get("rungs", []) if rung["state"] not in ("void", "waiting")]
        if self.is_written() and sorted(recorded) != sorted(told):
            self.fail("lost audit entries", f"rungs {told}, recorded {recorded}")
        has_reply = self.is_written() and (fault is None or parts_of(fault)[0] in ANSWERED)
        if has_reply and not ends[0]["payload"].get("raw_reply"):
            self.fail("lost audit entries", "no raw reply")

    def killed(self, fault):
        """The program ends by kill -9 after it has sent and before it has a reply; the next one takes up what it left."""
        self.begin(f"kill -9, {fault}")
        self.spoilt.reset("send", fault)
        child = subprocess.Popen(self.command("fire", *self.fire_arguments()), stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL, env=self.environment)
        struck = self.spoilt.strikes.wait(20)
        child.kill()
        child.wait()
        self.fires += 1
        if not struck:
            return self.fail("faults that never struck", "nothing was sent")
        # Of several steps the one that carries the value: a first one that unloads is the undo's first one too.
        first = self.spoilt.sent[0] if self.writes == 1 else self.carries_value
        for proxy in self.every_proxy():
            proxy.reset()
        stood = self.state()
        # What stands there has landed, and is open no more.
        self.check_read(names_open=stood == self.before)
        self.check_verify(names_open=stood == self.before)
        code, answer = self.run("undo")
        told = f"exit {code} {json.dumps(answer)[:700]}"
        self.undos += 1
        if first in [one for proxy in self.proxies.values() for one in proxy.sent]:
            self.fail("double fires", f"undo sent the write again: {told}")
        for proxy in self.proxies.values():
            if proxy.repeats():
                self.fail("double fires", f"undo repeated itself: {told}")
        if (answer.get("outcome") == "verified" or stood == self.after) and self.state() != self.before:
            self.fail("wrong undos", f"it stands at {self.state()!r}: {told}")
        if self.state() not in (stood, self.before) and not (
                answer.get("outcome") == "partial" and self.spoilt.url in answer["message"]):
            self.fail("wrong undos", f"{stood!r} became {self.state()!r}: {told}")
        if code not in (0, 1, 5):
            self.fail("wrong exit status", told)
        if len(self.proxies) == 1 and stood == self.before and (self.is_written() or code == 0):
            self.fail("wrong undos", f"nothing had happened yet: {told}")
        if stood == self.before and not answer.get("open_writes") and "yet land" not in json.dumps(answer):
            self.fail("open writes not named", told)
        intents = [row for row in self.rows() if row["kind"] == "action" and "outcome" not in row["payload"]]
        if len(intents) != 1:
            self.fail("lost audit entries", f"{len(intents)} intents of what was killed")

    def all(self):
        began = time.monotonic()
        self.doing = "at the beginning"
        try:
            self.clean()
            for fault in READ_FAULTS:
                self.plan(fault)
                self.fire("plan", fault)
                self.fire("read_back", fault)
            for fault in ONCE_FAULTS:
                self.fire("read_back", fault, times=1)
            if self.reads_before > 1 and len(self.proxies) == 1:  # planned, and unreadable just before the write
                for fault in ("drop", "error"):
                    self.fire("plan", fault, after=self.reads_before - 1)
            for step in range(1, self.writes + 1):
                for fault in SEND_FAULTS:
                    self.fire("send", fault, step)
            for fault in ("hang_before", "hang_after"):
                self.killed(fault)
            for asked in self.asked.values():
                self.spoilt = asked
                for fault in READ_FAULTS:
                    self.fire("read_back", fault)
        except RuntimeError as problem:
            self.fail("answers that are none", str(problem))
        finally:
            for proxy in self.every_proxy():
                proxy.stop()
        self.seconds = time.monotonic() - began
        return self
