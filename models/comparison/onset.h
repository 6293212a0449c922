// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"

#include <optional>
#include <string>

namespace comparison {

// From when on a service was not what it had been.
struct Onset
{
    telemetry::Timestamp time;
    std::string reason; // in words: "alarm A-0003", "model codegen-2026-11-b"
};
// The onset of the newest alarm of the service, of the earliest where several belong to one
// incident; if something of it (model, version, adapter, prompt or index version) was first seen
// since the earliest that the onset may have been (95 %) less half a minute, that change. Without
// an alarm the newest such change. What is seen in the first minute of a service is none. At or
// before `time`, not more than a day; nullopt: neither is known.
telemetry::Result<std::optional<Onset>> onsetBefore(const store::Reader& reader,
                                                    const store::View& view,
                                                    const std::string& service,
                                                    telemetry::Timestamp time);

} // namespace comparison
