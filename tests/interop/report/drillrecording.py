# SPDX-License-Identifier: GPL-3.0-or-later
"""A drill with an incident: an alarm, a lever moved with its rungs in the recording, and people's words, among them a
secret, names and text that means something to Markdown, HTML and a terminal."""

import json
import re
import signal
import subprocess
import time

SERVICE = "code-assistant"
SECRET = "sk-ant-api03-" + "k" * 90 + "AA"
PERSON = "Grace Hopper"
HOSTILE = ("</td></tr></table><script>alert(1)</script> | [a](http://evil.example) ![b](http://evil.example/b.png) "
           "# h `code` ``` <http://evil.example> www.evil.example x@evil.example \u202edesrever \u2066 \x1b[31m " + "\U0001f4a9")


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        raise SystemExit(f"FAILED: {' '.join(command[:3])}: exit {result.returncode}: {result.stderr}")
    return result.stdout


class Demo:
    def __init__(self, plumbline, out, seconds):
        self.process = subprocess.Popen([plumbline, "demo", "--headless", "--speed", "2", "--seed", "7", "--for",
                                         f"{seconds}s", "--out", out], stderr=subprocess.PIPE,
                                        stdout=subprocess.DEVNULL, text=True)
        for line in self.process.stderr:
            match = re.search(r"control plane on (http://\S+)", line)
            if match:
                self.control = match[1]
                return
        raise SystemExit("FAILED: the drill did not start")

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)


def alarms(plumbline, recording):
    lines = run(plumbline, "query", recording, "--what", "alarms", "--jsonl").splitlines()
    return [alarm for alarm in map(json.loads, lines) if alarm["service"] == SERVICE]


def make(plumbline, recording, other):
    """Into `recording`; `other` is the recording of a second drill, whose control plane the lever is moved at: only then
    may somebody else write into the first."""
    demo = Demo(plumbline, recording, 140)
    deadline = time.monotonic() + 110
    while time.monotonic() < deadline and not alarms(plumbline, recording):
        time.sleep(1)
    time.sleep(8)  # answers after the alarm
    demo.stop()
    found = alarms(plumbline, recording)
    if not found:
        raise SystemExit("FAILED: the drill raised no alarm")

    def incident(*words):
        run(plumbline, "incident", words[0], recording, *words[1:])

    incident("open", "--alarm", found[0]["alarm"], "--title", f"Wrong code, says {PERSON} {HOSTILE}")
    incident("set", "--commander", PERSON)
    control = Demo(plumbline, other, 60)
    try:
        run(plumbline, "lever", "fire", "--profile", "sandbox", "--base-url", control.control, "--lever",
            f"breaker:{SERVICE}", "--to", "tripped", "--confirm", SERVICE, "--record", recording, "--operator", PERSON)
    finally:
        control.stop()
    incident("link", "--address", "http://evil.example/?token=" + SECRET, "--title", HOSTILE)
    incident("mark", "--entry", "2", "--why", f"{PERSON} saw {SECRET} {HOSTILE}")
    incident("handover", "--to", PERSON, "--summary", f"{HOSTILE}\n# not a heading\n```\n{SECRET}\nOver to {PERSON}.")
