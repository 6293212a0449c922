// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/jsonrows.h"
#include "app/commands/mappingtext.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/store/reader.h"
#include "models/store/removal.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

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

std::string timeText(const std::optional<telemetry::Timestamp>& time)
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
        print(stdout, "%-22s %s\n", "all kept from", timeText(info.keptFrom).c_str());
    print(stdout, "%-22s %s\n", "services", joined(info.services).c_str());
    print(stdout, "%-22s %s\n", "models", joined(info.models).c_str());
    print(stdout, "%-22s %s to %s\n", "events", timeText(info.first).c_str(),
          timeText(info.last).c_str());
    print(stdout, "%-22s %s to %s\n", "recorded", timeText(info.recordedFirst).c_str(),
          timeText(info.recordedLast).c_str());
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

int run(const InfoOptions& options)
{
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return report(reader.error());
    const auto info = (*reader)->info();
    if (!info)
        return report(info.error());
    const auto refusals = refusalsOf(**reader);
    if (!refusals)
        return report(refusals.error());
    std::vector<store::SourceMapping> mapping;
    if (options.hasMapping) {
        auto read = (*reader)->mapping();
        if (!read)
            return report(read.error());
        mapping = std::move(*read);
    }
    if (options.isJson) {
        QJsonObject object = toJson(*info);
        object.insert(QStringLiteral("refused_deliveries"), refusalsJson(*refusals));
        if (options.hasMapping)
            object.insert(QStringLiteral("mapping"), toJson(mapping));
        printJson(object);
        return 0;
    }
    printText(*info);
    for (const auto& [reason, count] : *refusals)
        print(stdout, "%-22s %lld x %s\n", "deliveries refused", static_cast<long long>(count),
              reason.c_str());
    if (options.hasMapping)
        printMapping(mapping);
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
                      "filled them, unknown attributes, conflicts, what cannot be told");
    command->footer("Example: plumbline info today.plumb --mapping --json");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands
