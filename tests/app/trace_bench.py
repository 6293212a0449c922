#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline bench trace` beside an anchor that does not do all it should. Usage: trace_bench.py PLUMBLINE"""

import json
import os
import subprocess
import sys
import tempfile

LOADED = '{"load_ms": 1000, "browser": "Chrome/1", "speedscope": "1.2.3"}'


def put(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, 0o755)


def bench(folder, *lines):
    """One round, with a node on the PATH that says these lines."""
    put(folder, "bin/node", "#!/bin/sh\n" + "".join(f"echo '{line}'\n" for line in lines))
    put(folder, "bin/chromium", "#!/bin/sh\nexit 1\n")
    for name in ("measure.mjs", "node_modules/speedscope/dist/release/index.html", "node_modules/puppeteer-core/package.json"):
        put(folder, name, "")
    environment = {**os.environ, "PATH": os.path.join(folder, "bin") + os.pathsep + os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.argv[1], "bench", "trace", "--spans", "1000", "--rounds", "1", "--speedscope", folder, "--json"],
                          capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["traces"][0]


def check_installed_by_tests_run(folder):
    """What npm installed is in the build's folder, its driver in the source tree: found by itself, and each is told of the other."""
    put(folder, "bin/node", '#!/bin/sh\n[ -f "$1" ] && [ -f "$6/node_modules/puppeteer-core/package.json" ] && echo \'' + LOADED + "'\n")
    put(folder, "bin/chromium", "#!/bin/sh\nexit 1\n")
    put(folder, "tests/interop/speedscope/measure.mjs", "")
    for name in ("node_modules/speedscope/dist/release/index.html", "node_modules/puppeteer-core/package.json"):
        put(folder, os.path.join("build/npm/speedscope", name), "")
    environment = {**os.environ, "PATH": os.path.join(folder, "bin") + os.pathsep + os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([os.path.abspath(sys.argv[1]), "bench", "trace", "--spans", "1000", "--rounds", "1", "--json"],
                          capture_output=True, text=True, env=environment, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)["traces"][0]
    assert row["speedscope"]["load_ms"] == [1000], row


def main():
    with tempfile.TemporaryDirectory() as folder:
        check_installed_by_tests_run(folder)
    with tempfile.TemporaryDirectory() as folder:
        row = bench(folder, LOADED, '{"frames_ms": [1, 2, 3]}')
        assert row["speedscope"]["load_ms"] == [1000] and row["speedscope"]["frame_ms"]["count"] == 3 and "speedscope_note" not in row, row
        # To the first frame and to that with all of it, each beside the anchor's only one.
        for view in ("waterfall", "flame"):
            assert abs(row[f"load_ratio_first_{view}"] - row[view][0]["first_frame_ms"] / 1000) < 1e-9, row
            assert isinstance(row[view][0]["bytes_per_span"], (int, float)), row
            assert abs(row[f"load_ratio_whole_{view}"] - row[view][0]["whole_frame_ms"] / 1000) < 1e-9, row
        # What it took to load stays known when the movements fail, or it is ended in their midst.
        for lines, note in (((LOADED, '{"error": "Target closed"}'), "loaded, but no movement was drawn: Target closed"), ((LOADED,), "loaded, but no movement was drawn")):
            row = bench(folder, *lines)
            assert row["speedscope"]["load_ms"] == [1000] and row["speedscope_note"] == note, row
        row = bench(folder, '{"error": "Waiting failed"}')
        assert "speedscope" not in row and row["speedscope_note"] == "given up: Waiting failed", row


if __name__ == "__main__":
    main()
