#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline whatif` over a drill: exact, its keys, its errors, and that what it saves is used. Usage: whatif_command.py PLUMBLINE"""

import json
import os
import subprocess
import sys
import tempfile


def run(folder, *arguments):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": folder,
                   "XDG_DATA_HOME": folder}
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, env=environment, check=False)
    return done.returncode, done.stdout, done.stderr


def expect(condition, message):
    if not condition:
        sys.exit(f"whatif_command.py: {message}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        drill = os.path.join(folder, "drill.plumb")
        expect(run(folder, "drill", "--scenario", "fabricated-apis", "--out", drill)[0] == 0, "no drill")
        status, out, error = run(folder, "whatif", drill, "--set", "false-alarms-per-week=500", "--variant",
                                 "detector=cusum; tolerance=0.5", "--json")
        expect(status == 0, f"status {status}: {error}")
        answer = json.loads(out)
        expect(answer["exact"] and not answer["limits"], f"not exact: {answer['difference']} {answer['limits']}")
        expect(len(answer["variants"]) == 2, "not two variants")
        expect(answer["recorded"] and len(answer["recorded"]) == len(answer["in_use"]["alarms"]), "other alarms")
        ours = [(one["onset_ns"], one["time_ns"], one["recorded_ns"], one["check"], one["evidence"]) for one in answer["recorded"]]
        again = [(one["onset_ns"], one["time_ns"], one["recorded_ns"], one["check"], one["evidence"])
                 for one in answer["in_use"]["alarms"]]
        expect(sorted(ours) == sorted(again), "the settings in use say something else")
        first = answer["variants"][0]["detections"][0]
        expect(first["gain_ns"] >= 0, "more false alarms put up with is no later")
        status, out, _ = run(folder, "whatif", drill, "--set", "false-alarms-per-week=500")
        expect(status == 0 and "exactly what the console said" in out and "false alarms" in out, out)
        status, out, _ = run(folder, "whatif", drill)
        expect(status == 0 and "\u240a" not in out and "\nfalse alarms: " in out and " 1 alarms" not in out, out)
        status, out, _ = run(folder, "whatif", "--keys", "--json")
        keys = [key["key"] for key in json.loads(out)["keys"]]
        expect("false-alarms-per-week" in keys and "mitigated-at" in keys and "lever" not in keys, "keys")
        for wrong in ("no-such-key=1", "tolerance=much", "check.refusal.fail-at=0.33", "objective.x.target=nan"):
            status, _, error = run(folder, "whatif", drill, "--set", wrong)
            expect(status == 2 and wrong.split("=")[0] in error, f"{wrong}: {status} {error}")
        # A misspelt name would change nothing, and be saved all the same.
        there, misspelt = answer["recorded"][0]["check"], os.path.join(folder, "misspelt.yaml")
        status, _, error = run(folder, "whatif", drill, "--set", f"check.{there[:-1]}.watched=off", "--save", misspelt)
        expect(status == 2 and f"no check '{there[:-1]}'" in error and there in error, f"{status} {error}")
        expect(not os.path.exists(misspelt), "saved what does nothing")
        status, _, _ = run(folder, "whatif", os.path.join(folder, "none.plumb"), "--set", "tolerance=0.1")
        expect(status == 3, f"a file that is not there: {status}")

        saved = os.path.join(folder, "saved.yaml")
        check = answer["recorded"][0]["check"]
        status, _, error = run(folder, "whatif", drill, "--set", f"check.{check}.watched=off", "--save", saved, "--why",
                               "it cried wolf\ndetection: {}")
        expect(status == 0 and "because: it cried wolf" in error and "because of" not in error, f"not saved: {error}")
        expect(run(folder, "whatif", drill, "--set", "tolerance=0.1", "--save", saved)[0] != 0, "overwritten")
        notes = [name for name in os.listdir(folder) if name.startswith("drill.plumb") and name != "drill.plumb"]
        kept = "".join(open(os.path.join(folder, name), encoding="utf-8", errors="replace").read() for name in notes)
        expect("Settings of detection saved" in kept, f"no note beside the recording: {notes}")
        # A reason is what somebody gave as one.
        affair = answer["affairs"][0]["id"]
        status, _, error = run(folder, "whatif", drill, "--set", "tolerance=0.1", "--incident", affair, "--why", "trial", "--save",
                               os.path.join(folder, "reason.yaml"))
        expect(status == 0 and f"because of {affair}: trial" in error, error)
        # Both files or none.
        objectives = os.path.join(folder, "objectives.yaml")
        service = answer["recorded"][0]["service"]
        with open(objectives, "w", encoding="utf-8") as file:
            file.write(f"objectives:\n  - name: sound\n    service: {service}\n    operation: chat\n    check: {check}\n    target: 99 %\n    window: 1h\n")
        other, taken = os.path.join(folder, "other.yaml"), os.path.join(folder, "taken.yaml")
        with open(taken, "w", encoding="utf-8") as file:
            file.write("mine\n")
        status, _, error = run(folder, "whatif", drill, "--objectives", objectives, "--set", "objective.sound.target=0.9",
                               "--save", other, "--save-objectives", taken)
        expect(status != 0 and "taken.yaml" in error and "there already" in error, f"{status} {error}")
        expect(not [name for name in os.listdir(folder) if name.startswith("other.yaml")], "half of it was saved")
        with open(taken, encoding="utf-8") as file:
            expect(file.read() == "mine\n", "overwritten")
        status, _, error = run(folder, "whatif", drill, "--set", "tolerance=0.1", "--incident", "INC-0009")
        expect(status == 2 and "INC-0009" in error, f"an incident that is not there: {status} {error}")
        # What is saved is what the next console goes by, and its recording says so.
        demo = os.path.join(folder, "demo.plumb")
        status, _, error = run(folder, "demo", "--headless", "--for", "3s", "--detection", saved, "--out", demo)
        expect(status == 0, error)
        status, out, _ = run(folder, "whatif", demo, "--json")
        in_use = json.loads(out)["settings_in_use"]
        expect(in_use == {f"check.{check}.watched": "off"}, f"in use: {in_use}")
        os.makedirs(os.path.join(folder, "plumbline"), exist_ok=True)
        with open(os.path.join(folder, "plumbline", "detection.yaml"), "w", encoding="utf-8") as file:
            file.write("detection:\n  tolerence: 0.2\n")
        status, _, error = run(folder, "demo", "--headless", "--for", "1s", "--out", os.path.join(folder, "other.plumb"))
        expect(status == 3 and "line 2" in error and "tolerence" in error, f"{status} {error}")


main()
