# SPDX-License-Identifier: GPL-3.0-or-later
"""LiteLLM's proxy (litellm/proxy/management_endpoints/model_management_endpoints.py, fallback_management_endpoints.py,
route_llm_request.py): models in its database and one in its configuration file, fallbacks, and completions that tell
by x-litellm-model-id which deployment answered. A proxy of several may serve what was before for a while: `lag`."""
import copy
import json
import time
import uuid

from base import Fake, Reply, main, route

CLOCK = 1_790_000_000


def proxy_error(status, message, kind, param="None"):
    """ProxyException: its code is a string."""
    return Reply(status, {"error": {"message": message, "type": kind, "param": param, "code": str(status)}})


class FakeLiteLlm(Fake):
    def __init__(self, key="", plain_key=""):
        super().__init__()
        self.key, self.plain_key = key, plain_key  # of the admin, of a user
        self.lag = 0.0  # seconds for which the other proxies serve what was before
        self.fails_reload = False  # a write is stored, and answers 500 all the same
        self.in_between = ""  # what stands before the proxy: "strips" its headers, or "forbids"
        self.has_block = True  # before June 2026 there is no /model/block
        self.reset()

    def reset(self):
        self.rows, self.fallbacks, self.ticks = [], {}, 0
        self.before, self.changed = None, 0.0

    def add(self, identifier, group, model, db_model=True, **params):
        self.rows.append({"model_name": group, "litellm_params": {"model": model, **params},
                          "model_info": {"id": identifier, "db_model": db_model, "blocked": False,
                                         "updated_at": "2026-11-23T10:00:00Z", "updated_by": "admin"}})

    def authorize(self, request):
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if given == self.key:
            return
        if given != self.plain_key or not given:
            raise proxy_error(401, "Authentication Error, Invalid proxy server token passed. Unable to find token in cache or "
                              "`LiteLLM_VerificationTokenTable`", "token_not_found_in_db", "key")
        if request.method != "GET" and not request.path.endswith("/chat/completions"):
            raise proxy_error(401, "Authentication Error, Only proxy admin can be used to generate, delete, update info for "
                              f"new keys/users/teams. Route={request.path}. Your role=internal_user.", "auth_error")

    def change(self, request=None):
        """Before something is changed; without a request it is somebody else."""
        self.before, self.changed = copy.deepcopy(self.rows), time.monotonic()
        self.ticks += 1
        if request is not None:
            self.wrote(request)

    def row(self, identifier):
        for row in self.rows:
            if row["model_info"]["id"] == identifier:
                return row
        return None

    def stored(self, identifier):
        row = self.row(identifier)
        if row is None:
            raise proxy_error(404, f"Model {identifier} not found on proxy.", "not_found_error")
        if not row["model_info"]["db_model"]:
            raise proxy_error(400, "Cannot edit config-based model. Store model in DB via /model/new first.", "validation_error")
        return row

    def done(self, row, by="admin"):
        row["model_info"].update(updated_at=f"2026-11-28T10:{self.ticks // 60:02}:{self.ticks % 60:02}Z", updated_by=by)
        if self.fails_reload:
            raise proxy_error(500, "Model reload degraded serving", "internal_server_error")
        return {"model_id": row["model_info"]["id"], "model_name": row["model_name"],
                "litellm_params": row["litellm_params"], "model_info": row["model_info"]}

    @route("GET", "(?:/v1)?/model/info")
    def info(self, request):
        return {"data": self.rows}

    @route("GET", "(?:/v1)?/models")
    def models(self, request):
        return {"data": [{"id": group, "object": "model", "created": 1677610602, "owned_by": "openai"}
                         for group in self.groups()], "object": "list"}

    @route("POST", "/model/new")
    def new(self, request):
        body = request.json() or {}
        info, params = dict(body.get("model_info") or {}), dict(body.get("litellm_params") or {})
        if not isinstance(body.get("model_name"), str) or not isinstance(params.get("model"), str):
            raise Reply(422, {"detail": [{"type": "missing", "loc": ["body", "litellm_params", "model"], "msg": "Field required"}]})
        identifier = info.get("id") or str(uuid.uuid4())
        if self.row(identifier):
            raise proxy_error(400, f"model_info.id={identifier} already belongs to an existing deployment; omit model_info.id to "
                              "auto-generate one.", "validation_error", "model_info.id")
        self.change(request)
        self.add(identifier, body["model_name"], params.pop("model"), **params)
        return self.done(self.row(identifier))

    @route("POST", "/model/delete")
    def delete(self, request):
        identifier = (request.json() or {}).get("id")
        row = self.row(identifier)
        if row is None or not row["model_info"]["db_model"]:
            raise proxy_error(400, f"{{'error': 'Model with id={identifier} not found in db'}}", "auth_error")
        self.change(request)
        self.rows.remove(row)
        return {"message": f"Model: {identifier} deleted successfully"}

    @route("POST", "/model/(block|unblock)")
    def block(self, request, which):
        if not self.has_block:
            return self.missing(request)
        row = self.stored((request.json() or {}).get("model_id"))
        self.change(request)
        row["model_info"]["blocked"] = which == "block"
        return self.done(row, request.headers.get("litellm-changed-by", "admin"))

    @route("PATCH", "/model/([^/]+)/update")
    def update(self, request, identifier):
        row, patch = self.stored(identifier), request.json() or {}
        self.change(request)
        row["litellm_params"].update(patch.get("litellm_params") or {})
        return self.done(row)

    def groups(self):
        return sorted({row["model_name"] for row in self.rows})

    @route("GET", "/fallback/([^/]+)")
    def fallback(self, request, model):
        kind = request.query.get("fallback_type", "general")
        if (kind, model) not in self.fallbacks:
            raise Reply(404, {"detail": {"error": f"No {kind} fallbacks configured for model '{model}'"}})
        return {"model": model, "fallback_models": self.fallbacks[(kind, model)], "fallback_type": kind}

    @route("POST", "/fallback")
    def set_fallback(self, request):
        body = request.json() or {}
        model, models, kind = body.get("model"), body.get("fallback_models"), body.get("fallback_type", "general")
        if not isinstance(models, list) or not models:
            raise Reply(422, {"detail": [{"type": "list_type", "loc": ["body", "fallback_models"],
                                          "msg": "Input should be a valid list", "input": models}]})
        if model not in self.groups():
            raise Reply(404, {"detail": {"error": f"Model '{model}' not found in router", "available_models": self.groups()}})
        wrong = [one for one in models if one not in self.groups()]
        if wrong:
            raise Reply(400, {"detail": {"error": f"Invalid fallback models: {wrong}", "available_models": self.groups()}})
        if model in models:
            raise Reply(400, {"detail": {"error": f"Model '{model}' cannot be its own fallback"}})
        self.change(request)
        how = "updated" if (kind, model) in self.fallbacks else "created"
        self.fallbacks[(kind, model)] = models
        return {"model": model, "fallback_models": models, "fallback_type": kind,
                "message": f"Fallback configuration {how} successfully"}

    @route("DELETE", "/fallback/([^/]+)")
    def delete_fallback(self, request, model):
        kind = request.query.get("fallback_type", "general")
        if (kind, model) not in self.fallbacks:
            raise Reply(404, {"detail": {"error": f"No {kind} fallbacks configured for model '{model}'"}})
        self.change(request)
        del self.fallbacks[(kind, model)]
        return {"model": model, "fallback_type": kind, "message": "Fallback configuration deleted successfully"}

    def serving(self):
        return self.before if self.before is not None and time.monotonic() < self.changed + self.lag else self.rows

    def pick(self, group):
        rows = [row for row in self.serving() if row["model_name"] == group]
        if not rows:
            raise proxy_error(400, f"/chat/completions: Invalid model name passed in model={group}. Call `/v1/models` to view "
                              "available models for your key.", "invalid_request_error")
        rows = [row for row in rows if not row["model_info"]["blocked"]]
        if not rows:
            raise proxy_error(403, "Model is blocked", "auth_error", "model")
        return max(rows, key=lambda row: row["litellm_params"].get("weight", 0))

    @route("POST", "(?:/v1)?/chat/completions")
    def complete(self, request):
        if self.in_between == "forbids":
            return Reply(403, "<h1>Sorry, you have been blocked</h1>", {"Content-Type": "text/html"})
        body = request.json() or {}
        group, attempted = body.get("model"), 0
        if body.get("mock_testing_fallbacks") is True:
            if ("general", group) not in self.fallbacks:
                raise proxy_error(500, "This is a mock exception to trigger a fallback", "internal_server_error")
            group, attempted = self.fallbacks[("general", group)][0], 1
        row = self.pick(group)
        model = row["litellm_params"]["model"]
        if "no-such" in model:
            raise proxy_error(404, "litellm.NotFoundError: The model does not exist", "not_found_error")
        # _override_openai_response_model: a caller is told the name that it asked for, unless a fallback answered.
        named = model.split("/", 1)[-1] if attempted else group
        answer = {"id": "chatcmpl-1", "object": "chat.completion", "created": CLOCK, "model": named,
                  "choices": [{"index": 0, "finish_reason": "length", "message": {"role": "assistant", "content": "pong"}}],
                  "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
        own = {} if self.in_between == "strips" else {"x-litellm-model-id": row["model_info"]["id"],
                                                      "x-litellm-attempted-fallbacks": str(attempted)}
        return Reply(200, json.dumps(answer), {"Content-Type": "application/json", **own})

    def missing(self, request):
        return Reply(404, {"detail": "Not Found"})


if __name__ == "__main__":
    main(FakeLiteLlm())
