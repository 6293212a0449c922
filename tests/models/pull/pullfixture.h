// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/puller.h"
#include "tests/models/actuation/scriptedpeer.h"
#include "tests/models/ingest/ingestfixture.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pulltest {

// The body of a captured reply: tests/data/control/<name>.
std::string captured(const std::string& name);

// A built-in source, or the text of one, that points at `url`.
pull::SourceProfile builtIn(const std::string& name, const std::string& url,
                            const std::vector<std::string>& feeds = {});
pull::SourceProfile source(const std::string& yaml, const std::string& url);

// One second of event time in the captures' hours.
telemetry::Timestamp at(const std::string& rfc3339);
telemetry::TimeRange range(const std::string& from, const std::string& to);

// Pulls once into the recording, to the end.
std::vector<pull::FeedReport> pullOnce(const ingesttest::Recording& recording,
                                       pull::SourceProfile profile,
                                       std::optional<telemetry::TimeRange> range = {});

// Timeline entries of kind "alert".
std::vector<telemetry::TimelineEntry> alertsIn(const ingesttest::Recording& recording);

inline bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

inline ScriptedPeer::Answer json(const std::string& body, const std::string& headers = "")
{
    return {.bytes =
                ScriptedPeer::reply(200, body, "Content-Type: application/json\r\n" + headers)};
}

inline const std::string kDay = "2026-11-23T";

} // namespace pulltest
