#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmarks of the console's start, idleness, growth and long runs, small; and several as one table, as a page, and beside a baseline.
What they count must be right, how fast it was decides nothing. Usage: bench_suite.py PLUMBLINE"""

import json
import os
import shutil
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
    # The floor is a program of Qt alone: what the console links is not loaded in it.
    floor = os.path.join(os.path.dirname(os.path.realpath(sys.argv[1])), "plumbline-empty-window")
    loaded = subprocess.run(["ldd", floor], capture_output=True, text=True, check=True).stdout
    assert "libQt6Widgets" in loaded and not any(name in loaded for name in ("libQt6Charts", "libgrpc", "libcurl", "libsqlite3")), loaded
    for what in ("empty_window_ms", "own_empty_window_ms", "window_ms", "recording_ms"):
        check_spread(started[what])
    assert abs(started["window_ratio"]["median"] - started["window_ms"]["median"] / started["empty_window_ms"]["median"]) < 1e-9, started
    idle = figures("idle", "--rounds", "1", "--seconds", "1")
    for window in ("empty_window", "own_empty_window", "window", "recording"):
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
        # By the steepest of the upper half of the sizes.
        upper = cost["local_exponents"][len(cost["local_exponents"]) // 2:]
        assert upper and cost["steepest"]["median"] == max(local["exponent"]["median"] for local in upper), cost
        assert cost["super_linear"] == (cost["steepest"]["median"] > 1.1), cost
    soaked = figures("soak", "--hours", "0.02", "--rate", "402")
    assert soaked["spans"] == 402 * 72 // 4 * 4 and not soaked["interrupted"], soaked["spans"]
    assert len(soaked["samples"]) == 72 and soaked["samples"][-1]["hours"] == soaked["hours"] == 0.02, soaked
    for sample in soaked["samples"]:
        assert sample["rss_mb"] > 0 and 0 < sample["second_median_ms"] <= sample["second_p99_ms"], sample
    assert set(soaked["slopes"]) == {"rss_mb", "recording_mb", "wal_mb", "second_median_ms", "second_p99_ms"}, soaked["slopes"]
    # Somebody read meanwhile; of so short a time only the log is judged.
    assert soaked["reads"] > 0 and soaked["wal_mb"] == max(sample["wal_mb"] for sample in soaked["samples"]) > 0, soaked
    assert soaked["aims"] == {"rss_hourly_share": None, "second_hourly_share": None, "wal_mb": True} and not soaked["hourly_growth"], soaked
    assert "window_frames" not in soaked, soaked
    check_watched_soak()
    status, _, error = bench("soak", "--keep", "much")
    assert status == 2, (status, error)


def check_watched_soak():
    """The window goes with the stepped time: it paints as the recording grows, and its frames are judged as a soak's other figures are."""
    status, text, error = bench("soak", "--hours", "0.04", "--rate", "402", "--window", "--json")
    soaked = json.loads(text)
    window = soaked["window_frames"]
    assert soaked["spans"] == 402 * 144 // 4 * 4 and window["frames"] > 0, soaked
    assert 0 < window["median_ms"] <= window["p99_ms"] <= window["most_ms"] and window["turn_p99_ms"] >= 0, window
    painted = [sample["frame_p99_ms"] for sample in soaked["samples"] if "frame_p99_ms" in sample]
    assert window["median_ms"] <= max(painted) <= window["most_ms"], (painted, window)
    assert soaked["aims"]["frame_p99_ms"] == (window["p99_ms"] <= 16.6), soaked["aims"]
    assert status == (1 if False in soaked["aims"].values() else 0), (status, error, soaked["aims"])


def check_replay(folder):
    kept = os.path.join(folder, "kept.plumb")
    status, text, error = bench("replay-large", "--spans", "4000", "--rounds", "1", "--recording", kept, "--json")
    assert status == 0 and "Making a recording of 4000 spans: up to" in error and "minutes until it is recorded" in error, (status, error)
    played = json.loads(text)
    assert played["bench"] == "replay-large" and played["spans"] == 4000, played
    assert played["written"]["spans_per_s"] > 0 and played["written"]["peak_mb"] > 0, played["written"]
    assert len(played["seeks"]) == 4 and all(seek["seek"]["n"] == seek["plain"]["n"] == 10 for seek in played["seeks"]), played
    again = figures("replay", "--rounds", "1", "--recording", kept)
    assert again["spans"] == 4000 and "written" not in again, again  # it was there
    check_no_room(folder)


def check_no_room(folder):
    """What would not fit is skipped before anything is written: on a disk of its own, where this user may have one."""
    small = os.path.join(folder, "small")
    os.mkdir(small)
    mount = ["unshare", "--map-root-user", "--mount", "sh", "-c", 'mount -t tmpfs -o size=1m none "$1" && shift && "$@"', "sh", small]
    if shutil.which("unshare") is None or subprocess.run([*mount, "true"], capture_output=True, check=False).returncode != 0:
        return
    done = subprocess.run([*mount, sys.argv[1], "bench", "replay-large", "--recording", os.path.join(small, "large.plumb"), "--json"],
                          capture_output=True, text=True, check=False)
    skipped = json.loads(done.stdout)
    assert done.returncode == 0 and set(skipped) == {"bench", "skipped"}, (done.returncode, skipped, done.stderr)
    assert skipped["skipped"].startswith("a recording of 10000000 spans needs up to") and "GB are free" in skipped["skipped"], skipped
    assert "Making" not in done.stderr, done.stderr


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
    # What was measured and is not there any more does not pass.
    fewer = {**document, "figures": [row for row in document["figures"] if row["name"] != commit["name"]]}
    with open(baseline, "w", encoding="utf-8") as file:
        json.dump(fewer, file)
    status, text, error = bench("--compare", result, "--with", baseline)
    assert status == 1 and "1 failed" in text, (status, text, error)
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


def check_ingest():
    ingested = figures("ingest", "--rounds", "1", "--spans", "2000")
    assert [case["case"] for case in ingested["cases"]] == ["alone", "window open", "JSON", "gzip"], ingested
    for case in ingested["cases"]:
        check_spread(case["ratio"])
        assert case["added_mb"]["median"] >= 0, case
    # The window's thread is watched also where it paints nothing.
    late = ingested["window_heartbeat"]
    assert late["beats"] > 0 and 0 <= late["median_ms"] <= late["p99_ms"]["median"] <= late["most_ms"], late


def check_charts():
    drawn = figures("charts", "--rounds", "1", "--frames", "10")
    assert drawn["painted"] == 10 * 10, drawn["painted"]
    for what in ("wall_rounds_ms", "cpu_rounds_ms", "qtcharts_wall_rounds_ms", "qtcharts_cpu_rounds_ms"):
        assert len(drawn[what]) == 1 and min(drawn[what]) > 0, drawn
    check_spread(drawn["qtcharts_wall_ratio"])
    # uPlot in turns, or why not.
    assert len(drawn["uplot_rounds_ms"]) == 1 if "uplot_rounds_ms" in drawn else drawn["uplot"].startswith("skipped: "), drawn


def check_rollups():
    summed = figures("rollups", "--rows", "60000")
    # Of few rows, too, an hour is an hour; the minute beside it holds single observations of twelve signals, one to four a second.
    assert summed["hour_s"] == 3600 and 12 * 60 <= summed["raw_observations"] <= 12 * 60 * 4, summed
    for what in ("sum_hour_ms", "percentile_hour_ms", "raw_minute_ms", "raw_percentile_ms", "sum_all_ms"):
        assert summed[what] > 0, summed


def check_usage(folder):
    for arguments, word in (((), "Name a benchmark"), (("--with", sys.argv[1]), "--compare"), (("all", "--rounds", "9"), "--rounds"),
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
        check_replay(folder)
    check_starts()
    check_rollups()
    check_ingest()
    check_charts()
    check_growth_and_soak()


if __name__ == "__main__":
    main()
