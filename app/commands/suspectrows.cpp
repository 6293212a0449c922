// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/suspectrows.h"

#include "app/commands/jsonrows.h"
#include "app/commands/jsonvalues.h"
#include "app/commands/terminal.h"
#include "models/suspects/alarmanswers.h"
#include "models/suspects/clusters.h"
#include "models/suspects/evidence.h"
#include "models/suspects/filterfields.h"
#include "models/suspects/suspectqueue.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

void printNote(const std::string& text)
{
    print(stderr, "note: %s\n", text.c_str());
}

QJsonObject keyJson(const telemetry::SpanKey& key)
{
    return {{u"trace_id"_s, QString::fromStdString(telemetry::toHex(key.trace))},
            {u"span_id"_s, QString::fromStdString(telemetry::toHex(key.span))}};
}

QJsonArray saidJson(const suspects::Verdict& verdict)
{
    QJsonArray said;
    for (const suspects::Said& one : verdict.said)
        said.append(
            QJsonObject{{u"by"_s, textOrNull(one.who)},
                        {u"verdict"_s, QString::fromLatin1(suspects::toString(one.opinion))},
                        {u"note"_s, textOrNull(one.note)},
                        {u"time_ns"_s, nanosJson(one.time)},
                        {u"from"_s, one.isFromTelemetry ? u"telemetry"_s : u"console"_s}});
    return said;
}

QJsonArray evidenceJson(const suspects::EvidenceSheet& sheet, suspects::Evidence::Side side)
{
    QJsonArray items;
    for (const suspects::Evidence& one : sheet.items) {
        if (one.side != side)
            continue;
        items.append(
            QJsonObject{{u"check"_s, displayText(one.check)},
                        {u"evaluator"_s, textOrNull(one.evaluator)},
                        {u"badness"_s, one.badness ? QJsonValue(*one.badness) : QJsonValue()},
                        {u"adds"_s, one.adds},
                        {u"without"_s, one.without},
                        {u"reason"_s, textOrNull(one.words)},
                        {u"state"_s, QString::fromLatin1(telemetry::toString(one.state))}});
    }
    return items;
}

telemetry::Result<QJsonObject> suspectJson(const store::Reader& reader,
                                           const suspects::QueueRow& row,
                                           telemetry::Timestamp knownAt)
{
    store::View known;
    known.knownAt = knownAt;
    const telemetry::SpanKey key{.trace = row.suspicion.trace, .span = row.suspicion.span};
    // A suspicion has the time at which its call ended.
    const auto span = reader.span(key, known);
    if (!span)
        return tl::make_unexpected(span.error());
    const auto evaluations = reader.evaluationsOf(key, known);
    if (!evaluations)
        return tl::make_unexpected(evaluations.error());
    const suspects::EvidenceSheet sheet = suspects::evidenceOf(*evaluations);
    using Side = suspects::Evidence::Side;
    QJsonObject json = toJson(row, *span ? (*span)->start : telemetry::Timestamp{});
    json.insert(u"probability_recorded"_s,
                row.hasSuspicion ? QJsonValue(row.recorded) : QJsonValue());
    json.insert(u"version"_s, textOrNull(row.version));
    json.insert(u"adapter"_s, textOrNull(row.adapter));
    json.insert(u"prompt_version"_s, textOrNull(row.promptVersion));
    json.insert(u"standing"_s, QString::fromLatin1(suspects::toString(row.said.standing)));
    json.insert(u"said"_s, saidJson(row.said));
    json.insert(u"for"_s, evidenceJson(sheet, Side::For));
    json.insert(u"against"_s, evidenceJson(sheet, Side::Against));
    json.insert(u"missing"_s, evidenceJson(sheet, Side::Missing));
    return json;
}

QJsonObject clusterJson(const suspects::Cluster& cluster, std::int64_t all)
{
    QJsonArray members;
    for (const telemetry::SpanKey& key : cluster.keys())
        members.append(keyJson(key));
    QJsonArray versions;
    for (const auto& [version, count] : cluster.versions)
        versions.append(QJsonObject{{u"version"_s, displayText(version)},
                                    {u"count"_s, static_cast<qint64>(count)}});
    QJsonArray services;
    for (const std::string& service : cluster.services)
        services.append(displayText(service));
    const auto size = static_cast<qint64>(cluster.members.size());
    return {
        {u"cluster"_s,
         QString::fromStdString(telemetry::toHex(cluster.id.trace) + '/'
                                + telemetry::toHex(cluster.id.span))},
        {u"size"_s, size},
        {u"share"_s, all > 0 ? static_cast<double>(size) / static_cast<double>(all) : 0},
        {u"medoid"_s,
         keyJson({.trace = cluster.medoid.suspicion.trace, .span = cluster.medoid.suspicion.span})},
        {u"excerpt"_s, textOrNull(cluster.medoid.excerpt)},
        {u"reasons"_s, textOrNull(cluster.medoid.suspicion.reasons)},
        {u"has_text"_s, cluster.hasText},
        {u"probability_mean"_s, cluster.mean},
        {u"probability_max"_s, cluster.worst},
        {u"services"_s, services},
        {u"versions"_s, versions},
        {u"judged"_s, static_cast<qint64>(cluster.judged)},
        {u"first_ns"_s, nanosJson(cluster.first)},
        {u"last_ns"_s, nanosJson(cluster.last)},
        {u"members"_s, members}};
}

// The end of what is asked about: what "10m ago" is counted from.
telemetry::Result<telemetry::Timestamp> cursorOf(const store::Reader& reader,
                                                 const store::View& view)
{
    const telemetry::Timestamp given = std::min(view.range.end, view.knownAt);
    if (given != telemetry::Timestamp::max())
        return given;
    const auto info = reader.info();
    if (!info)
        return tl::make_unexpected(info.error());
    return info->last.value_or(given);
}

telemetry::Result<suspects::QueueQuery> queueQuery(const store::Reader& reader,
                                                   const SuspectQuestion& question)
{
    const auto cursor = cursorOf(reader, question.view);
    if (!cursor)
        return tl::make_unexpected(cursor.error());
    suspects::QueueQuery query{.view = question.view,
                               .scope = question.filter,
                               .minimum = question.minimum,
                               .filter = question.where,
                               .cursor = *cursor,
                               .peopleToConfirm = question.peopleToConfirm,
                               .limit = static_cast<std::size_t>(question.filter.limit)};
    if (question.alarm.empty())
        return query;
    if (question.view.range != store::View{}.range)
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "--alarm has a time of its own, from its onset until it was "
                                  "raised: --from and --to mean nothing beside it.");
    const auto found = suspects::alarmAnswers(reader, question.alarm, question.view.knownAt);
    if (!found)
        return tl::make_unexpected(found.error());
    if (!*found)
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "No alarm '" + question.alarm
                                      + "' was known then; `query --what alarms` lists them.");
    const suspects::AlarmAnswers& answers = **found;
    printNote(answers.sentence);
    query.view.knownAt = std::min(query.view.knownAt, answers.knownAt);
    query.view.range = answers.range;
    // What the alarm saw then, and what people have said of it until now.
    query.saidBy = question.view.knownAt;
    query.isOnlyNarrowed = true;
    if (answers.found != suspects::AlarmAnswers::Found::None)
        query.only = answers.answers;
    return query;
}

void noteQueue(const suspects::Queue& queue)
{
    for (const std::string& name : queue.unseen) {
        const std::string near = suspects::nearestField(name);
        printNote("no suspect has an attribute '" + name + "'"
                  + (near.empty() ? std::string() : "; is '" + near + "' meant?"));
    }
    for (const std::string& name : queue.doubtful)
        printNote("'" + name + "' is no field of suspects; is '" + suspects::nearestField(name)
                  + "' meant?");
    if (queue.unread > 0)
        printNote("the " + std::to_string(queue.unread)
                  + " least suspicious were not looked at: the filter has to read their content");
    if (queue.verdicts > 0)
        printNote("recalibrated from " + std::to_string(queue.verdicts)
                  + (queue.verdicts == 1 ? " verdict" : " verdicts")
                  + "; probability_recorded is before that");
}

} // namespace

const char* SuspectOptions::firstGiven() const
{
    return !where.empty() ? "--where"
        : !alarm.empty()  ? "--alarm"
        : people > 0      ? "--people"
                          : nullptr;
}

void addSuspectOptions(CLI::App& command, SuspectOptions& options)
{
    command.add_option(
        "--where", options.where,
        "Of suspects, clusters and differences: a filter, as in the window: 'model:codegen* "
        "tenant=acme prob>0.6 reason:fabrication verdict:none since:10m words'");
    command.add_option("--alarm", options.alarm,
                       "Of suspects, clusters and differences: the answers that raised this alarm");
    command
        .add_option(
            "--people", options.people,
            "Of suspects, clusters and differences: how many have to say \"wrong\" until it is "
            "confirmed")
        ->check(CLI::Range(1, 2));
}

telemetry::Result<SuspectQuestion> questionFrom(const SuspectOptions& options)
{
    SuspectQuestion question;
    question.peopleToConfirm = std::max(options.people, 1);
    question.alarm = options.alarm;
    auto filter = suspects::Filter::parse(options.where);
    if (!filter)
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "--where, at byte " + std::to_string(filter.error().at + 1) + ": "
                                      + filter.error().message);
    question.where = std::move(*filter);
    return question;
}

telemetry::Result<void> printSuspects(const store::Reader& reader, const SuspectQuestion& question,
                                      const PrintRow& print)
{
    const auto query = queueQuery(reader, question);
    if (!query)
        return tl::make_unexpected(query.error());
    suspects::SuspectQueue queue;
    const auto read = queue.read(reader, *query);
    if (!read)
        return tl::make_unexpected(read.error());
    for (const suspects::QueueRow& row : read->rows) {
        auto json = suspectJson(reader, row, query->view.knownAt);
        if (!json)
            return tl::make_unexpected(json.error());
        print(*json);
    }
    noteQueue(*read);
    return {};
}

telemetry::Result<std::vector<telemetry::SpanKey>> suspectKeys(const store::Reader& reader,
                                                               const SuspectQuestion& question)
{
    auto query = queueQuery(reader, question);
    if (!query)
        return tl::make_unexpected(query.error());
    query->limit = static_cast<std::size_t>(store::GenerationFilter{}.limit);
    suspects::SuspectQueue queue;
    const auto selection = queue.select(reader, *query);
    if (!selection)
        return tl::make_unexpected(selection.error());
    std::vector<telemetry::SpanKey> keys;
    for (const suspects::SuspectQueue::Candidate& candidate : selection->fitting)
        keys.push_back(
            {.trace = candidate.facts.suspicion.trace, .span = candidate.facts.suspicion.span});
    noteQueue(selection->counts);
    return keys;
}

telemetry::Result<void> printClusters(const store::Reader& reader, const SuspectQuestion& question,
                                      const PrintRow& print)
{
    auto query = queueQuery(reader, question);
    if (!query)
        return tl::make_unexpected(query.error());
    // The limit is of rows, and each is a cluster.
    const std::size_t most = std::exchange(query->limit, store::GenerationFilter{}.limit);
    suspects::SuspectQueue queue;
    suspects::ClusterBook book;
    const auto read = book.read(reader, queue, *query);
    if (!read)
        return tl::make_unexpected(read.error());
    std::size_t left = most;
    for (const suspects::Cluster& cluster : read->clusters) {
        if (left-- == 0)
            break;
        print(clusterJson(cluster, read->clustered));
    }
    noteQueue(read->counts);
    return {};
}

} // namespace commands
