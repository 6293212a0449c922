// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/operationparser.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace actuation {

using yaml::Node;

TextTemplate OperationParser::readTemplate(const Node& node)
{
    if (!node.isScalar())
        m_problems.push_back(
            {.line = node.line, .column = node.column, .message = "this must be text"});
    return TextTemplate::parse(node, m_known, m_problems);
}

RequestTemplate OperationParser::readRequest(const yaml::Scope& scope)
{
    RequestTemplate request;
    request.method = scope.text("method", "GET");
    constexpr std::array<std::string_view, 5> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};
    if (std::find(methods.begin(), methods.end(), request.method) == methods.end())
        scope.report(*scope.find("method"), "\"method\" must be GET, POST, PUT, PATCH or DELETE");
    if (const Node* path = scope.require("path")) {
        request.path = readTemplate(*path);
        if (path->scalar.substr(0, 1) != "/")
            scope.report(*path, "\"path\" must begin with a slash");
    }
    std::vector<std::string> secretToo = m_known;
    secretToo.insert(secretToo.end(), {"secret", "token"});
    for (const auto& [name, value] : scope.texts("headers"))
        request.headers.emplace_back(name, TextTemplate::parse(*value, secretToo, m_problems));
    if (const Node* body = scope.find("body"))
        request.json = BodyTemplate::parse(*body, m_known, m_problems);
    if (const Node* body = scope.find("body_text"))
        request.text = readTemplate(*body);
    if (request.json && request.text)
        scope.report(scope.node(), "\"body\" and \"body_text\" exclude each other");
    return request;
}

void OperationParser::checkPointer(const Node& node)
{
    if (!node.isScalar() || (!node.scalar.empty() && node.scalar.front() != '/'))
        m_problems.push_back({.line = node.line,
                              .column = node.column,
                              .message = "a JSON Pointer is empty or begins with a slash"});
}

void OperationParser::readDecoders(const Node& node, Selector& selector)
{
    const std::vector<Node> single{node};
    for (const Node& item : node.isSequence() ? node.items : single) {
        if (item.scalar == "base64")
            selector.decoders.push_back(Decoder::Base64);
        else if (item.scalar == "json")
            selector.decoders.push_back(Decoder::Json);
        else if (item.scalar == "int")
            selector.decoders.push_back(Decoder::Int);
        else
            m_problems.push_back({.line = item.line,
                                  .column = item.column,
                                  .message = "unknown decoder \"" + item.scalar
                                      + "\"; one of base64, json, int is expected"});
    }
}

void OperationParser::readSource(const yaml::Scope& scope, Selector& selector)
{
    if (const Node* pointer = scope.find("pointer")) {
        checkPointer(*pointer);
        selector.name = pointer->scalar;
    } else if (scope.find("header")) {
        selector.source = Selector::Source::Header;
        selector.name = scope.text("header");
        std::transform(
            selector.name.begin(), selector.name.end(), selector.name.begin(),
            [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    } else if (scope.find("body")) {
        selector.source = Selector::Source::Body;
        scope.flag("body", true);
    }
}

Selector OperationParser::readSelector(const Node& node)
{
    Selector selector;
    const yaml::Scope scope(node, "the selector", m_problems);
    scope.allow({"pointer", "header", "body", "where", "equals", "take", "decode", "default"});
    const int sources = (scope.find("pointer") ? 1 : 0) + (scope.find("header") ? 1 : 0)
        + (scope.find("body") ? 1 : 0);
    if (sources != 1 && node.isMap())
        scope.report(node,
                     "the selector needs exactly one of \"pointer\", \"header\" and \"body\"");
    readSource(scope, selector);
    if (const Node* where = scope.find("where")) {
        selector.isSearch = true;
        checkPointer(*where);
        selector.where = where->scalar;
        if (const Node* equals = scope.require("equals"))
            selector.equals = readTemplate(*equals);
        if (const Node* take = scope.require("take")) {
            checkPointer(*take);
            selector.take = take->scalar;
        }
    }
    if (const Node* decode = scope.find("decode"))
        readDecoders(*decode, selector);
    if (scope.find("default"))
        selector.fallback = scope.text("default");
    return selector;
}

std::optional<Selector> OperationParser::readOptionalSelector(const yaml::Scope& scope,
                                                              std::string_view key)
{
    const Node* node = scope.find(key);
    return node ? std::optional(readSelector(*node)) : std::nullopt;
}

std::vector<int> OperationParser::readStatuses(const Node& node)
{
    const std::vector<Node> single{node};
    std::vector<int> statuses;
    for (const Node& item : node.isSequence() ? node.items : single) {
        const bool isClass = item.scalar.size() == 3 && item.scalar.substr(1) == "xx";
        const std::string digits = isClass ? item.scalar.substr(0, 1) : item.scalar;
        int status = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), status);
        const bool isWhole = error == std::errc{} && end == digits.data() + digits.size();
        if (!isWhole || (isClass ? status < 1 || status > 5 : status < 100 || status > 599))
            m_problems.push_back(
                {.line = item.line,
                 .column = item.column,
                 .message = "\"" + item.scalar + "\" is no HTTP status; 412 or 4xx is expected"});
        statuses.push_back(status);
    }
    return statuses;
}

Condition OperationParser::readCondition(const Node& node)
{
    Condition condition;
    const yaml::Scope scope(node, "the condition", m_problems);
    scope.allow({"pointer", "equals", "exists", "absent"});
    if (const Node* pointer = scope.require("pointer")) {
        checkPointer(*pointer);
        condition.pointer = pointer->scalar;
    }
    const int kinds = (scope.find("equals") ? 1 : 0) + (scope.find("exists") ? 1 : 0)
        + (scope.find("absent") ? 1 : 0);
    if (kinds != 1 && node.isMap())
        scope.report(node,
                     "the condition needs exactly one of \"equals\", \"exists\" and \"absent\"");
    if (scope.find("equals")) {
        condition.kind = Condition::Kind::Equals;
        condition.text = scope.text("equals");
    } else {
        const bool says = scope.flag("exists", true) && !scope.flag("absent", false);
        condition.kind = says ? Condition::Kind::Exists : Condition::Kind::Absent;
    }
    return condition;
}

ReplyMatch OperationParser::readMatch(const Node& node)
{
    ReplyMatch match;
    const yaml::Scope scope(node, "the condition on a reply", m_problems);
    scope.allow({"status", "json", "body_contains"});
    if (const Node* status = scope.find("status"))
        match.statuses = readStatuses(*status);
    if (const Node* json = scope.find("json")) {
        if (!json->isSequence())
            match.json.push_back(readCondition(*json));
        for (const Node& item : json->items)
            match.json.push_back(readCondition(item));
    }
    match.bodyContains = scope.text("body_contains");
    if (node.isMap() && match.statuses.empty() && match.json.empty() && match.bodyContains.empty())
        scope.report(node, "this matches every reply; name a status, a JSON value or a text");
    return match;
}

ReplyRule OperationParser::readRule(const Node& node)
{
    ReplyRule rule;
    const yaml::Scope scope(node, "the reply rule", m_problems);
    scope.allow({"when", "outcome"});
    if (const Node* when = scope.require("when"))
        rule.when = readMatch(*when);
    const std::string outcome = scope.requiredText("outcome");
    if (outcome == "accepted")
        rule.verdict = WriteVerdict::Accepted;
    else if (outcome == "conflict")
        rule.verdict = WriteVerdict::Conflict;
    else if (outcome == "refused")
        rule.verdict = WriteVerdict::Refused;
    else if (outcome != "unknown" && scope.find("outcome"))
        scope.report(*scope.find("outcome"),
                     "\"outcome\" must be accepted, conflict, refused or unknown");
    return rule;
}

ReadOperation OperationParser::readReading(const Node& node)
{
    ReadOperation read;
    const yaml::Scope scope(node, "\"read\"", m_problems);
    scope.allow({"method", "path", "headers", "body", "body_text", "absent_status", "valid",
                 "value", "version", "exists"});
    read.request = readRequest(scope);
    if (const Node* status = scope.find("absent_status"))
        read.absentStatuses = readStatuses(*status);
    if (const Node* valid = scope.find("valid"))
        read.valid = readMatch(*valid);
    if (const Node* value = scope.require("value"))
        read.value = readSelector(*value);
    read.version = readOptionalSelector(scope, "version");
    read.exists = readOptionalSelector(scope, "exists");
    return read;
}

WriteOperation OperationParser::readWriting(const Node& node, const std::string& what)
{
    WriteOperation write;
    const yaml::Scope scope(node, what, m_problems);
    scope.allow({"method", "path", "headers", "body", "body_text", "reply", "version", "conflict"});
    write.request = readRequest(scope);
    if (write.request.method == "GET" && node.isMap())
        scope.report(node, what + " needs a method other than GET");
    if (const Node* reply = scope.require("reply")) {
        if (!reply->isSequence() || reply->items.empty())
            scope.report(*reply, "\"reply\" must be a list of rules");
        for (const Node& item : reply->items)
            write.rules.push_back(readRule(item));
    }
    write.version = readOptionalSelector(scope, "version");
    if (const Node* conflict = scope.find("conflict")) {
        const yaml::Scope inner(*conflict, "\"conflict\"", m_problems);
        inner.allow({"value", "version"});
        write.conflictValue = readOptionalSelector(inner, "value");
        write.conflictVersion = readOptionalSelector(inner, "version");
    }
    return write;
}

} // namespace actuation
