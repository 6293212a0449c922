// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/jsonrows.h"
#include "app/commands/outcome.h"
#include "app/commands/texttable.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

struct QueryOptions
{
    std::string file;
    std::string what;
    std::string from;
    std::string to;
    std::string trace;
    std::string service;
    std::string model;
    std::string asKnownAt;
    std::int64_t limit = std::numeric_limits<std::int64_t>::max();
    double minimum = 0;
    bool isJsonLines = false;
};

struct Query
{
    store::View view;
    store::GenerationFilter filter;
    double minimum = 0;
};

using Print = std::function<void(const QJsonObject&)>;
using Run = telemetry::Result<void> (*)(const store::Reader& reader, const Query& query,
                                        const Print& print);

telemetry::Result<Query> parse(const QueryOptions& options)
{
    Query query;
    query.minimum = options.minimum;
    const std::array<std::pair<const std::string*, telemetry::Timestamp*>, 3> times{
        {{&options.from, &query.view.range.start},
         {&options.to, &query.view.range.end},
         {&options.asKnownAt, &query.view.knownAt}}};
    for (const auto& [text, time] : times) {
        if (text->empty())
            continue;
        const auto parsed = telemetry::timestampFromText(*text);
        if (!parsed)
            return tl::make_unexpected(parsed.error());
        *time = *parsed;
    }
    if (!options.trace.empty()) {
        query.filter.trace = telemetry::traceIdFromHex(options.trace);
        if (!query.filter.trace)
            return telemetry::failure(telemetry::ErrorKind::Usage,
                                      "'" + options.trace
                                          + "' is no trace id: 32 hexadecimal digits are wanted.");
    }
    query.filter.service = options.service;
    query.filter.model = options.model;
    query.filter.limit = options.limit;
    return query;
}

template<class Rows, class Keep>
telemetry::Result<void> emitAll(const telemetry::Result<Rows>& rows, const Query& query,
                                const Print& print, Keep&& keep)
{
    if (!rows)
        return tl::make_unexpected(rows.error());
    std::int64_t left = query.filter.limit;
    for (const auto& row : *rows) {
        if (left <= 0)
            break;
        if (keep(row)) {
            print(toJson(row));
            --left;
        }
    }
    return {};
}

constexpr auto kEverything = [](const auto&) { return true; };

telemetry::Result<void> spans(const store::Reader& reader, const Query& query, const Print& print)
{
    return reader.forEachSpan(query.view, query.filter, [&print](const store::SpanRow& span) {
        print(toJson(span));
        return true;
    });
}

telemetry::Result<void> generations(const store::Reader& reader, const Query& query,
                                    const Print& print)
{
    return reader.forEachGeneration(query.view, query.filter,
                                    [&print](const telemetry::Generation& generation) {
                                        print(toJson(generation));
                                        return true;
                                    });
}

telemetry::Result<void> steps(const store::Reader& reader, const Query& query, const Print& print)
{
    return reader.forEachStep(query.view, query.filter,
                              [&print](const telemetry::Step& step, const store::SpanRow& span) {
                                  print(toJson(step, span));
                                  return true;
                              });
}

telemetry::Result<void> evaluations(const store::Reader& reader, const Query& query,
                                    const Print& print)
{
    return reader.forEachEvaluation(query.view, query.filter,
                                    [&print](const telemetry::Evaluation& evaluation) {
                                        print(toJson(evaluation));
                                        return true;
                                    });
}

telemetry::Result<void> verdicts(const store::Reader& reader, const Query& query,
                                 const Print& print)
{
    return emitAll(reader.timeline(query.view), query, print,
                   [](const telemetry::TimelineEntry& entry) { return entry.kind == "verdict"; });
}

telemetry::Result<void> signalRows(const store::Reader& reader, const Query& query,
                                   const Print& print)
{
    const auto keys = reader.signalKeys(query.view);
    if (!keys)
        return tl::make_unexpected(keys.error());
    std::int64_t left = query.filter.limit;
    for (const telemetry::SignalKey& key : *keys) {
        const bool isWanted = (query.filter.service.empty() || key.service == query.filter.service)
            && (query.filter.model.empty() || key.model == query.filter.model);
        if (!isWanted)
            continue;
        const auto points = reader.seriesOf(query.view, key);
        if (!points)
            return tl::make_unexpected(points.error());
        for (const store::SeriesPoint& point : *points) {
            if (left-- <= 0)
                return {};
            print(toJson(key, point));
        }
    }
    return {};
}

telemetry::Result<void> alarms(const store::Reader& reader, const Query& query, const Print& print)
{
    store::View always = query.view;
    always.range = store::View{}.range;
    const auto transitions = reader.alarmTransitions(always);
    const auto newest = reader.alarms(query.view);
    if (!transitions || !newest)
        return tl::make_unexpected(transitions ? newest.error() : transitions.error());
    std::map<std::string, telemetry::Timestamp> raised;
    for (const auto& transition : *transitions) {
        if (transition.state == telemetry::AlarmState::Raised)
            raised.emplace(transition.alarm, transition.time);
    }
    std::int64_t left = query.filter.limit;
    for (const auto& alarm : *newest) {
        const bool isWanted =
            (query.filter.service.empty() || alarm.service == query.filter.service)
            && (query.filter.model.empty() || alarm.model == query.filter.model)
            && raised[alarm.alarm] < query.view.range.end && alarm.time >= query.view.range.start;
        if (isWanted && left-- > 0)
            print(toJson(alarm, raised[alarm.alarm]));
    }
    return {};
}

telemetry::Result<void> suspects(const store::Reader& reader, const Query& query,
                                 const Print& print)
{
    return emitAll(reader.suspects(query.view, query.filter, query.minimum), query, print,
                   kEverything);
}

telemetry::Result<void> actions(const store::Reader& reader, const Query& query, const Print& print)
{
    return emitAll(reader.timeline(query.view), query, print,
                   [](const telemetry::TimelineEntry& entry) {
                       constexpr std::array<std::string_view, 6> kinds{"arm",  "disarm", "action",
                                                                       "rung", "undo",   "lever"};
                       return std::ranges::find(kinds, entry.kind) != kinds.end();
                   });
}

telemetry::Result<void> timeline(const store::Reader& reader, const Query& query,
                                 const Print& print)
{
    return emitAll(reader.timeline(query.view), query, print, kEverything);
}

// Which filters mean something for a kind of row; the others are refused rather than ignored.
enum class Filters
{
    All,
    ServiceAndModel,
    None,
};

struct Kind
{
    const char* name;
    Run run;
    Filters filters;
};

constexpr std::array<Kind, 10> kKinds{{{"spans", spans, Filters::All},
                                       {"generations", generations, Filters::All},
                                       {"steps", steps, Filters::All},
                                       {"evaluations", evaluations, Filters::All},
                                       {"verdicts", verdicts, Filters::None},
                                       {"signals", signalRows, Filters::ServiceAndModel},
                                       {"alarms", alarms, Filters::ServiceAndModel},
                                       {"suspects", suspects, Filters::All},
                                       {"actions", actions, Filters::None},
                                       {"timeline", timeline, Filters::None}}};

telemetry::Result<void> checkFilters(const Kind& kind, const store::GenerationFilter& filter)
{
    const char* option = nullptr;
    if (filter.trace && kind.filters != Filters::All)
        option = "--trace";
    if (kind.filters == Filters::None && !filter.service.empty())
        option = "--service";
    if (kind.filters == Filters::None && !filter.model.empty())
        option = "--model";
    if (option == nullptr)
        return {};
    return telemetry::failure(telemetry::ErrorKind::Usage,
                              std::string(option) + " does not apply to --what " + kind.name + ".");
}

int run(const QueryOptions& options)
{
    const auto query = parse(options);
    if (!query)
        return report(query.error());
    const auto kind =
        std::ranges::find_if(kKinds, [&options](const Kind& k) { return options.what == k.name; });
    if (const auto checked = checkFilters(*kind, query->filter); !checked)
        return report(checked.error());
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return report(reader.error());
    TextTable table(options.what);
    const auto done = kind->run(**reader, *query, [&](const QJsonObject& row) {
        options.isJsonLines ? printJsonLine(row) : table.add(row);
    });
    table.print();
    return done ? 0 : report(done.error());
}

} // namespace

void addQuery(CLI::App& app, int& status)
{
    auto options = std::make_shared<QueryOptions>();
    std::vector<std::string> names;
    for (const Kind& kind : kKinds)
        names.emplace_back(kind.name);
    CLI::App* command = app.add_subcommand("query", "Canonical rows of a recording");
    command->add_option("FILE", options->file, "The recording")->required();
    command->add_option("--what", options->what, "Which rows")
        ->required()
        ->check(CLI::IsMember(names));
    command->add_option("--from", options->from,
                        "Event time from: RFC 3339, or nanoseconds since the epoch");
    command->add_option("--to", options->to, "Event time until, exclusive");
    command->add_option("--trace", options->trace, "Only this trace: 32 hexadecimal digits");
    command->add_option("--service", options->service, "Only this service");
    command->add_option("--model", options->model, "Only this model, served or requested");
    command->add_option("--as-known-at", options->asKnownAt, "As the console knew it then");
    command->add_option("--limit", options->limit, "At most this many rows")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--minimum", options->minimum, "Suspects: least probability")
        ->check(CLI::Range(0.0, 1.0));
    command->add_flag("--jsonl", options->isJsonLines, "One JSON object a line");
    command->footer("Example: plumbline query today.plumb --what suspects --limit 20 --jsonl");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands
