#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes adapters on three fakes of vLLM at once: in place, and by unloading and loading.

Run: vllm.py PLUMBLINE."""
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.vllm import FakeVllm  # noqa: E402
from leverkit import check, program, run_tests  # noqa: E402

KEY = "vllm-key-4711"
PATHS = [f"/adapters/support-v{number}" for number in (5, 6, 7)]


def servers_of(count):
    return [FakeVllm(KEY, {"support-bot": "/adapters/support-v7", "other": "/adapters/other"}, PATHS).start()
            for _ in range(count)]


def case_of(servers):
    first = servers[0]
    params = {"replica_urls": ", ".join(server.url for server in servers)} if len(servers) > 1 else {}

    def change(lever):
        first.adapters["support-bot"] = "/adapters/support-v5"

    lever = lambda name: {"lever": name, "to": "/adapters/support-v6", "target": "support-bot", "params": params,  # noqa: E731
                          "env": {"PLUMBLINE_TOKEN_VLLM": KEY}, "writes": 2 if name.startswith("swap") else 1}
    return {"profile": "vllm", "url": first.url, "fake": first, "servers": servers, "secret": ("VLLM", KEY), "change": change,
            "levers": [lever("adapter:support-bot"), lever("swap:support-bot")],
            "is_write": lambda method, path, body: "lora_adapter" in path,
            "state": lambda lever: [server.adapters.get("support-bot") for server in servers],
            "writes": lambda: sum(len(server.writes) for server in servers),
            "reset": lambda: [server.reset() for server in servers], "stop": lambda: [server.stop() for server in servers]}


def setup():
    # Alone, and as the second of three.
    three = servers_of(3)
    return [case_of(servers_of(1)), {**case_of(three), "replicas": [server.url for server in three], "spoilt": 1}]


def three_servers_are_counted(bench, fake):
    servers = bench.case["servers"]
    code, result, errors = bench.fire()
    check(code == 0 and "3 of 3" in result["message"], "all", code, result, errors)
    code, result, errors = bench.undo()
    check(code == 0 and bench.state() == ["/adapters/support-v7"] * 3, "all back", code, result, errors)
    servers[1].breaks = True
    code, result, errors = bench.fire()
    check(code == 5 and result["outcome"] in ("unknown", "not_yet_visible") and "2 of 3" in result["message"], "one fails", code,
          result, errors)
    check(servers[1].url in result["message"], "which one is told", result["message"])
    check(bench.state() == ["/adapters/support-v6", "/adapters/support-v7", "/adapters/support-v6"], "as it is", bench.state())
    told = bench.run("read")[1]
    check("2 of 3" in told["value"] and "1 of 3" in told["value"], "read", told)
    servers[1].breaks = False
    code, result, errors = bench.undo()
    check(bench.state() == ["/adapters/support-v7"] * 3, "each gets its own back", code, result, errors)
    # Of the one that failed nobody knows yet: it is named, and nothing is called whole.
    check(code == 1 and result["outcome"] == "partial" and servers[1].url + ": our write there may yet land" in result["message"],
          "the open write is named", code, result, errors)


def servers_that_differ_get_each_their_own_back(bench, fake):
    bench.case["servers"][2].adapters["support-bot"] = "/adapters/support-v5"
    before = bench.state()
    code, result, errors = bench.fire()
    check(code == 0 and len(set(bench.state())) == 1, "all the same", code, result, errors)
    code, result, errors = bench.undo()
    check(code == 0 and bench.state() == before, "each its own", code, result, errors, bench.state())


def an_adapter_comes_and_goes(bench, fake):
    for name in ("adapter:support-bot", "swap:support-bot"):
        for server in bench.case["servers"]:
            server.reset()
            del server.adapters["support-bot"]
        own = bench.on(name)
        code, result, errors = own.fire(journal=name[:4])
        check(code == 0 and result["before"]["exists"] is False, "loaded", code, result, errors)
        code, result, errors = own.undo(journal=name[:4])
        check(code == 0 and set(own.state()) == {None}, "unloaded", code, result, errors, own.state())


def an_older_one_is_told_from_a_newer_one(bench, fake):
    for server in bench.case["servers"]:
        server.is_old = True
    code, result, errors = bench.fire()
    check(code == 1 and result["outcome"] == "refused" and "already been loaded" in result["message"], "no load_inplace", code,
          result, errors)
    code, result, errors = bench.on("swap:support-bot").fire()
    check(code == 0 and result["outcome"] == "verified", "unload and load", code, result, errors)


def a_server_that_does_not_allow_it(bench, fake):
    for server in bench.case["servers"]:
        server.is_enabled = False
    code, result, errors = bench.fire()
    check(code == 1 and result["outcome"] == "refused" and "Not Found" in result["message"], "not switched on", code, result, errors)


def a_path_that_is_not_there(bench, fake):
    code, result, errors = bench.fire(to="/adapters/none")
    check(code == 1 and result["outcome"] == "refused" and "No adapter found" in result["message"], "in place", code, result, errors)
    check(set(bench.state()) == {"/adapters/support-v7"}, "it serves on")
    own = bench.on("swap:support-bot")
    code, result, errors = own.fire(to="/adapters/none", journal="swap")
    check(code == 5 and result["outcome"] == "unknown" and "Step 2" in result["message"], "unloaded only", code, result, errors)
    check(set(own.state()) == {None}, "nothing is loaded")
    code, result, errors = own.fire(to="/adapters/support-v7", journal="swap")
    check(code == 0 and set(own.state()) == {"/adapters/support-v7"}, "and it is mended by hand", code, result, errors)


def one_server_alone_answers_too(bench, fake):
    code, result, errors = bench.fire(params={"replica_urls": ""})
    check(code == 0 and bench.state()[0] == "/adapters/support-v6" and bench.state()[1] == "/adapters/support-v7",
          "without a list it is the base URL", code, result, errors)


def a_server_that_is_gone_is_told(bench, fake):
    urls = bench.lever["params"]["replica_urls"] + ", http://127.0.0.1:9"
    told = bench.run("read", params={"replica_urls": urls})
    check("not known" in told[1]["value"] and "3 of 4" in told[1]["value"], "read", told)
    code, result, errors = bench.fire(params={"replica_urls": urls})
    check(code != 0 and result.get("outcome") != "verified", "not all", code, result, errors)


ONE = ()
MANY = (three_servers_are_counted, servers_that_differ_get_each_their_own_back, an_adapter_comes_and_goes,
        an_older_one_is_told_from_a_newer_one, a_server_that_does_not_allow_it, a_path_that_is_not_there,
        one_server_alone_answers_too, a_server_that_is_gone_is_told)


def main():
    plumbline = program()
    run_tests(plumbline, [case_of(servers_of(1))], ONE)
    many = case_of(servers_of(3))
    many["secret"] = None  # held above
    many["fake"] = None
    return run_tests(plumbline, [many], MANY)


if __name__ == "__main__":
    sys.exit(main())
