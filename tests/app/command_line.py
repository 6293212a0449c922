#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the program to the contract of its command line: exit statuses, what goes to which stream, and
the shape of what is printed.

Usage: command_line.py PLUMBLINE TEST_DATA"""

import fcntl
import http.server
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.error
import urllib.request

PLUMBLINE, DATA = sys.argv[1], sys.argv[2]
RAG_TRACE = "986daa5e326410065ba97be39905dfe1"


def run(*arguments, **options):
    return subprocess.run([PLUMBLINE, *arguments], capture_output=True, text=True, timeout=60, **options)


class Usage(unittest.TestCase):
    def test_wrong_words_are_usage_errors_with_a_hint(self):
        for arguments in (["nonsense", "more"], ["info"], ["query", "x", "--what", "everything"], ["info", "x", "--wat"],
                          ["detect", "x.csv", "--kind", "colour"], ["lever", "fire", "--profile", "sandbox"],
                          ["demo", "--headless", "--for", "soon", "--out", "/dev/null/x"]):
            result = run(*arguments)
            self.assertEqual(result.returncode, 2, f"{arguments}: {result.stderr}")
            self.assertEqual(result.stdout, "", arguments)
            self.assertIn("plumbline", result.stderr)

    def test_messages_name_what_is_wrong(self):
        for arguments, status, hint in (
                (["infoo", "x"], 2, "'infoo' is neither"), (["infoo"], 2, "'infoo' is neither"),
                (["query", "x", "--what", "alarms", "--limit", "-1"], 2, "'-1' is not a number of rows"),
                (["query", "x", "--what", "alarms", "--from", "-5"], 2, "'-5' is not a time"),
                (["demo", "--control", "99999"], 2, "65535"),
                (["drill", "--scenario", "fabricated-apis", "--control", "0", "--otlp", "foo"], 2, "'foo' is no http://"),
                (["info", "/"], 3, "folder"), (["none.plumb"], 3, "none.plumb")):
            result = run(*arguments)
            self.assertEqual(result.returncode, status, f"{arguments}: {result.stderr}")
            self.assertIn(hint, result.stderr)

    def test_a_misspelt_option_is_named_before_what_is_missing_for_it(self):
        result = run("record", "--otpl", "127.0.0.1:0", "--out", "x")
        self.assertEqual(result.returncode, 2)
        self.assertIn("--otpl", result.stderr)
        self.assertNotIn("--otlp is required", result.stderr)
        self.assertIn("--otlp is required", run("record", "--out", "x").stderr)

    def test_a_command_alone_names_its_parts_and_a_slip_what_was_meant(self):
        for command, part in (("settings", "export"), ("crash-report", "delete")):
            result = run(command)
            self.assertEqual(result.returncode, 2)
            self.assertIn(f'"{command}" does nothing by itself', result.stderr)
            self.assertIn(part, result.stderr)
        self.assertIn("Did you mean 'settings'?", run("setings").stderr)
        self.assertNotIn("Did you mean", run("qqqqqqqq").stderr)

    def test_the_hint_names_the_whole_subcommand(self):
        for arguments, command in ((["lever", "fire", "--wat"], "plumbline lever fire"),
                                   (["runbook", "run", "--wat"], "plumbline runbook run"), (["--wat"], "plumbline")):
            self.assertIn(f"Run '{command} --help'", run(*arguments).stderr)

    def test_an_undo_is_not_said_to_need_confirming(self):
        self.assertIn("without it nothing is sent", run("lever", "fire", "--help").stdout)
        undo = run("lever", "undo", "--help").stdout
        self.assertIn("May repeat the target", undo)
        self.assertNotIn("--confirm support-bot", undo)

    def test_without_a_display_it_says_so(self):
        kept = {key: value for key, value in os.environ.items()
                if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        result = run("demo", env=kept)
        self.assertEqual(result.returncode, 4, result.stderr)
        self.assertRegex(result.stderr, r"^plumbline: no window can be opened: .*--headless.*\n$")

    def test_built_in_runbooks_have_names(self):
        result = run("runbook", "lint", "fabricated-apis")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("good", result.stdout)

    def test_connections_are_tested_in_words(self):
        nobody = "http://127.0.0.1:1"
        result = run("sources", "test", "--source", "jaeger", "--base-url", nobody, "--json")
        self.assertEqual(result.returncode, 4, result.stderr)
        verdict = json.loads(result.stdout)["sources"][0]
        self.assertEqual((verdict["name"], verdict["state"], verdict["usable"]), ("jaeger", "bad", False))
        self.assertIn(f"{nobody} refuses connections", verdict["text"])
        result = run("lever", "test", "--profile", "sandbox", "--base-url", nobody)
        self.assertEqual(result.returncode, 4, result.stderr)
        self.assertRegex(result.stdout, rf"^sandbox: bad, {nobody} refuses connections")
        self.assertEqual(run("lever", "test", "--profile", "sandbox", "--base-url", nobody, "--lever", "none").returncode, 2)
        self.assertEqual(run("sources", "test", "--source", "no-such-source").returncode, 3)
        self.assertEqual(run("sources", "test").returncode, 2)

    def test_help_of_every_subcommand_has_an_example(self):
        for command in ("demo", "record", "pull", "sources", "import", "info", "query", "check", "claims", "crash-report", "detect", "judges", "shot", "lever", "room", "runbook", "settings",
                        "verify", "recover", "drill", "bench"):
            result = run(command, "--help")
            self.assertEqual(result.returncode, 0, command)
            self.assertIn("Example", result.stdout, command)
        for work in ("list", "test"):  # and not that of the whole program
            self.assertIn(f"Example: plumbline notify {work} ", run("notify", work, "--help").stdout)

    def test_what_cannot_be_written_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            recording = os.path.join(folder, "r.plumb")
            run("import", os.path.join(DATA, "otlp", "otel-js-3.1-http-json", "001.json"), "--out", recording)
            for arguments in (["query", recording, "--what", "spans", "--jsonl"], ["query", recording, "--what", "spans"],
                              ["info", recording, "--json"], ["verify", recording]):
                with open("/dev/full", "w", encoding="ascii") as full:
                    result = subprocess.run([PLUMBLINE, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
                self.assertEqual(result.returncode, 1, arguments)
                self.assertIn("could be written", result.stderr)
            for out in ("/dev/full", os.path.join(folder, "none", "shot.png")):
                result = run("shot", recording, "--view", "health", "--out", out)
                self.assertEqual(result.returncode, 1, result.stderr)
                self.assertIn("cannot be written", result.stderr)

    def test_version(self):
        self.assertRegex(run("--version").stdout, r"^plumbline \d+\.\d+\.\d+\n$")


class Listening(unittest.TestCase):
    def record(self, *arguments, **environment):
        with tempfile.TemporaryDirectory() as folder:
            recording = os.path.join(folder, "r.plumb")
            kept = {key: value for key, value in os.environ.items() if not key.startswith("PLUMBLINE_TOKEN_")}
            result = run("record", "--out", recording, "--for", "100ms", *arguments, env={**kept, **environment})
            self.assertEqual(os.path.exists(recording), result.returncode == 0, arguments)
            return result

    def test_where_it_may_not_listen_is_refused_before_anything_is_written(self):
        local = ("--otlp", "127.0.0.1:0")
        for arguments, status, hint in (
                (("--otlp", "0.0.0.0:0"), 2, "token"), ((*local, "--grpc", "[::]:0"), 2, "token"),
                (("--otlp", "127.0.0.1"), 2, "--otlp"), ((*local, "--grpc", "::1:1"), 2, "--grpc"),
                ((*local, "--grpc", "example.test:0"), 2, "example.test"), ((*local, "--tls-cert", "c.pem"), 2, "key"),
                ((*local, "--tls-cert", "/none/c.pem", "--tls-key", "/none/k.pem"), 3, "/none/c.pem"),
                ((*local, "--token-file", "/none/token"), 3, "/none/token"), ((*local, "--token-file", "/dev/null"), 3, "no token")):
            result = self.record(*arguments)
            self.assertEqual(result.returncode, status, f"{arguments}: {result.stderr}")
            self.assertIn(hint, result.stderr)

    def test_a_run_that_cannot_begin_leaves_nothing(self):
        with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as taken:
            recording = os.path.join(folder, "r.plumb")
            result = run("record", "--otlp", f"127.0.0.1:{taken.getsockname()[1]}", "--out", recording, "--for", "1s")
            self.assertEqual(result.returncode, 4, result.stderr)
            self.assertEqual(os.listdir(folder), [])
            self.assertEqual(run("import", os.path.join(folder, "none"), "--out", recording).returncode, 3)
            self.assertEqual(os.listdir(folder), [])
            # Its name is missing: found when the recording is open already.
            result = run("pull", "--source", "langfuse", "--token-file", os.path.join(folder, "none"), "--out", recording)
            self.assertNotEqual(result.returncode, 0)
            self.assertEqual(os.listdir(folder), [])

    def test_whoever_holds_the_port_of_the_control_plane_is_named(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            for arguments in (["demo", "--headless", "--for", "1s", "--control", port],
                              ["drill", "--scenario", "fabricated-apis", "--otlp", "http://127.0.0.1:9", "--control", port]):
                result = run(*arguments)
                self.assertEqual(result.returncode, 4, result.stderr)
                self.assertIn(f"(process {os.getpid()})", result.stderr)

    def test_what_is_sent_away_is_counted_by_reason(self):
        with tempfile.TemporaryDirectory() as folder:
            recording = os.path.join(folder, "r.plumb")
            record = subprocess.Popen([PLUMBLINE, "record", "--otlp", "localhost:0", "--out", recording], text=True,
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                      env={**os.environ, "PLUMBLINE_TOKEN_OTLP": "s3cret"})
            self.addCleanup(record.kill)
            url = record.stderr.readline().split()[-1] + "/v1/traces"

            def post(token, content_type):
                headers = {"Authorization": f"Bearer {token}", "Content-Type": content_type}
                try:
                    with urllib.request.urlopen(urllib.request.Request(url, b"{}", headers), timeout=30) as reply:
                        return reply.status
                except urllib.error.HTTPError as error:
                    return error.code

            self.assertEqual(post("s3cret", "application/json"), 200)
            self.assertEqual([post("wr0ng", "application/json"), post("wr0ng", "application/json")], [401, 401])
            self.assertEqual(post("s3cret", "text/html"), 415)
            # While it runs, each reason once.
            lines = [record.stderr.readline(), record.stderr.readline()]
            self.assertTrue(any("sent away: no bearer token" in line for line in lines), lines)
            self.assertTrue(any("sent away: a content type" in line for line in lines), lines)
            record.send_signal(signal.SIGTERM)
            printed, told = record.communicate(timeout=60)
            self.assertEqual((record.returncode, told), (0, ""))
            self.assertIn("3 deliveries refused", printed)
            self.assertIn("2 x no bearer token, or a wrong one", printed)
            info = run("info", recording)
            self.assertRegex(info.stdout, r"deliveries refused +2 x no bearer token")
            counted = json.loads(run("info", recording, "--json").stdout)["refused_deliveries"]
            self.assertEqual(sorted(counted.values()), [1, 2])
            with open(recording, "rb") as file:
                kept = file.read()
            for secret in (b"wr0ng", b"s3cret"):
                self.assertNotIn(secret, kept + printed.encode() + told.encode())
            self.assertEqual(run("verify", recording).returncode, 0)

    def test_a_token_opens_the_network_and_plain_text_is_warned_of(self):
        result = self.record("--otlp", "0.0.0.0:0", "--grpc", "0.0.0.0:0", PLUMBLINE_TOKEN_OTLP="s3cret")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stderr, r"listening on http://0\.0\.0\.0:\d+\nlistening on http://0\.0\.0\.0:\d+ for gRPC\n")
        self.assertIn("plain text", result.stderr)
        self.assertNotIn("s3cret", result.stderr + result.stdout)

    def test_ipv6(self):
        result = self.record("--otlp", "[::1]:0", "--grpc", "[::1]:0")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stderr, r"^listening on http://\[::1\]:\d+\nlistening on http://\[::1\]:\d+ for gRPC\n$")


class Endless(http.server.BaseHTTPRequestHandler):
    """Langfuse with a first page, and a second one that never comes."""
    ROW = {"traceId": "4bf92f3577b34da6a3ce929d0e0e4736", "type": "GENERATION", "name": "answer", "level": "DEFAULT",
           "startTime": "2026-11-23T22:00:00Z", "endTime": "2026-11-23T22:00:02Z", "providedModelName": "gpt-4o",
           "output": {"role": "assistant", "content": "On its way. " * 150}}
    ROWS = 3000
    isAsked, isOver = threading.Event(), threading.Event()

    def do_GET(self):
        if "cursor=" in self.path:
            self.isAsked.set()
            self.isOver.wait(60)
            return
        rows = [{**self.ROW, "id": f"{i + 1:016x}"} for i in range(self.ROWS)]
        body = json.dumps({"data": rows, "meta": {"cursor": "next"}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Pulling(unittest.TestCase):
    def test_what_belongs_to_one_source_is_not_given_to_several(self):
        for option in (("--base-url", "http://127.0.0.1:1"), ("--token-file", "/dev/null"), ("--param", "a=b"), ("--feed", "f")):
            with tempfile.TemporaryDirectory() as folder:
                out = os.path.join(folder, "r.plumb")
                result = run("pull", "--source", "langfuse", "--source", "jaeger", "--out", out, *option)
                self.assertEqual(result.returncode, 2, result.stderr)
                self.assertIn("one source", result.stderr)
                self.assertFalse(os.path.exists(out))

    def test_a_pull_that_ends_early_says_so_and_counts_what_it_kept(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endless)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.addCleanup(Endless.isOver.set)
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "r.plumb")
            url = f"http://127.0.0.1:{server.server_address[1]}"
            pull = subprocess.Popen([PLUMBLINE, "pull", "--source", "langfuse", "--feed", "observations", "--base-url", url,
                                     "--out", out, "--json", "--from", "2026-11-23T21:00:00Z", "--to", "2026-11-23T23:00:00Z"],
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                    env={**os.environ, "PLUMBLINE_TOKEN_LANGFUSE": "pk:sk"})
            self.addCleanup(pull.kill)
            self.assertTrue(Endless.isAsked.wait(60))
            pull.send_signal(signal.SIGINT)
            printed, told = pull.communicate(timeout=60)
            self.assertEqual(pull.returncode, 1, told)
            self.assertIn("ended before all was pulled", told)
            feed = json.loads(printed)["feeds"][0]
            self.assertIs(feed["done"], False)
            self.assertEqual(feed["records"], Endless.ROWS)
            self.assertGreater(feed["accepted"], 0)
            self.assertEqual(feed["accepted"], json.loads(run("info", out, "--json").stdout)["spans"])


class Unreadable(unittest.TestCase):
    def test_what_cannot_be_read_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            text = os.path.join(folder, "text.plumb")
            with open(text, "w") as file:
                file.write("this is no recording, but it is long enough to be looked at as one " * 20)
            foreign = os.path.join(folder, "foreign.db")
            database = sqlite3.connect(foreign)
            database.execute("CREATE TABLE t(x)")
            database.commit()
            database.close()
            for path in (os.path.join(folder, "missing.plumb"), text, foreign):
                for command in (["info", path, "--json"], ["verify", path], ["query", path, "--what", "spans", "--jsonl"]):
                    result = run(*command)
                    self.assertEqual(result.returncode, 3, f"{command}: {result.stderr}")
                    self.assertIn(path, result.stderr)
                    self.assertEqual(result.stdout, "")
            result = run("import", os.path.join(DATA, "otlp/otel-js-3.1-http-json/001.json"), "--out", foreign)
            self.assertEqual(result.returncode, 3, result.stderr)
            self.assertEqual(sqlite3.connect(foreign).execute("SELECT name FROM sqlite_master").fetchall(), [("t",)])


    def test_nothing_is_left_beside_what_is_no_recording(self):
        with tempfile.TemporaryDirectory() as folder:
            def at(name, text=None):
                path = os.path.join(folder, name)
                if text is not None:
                    with open(path, "w") as file:
                        file.write(text)
                return path
            empty, words = at("empty.json", ""), at("words.md", "# Words\n\nno telemetry\n")
            os.mkdir(at("dir"))
            there = sorted(os.listdir(folder))
            for arguments, hint in (
                    (["import", empty, "--out", at("a.plumb")], "there is nothing to import"),
                    (["import", words, "--out", at("b.plumb")], "this is no OTLP"),
                    (["import", words, "--out", at("dir")], "dir is a folder, not a recording"),
                    (["import", empty, "--out", words], "is no recording"),
                    (["record", "--otlp", "127.0.0.1:0", "--for", "1s", "--out", words], "is no recording"),
                    (["detect", at("dir"), "--kind", "score"], "dir is a folder"),
                    (["check", at("dir")], "dir is a folder")):
                result = run(*arguments)
                self.assertEqual(result.returncode, 3, f"{arguments}: {result.stderr}")
                self.assertIn(hint, result.stderr)
                self.assertNotIn("--signal", result.stderr)
                self.assertEqual(sorted(os.listdir(folder)), there, arguments)
            nothing = run("check", empty)
            self.assertEqual(nothing.returncode, 0)
            self.assertIn("there is no answer in it", nothing.stderr)

    def test_a_recording_that_cannot_be_made_is_told_at_once(self):
        with tempfile.TemporaryDirectory() as folder:
            capture = os.path.join(DATA, "otlp", "otel-js-3.1-http-json", "001.json")
            out = os.path.join(folder, "none", "r.plumb")
            for arguments in (["record", "--otlp", "127.0.0.1:0", "--for", "1s"], ["import", capture],
                              ["demo", "--headless", "--for", "1s"],
                              ["pull", "--source", "prometheus", "--base-url", "http://127.0.0.1:1"]):
                result = run(*arguments, "--out", out)
                self.assertEqual(result.returncode, 1, f"{arguments}: {result.stderr}")
                self.assertIn("none/ does not exist", result.stderr)
                self.assertEqual(os.listdir(folder), [], arguments)

    def test_files_of_one_name_are_sources_of_their_own(self):
        with tempfile.TemporaryDirectory() as folder:
            files = [os.path.join(DATA, "otlp", "otel-js-3.1-http-json", "001.json"), os.path.join(folder, "001.json")]
            shutil.copyfile(*files)
            recording = os.path.join(folder, "r.plumb")
            self.assertEqual(run("import", *files, "--out", recording).returncode, 0)
            mapping = run("info", recording, "--mapping").stdout
            self.assertIn("northwind-support by otel-js-3.1-http-json", mapping)

    def test_the_files_of_a_rotated_one_are_one_source(self):
        capture = os.path.join(DATA, "otlp", "otel-js-3.1-http-json")
        with tempfile.TemporaryDirectory() as folder:
            for number, name in enumerate(sorted(name for name in os.listdir(capture) if name[3:] == ".json")):
                shutil.copyfile(os.path.join(capture, name), os.path.join(folder, f"otel-2026-11-27T10-{number:02}-00.000.jsonl"))
            recording = os.path.join(folder, "r.plumb")
            files = sorted(os.path.join(folder, name) for name in os.listdir(folder))
            self.assertGreater(len(files), 2)
            self.assertEqual(run("import", *files, "--out", recording).returncode, 0)
            told = json.loads(run("info", recording, "--mapping", "--json").stdout)
            self.assertEqual([(row["source"], row["service"]) for row in told["mapping"]], [("otel", "northwind-support")])
            self.assertFalse([line for line in told["mapping"][0]["cannot_tell"] if line.startswith("No answers captured")])
            self.assertEqual({row["source"] for row in told["links"]}, {"otel"})


class Sources(unittest.TestCase):
    def test_a_list_tells_parameters_feeds_and_what_they_ask_for(self):
        listed = run("pull", "--list")
        self.assertEqual(listed.returncode, 0, listed.stderr)
        for line in ("prometheus: Prometheus, http://127.0.0.1:9090", "  --param score=llm_groundedness_score",
                     "  --feed metrics (prometheus, every 15 s)", "jaeger: "):
            self.assertIn(line + ("" if line.endswith(" ") else "\n"), listed.stdout)
        self.assertIn("({{score}})", listed.stdout)
        one, = json.loads(run("pull", "--list", "--source", "prometheus", "--json").stdout)["sources"]
        self.assertEqual(one["parameters"]["score"], "llm_groundedness_score")
        self.assertIn("metrics", [feed["feed"] for feed in one["feeds"]])
        for arguments in (["--out", "x"], ["--source", "jaeger"]):
            self.assertEqual(run("pull", *arguments).returncode, 2)

    def test_each_mistake_of_a_source_has_a_line(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "bad.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write("id: bad\nbase_url: http://127.0.0.1:1\ncolour: red\n"
                           "feeds:\n  - id: f\n    shape: prometheus\n    queries: [avg(x)]\n")
            result = run("pull", "--source", path, "--out", os.path.join(folder, "r.plumb"))
            self.assertEqual(result.returncode, 3)
            lines = result.stderr.splitlines()
            self.assertGreater(len(lines), 1, result.stderr)
            for line in lines:
                self.assertRegex(line, rf"^plumbline: {path}:\d+:\d+: ")

    def test_a_pull_that_failed_is_told_by_its_recording(self):
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "r.plumb")
            failed = run("pull", "--source", "prometheus", "--feed", "alerts", "--base-url", "http://127.0.0.1:9", "--out", out)
            self.assertEqual(failed.returncode, 4, failed.stderr)
            link, = json.loads(run("info", out, "--json").stdout)["links"]
            self.assertEqual(link["state"], "closed")
            self.assertTrue(link["reason"].startswith("failed, alerts: "), link)
            self.assertIn("prometheus: closed: failed, alerts: ", run("info", out).stdout)

    def test_metrics_are_listed(self):
        point = {"timeUnixNano": "1795471200000000000", "count": "4", "sum": 8, "bucketCounts": ["2", "2"], "explicitBounds": [3]}
        body = {"resourceMetrics": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]},
                                     "scopeMetrics": [{"scope": {"name": "meter"}, "metrics": [
                                         {"name": "latency", "unit": "s",
                                          "histogram": {"aggregationTemporality": 2, "dataPoints": [point]}}]}]}]}
        with tempfile.TemporaryDirectory() as folder:
            path, out = os.path.join(folder, "metrics.json"), os.path.join(folder, "r.plumb")
            with open(path, "w", encoding="utf-8") as file:
                json.dump(body, file)
            self.assertEqual(run("import", path, "--out", out).returncode, 0)
            metric, = json.loads(run("info", out, "--mapping", "--json").stdout)["metrics"]
            self.assertEqual({name: metric[name] for name in ("service", "source", "name", "unit", "kind", "temporality", "points")},
                             {"service": "shop", "source": "meter", "name": "latency", "unit": "s", "kind": "histogram",
                              "temporality": "cumulative", "points": 1})
            text = run("info", out, "--mapping").stdout
            self.assertRegex(text, r"metrics of shop, told by meter\n  latency +s +histogram, cumulative, 1 point\n")
            self.assertNotIn("older Plumbline", text)


class Recording(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.recording = os.path.join(cls.folder.name, "r.plumb")
        capture = os.path.join(DATA, "otlp", "otel-js-3.1-http-json")
        files = [os.path.join(capture, name) for name in sorted(os.listdir(capture)) if name[3:] == ".json"]
        cls.imported = run("import", *files, "--out", cls.recording, "--as", "2026-11-24T00:00:00Z")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def rows(self, what, *arguments):
        result = run("query", self.recording, "--what", what, "--jsonl", *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def test_import_counts(self):
        self.assertEqual(self.imported.returncode, 0, self.imported.stderr)
        info = json.loads(run("info", self.recording, "--json").stdout)
        self.assertEqual((info["spans"], info["logs"], info["duplicates"], info["rejected"]), (13, 12, 0, 0))
        self.assertEqual(info["services"], ["northwind-support"])
        self.assertEqual(info["recorded_first"], info["recorded_last"])
        self.assertEqual(os.stat(self.recording).st_mode & 0o777, 0o600)

    def test_generation_has_the_fields_of_the_contract(self):
        generation, = self.rows("generations", "--trace", RAG_TRACE)
        self.assertEqual(generation["model_requested"], "gpt-4o-mini")
        self.assertEqual(generation["model_served"], "gpt-4o-mini-2024-07-18")
        self.assertEqual((generation["input_tokens"], generation["output_tokens"]), (312, 27))
        self.assertEqual(generation["finish_reasons"], ["stop"])
        self.assertEqual(generation["content_state"], "captured")
        self.assertIsNone(generation["adapter"])
        # The capture's log events add a message of their own to what stands on the span.
        self.assertEqual([message["role"] for message in generation["input_messages"]][:2], ["system", "user"])
        self.assertIn("90 days", generation["output_messages"][0]["parts"][0]["content"])

    def test_the_planted_contradiction_is_suspect_and_judged(self):
        suspects = self.rows("suspects")
        self.assertIn(RAG_TRACE, [suspect["trace_id"] for suspect in suspects])
        judged = [row for row in self.rows("evaluations", "--trace", RAG_TRACE) if row["check"] == "Faithfulness"]
        # Sent twice by the client: as a log event and as a span event.
        self.assertEqual({(row["origin"], row["state"], row["value"]) for row in judged}, {("telemetry", "failed", 0.08)})

    def test_a_suspect_starts_when_its_call_does(self):
        starts = {row["span_id"]: row["start_ns"] for row in self.rows("generations")}
        suspects = self.rows("suspects")
        self.assertEqual([row["start_ns"] for row in suspects], [starts[row["span_id"]] for row in suspects])
        for row in suspects:
            self.assertGreaterEqual(row["time_ns"], row["start_ns"])

    def test_rows_as_text_show_what_they_are_of(self):
        for what in ("spans", "generations", "steps", "evaluations", "signals", "judges", "suspects", "clusters", "timeline"):
            header, *rows = run("query", self.recording, "--what", what).stdout.splitlines()
            self.assertTrue(rows, what)
            fields = {field.removesuffix("_ns") for field in self.rows(what)[0]}
            self.assertLessEqual(set(header.split()), fields, what)
            self.assertTrue(all(row.strip() for row in rows), what)
        self.assertIn("Faithfulness", run("query", self.recording, "--what", "judges").stdout)

    def test_judges_are_held_against_a_golden_set(self):
        before, = [row for row in self.rows("judges") if row["check"] == "Faithfulness"]
        self.assertIsNone(before["with_golden"])
        generation, = self.rows("generations", "--trace", RAG_TRACE)
        answer = generation["output_messages"][0]["parts"][0]["content"]
        golden = os.path.join(self.folder.name, "golden.yaml")
        for verdict, share in (("wrong", 1), ("sound", 0)):
            with open(golden, "w", encoding="utf-8") as file:
                file.write(f"golden:\n  - answer: {json.dumps('  ' + answer)}\n    verdict: {verdict}\n")
            self.assertIn("good, 1 golden answers", run("judges", "lint", golden).stdout)
            row, = [row for row in self.rows("judges", "--golden", golden) if row["check"] == "Faithfulness"]
            self.assertEqual((row["with_golden"]["n"], row["with_golden"]["items"], row["with_golden"]["share"]), (1, 1, share))
            self.assertEqual(row["with_golden"]["last_ns"], row["last_ns"])
            self.assertLess(row["with_golden"]["share_low"], row["with_golden"]["share_high"])
            beside = os.path.join(self.folder.name, "plumbline")
            os.makedirs(beside, exist_ok=True)
            os.replace(golden, os.path.join(beside, "golden.yaml"))
            own = run("query", self.recording, "--what", "judges", "--jsonl",
                      env=os.environ | {"XDG_CONFIG_HOME": self.folder.name})
            found = [json.loads(line) for line in own.stdout.splitlines()]
            self.assertEqual([row["with_golden"] for row in found if row["check"] == "Faithfulness"], [row["with_golden"]])
        self.assertEqual(run("query", self.recording, "--what", "spans", "--golden", golden).returncode, 2)
        with open(golden, "w", encoding="utf-8") as file:
            file.write("golden:\n  - answer: a\n    verdict: wrong\n  - answer: a\n    verdict: sound\n")
        for arguments, status in ((("query", self.recording, "--what", "judges", "--golden", golden), 3),
                                  (("judges", "lint", golden), 1)):
            result = run(*arguments)
            self.assertEqual(result.returncode, status)
            self.assertIn("golden.yaml:4:5: the item of line 2 says the opposite", result.stdout + result.stderr)
        self.assertEqual(run("judges", "lint", golden + ".none").returncode, 3)

    def test_results_that_are_about_no_answer_are_told(self):
        placed = sum(row["evaluations"] for row in self.rows("judges"))
        self.assertEqual(sum(row["origin"] == "telemetry" for row in self.rows("evaluations")), placed + 1)
        self.assertIn("note: 1 result of judges about no answer", run("query", self.recording, "--what", "judges").stderr)

    def test_nothing_was_known_before_it_was_recorded(self):
        for what in ("spans", "generations", "evaluations", "suspects", "timeline"):
            self.assertEqual(self.rows(what, "--as-known-at", "2026-11-23T23:59:59Z"), [], what)

    def test_a_picture_is_of_the_moment_that_was_asked_for(self):
        out = os.path.join(self.folder.name, "shot.png")
        info = json.loads(run("info", self.recording, "--json").stdout)
        for moment in ("1999-01-01T00:00:00Z", "2126-01-01T00:00:00Z"):
            result = run("shot", self.recording, "--view", "health", "--at", moment, "--out", out)
            self.assertEqual(result.returncode, 2, result.stderr)
            self.assertIn("outside the recording", result.stderr)
            self.assertFalse(os.path.exists(out))
        for moment in (info["first"], info["last"]):
            result = run("shot", self.recording, "--view", "health", "--at", str(moment), "--out", out)
            self.assertEqual(result.returncode, 0, result.stderr)
        for option in (("--at", info["last"]), ("--trace", RAG_TRACE), ("--service", "shop")):
            result = run("shot", "--demo", "--view", "runbook", "--out", out, *map(str, option))
            self.assertEqual(result.returncode, 2, result.stderr)
            self.assertIn("no meaning", result.stderr)
        for arguments, said in ((("--demo", "--at", info["last"]), "no meaning"), ((self.recording,), "of --demo")):
            result = run("shot", *map(str, arguments), "--fixed", "--view", "health", "--out", out)
            self.assertEqual(result.returncode, 2, result.stderr)
            self.assertIn(said, result.stderr)

    def test_a_picture_of_what_is_not_there_is_refused(self):
        out = os.path.join(self.folder.name, "none.png")
        for option in (("--service", "shop"), ("--trace", "f" * 32)):
            result = run("shot", self.recording, "--view", "trace", "--out", out, *option)
            self.assertEqual(result.returncode, 2, result.stderr)
            self.assertIn("knows no", result.stderr)
            self.assertFalse(os.path.exists(out))

    def test_reading_leaves_nothing_beside_a_recording(self):
        with tempfile.TemporaryDirectory() as folder:
            recording, broken = os.path.join(folder, "r.plumb"), os.path.join(folder, "broken.plumb")
            shutil.copyfile(self.recording, recording)
            with open(recording, "rb") as file:
                whole = file.read()
            with open(broken, "wb") as file:
                file.write(whole[:len(whole) // 2])
            for name in (recording, broken):
                for arguments in (["info", name], ["query", name, "--what", "spans"], ["verify", name],
                                  ["shot", name, "--view", "health", "--out", os.path.join(folder, "s.png")]):
                    run(*arguments)
                    self.assertEqual([each for each in os.listdir(folder) if each.startswith(os.path.basename(name) + "-")], [],
                                     arguments)
            with open(recording, "rb") as file:
                self.assertEqual(file.read(), whole)

    def test_nothing_found_is_told(self):
        result = run("query", self.recording, "--what", "actions")
        self.assertEqual((result.returncode, result.stdout), (0, ""))
        self.assertRegex(result.stderr, r"^note: nothing found: no actions in .* fit what was asked for\n")

    def test_limits_and_filters(self):
        self.assertEqual(len(self.rows("spans", "--limit", "4")), 4)
        self.assertEqual(self.rows("spans", "--service", "nobody"), [])
        self.assertEqual(self.rows("spans", "--to", "2020-01-01T00:00:00Z"), [])
        self.assertEqual(run("query", self.recording, "--what", "spans", "--from", "yesterday").returncode, 2)

    def test_the_least_probability_is_of_suspects_only(self):
        every = self.rows("suspects", "--minimum", "0")
        self.assertLess(len(self.rows("suspects", "--minimum", "0.9")), len(every))
        for what in ("spans", "alarms", "evaluations"):
            result = run("query", self.recording, "--what", what, "--minimum", "0.5", "--jsonl")
            self.assertEqual((result.returncode, result.stdout), (2, ""), what)
            self.assertIn("--minimum means nothing", result.stderr)

    def test_suspects_are_filtered_and_say_what_speaks_for_and_against(self):
        every = self.rows("suspects")
        some = self.rows("suspects", "--where", "service:northwind* prob>0.5 model_served=gpt-4o-mini-2024-07-18")
        self.assertEqual([row["trace_id"] for row in some],
                         [row["trace_id"] for row in every if row["service"].startswith("northwind") and row["probability"] > 0.5
                          and row["model_served"] == "gpt-4o-mini-2024-07-18"])
        self.assertTrue(some)
        others = self.rows("suspects", "--where", "-service:northwind*")
        self.assertEqual(len(others), len([row for row in every if not row["service"].startswith("northwind")]))
        planted, = self.rows("suspects", "--where", f"trace:{RAG_TRACE}")
        self.assertIn("Faithfulness", [item["check"] for item in planted["for"]])
        for item in planted["for"] + planted["against"]:
            self.assertAlmostEqual(item["without"] + item["adds"], planted["probability_recorded"], places=6)
        self.assertEqual(planted["standing"], "none")
        result = run("query", self.recording, "--what", "suspects", "--where", "prob>high", "--jsonl")
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn("--where, at byte 6: “high” is no number.", result.stderr)
        result = run("query", self.recording, "--what", "suspects", "--where", "modle:x", "--jsonl")
        self.assertIn("is 'model' meant?", result.stderr)
        self.assertEqual(run("query", self.recording, "--what", "spans", "--where", "a").returncode, 2)
        for wrong, says in (("verdict:wrong", "none, confirmed, dismissed"), ("prob>60", "0.6 or 60%"), ("prob:0.8..0.6", "Nothing lies in")):
            result = run("query", self.recording, "--what", "suspects", "--where", wrong, "--jsonl")
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertIn(says, result.stderr)
        # Told also where nobody is left to be asked for it.
        result = run("query", self.recording, "--what", "suspects", "--where", "service:nosuch modle:x", "--jsonl")
        self.assertIn("'modle' is no field of suspects; is 'model' meant?", result.stderr)
        self.assertEqual(run("query", self.recording, "--what", "suspects", "--alarm", "A-9999").returncode, 2)
        result = run("query", self.recording, "--what", "suspects", "--alarm", "A-9999", "--from", "0")
        self.assertEqual(result.returncode, 2)
        self.assertIn("mean nothing beside it", result.stderr)

    def test_clusters_hold_every_suspect_once(self):
        suspects = {(row["trace_id"], row["span_id"]) for row in self.rows("suspects")}
        clusters = self.rows("clusters")
        members = [(member["trace_id"], member["span_id"]) for row in clusters for member in row["members"]]
        self.assertEqual(len(members), len(set(members)))
        self.assertEqual(set(members), suspects)
        self.assertAlmostEqual(sum(row["share"] for row in clusters), 1)
        for row in clusters:
            self.assertIn(row["medoid"], row["members"])
            self.assertEqual(row["size"], len(row["members"]))

    def test_chain_is_intact_and_a_forged_entry_is_found(self):
        self.assertEqual(run("verify", self.recording).returncode, 0)
        forged = os.path.join(self.folder.name, "forged.plumb")
        source, target = sqlite3.connect(self.recording), sqlite3.connect(forged)
        source.backup(target)
        target.execute("UPDATE timeline SET text = text || '.' WHERE sequence = 1")
        target.commit()
        target.close()
        result = run("verify", forged)
        self.assertEqual(result.returncode, 1)
        self.assertIn("entry 1", result.stdout)

    def interrupted(self, folder, files):
        """What an import of many files does that is interrupted at its first word: stderr has hardly any room."""
        importing = subprocess.Popen([PLUMBLINE, "import", *files, "--out", os.path.join(folder, "r.plumb")],
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(importing.kill)
        fcntl.fcntl(importing.stderr, fcntl.F_SETPIPE_SZ, 4096)
        told = os.read(importing.stderr.fileno(), 1)
        importing.send_signal(signal.SIGINT)
        told += importing.communicate(timeout=60)[1]
        return importing.returncode, told.decode()

    def test_an_interrupted_import_says_what_it_did_not_read(self):
        with tempfile.TemporaryDirectory() as folder:
            half = os.path.join(folder, "half.jsonl")
            with open(os.path.join(DATA, "otlp", "otel-js-3.1-http-json", "001.json"), encoding="utf-8") as file:
                good = json.dumps(json.load(file))
            with open(half, "w", encoding="utf-8") as file:
                file.write(good + "\nnot json\n")
            status, told = self.interrupted(folder, [half] * 200)
            self.assertEqual(status, 1, told)
            self.assertRegex(told, r"interrupted: \d+ of 200 files were not read")
        with tempfile.TemporaryDirectory() as folder:
            status, told = self.interrupted(folder, [os.path.join(folder, f"none-{i}") for i in range(200)])
            self.assertEqual(status, 3, told)  # the worst of it
            self.assertRegex(told, r"interrupted: \d+ of 200 files were not read")
            self.assertEqual(os.listdir(folder), [])

    def test_importing_again_changes_nothing(self):
        again = os.path.join(self.folder.name, "again.plumb")
        capture = os.path.join(DATA, "otlp", "otel-js-3.1-http-json", "001.json")
        run("import", capture, "--out", again)
        run("import", capture, "--out", again)
        info = json.loads(run("info", again, "--json").stdout)
        self.assertEqual((info["spans"], info["duplicates"]), (13, 13))


HOSTILE = "\x1b]0;gone\x07\x1b[2J\x9b31m\u202eevil\u200b"
UNSAFE = set("\x1b\x07\x9b\u202e\u200b")


class Terminal(unittest.TestCase):
    """Whatever a file, a name or an argument holds, what is printed for people cannot command the terminal."""

    def assertTame(self, result, *parts):
        for stream in (result.stdout, result.stderr):
            self.assertEqual(UNSAFE & set(stream), set(), repr(stream))
        for part in parts:
            self.assertIn(part, result.stdout + result.stderr)

    def test_errors(self):
        self.assertTame(run("info", HOSTILE), "\u241b]0;gone\u2407", "\u27e6U+009B\u27e731m", "\u27e6U+202E\u27e7evil")
        self.assertTame(run("query", "x", "--what", HOSTILE), "evil")
        self.assertTame(run("info", "x", HOSTILE), "evil")
        self.assertTame(run("lever", "read", "--profile", HOSTILE, "--lever", "x"), "evil")
        with tempfile.TemporaryDirectory() as folder:
            self.assertTame(run("import", HOSTILE, "--out", os.path.join(folder, "r.plumb")), "evil")
        self.assertTame(run("check", "-", input='{"id": "' + "x" * 40 + '", ' + HOSTILE + "}\n"), ":1:")

    def test_runbooks(self):
        quoted = json.dumps(HOSTILE)  # YAML takes it
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "r.md")
            with open(path, "w", encoding="utf-8") as file:
                file.write(f"---\nid: r\ntitle: r\n---\n\nRead {HOSTILE} on\ntwo lines.\n\n"
                           f"```step\nid: s\nkind: manual\ntitle: {quoted}\nnote: {quoted}\n```\n")
            self.assertTame(run("runbook", "lint", path))
            self.assertTame(run("runbook", "run", path, "--step", "s"), "Read \u241b]0;gone", "on\ntwo lines", "evil")
            with open(path, "a", encoding="utf-8") as file:
                file.write(f"\n```step\nid: t\nkind: {quoted}\n```\n")
            self.assertTame(run("runbook", "lint", path), "unknown kind")

    def test_levers(self):
        quoted = json.dumps(HOSTILE)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "p.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write("id: p\nbase_url: http://127.0.0.1:1\nenvironment: test\noperations:\n"
                           "  o: {read: {path: /, value: {pointer: /v}}, write: {path: /, body: {}, method: PUT, "
                           "reply: [{when: {status: 200}, outcome: accepted}]}}\n"
                           f"levers:\n  - {{id: l, kind: pin, target: t, title: {quoted}, operations: o}}\n")
            result = run("lever", "list", "--profile", path)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertTame(result, "evil")


class Entries(unittest.TestCase):
    """The filters of verdicts, actions and the timeline."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.recording = os.path.join(cls.folder.name, "r.plumb")
        run("import", os.path.join(DATA, "otlp", "otel-js-3.1-http-json", "001.json"), "--out", cls.recording)
        generation = json.loads(run("query", cls.recording, "--what", "generations", "--trace", RAG_TRACE, "--jsonl").stdout)
        cls.model = generation["model_served"]
        database = sqlite3.connect(cls.recording)
        sequence, = database.execute("SELECT max(sequence) FROM timeline").fetchone()

        def add(kind, subject, text, payload):
            nonlocal sequence
            sequence += 1
            database.execute("INSERT INTO timeline(sequence, time_ns, recorded_ns, kind, actor, subject, text, payload, "
                             "previous_hash, hash) VALUES(?, ?, ?, ?, 'ada', ?, ?, ?, '', '')",
                             (sequence, sequence, sequence, kind, subject, text, json.dumps(payload)))

        add("verdict", f"{RAG_TRACE}/{generation['span_id']}", "wrong", {"verdict": "wrong"})
        add("verdict", "0" * 31 + "1/" + "0" * 15 + "1", "of an answer that is not here", {})
        for target in ("northwind-support", "other"):
            add("action", f"breaker:{target}", f"trip {target}",
                {"target": target, "lever_kind": "breaker", "to": "tripped", "before": {"value": "reset"}})
            add("rung", f"pin:{target}", f"pin {target}",
                {"target": target, "lever_kind": "pin", "to": "m-2", "before": {"value": "m-1"}})
        add("lever", "", "found", {"pin:other": {"target": "other", "lever_kind": "pin", "value": "m-1"}})
        add("credit", "pin:other", "moved by bob", {"entry": sequence, "lever": "pin:other", "target": "other", "person": "bob"})
        add("note", "", "a note", {})
        database.commit()
        database.close()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def texts(self, what, *arguments):
        result = run("query", self.recording, "--what", what, "--jsonl", *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return [json.loads(line)["text"] for line in result.stdout.splitlines()]

    def test_what_people_said_in_the_telemetry_is_a_verdict(self):
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "r.plumb")
            capture = os.path.join(DATA, "otlp", "openinference-openai", "001.bin")
            self.assertEqual(run("import", capture, "--out", out).returncode, 0)

            def rows(what):
                return [json.loads(line) for line in run("query", out, "--what", what, "--jsonl").stdout.splitlines()]
            said = [row for row in rows("verdicts") if row["actor"] == "ticket-5512"]
            self.assertEqual([row["payload"]["check"] for row in said], ["user_thumbs"])
            self.assertNotIn("ticket-5512", [row["evaluator"] for row in rows("judges")])
            self.assertFalse({"LLM", "CODE", "HUMAN"} & {row["evaluator"] for row in rows("evaluations")})
            unknown = [name["attribute"] for source in json.loads(run("info", out, "--mapping", "--json").stdout)["mapping"]
                       for dialect in source["dialects"] for name in dialect["unknown"]]
            self.assertTrue([name for name in unknown if name.startswith("session.annotations.0")], unknown)

    def test_verdicts(self):
        for arguments in (["--trace", RAG_TRACE], ["--service", "northwind-support"], ["--model", self.model],
                          ["--model", "gpt-4o-mini"], ["--trace", RAG_TRACE, "--service", "northwind-support"]):
            self.assertEqual(self.texts("verdicts", *arguments), ["wrong"], arguments)
        for arguments in (["--trace", "f" * 32], ["--service", "other"], ["--model", "none"],
                          ["--trace", RAG_TRACE, "--service", "other"]):
            self.assertEqual(self.texts("verdicts", *arguments), [], arguments)
        self.assertEqual(len(self.texts("verdicts")), 2)

    def test_actions_and_timeline(self):
        self.assertEqual(self.texts("actions", "--service", "other"), ["trip other", "pin other", "found", "moved by bob"])
        self.assertEqual(self.texts("actions", "--model", "m-2", "--service", "other"), ["pin other"])
        self.assertEqual(self.texts("actions", "--model", "tripped"), [])
        self.assertEqual(self.texts("actions", "--service", "other", "--limit", "1"), ["trip other"])
        self.assertEqual(self.texts("timeline", "--service", "northwind-support"),
                         ["wrong", "trip northwind-support", "pin northwind-support"])
        self.assertEqual(self.texts("timeline", "--trace", RAG_TRACE), ["wrong"])

    def test_what_is_of_services_is_told_while_the_trace_ran(self):
        spans = [json.loads(line) for line in
                 run("query", self.recording, "--what", "spans", "--trace", RAG_TRACE, "--jsonl").stdout.splitlines()]
        start, end = min(span["start_ns"] for span in spans), max(span["end_ns"] for span in spans)
        second = 1_000_000_000
        copy = os.path.join(self.folder.name, "copy.plumb")
        shutil.copy(self.recording, copy)
        database = sqlite3.connect(copy)
        sequence, = database.execute("SELECT max(sequence) FROM timeline").fetchone()
        for target in ("northwind-support", "other"):
            for time in (start - 5 * second, start, end + 5 * second):
                sequence += 1
                database.execute("INSERT INTO timeline(sequence, time_ns, recorded_ns, kind, actor, subject, text, payload, "
                                 "previous_hash, hash) VALUES(?, ?, ?, 'action', 'ada', ?, ?, ?, '', '')",
                                 (sequence, time, time, f"breaker:{target}", f"{target} {(time - start) // second}",
                                  json.dumps({"target": target, "lever_kind": "breaker", "to": "tripped"})))
        service, = database.execute("SELECT id FROM strings WHERE text='northwind-support'").fetchone()
        for name, state, time in (("A-0001", 0, start - 60 * second), ("A-0002", 0, start - 60 * second), ("A-0002", 4, start - 30 * second),
                                  ("A-0003", 0, end + 60 * second)):
            database.execute("INSERT INTO alarms(alarm, state, service, check_name, severity, sentence, rate_before, rate_now, "
                             "observations, evidence, onset_ns, time_ns, recorded_ns, actor, shelved_until_ns) "
                             "VALUES(?, ?, ?, 0, 1, '', 0, 1, 9, 9, ?, ?, ?, '', 0)", (name, state, service, time, time, time))
        database.commit()
        database.close()

        def rows(what, *arguments):
            result = run("query", copy, "--what", what, "--trace", RAG_TRACE, "--jsonl", *arguments)
            self.assertEqual(result.returncode, 0, result.stderr)
            return [json.loads(line) for line in result.stdout.splitlines()]

        self.assertEqual([row["text"] for row in rows("actions")], ["northwind-support 0"])
        self.assertEqual(rows("actions", "--service", "other"), [])
        self.assertEqual([row["alarm"] for row in rows("alarms")], ["A-0001"]) # open all the while
        for what in ("alarms", "incidents"): # likewise of any range: nothing has to have happened in it
            result = run("query", copy, "--what", what, "--from", str(start), "--to", str(end), "--jsonl")
            self.assertEqual(len(result.stdout.splitlines()), 1, result.stdout)
            self.assertIn("A-0001", result.stdout)
        signals = rows("signals")
        self.assertTrue(signals)
        for row in signals:
            self.assertEqual(row["service"], "northwind-support")
            self.assertTrue(start - second < row["bucket_ns"] <= end, row)
        self.assertEqual(len(rows("signals", "--limit", "1")), 1)
        for what in ("actions", "alarms", "signals"):
            result = run("query", copy, "--what", what, "--trace", "f" * 32, "--jsonl")
            self.assertEqual((result.returncode, result.stdout), (0, ""), what)

    def test_numbers_of_alarms_tell_what_they_were_counted_from(self):
        copy = os.path.join(self.folder.name, "counted.plumb")
        shutil.copy(self.recording, copy)
        signals = [json.loads(line) for line in run("query", copy, "--what", "signals", "--jsonl").stdout.splitlines()]
        first = next(row for row in signals if row["count"] > 0)
        same = [row for row in signals if all(row[key] == first[key] for key in ("service", "operation", "check"))]
        onset = min(row["bucket_ns"] for row in same)
        database = sqlite3.connect(copy)
        texts = [database.execute("SELECT id FROM strings WHERE text=?", (first[key],)).fetchone()[0]
                 for key in ("service", "operation", "check")]
        for state, sentence, time in ((0, "raised so", onset + 1), (4, "it is over", onset + 10**12)):
            database.execute("INSERT INTO alarms(alarm, state, service, operation, check_name, severity, sentence, rate_before, rate_now, "
                             "observations, evidence, onset_ns, time_ns, recorded_ns, actor, shelved_until_ns, failed_before, "
                             "observations_before, rate_now_low, rate_now_high, onset_low_ns, onset_high_ns) "
                             "VALUES('A-0001', ?, ?, ?, ?, 1, ?, 0, 0.8, 11, 9, ?, ?, ?, 'detector', 0, 0, 352, 0.5, 0.95, ?, ?)",
                             (state, *texts, sentence, onset, time, time, onset - 5, onset + 7))
        database.commit()
        database.close()
        row = json.loads(run("query", copy, "--what", "alarms", "--jsonl").stdout)
        self.assertEqual((row["sentence"], row["raised_sentence"]), ("it is over", "raised so"))
        self.assertEqual((row["rate_before_count"], row["rate_before_n"]), (0, 352))
        self.assertEqual((row["rate_now_interval"], row["onset_interval"]), ([0.5, 0.95], [onset - 5, onset + 7]))
        latest = row["rate_latest"]
        count, failed = sum(one["count"] for one in same), sum(one["failed"] for one in same)
        self.assertEqual((latest["n"], latest["rate"]), (count, failed / count))
        self.assertTrue(latest["interval"][0] <= latest["rate"] <= latest["interval"][1], latest)
        self.assertEqual((latest["from_ns"], latest["to_ns"]), (onset, max(one["bucket_ns"] for one in same) + 10**9))
        early = run("query", copy, "--what", "alarms", "--as-known-at", str(onset + 1), "--jsonl").stdout
        self.assertIsNone(json.loads(early)["rate_latest"]) # nothing was recorded by then

    def test_signals_of_one_service(self):
        rows = run("query", self.recording, "--what", "signals", "--service", "northwind-support", "--jsonl").stdout.splitlines()
        self.assertGreater(len(rows), 0)
        self.assertEqual(len(rows), len(run("query", self.recording, "--what", "signals", "--jsonl").stdout.splitlines()))


class Options(unittest.TestCase):
    def test_options_that_would_do_nothing_are_refused(self):
        for arguments in (["lever", "list", "--profile", "sandbox", "--lever", "x"],
                          ["lever", "list", "--profile", "sandbox", "--to", "x"],
                          ["lever", "read", "--profile", "sandbox", "--lever", "x", "--to", "y"],
                          ["lever", "undo", "--profile", "sandbox", "--lever", "x", "--to", "y"],
                          ["--profile", "sandbox", "x.plumb"], ["--profile", "sandbox", "info", "x.plumb"]):
            result = run(*arguments)
            self.assertEqual(result.returncode, 2, f"{arguments}: {result.stderr}")

    def test_a_demo_is_not_recorded_behind_another(self):
        with tempfile.TemporaryDirectory() as folder:
            recording = os.path.join(folder, "r.plumb")
            result = run("demo", "--headless", "--for", "1s", "--out", recording)
            self.assertEqual(result.returncode, 0, result.stderr)
            spans = json.loads(run("info", recording, "--json").stdout)["spans"]
            result = run("demo", "--headless", "--for", "1s", "--out", recording)
            self.assertEqual(result.returncode, 2, result.stderr)
            self.assertIn(recording, result.stderr)
            self.assertIn("--out", result.stderr)
            self.assertEqual(json.loads(run("info", recording, "--json").stdout)["spans"], spans)

    def test_a_drill_is_recorded_at_once_as_it_would_have_been(self):
        with tempfile.TemporaryDirectory() as folder:
            recording = os.path.join(folder, "r.plumb")
            arguments = ["drill", "--scenario", "ungrounded-prompt", "--seed", "3", "--mixed", "--for", "80s", "--out", recording,
                         "--start", "2026-11-01T08:00:00Z", "--move", "70s=prompt:support-bot=7"]
            result = run(*arguments)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn("fault at 2026-11-01T08:00:40.000000000Z (prompt_regression)", result.stdout)
            self.assertIn("harmless change at 2026-11-01T08:00:36", result.stdout)
            info = json.loads(run("info", recording, "--json").stdout)
            self.assertTrue(info["first"].startswith("2026-11-01T08:00:0"), info["first"])
            self.assertTrue(info["recorded_last"].startswith("2026-11-01T08:01:"), info["recorded_last"])
            alarms = [json.loads(line) for line in run("query", recording, "--what", "alarms", "--jsonl").stdout.splitlines()]
            self.assertEqual([(alarm["service"], alarm["check"]) for alarm in alarms], [("support-bot", "groundedness")])
            fault = 1793520040 * 10 ** 9
            self.assertTrue(fault < alarms[0]["raised_ns"] < fault + 30 * 10 ** 9, alarms)

            def raised(*narrowed):
                found = run("query", recording, "--what", "suspects", "--alarm", alarms[0]["alarm"], *narrowed, "--jsonl")
                return [json.loads(line) for line in found.stdout.splitlines()]

            self.assertTrue(raised("--service", "support-bot"))
            self.assertEqual(len(raised("--service", "support-bot")), len(raised()))
            for narrowed in (("--service", "nosuch"), ("--model", "nosuch"), ("--minimum", "1"), ("--trace", "ab" * 16)):
                self.assertEqual(raised(*narrowed), [], narrowed)
            # What they share, beside the judged answers of their service.
            shared = run("query", recording, "--what", "differences", "--alarm", alarms[0]["alarm"], "--jsonl")
            rows = [json.loads(line) for line in shared.stdout.splitlines()]
            self.assertTrue(rows, shared.stderr)
            self.assertEqual({row["suspects"] for row in rows}, {len(raised())}, shared.stderr)
            self.assertEqual({row["service"] for row in rows}, {"support-bot"})
            self.assertEqual(len({row["is_sure"] for row in rows}), 1)
            self.assertIn("(of the alarm)", shared.stderr)
            moved = [json.loads(line) for line in run("query", recording, "--what", "timeline", "--jsonl").stdout.splitlines()]
            self.assertEqual([entry["subject"] for entry in moved if entry["kind"] == "lever"], [None, "prompt:support-bot"])
            self.assertEqual(run("verify", recording).returncode, 0)
            again = run(*arguments)
            self.assertEqual(again.returncode, 1)
            self.assertIn("exists already", again.stderr)
            for wrong in (["--otlp", "http://127.0.0.1:9"], ["--speed", "2"], ["--move", "soon"], ["--move", "1s=knob:x=1"],
                          ["--move", "1s=prompt:nosuch=7"], ["--move", "9h=prompt:support-bot=7"],
                          ["--start", "yesterday"]):
                self.assertEqual(run(*arguments, *wrong).returncode, 2, wrong)
            self.assertEqual(run("drill", "--scenario", "overload").returncode, 2)


class Filters(unittest.TestCase):
    def test_check_points_into_the_output_by_code_points(self):
        line = {"id": "a", "task": "qa", "context": "The fee is 15 euros.", "prompt": "What is the fee?",
                "output": "\U0001F600 The fee is 97 euros."}
        result = run("check", "-", input=json.dumps(line) + "\n")
        self.assertEqual(result.returncode, 0, result.stderr)
        row = json.loads(result.stdout)
        self.assertEqual(row["id"], "a")
        self.assertTrue(0 <= row["suspicion"] <= 1)
        number = [span for span in row["spans"] if span["kind"] == "novel_number"]
        self.assertEqual([line["output"][span["start"]:span["end"]] for span in number], ["97"])

    def test_check_gives_ids_back_digit_for_digit(self):
        for number in ("9007199254740993", "-9223372036854775807", "18446744073709551615", "0", '"a\\u0000b"', "null"):
            result = run("check", "-", input='{"id": ' + number + ', "output": "Fine."}\n')
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(json.loads(result.stdout)["id"], json.loads(number))

    def test_check_knows_every_providers_finish_reasons(self):
        states = []
        for reason in ("length", "max_tokens", "MAX_TOKENS", "stop", "end_turn"):
            line = {"id": 1, "finish_reason": reason, "output_tokens": 90, "max_tokens": 4000, "output": "It ends here."}
            row = json.loads(run("check", "-", input=json.dumps(line) + "\n").stdout)
            states.append(next(found["value"] for found in row["evaluations"] if found["check"] == "truncation"))
        self.assertEqual(len(set(states[:3])), 1, states)
        self.assertEqual(len(set(states[3:])), 1, states)
        self.assertGreater(states[0], states[3])

    def test_check_names_a_bad_line(self):
        result = run("check", "-", input='{"id": "a", "output": "x"}\nnot json\n')
        self.assertEqual(result.returncode, 3)
        self.assertIn(":2", result.stderr)

    def test_detect_finds_a_step_and_nothing_in_its_absence(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "stream.csv")
            for change, expected in ((None, 0), (1500, 1)):
                with open(path, "w") as file:
                    file.write("t_s,value\n")
                    for index in range(3000):
                        is_bad = (index * 2654435761 % 100) < (30 if change and index >= change else 2)
                        file.write(f"{index},{int(is_bad)}\n")
                result = run("detect", path, "--kind", "flag", "--json")
                self.assertEqual(result.returncode, 0, result.stderr)
                found = json.loads(result.stdout)
                worse = [alarm for alarm in found["alarms"] if alarm["direction"] == "worse"]
                self.assertEqual((len(worse), found["n"]), (expected, 3000), found)
                if change:
                    self.assertTrue(change <= worse[0]["index"] < change + 100, worse)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
