// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/differences.h"

#include "app/commands/jsonrows.h"
#include "app/commands/jsonvalues.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/differences/generationtablereader.h"
#include "models/items/differencewords.h"
#include "models/items/formats.h"

#include <QJsonArray>

#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

constexpr std::int64_t kMostRows = 1'000'000; // without a window there is memory for more

QJsonObject propertyJson(const differences::NamedProperty& property)
{
    using Kind = differences::NamedProperty::Kind;
    return {{u"attribute"_s, displayText(property.attribute.id)},
            {u"kind"_s,
             property.kind == Kind::Missing     ? u"missing"_s
                 : property.kind == Kind::Range ? u"range"_s
                 : property.isMember            ? u"member"_s
                                                : u"value"_s},
            {u"value"_s,
             property.kind == Kind::Value ? QJsonValue(displayText(property.value)) : QJsonValue()},
            {u"low"_s, numberOrNull(property.low)},
            {u"high"_s, numberOrNull(property.high)}};
}

QJsonObject barJson(const differences::DistributionBar& bar)
{
    using Kind = differences::DistributionBar::Kind;
    QJsonObject object{{u"suspects"_s, wholeJson(bar.suspects)}, {u"rest"_s, wholeJson(bar.rest)}};
    if (bar.kind == Kind::Range) {
        object[u"low"_s] = bar.low;
        object[u"high"_s] = bar.high;
    } else {
        object[u"value"_s] =
            bar.kind == Kind::Value ? QJsonValue(displayText(bar.value)) : QJsonValue();
    }
    if (bar.kind == Kind::Others)
        object[u"others"_s] = true;
    return object;
}

QJsonObject rowJson(const differences::Differences& all, const differences::DifferenceRow& row)
{
    QJsonObject object = propertyJson(row.property);
    object[u"sentence"_s] = items::propertyText(row.property);
    object[u"is_sure"_s] = row.isSure;
    object[u"difference"_s] = row.difference.value;
    object[u"difference_low"_s] = row.difference.low;
    object[u"difference_high"_s] = row.difference.high;
    object[u"suspect_share"_s] = row.counts.suspectShare();
    object[u"rest_share"_s] = row.counts.restShare();
    // Whose difference is told: answers of one conversation count as many as they tell.
    object[u"weighed_suspect_share"_s] = row.weighed.suspectShare();
    object[u"weighed_rest_share"_s] = row.weighed.restShare();
    object[u"suspects_with"_s] = wholeJson(row.counts.suspectsWith);
    object[u"suspects"_s] = wholeJson(row.counts.suspects);
    object[u"rest_with"_s] = wholeJson(row.counts.restWith);
    object[u"rest"_s] = wholeJson(row.counts.rest);
    object[u"compared"_s] = wholeJson(all.tries);
    QJsonArray same;
    for (const differences::NamedProperty& property : row.sameAnswers)
        same.append(propertyJson(property));
    object[u"same_answers"_s] = same;
    object[u"explained_by"_s] = row.explainedBy
        ? QJsonValue(items::propertyText(all.rows[*row.explainedBy].property))
        : QJsonValue();
    object[u"goes_through"_s] = row.goesThrough
        ? QJsonValue(items::propertyText(all.rows[*row.goesThrough].property))
        : QJsonValue();
    object[u"remains"_s] = row.remainder ? QJsonValue(row.remainder->left.value) : QJsonValue();
    object[u"remains_alike_in"_s] = row.remainder
        ? QJsonValue(displayText(all.rows[row.remainder->by].property.attribute.id))
        : QJsonValue();
    object[u"suspect_conversations"_s] = wholeJson(row.conversations);
    object[u"suspects_with_weighed"_s] = row.weighed.suspectsWith;
    object[u"suspects_weighed"_s] = row.weighed.suspects;
    object[u"rest_with_weighed"_s] = row.weighed.restWith;
    object[u"rest_weighed"_s] = row.weighed.rest;
    object[u"service"_s] = row.service.empty() ? QJsonValue() : displayText(row.service);
    object[u"is_outcome"_s] = differences::isOutcome(row.property.attribute);
    QJsonArray bars;
    for (const differences::DistributionBar& bar : row.bars)
        bars.append(barJson(bar));
    object[u"distribution"_s] = bars;
    return object;
}

void noteWhatWasCompared(const differences::Differences& found, const DifferencesAsked& asked)
{
    const std::string from = asked.suspects
        ? std::string(asked.suspects->alarm.empty() ? "that fit the filter" : "of the alarm")
        : items::decimalText(asked.minimum, 2).toStdString();
    print(stderr,
          "note: %lld suspects (%s) beside %lld judged answers that are none; %lld answers "
          "were not judged and are in neither; %lld properties compared, and intervals widened for "
          "so many\n",
          static_cast<long long>(found.suspects), from.c_str(), static_cast<long long>(found.rest),
          static_cast<long long>(found.unjudged), static_cast<long long>(found.tries));
    if (found.isComplete() && found.rows.empty() && !found.isTooFew())
        print(stderr, "note: %s\n", items::nothingSureText(found, false).toStdString().c_str());
    else if (found.rows.empty())
        print(
            stderr,
            "note: too few to compare: from %lld suspects and %lld others on what differs most is "
            "listed\n",
            static_cast<long long>(differences::Differences::kFewestSuspects),
            static_cast<long long>(differences::Differences::kFewestOthers));
    if (found.notRead > 0)
        print(stderr, "note: %lld of the suspects are not among the answers that were compared\n",
              static_cast<long long>(found.notRead));
    if (found.inView > found.toRead)
        print(stderr, "note: only the latest %lld of %lld answers were compared\n",
              static_cast<long long>(found.toRead), static_cast<long long>(found.inView));
    for (const differences::LeftOut& left : found.leftOut)
        print(stderr, "note: %s was left out: %s\n", left.id.c_str(), left.reason.c_str());
}

telemetry::Result<std::vector<telemetry::SpanKey>> keysOf(const store::Reader& reader,
                                                          const DifferencesAsked& asked)
{
    return asked.suspects ? suspectKeys(reader, *asked.suspects)
                          : telemetry::Result<std::vector<telemetry::SpanKey>>();
}

// An alarm's answers beside those of its own service, unless another is asked for.
telemetry::Result<std::string> serviceOf(const store::Reader& reader, const DifferencesAsked& asked)
{
    if (!asked.suspects || asked.suspects->alarm.empty() || !asked.filter.service.empty())
        return asked.filter.service;
    const auto alarms = reader.alarms(asked.view);
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    for (const telemetry::AlarmTransition& alarm : *alarms)
        if (alarm.alarm == asked.suspects->alarm)
            return alarm.service;
    return asked.filter.service;
}

} // namespace

telemetry::Result<void> differences(const store::Reader& reader, const DifferencesAsked& asked,
                                    const std::function<void(const QJsonObject&)>& print)
{
    if (asked.filter.trace || !asked.filter.model.empty())
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "--trace and --model mean nothing for --what differences: the "
                                  "answers of all of them are "
                                  "compared.");
    auto selected = keysOf(reader, asked);
    if (!selected)
        return tl::make_unexpected(selected.error());
    const auto service = serviceOf(reader, asked);
    if (!service)
        return tl::make_unexpected(service.error());
    const bool isWatched = isatty(STDERR_FILENO) != 0;
    const auto table = differences::readTable(
        reader, {.view = asked.view, .service = *service},
        [isWatched](std::int64_t read, std::int64_t of) {
            if (isWatched)
                commands::print(stderr, "read %lld of %lld answers\n", static_cast<long long>(read),
                                static_cast<long long>(of));
            return !isInterrupted();
        },
        kMostRows);
    if (!table)
        return tl::make_unexpected(table.error());
    differences::DifferenceQuery query{
        .minimum = asked.minimum, .selected = {}, .region = {}, .service = {}};
    if (asked.suspects) {
        query.among = differences::DifferenceQuery::Among::Selected;
        query.selected = std::move(*selected);
    }
    const differences::Differences found = differences::differencesOf(**table, query);
    noteWhatWasCompared(found, asked);
    std::int64_t left = asked.filter.limit;
    for (const auto* rows : {&found.rows, &found.unsure})
        for (const differences::DifferenceRow& row : *rows)
            if (left-- > 0)
                print(rowJson(found, row));
    return {};
}

} // namespace commands
