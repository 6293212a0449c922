// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/querynotes.h"

#include "app/commands/terminal.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <cstdio>

namespace commands {

telemetry::Result<void> checkRange(const store::Reader& reader, const telemetry::TimeRange& range)
{
    if (range.start >= range.end)
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "--from is not before --to: there is no time between them.");
    if (range == store::View{}.range)
        return {};
    const auto extent = reader.extent();
    const auto info = reader.info();
    if (!extent || !info || !*extent)
        return {};
    const auto first =
        std::min((*extent)->whole.start, info->first.value_or((*extent)->whole.start));
    const auto last = std::max((*extent)->whole.end, info->last.value_or((*extent)->whole.end));
    if (range.end <= first || range.start > last)
        print(stderr,
              "note: the recording reaches from %s to %s, all of it outside of the time that "
              "was asked for\n",
              telemetry::toRfc3339(first).c_str(), telemetry::toRfc3339(last).c_str());
    return {};
}

void noteNothing(const store::Reader& reader, const Asked& asked)
{
    print(stderr, "note: nothing found: no %s in %s fit what was asked for\n", asked.what.c_str(),
          asked.file.c_str());
    const auto info =
        asked.service.empty() ? telemetry::Result<store::RecordingInfo>() : reader.info();
    if (!info || asked.service.empty()
        || std::ranges::find(info->services, asked.service) != info->services.end())
        return;
    std::string known;
    for (const std::string& service : info->services)
        known += (known.empty() ? "" : ", ") + service;
    print(stderr, "note: it knows no service '%s'; its services: %s\n", asked.service.c_str(),
          known.empty() ? "none" : known.c_str());
}

} // namespace commands
