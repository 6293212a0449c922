// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/onset.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace comparison {

namespace {

using namespace std::chrono_literals;
using telemetry::Timestamp;

constexpr auto kLongestBefore = 24h;
constexpr auto kChangeSlack = 30s; // a change is seen before its effects are
constexpr auto kSettling = 60s; // what is rare is first seen a while after the service is

// The first change from `from` on; without that the newest. Up to `time`.
telemetry::Result<std::optional<Onset>> changeBefore(const store::Reader& reader,
                                                     const store::View& view,
                                                     const std::vector<store::ChangeRow>& changes,
                                                     const std::string& service, Timestamp time,
                                                     std::optional<Timestamp> from)
{
    static const std::set<std::string> fields{"model", "version", "adapter", "prompt_version",
                                              "index_version"};
    std::optional<Onset> found;
    std::optional<Timestamp> begin;
    for (const store::ChangeRow& change : changes) {
        const bool isWanted = change.service == service && fields.contains(change.field)
            && !change.previous.empty() && change.time <= time
            && time - change.time <= kLongestBefore && (!from || change.time >= *from);
        if (!isWanted || (from && found))
            continue;
        if (!begin) {
            const auto services = reader.services(view);
            if (!services)
                return tl::make_unexpected(services.error());
            const auto row = std::ranges::find(*services, service, &store::ServiceRow::service);
            begin = row == services->end() ? Timestamp::min() : row->first;
        }
        if (change.time - *begin >= kSettling)
            found = Onset{.time = change.time, .reason = change.field + ' ' + change.value};
    }
    return found;
}

} // namespace

telemetry::Result<std::optional<Onset>> onsetBefore(const store::Reader& reader,
                                                    const store::View& view,
                                                    const std::string& service, Timestamp time)
{
    const auto isNear = [time](Timestamp one) {
        return one <= time && time - one <= kLongestBefore;
    };
    const store::View always{.knownAt = view.knownAt};
    const auto alarms = reader.alarms(always);
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    const auto changes = reader.changes(always);
    if (!changes)
        return tl::make_unexpected(changes.error());
    const telemetry::AlarmTransition* newest = nullptr;
    const auto isOurs = [&](const telemetry::AlarmTransition& alarm) {
        return alarm.service == service && isNear(alarm.onset);
    };
    for (const telemetry::AlarmTransition& alarm : *alarms)
        if (isOurs(alarm) && (newest == nullptr || alarm.onset > newest->onset))
            newest = &alarm;
    std::optional<Onset> onset;
    Timestamp earliest = Timestamp::max();
    if (newest != nullptr) {
        for (const telemetry::AlarmTransition& alarm : *alarms) {
            const bool isSame =
                &alarm == newest || (!alarm.incident.empty() && alarm.incident == newest->incident);
            if (!isOurs(alarm) || !isSame)
                continue;
            earliest = std::min(earliest, alarm.onsetLow.value_or(alarm.onset));
            if (!onset || alarm.onset < onset->time)
                onset = Onset{.time = alarm.onset, .reason = "alarm " + alarm.alarm};
        }
    }
    const auto change = changeBefore(reader, always, *changes, service, onset ? onset->time : time,
                                     onset ? std::optional(earliest - kChangeSlack) : std::nullopt);
    if (!change)
        return tl::make_unexpected(change.error());
    return *change ? *change : onset;
}

} // namespace comparison
