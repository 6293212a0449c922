#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drill that raises an alarm tells two webhooks of it, one of which answers 500, 429 with Retry-After, and hangs before it
takes the message; what became of it stands in the timeline, and no URL anywhere. Meanwhile the real Prometheus scrapes
the console's metrics, which promtool finds nothing wrong with.

Usage: outward.py PLUMBLINE"""

import http.server
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

SECRET = "s3cr3t-path-of-the-hook"


class Hook(http.server.ThreadingHTTPServer):
    """Answers as it is told, one answer a request, then 200; "hang" is no answer at all."""

    daemon_threads = True

    def __init__(self, answers=()):
        self.answers = list(answers)
        self.requests = []
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/{SECRET}"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((time.monotonic(), self.headers["Idempotency-Key"], body))
        answer = self.server.answers.pop(0) if self.server.answers else 200
        if answer == "hang":
            time.sleep(30)
            return
        self.send_response(answer)
        if answer == 429:
            self.send_header("Retry-After", "2")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


def wait_for(what, seconds, text):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        got = what()
        if got:
            return got
        time.sleep(0.2)
    sys.exit(f"not within {seconds} s: {text}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def scrape(url):
    with urllib.request.urlopen(url, timeout=10) as reply:
        assert reply.headers["Content-Type"].startswith("text/plain; version=0.0.4"), reply.headers
        return reply.read().decode()


def check_notifications(program, folder, slow, archive):
    given = os.path.join(folder, "notify.yaml")
    with open(given, "w", encoding="utf-8") as file:
        file.write("webhooks:\n"
                   "  - {name: slow, kind: slack, url_env: SLOW_HOOK, events: [alarm_raised]}\n"
                   "  - {name: archive, kind: generic, url_env: ARCHIVE_HOOK}\n")
    environment = dict(os.environ, SLOW_HOOK=slow.url(), ARCHIVE_HOOK=archive.url())
    listed = subprocess.run([program, "notify", "list", "--notify", given], env=environment,
                            capture_output=True, text=True, check=True)
    assert "slow\tslack\thttp://127.0.0.1:" in listed.stdout and SECRET not in listed.stdout, listed.stdout
    tested = Hook([500])
    environment_of_test = dict(environment, SLOW_HOOK=tested.url(), ARCHIVE_HOOK=tested.url())
    test = subprocess.run([program, "notify", "test", "--notify", given], env=environment_of_test,
                          capture_output=True, text=True, timeout=60)
    assert test.returncode == 0 and "sent, answered 200" in test.stdout, test
    assert SECRET not in test.stdout + test.stderr
    assert all("Test, nothing happened" in json.dumps(body) for _, _, body in tested.requests)
    dead = dict(environment, SLOW_HOOK="http://127.0.0.1:1/" + SECRET, ARCHIVE_HOOK=tested.url())
    refused = Hook([404])
    dead["SLOW_HOOK"] = refused.url()
    test = subprocess.run([program, "notify", "test", "--notify", given], env=dead,
                          capture_output=True, text=True, timeout=60)
    assert test.returncode != 0 and "it answered 404" in test.stderr, test
    return given, environment


def check_prometheus(folder, url):
    prometheus, promtool = shutil.which("prometheus"), shutil.which("promtool")
    if not prometheus or not promtool:
        print("no prometheus here: the metrics are read by this script alone")
        return
    checked = subprocess.run([promtool, "check", "metrics"], input=scrape(url), capture_output=True, text=True)
    assert checked.returncode == 0 and not checked.stderr.strip(), checked
    target = urllib.parse.urlparse(url).netloc
    config = os.path.join(folder, "prometheus.yml")
    with open(config, "w", encoding="utf-8") as file:
        file.write("scrape_configs:\n  - job_name: plumbline\n    scrape_interval: 1s\n"
                   f"    static_configs: [{{targets: ['{target}']}}]\n")
    port = free_port()
    with subprocess.Popen([prometheus, f"--config.file={config}", f"--web.listen-address=127.0.0.1:{port}",
                           f"--storage.tsdb.path={folder}/tsdb"], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        def value(query):
            try:
                asked = urllib.parse.urlencode({"query": query})
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/query?{asked}", timeout=5) as reply:
                    found = json.load(reply)["data"]["result"]
                return float(found[0]["value"][1]) if found else None
            except OSError:
                return None
        try:
            wait_for(lambda: value('up{job="plumbline"} == 1'), 60, "Prometheus scrapes the console")
            wait_for(lambda: value("plumbline_spans_received_total > 0"), 30, "spans are counted")
            wait_for(lambda: value("histogram_quantile(0.5, plumbline_commit_duration_seconds_bucket)"), 30,
                     "commits have a median")
        finally:
            process.terminate()


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        slow, archive = Hook([500, 429, "hang"]), Hook()
        given, environment = check_notifications(program, folder, slow, archive)
        recording = os.path.join(folder, "drill.plumb")
        log = os.path.join(folder, "log")
        with open(log, "w", encoding="utf-8") as out:
            process = subprocess.Popen(
                [program, "demo", "--headless", "--speed", "6", "--out", recording, "--notify", given,
                 "--metrics", "127.0.0.1:0", "--for", "300s"], env=environment, stdout=out, stderr=out)
        try:
            def metrics_url():
                found = re.search(r"metrics at (\S+)", open(log, encoding="utf-8").read())
                return found and found.group(1)
            url = wait_for(metrics_url, 30, "it says where its metrics are")
            check_prometheus(folder, url)
            wait_for(lambda: len(slow.requests) >= 4, 120, "the slow webhook was asked four times")
            wait_for(lambda: 'plumbline_notify_sent_total{target="slow"}' in scrape(url)
                     and not re.search(r'plumbline_notify_sent_total\{target="slow"\} 0\n', scrape(url)), 30,
                     "it took the message")
            text = scrape(url)
            assert re.search(r'plumbline_open_alarms\{severity="\d"\} [1-9]', text), text
            assert SECRET not in text
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)
        keys = [key for _, key, _ in slow.requests]
        assert len(set(keys[:4])) == 1, keys  # the same event until it was taken
        times = [at for at, _, _ in slow.requests]
        assert times[2] - times[1] >= 2, times  # as Retry-After asked for
        assert times[3] - times[2] >= 10, times  # what hung was broken off
        for _, _, body in slow.requests:
            assert "plumbline://open?recording=" in body["text"], body
        raised = [body for _, _, body in archive.requests if body["event"] == "alarm_raised"]
        assert raised and raised[0]["services"] and raised[0]["severity"] in (1, 2, 3, 4), archive.requests
        assert all(body["text"] is None for body in raised)
        said = open(log, encoding="utf-8").read()
        assert SECRET not in said, said
        with sqlite3.connect(f"file:{recording}?mode=ro", uri=True) as database:
            rows = database.execute("SELECT text, payload FROM timeline WHERE kind='message'").fetchall()
            everything = database.execute("SELECT text, payload FROM timeline").fetchall()
        states = [(json.loads(payload)["target"], json.loads(payload)["state"]) for _, payload in rows]
        for expected in (("slow", "on"), ("slow", "failing"), ("slow", "sent"), ("archive", "sent")):
            assert expected in states, states
        assert SECRET not in json.dumps(everything)
        verified = subprocess.run([program, "verify", recording], capture_output=True, text=True)
        assert verified.returncode == 0, verified
        print(f"{len(slow.requests)} and {len(archive.requests)} requests, {len(rows)} entries")


main()
