// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/tables.h"
#include "models/dialect/valuetree.h"
#include "models/telemetry/generation.h"

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace dialect {

// What was seen while content was read.
struct ContentNotes
{
    bool isRedacted = false;
    bool isEncrypted = false;
    bool isCut = false; // a text ends with the mark of whoever cut it
    bool isWithheld = false; // a part of text came without its text
};

// Turns a tree into messages, whichever of the known shapes it has: the conventions' own (role and
// parts), OpenAI's chat and responses forms, a bare string, or a whole request or response.
class MessageReader
{
public:
    // `tree` is where trees come from; JSON inside strings is parsed into it.
    MessageReader(const CompiledTables& tables, ValueTree& tree, ContentNotes& notes)
        : m_tables(tables)
        , m_tree(tree)
        , m_notes(notes)
    {
    }

    // `role` is for messages that name none.
    std::vector<telemetry::Message> messages(const NodeRef& node, std::string_view role);
    // Whether an object tells a message at all; the attributes beside an empty body do not.
    static bool isToldBy(const NodeRef& object);
    // System instructions: parts or a bare string, as one system message; none when empty.
    std::vector<telemetry::Message> instructions(const NodeRef& node);
    std::vector<telemetry::Document> documents(const NodeRef& node);

    // Pieces of one message: text as it is, reasoning in words or parts, a list of calls or one.
    void addBareText(std::string_view text, telemetry::Message& message) { addText(text, message); }
    void addReasoning(const NodeRef& node, telemetry::Message& message);
    void addCalls(const NodeRef& node, telemetry::Message& message);
    // The name in the definition of a tool, whichever form it has, and the JSON schema of its
    // arguments; JSON in a string is read.
    struct Tool
    {
        std::string name;
        std::string schema; // empty when not told, or huge
    };
    static constexpr std::size_t kLargestSchema = std::size_t{64} << 10U; // bytes
    Tool tool(const NodeRef& definition);
    // What a function was called with: a single argument out of {"args": [], "kwargs": {}}, or the
    // text as it is.
    std::string callText(const std::string& text);

private:
    using Messages = std::vector<telemetry::Message>;

    NodeRef unwrapped(const NodeRef& node, std::string& role) const;
    void addMessages(const NodeRef& node, std::string_view role, Messages& messages);
    void addItem(const NodeRef& node, std::string_view role, Messages& messages);
    void addRequest(const NodeRef& node, std::string_view role, Messages& messages);
    telemetry::Message message(const NodeRef& node, std::string_view role);
    void addContent(const NodeRef& content, const NodeRef& owner, telemetry::Message& message);
    NodeRef unfolded(const NodeRef& content);
    bool areParts(const NodeRef& list) const;
    void addText(std::string_view text, telemetry::Message& message);
    void addPlainText(std::string_view text, telemetry::Message& message);
    // `ids`: of the calls that are there already.
    void addCallsBut(std::unordered_set<std::string>& ids, const NodeRef& node,
                     telemetry::Message& message);
    void addPart(const NodeRef& node, telemetry::Message& message);
    void addResponse(const NodeRef& content, const NodeRef& owner, telemetry::Message& message);
    const telemetry::PartKind* keyedKind(const NodeRef& node, NodeRef& inner) const;
    telemetry::PartKind partKind(const NodeRef& node) const;
    bool hasResponse(const NodeRef& parts) const;
    void fillPart(const NodeRef& node, telemetry::Part& part);
    void fillCall(const NodeRef& node, telemetry::Part& part);
    void fillReasoning(const NodeRef& node, telemetry::Part& part);
    void fillResponse(const NodeRef& response, telemetry::Part& part);
    void addMedia(const NodeRef& node, telemetry::Part& part) const;
    static telemetry::Part placeholder(std::string_view description);
    telemetry::Document document(const NodeRef& wrapped);
    std::string clean(std::string_view text);

    const CompiledTables& m_tables;
    ValueTree& m_tree;
    ContentNotes& m_notes;
};

} // namespace dialect
