// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/jsonrows.h"
#include "app/commands/mappingtext.h"
#include "app/commands/metrictext.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/store/reader.h"
#include "models/store/removal.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

// What a table holds, for people.
std::string wordsOf(const std::string& table)
{
    static const std::map<std::string, std::string> words{
        {"link_states", "states of links"},      {"logs", "log records"},
        {"metric_points", "metric points"},      {"rollups_second", "seconds of counts"},
        {"rollups_minute", "minutes of counts"}, {"rollups_hour", "hours of counts"}};
    const auto found = words.find(table);
    return found == words.end() ? table : found->second;
}

struct InfoOptions
{
    std::string file;
    bool isJson = false;
    bool hasMapping = false;
};

std::string timeOrDash(const std::optional<telemetry::Timestamp>& time)
{
    return time ? telemetry::toRfc3339(*time) : "-";
}

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "-" : text;
}

void printText(const store::RecordingInfo& info)
{
    const auto number = [](const char* name, std::int64_t value) {
        print(stdout, "%-22s %lld\n", name, static_cast<long long>(value));
    };
    number("schema", info.schema);
    number("spans", info.spans);
    number("generations", info.generations);
    number("evaluations received", info.evaluations);
    number("evaluations made", info.validatorEvaluations);
    number("metric points", info.metricPoints);
    number("log records", info.logs);
    number("duplicates", info.duplicates);
    number("copies merged", info.merged);
    if (info.unwatched > 0)
        print(stdout, "%-22s %lld, beyond the places for detectors: they raise no alarm\n",
              "signals not watched", static_cast<long long>(info.unwatched));
    number("rejected", info.rejected);
    for (const auto& [reason, count] : info.rejectedReasons)
        print(stdout, "  %lld x %s\n", static_cast<long long>(count), reason.c_str());
    number("redacted", info.redacted);
    for (const telemetry::Redaction& redaction : info.redactions)
        print(stdout, "  %llu x %s (%s)\n", static_cast<unsigned long long>(redaction.count),
              redaction.rule.c_str(), redaction.service.c_str());
    for (const auto& [what, count] : info.removed)
        print(stdout, "%-22s %lld %s\n", "removed by retention", static_cast<long long>(count),
              wordsOf(what).c_str());
    if (info.keptFrom)
        print(stdout, "%-22s %s\n", "all kept from", timeOrDash(info.keptFrom).c_str());
    print(stdout, "%-22s %s\n", "services", joined(info.services).c_str());
    print(stdout, "%-22s %s\n", "models", joined(info.models).c_str());
    print(stdout, "%-22s %s to %s\n", "events", timeOrDash(info.first).c_str(),
          timeOrDash(info.last).c_str());
    print(stdout, "%-22s %s to %s\n", "recorded", timeOrDash(info.recordedFirst).c_str(),
          timeOrDash(info.recordedLast).c_str());
    for (const store::Gap& gap : info.gaps)
        print(stdout, "%-22s %s to %s: %s (%s)\n", "gap",
              telemetry::toRfc3339(gap.range.start).c_str(),
              telemetry::toRfc3339(gap.range.end).c_str(), gap.reason.c_str(),
              (gap.service.empty()             ? gap.source
                   : store::isOfRetention(gap) ? gap.service
                                               : gap.source + " " + gap.service)
                  .c_str());
    number("bytes", info.bytes);
}

// Deliveries that were sent away unread, by reason, as the last entry of each recorder tells them.
telemetry::Result<std::map<std::string, qint64>> refusalsOf(const store::Reader& reader)
{
    const auto entries = reader.timeline({}, {"recording"});
    if (!entries)
        return tl::make_unexpected(entries.error());
    std::map<std::string, qint64> refusals;
    for (const telemetry::TimelineEntry& entry : *entries) {
        const QJsonObject counts = QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload))
                                       .object()[QStringLiteral("refused")]
                                       .toObject();
        for (auto count = counts.begin(); count != counts.end(); ++count)
            refusals[count.key().toStdString()] += count->toInteger();
    }
    return refusals;
}

QJsonObject refusalsJson(const std::map<std::string, qint64>& refusals)
{
    QJsonObject reasons;
    for (const auto& [reason, count] : refusals)
        reasons.insert(QString::fromStdString(telemetry::sanitizedUtf8(reason)), count);
    return reasons;
}

// How endpoints, files and back ends came in; their senders are told by the mapping.
void printLinks(const std::vector<telemetry::LinkStatus>& links)
{
    for (const telemetry::LinkStatus& link : links) {
        if (link.service.empty() && link.instance.empty())
            print(stdout, "%-22s %s: %s%s%s\n", "source", link.source.c_str(),
                  telemetry::toString(link.state), link.reason.empty() ? "" : ": ",
                  link.reason.c_str());
    }
}

QJsonArray linksJson(const std::vector<telemetry::LinkStatus>& links)
{
    const auto text = [](const std::string& value) {
        return value.empty() ? QJsonValue() : QJsonValue(displayText(value));
    };
    QJsonArray array;
    for (const telemetry::LinkStatus& link : links)
        array.append(QJsonObject{
            {QStringLiteral("source"), text(link.source)},
            {QStringLiteral("service"), text(link.service)},
            {QStringLiteral("instance"), text(link.instance)},
            {QStringLiteral("state"), QString::fromUtf8(telemetry::toString(link.state))},
            {QStringLiteral("reason"), text(link.reason)},
            {QStringLiteral("items"), static_cast<qint64>(link.items)},
            {QStringLiteral("rejected"), static_cast<qint64>(link.rejected)},
            {QStringLiteral("refused"), static_cast<qint64>(link.refused)}});
    return array;
}

struct Told
{
    store::RecordingInfo info;
    std::map<std::string, qint64> refusals;
    std::vector<telemetry::LinkStatus> links;
    std::vector<store::SourceMapping> mapping;
    std::vector<store::MetricName> metrics;
};

telemetry::Result<Told> read(const InfoOptions& options)
{
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return tl::make_unexpected(reader.error());
    auto info = (*reader)->info();
    auto refusals = refusalsOf(**reader);
    auto links = (*reader)->links();
    if (!info || !refusals || !links)
        return tl::make_unexpected(!info           ? info.error()
                                       : !refusals ? refusals.error()
                                                   : links.error());
    Told told{.info = std::move(*info),
              .refusals = std::move(*refusals),
              .links = std::move(*links),
              .mapping = {},
              .metrics = {}};
    if (!options.hasMapping)
        return told;
    auto mapping = (*reader)->mapping();
    auto metrics = (*reader)->metrics({});
    if (!mapping || !metrics)
        return tl::make_unexpected(mapping ? metrics.error() : mapping.error());
    told.mapping = std::move(*mapping);
    told.metrics = std::move(metrics->names);
    return told;
}

int run(const InfoOptions& options)
{
    const auto told = read(options);
    if (!told)
        return report(told.error());
    if (options.isJson) {
        QJsonObject object = toJson(told->info);
        object.insert(QStringLiteral("refused_deliveries"), refusalsJson(told->refusals));
        object.insert(QStringLiteral("links"), linksJson(told->links));
        if (options.hasMapping) {
            object.insert(QStringLiteral("mapping"), toJson(told->mapping));
            object.insert(QStringLiteral("metrics"), toJson(told->metrics));
        }
        printJson(object);
        return 0;
    }
    printText(told->info);
    for (const auto& [reason, count] : told->refusals)
        print(stdout, "%-22s %lld x %s\n", "deliveries refused", static_cast<long long>(count),
              reason.c_str());
    printLinks(told->links);
    if (options.hasMapping) {
        printMapping(told->mapping, told->info.spans + told->info.logs > 0);
        printMetrics(told->metrics);
    }
    return 0;
}

} // namespace

void addInfo(CLI::App& app, int& status)
{
    auto options = std::make_shared<InfoOptions>();
    CLI::App* command = app.add_subcommand("info", "What is in a recording");
    command->add_option("FILE", options->file, "The recording")->required();
    command->add_flag("--json", options->isJson, "One JSON document");
    command->add_flag("--mapping", options->hasMapping,
                      "Also what was understood of each source: fields and the attributes that "
                      "filled them, unknown attributes, conflicts, what cannot be told, metrics");
    command->footer("Example: plumbline info today.plumb --mapping --json");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands
