// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>
#include <vector>

namespace store {

class Reader;

struct SessionQuery
{
    std::string service;
    std::string session; // as sent; not empty
    telemetry::Timestamp around; // the generations nearest to it are looked at
    std::int64_t before = 40'000; // of the service, that are looked at
    std::int64_t after = 20'000;
};

struct SessionSpans
{
    // Generations whose own telemetry holds the id somewhere; earliest start first. Whether it is
    // their session is told when they are composed.
    std::vector<telemetry::SpanKey> keys;
    bool isCut = false; // there are more generations than were looked at
};

// No content is composed: the recording has no index of sessions, so that the bytes of each span
// and of its log records are looked through, some hundred thousand a second, a page a transaction.
// Any thread, for whom the reader is.
telemetry::Result<SessionSpans> sessionSpans(const Reader& reader, const SessionQuery& query,
                                             const View& view);

} // namespace store
