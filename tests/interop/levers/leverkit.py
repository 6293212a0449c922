# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of control planes share: running the program on one lever, peers as processes, and
the round that every lever of every control plane has to pass.

A case is what setup() of a test hands to matrix.py as well: a dict with
    profile  name or file            url     base URL of the peer
    levers   [{lever, to, target, params, env}], and two_states: what else somebody could do looks like ours; writes: how
             many requests one firing sends (1)
    state    lever -> its raw state, read straight from the peer
    writes   () -> writes that reached the peer
    reset    () -> as it was at first
    stop     ()
and, for the round, as far as there is such a thing:
    elsewhere  lever -> somebody else changes something beside it, in the same document
    change   lever -> somebody else moves it     fake     the Fake, to act between two requests
    secret   (name, value) of the good token     missing  [(lever, params, words)] that are not there"""
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

PROFILES = Path(__file__).resolve().parents[3] / "resources" / "profiles"
REACHED = [("sent", "reached"), ("accepted", "reached"), ("in_effect", "reached")]


class Skip(Exception):
    """What a test needs is not installed: it is told as skipped and counted, never as passed."""


def check(condition, what, *context):
    if not condition:
        raise AssertionError(f"{what}: {context}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def http(method, url, body=None, headers=None, timeout=20):
    """(status, headers, text), whatever the status."""
    headers = dict(headers or {})
    if body is not None and not isinstance(body, (str, bytes)):
        body = json.dumps(body)
        headers.setdefault("Content-Type", "application/json")
    if isinstance(body, str):
        body = body.encode()
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            return reply.status, reply.headers, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


class Peer:
    """A process of ours that answers at `url`; ended by its own handle."""

    def __init__(self, command, url, ready="/", folder=None, env=None, cwd=None, within=60, log=None):
        self.url = url
        self.log = open(log or os.devnull, "wb")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=env, cwd=cwd)
        end = time.monotonic() + within
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended with {self.process.returncode}")
            try:
                with urllib.request.urlopen(url + ready, timeout=2):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"{command[0]} did not become ready")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


@contextmanager
def short_copy(name, folder, within="1500ms"):
    """The profile with less patience, for what never comes."""
    text = re.sub(r"within: *\d+m?s", f"within: {within}", (PROFILES / f"{name}.yaml").read_text())
    path = Path(folder) / f"short-{name}.yaml"
    path.write_text(re.sub(r"read_back: *\d+m?s", f"read_back: {within}", text))
    yield str(path)


class Bench:
    """The program on one control plane; each bench has a state folder and a journal of its own."""

    def __init__(self, plumbline, case, lever, folder):
        self.plumbline, self.case, self.lever, self.folder = plumbline, case, lever, Path(folder)
        self.env = {name: value for name, value in os.environ.items() if not name.startswith("PLUMBLINE_TOKEN_")}
        self.env["XDG_STATE_HOME"] = str(self.folder / "state")
        self.env.update(lever.get("env", {}))

    def run(self, action, *more, params=None, env=None, profile=None, journal="journal"):
        name = profile or self.case["profile"]
        path = name if str(name).endswith(".yaml") else str(PROFILES / f"{name}.yaml")
        command = [self.plumbline, "lever", action, "--profile", path, "--lever", self.lever["lever"],
                   "--base-url", self.case["url"], "--json", *more]
        for key, value in {**self.lever.get("params", {}), **(params or {})}.items():
            command += ["--param", f"{key}={value}"]
        if action in ("fire", "undo"):
            command += ["--journal", str(self.folder / f"{journal}.json")]
        done = subprocess.run(command, env={**self.env, **(env or {})}, capture_output=True, text=True, timeout=120)
        answer = json.loads(done.stdout) if done.stdout.strip() else {}
        return done.returncode, answer, done.stderr

    def on(self, lever):
        """The same for another lever of the case, or of another case."""
        return Bench(self.plumbline, self.case, next(one for one in self.case["levers"] if one["lever"] == lever), self.folder)

    def fire(self, *more, to=None, **named):
        return self.run("fire", "--to", to or self.lever["to"], "--confirm", self.lever["target"], *more, **named)

    def undo(self, **named):
        return self.run("undo", **named)

    def state(self):
        return self.case["state"](self.lever["lever"])


def rungs(result):
    return [(rung["rung"], rung["state"]) for rung in result.get("rungs", [])]


def moves_and_undoes(bench):
    case, lever = bench.case, bench.lever
    before, count = bench.state(), case["writes"]()
    code, told, errors = bench.run("read")
    check(code == 0, "read", code, told, errors)
    code, plan, errors = bench.run("plan", "--to", lever["to"])
    check(code == 0 and plan["no_change"] is False, "plan", code, plan, errors)
    check(case["writes"]() == count and bench.state() == before, "planning writes nothing", plan)
    if case.get("secret"):
        check(case["secret"][1] not in json.dumps(plan) + errors, "the plan hides the secret", plan)
    code, _, errors = bench.run("fire", "--to", lever["to"])
    check(code == 2 and case["writes"]() == count, "without --confirm nothing is sent", code, errors)
    code, result, errors = bench.fire()
    check(code == 0 and result["outcome"] == "verified", "fire", code, result, errors)
    check(rungs(result) == REACHED, "rungs", result)
    check(bench.state() != before, "it moved", before, bench.state())
    after, count = bench.state(), case["writes"]()
    if case.get("secret"):
        check(case["secret"][1] not in json.dumps(result) + errors, "the answer hides the secret", result)
    check(bench.run("verify", "--to", lever["to"])[0] == 0, "verify")
    code, again, errors = bench.fire()
    check(code == 0 and again["no_change"] and not again["sent"], "what stands already is not written", again, errors)
    check(case["writes"]() == count and bench.state() == after, "nothing was written", case["writes"](), count)
    code, result, errors = bench.undo()
    check(code == 0 and result["outcome"] == "verified", "undo", code, result, errors)
    check(bench.state() == before, "the prior state is back", before, bench.state())
    check(bench.undo()[0] == 1, "nothing is left to undo")
    return before


def hides_a_wrong_token(bench):
    name, good = bench.case["secret"]
    wrong = "wrong-" + good[::-1]
    before, count = bench.state(), bench.case["writes"]()
    code, answer, errors = bench.fire(env={f"PLUMBLINE_TOKEN_{name}": wrong})
    check(code in (1, 4) and answer.get("outcome") not in ("verified",), "a wrong token", code, answer, errors)
    check(wrong not in json.dumps(answer) + errors, "it is hidden", answer, errors)
    check("does not let us" in errors or "refused" in json.dumps(answer).lower() + errors.lower(), "it is told", answer,
          errors)
    check(bench.state() == before and bench.case["writes"]() == count, "nothing was written")


def names_what_is_missing(bench, params, words):
    before, count = bench.state(), bench.case["writes"]()
    code, answer, errors = bench.run("plan", "--to", bench.lever["to"], params=params)
    check(code in (1, 4) and words in errors, "what is missing is named", code, answer, errors, words)
    check(bench.state() == before and bench.case["writes"]() == count, "nothing was written")


def sees_a_change_since_the_plan(bench):
    case, lever = bench.case, bench.lever
    code, plan, errors = bench.run("plan", "--to", lever["to"])
    check(code == 0, "plan", code, errors)
    version, stood = plan["before"]["version"], bench.state()
    case["change"](lever["lever"])
    changed, count = bench.state(), case["writes"]()
    if not version:  # it says that nothing protects it, or there is nothing yet; what it puts back is what it found
        check(plan["description"]["token"] == "none" or plan["before"]["exists"] is False, "no version, no token", plan)
        code, result, errors = bench.fire("--expect-version", "1")
        check(code != 0 and bench.state() == changed and case["writes"]() == count, "a version that there is not", code, result,
              errors)
        code, result, errors = bench.fire()
        if result.get("no_change"):  # what somebody else did is what was wanted
            check(code == 0 and not result["sent"] and bench.state() == changed, "nothing had to be sent", result)
            return
        check(code == 0 and (result["before"]["raw"] != plan["before"]["raw"]) == (changed != stood), "what it finds is read anew",
              code, result, errors)
        code, result, errors = bench.undo()
        check(code == 0 and bench.state() == changed, "theirs is put back, not what was before it", code, result, bench.state())
        return
    code, result, errors = bench.fire("--expect-version", version)
    check(code == 1 and result["outcome"] == "conflict", "the version is another", code, result, errors)
    check(bench.state() == changed and case["writes"]() == count, "nothing was written", changed, bench.state())


def sees_a_change_at_the_last_moment(bench):
    """Between the reading for the plan and the write: the request itself has to find out, or the reading before it."""
    case, lever = bench.case, bench.lever
    count, asked = case["writes"](), len(case["fake"].requests)
    check(bench.run("plan", "--to", lever["to"])[0] == 0, "plan")
    asked = len(case["fake"].requests) - asked
    with between(case["fake"], lambda: case["change"](lever["lever"]), asked):
        code, result, errors = bench.fire()
    check(code == 1 and result["outcome"] == "conflict", "somebody was faster", code, result, errors)
    check(case["writes"]() == count, "nothing was written", case["writes"](), count)


def undo_spares_what_somebody_else_did(bench):
    case = bench.case
    check(bench.fire(journal="theirs")[0] == 0, "fire")
    case["change"](bench.lever["lever"])
    changed = bench.state()
    code, result, errors = bench.undo(journal="theirs")
    outcome = result.get("outcome", "conflict")
    check(code == 1 and outcome in ("conflict", "partial"), "undo over somebody else's change", code, result, errors)
    if outcome == "partial":  # of several machines: those that nobody else moved are put back
        check("somebody else has changed it" in result["message"], "the one left alone is named", result)
        check(bench.state()[0] == changed[0], "their change stands", changed, bench.state())
        return
    check(bench.state() == changed, "their change stands", changed, bench.state())


def undo_is_not_kept_by_what_is_beside(bench):
    case, before = bench.case, bench.state()
    check(bench.fire(journal="beside")[0] == 0, "fire")
    case["elsewhere"](bench.lever["lever"])
    code, result, errors = bench.undo(journal="beside")
    check(code == 0 and result["outcome"] == "verified", "undo beside somebody else's change", code, result, errors)
    check(bench.state() == before, "put back", before, bench.state())


class between:
    """Acts once, when so many requests have been answered."""

    def __init__(self, fake, act, after):
        self.fake, self.act, self.left = fake, act, after

    def __enter__(self):
        self.answer = self.fake.answer

        def answer(request):
            reply = self.answer(request)
            self.left -= 1
            if self.left == 0:
                self.act()
            return reply

        self.fake.answer = answer

    def __exit__(self, *_):
        self.fake.answer = self.answer


def one_of_two_wins(bench, version, count=6):
    outcomes = []

    def one(number):
        code, result, errors = bench.fire("--expect-version", version, journal=f"race-{number}")
        accepted = next((rung["state"] for rung in result.get("rungs", []) if rung["rung"] == "accepted"), "")
        # It stands there, by whose write is not known: no reply came.
        told = "stands" if result.get("outcome") == "verified" and accepted == "unknown" else result.get("outcome", errors)
        outcomes.append((code, told))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def whole_round(plumbline, case):
    """Every lever of the case, through all of the above."""
    for lever in case["levers"]:
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(plumbline, case, lever, folder)
            case["reset"]()
            moves_and_undoes(bench)
            case["reset"]()
            if case.get("secret"):
                hides_a_wrong_token(bench)
            for name, params, words in case.get("missing", []):
                if name == lever["lever"]:
                    names_what_is_missing(bench, params, words)
            if case.get("change"):
                case["reset"]()
                sees_a_change_since_the_plan(bench)
                if case.get("fake"):
                    case["reset"]()
                    sees_a_change_at_the_last_moment(bench)
                case["reset"]()
                if not lever.get("two_states"):
                    undo_spares_what_somebody_else_did(bench)
                if case.get("elsewhere"):
                    case["reset"]()
                    undo_is_not_kept_by_what_is_beside(bench)
            case["reset"]()
        print("ok  ", case["profile"], lever["lever"], flush=True)


def program(needs=()):
    """The program under test; ends with 77 when a command that is needed is not installed."""
    for command in needs:
        if not shutil.which(command):
            print(f"{command} is not installed")
            sys.exit(77)
    return sys.argv[1]


def run_tests(plumbline, cases, tests, is_whole=True):
    """The whole round on each case, unless not is_whole, then what is this control plane's own; stops the peers."""
    try:
        for case in cases if is_whole else ():
            whole_round(plumbline, case)
        skipped = 0
        for test in tests:
            # Each pitfall gets the first case's first lever, and nothing of the test before.
            cases[0]["reset"]()
            if cases[0].get("fake"):
                cases[0]["fake"].writes.clear()
            with tempfile.TemporaryDirectory() as folder:
                bench = Bench(plumbline, cases[0], cases[0]["levers"][0], folder)
                try:
                    test(bench, cases[0].get("fake"))
                except Skip as reason:
                    skipped += 1
                    print("skip", f"{test.__name__}: {reason}", flush=True)
                    continue
            print("ok  ", test.__name__, flush=True)
        if skipped:
            print(f"{skipped} of {len(tests)} tests were skipped", flush=True)
    finally:
        for case in cases:
            case["stop"]()
    return 0


def need_node(*modules):
    """Ends with 77, saying so, when a module of npm is not installed: without the vendor's client nothing would be proven."""
    folder = os.environ.get("PLUMBLINE_LEVER_NODE_MODULES", "")
    for module in modules:
        if not folder or not Path(folder, module).is_dir() or not shutil.which("node"):
            print(f"{module} is not installed in the folder that PLUMBLINE_LEVER_NODE_MODULES names, or node is not")
            sys.exit(77)


def in_node(script, *arguments):
    """The lines of JSON that a script prints, run with the npm modules in PLUMBLINE_LEVER_NODE_MODULES; Skip when they are
    not installed."""
    modules = os.environ.get("PLUMBLINE_LEVER_NODE_MODULES", "")
    if not modules or not Path(modules).is_dir() or not shutil.which("node"):
        raise Skip("PLUMBLINE_LEVER_NODE_MODULES does not name a folder of the vendors' own clients, or node is missing")
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(modules, Path(folder) / "node_modules")
        path = Path(folder) / "script.cjs"
        path.write_text(script)
        done = subprocess.run(["node", str(path), *arguments], capture_output=True, text=True, timeout=60, cwd=folder)
    check(done.returncode == 0, "the vendor's client", done.stdout, done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
