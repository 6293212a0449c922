// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/tables.h"
#include "models/dialect/valuetree.h"
#include "models/telemetry/generation.h"

#include <string>
#include <string_view>
#include <vector>

namespace dialect {

// What was seen while content was read.
struct ContentNotes
{
    bool isRedacted = false;
    bool isEncrypted = false;
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
    // System instructions: parts or a bare string, as one system message; none when empty.
    std::vector<telemetry::Message> instructions(const NodeRef& node);
    std::vector<telemetry::Document> documents(const NodeRef& node);

private:
    using Messages = std::vector<telemetry::Message>;

    void addMessages(const NodeRef& node, std::string_view role, Messages& messages);
    void addItem(const NodeRef& node, std::string_view role, Messages& messages);
    void addRequest(const NodeRef& node, std::string_view role, Messages& messages);
    telemetry::Message message(const NodeRef& node, std::string_view role);
    void addContent(const NodeRef& content, const NodeRef& owner, telemetry::Message& message);
    void addText(std::string_view text, telemetry::Message& message);
    void addToolCalls(const NodeRef& calls, telemetry::Message& message);
    void addPart(const NodeRef& node, telemetry::Message& message);
    void fillPart(const NodeRef& node, telemetry::Part& part);
    void fillReasoning(const NodeRef& node, telemetry::Part& part);
    void fillResponse(const NodeRef& response, telemetry::Part& part);
    telemetry::PartKind partKind(const NodeRef& node) const;
    telemetry::Document document(const NodeRef& node);
    std::string clean(std::string_view text);

    const CompiledTables& m_tables;
    ValueTree& m_tree;
    ContentNotes& m_notes;
};

} // namespace dialect
