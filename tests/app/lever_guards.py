#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guard rails of `plumbline lever`: caps, approvals, roles, broken glass. Usage: lever_guards.py PLUMBLINE"""

import http.server
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import urllib.parse

PROFILE = """
id: guarded
base_url: {url}
environment: test
auth: none
operations:
  v:
    token: atomic
    read: {{method: GET, path: /v, valid: {{json: [{{pointer: /version, exists: true}}]}},
           value: {{pointer: /value}}, version: {{pointer: /version}}}}
    write:
      method: PUT
      path: "/v?cas={{{{version}}}}"
      body: {{value: "{{{{value}}}}", at: "{{{{now}}}}", id: "{{{{plan_id}}}}"}}
      reply:
        - {{when: {{status: 200}}, outcome: accepted}}
        - {{when: {{status: 409}}, outcome: conflict}}
levers:
  - id: breaker:bot
    title: Breaker of bot
    kind: breaker
    target: bot
    operations: v
    values: {{tripped: tripped, reset: reset, half: half}}
    safe_value: tripped
    guard: {{approvals: 1, per_hour: 3}}
    significance: Tripped, no answer reaches anybody.
    undo_text: It is put back.
"""

ROLES = """
everybody_else: responder
roles:
  responder:
    moves:
      - {kinds: [breaker], directions: [safe]}
"""


class Plane(http.server.BaseHTTPRequestHandler):
    value = "tripped"
    version = 1
    writes = 0

    def log_message(self, *arguments):
        pass

    def reply(self, status):
        body = json.dumps({"value": Plane.value, "version": str(Plane.version)}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.reply(200)

    def do_PUT(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)["cas"][0]
        if asked != str(Plane.version):
            self.reply(409)
            return
        Plane.writes += 1
        Plane.value = body["value"]
        Plane.version += 1
        self.reply(200)


def run(*arguments, user=None):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, env=environment, check=False, user=user)
    return done.returncode, done.stdout, done.stderr


def record(folder):
    path = os.path.join(folder, "calls.jsonl")
    span = {"traceId": f"{1:032x}", "spanId": f"{2:016x}", "name": "chat m", "kind": 3,
            "startTimeUnixNano": "1795780800000000000", "endTimeUnixNano": "1795780801000000000",
            "attributes": [{"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}}]}
    resource = {"attributes": [{"key": "service.name", "value": {"stringValue": "bot"}}]}
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps({"resourceSpans": [{"resource": resource, "scopeSpans": [{"spans": [span]}]}]}) + "\n")
    recording = os.path.join(folder, "calls.plumb")
    status, _, error = run("import", path, "--out", recording)
    assert status == 0, error
    return recording


def timeline(recording, kind):
    with sqlite3.connect(f"file:{recording}?mode=ro", uri=True) as database:
        return [(text, json.loads(payload)) for text, payload in
                database.execute("SELECT text, payload FROM timeline WHERE kind = ? ORDER BY sequence", (kind,))]


def between_accounts(url):
    """Another account approves, for whom the recording is closed: by a file between them."""
    if os.geteuid() != 0:
        return  # there is no other account to be had
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, "guarded.yaml")
        with open(profile, "w", encoding="utf-8") as file:
            file.write(PROFILE.format(url=url))
        recording = record(folder)
        common = ["--profile", profile, "--lever", "breaker:bot"]

        def fire(to, *more):
            return run("lever", "fire", *common, "--to", to, "--confirm", "bot", "--record", recording, *more)

        def plan_hash(to):
            return json.loads(run("lever", "plan", *common, "--to", to, "--json")[1])["plan_hash"]

        shared = os.path.join(folder, "shift")
        os.mkdir(shared)
        os.chmod(shared, 0o1777)
        os.chmod(folder, 0o755)
        os.chmod(profile, 0o644)
        os.chmod(recording, 0o600)
        writes = Plane.writes
        half = plan_hash("half")
        theirs = ["lever", "approve", *common, "--to", "half"]
        status, _, error = run(*theirs, "--plan", half, user=65534)
        assert status == 2 and "--out" in error, error
        status, out, error = run(*theirs, "--out", shared, user=65534)
        assert status == 2 and half[:12] in error, out + error
        status, out, error = run(*theirs, "--out", shared, "--plan", half[:12], "--operator", "Ada", user=65534)
        assert status == 0 and "Approved by Ada, account nobody, for 10 minutes" in out, out + error
        written, = os.listdir(shared)
        written = os.path.join(shared, written)
        assert written.endswith("nobody.approval") and os.stat(written).st_uid == 65534
        # Whose it is, is told by the owner: not by a copy, nor by a file that others may write to.
        copy = os.path.join(folder, "copy")
        with open(written, encoding="utf-8") as source, open(copy, "w", encoding="utf-8") as file:
            file.write(source.read())
        status, _, error = fire("half", "--approval", copy)
        assert status == 1 and "it is who fires" in error, error
        os.chmod(written, 0o666)
        status, _, error = fire("half", "--approval", shared)
        assert status == 3 and "proves nothing" in error, error
        os.chmod(written, 0o644)
        os.symlink(written, os.path.join(folder, "link"))
        status, _, error = fire("half", "--approval", os.path.join(folder, "link"))
        assert status == 3 and "a link" in error, error
        status, _, error = run("lever", "fire", *common, "--to", "half", "--confirm", "bot", "--approval", shared)
        assert status == 2 and "--record" in error, error
        assert Plane.writes == writes
        status, out, error = fire("half", "--approval", shared)
        assert status == 0 and Plane.value == "half", out + error
        assert "Approved by Ada, account nobody, for " in out, out
        guard = timeline(recording, "action")[-2][1]["guard"]
        assert [(each["person"], each["account"]) for each in guard["approvals"]] == [("nobody", "nobody")], guard
        # Beside the recording, which the other account need not read.
        os.chmod(folder, 0o1777)
        back = plan_hash("reset")
        status, out, error = run("lever", "approve", *common, "--to", "reset", "--record", recording,
                                 "--plan", back, user=65534)
        assert status == 0 and os.path.exists(recording + ".approval-nobody"), out + error
        status, out, error = fire("reset", "--operator", "Ada L.")
        assert status == 0 and Plane.value == "reset", out + error
        # The name is shown, the account is who acts.
        with sqlite3.connect(f"file:{recording}?mode=ro", uri=True) as database:
            actor, = database.execute("SELECT actor FROM timeline WHERE kind = 'action' ORDER BY sequence DESC LIMIT 1").fetchone()
        assert actor == "Ada L. (root)", actor


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Plane)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        os.environ["XDG_CONFIG_HOME"] = os.path.join(folder, "config")
        profile = os.path.join(folder, "guarded.yaml")
        with open(profile, "w", encoding="utf-8") as file:
            file.write(PROFILE.format(url=f"http://127.0.0.1:{server.server_address[1]}"))
        recording = record(folder)
        common = ["--profile", profile, "--lever", "breaker:bot"]

        def fire(to, *more):
            return run("lever", "fire", *common, "--to", to, "--confirm", "bot", "--record", recording, *more)

        def plan_hash(to):
            status, out, error = run("lever", "plan", *common, "--to", to, "--json")
            assert status == 0, error
            plan = json.loads(out)
            return plan["plan_hash"], plan["direction"]

        # The hash is the same whenever it is planned, and another one for another plan.
        reset, direction = plan_hash("reset")
        assert direction == "other" and re.fullmatch("[0-9a-f]{64}", reset)
        assert plan_hash("reset")[0] == reset and plan_hash("half")[0] != reset

        # Alone it is refused; what stands in the way is told, and recorded.
        status, _, error = fire("reset")
        assert status == 1 and "approval of one more person is missing" in error, error
        assert "--approval FILE" in error and "--break-glass REASON" in error and "with a reason" not in error, error
        assert Plane.writes == 0
        assert [payload.get("sent") for _, payload in timeline(recording, "action")] == [None, False]

        # An approval names the plan.
        approve = ["lever", "approve", *common, "--to", "reset", "--record", recording]
        status, _, error = run(*approve)
        assert status == 2 and reset[:12] in error, error
        status, _, error = run(*approve, "--plan", "0" * 12)
        assert status == 1, error
        status, _, error = run(*approve, "--plan", reset[:5])
        assert status == 1, error
        status, _, error = run(*approve[:-1], os.path.join(folder, "none.plumb"), "--plan", reset[:12])
        assert status == 3 and not os.path.exists(os.path.join(folder, "none.plumb")), error
        status, out, error = run(*approve, "--plan", reset[:12])
        assert status == 0 and "for 10 minutes" in out, error
        assert len(timeline(recording, "approval")) == 1

        # One and the same person never counts twice.
        status, _, error = fire("reset")
        assert status == 1 and "it is who fires" in error, error
        assert Plane.writes == 0

        # The second person's, beside the recording: whose it is, is told by the file's owner.
        beside = recording + ".approval-nobody"
        (_, payload), = timeline(recording, "approval")
        if os.geteuid() == 0:
            with open(beside, "w", encoding="utf-8") as file:
                time = subprocess.run(["date", "-u", "+%Y-%m-%dT%H:%M:%SZ"], capture_output=True, text=True, check=True)
                file.write(json.dumps({"time": time.stdout.strip(), "payload": payload}) + "\n")
            os.chown(beside, 65534, 65534)
            status, out, error = fire("reset")
            assert status == 0, out + error
            assert Plane.writes == 1 and Plane.value == "reset"
            guard = timeline(recording, "action")[-2][1]["guard"]
            assert [each["person"] for each in guard["approvals"]] == ["nobody"], guard
        else:
            status, _, error = fire("reset", "--break-glass", "no other account here")
            assert status == 0, error

        # The safe direction needs nobody else.
        status, out, error = fire("tripped")
        assert status == 0 and Plane.value == "tripped", out + error

        # An approval is spent by firing; a reason lifts it, and stands in the chain for good.
        status, _, error = fire("reset")
        assert status == 1, error
        status, out, error = fire("reset", "--break-glass", "INC-42")
        assert status == 0 and "broken" in out, out + error
        text, payload = timeline(recording, "action")[-2]
        assert text.startswith("Glass broken (INC-42): Firing"), text
        assert payload["guard"]["break_glass"] == "INC-42" and "approval" in payload["guard"]["broken"]

        # Three were sent in this hour: the cap holds up the other direction, and warns of the safe one.
        status, _, error = fire("half")
        assert status == 1 and "Fired 3 times in the last hour" in error, error
        status, out, error = fire("tripped")
        assert status == 0 and "warning Fired 3 times" in out, out + error

        # Roles: the safe way only. The glass does not lift them.
        roles = os.path.join(folder, "roles.yaml")
        with open(roles, "w", encoding="utf-8") as file:
            file.write(ROLES)
        writes = Plane.writes
        status, _, error = fire("half", "--roles", roles, "--break-glass", "INC-42")
        assert status == 1 and "may not move" in error, error
        status, _, error = run(*approve, "--plan", reset[:12], "--roles", roles)
        assert status == 1 and "does not count" in error, error
        with open(roles, "a", encoding="utf-8") as file:
            file.write("people: {ada: king}\n")
        status, _, error = fire("half", "--roles", roles)
        assert status == 3 and "roles.yaml:7:" in error, error
        # Those of the settings hold without the option, too.
        settings = os.path.join(folder, "config", "plumbline")
        os.makedirs(settings)
        with open(os.path.join(settings, "plumbline.conf"), "w", encoding="utf-8") as file:
            file.write(f"[operator]\nname=Ada L.\nroles={roles}\n")
        status, _, error = fire("half")
        assert status == 3 and "roles.yaml:7:" in error, error
        os.remove(os.path.join(settings, "plumbline.conf"))
        # The drill's window takes the same file, and is refused before anything starts.
        status, _, error = run("demo", "--roles", roles, "--read-only")
        assert status == 3 and "roles.yaml:7:" in error, error
        status, _, error = run("demo", "--headless", "--for", "1s", "--read-only")
        assert status == 2, error
        assert Plane.writes == writes

        # Without a recording nobody knows how often it was fired: that is not never.
        status, _, error = run("lever", "fire", *common, "--to", "half", "--confirm", "bot")
        assert status == 1 and "is not known" in error, error
        status, _, error = run("verify", recording)
        assert status == 0, error
    between_accounts(f"http://127.0.0.1:{server.server_address[1]}")
    server.shutdown()


main()
