// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/mappingparser.h"

#include "models/telemetry/timetext.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace pull {

using yaml::Entry;
using yaml::Node;
using yaml::Scope;

namespace {

struct KindNames
{
    RecordKind kind;
    std::string_view name;
    std::vector<std::string_view> required;
    std::vector<std::string_view> optional;
};

const std::vector<KindNames>& kindNames()
{
    static const std::vector<KindNames> kinds{
        {RecordKind::Span,
         "span",
         {"trace_id", "span_id", "name", "start"},
         {"end", "duration", "parent_id", "kind", "error", "status_message"}},
        {RecordKind::Evaluation,
         "evaluation",
         {"check", "time"},
         {"trace_id", "span_id", "value", "label", "reason", "evaluator", "response_id", "error"}},
        {RecordKind::Metric, "metric", {"metric", "value", "time"}, {"unit"}},
        {RecordKind::Bucket,
         "bucket",
         {"start", "service", "check"},
         {"count", "failed", "unknown", "badness", "goodness", "operation", "model", "version",
          "adapter", "prompt_version", "route"}}};
    return kinds;
}

const std::map<std::string, PromQuery::Kind> kTotalKinds{{"count", PromQuery::Kind::Count},
                                                         {"failed", PromQuery::Kind::Failed},
                                                         {"badness", PromQuery::Kind::Badness},
                                                         {"goodness", PromQuery::Kind::Goodness}};

const KindNames& namesOf(RecordKind kind)
{
    return *std::find_if(kindNames().begin(), kindNames().end(),
                         [kind](const KindNames& names) { return names.kind == kind; });
}

bool isPointer(std::string_view text)
{
    return text.empty() || text.front() == '/';
}

} // namespace

void MappingParser::report(const Node& at, std::string message) const
{
    m_problems.push_back({.line = at.line, .column = at.column, .message = std::move(message)});
}

Template MappingParser::readTemplate(const Node& node) const
{
    return Template::parse(node, m_known, m_problems);
}

NamedTemplates MappingParser::readTemplates(const Scope& scope, std::string_view key) const
{
    NamedTemplates result;
    for (const auto& [name, node] : scope.texts(key))
        result.emplace_back(name, readTemplate(*node));
    return result;
}

std::map<std::string, std::string> MappingParser::readNames(const Scope& scope,
                                                            std::string_view key) const
{
    std::map<std::string, std::string> result;
    for (const auto& [name, node] : scope.texts(key))
        result[name] = node->scalar;
    return result;
}

std::string MappingParser::readPointer(const Scope& scope, std::string_view key) const
{
    const std::string text = scope.text(key);
    if (!isPointer(text))
        scope.report(*scope.find(key), "a JSON Pointer starts with \"/\"");
    return text;
}

std::chrono::seconds MappingParser::readSeconds(const Scope& scope, std::string_view key,
                                                std::chrono::seconds fallback) const
{
    const Node* node = scope.find(key);
    if (!node)
        return fallback;
    constexpr auto longest = std::chrono::hours(24 * 366);
    const auto duration = telemetry::durationFromText(node->scalar);
    if (!node->isScalar() || !duration || *duration < telemetry::Duration::zero()
        || *duration > longest) {
        scope.report(*node, "\"" + std::string(key) + "\" must be a duration, such as 30s or 2h");
        return fallback;
    }
    return std::chrono::duration_cast<std::chrono::seconds>(*duration);
}

std::size_t MappingParser::readCount(const Scope& scope, std::string_view key,
                                     std::size_t fallback) const
{
    const Node* node = scope.find(key);
    if (!node)
        return fallback;
    std::size_t count = 0;
    const char* end = node->scalar.data() + node->scalar.size();
    const auto [read, error] = std::from_chars(node->scalar.data(), end, count);
    if (error != std::errc() || read != end || count == 0 || count > 1'000'000) {
        scope.report(*node, "\"" + std::string(key) + "\" must be a number from 1 to 1000000");
        return fallback;
    }
    return count;
}

Field MappingParser::readField(const Node& node) const
{
    Field field;
    if (node.isScalar()) {
        if (!node.scalar.empty() && node.scalar.front() == '/')
            field.pointers.push_back(node.scalar);
        else
            field.literal = readTemplate(node);
        return field;
    }
    if (node.isSequence() && !node.items.empty()) {
        field = readField(node.items.front());
        for (std::size_t i = 1; i < node.items.size(); ++i)
            field.others.push_back(readField(node.items[i]));
        return field;
    }
    const Scope scope(node, "the field", m_problems);
    scope.allow({"when", "from", "value", "format", "values", "times", "lookup"});
    if (const Node* from = scope.find("from")) {
        const std::vector<Node> one{*from};
        for (const Node& pointer : from->isSequence() ? from->items : one) {
            if (!pointer.isScalar() || !isPointer(pointer.scalar))
                report(pointer, "a JSON Pointer starts with \"/\"");
            field.pointers.push_back(pointer.scalar);
        }
    }
    if (const Node* value = scope.find("value"))
        field.literal = readTemplate(*value);
    if (!field.isGiven())
        report(node, "a field needs \"from\" or \"value\"");
    constexpr std::pair<std::string_view, Format> formats[] = {
        {"auto", Format::Auto},       {"s", Format::Seconds},      {"ms", Format::Milliseconds},
        {"us", Format::Microseconds}, {"ns", Format::Nanoseconds}, {"text", Format::Text},
        {"integer", Format::Integer}, {"number", Format::Number},  {"json", Format::Json}};
    const std::string format = scope.text("format", "auto");
    const auto* found = std::find_if(std::begin(formats), std::end(formats),
                                     [&](const auto& known) { return known.first == format; });
    if (found == std::end(formats))
        report(*scope.find("format"),
               "there are the formats auto, s, ms, us, ns, text, integer, number and json");
    else
        field.format = found->second;
    field.lookup = scope.text("lookup");
    field.when = readConditions(scope);
    field.values = readNames(scope, "values");
    if (const std::string times = scope.text("times"); !times.empty()) {
        double factor = 0;
        const char* end = times.data() + times.size();
        if (std::from_chars(times.data(), end, factor).ptr != end)
            report(*scope.find("times"), "\"times\" must be a number");
        field.factor = factor;
    }
    return field;
}

std::vector<std::pair<std::string, Field>> MappingParser::readFields(const Scope& scope,
                                                                     std::string_view key) const
{
    std::vector<std::pair<std::string, Field>> fields;
    const Node* node = scope.find(key);
    if (!node)
        return fields;
    if (!node->isMap())
        report(*node, "\"" + std::string(key) + "\" must be a map of names and fields");
    for (const Entry& entry : node->entries)
        fields.emplace_back(entry.key.scalar, readField(entry.value));
    return fields;
}

RowCondition MappingParser::readCondition(const Node& node) const
{
    const Scope scope(node, "the condition", m_problems);
    scope.allow({"from", "in", "not_in"});
    RowCondition condition{.pointer = readPointer(scope, "from"), .values = {}};
    condition.isNegated = scope.find("not_in") != nullptr;
    const Node* values = scope.find(condition.isNegated ? "not_in" : "in");
    if (!values || !values->isSequence())
        report(node, "a condition needs \"in\" or \"not_in\", a list of values");
    else
        for (const Node& value : values->items)
            condition.values.push_back(value.scalar);
    return condition;
}

std::vector<RowCondition> MappingParser::readConditions(const Scope& scope) const
{
    std::vector<RowCondition> conditions;
    const Node* when = scope.find("when");
    if (when && when->isSequence())
        for (const Node& item : when->items)
            conditions.push_back(readCondition(item));
    else if (when)
        conditions.push_back(readCondition(*when));
    return conditions;
}

void MappingParser::checkFields(const Scope& feed, const RowMapping& mapping) const
{
    const KindNames& names = namesOf(mapping.kind);
    const Node* node = feed.require("fields");
    if (!node)
        return;
    for (const Entry& entry : node->entries) {
        const auto isNamed = [&](const auto& list) {
            return std::find(list.begin(), list.end(), entry.key.scalar) != list.end();
        };
        if (!isNamed(names.required) && !isNamed(names.optional))
            report(entry.key,
                   "a record of kind " + std::string(names.name) + " has no field \""
                       + entry.key.scalar + "\"");
    }
    for (const std::string_view name : names.required) {
        if (!mapping.fields.contains(std::string(name)))
            report(*node,
                   "a record of kind " + std::string(names.name) + " needs the field \""
                       + std::string(name) + "\"");
    }
}

void MappingParser::checkTotals(const Scope& feed, const RowMapping& mapping) const
{
    const auto isGiven = [&](const char* name) { return mapping.fields.contains(name); };
    if (!isGiven("count") && !isGiven("badness") && !isGiven("goodness"))
        report(*feed.find("fields"),
               "a record of kind bucket needs the field \"count\", \"badness\" or \"goodness\"");
    if (isGiven("badness") && isGiven("goodness"))
        report(*feed.find("fields"), "\"badness\" and \"goodness\" say the same: give one");
}

RowMapping MappingParser::readRows(const Scope& feed, bool isAggregate) const
{
    RowMapping mapping;
    const std::string kind = feed.text("record", isAggregate ? "bucket" : "span");
    const auto found = std::find_if(kindNames().begin(), kindNames().end(),
                                    [&](const KindNames& names) { return names.name == kind; });
    if (found == kindNames().end() || (found->kind == RecordKind::Bucket) != isAggregate)
        report(*feed.find("record"),
               isAggregate ? "the records of an aggregate are of kind bucket"
                           : "\"record\" must be span, evaluation or metric");
    else
        mapping.kind = found->kind;
    const std::string format = feed.text("format", "json");
    mapping.isLines = format == "lines";
    if (format != "json" && format != "lines")
        report(*feed.find("format"), "\"format\" must be json or lines");
    mapping.rows = readPointer(feed, "rows");
    mapping.patience = readSeconds(feed, "patience", mapping.patience);
    mapping.when = readConditions(feed);
    for (auto& [name, field] : readFields(feed, "fields"))
        mapping.fields[name] = std::move(field);
    checkFields(feed, mapping);
    if (isAggregate && feed.find("fields"))
        checkTotals(feed, mapping);
    mapping.attributes = readFields(feed, "attributes");
    mapping.resource = readFields(feed, "resource");
    for (const auto& [pointer, prefix] : feed.texts("spread")) {
        if (!isPointer(pointer))
            report(*prefix, "\"spread\" is a map of JSON Pointers and prefixes");
        mapping.spreads.emplace_back(pointer, prefix->scalar);
    }
    return mapping;
}

OtlpMapping MappingParser::readOtlp(const Scope& feed) const
{
    OtlpMapping mapping;
    const Node* at = feed.find("at");
    if (at && at->isSequence()) {
        for (const Node& item : at->items) {
            mapping.at.push_back(item.scalar);
            if (!isPointer(item.scalar))
                report(item, "a JSON Pointer starts with \"/\"");
        }
    } else {
        mapping.at.push_back(readPointer(feed, "at"));
    }
    if (const Node* incomplete = feed.find("incomplete"))
        mapping.incomplete.push_back(readCondition(*incomplete));
    mapping.isFlat = feed.flag("flat", false);
    mapping.resource = readTemplates(feed, "resource");
    if (!mapping.resource.empty() && !mapping.isFlat)
        report(*feed.find("resource"), "only flat spans take a \"resource\": others bring theirs");
    const std::string signal = feed.text("signal", "traces");
    if (signal == "logs")
        mapping.signal = telemetry::SignalKind::Logs;
    else if (signal == "metrics")
        mapping.signal = telemetry::SignalKind::Metrics;
    else if (signal != "traces")
        report(*feed.find("signal"), "\"signal\" must be traces, logs or metrics");
    return mapping;
}

PromQuery MappingParser::readQuery(const Node& node, bool isAggregate) const
{
    PromQuery query;
    const Scope scope(node, "the query", m_problems);
    scope.allow({"expr", "kind", "counter", "name", "unit", "attributes", "resource"});
    if (const Node* expression = scope.require("expr"))
        query.expression = readTemplate(*expression);
    const std::string kind = scope.text("kind", isAggregate ? "count" : "range");
    if (!isAggregate && (kind == "range" || kind == "exemplars"))
        query.kind = kind == "range" ? PromQuery::Kind::Range : PromQuery::Kind::Exemplars;
    else if (isAggregate && kTotalKinds.contains(kind))
        query.kind = kTotalKinds.at(kind);
    else
        report(scope.find("kind") ? *scope.find("kind") : node,
               isAggregate ? "\"kind\" must be count, failed, badness or goodness"
                           : "\"kind\" must be range or exemplars");
    query.isCounter = scope.flag("counter", false);
    const bool isCount =
        query.kind == PromQuery::Kind::Count || query.kind == PromQuery::Kind::Failed;
    if (query.isCounter && !isCount)
        report(*scope.find("counter"), "only a count or failures can come from a counter");
    query.name = scope.text("name");
    query.unit = scope.text("unit");
    query.attributes = readNames(scope, "attributes");
    for (const auto& [label, attribute] : scope.texts("resource"))
        query.resource.emplace_back(label, attribute->scalar);
    return query;
}

PromMapping MappingParser::readPrometheus(const Scope& feed, bool isAggregate) const
{
    PromMapping mapping;
    const Node* queries = feed.require("queries");
    if (queries && (!queries->isSequence() || queries->items.empty()))
        report(*queries, "\"queries\" must be a list with at least one query");
    if (queries)
        for (const Node& item : queries->items)
            mapping.queries.push_back(readQuery(item, isAggregate));
    mapping.step = readSeconds(feed, isAggregate ? "bucket" : "step",
                               isAggregate ? std::chrono::seconds(60) : mapping.step);
    if (mapping.step < std::chrono::seconds(1))
        report(*feed.find(isAggregate ? "bucket" : "step"), "at least one second is needed here");
    mapping.missingFailedIsZero = feed.flag("missing_failed_is_zero", false);
    if (isAggregate) {
        mapping.key = readFields(feed, "key");
        for (const char* name : {"service", "check"}) {
            const auto isNamed = [&](const auto& entry) { return entry.first == name; };
            if (std::none_of(mapping.key.begin(), mapping.key.end(), isNamed))
                report(feed.node(),
                       "the \"key\" of an aggregate needs \"" + std::string(name) + "\"");
        }
    }
    return mapping;
}

AlertMapping MappingParser::readAlerts(const Scope& feed) const
{
    AlertMapping mapping;
    const std::string from = feed.text("from", "alertmanager");
    if (from == "rules")
        mapping.kind = AlertMapping::Kind::Rules;
    else if (from != "alertmanager")
        report(*feed.find("from"), "\"from\" must be alertmanager or rules");
    mapping.labels = readNames(feed, "labels");
    return mapping;
}

} // namespace pull
