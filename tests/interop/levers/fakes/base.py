# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stateful fakes of control planes have in common: a small HTTP server on 127.0.0.1.

A fake is a subclass of Fake with routes. It keeps real state under a lock, answers in the shapes of
the vendor (documented or captured), and counts writes, so that a test can hold what the console says
against what happened. Run one by hand: python3 fakes/NAME.py PORT.
"""
import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit


class Reply(Exception):
    """An answer, raised or returned: status, body (bytes, text, or anything for JSON), headers."""

    def __init__(self, status, body=b"", headers=None):
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


class Request:
    """What a route gets: method, path, query (first values), headers, body and its JSON."""

    def __init__(self, method, target, headers, body):
        parts = urlsplit(target)
        self.method = method
        self.path = parts.path
        self.query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        self.headers = headers
        self.body = body
        self.arguments = ()

    def json(self):
        try:
            return json.loads(self.body or b"null")
        except ValueError:
            raise Reply(400, {"error": "the body is no JSON"}) from None


def route(method, pattern):
    """Marks a method of a fake as the answer to `method` of paths that match; groups are unquoted."""

    def mark(function):
        function.routes = [*getattr(function, "routes", []), (method, re.compile(pattern + r"\Z"))]
        return function

    return mark


class Fake:
    """Subclasses add routes and state, and may override authorize() and missing()."""

    def __init__(self):
        self.lock = threading.RLock()
        self.writes = []  # (method, path) of what changed something, as the routes say: wrote()
        self.requests = []  # all, in order
        self.server = None
        self._routes = [
            (method, pattern, getattr(self, name))
            for name in dir(type(self))
            for method, pattern in getattr(getattr(type(self), name), "routes", [])
        ]

    def wrote(self, request):
        self.writes.append((request.method, request.path))

    def authorize(self, request):  # raises a Reply
        pass

    def missing(self, request):
        return Reply(404, {"error": "not found"})

    def answer(self, request):
        with self.lock:
            self.requests.append((request.method, request.path))
            try:
                self.authorize(request)
                for method, pattern, function in self._routes:
                    match = pattern.match(request.path)
                    if method == request.method and match:
                        request.arguments = tuple(unquote(group) for group in match.groups() if group is not None)
                        result = function(request, *request.arguments)
                        return result if isinstance(result, Reply) else Reply(200, result)
                return self.missing(request)
            except Reply as reply:
                return reply

    def start(self, port=0):
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self):
                length = int(self.headers.get("content-length") or 0)
                if self.headers.get("transfer-encoding", "").lower() == "chunked":
                    body = b""
                    while size := int(self.rfile.readline().split(b";")[0], 16):
                        body += self.rfile.read(size)
                        self.rfile.readline()
                    self.rfile.readline()
                else:
                    body = self.rfile.read(length)
                reply = fake.answer(Request(self.command, self.path, self.headers, body))
                data = reply.body
                headers = {name.lower(): value for name, value in reply.headers.items()}
                if not isinstance(data, (bytes, str)):
                    data = json.dumps(data)
                    headers.setdefault("content-type", "application/json")
                if isinstance(data, str):
                    data = data.encode()
                self.send_response(reply.status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if reply.status != 204:
                    self.send_header("content-length", str(len(data)))
                self.end_headers()
                if self.command != "HEAD" and reply.status != 204:
                    self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = handle_any

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def stop(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"


def main(fake):
    """python3 NAME.py PORT: serves until it is ended."""
    fake.start(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    print(fake.url, flush=True)
    threading.Event().wait()
