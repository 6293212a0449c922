// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/httpclient.h"
#include "models/team/teamcopy.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>

namespace team {

struct TeamLimits
{
    std::chrono::milliseconds connect{5000};
    std::chrono::milliseconds whole{15'000};
    std::size_t bytes = 256U * 1024; // header and body
};

// Reads plumbline.json, else plumbline.yaml or plumbline.yml, of a folder, which a link may not
// lead out of, or one file of an https URL, which is checked against the system's authorities; no
// redirect is followed. `token`: sent as a bearer token; empty: none. Blocks, so not on the GUI
// thread; `cancel` ends an exchange. Errors: Usage (no such source), Unreadable (not there, or no
// settings), Unreachable (no answer, or not 200).
telemetry::Result<TeamCopy> readTeam(const QString& source, const std::string& token,
                                     const std::atomic<bool>* cancel = nullptr,
                                     const TeamLimits& limits = {}, const net::ClientTls& tls = {});

} // namespace team
