// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/mappingtext.h"

#include "app/commands/jsonrows.h"
#include "app/commands/jsonvalues.h"
#include "app/commands/terminal.h"
#include "models/items/formats.h"

#include <QJsonObject>

#include <cstdio>
#include <map>
#include <optional>
#include <string>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

QJsonObject dialectJson(const store::DialectMapping& dialect)
{
    QJsonArray fields;
    for (const store::MappedAttribute& mapped : dialect.fields)
        fields.append(QJsonObject{{u"field"_s, displayText(mapped.field)},
                                  {u"attribute"_s, textOrNull(mapped.attribute)},
                                  {u"event"_s, textOrNull(mapped.event)},
                                  {u"count"_s, wholeJson(mapped.count)},
                                  {u"generations"_s, wholeJson(mapped.generations)}});
    QJsonArray unknown;
    for (const store::UnmappedAttribute& attribute : dialect.unknown)
        unknown.append(QJsonObject{{u"attribute"_s, displayText(attribute.name)},
                                   {u"count"_s, wholeJson(attribute.count)},
                                   {u"example"_s, displayText(attribute.example)}});
    QJsonArray conflicts;
    for (const store::MappingConflict& conflict : dialect.conflicts)
        conflicts.append(QJsonObject{{u"field"_s, displayText(conflict.field)},
                                     {u"won"_s, displayText(conflict.won)},
                                     {u"lost"_s, displayText(conflict.lost)},
                                     {u"won_example"_s, displayText(conflict.wonExample)},
                                     {u"lost_example"_s, displayText(conflict.lostExample)},
                                     {u"count"_s, wholeJson(conflict.count)}});
    return {{u"dialect"_s, textOrNull(dialect.dialect)},
            {u"records"_s, wholeJson(dialect.records)},
            {u"generations"_s, wholeJson(dialect.generations)},
            {u"generation_logs"_s, wholeJson(dialect.generationLogs)},
            {u"fields"_s, fields},
            {u"unknown"_s, unknown},
            {u"unknown_others"_s, wholeJson(dialect.otherUnknown)},
            {u"conflicts"_s, conflicts},
            {u"conflicts_others"_s, wholeJson(dialect.otherConflicts)},
            {u"records_others"_s, wholeJson(dialect.otherRecords)}};
}

QJsonObject factsJson(const std::map<std::string, store::FactCount>& facts)
{
    QJsonObject object;
    for (const auto& [fact, count] : facts)
        object.insert(
            displayText(fact),
            QJsonObject{{u"spans"_s, wholeJson(count.spans)}, {u"logs"_s, wholeJson(count.logs)}});
    return object;
}

QJsonObject instanceJson(const store::InstanceMapping& instance)
{
    QJsonArray dialects;
    for (const std::string& dialect : instance.dialects)
        dialects.append(displayText(dialect));
    return {{u"instance"_s, textOrNull(instance.instance)},
            {u"records"_s, wholeJson(instance.records)},
            {u"generations"_s, wholeJson(instance.generations)},
            {u"generation_logs"_s, wholeJson(instance.generationLogs)},
            {u"dialects"_s, dialects},
            {u"facts"_s, factsJson(instance.facts)}};
}

QJsonObject sourceMappingJson(const store::SourceMapping& source)
{
    QJsonArray instances;
    for (const store::InstanceMapping& instance : source.instances)
        instances.append(instanceJson(instance));
    QJsonArray dialects;
    for (const store::DialectMapping& dialect : source.dialects)
        dialects.append(dialectJson(dialect));
    QJsonArray cannotTell;
    for (const store::Lack& lack : source.cannotTell)
        cannotTell.append(displayText(store::english(lack)));
    return {{u"source"_s, textOrNull(source.source)},
            {u"service"_s, textOrNull(source.service)},
            {u"records"_s, wholeJson(source.records)},
            {u"generations"_s, wholeJson(source.generations)},
            {u"generation_logs"_s, wholeJson(source.generationLogs)},
            {u"dialects"_s, dialects},
            {u"facts"_s, factsJson(source.facts)},
            {u"instances"_s, instances},
            {u"instances_others"_s, wholeJson(source.otherInstances)},
            {u"cannot_tell"_s, cannotTell}};
}

long long asLongLong(std::int64_t value)
{
    return static_cast<long long>(value);
}

std::string counted(std::int64_t count, const char* one, const char* many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string shareText(const store::MappedAttribute& mapped, const store::DialectMapping& dialect)
{
    const std::optional<double> share = store::shareOf(mapped, dialect);
    return share ? items::percentText(*share).toStdString() : std::string();
}

void printOthers(const char* what, std::int64_t count)
{
    if (count > 0)
        print(stdout, "    %-8s %8lld x others, not kept by name\n", what, asLongLong(count));
}

void printDialect(const store::DialectMapping& dialect)
{
    print(
        stdout, "  %s: %s, %s, %s\n",
        dialect.dialect.empty() ? "other telemetry, that no dialect speaks of"
                                : dialect.dialect.c_str(),
        counted(dialect.records, "record", "records").c_str(),
        counted(dialect.generations, "model call", "model calls").c_str(),
        counted(dialect.generationLogs, "log record of a model call", "log records of model calls")
            .c_str());
    if (!dialect.fields.empty())
        print(stdout, "    %-24s %8s %6s  %s\n", "field", "records", "share",
              "filled from (share of the model calls that can carry it)");
    for (const store::MappedAttribute& mapped : dialect.fields) {
        const std::string from = mapped.attribute
            + (mapped.event.empty()
                   ? ""
                   : (mapped.attribute.empty() ? "event " : " of event ") + mapped.event);
        print(stdout, "    %-24s %8lld %6s  %s\n", mapped.field.c_str(), asLongLong(mapped.count),
              shareText(mapped, dialect).c_str(), from.c_str());
    }
    for (const store::MappingConflict& conflict : dialect.conflicts)
        print(stdout, "    conflict %-15s %8lld x %s (%s) was believed over %s (%s)\n",
              conflict.field.c_str(), asLongLong(conflict.count), conflict.won.c_str(),
              conflict.wonExample.c_str(), conflict.lost.c_str(), conflict.lostExample.c_str());
    for (const store::UnmappedAttribute& attribute : dialect.unknown)
        print(stdout, "    unknown  %8lld x %s, for example %s\n", asLongLong(attribute.count),
              attribute.name.c_str(), attribute.example.c_str());
    printOthers("unknown", dialect.otherUnknown);
    printOthers("conflict", dialect.otherConflicts);
    printOthers("records", dialect.otherRecords);
}

void printInstance(const store::InstanceMapping& instance)
{
    std::string dialects;
    for (const std::string& dialect : instance.dialects)
        dialects += ", " + dialect;
    print(stdout, "  instance %s: %s, %s%s\n",
          instance.instance.empty() ? "(not told)" : instance.instance.c_str(),
          counted(instance.records, "record", "records").c_str(),
          counted(instance.generations, "model call", "model calls").c_str(), dialects.c_str());
}

} // namespace

QJsonArray toJson(const std::vector<store::SourceMapping>& report)
{
    QJsonArray sources;
    for (const store::SourceMapping& source : report)
        sources.append(sourceMappingJson(source));
    return sources;
}

void printMapping(const std::vector<store::SourceMapping>& report, bool hasRecords)
{
    for (const store::SourceMapping& source : report) {
        print(stdout, "\n%s by %s\n",
              source.service.empty() ? "(no service)" : source.service.c_str(),
              source.source.empty() ? "other sources" : source.source.c_str());
        for (const store::DialectMapping& dialect : source.dialects)
            printDialect(dialect);
        for (const store::InstanceMapping& instance : source.instances)
            printInstance(instance);
        if (source.otherInstances > 0)
            print(stdout, "  other instances, not kept by name: %s\n",
                  counted(source.otherInstances, "record", "records").c_str());
        for (const store::Lack& lack : source.cannotTell)
            print(stdout, "  cannot tell: %s\n", store::english(lack).c_str());
    }
    if (report.empty())
        print(stdout,
              hasRecords ? "\nNo mapping is kept here: an older Plumbline recorded this.\n"
                         : "\nNo spans or log records: there is nothing to be mapped.\n");
}

} // namespace commands
