# SPDX-License-Identifier: GPL-3.0-or-later
"""As much of D-Bus as a test needs: calls with simple arguments, replies of any type, and signals. Little endian, no
file descriptors, no more than one thread."""

import os
import socket
import struct
import time

CALL, REPLY, ERROR, SIGNAL = 1, 2, 3, 4
ALIGN = {"y": 1, "b": 4, "n": 2, "q": 2, "i": 4, "u": 4, "x": 8, "t": 8, "d": 8, "s": 4, "o": 4, "g": 1, "a": 4, "(": 8,
         "{": 8, "v": 1}
FIXED = {"y": "<B", "n": "<h", "q": "<H", "i": "<i", "u": "<I", "x": "<q", "t": "<Q", "d": "<d"}


class BusError(Exception):
    pass


def split(signature):
    """The complete types that a signature is made of: "sa(so)" is ["s", "a(so)"]."""
    types, start = [], 0
    while start < len(signature):
        end = start
        while signature[end] == "a":
            end += 1
        if signature[end] in "({":
            depth = 0
            while True:
                depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(signature[end], 0)
                if depth == 0:
                    break
                end += 1
        types.append(signature[start:end + 1])
        start = end + 1
    return types


class Reader:
    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def align(self, size):
        self.at = (self.at + size - 1) // size * size

    def read(self, kind):
        head = kind[0]
        self.align(ALIGN[head])
        if head in FIXED:
            (value,) = struct.unpack_from(FIXED[head], self.data, self.at)
            self.at += struct.calcsize(FIXED[head])
            return value
        if head == "b":
            return self.read("u") != 0
        if head in "so":
            length = self.read("u")
            return self.take(length)
        if head == "g":
            return self.take(self.read("y"))
        if head == "v":
            return self.read(self.read("g"))
        if head == "(":
            return tuple(self.read(one) for one in split(kind[1:-1]))
        if head == "a":
            return self.array(kind[1:])
        raise BusError(f"a type that is not known: {kind}")

    def take(self, length):
        text = self.data[self.at:self.at + length].decode("utf-8", "replace")
        self.at += length + 1
        return text

    def array(self, element):
        length = self.read("u")
        self.align(ALIGN[element[0]])
        end = self.at + length
        if element[0] == "{":
            key, value = split(element[1:-1])
            pairs = {}
            while self.at < end:
                self.align(8)
                name = self.read(key)
                pairs[name] = self.read(value)
            return pairs
        items = []
        while self.at < end:
            items.append(self.read(element))
        return items


class Writer:
    def __init__(self):
        self.data = bytearray()

    def align(self, size):
        while len(self.data) % size:
            self.data.append(0)

    def write(self, kind, value):
        self.align(ALIGN[kind])
        if kind in FIXED:
            self.data += struct.pack(FIXED[kind], value)
        elif kind == "b":
            self.data += struct.pack("<I", 1 if value else 0)
        elif kind in "so":
            text = value.encode()
            self.data += struct.pack("<I", len(text)) + text + b"\0"
        elif kind == "g":
            text = value.encode()
            self.data += struct.pack("<B", len(text)) + text + b"\0"
        elif kind == "v":  # a pair of type and value
            self.write("g", value[0])
            self.write(value[0], value[1])
        else:
            raise BusError(f"arguments of type {kind} are not written here")


class Message:
    def __init__(self, kind, fields, body):
        self.kind, self.body = kind, body
        self.path, self.interface, self.member = fields.get(1), fields.get(2), fields.get(3)
        self.error, self.answers, self.sender = fields.get(4), fields.get(5), fields.get(7)


class Bus:
    def __init__(self, address):
        options = dict(pair.split("=", 1) for pair in address.split(";")[0].split(":", 1)[1].split(","))
        name = options.get("path") or "\0" + options["abstract"]
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(30)
        self.socket.connect(name)
        self.buffer = b""
        self.serial = 0
        self.signals = []
        who = str(os.getuid()).encode().hex().encode()
        self.socket.sendall(b"\0AUTH EXTERNAL " + who + b"\r\n")
        answer = self.line()
        if not answer.startswith(b"OK"):
            raise BusError(f"the bus does not let us in: {answer!r}")
        self.socket.sendall(b"BEGIN\r\n")
        self.name = self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello")[0]

    def close(self):
        self.socket.close()

    def line(self):
        while b"\r\n" not in self.buffer:
            self.more()
        line, _, self.buffer = self.buffer.partition(b"\r\n")
        return line

    def more(self):
        data = self.socket.recv(1 << 16)
        if not data:
            raise BusError("the bus has closed the connection")
        self.buffer += data

    def call(self, destination, path, interface, member, signature="", *arguments):
        """The values of the reply; BusError where it is an error."""
        self.serial += 1
        serial = self.serial
        body = Writer()
        for kind, value in zip(split(signature), arguments):
            body.write(kind, value)
        head = Writer()
        head.data += bytes([ord("l"), CALL, 0, 1])
        head.write("u", len(body.data))
        head.write("u", serial)
        fields = Writer()
        for code, kind, value in ((1, "o", path), (2, "s", interface), (3, "s", member), (6, "s", destination),
                                  (8, "g", signature)):
            if value:
                fields.align(8)
                fields.write("y", code)
                fields.write("v", (kind, value))
        head.write("u", len(fields.data))
        head.data += fields.data
        head.align(8)
        self.socket.sendall(bytes(head.data + body.data))
        while True:
            message = self.receive()
            if message.kind == SIGNAL:
                self.signals.append(message)
            elif message.answers == serial and message.kind == ERROR:
                raise BusError(f"{member} at {path} of {destination}: {message.error} {message.body}")
            elif message.answers == serial:
                return message.body

    def receive(self):
        while len(self.buffer) < 16:
            self.more()
        length, _serial, fields = struct.unpack_from("<III", self.buffer, 4)
        total = (16 + fields + 7) // 8 * 8 + length
        while len(self.buffer) < total:
            self.more()
        data, self.buffer = self.buffer[:total], self.buffer[total:]
        if data[0:1] != b"l":
            raise BusError("a message of the other byte order")
        reader = Reader(data, 12)
        known = dict(reader.read("a(yv)"))
        reader.align(8)
        body = [reader.read(kind) for kind in split(known.get(8, ""))]
        return Message(data[1], known, body)

    def listen(self, rule):
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch", "s", rule)

    def wait(self, fits, seconds):
        """The first signal that fits, of those that have come and of those to come; None: in that time none did."""
        until = time.monotonic() + seconds
        while True:
            for i, message in enumerate(self.signals):
                if fits(message):
                    del self.signals[i]
                    return message
            self.signals.clear()
            left = until - time.monotonic()
            if left <= 0:
                return None
            self.socket.settimeout(left)
            try:
                message = self.receive()
            except socket.timeout:
                return None
            finally:
                self.socket.settimeout(30)
            if message.kind == SIGNAL:
                self.signals.append(message)

    def property(self, destination, path, interface, name):
        return self.call(destination, path, "org.freedesktop.DBus.Properties", "Get", "ss", interface, name)[0]
