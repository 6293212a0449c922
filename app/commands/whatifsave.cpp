// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/whatifsave.h"

#include "models/health/settingkeys.h"
#include "models/telemetry/visibletext.h"

#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

// New and whole: it is written beside and put in its place.
Result<void> writeNew(const std::string& path, const std::string& content)
{
    const int descriptor = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return telemetry::failure(ErrorKind::Refused,
                                  path + " is there already, or cannot be made.");
    const auto written = ::write(descriptor, content.data(), content.size());
    const bool isGood = written == static_cast<ssize_t>(content.size()) && ::fsync(descriptor) == 0;
    if (::close(descriptor) != 0 || !isGood) {
        std::remove(path.c_str());
        return telemetry::failure(ErrorKind::Refused, path + " cannot be written.");
    }
    return {};
}

std::string reasonOf(const SaveRequest& request, const replay::WhatIf& whatIf)
{
    std::string incidents = request.incident;
    for (const replay::Affair& affair : whatIf.affairs) {
        if (request.incident.empty())
            incidents += (incidents.empty() ? "" : ", ") + affair.id;
    }
    return "because of " + (incidents.empty() ? std::string("no incident") : incidents)
        + (request.why.empty() ? "" : ": " + request.why);
}

} // namespace

Result<std::string> saveVariant(const SaveRequest& request, const replay::WhatIf& whatIf,
                                const replay::Variant& variant,
                                const std::vector<objective::Objective>& objectives)
{
    if (!variant.objectives.empty() && request.objectivesPath.empty())
        return telemetry::failure(ErrorKind::Usage,
                                  "The variant changes objectives: --save-objectives says where "
                                  "they are to be written.");
    health::EngineSettings settings;
    for (const replay::Changes* some : {&whatIf.facts.inUse, &variant.settings}) {
        for (const auto& [key, value] : *some) {
            if (const auto applied = health::applySetting(settings, key, value); !applied)
                return tl::make_unexpected(applied.error());
        }
    }
    const std::string what = telemetry::visibleText(replay::nameOf(variant));
    const std::string reason = telemetry::visibleText(reasonOf(request, whatIf));
    const auto written =
        writeNew(request.path,
                 health::settingsFile(settings, {"Saved by plumbline whatif: " + what, reason}));
    if (!written)
        return tl::make_unexpected(written.error());
    std::string text =
        "Settings of detection saved to " + request.path + " (" + what + "), " + reason;
    if (!request.objectivesPath.empty()) {
        const auto changed = replay::objectivesOf(variant, objectives);
        if (!changed)
            return tl::make_unexpected(changed.error());
        const auto also =
            writeNew(request.objectivesPath, "# " + reason + "\n" + objective::toYaml(*changed));
        if (!also)
            return tl::make_unexpected(also.error());
        text += "; objectives to " + request.objectivesPath;
    }
    return text + ".";
}

} // namespace commands
