// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/alarmaround.h"
#include "app/commands/commands.h"
#include "app/commands/differences.h"
#include "app/commands/entryfilter.h"
#include "app/commands/jsonrows.h"
#include "app/commands/judgefile.h"
#include "app/commands/judges.h"
#include "app/commands/outcome.h"
#include "app/commands/querynotes.h"
#include "app/commands/queryoptions.h"
#include "app/commands/suspectrows.h"
#include "app/commands/terminal.h"
#include "app/commands/texttable.h"
#include "models/health/incidents.h"
#include "models/items/sidenotes.h"
#include "models/store/reader.h"
#include "models/telemetry/person.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <initializer_list>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using Print = RowHandler;
using Run = telemetry::Result<void> (*)(const store::Reader& reader, const Query& query,
                                        const Print& print);

template<class Rows>
telemetry::Result<void> emitAll(const telemetry::Result<Rows>& rows, const Query& query,
                                const Print& print)
{
    if (!rows)
        return tl::make_unexpected(rows.error());
    std::int64_t left = query.filter.limit;
    for (const auto& row : *rows) {
        if (left <= 0)
            break;
        print(toJson(row));
        --left;
    }
    return {};
}

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

// The timeline's entries of some kinds (all when there are none), those beside the recording among
// them, as far as the filters let them.
telemetry::Result<void> entries(const store::Reader& reader, const Query& query, const Print& print,
                                std::initializer_list<std::string_view> kinds)
{
    const auto filter = EntryFilter::create(reader, query.view, query.filter);
    auto recorded = reader.timeline(query.view);
    if (!filter || !recorded)
        return tl::make_unexpected(filter ? recorded.error() : filter.error());
    const auto all = items::withSideNotes(std::move(*recorded), query.file, query.view.range);
    if (!all.problem.empty())
        commands::print(stderr, "plumbline: %s\n", all.problem.c_str());
    std::int64_t left = query.filter.limit;
    for (const telemetry::TimelineEntry& entry : all.entries) {
        if (left <= 0)
            break;
        if (kinds.size() > 0 && std::ranges::find(kinds, entry.kind) == kinds.end())
            continue;
        const auto isKept = filter->keeps(entry);
        if (!isKept)
            return tl::make_unexpected(isKept.error());
        if (!*isKept)
            continue;
        print(toJson(entry));
        --left;
    }
    return {};
}

telemetry::Result<void> verdicts(const store::Reader& reader, const Query& query,
                                 const Print& print)
{
    std::int64_t printed = 0;
    const auto told = entries(reader, query,
                              [&](const QJsonObject& row) {
                                  ++printed;
                                  print(row);
                              },
                              {"verdict"});
    if (!told)
        return told;
    // What people said in the telemetry.
    store::GenerationFilter filter = query.filter;
    filter.limit = std::numeric_limits<std::int64_t>::max();
    return reader.forEachEvaluation(query.view, filter,
                                    [&](const telemetry::Evaluation& evaluation) {
                                        if (!telemetry::isPersons(evaluation))
                                            return printed < query.filter.limit;
                                        if (printed++ < query.filter.limit)
                                            print(verdictJson(evaluation));
                                        return printed < query.filter.limit;
                                    });
}

telemetry::Result<void> signalRows(const store::Reader& reader, const Query& query,
                                   const Print& print)
{
    store::SeriesQuery every; // second
    every.match.service = query.filter.service;
    every.match.model = query.filter.model;
    std::int64_t left = query.filter.limit;
    return reader.forEachSeries(
        query.view, every,
        [&](const telemetry::SignalKey& key, const std::vector<store::SeriesPoint>& points) {
            for (const store::SeriesPoint& point : points) {
                if (left-- <= 0)
                    return false;
                print(toJson(key, point));
            }
            return left > 0;
        });
}

// Not over before the range begins, whether anything was heard of it since or not.
bool isStill(const telemetry::AlarmTransition& newest, const Query& query)
{
    return newest.time >= query.view.range.start || newest.state != telemetry::AlarmState::Cleared;
}

telemetry::Result<void> alarms(const store::Reader& reader, const Query& query, const Print& print)
{
    store::View always = query.view;
    always.range = store::View{}.range;
    const auto transitions = reader.alarmTransitions(always);
    const auto newest = reader.alarms(query.view);
    if (!transitions || !newest)
        return tl::make_unexpected(transitions ? newest.error() : transitions.error());
    std::map<std::string, AlarmAround> raised;
    for (const auto& transition : *transitions) {
        if (transition.state == telemetry::AlarmState::Raised)
            raised.emplace(transition.alarm,
                           AlarmAround{.raised = transition.time,
                                       .sentence = transition.sentence,
                                       .range = {},
                                       .latest = {}});
    }
    std::int64_t left = query.filter.limit;
    for (const auto& alarm : *newest) {
        const bool isWanted =
            (query.filter.service.empty() || alarm.service == query.filter.service)
            && (query.filter.model.empty() || alarm.model == query.filter.model)
            && raised[alarm.alarm].raised < query.view.range.end && isStill(alarm, query);
        if (!isWanted || left-- <= 0)
            continue;
        AlarmAround& around = raised[alarm.alarm];
        if (const auto added = addLatest(reader, always, alarm, around); !added)
            return added;
        print(toJson(alarm, around));
    }
    return {};
}

telemetry::Result<void> incidents(const store::Reader& reader, const Query& query,
                                  const Print& print)
{
    store::View always = query.view;
    always.range = store::View{}.range;
    const auto transitions = reader.alarmTransitions(always);
    if (!transitions)
        return tl::make_unexpected(transitions.error());
    std::int64_t left = query.filter.limit;
    for (const health::Incident& incident : health::incidentsOf(*transitions)) {
        const auto isOf = [&](const telemetry::AlarmTransition& alarm) {
            return (query.filter.service.empty() || alarm.service == query.filter.service)
                && (query.filter.model.empty() || alarm.model == query.filter.model)
                && alarm.onset < query.view.range.end && isStill(alarm, query);
        };
        if (std::ranges::any_of(incident.alarms, isOf) && left-- > 0)
            print(toJson(incident));
    }
    return {};
}

telemetry::Result<void> judges(const store::Reader& reader, const Query& query, const Print& print)
{
    const auto rows =
        reader.judges(query.view, {.service = query.filter.service, .golden = query.golden.get()});
    if (const auto printed = emitAll(rows, query, print); !printed)
        return printed;
    return noteUnplaced(reader, query.view, query.filter.service, *rows);
}

SuspectQuestion questionOf(const Query& query)
{
    SuspectQuestion question = query.suspects;
    question.view = query.view;
    question.filter = query.filter;
    question.minimum = query.minimum.value_or(0);
    return question;
}

telemetry::Result<void> suspects(const store::Reader& reader, const Query& query,
                                 const Print& print)
{
    return printSuspects(reader, questionOf(query), print);
}

telemetry::Result<void> clusters(const store::Reader& reader, const Query& query,
                                 const Print& print)
{
    return printClusters(reader, questionOf(query), print);
}

telemetry::Result<void> actions(const store::Reader& reader, const Query& query, const Print& print)
{
    return entries(reader, query, print,
                   {"arm", "disarm", "approval", "action", "rung", "undo", "lever", "credit"});
}

telemetry::Result<void> timeline(const store::Reader& reader, const Query& query,
                                 const Print& print)
{
    return entries(reader, query, print, {});
}

telemetry::Result<void> differenceRows(const store::Reader& reader, const Query& query,
                                       const Print& print)
{
    const double minimum = query.minimum.value_or(kSuspectFrom);
    DifferencesAsked asked{.view = query.view, .filter = query.filter, .minimum = minimum};
    if (!query.suspects.alarm.empty() || !query.suspects.where.isEmpty()) {
        asked.suspects = questionOf(query);
        // What raised an alarm is meant whatever else is thought of it.
        if (query.suspects.alarm.empty())
            asked.suspects->minimum = minimum;
    }
    return differences(reader, asked, print);
}

struct Kind
{
    const char* name;
    Run run;
    // Its rows are about services, not about single traces: of a trace are those of its services
    // while it ran.
    bool isOfServices = false;
};

constexpr std::array<Kind, 14> kKinds{{{"spans", spans},
                                       {"generations", generations},
                                       {"steps", steps},
                                       {"evaluations", evaluations},
                                       {"verdicts", verdicts},
                                       {"signals", signalRows, true},
                                       {"alarms", alarms, true},
                                       {"incidents", incidents, true},
                                       {"judges", judges, true},
                                       {"suspects", suspects},
                                       {"clusters", clusters},
                                       {"differences", differenceRows},
                                       {"actions", actions, true},
                                       {"timeline", timeline}}};

telemetry::Result<void> runWhileTrace(const Kind& kind, const store::Reader& reader,
                                      const Query& query, const Print& print)
{
    using std::chrono::seconds;
    std::set<std::string> services;
    store::View always;
    always.knownAt = query.view.knownAt;
    telemetry::Timestamp first = telemetry::Timestamp::max();
    telemetry::Timestamp last = telemetry::Timestamp::min();
    store::GenerationFilter spansOfTrace;
    spansOfTrace.trace = query.filter.trace;
    const auto read = reader.forEachSpan(always, spansOfTrace, [&](const store::SpanRow& span) {
        services.insert(span.service);
        first = std::min(first, span.start);
        last = std::max({last, span.start, span.end});
        return true;
    });
    if (!read)
        return read;
    std::set<QString> told; // incidents, which may be of several services
    Query narrow = query;
    narrow.filter.trace.reset();
    for (const std::string& service : services) {
        if (!query.filter.service.empty() && query.filter.service != service)
            continue;
        narrow.filter.service = service;
        // Signals have whole seconds.
        narrow.view.range.start = std::max(
            query.view.range.start, telemetry::Timestamp(std::chrono::floor<seconds>(first)));
        narrow.view.range.end =
            std::min(query.view.range.end,
                     telemetry::Timestamp(std::chrono::floor<seconds>(last) + seconds(1)));
        const auto done = kind.run(reader, narrow, [&](const QJsonObject& row) {
            const QString incident = row[u"incident"_s].toString();
            if (!incident.isEmpty() && !told.insert(incident).second)
                return;
            --narrow.filter.limit;
            print(row);
        });
        if (!done || narrow.filter.limit <= 0)
            return done;
    }
    return {};
}

telemetry::Result<void> rowsOf(const Kind& kind, const store::Reader& reader, const Query& query,
                               const Print& print)
{
    const bool isWhileTrace = kind.isOfServices && query.filter.trace;
    return isWhileTrace ? runWhileTrace(kind, reader, query, print)
                        : kind.run(reader, query, print);
}

telemetry::Result<void> checkFilters(const Kind& kind, const QueryOptions& options)
{
    const SuspectOptions& narrowed = options.suspects;
    const bool isOfSuspects = kind.run == suspects || kind.run == clusters
        || (kind.run == differenceRows && (!narrowed.where.empty() || !narrowed.alarm.empty()));
    std::string problem;
    if (options.minimum && !isOfSuspects && kind.run != differenceRows)
        problem = "--minimum means nothing for --what %: it is the least probability of suspects.";
    else if (const char* given = narrowed.firstGiven(); given != nullptr && !isOfSuspects)
        problem = given
            + std::string(kind.run == differenceRows
                              ? " means nothing for --what % without --where or --alarm."
                              : " means nothing for --what %: it is for suspects, clusters and "
                                "differences.");
    else if (!options.golden.empty() && kind.run != judges)
        problem = "--golden means nothing for --what %: judges are held against it.";
    else if (!options.model.empty() && kind.run == judges)
        problem = "--model means nothing for --what %: a judge is known by all that it said of a "
                  "service.";
    if (problem.empty())
        return {};
    problem.replace(problem.find('%'), 1, kind.name);
    return telemetry::failure(telemetry::ErrorKind::Usage, problem);
}

int run(const QueryOptions& options)
{
    const auto kind =
        std::ranges::find_if(kKinds, [&options](const Kind& k) { return options.what == k.name; });
    if (const auto checked = checkFilters(*kind, options); !checked)
        return report(checked.error());
    const auto query = queryFrom(options);
    if (!query)
        return report(query.error());
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return report(reader.error());
    if (const auto checked = checkRange(**reader, query->view.range); !checked)
        return report(checked.error());
    TextTable table(options.what);
    bool isEmpty = true;
    const Print print = [&](const QJsonObject& row) {
        isEmpty = false;
        options.isJsonLines ? printJsonLine(row) : table.add(row);
    };
    const auto done = rowsOf(*kind, **reader, *query, print);
    table.finish();
    if (done && kind->run == signalRows && !isEmpty && !options.isJsonLines)
        commands::print(
            stderr,
            "note: level is the mean of a measured quantity (bytes, ms), where the check "
            "is one; checks that pass or fail have failed and mean instead\n");
    if (done && isEmpty)
        noteNothing(**reader, {options.what, options.file, options.service});
    return done ? 0 : report(done.error());
}

} // namespace

telemetry::Result<void> queryRows(const store::Reader& reader, const std::string& what,
                                  const Query& query, const RowHandler& row)
{
    const auto kind =
        std::ranges::find_if(kKinds, [&what](const Kind& k) { return what == k.name; });
    if (kind == kKinds.end())
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "There are no rows named " + what + '.');
    return rowsOf(*kind, reader, query, row);
}

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
    command->add_option("--trace", options->trace,
                        "Only this trace: 32 hexadecimal digits; of signals, alarms, incidents and "
                        "actions those of its "
                        "services while it ran");
    command->add_option("--service", options->service, "Only this service");
    command->add_option("--model", options->model, "Only this model, served or requested");
    command->add_option("--as-known-at", options->asKnownAt, "As the console knew it then");
    command->add_option("--limit", options->limit, "At most this many rows")
        ->check([](const std::string& text) {
            const bool isCount =
                !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
            return isCount ? std::string() : "'" + text + "' is not a number of rows";
        });
    command
        ->add_option("--minimum", options->minimum,
                     "Of suspects and differences: least probability of a suspect "
                     "(differences: 0.5)")
        ->check(CLI::Range(0.0, 1.0));
    addSuspectOptions(*command, options->suspects);
    command->add_flag("--jsonl", options->isJsonLines, "One JSON object a line");
    addGoldenOption(*command, options->golden);
    command->footer("Example: plumbline query today.plumb --what suspects --limit 20 --jsonl");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands
