// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/mappingelsewhere.h"
#include "models/store/mappingshape.h"
#include "models/store/mappingwriter.h"
#include "models/store/readerprivate.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace store {

namespace {

// One source while its cells are added up.
struct Sums
{
    SourceMapping* source = nullptr;
    std::map<std::string, InstanceMapping>* instances = nullptr; // of the source
    DialectMapping dialect;
    std::map<std::tuple<std::string, std::string, std::string>, MappedAttribute> fields;
};

void addShape(Sums& sums, std::string_view text, std::int64_t count)
{
    const auto shape = shapeFromText(text);
    if (!shape)
        return;
    const bool isGeneration = shape->kind == "generation";
    sums.dialect.records += count;
    if (isGeneration)
        (shape->isLog ? sums.dialect.generationLogs : sums.dialect.generations) += count;
    for (const ShapeText::Field& field : shape->fields) {
        MappedAttribute& mapped = sums.fields[{field.field, field.attribute, field.event}];
        mapped.field = field.field;
        mapped.attribute = field.attribute;
        mapped.event = field.event;
        mapped.count += count;
        mapped.generations += isGeneration ? count : 0;
        mapped.generationLogs += isGeneration && shape->isLog ? count : 0;
    }
    for (const std::string& fact : shape->facts) {
        if (isGeneration)
            (shape->isLog ? sums.source->facts[fact].logs : sums.source->facts[fact].spans) +=
                count;
    }
}

void addInstance(Sums& sums, std::string_view text, std::int64_t count)
{
    const auto told = instanceFromText(text);
    if (!told)
        return;
    InstanceMapping& instance = (*sums.instances)[told->instance];
    instance.instance = told->instance;
    instance.records += count;
    const std::string& dialect = sums.dialect.dialect;
    if (!dialect.empty()
        && std::ranges::find(instance.dialects, dialect) == instance.dialects.end())
        instance.dialects.push_back(dialect);
    if (told->kind != "generation")
        return;
    (told->isLog ? instance.generationLogs : instance.generations) += count;
    for (const std::string& fact : told->facts)
        (told->isLog ? instance.facts[fact].logs : instance.facts[fact].spans) += count;
}

void addOthers(Sums& sums, std::string_view kind, std::int64_t count)
{
    if (kind == std::to_string(static_cast<int>(MappingKind::Shape))) {
        sums.dialect.records += count;
        sums.dialect.otherRecords += count;
    } else if (kind == std::to_string(static_cast<int>(MappingKind::Unknown))) {
        sums.dialect.otherUnknown += count;
    } else if (kind == std::to_string(static_cast<int>(MappingKind::Instance))) {
        sums.source->otherInstances += count;
    } else {
        sums.dialect.otherConflicts += count;
    }
}

void addConflict(Sums& sums, const Statement& row, std::int64_t count)
{
    const std::string text(row.text(2));
    const std::size_t first = text.find('\t');
    const std::size_t second = text.find('\t', first + 1);
    if (first == std::string::npos || second == std::string::npos)
        return;
    sums.dialect.conflicts.push_back({.field = text.substr(0, first),
                                      .won = text.substr(first + 1, second - first - 1),
                                      .lost = text.substr(second + 1),
                                      .wonExample = std::string(row.text(3)),
                                      .lostExample = std::string(row.text(4)),
                                      .count = count});
}

// Columns: group, kind, text, example, other example, count.
void addCell(Sums& sums, const Statement& row)
{
    const std::int64_t count = row.integer(5);
    switch (static_cast<MappingKind>(row.integer(1))) {
    case MappingKind::Shape:
        return addShape(sums, row.text(2), count);
    case MappingKind::Unknown:
        sums.dialect.unknown.push_back({.name = std::string(row.text(2)),
                                        .count = count,
                                        .example = std::string(row.text(3))});
        return;
    case MappingKind::Conflict:
        return addConflict(sums, row, count);
    case MappingKind::Others:
        return addOthers(sums, row.text(2), count);
    case MappingKind::Instance:
        return addInstance(sums, row.text(2), count);
    }
}

telemetry::LinkStatus linkRow(Reader::Private& reader, const Statement& row)
{
    const auto duration = [&row](int column) {
        return row.isNull(column)
            ? std::nullopt
            : std::optional<telemetry::Duration>(telemetry::Duration(row.integer(column)));
    };
    const auto time = [&row](int column) {
        return row.isNull(column) ? std::nullopt
                                  : std::optional<telemetry::Timestamp>(row.time(column));
    };
    const auto count = [&row](int column) {
        return static_cast<std::uint64_t>(row.integer(column));
    };
    telemetry::LinkStatus status;
    status.source = reader.string(row.integer(0));
    status.service = reader.string(row.integer(1));
    status.state = telemetry::linkStateFrom(row.integer(2));
    status.reason = row.text(3);
    status.since = row.time(4);
    status.lastData = time(5);
    status.lag = duration(6);
    status.skew = duration(7);
    status.expected = duration(8);
    status.nextTry = time(9);
    status.itemsPerSecond = row.optionalReal(10);
    status.items = count(11);
    status.duplicates = count(12);
    status.rejected = count(13);
    status.refused = count(14);
    status.instance = reader.string(row.integer(15));
    return status;
}

void finish(Sums& sums)
{
    DialectMapping& dialect = sums.dialect;
    for (auto& [key, mapped] : sums.fields)
        dialect.fields.push_back(std::move(mapped));
    const auto byCount = [](const auto& a, const auto& b) { return a.count > b.count; };
    std::ranges::stable_sort(dialect.fields, [](const auto& a, const auto& b) {
        return std::tie(a.field, b.count) < std::tie(b.field, a.count);
    });
    std::ranges::stable_sort(dialect.unknown, byCount);
    std::ranges::stable_sort(dialect.conflicts, byCount);
    sums.source->records += dialect.records;
    sums.source->generations += dialect.generations;
    sums.source->generationLogs += dialect.generationLogs;
    sums.source->dialects.push_back(std::move(dialect));
}

using Counts = std::map<std::string, std::int64_t>; // by service

// To how many answers a check applied.
telemetry::Result<Counts> countsOf(const Reader& reader, const char* check,
                                   telemetry::Timestamp knownAt)
{
    View view;
    view.knownAt = knownAt;
    telemetry::SignalKey match;
    match.check = check;
    const auto sums = reader.sums(view, match, {&telemetry::SignalKey::service});
    if (!sums)
        return tl::make_unexpected(sums.error());
    Counts counts;
    for (const SumRow& row : *sums)
        counts[row.key.service] += row.sum.count + row.sum.unknown;
    return counts;
}

std::int64_t countOf(const Counts& counts, const std::string& service)
{
    const auto found = counts.find(service);
    return found == counts.end() ? 0 : found->second;
}

} // namespace

telemetry::Result<std::vector<SourceMapping>> Reader::mapping(telemetry::Timestamp knownAt) const
{
    // Every answer is asked whether it repeats itself.
    const auto answers = countsOf(*this, telemetry::kDegeneration, knownAt);
    const auto grounded = countsOf(*this, telemetry::kGroundedness, knownAt);
    if (!answers || !grounded)
        return tl::make_unexpected(answers ? grounded.error() : answers.error());
    const Private::Transaction transaction(d->database);
    std::map<std::pair<std::string, std::string>, SourceMapping> sources;
    std::map<std::pair<std::string, std::string>, std::map<std::string, InstanceMapping>> instances;
    std::map<std::int64_t, Sums> groups;
    Statement selectGroups =
        d->database.prepare("SELECT id, source, service, dialect FROM mapping_groups");
    while (selectGroups.step()) {
        const std::string source = d->string(selectGroups.integer(1));
        const std::string service = d->string(selectGroups.integer(2));
        SourceMapping& mapping = sources[{source, service}];
        mapping.source = source;
        mapping.service = service;
        Sums& sums = groups[selectGroups.integer(0)];
        sums.source = &mapping;
        sums.instances = &instances[{source, service}];
        sums.dialect.dialect = d->string(selectGroups.integer(3));
    }
    Statement selectCells = d->database.prepare(
        "SELECT c.group_no, c.kind, c.text, c.example, c.other_example, (SELECT sum(n.count) FROM "
        "mapping_counts n WHERE n.cell=c.id AND n.recorded_ns<=?1) AS total FROM mapping_cells c "
        "WHERE c.first_ns<=?1 ORDER BY c.id");
    selectCells.bind(knownAt);
    while (selectCells.step()) {
        const auto group = groups.find(selectCells.integer(0));
        if (group != groups.end() && selectCells.integer(5) > 0)
            addCell(group->second, selectCells);
    }
    if (d->hasFailed(selectGroups) || d->hasFailed(selectCells))
        return tl::make_unexpected(d->takeError());
    for (auto& [id, sums] : groups) {
        if (sums.dialect.records > 0)
            finish(sums);
    }
    std::vector<SourceMapping> report;
    for (auto& [key, source] : sources) {
        if (source.records == 0)
            continue;
        const auto byRecords = [](const auto& a, const auto& b) { return a.records > b.records; };
        for (auto& [name, instance] : instances[key])
            source.instances.push_back(std::move(instance));
        std::ranges::stable_sort(source.dialects, byRecords);
        std::ranges::stable_sort(source.instances, byRecords);
        source.answers = countOf(*answers, source.service);
        source.groundedAnswers = countOf(*grounded, source.service);
        report.push_back(std::move(source));
    }
    for (SourceMapping& source : report) {
        source.cannotTell = cannotTell(source, elsewhereOf(source, report));
    }
    return report;
}

telemetry::Result<std::vector<telemetry::LinkStatus>>
Reader::links(telemetry::Timestamp knownAt) const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        "SELECT source, service, state, reason, since_ns, last_ns, lag_ns, skew_ns, expected_ns, "
        "next_try_ns, rate, items, duplicates, rejected, refused, instance FROM link_states WHERE "
        "id IN (SELECT max(id) FROM link_states WHERE recorded_ns<=? GROUP BY source, service, "
        "instance)");
    select.bind(knownAt);
    std::vector<telemetry::LinkStatus> links;
    while (select.step())
        links.push_back(linkRow(*d, select));
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    std::ranges::sort(links, {}, [](const telemetry::LinkStatus& link) {
        return std::tie(link.source, link.service, link.instance);
    });
    return links;
}

} // namespace store
