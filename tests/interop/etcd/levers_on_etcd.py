#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves levers on a real etcd with the program under test, and checks them with etcd's own client.

Run: levers_on_etcd.py PLUMBLINE. Exit status 77 when etcd or etcdctl is not installed."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

KEY = "/plumbline/breakers/support-bot"
LEVER = ("--lever", "breaker:support-bot")

# The built-in profile's operations with deadlines short enough for a test.
PROFILE_TIMEOUTS = "timeouts: {connect: 2s, request: 5s, read_back: 5s, poll: 200ms}"
SHORT_TIMEOUTS = "timeouts: {connect: 500ms, request: 700ms, read_back: 700ms, poll: 100ms}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Etcd:
    def __init__(self, folder: Path):
        client, peer = free_port(), free_port()
        self.url = f"http://127.0.0.1:{client}"
        peer_url = f"http://127.0.0.1:{peer}"
        self.log = open(folder / "etcd.log", "wb")
        self.process = subprocess.Popen(
            ["etcd", "--data-dir", str(folder / "data"), "--listen-client-urls", self.url,
             "--advertise-client-urls", self.url, "--listen-peer-urls", peer_url,
             "--initial-advertise-peer-urls", peer_url, "--initial-cluster", f"default={peer_url}",
             "--log-level", "warn"], stdout=self.log, stderr=self.log)
        self.wait_until_ready()

    def wait_until_ready(self):
        for _ in range(200):
            try:
                with urllib.request.urlopen(self.url + "/health", timeout=1) as reply:
                    if json.load(reply).get("health") == "true":
                        return
            except OSError:
                pass
            time.sleep(0.05)
        raise RuntimeError("etcd did not become ready")

    def ctl(self, *arguments: str) -> str:
        environment = dict(os.environ, ETCDCTL_API="3")
        return subprocess.run(["etcdctl", "--endpoints", self.url, *arguments], env=environment, check=True,
                              capture_output=True, text=True, timeout=20).stdout

    def value(self, key: str = KEY) -> str:
        return self.ctl("get", key, "--print-value-only").rstrip("\n")

    def revision(self) -> int:
        return json.loads(self.ctl("get", KEY, "-w", "json"))["header"]["revision"]

    def stop(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()
        self.log.close()


class Bench:
    def __init__(self, plumbline: str, etcd: Etcd, folder: Path):
        self.plumbline, self.etcd, self.folder = plumbline, etcd, folder
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith("PLUMBLINE_TOKEN_")}
        self.environment["XDG_STATE_HOME"] = str(folder / "state")

    def lever(self, action: str, *arguments: str, profile: str = "etcd", **more):
        command = [self.plumbline, "lever", action, "--profile", profile, "--base-url", self.etcd.url, *arguments]
        environment = dict(self.environment, **more)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        output = json.loads(done.stdout) if "--json" in arguments and done.stdout else done.stdout
        return done.returncode, output, done.stderr

    def fire(self, to: str, *arguments: str, **more):
        return self.lever("fire", *LEVER, "--to", to, "--confirm", "support-bot", "--json", *arguments, **more)


def check(condition: bool, what: str, *context):
    if not condition:
        raise AssertionError(f"{what}: {context}")


def rungs(result: dict) -> list:
    return [(rung["rung"], rung["state"]) for rung in result["rungs"]]


REACHED = [("sent", "reached"), ("accepted", "reached"), ("in_effect", "reached")]


def trips_and_undoes(bench: Bench):
    etcd = bench.etcd
    start = etcd.revision()
    code, plan, errors = bench.lever("plan", *LEVER, "--to", "tripped", "--json")
    check(code == 0 and plan["before"]["exists"] is False, "plan", code, plan, errors)
    check(etcd.revision() == start, "planning writes nothing")
    code, _, errors = bench.lever("fire", *LEVER, "--to", "tripped")
    check(code == 2 and "support-bot" in errors, "without --confirm", code, errors)
    code, _, errors = bench.lever("fire", *LEVER, "--to", "tripped", "--confirm", "code-assistant")
    check(code == 2 and etcd.revision() == start, "wrong --confirm", code, errors)

    code, result, errors = bench.fire("tripped")
    check(code == 0 and result["outcome"] == "verified", "fire", code, result, errors)
    check(rungs(result) == REACHED, "rungs", result)
    check(etcd.value() == "tripped", "etcdctl sees it", etcd.value())
    check(etcd.revision() == start + 1, "one write", etcd.revision())
    check(result["written_version"] == str(start + 1), "the write's own revision", result)
    check(bench.lever("verify", *LEVER, "--to", "tripped")[0] == 0, "verify tripped")
    check(bench.lever("verify", *LEVER, "--to", "reset")[0] == 1, "verify reset")

    code, result, errors = bench.lever("undo", *LEVER, "--json")
    check(code == 0 and result["outcome"] == "verified", "undo", code, result, errors)
    check(etcd.value() == "" and etcd.revision() == start + 2, "the entry is gone again", etcd.value())
    check(bench.lever("undo", *LEVER)[0] == 1, "nothing is left to undo")


def undo_restores_the_exact_value(bench: Bench):
    bench.etcd.ctl("put", KEY, "half-open, by maria")
    code, result, errors = bench.fire("tripped")
    check(code == 0 and result["from"] == "half-open, by maria", "fire", code, result, errors)
    code, result, errors = bench.lever("undo", *LEVER, "--json")
    check(code == 0 and bench.etcd.value() == "half-open, by maria", "undo", code, result, errors)
    code, result, errors = bench.fire("reset")
    check(code == 0, "fire again", code, result, errors)
    bench.etcd.ctl("put", KEY, "tripped")
    code, result, errors = bench.lever("undo", *LEVER, "--json")
    check(code == 1 and result["outcome"] == "conflict", "undo over somebody else's change", code, result)
    check(bench.etcd.value() == "tripped", "their change stands")


def a_change_in_between_is_a_conflict(bench: Bench):
    bench.etcd.ctl("put", KEY, "reset")
    _, plan, _ = bench.lever("plan", *LEVER, "--to", "tripped", "--json")
    bench.etcd.ctl("put", KEY, "maintenance")
    before = bench.etcd.revision()
    code, result, errors = bench.fire("tripped", "--expect-version", plan["before"]["version"])
    check(code == 1 and result["outcome"] == "conflict", "conflict", code, result, errors)
    check("maintenance" in result["message"], "it says what is there now", result)
    check(bench.etcd.value() == "maintenance" and bench.etcd.revision() == before, "nothing was written")


def many_at_once_have_one_winner(bench: Bench):
    bench.etcd.ctl("put", KEY, "reset")
    version = bench.lever("read", *LEVER, "--json")[1]["version"]
    start = bench.etcd.revision()
    outcomes = []

    def one(number: int):
        code, result, _ = bench.fire("tripped", "--expect-version", version, "--journal",
                                     str(bench.folder / f"race-{number}.json"))
        outcomes.append((code, result["outcome"]))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check(sorted(outcomes) == [(0, "verified")] + [(1, "conflict")] * 7, "one winner", outcomes)
    check(bench.etcd.revision() == start + 1, "one write")


def what_is_done_is_in_the_audit_chain(bench: Bench):
    recording = str(bench.folder / "levers.plumb")
    bench.etcd.ctl("put", KEY, "reset")
    code, _, errors = bench.fire("tripped", "--record", recording)
    check(code == 0, "fire", code, errors)
    check(bench.lever("undo", *LEVER, "--record", recording)[0] == 0, "undo")
    done = subprocess.run([bench.plumbline, "verify", recording], capture_output=True, text=True)
    check(done.returncode == 0, "the chain is intact", done.stdout, done.stderr)
    done = subprocess.run([bench.plumbline, "query", recording, "--what", "timeline", "--jsonl"], capture_output=True,
                          text=True, check=True)
    entries = [json.loads(line) for line in done.stdout.splitlines()]
    kinds = [entry["kind"] for entry in entries if entry["subject"] == LEVER[1]]
    check(kinds == ["action", "rung", "rung", "rung", "action", "undo", "rung", "rung", "rung", "undo"], "entries", kinds)
    # A conflict that is seen before anything is sent is an end too.
    code, result, errors = bench.fire("tripped", "--expect-version", "1", "--record", recording)
    check(code == 1 and result["outcome"] == "conflict" and result["sent"] is False, "conflict", code, result, errors)
    ends = actions_of(bench, recording)[-3:]
    check([(entry["kind"], entry["payload"].get("outcome")) for entry in ends]
          == [("action", None), ("rung", None), ("action", "conflict")], "the conflict is recorded", ends)


def actions_of(bench: Bench, recording: str) -> list:
    done = subprocess.run([bench.plumbline, "query", recording, "--what", "actions", "--service", "support-bot", "--jsonl"],
                          capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def what_stands_already_is_not_written_again(bench: Bench):
    etcd, journal = bench.etcd, ("--journal", str(bench.folder / "twice.json"))
    etcd.ctl("put", KEY, "reset")
    check(bench.fire("tripped", *journal)[0] == 0, "fire")
    before = etcd.revision()
    code, result, errors = bench.fire("tripped", *journal)
    check(code == 0 and result["outcome"] == "verified" and result["no_change"] and not result["sent"], "again", code, result,
          errors)
    check(etcd.revision() == before, "nothing was written", etcd.revision(), before)
    # The undo puts back what was there before the first, which the second must not have replaced.
    code, result, errors = bench.lever("undo", *LEVER, "--json", *journal)
    check(code == 0 and etcd.value() == "reset", "undo", code, result, errors)
    # Somebody else has put it back by hand: undone, and nothing is written.
    check(bench.fire("tripped", *journal)[0] == 0, "fire once more")
    etcd.ctl("put", KEY, "reset")
    before = etcd.revision()
    code, result, errors = bench.lever("undo", *LEVER, "--json", *journal)
    check(code == 0 and result["outcome"] == "verified" and result["no_change"], "undone already", code, result, errors)
    check(etcd.revision() == before, "nothing was written", etcd.revision(), before)
    check(bench.lever("undo", *LEVER, *journal)[0] == 1, "nothing is left to undo")


class Shutting:
    """A relay that is gone after so many requests: what comes next cannot be sent."""

    def __init__(self, etcd: Etcd, requests: int):
        self.etcd, self.left = etcd, requests
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        port = int(self.etcd.url.rsplit(":", 1)[1])
        client, _ = self.listener.accept()
        with client, socket.create_connection(("127.0.0.1", port)) as server:
            while self.left > 0 and (data := client.recv(65536)):
                self.left -= 1
                server.sendall(data)
                reply = server.recv(65536)
                if self.left == 0:
                    self.listener.close()
                client.sendall(reply)


def what_could_not_be_sent_has_an_end(bench: Bench):
    recording, journal = str(bench.folder / "unsent.plumb"), ("--journal", str(bench.folder / "unsent.json"))
    bench.etcd.ctl("put", KEY, "reset")
    check(bench.fire("tripped", *journal)[0] == 0, "fire")
    revision = bench.etcd.revision()
    for action, *more in (("undo",), ("fire", "--to", "reset", "--confirm", "support-bot")):
        gone = Shutting(bench.etcd, 1)
        done = subprocess.run([bench.plumbline, "lever", action, "--profile", "etcd", "--base-url", gone.url, *LEVER, *more,
                               "--json", "--record", recording, *journal], env=bench.environment, capture_output=True,
                              text=True, timeout=60)
        check(done.returncode == 4 and "Nothing was sent" in done.stderr, action, done.returncode, done.stderr, done.stdout)
        result = json.loads(done.stdout)
        check(result["outcome"] == "refused" and result["sent"] is False and rungs(result)[0] == ("sent", "failed"), action,
              result)
        check(bench.etcd.revision() == revision, "nothing was written")
        kind = "action" if action == "fire" else "undo"
        ends = actions_of(bench, recording)[-3:]
        check([(entry["kind"], entry["payload"].get("outcome")) for entry in ends]
              == [(kind, None), ("rung", None), (kind, "refused")], "the intent has an end", ends)
    # The undo did not happen, and the second firing neither: the first is still there to be taken back.
    code, result, errors = bench.lever("undo", *LEVER, "--json", *journal)
    check(code == 0 and bench.etcd.value() == "reset", "undo", code, result, errors)


def short_profile(bench: Bench) -> str:
    text = Path(__file__).resolve().parents[3].joinpath("resources/profiles/etcd.yaml").read_text()
    check(PROFILE_TIMEOUTS in text, "the profile's timeouts moved; adapt this test")
    path = bench.folder / "short.yaml"
    path.write_text(text.replace(PROFILE_TIMEOUTS, SHORT_TIMEOUTS))
    return str(path)


class Hold:
    """A relay that passes reads on and hands the first write to etcd only after stopping it: the write
    is under way when the server hangs."""

    def __init__(self, etcd: Etcd):
        self.etcd = etcd
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.writes = 0
        self.kept = []  # connections that stay open, so that what was sent arrives after all
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.relay, args=(client,), daemon=True).start()

    def relay(self, client: socket.socket):
        port = int(self.etcd.url.rsplit(":", 1)[1])
        server = socket.create_connection(("127.0.0.1", port))
        self.kept += [client, server]
        while data := client.recv(65536):
            if b"/v3/kv/txn" in data:
                self.writes += 1
                self.etcd.process.send_signal(signal.SIGSTOP)
            server.sendall(data)
            if self.writes == 0:
                client.sendall(server.recv(65536))


def a_hang_is_unknown_and_never_sent_again(bench: Bench):
    etcd = bench.etcd
    etcd.ctl("put", KEY, "reset")
    start = etcd.revision()
    hold = Hold(etcd)
    command = [bench.plumbline, "lever", "fire", "--profile", short_profile(bench), "--base-url", hold.url, *LEVER,
               "--to", "tripped", "--confirm", "support-bot", "--json", "--journal", str(bench.folder / "hang.json")]
    done = subprocess.run(command, env=bench.environment, capture_output=True, text=True, timeout=60)
    result = json.loads(done.stdout)
    check(done.returncode == 5 and result["outcome"] == "unknown", "unknown", done.returncode, result)
    check(rungs(result) == [("sent", "reached"), ("accepted", "unknown"), ("in_effect", "unknown")], "rungs", result)
    check(hold.writes == 1, "sent once", hold.writes)
    etcd.process.send_signal(signal.SIGCONT)
    etcd.wait_until_ready()
    for _ in range(100):
        if etcd.value() == "tripped":
            break
        time.sleep(0.05)
    check(etcd.value() == "tripped" and etcd.revision() == start + 1, "it landed, once", etcd.revision(), start)
    journal = json.loads((bench.folder / "hang.json").read_text())["entries"][-1]
    check(journal["before"]["value"] == "reset" and journal["outcome"] == "unknown", "the journal knows", journal)
    # What was unknown can be read, and taken back.
    check(bench.lever("verify", *LEVER, "--to", "tripped")[0] == 0, "verify")
    code, result, errors = bench.lever("undo", *LEVER, "--json", "--journal", str(bench.folder / "hang.json"))
    check(code == 0 and etcd.value() == "reset", "undo", code, result, errors)
    hold.listener.close()


def an_unreachable_etcd_is_told_before_anything_is_sent(bench: Bench):
    nowhere = f"http://127.0.0.1:{free_port()}"
    done = subprocess.run([bench.plumbline, "lever", "fire", "--profile", "etcd", "--base-url", nowhere, *LEVER, "--to",
                           "tripped", "--confirm", "support-bot", "--json"], env=bench.environment,
                          capture_output=True, text=True, timeout=60)
    check(done.returncode == 4 and nowhere in done.stderr, "unreachable", done.returncode, done.stderr)


def logs_in_and_hides_the_password(bench: Bench):
    etcd = bench.etcd
    for command in (("user", "add", "root:root-pw-123"), ("role", "add", "root"), ("user", "grant-role", "root", "root"),
                    ("user", "add", "plumbline:lever-pw-456"), ("role", "add", "levers"),
                    ("role", "grant-permission", "levers", "readwrite", "/plumbline/", "--prefix=true"),
                    ("user", "grant-role", "plumbline", "levers"), ("auth", "enable")):
        etcd.ctl(*command)
    code, _, errors = bench.lever("read", *LEVER)
    check(code in (1, 4) and "user name is empty" in errors, "without a password", code, errors)
    code, _, errors = bench.lever("read", *LEVER, PLUMBLINE_TOKEN_ETCD="wrong-pw-789")
    check(code == 1 and "wrong-pw-789" not in errors, "with a wrong password", code, errors)
    password = "lever-pw-456"
    code, plan, errors = bench.lever("plan", *LEVER, "--to", "tripped", "--json", PLUMBLINE_TOKEN_ETCD=password)
    check(code == 0, "plan", code, plan, errors)
    code, result, errors = bench.fire("tripped", PLUMBLINE_TOKEN_ETCD=password)
    check(code == 0 and result["outcome"] == "verified", "fire", code, result, errors)
    for text in (json.dumps(plan), json.dumps(result), errors):
        check(password not in text, "the password is masked", text)
    check(etcd.ctl("--user", "root:root-pw-123", "get", KEY, "--print-value-only").strip() == "tripped", "etcdctl")


def main() -> int:
    if not shutil.which("etcd") or not shutil.which("etcdctl"):
        print("etcd or etcdctl is not installed")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        etcd = Etcd(folder)
        bench = Bench(sys.argv[1], etcd, folder)
        try:
            for test in (trips_and_undoes, undo_restores_the_exact_value, a_change_in_between_is_a_conflict,
                         many_at_once_have_one_winner, what_is_done_is_in_the_audit_chain,
                         what_stands_already_is_not_written_again, what_could_not_be_sent_has_an_end, a_hang_is_unknown_and_never_sent_again,
                         an_unreachable_etcd_is_told_before_anything_is_sent, logs_in_and_hides_the_password):
                test(bench)
                print("ok  ", test.__name__)
        finally:
            etcd.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
