// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/yaml/tree.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actuation {

using Variables = std::map<std::string, std::string>;
// Variables whose value is not known yet, of previews: a text stands for it, as text also where
// JSON or a number is wanted.
using Unsettled = std::set<std::string>;

enum class Filter
{
    Base64, // of the bytes
    Path, // percent-encoded like any path variable, but slashes stay
    Number, // whole body value only: a JSON number, checked
    Json, // whole body value only: JSON text, checked
};

// Where a rendered text goes decides what may stand in it.
enum class Destination
{
    Text, // anything
    Path, // variables are percent-encoded; "." and ".." as a segment are refused, and empty ones
          // before the query
    Header, // line breaks and NUL are refused
    Form, // variables and text are percent-encoded
    Pointer, // JSON Pointer: "~" and "/" of variables are escaped
};

// Text with {{variable}} or {{variable|filter}} in it.
class TextTemplate
{
public:
    // Adds a problem, placed at the node, for broken braces, unknown variables and unknown filters.
    static TextTemplate parse(const yaml::Node& node, const std::vector<std::string>& known,
                              std::vector<yaml::Problem>& problems);

    // Refused when a value may not stand there.
    telemetry::Result<std::string> render(const Variables& variables,
                                          Destination destination) const;

    bool isEmpty() const { return m_pieces.empty(); }
    // Adds each variable that it puts in as base64, once.
    void addEncoded(std::vector<std::string>& names) const;
    void addUsed(std::set<std::string>& names) const; // each variable

private:
    friend class BodyTemplate;
    struct Piece
    {
        std::string text; // literal text, or the variable's name
        bool isVariable = false;
        std::vector<Filter> filters;
    };
    static telemetry::Result<std::string>
    renderPiece(const Piece& piece, const Variables& variables, Destination destination);

    std::vector<Piece> m_pieces;
};

// A JSON document with templates in its strings. Values are put in by structure: whatever a
// variable holds, a string stays one string.
class BodyTemplate
{
public:
    static BodyTemplate parse(const yaml::Node& node, const std::vector<std::string>& known,
                              std::vector<yaml::Problem>& problems);

    telemetry::Result<std::string> render(const Variables& variables,
                                          const Unsettled& unsettled = {}) const;
    void addEncoded(std::vector<std::string>& names) const; // in the order of the document
    void addUsed(std::set<std::string>& names) const;

private:
    telemetry::Result<void> append(std::string& json, const Variables& variables,
                                   const Unsettled& unsettled) const;
    telemetry::Result<void> appendItems(std::string& json, const Variables& variables,
                                        const Unsettled& unsettled) const;
    telemetry::Result<void> appendText(std::string& json, const Variables& variables,
                                       const Unsettled& unsettled) const;

    enum class Kind
    {
        Literal, // true, 12, null: JSON already
        Text,
        Array,
        Object,
    };
    Kind m_kind = Kind::Literal;
    std::string m_literal = "null";
    TextTemplate m_text;
    std::vector<BodyTemplate> m_items; // Array, and the values of Object
    std::vector<std::string> m_keys; // Object
};

} // namespace actuation
