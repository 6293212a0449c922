// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/yaml/problem.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace yaml {

struct Entry;

// One value of a YAML document with its place, as plain data. Lines and columns count from 1;
// columns count bytes.
struct Node
{
    enum class Kind
    {
        Null,
        Scalar,
        Sequence,
        Map,
    };

    Kind kind = Kind::Null;
    std::string scalar; // Scalar: its text, unescaped
    bool isQuoted = false; // Scalar: written in quotes or as a block, hence always text
    std::vector<Node> items; // Sequence
    std::vector<Entry> entries; // Map, in the order written
    int line = 1;
    int column = 1;

    const Node* find(std::string_view key) const; // Map: nullptr when absent
    bool isScalar() const { return kind == Kind::Scalar; }
    bool isMap() const { return kind == Kind::Map; }
    bool isSequence() const { return kind == Kind::Sequence; }
};

struct Entry
{
    Node key; // always a scalar
    Node value;
};

struct Limits
{
    int depth = 64;
    int nodes = 20'000; // aliases count as what they stand for
};

// Reads the first document of `text`. Refused with their place: syntax errors, keys that occur
// twice, keys that are not scalars, documents beyond the limits, a second document.
std::variant<Node, Problem> parse(const std::string& text, const Limits& limits = {});

} // namespace yaml
