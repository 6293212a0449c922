# SPDX-License-Identifier: GPL-3.0-or-later
"""Configs of Portkey's control plane (Portkey-AI/openapi, and what Portkey's Terraform provider reads: "config" is a text or an
object), and its gateway, which tells by a header which target answered."""
import json
import uuid

from base import Fake, Reply, main, route


class FakePortkey(Fake):
    def __init__(self, key="pk", gateway_key="gw"):
        super().__init__()
        self.key, self.gateway_key = key, gateway_key
        self.configs = {}  # slug -> [document, version id]
        self.is_text = True
        self.lag = 0  # so many completions still follow the config of before; -1: all
        self.before = {}
        self.takes_turns = False  # each target in turn, whatever its weight
        self.turn = 0

    def authorize(self, request):
        wanted = self.gateway_key if request.path.endswith("/chat/completions") else self.key
        if request.headers.get("x-portkey-api-key") != wanted:
            raise Reply(401, {"success": False, "data": {"message": "Invalid API Key. Error Code: 03"}})

    def put(self, slug, document):
        self.before[slug] = self.configs.get(slug, [document])[0]
        self.configs[slug] = [json.loads(json.dumps(document)), str(uuid.uuid4())]

    def known(self, slug):
        if slug not in self.configs:
            raise Reply(404, {"success": False, "data": {"message": "Config not found"}})
        return self.configs[slug]

    @route("GET", "/configs/([^/]+)")
    def read(self, request, slug):
        document, version = self.known(slug)
        return {"id": "4e54a1a4-109c-43ee-b0f7-11e7d60b0066", "name": slug, "slug": slug, "is_default": 0, "status": "active",
                "config": json.dumps(document) if self.is_text else document, "format": "json", "type": "ORG_CONFIG",
                "version_id": version, "object": "config", "last_updated_at": "2026-11-28T10:00:00.000Z"}

    @route("PUT", "/configs/([^/]+)")
    def write(self, request, slug):
        self.known(slug)
        body = request.json()
        if not isinstance(body, dict) or not isinstance(body.get("config", {}), dict):
            raise Reply(400, {"success": False, "data": {"message": "config must be an object"}})
        if set(body) - {"name", "config", "status", "slug"}:  # its own client sends the slug along
            raise Reply(400, {"success": False, "data": {"message": "unrecognized keys"}})
        if "config" in body:
            self.put(slug, body["config"])
        self.wrote(request)
        return {"success": True, "data": {"version_id": self.configs[slug][1]}}

    @route("POST", "/chat/completions")
    def complete(self, request):
        slug = request.headers.get("x-portkey-config", "")
        if slug not in self.configs:
            return Reply(400, {"status": "failure", "message": "Invalid config passed"})
        document = self.configs[slug][0]
        if self.lag:
            self.lag -= 1 if self.lag > 0 else 0
            document = self.before[slug]
        targets = document["targets"]
        place = max(range(len(targets)), key=lambda index: targets[index].get("weight", 1))
        if self.takes_turns:
            self.turn += 1
            place = self.turn % len(targets)
        model = targets[place].get("override_params", {}).get("model") or request.json()["model"]
        return Reply(200, {"id": "chatcmpl-1", "object": "chat.completion", "model": model + "-2024-08-06", "choices": []},
                     {"x-portkey-last-used-option-index": f"config.targets[{place}]", "x-portkey-provider": "openai"})


if __name__ == "__main__":
    main(FakePortkey())
