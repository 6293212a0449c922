# SPDX-License-Identifier: GPL-3.0-or-later
"""vLLM's OpenAI server (vllm/entrypoints/openai/models/serving.py): adapters are loaded and unloaded by name, answers are
text, errors are {"error": {...}} now and flat in older versions, and every server has a table of its own."""
from base import Fake, Reply, main, route

BASE = "meta-llama/Llama-3.1-8B-Instruct"
TEXT = {"Content-Type": "text/plain; charset=utf-8"}


class FakeVllm(Fake):
    def __init__(self, key="", adapters=None, paths=()):
        super().__init__()
        self.key = key
        self.initial, self.paths = dict(adapters or {}), set(paths)
        self.reset()

    def reset(self):
        self.adapters = dict(self.initial)
        self.is_old = False  # before load_inplace: the field is passed over, errors are flat
        self.is_enabled = True  # VLLM_ALLOW_RUNTIME_LORA_UPDATING
        self.breaks = False  # the engine fails
        self.writes.clear()

    def authorize(self, request):
        if self.key and request.path.startswith("/v1") and request.headers.get("Authorization") != f"Bearer {self.key}":
            raise Reply(401, {"error": "Unauthorized"})

    def missing(self, request):
        return Reply(404, {"detail": "Not Found"})

    def error(self, status, message, kind):
        error = {"message": message, "type": kind, "param": None, "code": status}
        return Reply(status, {"object": "error", **error} if self.is_old else {"error": error})

    @route("GET", "/v1/models")
    def models(self, request):
        card = lambda name, root, parent: {"id": name, "object": "model", "created": 1, "owned_by": "vllm",  # noqa: E731
                                           "root": root, "parent": parent, "max_model_len": None, "permission": []}
        return {"object": "list", "data": [card(BASE, BASE, None)] + [card(name, path, BASE)
                                                                      for name, path in self.adapters.items()]}

    @route("POST", "/v1/load_lora_adapter")
    def load(self, request):
        if not self.is_enabled:
            return self.missing(request)
        body = request.json() or {}
        name, path = body.get("lora_name"), body.get("lora_path")
        if not isinstance(name, str) or not isinstance(path, str):
            raise Reply(422, {"detail": [{"type": "missing", "loc": ["body", "lora_path"], "msg": "Field required"}]})
        if not name or not path:
            raise self.error(400, "Both 'lora_name' and 'lora_path' must be provided.", "InvalidUserInput")
        if name in self.adapters and (self.is_old or body.get("load_inplace") is not True):
            raise self.error(400, f"The lora adapter '{name}' has already been loaded. If you want to load the adapter in "
                             "place, set 'load_inplace' to True.", "InvalidUserInput")
        if self.breaks:
            raise self.error(500, "Call to add_lora method failed: CUDA out of memory", "InternalServerError")
        if path not in self.paths:
            raise self.error(404, f"Loading lora {name} failed: No adapter found for {path}", "NotFoundError")
        self.adapters[name] = path
        self.wrote(request)
        return Reply(200, f"Success: LoRA adapter '{name}' added successfully.", TEXT)

    @route("POST", "/v1/unload_lora_adapter")
    def unload(self, request):
        if not self.is_enabled:
            return self.missing(request)
        name = (request.json() or {}).get("lora_name")
        if name not in self.adapters:
            raise self.error(404, f"The lora adapter '{name}' cannot be found.", "NotFoundError")
        del self.adapters[name]
        self.wrote(request)
        return Reply(200, f"Success: LoRA adapter '{name}' removed successfully.", TEXT)

    def asked_for(self, request, needs):
        body = request.json() or {}
        if needs not in body:
            raise self.error(400, f"[{{'type': 'missing', 'loc': ('body', '{needs}'), 'msg': 'Field required'}}]",
                             "Bad Request")
        model = body.get("model")
        if model != BASE and model not in self.adapters:
            raise self.error(404, f"The model `{model}` does not exist.", "NotFoundError")
        return model

    @route("POST", "/v1/chat/completions")
    def chat(self, request):
        model = self.asked_for(request, "messages")
        return {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": model,
                "choices": [{"index": 0, "finish_reason": "length", "message": {"role": "assistant", "content": "pong"}}],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}

    @route("POST", "/v1/completions")
    def complete(self, request):
        model = self.asked_for(request, "prompt")
        return {"id": "cmpl-1", "object": "text_completion", "created": 1, "model": model,
                "choices": [{"index": 0, "text": "pong", "finish_reason": "length"}],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}


if __name__ == "__main__":
    main(FakeVllm())
