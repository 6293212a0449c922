# SPDX-License-Identifier: GPL-3.0-or-later
"""flagd beside its HTTP source (open-feature/flagd docs/concepts/syncs.md; OFREP's OpenAPI): a document with an ETag, and an
evaluator that follows it a little later. Evaluates without rules; a test lets flagd's own evaluator judge what was written."""
import json

from base import Reply, main, route
from jsondocuments import FakeJsonDocuments

DOCUMENT = "flags.json"


class FakeFlagd(FakeJsonDocuments):
    def __init__(self, token=""):
        super().__init__(token)
        self.lag = 0  # so many evaluations still follow the document of before; -1: all
        self.before = None

    def authorize(self, request):
        if not request.path.startswith("/ofrep/"):
            super().authorize(request)

    def put(self, path, document):
        self.before = self.documents.get(path, [None])[0]
        super().put(path, document)

    @route("POST", "/ofrep/v1/evaluate/flags/([^/]+)")
    def evaluate(self, request, key):
        text = self.documents[DOCUMENT][0]
        if self.lag and self.before:
            self.lag -= 1 if self.lag > 0 else 0
            text = self.before
        if "targetingKey" not in (request.json() or {}).get("context", {}):
            return Reply(400, {"key": key, "errorCode": "TARGETING_KEY_MISSING", "errorDetails": "no targeting key"})
        flag = json.loads(text)["flags"].get(key)
        if flag is None:
            return Reply(404, {"key": key, "errorCode": "FLAG_NOT_FOUND", "errorDetails": f"flag {key} was not found"})
        if flag["state"] == "DISABLED" or "defaultVariant" not in flag:
            return {"key": key, "reason": "DISABLED" if flag["state"] == "DISABLED" else "DEFAULT", "metadata": {}}
        variant = flag["defaultVariant"]
        return {"key": key, "value": flag["variants"][variant], "reason": "STATIC", "variant": variant, "metadata": {}}


if __name__ == "__main__":
    main(FakeFlagd())
