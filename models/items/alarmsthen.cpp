// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/alarmsthen.h"

#include <algorithm>
#include <map>
#include <string>

namespace items {

telemetry::Timestamp shownUntil(const TimeConductor& conductor)
{
    const bool isWithin = conductor.isAsKnownNow() && conductor.mode() != TimeConductor::Mode::Live
        && conductor.cursor() < conductor.bounds().end;
    return isWithin ? conductor.cursor() : telemetry::Timestamp::max();
}

telemetry::Result<store::Reader::Alarms>
alarmsThen(const store::Reader& reader, const store::View& view, telemetry::Timestamp then)
{
    auto newest = reader.alarms(view);
    const auto isLater = [then](const telemetry::AlarmTransition& alarm) {
        return alarm.time > then;
    };
    if (!newest || std::ranges::none_of(*newest, isLater))
        return newest;
    const auto all = reader.alarmTransitions({.knownAt = view.knownAt});
    if (!all)
        return tl::make_unexpected(all.error());
    // In the order in which they were made, as the newest is chosen where all of them count.
    std::map<std::string, const telemetry::AlarmTransition*> stood;
    for (const telemetry::AlarmTransition& each : *all) {
        const auto [last, isFirst] = stood.try_emplace(each.alarm, &each);
        if (!isFirst && !isLater(each))
            last->second = &each;
    }
    for (telemetry::AlarmTransition& alarm : *newest) {
        if (const auto found = stood.find(alarm.alarm); found != stood.end() && isLater(alarm))
            alarm = *found->second;
    }
    std::erase_if(*newest, [&](const telemetry::AlarmTransition& alarm) {
        return isLater(alarm) && alarm.onset > then;
    });
    std::ranges::stable_sort(*newest, {}, &telemetry::AlarmTransition::time);
    return newest;
}

} // namespace items
