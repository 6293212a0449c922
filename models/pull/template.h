// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/yaml/scope.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pull {

// What templates may use: parameters, the window ("from", "to", in nanoseconds), "bucket"
// (seconds), "cursor", "offset", and what "each" goes through.
using Variables = std::map<std::string, std::string>;

enum class Filter
{
    Rfc3339, // of nanoseconds, and so are the next five
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
    Sql, // 2026-11-24 02:51:07, UTC
    Base64,
};

// Where a rendered text goes decides what may stand in it.
enum class Destination
{
    Text, // anything
    Path, // variables are percent-encoded as one segment; "." and ".." are refused
    Header, // line breaks and NUL are refused
};

// Text with {{variable}} or {{variable|filter}} in it.
class Template
{
public:
    Template() = default;
    // Adds a problem, placed at the node, for broken braces, unknown variables and unknown filters.
    static Template parse(const yaml::Node& node, const std::vector<std::string>& known,
                          std::vector<yaml::Problem>& problems);

    telemetry::Result<std::string> render(const Variables& variables,
                                          Destination destination) const;
    static Template literal(std::string text);
    void append(std::string text); // literal text
    bool isEmpty() const { return m_pieces.empty(); }
    bool uses(std::string_view variable) const;
    std::string text() const; // as written, with its variables

private:
    struct Piece
    {
        std::string text; // literal text, or the variable's name
        bool isVariable = false;
        std::vector<Filter> filters;
    };
    std::vector<Piece> m_pieces;
};

} // namespace pull
