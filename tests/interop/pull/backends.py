#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pulls from real back ends: Prometheus, Alertmanager, VictoriaMetrics and ClickHouse, each that is installed.
With a folder of the vendors' OpenAPI files in PLUMBLINE_OPENAPI, Jaeger, Langfuse and Phoenix too, as Prism serves them.

Without any of them: a following pull that is killed again and again, and Alertmanager's webhook.

Run: backends.py PLUMBLINE NODE_MODULES."""

import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

PATH = os.environ.get("PATH", "") + ":/usr/sbin"  # where Debian has ClickHouse
TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def check(condition: bool, what: str, *context):
    if not condition:
        raise AssertionError(f"{what}: {context}")


def fetch(url: str, body=None, content_type="application/json") -> bytes:
    request = urllib.request.Request(url, body, {"Content-Type": content_type} if body is not None else {})
    with urllib.request.urlopen(request, timeout=5) as reply:
        return reply.read()


def wait_for(condition, what: str, seconds: float = 60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"{what} did not happen within {seconds} s")


class Server:
    def __init__(self, folder: Path, command: list, url: str, ready: str):
        self.url = url
        self.log = open(folder / f"{Path(command[0]).name}.log", "wb")
        program = shutil.which(command[0], path=PATH)
        self.process = subprocess.Popen([program, *command[1:]], stdout=self.log, stderr=self.log, cwd=folder)
        wait_for(lambda: self.answers(ready), command[0] + " is ready")

    def answers(self, path: str) -> bool:
        try:
            fetch(self.url + path)
        except urllib.error.HTTPError as error:
            return path == "" and error.code < 500  # whatever it says, it is there
        return True

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.log.close()


class Metrics(http.server.BaseHTTPRequestHandler):
    """What an evaluation service exposes: a score, counters of verdicts, a histogram with an exemplar."""

    start = time.time()

    def do_GET(self):
        checks = int(self.server.count)
        self.server.count += 20
        bucket = f'llm_latency_seconds_bucket{{service="shop",le="1.0"}} {checks} # {{trace_id="{TRACE}",span_id="{SPAN}"}} 0.67 {time.time():.3f}'
        lines = ["# TYPE llm_groundedness_score gauge", 'llm_groundedness_score{service="shop",model="m1"} 0.52',
                 "# TYPE llm_evaluations counter",
                 f'llm_evaluations_total{{service="shop",model="m1",check="faithful",result="pass"}} {checks * 3}',
                 f'llm_evaluations_total{{service="shop",model="m1",check="faithful",result="fail"}} {checks}',
                 "# TYPE llm_latency_seconds histogram", bucket,
                 f'llm_latency_seconds_bucket{{service="shop",le="+Inf"}} {checks}',
                 f'llm_latency_seconds_count{{service="shop"}} {checks}', f'llm_latency_seconds_sum{{service="shop"}} {checks}', "# EOF", ""]
        body = "\n".join(lines).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Bench:
    def __init__(self, plumbline: str, folder: Path):
        self.plumbline, self.folder = plumbline, folder
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("PLUMBLINE_TOKEN_")}
        self.environment["XDG_CONFIG_HOME"] = str(folder / "config")

    def pull(self, out: str, *arguments: str, expect: int = 0, **more) -> dict:
        done = subprocess.run([self.plumbline, "pull", "--out", str(self.folder / out), "--json", *arguments],
                              env=dict(self.environment, **more), capture_output=True, text=True, timeout=120)
        check(done.returncode in (expect if isinstance(expect, tuple) else (expect,)), f"exit status of pull {arguments}", done.returncode, done.stdout, done.stderr)
        self.errors = done.stderr
        return {feed["feed"]: feed for feed in json.loads(done.stdout)["feeds"]} if done.stdout else {}

    def rows(self, out: str, what: str) -> list:
        done = subprocess.run([self.plumbline, "query", str(self.folder / out), "--what", what, "--jsonl"],
                              capture_output=True, text=True, check=True, timeout=60)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def info(self, out: str) -> dict:
        done = subprocess.run([self.plumbline, "info", str(self.folder / out), "--json"], capture_output=True, text=True,
                              check=True, timeout=60)
        return json.loads(done.stdout)

    def source(self, name: str, **changes: str) -> str:
        """A built-in source with other settings, as a user would write it."""
        text = (Path(__file__).resolve().parents[3] / "resources/sources" / f"{name}.yaml").read_text()
        for what, to in changes.values():
            check(what in text, "the source changed; adapt this test", what)
            text = text.replace(what, to)
        path = self.folder / f"{name}-{len(list(self.folder.iterdir()))}.yaml"
        path.write_text(text)
        return str(path)


def prometheus_and_alertmanager(bench: Bench):
    folder, servers = bench.folder, []
    metrics = http.server.HTTPServer(("127.0.0.1", 0), Metrics)
    metrics.count = 0
    threading.Thread(target=metrics.serve_forever, daemon=True).start()
    port, am_port = free_port(), free_port()
    (folder / "rules.yml").write_text("""groups:
- name: semantic
  interval: 1s
  rules:
  - {alert: GroundednessDrop, expr: llm_groundedness_score < 0.7, labels: {severity: page}, annotations: {summary: it drops}}
""")
    (folder / "prometheus.yml").write_text(f"""global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: [{folder}/rules.yml]
alerting: {{alertmanagers: [{{static_configs: [{{targets: ['127.0.0.1:{am_port}']}}]}}]}}
scrape_configs: [{{job_name: shop, static_configs: [{{targets: ['127.0.0.1:{metrics.server_port}']}}]}}]
""")
    (folder / "am.yml").write_text("route: {receiver: none, group_wait: 1s}\nreceivers: [{name: none}]\n")
    try:
        if shutil.which("prometheus-alertmanager"):
            servers.append(Server(folder, ["prometheus-alertmanager", f"--config.file={folder}/am.yml",
                                           f"--web.listen-address=127.0.0.1:{am_port}", "--cluster.listen-address=",
                                           f"--storage.path={folder}/am"], f"http://127.0.0.1:{am_port}", "/-/ready"))
        prometheus = Server(folder, ["prometheus", f"--config.file={folder}/prometheus.yml", f"--web.listen-address=127.0.0.1:{port}",
                                     f"--storage.tsdb.path={folder}/prom", "--enable-feature=exemplar-storage"],
                            f"http://127.0.0.1:{port}", "/-/ready")
        servers.append(prometheus)
        source = bench.source("prometheus", step=("step: 15s", "step: 1s"), settle=("settle: 30s", "settle: 1s"),
                              bucket=("bucket: 60s", "bucket: 5s"), first=("first: 6h", "first: 5m"))
        whole_bucket = "/api/v1/query?query=" + urllib.parse.quote("increase(llm_evaluations_total[5s] offset 11s) > 0")
        wait_for(lambda: json.loads(fetch(prometheus.url + whole_bucket))["data"]["result"], "a whole bucket is over")
        url = ("--base-url", prometheus.url)
        feeds = bench.pull("prom.plumb", "--source", source, *url)
        for name, feed in feeds.items():
            check(feed["problem"] is None, f"prometheus/{name}", feed)
        check(feeds["metrics"]["accepted"] > 5 and feeds["exemplars"]["accepted"] >= 1, "points and exemplars", feeds)
        check(feeds["totals"]["buckets"] >= 1, "totals", feeds)
        check(feeds["alerts"]["alerts_firing"] == 1, "the rule fires", feeds)
        check(feeds["levels"]["buckets"] >= 1, "levels", feeds)
        signals = bench.rows("prom.plumb", "signals")
        levels = [row for row in signals if row["check"] == "groundedness (prometheus)"]
        check(levels and all(row["service"] == "shop" and row["model"] == "m1" and abs(row["level"] - 0.48) < 1e-6
                             and row["count"] == 0 and row["level_n"] is None for row in levels), "a level of which n is not told", levels)
        totals = [row for row in signals if row["check"] == "faithful (prometheus)"]
        check(any(row["count"] > 0 and row["level"] is None for row in totals), "totals that Prometheus counted", totals)
        check({row["check"] for row in signals} == {"groundedness (prometheus)", "faithful (prometheus)"}, "and nothing of ours", signals)
        points = bench.info("prom.plumb")["metrics_points"]
        again = bench.pull("prom.plumb", "--source", source, *url)
        check(bench.info("prom.plumb")["metrics_points"] >= points, "it goes on")
        check(again["metrics"]["duplicates"] == 0, "no point is asked for twice", again)
        fingerprints = {entry["subject"] for entry in bench.rows("prom.plumb", "timeline") if entry["kind"] == "alert"}
        if len(servers) == 2:
            wait_for(lambda: b"GroundednessDrop" in fetch(f"http://127.0.0.1:{am_port}/api/v2/alerts"), "the alert is sent")
            feeds = bench.pull("prom.plumb", "--source", "alertmanager", "--base-url", servers[0].url)
            check(feeds["alerts"]["alerts_firing"] == 1, "alertmanager", feeds)
        entries = [entry for entry in bench.rows("prom.plumb", "timeline") if entry["kind"] == "alert"]
        check(len(entries) == 1 and {entries[0]["subject"]} == fingerprints, "one alert, one entry, one key", entries)
        bench.pull("bad.plumb", "--source", bench.source("prometheus", bad=("avg by ({{service_label}}", "avg by (")),
                   "--feed", "metrics", *url, expect=4)
        check("parse error" in bench.errors, "its words on a bad query", bench.errors)
    finally:
        for server in servers:
            server.stop()
        metrics.shutdown()


def victoriametrics(bench: Bench):
    port = free_port()
    server = Server(bench.folder, ["victoria-metrics", f"-httpListenAddr=127.0.0.1:{port}", f"-storageDataPath={bench.folder}/vm",
                                   "-search.latencyOffset=0s"], f"http://127.0.0.1:{port}", "/health")
    try:
        now = int(time.time())
        lines = "".join(f'llm_groundedness_score{{service="shop",model="m1"}} 0.{52 + i} {(now - 120 + i * 15) * 1000}\n' for i in range(8))
        fetch(server.url + "/api/v1/import/prometheus", lines.encode(), "text/plain")
        fetch(server.url + "/internal/force_flush")
        wait_for(lambda: b"shop" in fetch(server.url + "/api/v1/series?match[]=llm_groundedness_score"), "the series is there")
        feeds = bench.pull("vm.plumb", "--source", "victoriametrics", "--base-url", server.url)
        check(feeds["metrics"]["problem"] is None and feeds["metrics"]["accepted"] >= 4, "points", feeds)
    finally:
        server.stop()


def clickhouse(bench: Bench):
    folder, port = bench.folder, free_port()
    (folder / "ch").mkdir()
    (folder / "config.xml").write_text(f"""<yandex>
 <logger><level>warning</level><log>{folder}/ch/s.log</log><errorlog>{folder}/ch/e.log</errorlog></logger>
 <http_port>{port}</http_port><tcp_port>{free_port()}</tcp_port><listen_host>127.0.0.1</listen_host>
 <path>{folder}/ch/data/</path><tmp_path>{folder}/ch/t/</tmp_path><format_schema_path>{folder}/ch/f/</format_schema_path>
 <users_config>users.xml</users_config><default_profile>default</default_profile><default_database>default</default_database>
 <mark_cache_size>268435456</mark_cache_size><timezone>UTC</timezone></yandex>""")
    (folder / "users.xml").write_text("""<yandex><profiles><default><max_memory_usage>2000000000</max_memory_usage></default></profiles>
 <users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>
 <oncall><password>pw-4711</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></oncall></users>
 <quotas><default/></quotas></yandex>""")
    # Debian's is older than maps and DateTime64: other columns and other SQL, which is what a source is for.
    (folder / "old.yaml").write_text("""id: old
base_url: http://127.0.0.1:1
auth: {header: Authorization, value: "Basic {{secret|base64}}", secret: OLD, optional: true}
feeds:
  - id: spans
    shape: json-rows
    overlap: 1h
    request: {method: POST, path: /, body: "SELECT * FROM llm WHERE ns >= {{from|ns}} AND ns < {{to|ns}} ORDER BY ns LIMIT 2 OFFSET {{offset}} FORMAT JSONEachRow"}
    paging: {by: offset, size: 2}
    format: lines
    record: span
    fields: {trace_id: /trace, span_id: /span, name: /name, start: {from: /ns, format: ns}, duration: {from: /took, format: ns}}
    resource: {service.name: /service}
    attributes: {gen_ai.operation.name: chat, gen_ai.request.model: /model, gen_ai.output.messages: /answer}
  - id: totals
    shape: aggregate
    overlap: 1h
    request: {method: POST, path: /, body: "SELECT intDiv(ns, 60000000000) * 60 AS minute, service, model, count() AS n, sum(bad) AS failed FROM llm WHERE ns >= {{from|ns}} AND ns < {{to|ns}} GROUP BY minute, service, model FORMAT JSONEachRow"}
    format: lines
    fields: {start: {from: /minute, format: s}, service: /service, model: /model, check: wrong, count: /n, failed: /failed}
  - id: broken
    shape: json-rows
    request: {method: POST, path: /, query: {max_block_size: "1000"}, body: "SELECT number, throwIf(number = 300000) FROM system.numbers LIMIT 400000 FORMAT JSONEachRow"}
    format: lines
    record: metric
    fields: {metric: m, value: /number, time: /number}
""")
    server = Server(folder, ["clickhouse-server", f"--config-file={folder}/config.xml"], f"http://127.0.0.1:{port}", "/ping")

    def sql(text: str) -> str:
        return fetch(server.url, text.encode(), "text/plain").decode()

    try:
        sql("CREATE TABLE llm (ns UInt64, trace String, span String, name String, took UInt64, service String, model String,"
            " answer String, bad UInt8) ENGINE = Memory")
        now = time.time_ns() - 300 * 10**9
        rows = "\n".join(json.dumps({"ns": str(now + i * 10**9), "trace": TRACE, "span": f"{i + 1:016x}", "name": "chat m1",
                                     "took": "1000000", "service": "shop", "model": "m1", "answer": f"answer {i}",
                                     "bad": i % 5 == 0 and 1 or 0}) for i in range(5))
        sql("INSERT INTO llm FORMAT JSONEachRow\n" + rows)
        arguments = ("--source", str(folder / "old.yaml"), "--base-url", server.url, "--feed", "spans", "--feed", "totals")
        feeds = bench.pull("ch.plumb", *arguments)
        check(all(feed["problem"] is None for feed in feeds.values()), "problems", feeds)
        check(feeds["spans"]["requests"] == 3 and feeds["spans"]["accepted"] == 5, "three pages", feeds)
        generations = bench.rows("ch.plumb", "generations")
        check(len(generations) == 5 and generations[0]["service"] == "shop" and generations[0]["model_requested"] == "m1",
              "generations", generations)
        def totals():
            signals = [row for row in bench.rows("ch.plumb", "signals") if row.get("check") == "wrong (old)"]
            return sum(row["count"] for row in signals), sum(row["failed"] for row in signals)
        check(totals() == (5, 1), "the engine's totals are signals", bench.rows("ch.plumb", "signals"))
        sql(f"INSERT INTO llm FORMAT JSONEachRow\n" + rows.replace('"span": "0', '"span": "1').replace('"bad": 0', '"bad": 1'))
        bench.pull("ch.plumb", *arguments)
        check(totals() == (10, 6), "what came late replaces them", totals())
        check(len(bench.rows("ch.plumb", "generations")) == 10, "and its spans are pulled, without doubles")
        bench.pull("ch.plumb", "--source", str(folder / "old.yaml"), "--base-url", server.url, "--feed", "broken", expect=4)
        check("throwIf" in bench.errors, "an error after 200", bench.errors)
        bench.pull("ch.plumb", *arguments, expect=4, PLUMBLINE_TOKEN_OLD="oncall:wrong-4712")
        check("secret is refused" in bench.errors and "wrong-4712" not in bench.errors, "a wrong password", bench.errors)
        bench.pull("ch.plumb", *arguments, PLUMBLINE_TOKEN_OLD="oncall:pw-4711")
    finally:
        server.stop()


class Growing(http.server.BaseHTTPRequestHandler):
    """A table that gets a row every 50 ms, pulled page by page; now and then it breaks off, or is too busy."""

    def do_GET(self):
        server = self.server
        server.requests += 1
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        first, last, offset = (int(query[name][0]) for name in ("from", "to", "offset"))
        rows = [row for row in range(server.begin, min(server.end, time.time_ns() // server.step))
                if first <= row * server.step < last][offset:offset + 5]
        body = json.dumps([{"t": TRACE, "s": f"{row % 2**63:016x}", "ns": str(row * server.step)} for row in rows]).encode()
        busy, broken = server.requests % 7 == 3, server.requests % 7 == 5
        self.send_response(429 if busy else 200)
        if busy:
            self.send_header("Retry-After", "0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:len(body) // 2] if broken else body)

    def log_message(self, *_):
        pass


def following_is_killed(bench: Bench):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Growing)
    server.step, server.requests = 50_000_000, 0
    server.begin = time.time_ns() // server.step - 20
    server.end = 2**62
    threading.Thread(target=server.serve_forever, daemon=True).start()
    source = bench.folder / "growing.yaml"
    source.write_text(f"""id: growing
base_url: http://127.0.0.1:{server.server_port}
feeds:
  - id: rows
    shape: json-rows
    every: 100ms
    overlap: 1s
    request: {{path: /, query: {{from: "{{{{from|ns}}}}", to: "{{{{to|ns}}}}", offset: "{{{{offset}}}}"}}}}
    paging: {{by: offset, size: 5}}
    record: span
    fields: {{trace_id: /t, span_id: /s, name: row, start: {{from: /ns, format: ns}}}}
    resource: {{service.name: shop}}
""")
    out = bench.folder / "follow.plumb"
    command = [bench.plumbline, "pull", "--source", str(source), "--out", str(out), "--follow"]
    try:
        for life in range(6):
            before = server.requests
            process = subprocess.Popen(command, env=bench.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            wait_for(lambda: server.requests > before + 8 + 3 * life, "it asks")
            process.kill()
            process.wait()
            process.stderr.close()
        server.end = time.time_ns() // server.step  # nothing comes any more
        bench.pull("follow.plumb", "--source", str(source))
        spans = sorted(span["span_id"] for span in bench.rows("follow.plumb", "spans"))
        expected = [f"{row % 2**63:016x}" for row in range(server.begin, server.end)]
        check(spans == expected, "every row once", len(spans), len(expected), set(expected) - set(spans))
        check(subprocess.run([bench.plumbline, "verify", str(out)], stdout=subprocess.DEVNULL).returncode == 0, "the chain holds")
    finally:
        server.shutdown()


def the_webhook_is_heard(bench: Bench):
    out, port = bench.folder / "hook.plumb", free_port()
    data = Path(__file__).resolve().parents[2] / "data/control/alertmanager"
    message = (data / "webhook-1.json").read_bytes()
    resolved = json.loads(message)
    resolved["alerts"][0].update(status="resolved", endsAt="2026-11-23T22:50:00Z")
    process = subprocess.Popen([bench.plumbline, "record", "--otlp", f"127.0.0.1:{port}", "--out", str(out)],
                               env=bench.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        check("listening" in process.stderr.readline(), "it listens")
        url = f"http://127.0.0.1:{port}/v1/alertmanager"
        for body in (message, message, json.dumps(resolved).encode(), json.dumps(resolved).encode()):
            fetch(url, body)
        try:
            fetch(url, b"{}")
            check(False, "nonsense is taken")
        except urllib.error.HTTPError as error:
            check(error.code == 400, "nonsense is refused", error.code)
    finally:
        process.terminate()
        process.wait()
        process.stderr.close()
    entries = [entry for entry in bench.rows("hook.plumb", "timeline") if entry["kind"] == "alert"]
    check([entry["subject"] for entry in entries] == ["e5916b091af2d727"] * 2, "firing and resolved, once each", entries)


# What the vendors' own descriptions answer, served by Prism: one example of each reply. Of Jaeger's recursive values Prism
# makes an example that is not valid, so it is not held to that.
VENDORS = (("jaeger", "jaeger-v3.yaml", "", ("traces",)), ("langfuse", "langfuse-openapi.yml", "LANGFUSE", ("observations", "scores")),
           ("phoenix", "phoenix-openapi.json", "PHOENIX", ("spans", "annotations")))


def vendors_descriptions(bench: Bench, prism: Path, descriptions: Path):
    for name, file, secret, rows in VENDORS:
        port = free_port()
        server = Server(bench.folder, [str(prism), "mock", *(() if name == "jaeger" else ("--errors",)), "-h", "127.0.0.1", "-p", str(port), str(descriptions / file)],
                        f"http://127.0.0.1:{port}", "")
        try:
            # Of a parameter that is there once Prism does not believe that it is a list.
            twice = {"ids": ("/span_annotations\"", "/span_annotations?span_ids=another\"")}
            base = ("--source", bench.source(name, **(twice if name == "phoenix" else {})), "--base-url", server.url)
            window = ("--from", "2019-01-01T00:00:00Z", "--to", "2019-01-01T01:00:00Z")
            # An example's "string" is no time or id: what cannot be read is told by the exit status too.
            feeds = bench.pull(f"{name}.plumb", *base, *window, expect=(0, 1), **({f"PLUMBLINE_TOKEN_{secret}": "key:word"} if secret else {}))
            for feed in feeds.values():
                check(feed["problem"] is None and feed["requests"] >= 1, f"{name} takes our requests", feed)
            check(all(sum(feeds[feed][what] for what in ("records", "left", "unreadable", "rejected")) >= 1 for feed in rows),
                  f"{name}'s examples are read", feeds)
            if name == "langfuse":
                bench.pull(f"{name}.plumb", *base, *window, expect=2)
        finally:
            server.stop()


def main() -> int:
    tests = [("sh", following_is_killed), ("sh", the_webhook_is_heard), ("prometheus", prometheus_and_alertmanager),
             ("victoria-metrics", victoriametrics), ("clickhouse-server", clickhouse)]
    for program, test in tests:
        if not shutil.which(program, path=PATH):
            print(f"skip {test.__name__}: {program} is not installed")
            continue
        with tempfile.TemporaryDirectory() as name:
            test(Bench(sys.argv[1], Path(name)))
        print("ok  ", test.__name__)
    prism, descriptions = Path(sys.argv[2]).resolve() / ".bin/prism", os.environ.get("PLUMBLINE_OPENAPI", "")
    if not descriptions or not prism.exists():
        print("skip vendors_descriptions: PLUMBLINE_OPENAPI names no folder with the vendors' OpenAPI files, or Prism is not installed")
    else:
        with tempfile.TemporaryDirectory() as name:
            vendors_descriptions(Bench(sys.argv[1], Path(name)), prism, Path(descriptions))
        print("ok   vendors_descriptions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
