// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/replyparser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace actuation {

using yaml::Node;

namespace {

const std::vector<std::string_view> kSelectorKeys = {"in",    "pointer", "header",  "body",
                                                     "where", "equals",  "last",    "take",
                                                     "then",  "decode",  "default", "words"};
const std::vector<std::string_view> kConditionKeys = {
    "in",     "pointer", "header",  "body",     "where",    "last",    "take",   "then",
    "decode", "equals",  "differs", "contains", "at_least", "at_most", "exists", "absent"};
constexpr std::array<std::pair<std::string_view, Condition::Kind>, 7> kConditions{
    {{"equals", Condition::Kind::Equals},
     {"differs", Condition::Kind::Differs},
     {"contains", Condition::Kind::Contains},
     {"at_least", Condition::Kind::AtLeast},
     {"at_most", Condition::Kind::AtMost},
     {"exists", Condition::Kind::Exists},
     {"absent", Condition::Kind::Absent}}};

} // namespace

TextTemplate ReplyParser::readTemplate(const Node& node)
{
    if (!node.isScalar())
        report(node, "this must be text");
    return TextTemplate::parse(node, m_known, m_problems);
}

void ReplyParser::report(const Node& node, std::string message)
{
    m_problems.push_back({.line = node.line, .column = node.column, .message = std::move(message)});
}

TextTemplate ReplyParser::readPointer(const Node& node)
{
    if (!node.isScalar() || (!node.scalar.empty() && node.scalar.front() != '/'))
        report(node, "a JSON Pointer is empty or begins with a slash");
    return TextTemplate::parse(node, m_known, m_problems);
}

void ReplyParser::readDecoders(const Node& node, Selector& selector)
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
            report(item,
                   "unknown decoder \"" + item.scalar + "\"; one of base64, json, int is expected");
    }
}

void ReplyParser::readSource(const yaml::Scope& scope, Selector& selector)
{
    const int sources = (scope.find("pointer") ? 1 : 0) + (scope.find("header") ? 1 : 0)
        + (scope.find("body") ? 1 : 0);
    if (sources != 1 && scope.isMap())
        scope.report(scope.node(), "exactly one of \"pointer\", \"header\" and \"body\" is needed");
    if (const Node* pointer = scope.find("pointer")) {
        selector.name = readPointer(*pointer);
    } else if (const Node* header = scope.find("header")) {
        selector.source = Selector::Source::Header;
        selector.name = readTemplate(*header);
    } else if (scope.find("body")) {
        selector.source = Selector::Source::Body;
        scope.flag("body", true);
    }
}

// The places that "where" looks at are the same for every lever: nothing is put into them.
std::string ReplyParser::readPlace(const Node& node)
{
    readPointer(node);
    if (node.scalar.find("{{") != std::string::npos)
        report(node, "a pointer of \"where\" takes no variables; put them into the text");
    return node.scalar;
}

// "where: /name" with "equals", or a map of pointers and texts.
void ReplyParser::readSearch(const yaml::Scope& scope, Selector& selector)
{
    const Node* where = scope.find("where");
    if (where != nullptr && where->isMap()) {
        for (const yaml::Entry& entry : where->entries)
            selector.where.emplace_back(readPlace(entry.key), readTemplate(entry.value));
    } else if (where != nullptr) {
        const std::string place = readPlace(*where);
        if (const Node* equals = scope.require("equals"))
            selector.where.emplace_back(place, readTemplate(*equals));
    }
    selector.isLast = scope.flag("last", false);
    if (const Node* take = scope.find("take"))
        selector.take = readPointer(*take);
    if (const Node* then = scope.find("then"))
        selector.then = std::make_shared<const Selector>(readSelector(*then));
}

void ReplyParser::readWay(const yaml::Scope& scope, Selector& selector)
{
    selector.in = scope.text("in");
    readSource(scope, selector);
    readSearch(scope, selector);
    if (const Node* decode = scope.find("decode"))
        readDecoders(*decode, selector);
    for (const auto& [text, word] : scope.texts("words"))
        selector.words[text] = word->scalar;
}

Selector ReplyParser::readSelector(const Node& node)
{
    Selector selector;
    const yaml::Scope scope(node, "the selector", m_problems);
    scope.allow(kSelectorKeys);
    readWay(scope, selector);
    if (scope.find("default"))
        selector.fallback = scope.text("default");
    return selector;
}

std::optional<Selector> ReplyParser::readOptionalSelector(const yaml::Scope& scope,
                                                          std::string_view key)
{
    const Node* node = scope.find(key);
    return node ? std::optional(readSelector(*node)) : std::nullopt;
}

// Names and the selectors that fill them; a selector may have words for what is missing.
std::vector<Taken> ReplyParser::readTaken(const yaml::Scope& scope, std::string_view key)
{
    std::vector<Taken> taken;
    const Node* node = scope.find(key);
    if (node == nullptr)
        return taken;
    if (!node->isMap())
        scope.report(*node, "\"" + std::string(key) + "\" is a map of names and selectors");
    for (const yaml::Entry& entry : node->entries) {
        Taken one{.name = entry.key.scalar, .selector = {}, .missing = {}};
        const yaml::Scope inner(entry.value, "the selector of \"" + one.name + "\"", m_problems);
        std::vector<std::string_view> keys = kSelectorKeys;
        keys.emplace_back("missing");
        inner.allow(keys);
        readWay(inner, one.selector);
        if (inner.find("default"))
            one.selector.fallback = inner.text("default");
        if (const Node* missing = inner.find("missing"))
            one.missing = readTemplate(*missing);
        taken.push_back(std::move(one));
    }
    return taken;
}

std::vector<int> ReplyParser::readStatuses(const Node& node)
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
            report(item, "\"" + item.scalar + "\" is no HTTP status; 412 or 4xx is expected");
        statuses.push_back(status);
    }
    return statuses;
}

Condition ReplyParser::readCondition(const Node& node)
{
    Condition condition;
    const yaml::Scope scope(node, "the condition", m_problems);
    scope.allow(kConditionKeys);
    condition.selector.in = scope.text("in");
    readSource(scope, condition.selector);
    if (const Node* where = scope.find("where"); where != nullptr && !where->isMap())
        scope.report(*where, "\"where\" of a condition is a map of pointers and texts");
    else
        readSearch(scope, condition.selector);
    if (const Node* decode = scope.find("decode"))
        readDecoders(*decode, condition.selector);
    int kinds = 0;
    for (const auto& [key, kind] : kConditions) {
        const Node* text = scope.find(key);
        if (text == nullptr)
            continue;
        ++kinds;
        condition.kind = kind;
        if (kind != Condition::Kind::Exists && kind != Condition::Kind::Absent)
            condition.text = readTemplate(*text);
        else if (!scope.flag(key, true)) // "exists: false" is absent
            condition.kind =
                kind == Condition::Kind::Exists ? Condition::Kind::Absent : Condition::Kind::Exists;
    }
    if (kinds != 1 && node.isMap())
        scope.report(node,
                     "the condition needs exactly one of \"equals\", \"differs\", \"contains\", "
                     "\"at_least\", \"at_most\", \"exists\" and \"absent\"");
    return condition;
}

void ReplyParser::readMatch(const yaml::Scope& scope, ReplyMatch& match)
{
    match.in = scope.text("in");
    if (const Node* status = scope.find("status"))
        match.statuses = readStatuses(*status);
    for (const std::string_view key : {"json", "all"}) {
        const Node* conditions = scope.find(key);
        if (conditions == nullptr)
            continue;
        if (!conditions->isSequence())
            match.conditions.push_back(readCondition(*conditions));
        for (const Node& item : conditions->items)
            match.conditions.push_back(readCondition(item));
    }
    if (const Node* contains = scope.find("body_contains"))
        match.bodyContains = readTemplate(*contains);
    readAlternatives(scope, match);
    if (scope.isMap() && match.isEmpty())
        scope.report(scope.node(),
                     "this matches every reply; name a status, a JSON value or a text");
}

// "any": the same reply in several ways, none of which may hold for every one.
void ReplyParser::readAlternatives(const yaml::Scope& scope, ReplyMatch& match)
{
    const Node* any = scope.find("any");
    if (any == nullptr)
        return;
    if (!any->isSequence() || any->items.size() < 2)
        scope.report(*any, "\"any\" is a list of at least two conditions");
    for (const Node& item : any->items) {
        const yaml::Scope inner(item, "the condition of \"any\"", m_problems);
        inner.allow({"status", "json", "all", "body_contains"});
        readMatch(inner, match.any.emplace_back());
    }
}

ReplyMatch ReplyParser::readAbsence(const yaml::Scope& scope)
{
    ReplyMatch match;
    const Node* status = scope.find("absent_status");
    const Node* absent = scope.find("absent");
    if (status != nullptr)
        match.statuses = readStatuses(*status);
    if (absent == nullptr)
        return match;
    match = readMatch(*absent);
    if (status != nullptr)
        scope.report(*absent, "\"absent\" and \"absent_status\" exclude each other");
    if (match.statuses.empty() && absent->isMap())
        scope.report(*absent, "\"absent\" needs the status that says that there is no entry");
    if (!match.in.empty())
        scope.report(*absent, "\"absent\" is about the reply itself: \"in\" has no place here");
    return match;
}

ReplyMatch ReplyParser::readMatch(const Node& node)
{
    ReplyMatch match;
    const yaml::Scope scope(node, "the condition on a reply", m_problems);
    scope.allow({"in", "status", "json", "all", "any", "body_contains"});
    readMatch(scope, match);
    return match;
}

ReplyRule ReplyParser::readRule(const Node& node)
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

std::vector<Premise> ReplyParser::readPremises(const yaml::Scope& parent)
{
    std::vector<Premise> premises;
    const Node* node = parent.find("if");
    if (node == nullptr)
        return premises;
    if (!node->isSequence())
        parent.report(*node, "\"if\" must be a list");
    for (const Node& item : node->items) {
        Premise premise;
        const yaml::Scope scope(item, "the premise", m_problems);
        scope.allow({"text", "equals", "differs"});
        if (const Node* text = scope.require("text"))
            premise.text = readTemplate(*text);
        const Node* equal = scope.find("equals");
        const Node* different = scope.find("differs");
        if ((equal == nullptr) == (different == nullptr))
            scope.report(item, "the premise needs exactly one of \"equals\" and \"differs\"");
        premise.wantsEqual = equal != nullptr;
        if (const Node* other = equal != nullptr ? equal : different)
            premise.other = readTemplate(*other);
        premises.push_back(std::move(premise));
    }
    return premises;
}

Requirement ReplyParser::readRequirement(const Node& node, bool isOfWrite)
{
    Requirement requirement;
    const yaml::Scope scope(node, "the requirement", m_problems);
    scope.allow({"if", "in", "status", "json", "all", "any", "body_contains", "else"});
    requirement.premises = readPremises(scope);
    readMatch(scope, requirement.holds);
    if (isOfWrite && requirement.holds.in.empty() && scope.isMap())
        scope.report(node, "a requirement names the lookup that it is about: \"in\"");
    if (const Node* otherwise = scope.require("else"))
        requirement.otherwise = readTemplate(*otherwise);
    return requirement;
}

std::vector<Requirement> ReplyParser::readRequirements(const yaml::Scope& parent, bool isOfWrite)
{
    std::vector<Requirement> requirements;
    const Node* node = parent.find("require");
    if (node == nullptr)
        return requirements;
    if (!node->isSequence())
        parent.report(*node, "\"require\" must be a list");
    for (const Node& item : node->items)
        requirements.push_back(readRequirement(item, isOfWrite));
    return requirements;
}

} // namespace actuation
