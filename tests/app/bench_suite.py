#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmarks of the console's start, idleness, growth and long runs, small; and several as one table, as a page, and beside a baseline.
What they count must be right, how fast it was decides nothing. Usage: bench_suite.py PLUMBLINE"""

import json
import os
import subprocess
import sys
import tempfile


def bench(*arguments, **more):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", **more}
    environment.pop("PLUMBLINE_LABELLED", None)
    done = subprocess.run([sys.argv[1], "bench", *arguments], capture_output=True, text=True, env=environment, check=False)
    return done.returncode, done.stdout, done.stderr


def figures(*arguments):
    status, text, error = bench(*arguments, "--json")
    assert status == 0, (arguments, status, error)
    return json.loads(text)


def check_spread(spread):
    assert 0 < spread["min"] <= spread["median"] <= spread["max"], spread


def check_starts():
    started = figures("cold-start", "--rounds", "1")
    assert started["rounds"] == 1, started
    for what in ("empty_window_ms", "window_ms", "recording_ms"):
        check_spread(started[what])
    assert abs(started["window_ratio"]["median"] - started["window_ms"]["median"] / started["empty_window_ms"]["median"]) < 1e-9, started
    idle = figures("idle", "--rounds", "1", "--seconds", "1")
    for window in ("empty_window", "window", "recording"):
        check_spread(idle[window]["rss_mb"])
        # What is shared counts in parts.
        assert 0 < idle[window]["pss_mb"]["median"] <= idle[window]["rss_mb"]["median"], idle
        assert 0 <= idle[window]["core_share"]["median"] < 4, idle
    assert idle["window"]["rss_mb"]["median"] > idle["empty_window"]["rss_mb"]["median"], idle


def check_growth_and_soak():
    grown = figures("growth", "--rounds", "1", "--most", "10000")
    assert [cost["what"] for cost in grown["costs"]] == ["written", "suspects", "overview", "signals", "windows"], grown
    sizes = {cost["what"]: [point["size"] for point in cost["points"]] for cost in grown["costs"]}
    assert sizes["written"] == sizes["suspects"] == sizes["overview"] == [1000, 10000], sizes
    assert sizes["signals"] == [10, 100, 1000, 10000] and sizes["windows"] == [1, 2, 4, 8], sizes
    for cost in grown["costs"]:
        assert cost["super_linear"] == (cost["exponent"]["median"] > 1.1), cost
    soaked = figures("soak", "--hours", "0.02", "--rate", "402")
    assert soaked["spans"] == 402 * 72 // 4 * 4 and not soaked["interrupted"], soaked["spans"]
    assert len(soaked["samples"]) == 72 and soaked["samples"][-1]["hours"] == soaked["hours"] == 0.02, soaked
    for sample in soaked["samples"]:
        assert sample["rss_mb"] > 0 and 0 < sample["second_median_ms"] <= sample["second_p99_ms"], sample
    assert set(soaked["slopes"]) == {"rss_mb", "recording_mb", "wal_mb", "second_median_ms", "second_p99_ms"}, soaked["slopes"]
    status, _, error = bench("soak", "--keep", "much")
    assert status == 2, (status, error)


def check_suite(folder):
    page = os.path.join(folder, "page.html")
    status, text, error = bench("commits", "claims", "--quick", "--json", "--page", page)
    assert status == 0, (status, error)
    document = json.loads(text)
    rows = {(row["bench"], row["name"]): row for row in document["figures"]}
    commit = rows["commits", "commit, 99 %, log written back by a thread"]
    check_spread(commit["figure"])
    check_spread(commit["anchor_figure"])
    check_spread(commit["ratio"])
    assert commit["met"] == (commit["ratio"]["median"] <= 1 / 15), commit
    claims = [row for row in document["figures"] if row["bench"] == "claims"]
    assert claims and all(row["note"].startswith("skipped: name a folder") for row in claims), claims
    with open(page, encoding="utf-8") as file:
        html = file.read()
    assert "<svg" in html and "<script" not in html and "skipped: name a folder" in html, html

    # Beside itself nothing is worse; beside one that was half, the ratio is, and whatever the machine.
    result, baseline = (os.path.join(folder, name) for name in ("result.json", "baseline.json"))
    with open(result, "w", encoding="utf-8") as file:
        file.write(text)
    status, text, error = bench("--compare", result, "--with", result)
    assert status == 0 and "0 worse, 0 failed" in text, (status, text, error)
    for spread in (commit["ratio"],):
        for key in spread:
            spread[key] /= 1000
    with open(baseline, "w", encoding="utf-8") as file:
        json.dump(document, file)
    status, text, error = bench("--compare", baseline, "--with", result, "--json")
    assert status == 1, (status, text, error)
    changes = {change["name"]: change for change in json.loads(text)["changes"]}
    assert changes[commit["name"]]["change"] == "worse" and changes[commit["name"]]["of"] == "ratio", changes
    status, text, error = bench("--compare", result, "--with", baseline)
    assert status == 0 and "better" in text, (status, text, error)
    document["quick"] = False
    with open(baseline, "w", encoding="utf-8") as file:
        json.dump(document, file)
    status, _, error = bench("--compare", baseline, "--with", result)
    assert status == 2 and "quick" in error, (status, error)


def check_usage(folder):
    for arguments, word in (((), "Name a benchmark"), (("--with", sys.argv[1]), "--compare"), (("soak", "commits"), "soak"), (("all", "--rounds", "9"), "--rounds"),
                            (("no-such",), "no-such")):
        status, _, error = bench(*arguments)
        assert status == 2 and word in error, (arguments, status, error)
    broken = os.path.join(folder, "broken.json")
    with open(broken, "w", encoding="utf-8") as file:
        file.write("{}")
    assert bench("--compare", broken)[0] == 3


def main():
    with tempfile.TemporaryDirectory() as folder:
        check_usage(folder)
        check_suite(folder)
    check_starts()
    check_growth_and_soak()


if __name__ == "__main__":
    main()
