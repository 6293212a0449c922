# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets a real client talk to a fake OpenAI server and send its telemetry to `plumbline record`, then holds what
`plumbline query` says against what the server noted. Each client has a folder of its own beside this one, with a script
that says what that client's telemetry does not tell."""

import fnmatch
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile

SKIPPED = 77
HERE = os.path.dirname(os.path.abspath(__file__))
TOKEN = "s3cret-of-the-test"
SESSION, USER = "conv-7f3a", "u-1029"
ORDER = {"order_id": "88412", "status": "delayed", "carrier": "NordPost", "eta": "2026-08-27"}
ERROR_KINDS = {"overflow": "context_overflow", "rate-limit": "rate_limit", "no-model": "model_not_found"}
FINISH = {"tool_calls": "tool_call"}


class Checks:
    def __init__(self):
        self.failed = 0
        self.made = 0

    def equal(self, what, actual, expected):
        self.holds(what, actual == expected, f"{actual!r} instead of {expected!r}")

    def holds(self, what, is_true, otherwise=""):
        self.made += 1
        if not is_true:
            self.failed += 1
            print(f"FAILED {what}: {otherwise}")


# ------------------------------------------------------------------------------------------------ what the server noted


def from_json(text):
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return text


def content_parts(content):
    texts = [content] if isinstance(content, str) else [part["text"] for part in content or []]
    return [("text", text) for text in texts if text]


def message_of(item):
    """One message of a request to either interface as (role, parts)."""
    if item.get("type") == "function_call_output":
        return "tool", [("tool_call_response", item["call_id"], from_json(item["output"]))]
    if item["role"] == "tool":
        return "tool", [("tool_call_response", item["tool_call_id"], from_json(item["content"]))]
    calls = [("tool_call", call["id"], call["function"]["name"], from_json(call["function"]["arguments"]))
             for call in item.get("tool_calls") or []]
    # OpenAI calls instructions of reasoning models "developer"; it is the same role.
    role = "system" if item["role"] == "developer" else item["role"]
    return role, content_parts(item.get("content")) + calls


class Exchange:
    """One request and its answer."""

    def __init__(self, note):
        self.scenario, self.api, self.status = note["scenario"], note["api"], note["status"]
        request, reply = note["request"], note["reply"]
        self.is_failed = reply is None or reply.get("isDropped", False)
        self.fields = {
            "provider": "openai", "model_requested": request["model"], "session": SESSION, "user": USER,
            "max_tokens": first(request, "max_tokens", "max_completion_tokens", "max_output_tokens"),
            "temperature": request.get("temperature"), "failed": self.is_failed,
        }
        if self.api == "embeddings":
            self.fields |= {"input_tokens": reply["usage"]["input"], "model_served": reply["model"]}
            return
        self.fields["input"] = self.input_of(request)
        self.key = key_of(self.fields["input"])
        self.fields |= self.unanswered(note.get("error")) if self.is_failed else self.answered(reply)
        if not self.is_failed or note.get("error"):
            self.fields["error_kind"] = ERROR_KINDS.get(self.scenario)

    @staticmethod
    def input_of(request):
        instructions = [("system", [("text", request["instructions"])])] if request.get("instructions") else []
        given = request.get("messages", request.get("input"))
        if isinstance(given, str):
            given = [{"role": "user", "content": given}]
        return instructions + [message_of(item) for item in given]

    @staticmethod
    def answered(reply):
        usage = reply["usage"]
        parts = [("reasoning", reply["reasoning"])] if reply.get("reasoning") else []
        parts += [("text", reply["text"])] if reply.get("text") else []
        parts += [("tool_call", call["id"], call["name"], from_json(call["arguments"])) for call in reply["calls"]]
        return {
            "model_served": reply["model"], "response_id": reply["id"], "error_type": None, "error_message": None,
            "input_tokens": usage["input"], "output_tokens": usage["output"], "cached_tokens": usage["cached"],
            "reasoning_tokens": usage["reasoning"], "finish_reasons": [FINISH.get(reply["finish"], reply["finish"])],
            "output": [("assistant", parts)] * reply["choices"] if parts else [],
        }

    @staticmethod
    def unanswered(error):
        nothing = ("model_served", "response_id", "input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens")
        # How a client words that its stream broke off is its own affair.
        return {**dict.fromkeys(nothing), "finish_reasons": [], "output": [],
                "error_message": Containing(error["message"] if error else "")}


def first(values, *names):
    return next((values[name] for name in names if values.get(name) is not None), None)


def without_ids(messages):
    return [(role, [(part[0], None, *part[2:]) if part[0].startswith("tool_call") else part for part in parts])
            for role, parts in messages]


def key_of(messages):
    """What tells the calls apart: the last thing the user said, and whether a tool has answered since."""
    said = [text for role, parts in messages if role == "user" for kind, text in parts if kind == "text"]
    return (said or [""])[-1], bool(messages) and messages[-1][0] == "tool"


# ----------------------------------------------------------------------------------------------- what plumbline query says


def part_of(part):
    kind = part["type"]
    if kind == "tool_call":
        return kind, part["id"], part["name"], part["arguments"]
    if kind == "tool_call_response":
        return kind, part["id"], part["response"]
    return kind, part.get("content", part)


def messages_of(messages):
    """As `Exchange` has them: empty texts left out, messages without content as well."""
    read = [(message["role"], [part_of(part) for part in message["parts"] if part.get("content") != ""])
            for message in messages]
    return [(role, parts) for role, parts in read if parts]


def joined(messages):
    """One message of each role in a row: an answer of the Responses API has many items, which clients tell in one message
    or in several."""
    whole = []
    for role, parts in messages:
        if whole and whole[-1][0] == role:
            whole[-1] = role, whole[-1][1] + parts
        else:
            whole.append((role, parts))
    return whole


def fields_of(generation):
    return {**generation, "input": messages_of(generation["input_messages"]),
            "output": messages_of(generation["output_messages"]),
            "finish_reasons": sorted(set(generation["finish_reasons"]))}


# ------------------------------------------------------------------------------------------------------- holding together


class AnyOf:
    """Where the telemetry does not settle what is right."""

    def __init__(self, *values):
        self.values = values

    def __eq__(self, other):
        return other in self.values

    def __repr__(self):
        return "any of " + ", ".join(map(repr, self.values))


class Containing:
    """A text that holds another one."""

    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return isinstance(other, str) and self.text in other

    def __repr__(self):
        return f"a text with {self.text!r}"


class Client:
    """What is peculiar about one client.

    told: {(scenario, field): value}, patterns allowed: what the client tells of an exchange where that is not what
    happened: usually None, it says nothing. Everything else has to be read as it happened.
    silent: scenarios of which the client sends no model call at all.
    by_hand: names of spans that its emitter makes of no exchange.
    omits: "zeros" when it tells counts of nothing as nothing, "call ids" when it tells none."""

    def __init__(self, service, told, silent=(), by_hand=(), omits=()):
        self.service, self.told, self.silent, self.by_hand, self.omits = service, told, silent, by_hand, omits

    def expected(self, exchange):
        fields = dict(exchange.fields)
        if "zeros" in self.omits:
            fields |= {field: AnyOf(None, 0) for field, value in fields.items() if value == 0 and field.endswith("tokens")}
        if "call ids" in self.omits:
            fields |= {field: without_ids(fields[field]) for field in ("input", "output") if field in fields}
        for (scenario, field), value in self.told.items():
            if field in fields and fnmatch.fnmatch(exchange.scenario, scenario):
                fields[field] = value
        return fields


def hold_generations(checks, client, exchanges, generations):
    mine = [fields_of(row) for row in generations if row["service"] == client.service]
    calls = [row for row in mine if row["operation"] != "embeddings" and row["name"] not in client.by_hand]
    for exchange in (one for one in exchanges if one.api != "embeddings"):
        fields = client.expected(exchange)
        key = key_of(fields["input"]) if isinstance(fields["input"], list) else exchange.key
        found = [row for row in calls if key_of(row["input"]) == key]
        name = f"{client.service} {exchange.scenario}"
        count = 0 if exchange.scenario in client.silent else 1
        checks.equal(f"{name}: generations", len(found), count)
        for row in found[:count]:
            calls.remove(row)
            if exchange.api == "responses":
                row["output"] = joined(row["output"])
            for field, value in fields.items():
                checks.equal(f"{name} {field}", row[field], value)
    checks.equal(f"{client.service}: generations of no exchange", [(row["name"], row["input"]) for row in calls], [])


def hold_shop(checks, recording, retrieval="northwind-kb", agent="agent"):
    """The steps around the calls: what was retrieved (by a span of that name, if any), what the tool said, and the agent
    (a step of that kind)."""
    found = recording.step(checks, "retrieval", retrieval) if retrieval else None
    if found:
        checks.equal("documents", [(one["id"], one["title"], one["score"], one["content"][:11])
                                   for one in found["documents"]],
                     [("kb-117", "Refunds: opened electronics", 0.913, "Opened elec"),
                      ("kb-042", "Refunds: unopened items", 0.871, "Unopened it"),
                      ("kb-205", "Holiday returns 2024 (archived)", 0.644, "Purchases m")])
    tool = recording.step(checks, "tool", "get_order_status")
    if tool:
        checks.equal("tool: result", from_json(tool["output"]), ORDER)
        checks.equal("tool: failed", tool["failed"], False)
    around = recording.step(checks, agent, "order-agent")
    if around:
        checks.equal("agent: failed", around["failed"], False)


def hold_failed_workflows(checks, recording, scenarios):
    """The workflow around a call that failed is seen to fail, and why: some clients send nothing else of it."""
    for scenario in scenarios:
        around = recording.step(checks, "workflow", scenario)
        if around:
            checks.equal(f"{scenario}: the workflow failed", around["failed"], True)
            if scenario in ERROR_KINDS:
                checks.equal(f"{scenario}: why the workflow failed", around["error_kind"], ERROR_KINDS[scenario])


def query(plumbline, recording, what):
    output = subprocess.run([plumbline, "query", recording, "--what", what, "--jsonl"],
                            check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


class Recording:
    def __init__(self, plumbline, path):
        self.generations = query(plumbline, path, "generations")
        self.steps = query(plumbline, path, "steps")
        self.evaluations = query(plumbline, path, "evaluations")
        self.spans = query(plumbline, path, "spans")
        info = subprocess.run([plumbline, "info", path, "--json"], check=True, capture_output=True, text=True)
        self.info = json.loads(info.stdout)

    def step(self, checks, kind, name):
        """The only step of that kind and name."""
        found = [step for step in self.steps if step["kind"] == kind and step["name"] == name]
        checks.equal(f"steps {kind} {name}", len(found), 1)
        return found[0] if found else None

    def judged(self, check):
        """What the telemetry says of a check: [(value, state, label, reason, name of the span it is about)]."""
        names = {(span["trace_id"], span["span_id"]): span["name"] for span in self.spans}
        return [(one["value"], one["state"], one["label"], one["reason"], names.get((one["trace_id"], one["span_id"])))
                for one in self.evaluations if one["origin"] in ("telemetry", "person") and one["check"] == check]


# --------------------------------------------------------------------------------------------------------------- running


def listen(command, pattern, stream):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for line in getattr(process, stream):
        match = re.search(pattern, line)
        if match:
            return process, match[1]
    raise SystemExit(f"{command[0]} did not start: {process.stderr.read()}")


def play(plumbline, modules, emitter, folder, arguments=()):
    """Runs the client once; returns the recording and the exchanges as the server noted them."""
    log, path, token = (os.path.join(folder, name) for name in ("exchanges.jsonl", "live.plumb", "token"))
    with open(token, "w", encoding="ascii") as file:
        file.write(TOKEN + "\n")
    model, port = listen(["node", os.path.join(HERE, "fake_openai.js"), log], r"^(\d+)$", "stdout")
    try:
        record, url = listen([plumbline, "record", "--otlp", "127.0.0.1:0", "--out", path, "--token-file", token],
                             r"listening on (http://\S+)", "stderr")
        try:
            environment = {**os.environ, "NODE_PATH": modules, "SHOP_TOKEN": TOKEN,
                           "OTEL_EXPORTER_OTLP_HEADERS": f"authorization=Bearer%20{TOKEN}"}
            done = subprocess.run(["node", emitter, url, f"http://127.0.0.1:{port}/v1", *arguments],
                                  env=environment, capture_output=True, text=True, timeout=120)
        finally:
            record.send_signal(signal.SIGTERM)
            record.communicate(timeout=60)
    finally:
        model.terminate()
        model.communicate(timeout=60)
    if done.returncode != 0 or done.stderr.strip():
        raise SystemExit(f"{emitter}: the client complained ({done.returncode}): {done.stderr}")
    if record.returncode != 0:
        raise SystemExit(f"record ended with {record.returncode}")
    with open(path, "rb") as file:
        if TOKEN.encode() in file.read():
            raise SystemExit("the token is in the recording")
    with open(log, encoding="utf-8") as file:
        return Recording(plumbline, path), [Exchange(json.loads(line)) for line in file]


def why_not(modules, packages):
    """Why the client cannot be run here, or None."""
    if not shutil.which("node"):
        return "node is not installed"
    version = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < 18:
        return f"node {version} is older than these clients allow"
    missing = [name for name in packages if not os.path.isdir(os.path.join(modules, name))]
    return f"{', '.join(missing)}: not installed; tests/run installs it" if missing else None


def main(arguments, packages, runs):
    """runs: [(client, emitter, its arguments, then)]; then(checks, client, recording, exchanges) checks what is peculiar to
    the client."""
    plumbline, modules = arguments
    reason = why_not(modules, packages)
    if reason:
        print(reason)
        return SKIPPED
    checks = Checks()
    for client, emitter, options, then in runs:
        with tempfile.TemporaryDirectory() as folder:
            recording, exchanges = play(plumbline, modules, emitter, folder, options)
        checks.equal(f"{client.service}: rejected", recording.info["rejected"], 0)
        hold_generations(checks, client, exchanges, recording.generations)
        then(checks, client, recording, exchanges)
    print(f"{checks.made} checks, {checks.failed} failed")
    return 1 if checks.failed else 0
