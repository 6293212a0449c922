#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program leaves behind, and what it says, while a control plane tells it its own secret back, a client knocks
with a wrong token, and an incident is worked, reported and shared: no secret is in any of it, and what is kept is its
owner's alone, under an umask that lets everybody read. One is ended by a fault while it holds a secret: no core of it is left.

Usage: leftovers.py PLUMBLINE"""

import base64
import http.server
import json
import os
import re
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request

PLUMBLINE = sys.argv.pop()
# With what every spelling writes another way. Put together here, so that no scanner of secrets takes them for some.
CONTROL_SECRET = "cn4ry/" + "c0ntrol+plane&7d1f0b9c"
LISTEN_SECRET = "cn4ry-" + "l1sten-3e5a7c9d1f"
# Made to be given away: what they say is asked for, and goes where their reader can see it.
FOR_OTHERS = re.compile(r"report(\.html|\.md|-\d+\.svg)|settings\.json|chain\.jsonl")

PROFILE = """
id: shared
base_url: {url}
environment: test
auth: {{header: Authorization, value: "Bearer {{{{secret}}}}", secret: LEFTOVERS}}
operations:
  v:
    token: atomic
    read: {{method: GET, path: /v, valid: {{json: [{{pointer: /version, exists: true}}]}},
           value: {{pointer: /value}}, version: {{pointer: /version}}}}
    write:
      method: PUT
      path: "/v?cas={{{{version}}}}"
      body: {{value: "{{{{value}}}}"}}
      reply:
        - {{when: {{status: 200}}, outcome: accepted}}
        - {{when: {{status: 403}}, outcome: refused}}
levers:
  - id: breaker:bot
    title: Breaker of bot
    kind: breaker
    target: bot
    operations: v
    values: {{tripped: tripped, reset: reset, half: half}}
    safe_value: tripped
    significance: Tripped, no answer reaches anybody.
    undo_text: It is put back.
"""


class Plane(http.server.BaseHTTPRequestHandler):
    """Repeats in each answer what it was told to let it in; refuses to go half way."""

    value, version, heard = "reset", 1, set()

    def log_message(self, *arguments):
        pass

    def reply(self, status):
        told = self.headers.get("Authorization", "")
        Plane.heard.add(told)
        secret = told.removeprefix("Bearer ")
        body = json.dumps({"value": Plane.value, "version": str(Plane.version), "you": told, "raw": secret,
                           "coded": base64.b64encode(secret.encode()).decode(), "quoted": urllib.parse.quote(secret, safe="")}).encode()
        self.send_response(status, f"You are {secret}")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Told", told)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.reply(200)

    def do_PUT(self):
        wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["value"]
        if wanted == "half":
            self.reply(403)
            return
        Plane.value, Plane.version = wanted, Plane.version + 1
        self.reply(200)


class Session:
    def __init__(self, folder):
        self.folder, self.failed, self.said = folder, 0, []
        self.environment = {key: value for key, value in os.environ.items()
                            if not key.startswith("PLUMBLINE_") and key != "DBUS_SESSION_BUS_ADDRESS"}
        self.environment |= {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "HOME": folder,
                             "PLUMBLINE_TOKEN_LEFTOVERS": CONTROL_SECRET, "PLUMBLINE_BUNDLE_KEY": ""}
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            self.environment[f"XDG_{name}_HOME"] = self.path(name.lower())

    def path(self, name):
        return os.path.join(self.folder, name)

    def check(self, holds, what):
        if not holds:
            self.failed += 1
            print(f"FAILED {what}")

    def run(self, *arguments, status=(0,)):
        done = subprocess.run([PLUMBLINE, *arguments], capture_output=True, text=True, env=self.environment, timeout=110,
                              check=False)
        self.said.append((arguments, done.stdout + done.stderr))
        self.check(done.returncode in status, f"{arguments}: exit {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def files(self):
        for where, _, names in os.walk(self.folder):
            for name in names:
                full = os.path.join(where, name)
                if not os.path.islink(full) and stat.S_ISREG(os.stat(full).st_mode):
                    yield full

    def look_at_modes(self, when, *ours):
        for file in self.files():
            mode = os.stat(file).st_mode & 0o777
            if not FOR_OTHERS.fullmatch(os.path.basename(file)) and file not in ours:
                self.check(mode & 0o077 == 0, f"{when}: {file} has the mode {mode:o}")

    def look_for_secrets(self, *ours):
        spellings = {}
        for secret in (CONTROL_SECRET, LISTEN_SECRET):
            for form in (secret, urllib.parse.quote(secret, safe=""), urllib.parse.quote(secret), json.dumps(secret)[1:-1],
                         base64.b64encode(secret.encode()).decode().rstrip("="),
                         base64.b64encode(f"Bearer {secret}".encode()).decode().rstrip("=")):
                spellings[form] = secret
        for form in spellings:
            for arguments, text in self.said:
                self.check(form not in text, f"{arguments} says {form}: {text[:2000]}")
        for file in self.files():
            if file in ours:
                continue
            with open(file, "rb") as content:
                held = content.read()
            for form in spellings:
                self.check(form.encode() not in held, f"{form} is in {file}")


def move_levers(session, url, recording):
    profile = session.path("shared.yaml")
    with open(profile, "w", encoding="utf-8") as file:
        file.write(PROFILE.format(url=url))
    lever = ("--profile", profile, "--lever", "breaker:bot")
    session.run("lever", "read", *lever, "--json")
    session.run("lever", "plan", *lever, "--to", "tripped", "--json")
    session.run("lever", "fire", *lever, "--to", "tripped", "--confirm", "bot", "--record", recording)
    session.run("lever", "fire", *lever, "--to", "half", "--confirm", "bot", "--record", recording, "--json", status=(1,))
    session.run("lever", "undo", *lever, "--confirm", "bot", "--record", recording)
    session.check(Plane.heard == {f"Bearer {CONTROL_SECRET}"}, f"the control plane was told {Plane.heard}")
    return profile


def share_room(session, profile):
    room = ("--room", f"sqlite:{session.path('room.db')}")
    session.run("room", "init", *room)
    session.run("lever", "fire", "--profile", profile, "--lever", "breaker:bot", "--to", "tripped", "--confirm", "bot", *room)
    session.run("room", "status", "--json", *room)


def work_incident(session, recording):
    session.run("incident", "open", recording, "--title", "Lost context", "--start", "2026-11-01T08:00:20Z")
    session.run("note", recording, "--text", "seen")
    session.run("report", recording, "--incident", "INC-0001", "--format", "html", "--out", session.path("report.html"))
    session.run("report", recording, "--incident", "INC-0001", "--format", "md", "--out", session.path("report.md"))
    session.run("query", recording, "--what", "timeline", "--jsonl")
    session.run("query", recording, "--what", "actions", "--jsonl")
    session.run("verify", recording, "--export", session.path("chain.jsonl"))
    session.run("bundle", "keygen", "--out", session.path("key.pem"))
    session.run("bundle", "make", recording, "--key-file", session.path("key.pem"), "--out", session.path("a.plumbundle"), "--json")
    session.run("bundle", "open", session.path("a.plumbundle"), "--to", session.path("opened"))
    session.run("settings", "set", "look/theme", "dark")
    session.run("settings", "export", session.path("settings.json"))


def receive(session):
    token = session.path("token")
    with open(token, "w", encoding="utf-8") as file:
        file.write(LISTEN_SECRET + "\n")
    with subprocess.Popen([PLUMBLINE, "record", "--otlp", "127.0.0.1:0", "--out", session.path("live.plumb"), "--token-file", token],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=session.environment) as console:
        told = ""
        while not (found := re.search(r"listening on (?:http://)?(\S+:\d+)", told)):
            line = console.stderr.readline()
            if not line:
                raise SystemExit(f"FAILED: record ended: {told}")
            told += line
        statuses = []
        for given in (LISTEN_SECRET[:-1], LISTEN_SECRET):
            body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [{
                "traceId": "0" * 31 + "1", "spanId": "0" * 15 + "1", "name": "a", "startTimeUnixNano": "1760000000000000000",
                "endTimeUnixNano": "1760000000000000001"}]}]}]}).encode()
            request = urllib.request.Request(f"http://{found[1]}/v1/traces", body, method="POST", headers={
                "Content-Type": "application/json", "Authorization": f"Bearer {given}"})
            try:
                with urllib.request.urlopen(request, timeout=30) as reply:
                    statuses.append(reply.status)
            except urllib.error.HTTPError as refusal:
                statuses.append(refusal.code)
        session.check(statuses == [401, 200], f"a wrong token and the right one are answered {statuses}")
        session.look_at_modes("while it records", token, session.path("shared.yaml"))
        console.send_signal(signal.SIGINT)
        out, rest = console.communicate(timeout=60)
        session.said.append((("record",), told + out + rest))
    return token


def core_limit(process):
    with open(f"/proc/{process}/limits", encoding="ascii") as limits:
        return next(line.split()[4] for line in limits if line.startswith("Max core file size"))


def crash(session, token, allowed):
    """In the folder that is looked through, with all the room for a core that can be given."""
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    if most == 0:
        print("this machine lets no process leave a core: only the limit is looked at")
    session.environment["PLUMBLINE_CORES"] = "1" if allowed else ""
    out = session.path("allowed.plumb" if allowed else "crashed.plumb")
    with subprocess.Popen([PLUMBLINE, "record", "--otlp", "127.0.0.1:0", "--out", out, "--token-file", token],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=session.environment, cwd=session.folder,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (most, most))) as console:
        told = ""
        while "listening on" not in told:
            line = console.stderr.readline()
            if not line:
                raise SystemExit(f"FAILED: record ended: {told}")
            told += line
        limit = core_limit(console.pid)
        if allowed:
            given = "unlimited" if most == resource.RLIM_INFINITY else str(most)
            session.check(limit == given, f"cores are allowed, and their limit is {limit}, not {given}")
            console.send_signal(signal.SIGINT)
            console.communicate(timeout=60)
        else:
            session.check(limit == ("1" if most else "0"), f"a core of {limit} bytes may be left")
            console.send_signal(signal.SIGSEGV)
            _, status = os.waitpid(console.pid, 0)
            console.returncode = os.waitstatus_to_exitcode(status)
            session.check(os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGSEGV, f"it ended with {status}")
            session.check(not os.WCOREDUMP(status), "a core was dumped, with the token in it")
    session.environment.pop("PLUMBLINE_CORES")


def main():
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as folder, http.server.ThreadingHTTPServer(("127.0.0.1", 0), Plane) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        session = Session(folder)
        recording = session.path("a.plumb")
        session.run("drill", "--scenario", "lost-context", "--seed", "3", "--for", "50s", "--out", recording, "--start",
                    "2026-11-01T08:00:00Z")
        profile = move_levers(session, f"http://127.0.0.1:{server.server_address[1]}", recording)
        share_room(session, profile)
        work_incident(session, recording)
        token = receive(session)
        crash(session, token, allowed=False)
        crash(session, token, allowed=True)
        server.shutdown()
        names = sorted(os.path.relpath(file, folder) for file in session.files())
        for wanted in ("a.plumb", "live.plumb", "room.db", "a.plumbundle", "key.pem", "report.html"):
            session.check(wanted in names, f"{wanted} is not among what was left: {names}")
        session.look_at_modes("in the end", token, profile)
        session.look_for_secrets(token)
        print(f"{len(names)} files, {len(session.said)} commands; {session.failed} failures")
        return 1 if session.failed else 0


if __name__ == "__main__":
    sys.exit(main())
