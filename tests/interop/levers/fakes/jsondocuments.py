# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON documents over HTTP with ETag and If-Match (RFC 9110, 8.8.3 and 13.1.1), as a service of one's own keeps them."""
import json

from base import Fake, Reply, main, route


class FakeJsonDocuments(Fake):
    def __init__(self, token=""):
        super().__init__()
        self.token = token
        self.documents = {}  # path -> [text, number]

    def authorize(self, request):
        if self.token and request.headers.get("Authorization") != f"Bearer {self.token}":
            raise Reply(401, {"message": "who are you?"}, {"WWW-Authenticate": "Bearer"})

    def put(self, path, document):
        text = document if isinstance(document, str) else json.dumps(document)
        self.documents[path] = [text, self.documents.get(path, ["", 0])[1] + 1]

    def tag(self, path):
        return f'"{self.documents[path][1]}"'

    @route("GET", "/(.+)")
    def read(self, request, path):
        if path not in self.documents:
            return Reply(404, {"message": f"there is no {path}"})
        return Reply(200, self.documents[path][0], {"ETag": self.tag(path), "Content-Type": "application/json"})

    @route("PUT", "/(.+)")
    def write(self, request, path):
        if path not in self.documents:
            return Reply(404, {"message": f"there is no {path}"})
        if "If-Match" not in request.headers:
            return Reply(428, {"message": "If-Match is required"})
        if request.headers["If-Match"] != self.tag(path):
            return Reply(412, b"")
        request.json()
        self.put(path, request.body.decode())
        self.wrote(request)
        return Reply(204, b"", {"ETag": self.tag(path)})


if __name__ == "__main__":
    main(FakeJsonDocuments())
