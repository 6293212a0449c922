# SPDX-License-Identifier: GPL-3.0-or-later
"""Consul's KV store (hashicorp/consul website/content/api-docs/kv.mdx and agent/kvs_endpoint.go): check-and-set
that answers 200 and false, empty 404, errors as text."""
import base64

from base import Fake, Reply, main, route


class FakeConsul(Fake):
    def __init__(self, token=""):
        super().__init__()
        self.token = token
        self.entries = {}  # key -> [value, CreateIndex, ModifyIndex]
        self.index = 100

    def authorize(self, request):
        if not self.token:
            return
        given = request.headers.get("X-Consul-Token", "")
        if given and given != self.token:
            raise Reply(403, "ACL not found", {"Content-Type": "text/plain"})
        if not given:
            raise Reply(403, "Permission denied: anonymous token lacks permission 'key:read'. The anonymous token is "
                        "used implicitly when a request does not specify a token.", {"Content-Type": "text/plain"})

    def headers(self, index):
        return {"X-Consul-Index": str(index), "X-Consul-KnownLeader": "true", "X-Consul-LastContact": "0"}

    @route("GET", "/v1/kv/(.+)")
    def read(self, request, key):
        if key not in self.entries:
            return Reply(404, b"", self.headers(self.index))
        value, created, modified = self.entries[key]
        if "raw" in request.query:
            return Reply(200, value, self.headers(modified))
        encoded = base64.b64encode(value).decode() if value else None
        return Reply(200, [{"LockIndex": 0, "Key": key, "Flags": 0, "Value": encoded, "CreateIndex": created,
                            "ModifyIndex": modified}], self.headers(modified))

    def compares(self, request, key):
        if "cas" not in request.query:
            return True
        if not request.query["cas"].isdigit():
            raise Reply(400, "Invalid value for cas parameter", {"Content-Type": "text/plain"})
        return int(request.query["cas"]) == (self.entries[key][2] if key in self.entries else 0)

    @route("PUT", "/v1/kv/(.+)")
    def write(self, request, key):
        if not self.compares(request, key):
            return Reply(200, False)
        self.put(key, request.body)
        self.wrote(request)
        return Reply(200, True)

    @route("DELETE", "/v1/kv/(.+)")
    def remove(self, request, key):
        if request.query.get("cas") == "0":
            raise Reply(400, "Invalid value for cas parameter", {"Content-Type": "text/plain"})
        if not self.compares(request, key):
            return Reply(200, False)
        self.index += 1
        self.entries.pop(key, None)
        self.wrote(request)
        return Reply(200, True)

    def put(self, key, value):
        self.index += 1
        created = self.entries[key][1] if key in self.entries else self.index
        self.entries[key] = [value, created, self.index]


if __name__ == "__main__":
    main(FakeConsul())
