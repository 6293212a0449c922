#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline bench trace` beside its anchors, and beside one that does not do all it should. Usage: trace_bench.py PLUMBLINE"""

import json
import os
import subprocess
import sys
import tempfile

LOADED = '{"load_ms": 1000, "browser": "Chrome/1", "speedscope": "1.2.3"}'
FLAME_LOADED = '{"load_ms": 500, "browser": "Chrome/1", "flame-chart-js": "3.2.1"}'
SPEEDSCOPE = ("measure.mjs", "node_modules/speedscope/dist/release/index.html", "node_modules/puppeteer-core/package.json")
FLAME_CHART = ("flamechart.mjs", "node_modules/flame-chart-js/dist/index.min.js")


def put(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, 0o755)


def bench(folder, *lines, flame=(), installed=SPEEDSCOPE, rounds=1):
    """With a node on the PATH that says these lines, others as flame-chart-js's driver, and writes down what it was called for."""
    put(folder, "bin/node", '#!/bin/sh\necho "$(basename "$1") $3" >> "$6/called"\ncase "$1" in\n*/flamechart.mjs)\n:\n'
        + "".join(f"echo '{line}'\n" for line in flame) + ";;\n*)\n:\n" + "".join(f"echo '{line}'\n" for line in lines) + ";;\nesac\n")
    put(folder, "bin/chromium", "#!/bin/sh\nexit 1\n")
    for name in installed:
        put(folder, name, "")
    environment = {**os.environ, "PATH": os.path.join(folder, "bin") + os.pathsep + os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.argv[1], "bench", "trace", "--spans", "1000", "--rounds", str(rounds), "--frames", "10", "--speedscope", folder, "--json"],
                          capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["traces"][0]


def check_both_anchors(folder):
    """Each in its turn in each round; the ratio is that of the two of one round."""
    row = bench(folder, LOADED, '{"frames_ms": [1, 2, 3]}', flame=(FLAME_LOADED, '{"frames_ms": [4]}'),
                installed=SPEEDSCOPE + FLAME_CHART, rounds=3)
    with open(os.path.join(folder, "called"), encoding="utf-8") as file:
        called = [line.split() for line in file]
    assert [driver for driver, _ in called] == ["measure.mjs", "flamechart.mjs"] * 3, called
    assert len({file for _, file in called}) == 1, called  # the same file
    for key, version, load in (("speedscope", "1.2.3", 1000), ("flame_chart_js", "3.2.1", 500)):
        anchor = row[key]
        assert anchor["version"] == version and anchor["load_ms"] == [load] * 3 and f"{key}_note" not in row, row
        for view in ("waterfall", "flame"):
            rounds = sorted(ours["whole_frame_ms"] / load for ours in row[view])
            told = anchor[f"load_ratio_whole_{view}"]
            assert all(abs(told[which] - rounds[i]) < 1e-9 for i, which in enumerate(("min", "median", "max"))), (told, rounds)
    assert row["flame_chart_js"]["frame_ms"]["count"] == 1, row


def check_installed_by_tests_run(folder):
    """What npm installed is in the build's folder, its driver in the source tree: found by itself, and each is told of the other."""
    put(folder, "bin/node", '#!/bin/sh\n[ -f "$1" ] && [ -f "$6/node_modules/puppeteer-core/package.json" ] && echo \'' + LOADED + "'\n")
    put(folder, "bin/chromium", "#!/bin/sh\nexit 1\n")
    put(folder, "tests/interop/speedscope/measure.mjs", "")
    for name in SPEEDSCOPE[1:]:
        put(folder, os.path.join("build/npm/speedscope", name), "")
    environment = {**os.environ, "PATH": os.path.join(folder, "bin") + os.pathsep + os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([os.path.abspath(sys.argv[1]), "bench", "trace", "--spans", "1000", "--rounds", "1", "--frames", "10", "--json"],
                          capture_output=True, text=True, env=environment, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)["traces"][0]
    assert row["speedscope"]["load_ms"] == [1000], row


def main():
    with tempfile.TemporaryDirectory() as folder:
        check_installed_by_tests_run(folder)
    with tempfile.TemporaryDirectory() as folder:
        check_both_anchors(folder)
    with tempfile.TemporaryDirectory() as folder:
        row = bench(folder, LOADED, '{"frames_ms": [1, 2, 3]}')
        anchor = row["speedscope"]
        assert anchor["load_ms"] == [1000] and anchor["frame_ms"]["count"] == 3 and "speedscope_note" not in row, row
        # What is not installed is said to be skipped, and keeps the other from nothing.
        assert "flame_chart_js" not in row and row["flame_chart_js_note"].startswith("skipped: flame-chart-js is not installed"), row
        # To the first frame and to that with all of it, each beside the anchor's only one.
        for view in ("waterfall", "flame"):
            assert abs(anchor[f"load_ratio_first_{view}"]["median"] - row[view][0]["first_frame_ms"] / 1000) < 1e-9, row
            assert isinstance(row[view][0]["bytes_per_span"], (int, float)), row
            assert abs(anchor[f"load_ratio_whole_{view}"]["median"] - row[view][0]["whole_frame_ms"] / 1000) < 1e-9, row
        # What it took to load stays known when the movements fail, or it is ended in their midst, and it is loaded again in the next round.
        for lines, note in (((LOADED, '{"error": "Target closed"}'), "loaded, but no movement was drawn: Target closed"), ((LOADED,), "loaded, but no movement was drawn")):
            row = bench(folder, *lines, rounds=2)
            assert row["speedscope"]["load_ms"] == [1000, 1000] and row["speedscope_note"] == note, row
        # Given up once, it is not tried again.
        os.remove(os.path.join(folder, "called"))
        row = bench(folder, '{"error": "Waiting failed"}', rounds=2)
        assert "speedscope" not in row and row["speedscope_note"] == "given up: Waiting failed", row
        with open(os.path.join(folder, "called"), encoding="utf-8") as file:
            assert len(file.readlines()) == 1


if __name__ == "__main__":
    main()
