// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/canary/probeset.h"
#include "models/telemetry/result.h"

#include <string>

namespace commands {

// Of at most 4 MiB. The second refuses one with problems, naming each place.
telemetry::Result<canary::ProbeSetResult> readProbeSet(const std::string& path);
telemetry::Result<canary::ProbeSet> readGoodProbeSet(const std::string& path);

// A probe set that a runbook names.
struct FoundProbeSet
{
    canary::ProbeSet set;
    std::string place; // the file, or "ships with Plumbline"
    std::string digest; // SHA-256 of its text, lower-case hex
};
// With or without its ending. A bare name: beside the runbook (`folder`; empty: it ships with the
// program), then in the user's folder of probe sets, then among those that ship. One with a slash:
// that file, from the runbook's folder on. An Unreadable error names all places where it was looked
// for; a set that is found and broken is an error, and no other is taken in its place.
telemetry::Result<FoundProbeSet> findProbeSet(const std::string& name, const std::string& folder);

} // namespace commands
