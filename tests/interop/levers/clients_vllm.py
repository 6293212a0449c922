#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenAI's client for npm, the one that vLLM's documentation names for its server, on the fake of vLLM: whether it sees and
gets what our levers loaded and unloaded.

Run: clients_vllm.py PLUMBLINE. Exit status 77 when npm's openai is not installed."""
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from leverkit import check, in_node, need_node, program, run_tests  # noqa: E402
from vllm import KEY, case_of, servers_of  # noqa: E402

ADAPTER = "support-bot"
BEFORE, AFTER = "/adapters/support-v7", "/adapters/support-v6"
# One line: its name and root in the list of models (null when it is not there), and who answered, by /v1/chat/completions
# and by /v1/completions; or the error of the client's own class.
SCRIPT = """
const {OpenAI} = require("openai");
const [url, apiKey, model] = process.argv.slice(2);
const client = new OpenAI({apiKey, baseURL: url + "/v1", maxRetries: 0});
const ping = {model, max_tokens: 1};
const told = async (call) => {
    try {
        return await call();
    } catch (error) {
        return {error: error.constructor.name, status: error.status, message: error.message};
    }
};
(async () => {
    console.log(JSON.stringify({
        listed: await told(async () => {
            let found = null;
            for await (const one of client.models.list()) {
                if (one.id === model) found = [one.id, one.root];
            }
            return found;
        }),
        chat: await told(async () => {
            const answer = await client.chat.completions.create({...ping, messages: [{role: "user", content: "ping"}]});
            return [answer.model, answer.choices[0].message.content];
        }),
        text: await told(async () => {
            const answer = await client.completions.create({...ping, prompt: "ping"});
            return [answer.model, answer.choices[0].text];
        }),
    }));
})();"""


def client(bench, key=KEY, model=ADAPTER):
    return in_node(SCRIPT, bench.case["url"], key, model)[0]


def serves(path):
    return {"listed": [ADAPTER, path], "chat": [ADAPTER, "pong"], "text": [ADAPTER, "pong"]}


def is_gone(told):
    return told["listed"] is None and all(
        told[way].get("error") == "NotFoundError" and told[way]["status"] == 404
        and f"The model `{ADAPTER}` does not exist" in told[way]["message"] for way in ("chat", "text"))


def it_sees_what_was_loaded(bench, fake):
    for lever in ("adapter:support-bot", "swap:support-bot"):
        own = bench.on(lever)
        check(client(bench) == serves(BEFORE), "before", client(bench))
        code, result, errors = own.fire(journal=lever[:4])
        check(code == 0 and result["outcome"] == "verified", "fire", code, result, errors)
        check(client(bench) == serves(AFTER), "after", client(bench))
        code, result, errors = own.undo(journal=lever[:4])
        check(code == 0 and client(bench) == serves(BEFORE), "undone", code, result, errors)


def it_sees_what_comes_and_goes(bench, fake):
    del fake.adapters[ADAPTER]
    check(is_gone(client(bench)), "no such adapter", client(bench))
    code, result, errors = bench.fire()
    check(code == 0 and client(bench) == serves(AFTER), "loaded", code, result, errors)
    code, result, errors = bench.undo()
    check(code == 0 and is_gone(client(bench)), "unloaded", code, result, errors, client(bench))


def it_is_turned_away_without_the_key(bench, fake):
    told = client(bench, key="wrong")
    check(all(told[way].get("error") == "AuthenticationError" and told[way]["status"] == 401 for way in told), "401", told)


def it_understands_the_errors_of_older_ones(bench, fake):
    fake.is_old = True
    told = client(bench, model="no-such")
    check(told["listed"] is None and told["chat"].get("error") == "NotFoundError", "flat errors", told)


TESTS = (it_sees_what_was_loaded, it_sees_what_comes_and_goes, it_is_turned_away_without_the_key,
         it_understands_the_errors_of_older_ones)


def main():
    plumbline = program()
    need_node("openai")
    return run_tests(plumbline, [case_of(servers_of(1))], TESTS, is_whole=False)


if __name__ == "__main__":
    sys.exit(main())
