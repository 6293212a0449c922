#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who calls through LiteLLM, and who manages it, on the fake of its proxy: OpenAI's client for npm, which LiteLLM's
documentation names for callers, and the requests of LiteLLM's own client for Python (litellm.proxy.client, models), sent
as that client writes them and read as it reads their answers; that client itself is not run.

Run: clients_litellm.py PLUMBLINE. Exit status 77 when npm's openai is not installed."""
import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from leverkit import check, http, in_node, need_node, program, run_tests  # noqa: E402
from litellm import KEY, USER_KEY, UUID, setup as proxy  # noqa: E402

# One line: the names in the list of models, and who answered a caller; or the error of the client's own class.
SCRIPT = """
const {OpenAI} = require("openai");
const [url, apiKey, model, more] = process.argv.slice(2);
const client = new OpenAI({apiKey, baseURL: url + "/v1", maxRetries: 0});
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
            const found = [];
            for await (const one of client.models.list()) {
                found.push(one.id);
            }
            return found;
        }),
        chat: await told(async () => {
            const {data, response} = await client.chat.completions.create(
                {model, max_tokens: 1, messages: [{role: "user", content: "ping"}], ...JSON.parse(more)}).withResponse();
            return [data.model, data.choices[0].message.content, response.headers.get("x-litellm-model-id")];
        }),
    }));
})();"""
GROUPS = ["agent-orders", "code-assistant", "spare", "support-bot"]


def client(bench, key=USER_KEY, model="support-bot", **more):
    return in_node(SCRIPT, bench.case["url"], key, model, json.dumps(more))[0]


def a_caller_is_turned_away_and_comes_back(bench, fake):
    answered = {"listed": GROUPS, "chat": ["support-bot", "pong", UUID]}
    check(client(bench) == answered, "before", client(bench))
    code, result, errors = bench.fire()
    check(code == 0 and result["outcome"] == "verified", "tripped", code, result, errors)
    told = client(bench)["chat"]
    check(told.get("error") == "PermissionDeniedError" and told["status"] == 403 and "Model is blocked" in told["message"],
          "its own error", told)
    code, result, errors = bench.undo()
    check(code == 0 and client(bench) == answered, "after", code, result, errors)


def a_pin_does_not_change_the_name(bench, fake):
    """What the profile says of it: which model of the provider answers is in no answer."""
    before = client(bench)
    code, result, errors = bench.on("pin:support-bot").fire()
    check(code == 0 and fake.row(UUID)["litellm_params"]["model"].endswith("2024-08-06"), "pinned", code, result, errors)
    check(client(bench) == before and before["chat"][0] == "support-bot", "the same name", before, client(bench))


def a_fallback_answers_by_its_own_name(bench, fake):
    told = client(bench, mock_testing_fallbacks=True)["chat"]
    check(told == ["gpt-4o-mini", "pong", "spare-1"], "before", told)
    code, result, errors = bench.on("fallback:support-bot").fire()
    check(code == 0, "set", code, result, errors)
    told = client(bench, mock_testing_fallbacks=True)["chat"]
    check(told == ["ft:a", "pong", "code-assistant-primary"], "after", told)


def its_errors_are_the_clients_own(bench, fake):
    told = client(bench, key="sk-wrong")
    check(all(told[way].get("error") == "AuthenticationError" for way in told), "401", told)
    told = client(bench, model="no-such")["chat"]
    check(told.get("error") == "BadRequestError" and "Invalid model name" in told["message"], "400", told)


class PythonClient:
    """ModelsManagementClient of litellm.proxy.client: its paths and bodies, its reading of statuses and of "data"."""

    def __init__(self, url, key):
        self.url, self.key = url, key

    def send(self, method, path, body=None):
        status, _, text = http(method, self.url + path, body, {"Authorization": f"Bearer {self.key}"})
        if status == 401:
            return "UnauthorizedError"
        if status == 404 or (status >= 400 and "not found" in text.lower()):
            return "NotFoundError"
        return json.loads(text) if status < 400 else f"HTTPError {status}"

    def list(self):
        answer = self.send("GET", "/models")
        return answer["data"] if isinstance(answer, dict) else answer

    def info(self):
        answer = self.send("GET", "/v1/model/info")
        return answer["data"] if isinstance(answer, dict) else answer

    def get(self, identifier):
        return next((one for one in self.info() if one.get("model_info", {}).get("id") == identifier), "NotFoundError")

    def new(self, name, params, info=None):
        return self.send("POST", "/model/new", {"model_name": name, "litellm_params": params,
                                                **({"model_info": info} if info else {})})

    def delete(self, identifier):
        return self.send("POST", "/model/delete", {"id": identifier})


def its_python_client_sees_and_does_the_same(bench, fake):
    url = bench.case["url"]
    own = PythonClient(url, KEY)
    check([one["id"] for one in own.list()] == GROUPS, "list", own.list())
    check(own.get(UUID)["model_info"]["blocked"] is False, "get", own.get(UUID))
    code, result, errors = bench.fire()
    check(code == 0 and own.get(UUID)["model_info"]["blocked"] is True, "it sees ours", code, result, errors, own.get(UUID))
    check(bench.undo()[0] == 0 and own.get(UUID)["model_info"]["blocked"] is False, "and that it is undone")
    # What it adds we can pull the lever of, and what it deletes is gone for us.
    check(own.delete(UUID) == {"message": f"Model: {UUID} deleted successfully"}, "delete")
    code, _, errors = bench.run("plan", "--to", bench.lever["to"])
    check(code in (1, 4) and "There is no model group support-bot" in errors, "gone", code, errors)
    added = own.new("support-bot", {"model": "openai/gpt-4.1"})
    check(added["model_name"] == "support-bot" and added["model_id"] != UUID, "new", added)
    code, result, errors = bench.fire(journal="added")
    check(code == 0 and own.get(added["model_id"])["model_info"]["blocked"] is True, "pulled", code, result, errors)
    check(own.new("x", {"model": "openai/y"}, {"id": "spare-1"}) == "HTTPError 400", "an id that is taken")
    check(own.delete(UUID) == "NotFoundError", "not there any more")
    check(PythonClient(url, "sk-wrong").info() == "UnauthorizedError", "a wrong key")
    check(PythonClient(url, USER_KEY).delete("spare-1") == "UnauthorizedError" and fake.row("spare-1"), "a user's key")


TESTS = (a_caller_is_turned_away_and_comes_back, a_pin_does_not_change_the_name, a_fallback_answers_by_its_own_name,
         its_errors_are_the_clients_own, its_python_client_sees_and_does_the_same)


def main():
    plumbline = program()
    need_node("openai")
    return run_tests(plumbline, proxy(), TESTS, is_whole=False)


if __name__ == "__main__":
    sys.exit(main())
