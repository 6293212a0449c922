# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tiny ONNX models by hand, field by field, after onnx.proto (github.com/onnx/onnx, Apache-2.0)."""

import struct

FLOAT, INT64, STRING, BOOL = 1, 7, 8, 9  # TensorProto.DataType


def varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def data(field: int, value: bytes | str) -> bytes:
    raw = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(raw)) + raw


def real(value: float) -> bytes:
    return struct.pack("<f", value)


def tensor_of(name: str, kind: int, shape: tuple[int, ...]) -> bytes:
    """ValueInfoProto; -1 is a dimension that is not said."""
    dims = b"".join(data(1, number(1, size) if size >= 0 else data(2, "n")) for size in shape)
    return data(1, name) + data(2, data(1, number(1, kind) + data(2, dims)))


def constant(name: str, kind: int, raw: bytes, shape: tuple[int, ...] = ()) -> bytes:
    """TensorProto, for an initializer."""
    return b"".join(number(1, size) for size in shape) + number(2, kind) + data(8, name) + data(9, raw)


def attribute(name: str, kind: int, body: bytes) -> bytes:
    return data(1, name) + body + number(20, kind)


def node(operator: str, inputs: list[str], outputs: list[str], attributes: tuple[bytes, ...] = (),
         domain: str = "") -> bytes:
    return (b"".join(data(1, name) for name in inputs) + b"".join(data(2, name) for name in outputs)
            + data(4, operator) + b"".join(data(5, one) for one in attributes) + (data(7, domain) if domain else b""))


def graph(nodes: list[bytes], inputs: list[bytes], outputs: list[bytes], constants: tuple[bytes, ...] = ()) -> bytes:
    return (b"".join(data(1, one) for one in nodes) + data(2, "tiny") + b"".join(data(5, one) for one in constants)
            + b"".join(data(11, one) for one in inputs) + b"".join(data(12, one) for one in outputs))


def model(body: bytes) -> bytes:
    """Format 7; operators of version 13, and 2 of the machine learning ones."""
    return number(1, 7) + data(7, body) + data(8, number(2, 13)) + data(8, data(1, "ai.onnx.ml") + number(2, 2))


def look_up(source: str, target: str, table: dict[str, float], default: float) -> bytes:
    """A number for each text: LabelEncoder."""
    strings = attribute("keys_strings", 8, b"".join(data(9, key) for key in table))
    floats = attribute("values_floats", 6, b"".join(varint(7 << 3 | 5) + real(value) for value in table.values()))
    other = attribute("default_float", 1, varint(2 << 3 | 5) + real(default))
    return node("LabelEncoder", [source], [target], (strings, floats, other), "ai.onnx.ml")


def answers(table: dict[str, float], default: float, shape: tuple[int, ...] = (1,), name: str = "answer",
            output: str = "probability") -> bytes:
    """Its probability, for each answer by itself."""
    return model(graph([look_up(name, output, table, default)], [tensor_of(name, STRING, shape)],
                       [tensor_of(output, FLOAT, shape)]))


def pairs(answer: dict[str, float], context: dict[str, float], default: float) -> bytes:
    """The product of what answer and context have, each by itself."""
    return model(graph([look_up("answer", "a", answer, default), look_up("context", "c", context, default),
                        node("Mul", ["a", "c"], ["probability"])],
                       [tensor_of("answer", STRING, (-1,)), tensor_of("context", STRING, (-1,))],
                       [tensor_of("probability", FLOAT, (-1,))]))


def endless() -> bytes:
    """A loop of 2^62 rounds around one number."""
    body = graph([node("Identity", ["on"], ["still"]), node("Identity", ["before"], ["after"])],
                 [tensor_of("round", INT64, ()), tensor_of("on", BOOL, ()), tensor_of("before", FLOAT, (1,))],
                 [tensor_of("still", BOOL, ()), tensor_of("after", FLOAT, (1,))])
    loop = node("Loop", ["rounds", "", "start"], ["probability"], (attribute("body", 5, data(6, body)),))
    return model(graph([look_up("answer", "start", {"a": 0.5}, 0.5), loop], [tensor_of("answer", STRING, (1,))],
                       [tensor_of("probability", FLOAT, (1,))],
                       (constant("rounds", INT64, struct.pack("<q", 1 << 62)),)))
