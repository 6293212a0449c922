# SPDX-License-Identifier: GPL-3.0-or-later
"""Prompts of Arize Phoenix (src/phoenix/server/api/routers/v1/prompts.py): tags are unique per prompt and move by an upsert,
ids are Relay's global ones, errors are text. A tag set on a version of another prompt moves that prompt's tag."""
import base64

from base import Fake, Reply, main, route

TEXT = {"Content-Type": "text/plain; charset=utf-8"}


def global_id(kind, number):
    return base64.b64encode(f"{kind}:{number}".encode()).decode()


def number_of(kind, text):
    try:
        name, _, number = base64.b64decode(text.encode(), validate=True).decode().partition(":")
    except ValueError:
        return None
    return int(number) if name == kind and number.isdigit() else None


class FakePhoenix(Fake):
    def __init__(self, key=""):
        super().__init__()
        self.key = key
        self.versions = {}  # number -> prompt
        self.tags = {}  # (prompt, tag) -> number

    def authorize(self, request):
        if request.path == "/arize_phoenix_version":
            return
        if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            raise Reply(401, "Invalid token", TEXT)

    def version(self, number):
        return {"id": global_id("PromptVersion", number), "description": "", "model_provider": "OPENAI",
                "model_name": "gpt-4o", "template_type": "CHAT", "template_format": "MUSTACHE",
                "template": {"type": "chat", "messages": [{"role": "system", "content": f"version {number}"}]},
                "invocation_parameters": {"type": "openai", "openai": {"temperature": 0.2}}}

    def own(self, prompt):
        return sorted((number for number, name in self.versions.items() if name == prompt), reverse=True)

    @route("GET", "/arize_phoenix_version")
    def release(self, request):
        return Reply(200, "13.20.0", TEXT)

    @route("GET", "/v1/prompts/([^/]+)/versions")
    def list(self, request, prompt):
        limit, start = int(request.query.get("limit", 100)), number_of("PromptVersion", request.query.get("cursor", ""))
        numbers = [number for number in self.own(prompt) if start is None or number <= start]
        more = numbers[limit:]
        return {"data": [self.version(number) for number in numbers[:limit]],
                "next_cursor": global_id("PromptVersion", more[0]) if more else None}

    @route("GET", "/v1/prompts/([^/]+)/latest")
    def latest(self, request, prompt):
        if not self.own(prompt):
            raise Reply(404, "Not Found", TEXT)
        return {"data": self.version(self.own(prompt)[0])}

    @route("GET", "/v1/prompts/([^/]+)/tags/([^/]+)")
    def tagged(self, request, prompt, tag):
        if (prompt, tag) not in self.tags:
            raise Reply(404, "Not Found", TEXT)
        return {"data": self.version(self.tags[(prompt, tag)])}

    def known(self, version):
        number = number_of("PromptVersion", version)
        if number is None:
            raise Reply(422, "Invalid prompt version ID", TEXT)
        if number not in self.versions:
            raise Reply(404, "Not Found", TEXT)
        return number

    @route("GET", "/v1/prompt_versions/([^/]+)")
    def one(self, request, version):
        return {"data": self.version(self.known(version))}

    @route("POST", "/v1/prompt_versions/([^/]+)/tags")
    def tag(self, request, version):
        name = (request.json() or {}).get("name")
        if not isinstance(name, str):
            raise Reply(422, '[{"type":"missing","loc":["body","name"]}]', TEXT)
        number = self.known(version)
        self.tags[(self.versions[number], name)] = number
        self.wrote(request)
        return Reply(204)

    @route("DELETE", "/v1/prompt_versions/([^/]+)/tags/([^/]+)")
    def untag(self, request, version, tag):
        number = self.known(version)
        if self.tags.get((self.versions[number], tag)) != number:
            raise Reply(404, f"Tag '{tag}' not found", TEXT)
        del self.tags[(self.versions[number], tag)]
        self.wrote(request)
        return Reply(204)


if __name__ == "__main__":
    main(FakePhoenix())
