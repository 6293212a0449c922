#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The undo of `plumbline lever`, and writes of which nobody knows what became. Usage: lever_undo.py PLUMBLINE"""

import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import urllib.parse

PROFILE = """
id: held
base_url: {url}
environment: test
auth: none
timeouts: {{connect: 1s, request: 500ms, read_back: 300ms, poll: 50ms}}
operations:
  v:
    token: atomic
    read: {{method: GET, path: /v, value: {{pointer: /value}}, version: {{pointer: /version}}}}
    write:
      method: PUT
      path: "/v?cas={{{{version}}}}"
      body: {{value: "{{{{value}}}}"}}
      version: {{pointer: /version}}
      reply:
        - {{when: {{status: 200}}, outcome: accepted}}
        - {{when: {{status: 409}}, outcome: conflict}}
levers:
  - {{id: "pin:bot", title: Pin of bot, kind: pin, target: bot, operations: v}}
"""


class Plane(http.server.BaseHTTPRequestHandler):
    value = "m-1"
    version = 1
    writes = 0
    held = None  # while it is a list, writes are kept in it and answered by nobody
    let_go = threading.Event()

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
        Plane.writes += 1
        if Plane.held is not None:
            Plane.held.append(body["value"])
            Plane.let_go.wait(30)
            return
        if asked != str(Plane.version):
            self.reply(409)
            return
        set_to(body["value"])
        self.reply(200)


def set_to(value):
    Plane.value = value
    Plane.version += 1


def plumbline(folder, *arguments):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "XDG_STATE_HOME": folder}
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, env=environment, check=False)
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
    status, _, error = plumbline(folder, "import", path, "--out", recording)
    assert status == 0, error
    return recording


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Plane)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, "held.yaml")
        with open(profile, "w", encoding="utf-8") as file:
            file.write(PROFILE.format(url=f"http://127.0.0.1:{server.server_port}"))
        recording = record(folder)

        def lever(part, *more):
            status, output, error = plumbline(folder, "lever", part, "--profile", profile, "--lever", "pin:bot",
                                              "--json", *more)
            return status, json.loads(output) if output else None, error

        def open_in_recording():
            status, output, error = plumbline(folder, "runbook", "status", recording, "--json")
            assert status == 0, error
            return [each["to"] for each in json.loads(output)["open_writes"]]

        # Somebody else moved it since: the dry run says the same as the undo, and neither sends.
        status, fired, error = lever("fire", "--to", "m-2", "--confirm", "bot")
        assert status == 0, (fired, error)
        set_to("m-9")
        writes = Plane.writes
        status, dry, error = lever("undo", "--dry-run")
        assert status == 1 and "m-9" in dry["conflict"] and "version 3" in dry["conflict"], (status, dry, error)
        status, undone, error = lever("undo")
        assert status == 1 and undone["outcome"] == "conflict", (status, undone, error)
        assert "--lever 'pin:bot' --to 'm-1' --confirm 'bot'" in undone["message"], undone["message"]
        assert Plane.writes == writes and Plane.value == "m-9"

        # The way out is a firing of its own.
        status, fired, error = lever("fire", "--to", "m-1", "--confirm", "bot")
        assert status == 0 and Plane.value == "m-1", (fired, error)
        status, dry, error = lever("undo", "--dry-run")
        assert status == 0 and dry["to"] == "m-9" and not dry["conflict"], (status, dry, error)

        # A write that may yet land: the undo has nothing to put back, and does not call that done.
        Plane.held = []
        status, fired, error = lever("fire", "--to", "m-2", "--confirm", "bot", "--record", recording)
        assert status == 5 and fired["outcome"] == "unknown", (fired, error)
        assert Plane.held == ["m-2"]
        writes = Plane.writes
        status, dry, error = lever("undo", "--dry-run")
        assert status == 5 and "pin:bot to m-2" in dry["open"], (status, dry, error)
        status, undone, error = lever("undo")
        assert status == 5 and undone["outcome"] == "unknown" and not undone["sent"], (status, undone, error)
        assert "to m-2" in undone["message"] and "may yet land" in undone["message"], undone["message"]
        assert Plane.writes == writes
        # It is named wherever the lever is looked at.
        assert open_in_recording() == ["m-2"]
        for part, more in (("read", ()), ("plan", ("--to", "m-3")), ("verify", ("--to", "m-1"))):
            _, seen, error = lever(part, *more)
            assert [each["to"] for each in seen["open_writes"]] == ["m-2"], (part, seen, error)

        # It lands: from then on it is settled, and can be undone.
        Plane.held = None
        set_to("m-2")
        Plane.let_go.set()
        _, seen, error = lever("read")
        assert seen["open_writes"] == [], (seen, error)
        assert open_in_recording() == ["m-2"]  # nobody who writes it has read the lever
        status, undone, error = lever("undo", "--record", recording)
        assert status == 0 and undone["outcome"] == "verified" and Plane.value == "m-1", (status, undone, error)
        assert open_in_recording() == []
    print("ok")


if __name__ == "__main__":
    main()
