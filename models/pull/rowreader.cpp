// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/rowreader.h"

#include "models/net/encoding.h"
#include "models/pull/otlptext.h"
#include "models/telemetry/utf8.h"

#include <algorithm>

namespace pull {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::SignalKind;

constexpr const char* kEvaluationEvent = "gen_ai.evaluation.result";
constexpr std::size_t kLongestRowQuote = 16'384; // cut for people once no secret is in it

bool isTrue(const std::string& text)
{
    return text == "true" || text == "1";
}

int spanKind(const std::string& text)
{
    static const std::map<std::string, int> kinds{
        {"internal", 1}, {"server", 2}, {"client", 3}, {"producer", 4}, {"consumer", 5}};
    std::string name = text;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (name.starts_with("span_kind_"))
        name.erase(0, 10);
    const auto found = kinds.find(name);
    return found == kinds.end() ? 0 : found->second;
}

std::string ids(const std::optional<telemetry::TraceId>& trace,
                const std::optional<telemetry::SpanId>& span)
{
    std::string json;
    if (trace)
        json += ",\"traceId\":\"" + telemetry::toHex(*trace) + "\"";
    if (span)
        json += ",\"spanId\":\"" + telemetry::toHex(*span) + "\"";
    return json;
}

} // namespace

telemetry::Result<std::size_t> RowReader::readDocument(const Json& document)
{
    std::size_t rows = 0;
    const bool isArray = forEachItem(document, m_mapping.rows, [&](const Json& record) {
        ++rows;
        read(record);
    });
    if (!isArray)
        return failure(ErrorKind::Unreachable,
                       "The reply has no list at \"" + m_mapping.rows + "\".");
    return rows;
}

telemetry::Result<std::size_t> RowReader::readLines(const std::string& body)
{
    simdjson::dom::parser parser;
    std::size_t rows = 0;
    std::string_view rest = body;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (line.find_first_not_of(" \r\t") == std::string_view::npos)
            continue;
        Json record;
        const bool isObject =
            parseJson(parser, line, record) == simdjson::SUCCESS && record.is_object();
        const bool isException = isObject && record["exception"].error() == simdjson::SUCCESS
            && simdjson::dom::object(record).size() == 1;
        if (!isObject || isException)
            return failure(ErrorKind::Unreachable,
                           "The reply broke off after " + std::to_string(rows) + " rows: "
                               + telemetry::sanitizedUtf8(line.substr(0, kLongestRowQuote)));
        ++rows;
        read(record);
    }
    return rows;
}

void RowReader::read(const Json& record)
{
    if (!holds(m_mapping.when, record)) {
        ++m_harvest.left;
        return;
    }
    const RecordContext context{
        .record = &record, .variables = &m_context.variables, .lookups = &m_context.lookups};
    switch (m_mapping.kind) {
    case RecordKind::Span:
        return readSpan(context);
    case RecordKind::Evaluation:
        return readEvaluation(context);
    case RecordKind::Metric:
        return readMetric(context);
    case RecordKind::Bucket:
        return readBucket(context);
    }
}

bool RowReader::isTaken(std::string_view item)
{
    const std::uint64_t hash = hashOf(item);
    if (m_context.isKnown && m_context.isKnown(hash)) {
        ++m_harvest.known;
        return true;
    }
    m_harvest.hashes.push_back(hash);
    ++m_harvest.records;
    return false;
}

const Field& RowReader::field(const std::string& name) const
{
    static const Field none;
    const auto found = m_mapping.fields.find(name);
    return found == m_mapping.fields.end() ? none : found->second;
}

std::string RowReader::text(const std::string& name, const RecordContext& record) const
{
    return fieldText(field(name), record).value_or("");
}

// Badness, whichever way round it is given; nothing when it is not in [0, 1].
std::optional<double> RowReader::level(const RecordContext& record) const
{
    const bool isGoodness = field("goodness").isGiven();
    const auto found = findField(field(isGoodness ? "goodness" : "badness"), record);
    const auto number = found ? numberOf(*found) : std::nullopt;
    if (!number || !(*number >= 0 && *number <= 1))
        return std::nullopt;
    return isGoodness ? 1 - *number : *number;
}

std::optional<std::int64_t> RowReader::count(const std::string& name,
                                             const RecordContext& record) const
{
    const auto found = findField(field(name), record);
    return found ? integerOf(*found) : std::nullopt;
}

std::string RowReader::attributes(const RecordContext& record) const
{
    std::string list;
    for (const auto& [pointer, prefix] : m_mapping.spreads) {
        const auto found = at(*record.record, pointer);
        simdjson::dom::object object;
        if (!found || found->get(object) != simdjson::SUCCESS)
            continue;
        for (const auto& [name, value] : object)
            if (!value.is_null())
                addAttribute(list, prefix + std::string(name), value, Format::Auto);
    }
    for (const auto& [name, attribute] : m_mapping.attributes)
        addAttribute(list, name, attribute, record);
    return list;
}

std::string RowReader::resource(const RecordContext& record) const
{
    std::string list;
    for (const auto& [name, attribute] : m_mapping.resource)
        addAttribute(list, name, attribute, record);
    return list;
}

std::optional<telemetry::Timestamp> RowReader::endOf(const RecordContext& record,
                                                     telemetry::Timestamp start) const
{
    if (const auto end = fieldTime(field("end"), record))
        return end;
    const Field& duration = field("duration");
    const auto found = findField(duration, record);
    const auto nanos = found ? nanosOf(*found, duration.format) : std::nullopt;
    return nanos ? std::optional(start + telemetry::Duration(*nanos)) : std::nullopt;
}

void RowReader::readSpan(const RecordContext& record)
{
    const auto trace = traceIdOf(text("trace_id", record));
    const auto span = spanIdOf(text("span_id", record));
    const auto start = fieldTime(field("start"), record);
    if (!trace || !span || !start)
        return m_harvest.reject(!trace      ? "a span without a trace id"
                                    : !span ? "a span without an id"
                                            : "a span without a start");
    m_harvest.noteNewest(*start);
    const auto end = endOf(record, *start);
    const bool canEnd = field("end").isGiven() || field("duration").isGiven();
    // Judged once, with its answer, or when it is clear that none will come.
    if (!end && canEnd && m_context.now - *start < m_mapping.patience) {
        m_harvest.pending = std::min(m_harvest.pending.value_or(*start), *start);
        return;
    }
    std::string item = "{\"name\":" + net::jsonQuoted(text("name", record)) + ids(trace, span);
    if (const auto parent = spanIdOf(text("parent_id", record)))
        item += ",\"parentSpanId\":\"" + telemetry::toHex(*parent) + "\"";
    item += ",\"kind\":" + std::to_string(spanKind(text("kind", record)));
    item += ",\"startTimeUnixNano\":" + nanosText(*start);
    if (end)
        item += ",\"endTimeUnixNano\":" + nanosText(*end);
    if (isTrue(text("error", record)))
        item += ",\"status\":{\"code\":2,\"message\":"
            + net::jsonQuoted(text("status_message", record)) + "}";
    item += ",\"attributes\":[" + attributes(record) + "]}";
    if (!isTaken(item))
        m_harvest.bodies.add(SignalKind::Traces, resource(record), std::move(item));
}

void RowReader::readEvaluation(const RecordContext& record)
{
    const auto trace = traceIdOf(text("trace_id", record));
    const auto span = spanIdOf(text("span_id", record));
    const std::string response = text("response_id", record);
    const auto time = fieldTime(field("time"), record);
    if (!time || (!trace && response.empty()))
        return m_harvest.reject(!time ? "an evaluation without a time"
                                      : "an evaluation of neither a trace nor a response");
    m_harvest.noteNewest(*time);
    std::string list;
    addTextAttribute(list, "gen_ai.evaluation.name", text("check", record));
    const auto value = findField(field("value"), record);
    const auto number = fieldNumber(field("value"), record);
    std::string label = text("label", record);
    if (number)
        addNumberAttribute(list, "gen_ai.evaluation.score.value", *number);
    else if (value && label.empty()) // a category, or a flag
        label = textOf(*value);
    for (const auto& [name, content] :
         {std::pair("gen_ai.evaluation.score.label", label),
          std::pair("gen_ai.evaluation.explanation", text("reason", record)),
          std::pair("gen_ai.evaluation.evaluator.name", text("evaluator", record)),
          std::pair("gen_ai.response.id", response),
          std::pair("error.type", text("error", record))})
        if (!content.empty())
            addTextAttribute(list, name, content);
    const std::string more = attributes(record);
    std::string item = "{\"timeUnixNano\":" + nanosText(*time) + ",\"eventName\":\""
        + kEvaluationEvent + "\"" + ids(trace, span) + ",\"attributes\":[" + list
        + (more.empty() ? "" : "," + more) + "]}";
    if (!isTaken(item))
        m_harvest.bodies.add(SignalKind::Logs, resource(record), std::move(item));
}

void RowReader::readMetric(const RecordContext& record)
{
    const auto time = fieldTime(field("time"), record);
    const auto value = fieldNumber(field("value"), record);
    const std::string name = text("metric", record);
    if (!time || !value || name.empty())
        return m_harvest.reject("a point without a name, a time or a number");
    m_harvest.noteNewest(*time);
    std::string item = "{\"name\":" + net::jsonQuoted(name)
        + ",\"unit\":" + net::jsonQuoted(text("unit", record))
        + ",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":" + nanosText(*time) + ",\"asDouble\":"
        + numberText(*value) + ",\"attributes\":[" + attributes(record) + "]}]}}";
    if (!isTaken(item))
        m_harvest.bodies.add(SignalKind::Metrics, resource(record), std::move(item));
}

void RowReader::readBucket(const RecordContext& record)
{
    const auto start = fieldTime(field("start"), record);
    const auto all = count("count", record);
    const auto badness = level(record);
    if (!start || (!all && !badness))
        return m_harvest.reject(
            "totals without a start, or with neither a count nor a level in 0..1");
    m_harvest.noteNewest(*start);
    const telemetry::SignalKey key{.service = text("service", record),
                                   .operation = text("operation", record),
                                   .model = text("model", record),
                                   .version = text("version", record),
                                   .adapter = text("adapter", record),
                                   .promptVersion = text("prompt_version", record),
                                   .route = text("route", record),
                                   .check = text("check", record)};
    const std::int64_t bucket =
        std::chrono::floor<std::chrono::seconds>(*start).time_since_epoch().count();
    m_harvest.addBucket(key, bucket,
                        {.count = all,
                         .failed = count("failed", record),
                         .unknown = count("unknown", record),
                         .badness = badness});
    ++m_harvest.records;
}

} // namespace pull
