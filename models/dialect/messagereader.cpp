// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/messagereader.h"

#include "models/telemetry/utf8.h"

#include <charconv>
#include <utility>

namespace dialect {

namespace {

using telemetry::Message;
using telemetry::Part;
using telemetry::PartKind;

bool isPresent(const NodeRef& node)
{
    return !node.isMissing() && node.kind() != NodeKind::Null;
}

bool isMessage(const NodeRef& node)
{
    return isPresent(node["role"]) || isPresent(node["parts"]) || isPresent(node["message"])
        || isPresent(node["contents"]) || isPresent(node["tool_calls"])
        || (isPresent(node["content"]) && !isPresent(node["type"]));
}

bool isRequest(const NodeRef& node)
{
    return node["messages"].kind() == NodeKind::Array || node["choices"].kind() == NodeKind::Array
        || node["output"].kind() == NodeKind::Array || isPresent(node["input"]);
}

// A tool call's arguments, or any structured value: JSON as it is, strings as they are.
std::string jsonOrText(const NodeRef& node)
{
    if (!isPresent(node))
        return {};
    return telemetry::sanitizedUtf8(node.isString() ? std::string(node.text()) : node.json());
}

Part partOf(PartKind kind, std::string text = {})
{
    Part part;
    part.kind = kind;
    part.text = std::move(text);
    return part;
}

bool looksLikeJson(std::string_view text)
{
    const std::size_t start = text.find_first_not_of(" \n\r\t");
    return start != std::string_view::npos && (text[start] == '{' || text[start] == '[');
}

} // namespace

std::string MessageReader::clean(std::string_view text)
{
    if (m_tables.isRedacted(text)) {
        m_notes.isRedacted = true;
        return {};
    }
    return telemetry::sanitizedUtf8(text);
}

std::vector<Message> MessageReader::messages(const NodeRef& node, std::string_view role)
{
    Messages list;
    addMessages(node, role, list);
    return list;
}

std::vector<Message> MessageReader::instructions(const NodeRef& node)
{
    Message system{.role = "system", .parts = {}, .finishReason = {}};
    if (node.kind() == NodeKind::Object && isMessage(node))
        system.parts = message(node, "system").parts;
    else
        addContent(node, node, system);
    if (system.parts.empty())
        return {};
    return {std::move(system)};
}

void MessageReader::addMessages(const NodeRef& node, std::string_view role, Messages& list)
{
    if (node.kind() == NodeKind::Array) {
        node.forEach([&](const NodeRef& item) { addItem(item, role, list); });
    } else if (node.kind() == NodeKind::Object && !isMessage(node) && isRequest(node)) {
        addRequest(node, role, list);
    } else if (isPresent(node)) {
        addItem(node, role, list);
    }
}

void MessageReader::addRequest(const NodeRef& node, std::string_view role, Messages& list)
{
    for (Message& system : instructions(node.firstOf("instructions", "system")))
        list.push_back(std::move(system));
    for (const char* name : {"messages", "input"})
        addMessages(node[name], role, list);
    for (const char* name : {"choices", "output"})
        addMessages(node[name], "assistant", list);
}

void MessageReader::addItem(const NodeRef& node, std::string_view role, Messages& list)
{
    if (node.kind() == NodeKind::Object && isMessage(node)) {
        list.push_back(message(node, role));
        return;
    }
    // A part that stands for a message: OpenAI's response items, or a bare string.
    Message single{.role = std::string(role), .parts = {}, .finishReason = {}};
    if (node.kind() == NodeKind::Object && isPresent(node["type"])) {
        addPart(node, single);
        if (!single.parts.empty() && single.parts.front().kind == PartKind::ToolCallResponse)
            single.role = "tool";
        else if (!single.parts.empty() && single.parts.front().kind == PartKind::ToolCall)
            single.role = "assistant";
    } else if (node["text"].isString()) {
        addText(node["text"].text(), single);
    } else {
        addText(node.isContainer() ? node.json() : std::string(node.text()), single);
    }
    if (!single.parts.empty())
        list.push_back(std::move(single));
}

Message MessageReader::message(const NodeRef& node, std::string_view role)
{
    const NodeRef wrapped = node["message"];
    const NodeRef body = wrapped.kind() == NodeKind::Object ? wrapped : node;
    Message result;
    result.role = telemetry::sanitizedUtf8(body["role"].text());
    if (result.role.empty())
        result.role = role;
    const NodeRef reasoning = body.firstOf("reasoning_content", "reasoning");
    if (reasoning.isString() && !reasoning.text().empty()) {
        result.parts.push_back(partOf(PartKind::Reasoning, clean(reasoning.text())));
        result.parts.back().typeName = "reasoning";
    }
    const NodeRef calls = body["tool_calls"];
    const NodeRef content = body.firstOf("parts", "contents", "content");
    const bool isNothing = content.isString() && content.text() == "null"
        && (isPresent(calls) || result.role == "assistant");
    if (!isNothing)
        addContent(content, body, result);
    if (const NodeRef refusal = body["refusal"]; refusal.isString())
        addText(refusal.text(), result);
    addToolCalls(calls, result);
    if (const NodeRef call = body["function_call"]; call.kind() == NodeKind::Object) {
        Part part = partOf(PartKind::ToolCall);
        fillPart(call, part);
        result.parts.push_back(std::move(part));
    }
    const NodeRef finish = node.firstOf("finish_reason", "finishReason", "stop_reason");
    const NodeRef inner = body.firstOf("finish_reason", "finishReason", "stop_reason");
    const std::string_view reason = finish.isString() ? finish.text() : inner.text();
    if (!reason.empty())
        result.finishReason = m_tables.finishReason(telemetry::sanitizedUtf8(reason));
    return result;
}

void MessageReader::addContent(const NodeRef& content, const NodeRef& owner, Message& message)
{
    if (content.kind() == NodeKind::Array) {
        content.forEach([&](const NodeRef& part) {
            if (part.kind() == NodeKind::Object)
                addPart(part, message);
            else
                addText(part.text(), message);
        });
        return;
    }
    if (!isPresent(content))
        return;
    if (message.role == "tool" || message.role == "function") {
        Part part = partOf(PartKind::ToolCallResponse);
        part.id = telemetry::sanitizedUtf8(owner.firstOf("tool_call_id", "id", "call_id").text());
        part.name = telemetry::sanitizedUtf8(owner["name"].text());
        fillResponse(content, part);
        message.parts.push_back(std::move(part));
    } else if (content.kind() == NodeKind::Object) {
        addPart(content, message);
    } else {
        addText(content.text(), message);
    }
}

void MessageReader::addText(std::string_view text, Message& message)
{
    std::string cleaned = clean(text);
    if (!cleaned.empty())
        message.parts.push_back(partOf(PartKind::Text, std::move(cleaned)));
}

void MessageReader::addToolCalls(const NodeRef& calls, Message& message)
{
    calls.forEach([&](const NodeRef& call) {
        if (call.kind() != NodeKind::Object)
            return;
        Part part = partOf(PartKind::ToolCall);
        fillPart(call, part);
        message.parts.push_back(std::move(part));
    });
}

PartKind MessageReader::partKind(const NodeRef& node) const
{
    const std::string_view type = node["type"].text();
    if (const PartKind* known = findIn(m_tables.partTypes, type))
        return *known;
    const bool isText = type.empty() && (node["text"].isString() || node["content"].isString());
    return isText ? PartKind::Text : PartKind::Other;
}

void MessageReader::addPart(const NodeRef& node, Message& message)
{
    // Anthropic puts a tool's result, OpenAI a whole message, where a part stands.
    if (node["type"].text() == "message") {
        addContent(node["content"], node, message);
        return;
    }
    Part part = partOf(partKind(node));
    part.typeName = telemetry::sanitizedUtf8(node["type"].text());
    fillPart(node, part);
    const bool isEmptyText = part.kind == PartKind::Text && part.text.empty();
    if (!isEmptyText)
        message.parts.push_back(std::move(part));
}

void MessageReader::fillPart(const NodeRef& node, Part& part)
{
    const NodeRef function = node.firstOf("function", "server_tool_call");
    switch (part.kind) {
    case PartKind::Text:
        part.text = clean(node.firstOf("content", "text", "refusal").text());
        break;
    case PartKind::Reasoning:
        fillReasoning(node, part);
        break;
    case PartKind::ToolCall:
        // The official OpenAI instrumentation puts the item's id where the call's belongs.
        part.id = telemetry::sanitizedUtf8(node.firstOf("call_id", "id", "toolCallId").text());
        part.name = telemetry::sanitizedUtf8(node.firstOf("name", "toolName").text());
        if (part.name.empty())
            part.name = telemetry::sanitizedUtf8(function["name"].text());
        part.json = jsonOrText(node.firstOf("arguments", "input", "args"));
        if (part.json.empty() && function.kind() == NodeKind::Object)
            part.json =
                jsonOrText(isPresent(function["arguments"]) ? function["arguments"] : function);
        break;
    case PartKind::ToolCallResponse:
        part.id = telemetry::sanitizedUtf8(
            node.firstOf("call_id", "tool_call_id", "tool_use_id", "toolCallId", "id").text());
        part.name = telemetry::sanitizedUtf8(node.firstOf("name", "toolName").text());
        fillResponse(
            node.firstOf("response", "result", "output", "content", "server_tool_call_response"),
            part);
        break;
    case PartKind::Blob:
    case PartKind::Uri:
    case PartKind::File: {
        part.name =
            telemetry::sanitizedUtf8(node.firstOf("mime_type", "media_type", "mediaType").text());
        const NodeRef url = node.firstOf("uri", "url", "image_url", "file_id");
        const std::string_view id = url.kind() == NodeKind::Object ? url["url"].text() : url.text();
        // Inline media is named, not kept.
        part.id = id.starts_with("data:") ? std::string() : telemetry::sanitizedUtf8(id);
        break;
    }
    case PartKind::Compaction:
        part.id = telemetry::sanitizedUtf8(node["id"].text());
        part.text = clean(node["content"].text());
        break;
    case PartKind::Other:
        part.json = telemetry::sanitizedUtf8(node.json());
        break;
    }
}

void MessageReader::fillReasoning(const NodeRef& node, Part& part)
{
    const NodeRef content = node.firstOf("content", "text", "thinking", "summary");
    if (content.kind() == NodeKind::Array) {
        content.forEach([&](const NodeRef& piece) {
            const std::string text = clean(piece.isString() ? piece.text() : piece["text"].text());
            part.text += part.text.empty() || text.empty() ? text : "\n" + text;
        });
    } else {
        part.text = clean(content.text());
    }
    const bool isSealed = isPresent(node.firstOf("encrypted_content", "data", "encrypted"))
        || part.typeName == "redacted_thinking";
    if (part.text.empty() && isSealed) {
        part.isEncrypted = true;
        m_notes.isEncrypted = true;
    }
}

void MessageReader::fillResponse(const NodeRef& response, Part& part)
{
    if (response.isString() && !looksLikeJson(response.text()))
        part.text = clean(response.text());
    else
        part.json = jsonOrText(response);
}

std::vector<telemetry::Document> MessageReader::documents(const NodeRef& node)
{
    std::vector<telemetry::Document> list;
    if (node.kind() == NodeKind::Array)
        node.forEach([&](const NodeRef& entry) { list.push_back(document(entry)); });
    else if (isPresent(node) && isPresent(node["documents"]))
        return documents(node["documents"]);
    else if (isPresent(node))
        list.push_back(document(node));
    return list;
}

telemetry::Document MessageReader::document(const NodeRef& node)
{
    telemetry::Document document;
    if (!node.isContainer()) {
        document.content = clean(node.text());
        return document;
    }
    NodeRef metadata = node["metadata"];
    if (metadata.isString())
        metadata = NodeRef(m_tree, m_tree.addText(metadata.text()));
    const auto look = [&](auto... names) {
        const NodeRef own = node.firstOf(names...);
        const NodeRef found = isPresent(own) ? own : metadata.firstOf(names...);
        return found.isContainer() ? found.json() : std::string(found.text());
    };
    document.id = telemetry::sanitizedUtf8(look("id", "document_id", "doc_id"));
    document.title = telemetry::sanitizedUtf8(look("title", "name"));
    document.content = clean(look("content", "text", "page_content", "pageContent", "document"));
    const std::string score = look("score", "similarity", "relevance_score");
    double number = 0;
    if (std::from_chars(score.data(), score.data() + score.size(), number).ec == std::errc())
        document.score = number;
    return document;
}

} // namespace dialect
