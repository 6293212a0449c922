// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/recordednames.h"

#include "models/telemetry/signalcheck.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace replay {

namespace {

constexpr std::size_t kMostNames = 30; // in a message

void add(std::set<std::string>& names, const std::string& name)
{
    if (!name.empty())
        names.insert(name);
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNames); ++i)
        text += (i == 0 ? "" : ", ") + telemetry::visibleText(names[i]);
    if (names.size() > kMostNames)
        text += " and " + std::to_string(names.size() - kMostNames) + " more";
    return text;
}

telemetry::Result<void> checkName(const std::string& key, std::string_view kind,
                                  const std::vector<std::string>& names)
{
    const std::size_t begin = kind.size() + 1;
    const std::string name = key.substr(begin, key.rfind('.') - begin); // it may hold dots
    if (std::ranges::find(names, name) != names.end())
        return {};
    const std::string what(kind);
    return telemetry::failure(telemetry::ErrorKind::Usage,
                              key + ": the recording has no " + what + " '" + name + "'"
                                  + (names.empty() ? ", and no other that could be set."
                                                   : "; it has " + listed(names) + "."));
}

} // namespace

telemetry::Result<RecordedNames> recordedNames(const store::Reader& reader)
{
    const store::View all;
    const auto counted = reader.signalKeys(all);
    if (!counted)
        return tl::make_unexpected(counted.error());
    const auto alarms = reader.alarms(all);
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    std::set<std::string> checks;
    std::set<std::string> services;
    for (const telemetry::SignalKey& signal : *counted) {
        add(checks, signal.check);
        add(services, signal.service);
        if (!signal.check.empty() && !telemetry::isOwnCheck(signal.check))
            checks.insert(telemetry::distributionCheck(signal.check));
    }
    // Of what is no longer counted, since more is not kept.
    for (const telemetry::AlarmTransition& alarm : *alarms) {
        add(checks, alarm.check);
        add(services, alarm.service);
    }
    // No result counts in these: they are of any answer.
    if (!services.empty())
        checks.insert({telemetry::kAnswerLength, telemetry::kCallDuration});
    return RecordedNames{.checks = {checks.begin(), checks.end()},
                         .services = {services.begin(), services.end()}};
}

telemetry::Result<void> checkNames(const Variant& variant, const RecordedNames& names)
{
    for (const auto& [key, value] : variant.settings) {
        telemetry::Result<void> known;
        if (key.starts_with("check."))
            known = checkName(key, "check", names.checks);
        else if (key.starts_with("service."))
            known = checkName(key, "service", names.services);
        if (!known)
            return known;
    }
    return {};
}

} // namespace replay
