#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the program, and does or tells one thing wrong: what matrix_itself.py holds the matrix against.

Run: liar.py as the program, with LIAR_PROGRAM (the real one) and LIAR (which lie) in the environment."""
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request

PROGRAM, LIE = os.environ["LIAR_PROGRAM"], os.environ["LIAR"]


def run(arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)


def send(requests):
    """What a plan would send, once more: without the secret, which is masked; the proxy has seen it then."""
    for one in requests:
        body = one.get("body") or None
        asked = urllib.request.Request(one["url"], data=body.encode() if body else None, method=one["method"],
                                       headers={"Content-Type": "application/json",
                                                "Authorization": os.environ.get("LIAR_AUTHORIZATION", "none")})
        try:
            urllib.request.urlopen(asked, timeout=3).read()
        except (OSError, urllib.error.URLError):
            pass


def without(arguments, option):
    at = arguments.index(option) if option in arguments else len(arguments)
    return arguments[:at] + arguments[at + 2:]


def main():
    arguments = sys.argv[1:]
    part = arguments[1] if arguments[0] == "lever" else ""
    if not part or LIE == "nothing" or (LIE == "forgets open writes" and part == "fire"):
        os.execv(PROGRAM, [PROGRAM, *arguments])  # a kill is the program's own
    plan = {}
    if LIE == "sends twice" and part == "fire":
        plan = json.loads(run(["lever", "plan", *without(without(arguments[2:], "--confirm"), "--record")]).stdout)
    if LIE == "records nothing":
        arguments = without(arguments, "--record")
    if LIE == "undoes nothing" and part == "undo":
        done = run(["lever", "undo", "--dry-run", *without(arguments[2:], "--record")])
        print(json.dumps({"outcome": "verified", "message": "", "rungs": [], "sent": True}))
        return 0
    done = run(arguments)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        told = None
    status = done.returncode
    if LIE == "sends twice" and part == "fire":
        send(plan.get("requests", []))
    if LIE == "plans by writing" and part == "plan" and told:
        send(told.get("requests", []))
    if part and told is not None:
        for rung in told.get("rungs", ()):
            if LIE == "accepts all" and rung["rung"] == "accepted":
                rung["state"] = "reached"
        if LIE == "verifies all" and part == "fire" and "outcome" in told:
            told.update(outcome="verified", partial=False)
            status = 0
        if LIE == "reads the same" and part == "read":
            told["value"] = "the same"
        if LIE == "forgets open writes":
            told["open_writes"] = []
        if LIE == "takes the unreachable for a no" and status == 4:
            status = 1
    if LIE == "prints no JSON" and part and status == 4:
        print("unreachable")
        return status
    sys.stderr.write(done.stderr)
    print(done.stdout if told is None else json.dumps(told))
    return status


if __name__ == "__main__":
    sys.exit(main())
