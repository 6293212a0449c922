// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/session.h"
#include "models/incident/incidentrecord.h"
#include "models/store/reader.h"
#include "tests/models/items/fleetfixture.h"

#include <memory>
#include <utility>
#include <vector>

// What tests of incidents in a window that records share.
namespace incidenttest {

inline constexpr int kLong = 20'000; // milliseconds

inline std::unique_ptr<Session> liveOn(const fleettest::Fleet& fleet)
{
    auto session = Session::startLive({.recording = fleet.path(),
                                       .listen = {.otlp = "127.0.0.1:0", .grpc = {}, .files = {}},
                                       .profile = {},
                                       .keep = {}});
    if (!session)
        qFatal("%s", session.error().message.c_str());
    return std::move(*session);
}

inline std::vector<incident::Incident> readIncidents(const fleettest::Fleet& fleet)
{
    const auto reader = store::Reader::open(fleet.path());
    if (!reader)
        qFatal("%s", reader.error().message.c_str());
    auto incidents = incident::readIncidents(**reader);
    return incidents ? *incidents : std::vector<incident::Incident>{};
}

} // namespace incidenttest
