// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/promreader.h"

#include "models/net/encoding.h"
#include "models/pull/otlptext.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace pull {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::SignalKind;

// "0.52", "NaN", "+Inf": what strtod reads and JSON numbers cannot say.
std::optional<double> sampleOf(const Json& value)
{
    const std::string text = textOf(value);
    if (text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == "+Inf" || text == "Inf")
        return std::numeric_limits<double>::infinity();
    if (text == "-Inf")
        return -std::numeric_limits<double>::infinity();
    return numberOf(value);
}

std::string mapped(const std::map<std::string, std::string>& names, const std::string& label)
{
    const auto found = names.find(label);
    return found == names.end() ? std::string() : found->second;
}

// The labels of a series, as attributes of its points and of their resource.
struct SeriesIdentity
{
    std::string name;
    std::string attributes;
    std::string resource;
};

SeriesIdentity identityOf(const PromQuery& query, const Json& series, const char* pointer)
{
    SeriesIdentity identity{.name = query.name, .attributes = {}, .resource = {}};
    const auto labels = at(series, pointer);
    simdjson::dom::object object;
    if (!labels || labels->get(object) != simdjson::SUCCESS)
        return identity;
    std::set<std::string> given; // resource attributes
    std::set<std::string> used; // labels
    for (const auto& [label, attribute] : query.resource) {
        const auto value = at(*labels, "/" + label);
        if (!value || !given.insert(attribute).second)
            continue;
        addTextAttribute(identity.resource, attribute, textOf(*value));
        used.insert(label);
    }
    for (const auto& [key, value] : object) {
        const std::string label(key);
        if (used.contains(label))
            continue;
        if (label == "__name__") {
            if (identity.name.empty())
                identity.name = textOf(value);
            continue;
        }
        const std::string attribute = mapped(query.attributes, label);
        addTextAttribute(identity.attributes, attribute.empty() ? label : attribute, textOf(value));
    }
    return identity;
}

void addGauge(const PromQuery& query, const SeriesIdentity& identity, const std::string& points,
              Harvest& harvest)
{
    if (points.empty())
        return;
    const std::string name = identity.name.empty() ? "value" : identity.name;
    harvest.bodies.add(SignalKind::Metrics, identity.resource,
                       "{\"name\":" + net::jsonQuoted(name)
                           + ",\"unit\":" + net::jsonQuoted(query.unit)
                           + ",\"gauge\":{\"dataPoints\":[" + points + "]}}");
}

void note(Harvest& harvest, telemetry::Timestamp time)
{
    harvest.newest = std::max(harvest.newest.value_or(time), time);
    ++harvest.records;
}

// Calls visit(time, number) for each sample of a series of a matrix or a vector.
template<class Visit>
void forEachSample(const Json& series, Visit&& visit)
{
    const auto read = [&](const Json& pair) {
        const auto time = at(pair, "/0");
        const auto value = at(pair, "/1");
        const auto when = time ? timeOf(*time, Format::Seconds) : std::nullopt;
        const auto number = value ? sampleOf(*value) : std::nullopt;
        if (when && number)
            visit(*when, *number);
    };
    if (!forEachItem(series, "/values", read))
        if (const auto single = at(series, "/value"))
            read(*single);
}

void readPoints(const PromQuery& query, const Json& series, Harvest& harvest)
{
    const SeriesIdentity identity = identityOf(query, series, "/metric");
    std::string points;
    forEachSample(series, [&](telemetry::Timestamp time, double number) {
        points += points.empty() ? "" : ",";
        points += "{\"timeUnixNano\":" + nanosText(time) + ",\"asDouble\":" + numberText(number)
            + ",\"attributes\":[" + identity.attributes + "]}";
        note(harvest, time);
    });
    addGauge(query, identity, points, harvest);
}

void readExemplars(const PromQuery& query, const Json& series, Harvest& harvest)
{
    const SeriesIdentity identity = identityOf(query, series, "/seriesLabels");
    std::string points;
    forEachItem(series, "/exemplars", [&](const Json& exemplar) {
        const auto timestamp = at(exemplar, "/timestamp");
        const auto when = timestamp ? timeOf(*timestamp, Format::Seconds) : std::nullopt;
        const auto value = at(exemplar, "/value");
        const auto number = value ? sampleOf(*value) : std::nullopt;
        if (!when || !number)
            return;
        const auto label = [&](std::initializer_list<const char*> names) {
            for (const char* name : names)
                if (const auto found = at(exemplar, std::string("/labels/") + name))
                    return textOf(*found);
            return std::string();
        };
        const auto trace = traceIdOf(label({"trace_id", "traceID", "traceId"}));
        const auto span = spanIdOf(label({"span_id", "spanID", "spanId"}));
        std::string ids;
        if (trace)
            ids += ",\"traceId\":\"" + telemetry::toHex(*trace) + "\"";
        if (span)
            ids += ",\"spanId\":\"" + telemetry::toHex(*span) + "\"";
        points += points.empty() ? "" : ",";
        points += "{\"timeUnixNano\":" + nanosText(*when) + ",\"asDouble\":" + numberText(*number)
            + ",\"attributes\":[" + identity.attributes + "],\"exemplars\":[{\"timeUnixNano\":"
            + nanosText(*when) + ",\"asDouble\":" + numberText(*number) + ids + "}]}";
        note(harvest, *when);
    });
    addGauge(query, identity, points, harvest);
}

// Of the samples of one series, what each bucket counts. Remainders are carried along: a failure in
// four minutes is no failure in none of them.
class BucketCounts
{
public:
    BucketCounts(const PromMapping& mapping, const PromQuery& query)
        : m_step(mapping.step)
        , m_isCounter(query.isCounter)
    {
    }

    // Of the bucket that ends at `time`; nothing where a counter is not known at both its edges.
    std::optional<std::int64_t> next(telemetry::Timestamp time, double number)
    {
        double more = number;
        if (m_isCounter) {
            const auto before = std::exchange(m_last, Sample{time, number});
            if (!before || time - before->time != m_step)
                return std::nullopt;
            if (number >= before->number) // else it began anew
                more -= before->number;
        }
        constexpr double most = 1e15;
        const std::int64_t told = std::llround(m_sum);
        m_sum = std::min(m_sum + more, most);
        return std::llround(m_sum) - told;
    }

private:
    struct Sample
    {
        telemetry::Timestamp time;
        double number = 0;
    };
    telemetry::Duration m_step;
    bool m_isCounter;
    std::optional<Sample> m_last;
    double m_sum = 0;
};

void readTotals(const PromMapping& mapping, const PromQuery& query, const Variables& variables,
                const Json& series, Harvest& harvest)
{
    const auto labels = at(series, "/metric");
    if (!labels)
        return;
    const RecordContext context{.record = &*labels, .variables = &variables, .lookups = nullptr};
    telemetry::SignalKey key;
    const std::map<std::string, std::string*> places{
        {"service", &key.service}, {"operation", &key.operation},
        {"model", &key.model},     {"version", &key.version},
        {"adapter", &key.adapter}, {"prompt_version", &key.promptVersion},
        {"route", &key.route},     {"check", &key.check}};
    for (const auto& [name, field] : mapping.key)
        if (const auto place = places.find(name); place != places.end())
            *place->second = fieldText(field, context).value_or("");
    BucketCounts counts(mapping, query);
    forEachSample(series, [&](telemetry::Timestamp time, double number) {
        if (!std::isfinite(number) || number < 0)
            return;
        const bool isLevel =
            query.kind == PromQuery::Kind::Badness || query.kind == PromQuery::Kind::Goodness;
        if (isLevel && number > 1)
            return harvest.reject("a level that is not in 0..1");
        BucketParts parts;
        if (isLevel)
            parts.badness = query.kind == PromQuery::Kind::Goodness ? 1 - number : number;
        else if (const auto whole = counts.next(time, number))
            (query.kind == PromQuery::Kind::Count ? parts.count : parts.failed) = whole;
        else
            return;
        // increase(x[1m]) at a time tells of the minute that ends then.
        const auto start = std::chrono::floor<std::chrono::seconds>(time) - mapping.step;
        harvest.addBucket(key, start.time_since_epoch().count(), parts);
        note(harvest, time);
    });
}

bool isAggregate(const PromQuery& query)
{
    return query.kind != PromQuery::Kind::Range && query.kind != PromQuery::Kind::Exemplars;
}

// Why the reply is not the whole answer; empty when it is. Warnings of the language itself
// ("PromQL warning: ...") are about the expression, all others about data that was left out.
std::string missingPart(const PromQuery& query, const Json& document)
{
    const auto flag = at(document, "/isPartial"); // VictoriaMetrics
    if (flag && textOf(*flag) == "true")
        return "The back end gave only a part of the answer: a part of it is down.";
    std::string missing;
    if (isAggregate(query))
        forEachItem(document, "/warnings", [&](const Json& warning) {
            const std::string text = textOf(warning);
            if (missing.empty() && !text.starts_with("PromQL "))
                missing = "The back end may have counted a part only: " + text;
        });
    return missing;
}

} // namespace

telemetry::Result<std::size_t> readPrometheus(const PromMapping& mapping, const PromQuery& query,
                                              const Variables& variables, const Json& document,
                                              Harvest& harvest)
{
    std::size_t count = 0;
    if (const std::string missing = missingPart(query, document); !missing.empty())
        return failure(ErrorKind::Unreachable, missing);
    forEachItem(document, "/warnings",
                [&](const Json& warning) { harvest.notes.push_back(textOf(warning)); });
    const bool isExemplars = query.kind == PromQuery::Kind::Exemplars;
    const bool isList =
        forEachItem(document, isExemplars ? "/data" : "/data/result", [&](const Json& series) {
            ++count;
            if (isExemplars)
                readExemplars(query, series, harvest);
            else if (query.kind == PromQuery::Kind::Range)
                readPoints(query, series, harvest);
            else
                readTotals(mapping, query, variables, series, harvest);
        });
    if (!isList)
        return failure(ErrorKind::Unreachable, "The reply is none of the Prometheus API.");
    return count;
}

} // namespace pull
