// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <utility>

// A handler for Pipeline::record, and what comes of it to wait for. Should all copies of the
// handler be destroyed without having been called, that is an answer, too: refused. The wait
// neither throws nor lasts for ever. Any thread.
struct EntryAnswer
{
    ingest::Pipeline::EntryHandler handler;
    std::future<telemetry::Result<telemetry::TimelineEntry>> committed;
};

inline EntryAnswer awaitedEntry()
{
    struct Pending
    {
        void tell(telemetry::Result<telemetry::TimelineEntry> result)
        {
            if (!isTold.exchange(true))
                promise.set_value(std::move(result));
        }
        ~Pending()
        {
            tell(telemetry::failure(telemetry::ErrorKind::Refused,
                                    "The recording ended before it was written."));
        }
        std::promise<telemetry::Result<telemetry::TimelineEntry>> promise;
        std::atomic<bool> isTold = false;
    };
    auto pending = std::make_shared<Pending>();
    auto committed = pending->promise.get_future();
    return {.handler =
                [pending](const telemetry::Result<telemetry::TimelineEntry>& written) {
                    pending->tell(written);
                },
            .committed = std::move(committed)};
}
