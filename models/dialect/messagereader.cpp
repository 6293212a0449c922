// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/messagereader.h"

#include "models/dialect/presentnode.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace dialect {

namespace {

using telemetry::Message;
using telemetry::Part;
using telemetry::PartKind;

constexpr std::size_t kMostPlaceholders = 256; // of media, in one text

NodeRef firstChild(const NodeRef& node)
{
    NodeRef first = node["\x1f"]; // missing
    node.forEach([&first](const NodeRef& child) {
        if (first.isMissing())
            first = child;
    });
    return first;
}

NodeRef lastChild(const NodeRef& node)
{
    NodeRef last = node["\x1f"];
    node.forEach([&last](const NodeRef& child) { last = child; });
    return last;
}

// {"contents": [{"parts": ...}]}: Google's request. Elsewhere "contents" are the parts of a
// message.
bool isListOfContents(const NodeRef& node)
{
    const NodeRef first = firstChild(node["contents"]);
    return node["contents"].kind() == NodeKind::Array && node["role"].isMissing()
        && (isPresent(first["parts"]) || isPresent(first["role"]));
}

bool isMessage(const NodeRef& node)
{
    return isPresent(node["role"]) || isPresent(node["parts"]) || isPresent(node["message"])
        || (isPresent(node["contents"]) && !isListOfContents(node)) || isPresent(node["tool_calls"])
        || (isPresent(node["content"]) && !isPresent(node["type"]))
        || (isPresent(node["finish_reason"]) && !isPresent(node["text"]));
}

bool isRequest(const NodeRef& node)
{
    constexpr std::array<const char*, 6> lists{"messages", "choices",     "output",
                                               "contents", "generations", "candidates"};
    const bool hasList = std::any_of(lists.begin(), lists.end(), [&node](const char* name) {
        return node[name].kind() == NodeKind::Array;
    });
    return hasList || isPresent(node["input"]) || isPresent(node["prompt"])
        || isMessage(node["output"]);
}

} // namespace

std::string MessageReader::clean(std::string_view text)
{
    if (m_tables.isRedacted(text)) {
        m_notes.isRedacted = true;
        return {};
    }
    m_notes.isCut = m_notes.isCut
        || std::any_of(m_tables.cutMarks.begin(), m_tables.cutMarks.end(),
                       [text](const std::string& mark) { return text.ends_with(mark); });
    return telemetry::sanitizedUtf8(text);
}

std::vector<Message> MessageReader::messages(const NodeRef& node, std::string_view role)
{
    Messages list;
    addMessages(node, role, list);
    // OpenLLMetry puts the whole input of a Responses call, JSON and all, into one text.
    const bool isOneText = list.size() == 1 && list[0].parts.size() == 1
        && list[0].parts[0].kind == PartKind::Text
        && list[0].parts[0].text.starts_with("[{\"role\":");
    if (!isOneText)
        return list;
    const NodeRef inner(m_tree, m_tree.addText(m_tree.keep(list[0].parts[0].text)));
    Messages nested;
    bool areMessages = inner.kind() == NodeKind::Array;
    inner.forEach([&](const NodeRef& item) {
        areMessages = areMessages && isMessage(item) && item["role"].isString();
    });
    if (areMessages)
        addMessages(inner, role, nested);
    return nested.empty() ? list : nested;
}

bool MessageReader::isToldBy(const NodeRef& object)
{
    return isMessage(object) || isRequest(object) || isPresent(object["type"])
        || isPresent(object["text"]);
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
    const NodeRef own = node.firstOf("instructions", "system", "systemInstruction",
                                     "system_instruction", "systemPrompt");
    const NodeRef system = isPresent(own) ? own : node["config"]["system_instruction"];
    for (Message& instruction : instructions(system))
        list.push_back(std::move(instruction));
    for (const char* name : {"messages", "input", "prompt", "contents"})
        addMessages(node[name], role, list);
    for (const char* name : {"choices", "output", "generations", "candidates"})
        addMessages(node[name], "assistant", list);
}

// The message inside of what wraps it, and the role that the wrapping gives it: LangChain's
// serialised objects and dictionaries, Google's candidates.
NodeRef MessageReader::unwrapped(const NodeRef& node, std::string& role) const
{
    const auto sentRole = [&](std::string_view name) {
        std::string word = normalisedWord(name);
        for (const std::string_view tail : {"messagechunk", "message"}) {
            if (word.size() > tail.size() && word.ends_with(tail))
                word.resize(word.size() - tail.size());
        }
        role = m_tables.role(word);
    };
    const NodeRef arguments = node["kwargs"];
    if (isPresent(node["lc"]) && arguments.kind() == NodeKind::Object) {
        sentRole(lastChild(node["id"]).text());
        return arguments;
    }
    const std::string_view type = node["type"].text();
    const NodeRef data = node["data"];
    const bool isRole = findIn(m_tables.roles, normalisedWord(type)) != nullptr || type == "system"
        || type == "tool" || type == "user" || type == "assistant";
    if (isRole && isPresent(data["content"])) {
        sentRole(type);
        return data;
    }
    if (isRole && isPresent(node["content"]))
        sentRole(type);
    const NodeRef content = node["content"];
    const bool isCandidate = content.kind() == NodeKind::Object
        && (isPresent(content["parts"]) || isPresent(content["role"]));
    return isCandidate ? content : node;
}

void MessageReader::addItem(const NodeRef& node, std::string_view role, Messages& list)
{
    if (node.kind() == NodeKind::Array) { // one list a conversation
        node.forEach([&](const NodeRef& item) { addItem(item, role, list); });
        return;
    }
    std::string wrappedRole;
    static_cast<void>(unwrapped(node, wrappedRole));
    if (node.kind() == NodeKind::Object && (isMessage(node) || !wrappedRole.empty())) {
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
    } else if (!node.isContainer() || !firstChild(node).isMissing()) { // {} says nothing
        addText(node.isContainer() ? node.json() : std::string(node.text()), single);
    }
    if (!single.parts.empty())
        list.push_back(std::move(single));
}

Message MessageReader::message(const NodeRef& node, std::string_view role)
{
    std::string wrappedRole;
    NodeRef wrapped = node["message"];
    if (wrapped.isString() && wrapped.text().starts_with('{')) {
        const NodeRef inner(m_tree, m_tree.addText(wrapped.text()));
        wrapped = inner.kind() == NodeKind::Object && isMessage(inner) ? inner : wrapped;
    }
    const NodeRef body =
        unwrapped(wrapped.kind() == NodeKind::Object ? wrapped : node, wrappedRole);
    Message result;
    result.role = m_tables.role(telemetry::sanitizedUtf8(body["role"].text()));
    if (result.role.empty())
        result.role = wrappedRole.empty() ? std::string(role) : wrappedRole;
    addReasoning(body.firstOf("reasoning_content", "reasoning"), result);
    const NodeRef ownCalls = body["tool_calls"];
    const NodeRef keptCalls = body["additional_kwargs"]["tool_calls"]; // LangChain
    const NodeRef calls = isPresent(ownCalls) ? ownCalls
        : isPresent(keptCalls)                ? keptCalls
                                              : node["tool_calls"];
    const NodeRef ownContent = body.firstOf("parts", "contents", "content");
    const NodeRef content = isPresent(ownContent) || !wrapped.isString() ? ownContent : wrapped;
    const NodeRef call = body["function_call"];
    const bool isCall = isPresent(calls) || call.kind() == NodeKind::Object;
    const bool isNothing = content.isString()
        && ((content.text() == "null" && (isCall || result.role == "assistant"))
            || (content.text() == "None" && isCall));
    if (!isNothing)
        addContent(content, body, result);
    if (const NodeRef refusal = body["refusal"]; refusal.isString())
        addText(refusal.text(), result);
    addCalls(calls, result);
    if (call.kind() == NodeKind::Object)
        addCalls(call, result);
    const NodeRef finish = node.firstOf("finish_reason", "finishReason", "stop_reason");
    const NodeRef inner = body.firstOf("finish_reason", "finishReason", "stop_reason");
    const NodeRef innermost = body["content"]["finish_reason"];
    const std::string_view reason = finish.isString() ? finish.text()
        : inner.isString()                            ? inner.text()
                                                      : innermost.text();
    if (!reason.empty())
        result.finishReason = m_tables.finishReason(telemetry::sanitizedUtf8(reason));
    return result;
}

void MessageReader::addReasoning(const NodeRef& node, Message& message)
{
    if (node.isString() && !node.text().empty()) {
        Part part;
        part.kind = PartKind::Reasoning;
        part.text = clean(node.text());
        part.typeName = "reasoning";
        message.parts.push_back(std::move(part));
        return;
    }
    if (node.kind() == NodeKind::Array)
        node.forEach([&](const NodeRef& piece) { addReasoning(piece, message); });
    else if (node.kind() == NodeKind::Object)
        addReasoning(node.firstOf("text", "content", "thinking"), message);
}

void MessageReader::addContent(const NodeRef& given, const NodeRef& owner, Message& message)
{
    const NodeRef content = unfolded(given);
    const bool isToolMessage = message.role == "tool" || message.role == "function";
    if (content.kind() == NodeKind::Array) {
        const NodeRef id = owner.firstOf("tool_call_id", "call_id", "id");
        if (isToolMessage && isPresent(id) && !hasResponse(content)) {
            addResponse(content, owner, message);
            return;
        }
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
    if (isToolMessage)
        addResponse(content, owner, message);
    else if (content.kind() == NodeKind::Object)
        addPart(content, message);
    else
        addText(content.text(), message);
}

// Text that stands for media is named as such, and what is around it stays text.
void MessageReader::addText(std::string_view text, Message& message)
{
    for (std::size_t count = 0; count < kMostPlaceholders; ++count) {
        std::size_t start = std::string_view::npos;
        std::size_t stop = start;
        const std::pair<std::string, std::string>* found = nullptr;
        for (const auto& candidate : m_tables.mediaPlaceholders) {
            const std::size_t begin = text.find(candidate.first);
            if (begin >= start)
                continue;
            const std::size_t end = text.find(candidate.second, begin + candidate.first.size());
            if (end == std::string_view::npos)
                continue;
            start = begin;
            stop = end;
            found = &candidate;
        }
        if (found == nullptr)
            break;
        const std::size_t inside = start + found->first.size();
        addPlainText(text.substr(0, start), message);
        message.parts.push_back(placeholder(text.substr(inside, stop - inside)));
        text.remove_prefix(stop + found->second.size());
    }
    addPlainText(text, message);
}

void MessageReader::addPlainText(std::string_view text, Message& message)
{
    std::string cleaned = clean(text);
    if (cleaned.empty())
        return;
    Part part;
    part.text = std::move(cleaned);
    message.parts.push_back(std::move(part));
}

void MessageReader::addCalls(const NodeRef& node, Message& message)
{
    if (!node.isContainer())
        return;
    // The same call may stand among the parts and in a list of calls.
    std::unordered_set<std::string> ids;
    for (const Part& part : message.parts) {
        if (part.kind == PartKind::ToolCall && !part.id.empty())
            ids.insert(part.id);
    }
    addCallsBut(ids, node, message);
}

void MessageReader::addCallsBut(std::unordered_set<std::string>& ids, const NodeRef& node,
                                Message& message)
{
    if (node.kind() == NodeKind::Array) {
        node.forEach([&](const NodeRef& call) { addCallsBut(ids, call, message); });
        return;
    }
    if (node.kind() != NodeKind::Object)
        return;
    Part part;
    part.kind = PartKind::ToolCall;
    fillPart(node, part);
    if (part.id.empty() || ids.insert(part.id).second)
        message.parts.push_back(std::move(part));
}

MessageReader::Tool MessageReader::tool(const NodeRef& definition)
{
    NodeRef node = definition;
    if (node.isString())
        node = NodeRef(m_tree, m_tree.addText(node.text()));
    if (node.isString()) // nothing but a name
        return {.name = telemetry::sanitizedUtf8(node.text()), .schema = {}};
    if (node["json_schema"].isString())
        node = NodeRef(m_tree, m_tree.addText(node["json_schema"].text()));
    const NodeRef function = node.firstOf("function", "toolSpec");
    const NodeRef whole = function["name"].isString() ? function : node;
    NodeRef schema =
        whole.firstOf("parameters", "input_schema", "inputSchema", "parameters_json_schema");
    if (!schema["json"].isMissing()) // Bedrock
        schema = schema["json"];
    std::string text;
    if (schema.isString())
        text = schema.text();
    else if (schema.kind() == NodeKind::Object)
        text = schema.json();
    return {.name = telemetry::sanitizedUtf8(whole["name"].text()),
            .schema = text.size() > kLargestSchema ? std::string() : text};
}

std::string MessageReader::callText(const std::string& text)
{
    if (!text.starts_with("{\"args\":") && !text.starts_with("{\"args\" :"))
        return text;
    const NodeRef call(m_tree, m_tree.addText(text));
    const NodeRef list = call["args"];
    const NodeRef named = call["kwargs"];
    if (list.kind() != NodeKind::Array || named.kind() != NodeKind::Object)
        return text;
    const NodeRef first = firstChild(list);
    const NodeRef only = first.isMissing() ? firstChild(named) : first;
    const bool isSingle = (first.isMissing() || firstChild(named).isMissing())
        && only.index() == lastChild(first.isMissing() ? named : list).index();
    if (only.isMissing() || !isSingle)
        return text;
    // A single named argument keeps its name unless it is what every workflow calls its input.
    if (first.isMissing() && only.key() != "input")
        return named.json();
    return telemetry::sanitizedUtf8(only.isContainer() ? only.json() : std::string(only.text()));
}

} // namespace dialect
