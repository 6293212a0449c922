# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy between the console and a control plane that spoils one exchange on purpose.

Everything else passes as it is. Faults "before" keep the request from the control plane, faults "after" let it have its
effect and spoil what comes back: to the console both look the same, which is the point. A proxy of its own stands before
each replica; one before a peer that is only asked (a gateway that serves) tells before from after by the writes of the
proxies that it is given as `clocks`."""
import http.client
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

# Of the write.
SEND_FAULTS = ("drop_before", "drop_after", "hang_before", "hang_after", "reset_after", "half_header_after",
               "half_body_after", "error_before", "error_after", "gateway_before", "login_page_before",
               "redirect_before", "unauthorized_before", "too_many_before", "empty_ok_before", "slow_after")
# Of what is read for the plan, or read back after the write.
READ_FAULTS = ("drop", "hang", "error", "login_page", "unauthorized", "half_body", "empty_ok")
# Of the first reading back only: the next one works.
ONCE_FAULTS = ("drop", "hang", "error", "empty_ok")
# Faults that are an answer, as HTTP has it: the console has a raw reply to keep.
ANSWERED = ("error", "gateway", "login_page", "redirect", "unauthorized", "too_many", "empty_ok", "slow")
FOREVER = 60  # s; longer than any limit of the program, and ended by the next reset

ANSWERS = {"error": (500, "text/plain", b"internal error"),
           "gateway": (502, "text/html", b"<html>bad gateway</html>"),
           "login_page": (200, "text/html", b"<html><form action=/login></form></html>"),
           "redirect": (302, "text/plain", b"moved"),
           "unauthorized": (401, "application/json", b'{"message":"token expired"}'),
           "too_many": (429, "application/json", b'{"message":"slow down"}'),
           "empty_ok": (200, "application/json", b"")}


def parts_of(fault):
    """(kind, before or after) of the name of a fault."""
    kind, _, when = fault.rpartition("_") if fault.endswith(("_before", "_after")) else (fault, "", "before")
    return kind, when


class Response(http.client.HTTPResponse):
    """Keeps what follows a chunked body: Caddy sends its ETag there."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.trailers = []

    def _read_and_discard_trailer(self):
        while (line := self.fp.readline(65537)) not in (b"\r\n", b"\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            self.trailers.append((name.strip(), value.strip()))


class FaultProxy:
    """`is_write(method, path, body)` tells which requests change something; where that stands in the headers,
    `is_write_with(method, path, body, headers)` does."""

    def __init__(self, upstream, is_write=None, slow=0.3, clocks=(), is_write_with=None):
        self.upstream = urlsplit(upstream)
        is_write = is_write or (lambda method, path, body: method not in ("GET", "HEAD"))
        self.is_write = is_write_with or (lambda method, path, body, _: is_write(method, path, body))
        self.slow = slow
        self.clocks = clocks
        self.lock = threading.Lock()
        self.hung = threading.Event()
        self.passed = 0  # writes since it was started, whatever was reset
        self.reset()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def serve(self):
                length = int(self.headers.get("content-length") or 0)
                proxy.pass_on(self, self.rfile.read(length))

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = serve

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):  # a console that gave up is no error here
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def reset(self, phase=None, fault=None, step=1, times=None, after=0):
        """phase: plan, send or read_back. step: which of the writes is spoilt. times: how many reads are (None: all), after
        so many of the phase that were not."""
        with self.lock:
            self.hung.set()
            self.hung = threading.Event()
            self.phase, self.fault, self.step, self.left, self.spared = phase, fault, step, times, after
            self.has_spared = after > 0
            self.sent = []  # the writes that the console sent: (method, path, body)
            self.answers = []  # what a write was answered with, whole: (status, body)
            self.writes_passed = 0  # that reached the control plane
            self.asked = 0
            self.asked_before = 0  # the first write
            self.struck = False
            self.strikes = threading.Event()  # the spoilt request has been where it goes

    @property
    def writes_seen(self):
        return len(self.sent)

    def repeats(self):
        """How many of the writes were sent before, to the letter."""
        with self.lock:
            return len(self.sent) - len(set(self.sent))

    def stop(self):
        self.hung.set()
        self.server.shutdown()
        self.server.server_close()

    def fault_of(self, is_write, request):
        has_written = any(clock.writes_seen for clock in self.clocks)
        with self.lock:
            self.asked += 1
            now = "send" if is_write else "read_back" if self.sent or has_written else "plan"
            if is_write:
                self.sent.append(request)
            is_trial = "dryRun" in request[1]  # what comes of it keeps nothing from being fired
            self.asked_before += now == "plan" and not is_trial
            if now == self.phase and not is_write and (self.spared or (is_trial and self.has_spared)):
                self.spared -= 0 if is_trial else 1
                return None, self.strikes, self.hung
            if now != self.phase or (is_write and len(self.sent) != self.step) or self.left == 0:
                return None, self.strikes, self.hung
            if not is_write and self.left is not None:
                self.left -= 1
            self.struck = True
            return self.fault, self.strikes, self.hung

    def pass_on(self, handler, body):
        is_write = self.is_write(handler.command, handler.path, body, handler.headers)
        fault, strikes, hung = self.fault_of(is_write, (handler.command, handler.path, body))
        kind, when = parts_of(fault or "")
        if fault and when == "before":
            strikes.set()
            return self.spoil(handler, kind, hung)
        status, headers, data = self.ask(handler, body)
        if is_write:
            with self.lock:
                self.writes_passed += 1
                self.passed += 1
                self.answers.append((status, data))
        if not fault:
            return self.reply(handler, status, headers, data)
        strikes.set()
        if kind == "slow":
            threading.Event().wait(self.slow)
            return self.reply(handler, status, headers, data)
        return self.spoil(handler, kind, hung, status, data)

    def ask(self, handler, body):
        connection = http.client.HTTPConnection(self.upstream.hostname, self.upstream.port, timeout=20)
        connection.response_class = Response
        headers = {name: value for name, value in handler.headers.items()
                   if name.lower() not in ("host", "connection", "content-length")}
        headers["Host"] = self.upstream.netloc
        path = self.upstream.path.rstrip("/") + handler.path
        connection.request(handler.command, path, body or None, headers)
        reply = connection.getresponse()
        body = reply.read()
        result = reply.status, reply.getheaders() + reply.trailers, body
        connection.close()
        return result

    @staticmethod
    def reply(handler, status, headers, data):
        handler.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("transfer-encoding", "connection", "content-length", "trailer"):
                handler.send_header(name, value)
        if status != 204:
            handler.send_header("content-length", str(len(data)))
        handler.end_headers()
        if handler.command != "HEAD" and status != 204:
            handler.wfile.write(data)

    def spoil(self, handler, kind, hung, status=200, data=b""):
        handler.close_connection = True
        if kind in ANSWERS:
            code, content, text = ANSWERS[kind]
            headers = [("content-type", content)]
            if kind == "redirect":
                headers.append(("location", self.url + "/elsewhere"))
            self.reply(handler, code, headers, text)
        elif kind == "hang":
            hung.wait(FOREVER)
        elif kind == "reset":
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
        elif kind == "half_header":
            handler.wfile.write(f"HTTP/1.1 {status} OK\r\nContent-Le".encode())
        elif kind == "half_body":
            data = data or b"{}"
            handler.wfile.write(f"HTTP/1.1 {status} OK\r\nContent-Length: {len(data) + 9}\r\n\r\n".encode() + data)
        # drop: nothing at all
