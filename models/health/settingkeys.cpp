// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/settingkeys.h"

#include "models/health/detector.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/timetext.h"
#include "models/yaml/tree.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <optional>
#include <string_view>
#include <variant>

namespace health {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr std::string_view kCheck = "check.";
constexpr std::string_view kService = "service.";
constexpr const char* kShippedDetector = "e-detector";
constexpr double kFailAtStep = 0.05; // the bins of rollups, so that what was counted can be read
constexpr const char* kTop = "detection";

std::string textOf(double value)
{
    char text[32];
    const auto written = std::to_chars(text, text + sizeof text, value);
    return {text, written.ptr};
}

std::optional<double> numberIn(const std::string& text, double least, double most)
{
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isWhole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return isWhole && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

Result<void> refused(const std::string& key, const std::string& value, const std::string& takes)
{
    return failure(ErrorKind::Usage, key + " takes " + takes + ", not '" + value + "'.");
}

template<class Target>
Result<void> setNumber(const std::string& key, const std::string& value, double least, double most,
                       Target&& target)
{
    const auto number = numberIn(value, least, most);
    if (!number)
        return refused(key, value, "a number from " + textOf(least) + " to " + textOf(most));
    target(*number);
    return {};
}

std::string detectorList()
{
    std::string list = kShippedDetector;
    for (const std::string& name : detectorNames())
        list += ", " + name;
    return list;
}

Result<void> setDetector(EngineSettings& settings, const std::string& key, const std::string& value)
{
    const std::vector<std::string> names = detectorNames();
    if (value != kShippedDetector && std::ranges::find(names, value) == names.end())
        return refused(key, value, "one of " + detectorList());
    settings.detector = value == kShippedDetector ? std::string() : value;
    return {};
}

Result<void> setFailAt(WatchedPart& part, const std::string& key, const std::string& name,
                       const std::string& value)
{
    if (!telemetry::isOwnCheck(name))
        return failure(ErrorKind::Usage,
                       key
                           + ": from which score a judge's answer counts as failed stands in the "
                             "file of judges (judges.yaml).");
    const auto number = numberIn(value, kFailAtStep, 1 - kFailAtStep);
    const double steps = number ? *number / kFailAtStep : 0.5;
    if (std::abs(steps - std::round(steps)) > 1e-6)
        return refused(key, value, "a probability from 0.05 to 0.95 in steps of 0.05");
    part.failAt = std::round(steps) / std::round(1 / kFailAtStep);
    return {};
}

Result<void> setPart(EngineSettings& settings, const std::string& key, const std::string& value)
{
    const bool isCheck = key.starts_with(kCheck);
    const std::size_t begin = isCheck ? kCheck.size() : kService.size();
    const std::size_t dot = key.rfind('.'); // names may hold dots
    if (dot == std::string::npos || dot <= begin)
        return failure(ErrorKind::Usage,
                       key + " names no setting: " + key.substr(0, begin) + "NAME.watched, say.");
    const std::string name = key.substr(begin, dot - begin);
    const std::string field = key.substr(dot + 1);
    auto& parts = isCheck ? settings.checks : settings.services;
    WatchedPart part = parts[name];
    Result<void> set;
    if (field == "watched" && (value == "on" || value == "off"))
        part.isWatched = value == "on";
    else if (field == "watched")
        set = refused(key, value, "on or off");
    else if (field == "tolerance")
        set = setNumber(key, value, 0, 10, [&part](double number) { part.tolerance = number; });
    else if (field == "run-length")
        set = setNumber(key, value, 10, 1e15, [&part](double number) { part.runLength = number; });
    else if (field == "fail-at" && isCheck)
        set = setFailAt(part, key, name, value);
    else
        set = failure(ErrorKind::Usage, key + " is no setting; 'whatif --keys' lists them.");
    if (set)
        parts[name] = part;
    if (parts[name] == WatchedPart{})
        parts.erase(name);
    return set;
}

void addPart(std::vector<std::pair<std::string, std::string>>& all, const std::string& prefix,
             const WatchedPart& part)
{
    if (part.failAt != telemetry::kFailedBadness)
        all.emplace_back(prefix + ".fail-at", textOf(part.failAt));
    if (part.runLength)
        all.emplace_back(prefix + ".run-length", textOf(*part.runLength));
    if (part.tolerance)
        all.emplace_back(prefix + ".tolerance", textOf(*part.tolerance));
    if (!part.isWatched)
        all.emplace_back(prefix + ".watched", "off");
}

std::string yamlQuoted(const std::string& text)
{
    static constexpr const char* kDigits = "0123456789abcdef";
    std::string made = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            made += std::string("\\") + c;
        else if (byte < 0x20 || byte == 0x7F)
            made += std::string("\\x") + kDigits[byte >> 4U] + kDigits[byte & 0xFU];
        else
            made += c;
    }
    return made + '"';
}

} // namespace

std::vector<SettingKey> settingKeys()
{
    return {
        {"false-alarms-per-week", "number, per week, over all signals", "1",
         "False alarms that are put up with: fewer are later ones"},
        {"reference-observations", "whole number, observations", "200",
         "Length of what a monitor learns as usual"},
        {"tolerance", "share of the baseline", "0.2", "Smallest rise worth an alarm"},
        {"clear-after", "duration of event time", "10s",
         "How long a signal has to be well again before its alarm is cleared"},
        {"detector", "name: " + detectorList(), kShippedDetector,
         "What gives the evidence; all but the first watch the mean alone"},
        {"severity.first-from", "share of answers", "0.3",
         "Rise from which an alarm is of severity 1"},
        {"severity.second-from", "share of answers", "0.1",
         "Rise from which an alarm is of severity 2"},
        {"check.NAME.watched", "on, off", "on", "Off: judged and shown, but raises no alarm"},
        {"check.NAME.fail-at", "probability, 0.05 to 0.95 by 0.05", "0.5",
         "Probability from which an answer counts as failed; our own checks only"},
        {"check.NAME.tolerance", "share of the baseline", "as tolerance",
         "Smallest rise of this check worth an alarm"},
        {"check.NAME.run-length", "observations", "its share of the budget",
         "Observations to a false alarm, of each operation it watches"},
        {"service.NAME.watched", "on, off", "on", "Off: the service raises no alarm"},
        {"service.NAME.tolerance", "share of the baseline", "as tolerance",
         "Smallest rise of this service worth an alarm"},
        {"service.NAME.run-length", "observations", "its share of the budget",
         "Observations to a false alarm, of each check of the service"},
    };
}

Result<void> applySetting(EngineSettings& settings, const std::string& key,
                          const std::string& value)
{
    if (key == "false-alarms-per-week")
        return setNumber(key, value, 0.001, 10'000,
                         [&](double number) { settings.falseAlarmsPerWeek = number; });
    if (key == "reference-observations") {
        const auto number = numberIn(value, 60, 100'000);
        if (!number || *number != std::floor(*number))
            return refused(key, value, "a whole number from 60 to 100000");
        settings.referenceObservations = static_cast<int>(*number);
        return {};
    }
    if (key == "tolerance")
        return setNumber(key, value, 0, 10,
                         [&](double number) { settings.rateTolerance = number; });
    if (key == "clear-after") {
        const auto duration = telemetry::durationFromText(value);
        if (!duration || *duration < telemetry::Duration::zero()
            || *duration > std::chrono::hours(24)
            || *duration % std::chrono::seconds(1) != telemetry::Duration::zero())
            return refused(key, value, "a duration in whole seconds up to 24h, as 30s");
        settings.clearAfter = std::chrono::duration_cast<std::chrono::seconds>(*duration);
        return {};
    }
    if (key == "detector")
        return setDetector(settings, key, value);
    if (key == "severity.first-from")
        return setNumber(key, value, 0, 1,
                         [&](double number) { settings.severity.first = number; });
    if (key == "severity.second-from")
        return setNumber(key, value, 0, 1,
                         [&](double number) { settings.severity.second = number; });
    if (key.starts_with(kCheck) || key.starts_with(kService))
        return setPart(settings, key, value);
    return failure(ErrorKind::Usage, key + " is no setting; 'whatif --keys' lists them.");
}

std::vector<std::pair<std::string, std::string>> changedSettings(const EngineSettings& settings)
{
    const EngineSettings initial;
    std::vector<std::pair<std::string, std::string>> all;
    if (settings.falseAlarmsPerWeek != initial.falseAlarmsPerWeek)
        all.emplace_back("false-alarms-per-week", textOf(settings.falseAlarmsPerWeek));
    if (settings.referenceObservations != initial.referenceObservations)
        all.emplace_back("reference-observations", std::to_string(settings.referenceObservations));
    if (settings.rateTolerance != initial.rateTolerance)
        all.emplace_back("tolerance", textOf(settings.rateTolerance));
    if (settings.clearAfter != initial.clearAfter)
        all.emplace_back("clear-after", std::to_string(settings.clearAfter.count()) + "s");
    if (settings.detector != initial.detector)
        all.emplace_back("detector", settings.detector);
    if (settings.severity.first != initial.severity.first)
        all.emplace_back("severity.first-from", textOf(settings.severity.first));
    if (settings.severity.second != initial.severity.second)
        all.emplace_back("severity.second-from", textOf(settings.severity.second));
    for (const auto& [name, part] : settings.checks)
        addPart(all, std::string(kCheck) + name, part);
    for (const auto& [name, part] : settings.services)
        addPart(all, std::string(kService) + name, part);
    std::ranges::sort(all);
    return all;
}

Result<void> applySettingsFile(EngineSettings& settings, const std::string& yaml)
{
    const auto problem = [](int line, const std::string& message) {
        return failure(ErrorKind::Unreadable, "line " + std::to_string(line) + ": " + message);
    };
    const auto parsed = yaml::parse(yaml);
    if (const auto* error = std::get_if<yaml::Problem>(&parsed))
        return problem(error->line, error->message);
    const yaml::Node& root = std::get<yaml::Node>(parsed);
    const yaml::Node* detection = root.isMap() ? root.find(kTop) : nullptr;
    if (detection == nullptr || root.entries.size() != 1)
        return problem(root.line, "a map with the one key 'detection' is expected here");
    if (detection->kind == yaml::Node::Kind::Null)
        return {};
    if (!detection->isMap())
        return problem(detection->line, "'detection' is a map: KEY: VALUE a line");
    for (const yaml::Entry& entry : detection->entries) {
        if (!entry.value.isScalar())
            return problem(entry.key.line, entry.key.scalar + " takes one value");
        if (const auto set = applySetting(settings, entry.key.scalar, entry.value.scalar); !set)
            return problem(entry.key.line, set.error().message);
    }
    return {};
}

std::string settingsFile(const EngineSettings& settings, const std::vector<std::string>& reason)
{
    std::string made;
    for (std::string line : reason) {
        // Nothing that somebody wrote ends the comment.
        std::ranges::replace_if(
            line, [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
        made += "# " + line + '\n';
    }
    const auto changed = changedSettings(settings);
    made += std::string(kTop) + (changed.empty() ? ": {}\n" : ":\n");
    for (const auto& [key, value] : changed)
        made += "  " + yamlQuoted(key) + ": " + yamlQuoted(value) + '\n';
    return made;
}

} // namespace health
