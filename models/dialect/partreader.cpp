// SPDX-License-Identifier: GPL-3.0-or-later

// The parts of messages, and documents: the other half of MessageReader.
#include "models/dialect/messagereader.h"
#include "models/dialect/numbertext.h"
#include "models/dialect/presentnode.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <utility>

namespace dialect {

namespace {

using telemetry::Message;
using telemetry::Part;
using telemetry::PartKind;

// A tool call's arguments, or any structured value: JSON as it is, strings as they are.
std::string jsonOrText(const NodeRef& node)
{
    if (!isPresent(node))
        return {};
    return telemetry::sanitizedUtf8(node.isString() ? std::string(node.text()) : node.json());
}

bool looksLikeJson(std::string_view text)
{
    const std::size_t start = text.find_first_not_of(" \n\r\t");
    return start != std::string_view::npos && (text[start] == '{' || text[start] == '[');
}

// What seals reasoning may stand in the options of a provider.
bool holdsSealed(const NodeRef& node)
{
    if (isPresent(
            node.firstOf("encrypted_content", "data", "encrypted", "signature", "redactedContent")))
        return true;
    bool isFound = false;
    for (const char* name : {"providerOptions", "providerMetadata"}) {
        node[name].forEach([&isFound](const NodeRef& provider) {
            isFound = isFound
                || isPresent(provider.firstOf("reasoningEncryptedContent", "redactedData",
                                              "signature"));
        });
    }
    return isFound;
}

// What a part is. Pydantic AI said "kind" in its first version.
std::string_view typeOf(const NodeRef& part)
{
    const NodeRef type = part["type"];
    return isPresent(type) ? type.text() : part["kind"].text();
}

// [{"text": ...}]: the texts; of anything else the JSON.
std::string textOf(const NodeRef& container)
{
    bool areTexts = container.kind() == NodeKind::Array;
    std::string text;
    container.forEach([&](const NodeRef& part) {
        areTexts = areTexts && part["text"].isString();
        text += text.empty() ? "" : "\n";
        text += part["text"].text();
    });
    return areTexts ? text : container.json();
}

} // namespace

// Whether all of these are parts of a message, and no list that somebody wrote as JSON.
bool MessageReader::areParts(const NodeRef& list) const
{
    bool areAll = list.kind() == NodeKind::Array;
    bool isAny = false;
    list.forEach([&](const NodeRef& item) {
        NodeRef inner = item;
        std::size_t members = 0;
        item.forEach([&members](const NodeRef&) { ++members; });
        const std::string type = normalisedWord(typeOf(item));
        const bool isTyped = type != "function" && findIn(m_tables.partTypes, type) != nullptr;
        const bool isBare = members == 1 && item["text"].isString();
        isAny = true;
        areAll = areAll && item.kind() == NodeKind::Object
            && (isTyped || isBare || keyedKind(item, inner) != nullptr);
    });
    return areAll && isAny;
}

// The content itself, where JSON in a string or an object without a type holds it.
NodeRef MessageReader::unfolded(const NodeRef& content)
{
    if (content.isString() && content.text().starts_with("[{")) {
        const bool wasIncomplete = m_tree.takeIncomplete();
        const NodeRef inner(m_tree, m_tree.addText(content.text()));
        const bool isList = areParts(inner);
        if (!isList)
            m_tree.takeIncomplete();
        if (wasIncomplete)
            m_tree.markIncomplete();
        return isList ? inner : content;
    }
    if (content.kind() != NodeKind::Object)
        return content;
    bool isHolder = true; // what else an object may hold is part of what was said
    content.forEach([&isHolder](const NodeRef& member) {
        const std::string_view key = member.key();
        isHolder = isHolder
            && (key == "content" || key == "message" || key == "finish_reason"
                || key == "tool.result");
    });
    const NodeRef held = content.firstOf("content", "message");
    return isHolder && held.isString() ? unfolded(held) : content;
}

// {"functionCall": {...}}: what the part is, is the name of its member.
const PartKind* MessageReader::keyedKind(const NodeRef& node, NodeRef& inner) const
{
    if (!typeOf(node).empty())
        return nullptr;
    const PartKind* kind = nullptr;
    node.forEach([&](const NodeRef& member) {
        const PartKind* known = findIn(m_tables.partKeys, member.key());
        if (kind == nullptr && known != nullptr && member.kind() == NodeKind::Object) {
            kind = known;
            inner = member;
        }
    });
    return kind;
}

PartKind MessageReader::partKind(const NodeRef& node) const
{
    const std::string_view type = typeOf(node);
    if (const PartKind* known = findIn(m_tables.partTypes, normalisedWord(type)))
        return *known;
    const bool isText = type.empty() && (node["text"].isString() || node["content"].isString());
    const bool isThought = type.empty() && node["reasoning"].isString(); // Genkit
    if (isThought || (isText && node["thought"].text() == "true"))
        return PartKind::Reasoning;
    return isText ? PartKind::Text : PartKind::Other;
}

bool MessageReader::hasResponse(const NodeRef& parts) const
{
    bool isFound = false;
    parts.forEach([&](const NodeRef& part) {
        NodeRef inner = part;
        const PartKind* keyed = keyedKind(part, inner);
        isFound =
            isFound || (keyed != nullptr ? *keyed : partKind(part)) == PartKind::ToolCallResponse;
    });
    return isFound;
}

void MessageReader::addPart(const NodeRef& node, Message& message)
{
    // Anthropic puts a tool's result, OpenAI a whole message, where a part stands.
    if (node["type"].text() == "message") {
        addContent(node["content"], node, message);
        return;
    }
    NodeRef inner = node;
    const PartKind* keyed = keyedKind(node, inner);
    Part part;
    part.kind = keyed != nullptr ? *keyed : partKind(node);
    part.typeName = telemetry::sanitizedUtf8(keyed != nullptr ? inner.key() : typeOf(node));
    if (part.kind == PartKind::Text) {
        const NodeRef text = node.firstOf("content", "text", "refusal");
        m_notes.isWithheld = m_notes.isWithheld || !isPresent(text);
        addText(text.text(), message);
        return;
    }
    fillPart(inner, part);
    message.parts.push_back(std::move(part));
}

void MessageReader::addResponse(const NodeRef& content, const NodeRef& owner, Message& message)
{
    Part part;
    part.kind = PartKind::ToolCallResponse;
    part.id = telemetry::sanitizedUtf8(owner.firstOf("tool_call_id", "id", "call_id").text());
    part.name = telemetry::sanitizedUtf8(owner["name"].text());
    fillResponse(content, part);
    message.parts.push_back(std::move(part));
}

void MessageReader::fillPart(const NodeRef& node, Part& part)
{
    switch (part.kind) {
    case PartKind::Text:
        part.text = clean(node.firstOf("content", "text", "refusal").text());
        break;
    case PartKind::Reasoning:
        fillReasoning(node, part);
        break;
    case PartKind::ToolCall:
        fillCall(node, part);
        break;
    case PartKind::ToolCallResponse:
        part.id = telemetry::sanitizedUtf8(node.firstOf("call_id", "tool_call_id", "tool_use_id",
                                                        "toolCallId", "toolUseId", "id", "ref")
                                               .text());
        part.name = telemetry::sanitizedUtf8(node.firstOf("name", "toolName", "tool_name").text());
        fillResponse(
            node.firstOf("response", "result", "output", "content", "server_tool_call_response"),
            part);
        break;
    case PartKind::Blob:
    case PartKind::Uri:
    case PartKind::File:
        addMedia(node, part);
        break;
    case PartKind::Compaction:
        part.id = telemetry::sanitizedUtf8(node["id"].text());
        part.text = clean(node["content"].text());
        break;
    case PartKind::Other:
        part.json = telemetry::sanitizedUtf8(node.json());
        break;
    }
}

void MessageReader::fillCall(const NodeRef& node, Part& part)
{
    const NodeRef function = node.firstOf("function", "server_tool_call", "tool_call");
    // The official OpenAI instrumentation puts the item's id where the call's belongs.
    part.id = telemetry::sanitizedUtf8(
        node.firstOf("call_id", "id", "toolCallId", "toolUseId", "tool_call_id", "ref").text());
    part.name = telemetry::sanitizedUtf8(node.firstOf("name", "toolName", "tool_name").text());
    if (part.name.empty())
        part.name = telemetry::sanitizedUtf8(function["name"].text());
    part.json = jsonOrText(node.firstOf("arguments", "input", "args"));
    if (part.json.empty() && function.kind() == NodeKind::Object) {
        const NodeRef own = function.firstOf("arguments", "args", "input");
        part.json = jsonOrText(isPresent(own) ? own : function);
    }
}

// Inline media is named, not kept.
void MessageReader::addMedia(const NodeRef& node, Part& part) const
{
    part.name = telemetry::sanitizedUtf8(
        node.firstOf("mime_type", "media_type", "mediaType", "mimeType", "contentType").text());
    NodeRef place = node.firstOf("uri", "url", "image_url", "file_id", "fileUri", "file_uri",
                                 "image", "source", "file", "audio");
    for (int depth = 0; depth < 3 && place.kind() == NodeKind::Object; ++depth) {
        if (part.name.empty())
            part.name = telemetry::sanitizedUtf8(
                place.firstOf("media_type", "mime_type", "mediaType", "format").text());
        place = place.firstOf("url", "uri", "file_id", "image");
    }
    const std::string_view id = place.text();
    const bool isAddress = id.find("://") != std::string_view::npos;
    if (part.kind == PartKind::Blob && isAddress)
        part.kind = PartKind::Uri;
    // Without an address it may be the bytes themselves.
    const bool isKept = part.kind != PartKind::Blob && !id.starts_with("data:");
    part.id = isKept ? telemetry::sanitizedUtf8(id) : std::string();
}

// type=image/jpeg|id=...|source=...
Part MessageReader::placeholder(std::string_view description)
{
    Part part;
    part.kind = PartKind::Uri;
    while (!description.empty()) {
        const std::size_t bar = description.find('|');
        const std::string_view field = description.substr(0, bar);
        if (field.starts_with("type="))
            part.name = telemetry::sanitizedUtf8(field.substr(5));
        else if (field.starts_with("id="))
            part.id = telemetry::sanitizedUtf8(field.substr(3));
        description = bar == std::string_view::npos ? "" : description.substr(bar + 1);
    }
    return part;
}

void MessageReader::fillReasoning(const NodeRef& node, Part& part)
{
    const NodeRef outer =
        node.firstOf("content", "text", "thinking", "summary", "reasoningText", "reasoning");
    const NodeRef content = outer.kind() == NodeKind::Object ? outer["text"] : outer;
    if (content.kind() == NodeKind::Array) {
        content.forEach([&](const NodeRef& piece) {
            const std::string text = clean(piece.isString() ? piece.text() : piece["text"].text());
            part.text += part.text.empty() || text.empty() ? text : "\n" + text;
        });
    } else {
        part.text = clean(content.text());
    }
    if (part.text.empty() && (holdsSealed(node) || part.typeName == "redacted_thinking")) {
        part.isEncrypted = true;
        m_notes.isEncrypted = true;
    }
}

void MessageReader::fillResponse(const NodeRef& response, Part& part)
{
    // {"type": "json", "value": ...}: Vercel's result says what form it has.
    const NodeRef value = response["value"];
    const NodeRef told = isPresent(value) && response["type"].isString() ? value : response;
    if (told.isString() && !looksLikeJson(told.text()))
        part.text = clean(told.text());
    else
        part.json = jsonOrText(told);
}

std::vector<telemetry::Document> MessageReader::documents(const NodeRef& node)
{
    std::vector<telemetry::Document> list;
    if (node.kind() == NodeKind::Array) {
        node.forEach([&](const NodeRef& entry) { list.push_back(document(entry)); });
        return list;
    }
    for (const char* name : {"documents", "results", "matches", "sources", "chunks"}) {
        if (node[name].kind() == NodeKind::Array)
            return documents(node[name]);
    }
    if (isPresent(node))
        list.push_back(document(node));
    return list;
}

telemetry::Document MessageReader::document(const NodeRef& wrapped)
{
    telemetry::Document document;
    // LangChain's serialised objects hold what they are made of; elsewhere a score stands around
    // the document.
    const NodeRef made = wrapped["kwargs"];
    const NodeRef scored = wrapped["document"];
    const NodeRef node = made.kind() == NodeKind::Object ? made
        : scored.kind() == NodeKind::Object              ? scored
                                                         : wrapped;
    if (!node.isContainer()) {
        document.content = clean(node.text());
        return document;
    }
    NodeRef metadata = node["metadata"];
    if (metadata.isString())
        metadata = NodeRef(m_tree, m_tree.addText(metadata.text()));
    const auto look = [&](auto... names) {
        const NodeRef own = node.firstOf(names...);
        const NodeRef inside = isPresent(own) ? own : metadata.firstOf(names...);
        const bool isAround = !isPresent(inside) && scored.kind() == NodeKind::Object;
        const NodeRef found = isAround ? wrapped.firstOf(names...) : inside;
        return found.isContainer() ? textOf(found) : std::string(found.text());
    };
    document.id = telemetry::sanitizedUtf8(look("id", "document_id", "doc_id", "_id"));
    document.title = telemetry::sanitizedUtf8(look("title", "name", "source"));
    document.content =
        clean(look("content", "text", "page_content", "pageContent", "document", "chunk"));
    const std::string score = look("score", "similarity", "relevance_score", "relevanceScore");
    document.score = numberFromText<double>(score);
    return document;
}

} // namespace dialect
