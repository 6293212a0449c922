// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/spread/spread.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <functional>
#include <memory>
#include <string>

namespace spread {

// Looks for a statement in all that a recording holds: first by fingerprints, then word for word in
// what they point at. What was recorded before there were fingerprints is read as a whole, which
// takes minutes for a million answers. One thread at a time; keeps nothing open between calls but
// its connection.
class SpreadSearch
{
public:
    // Called now and then; false stops, and the search ends with a Refused error.
    using GoOn = std::function<bool()>;

    static telemetry::Result<std::unique_ptr<SpreadSearch>> open(const std::string& path);
    SpreadSearch(const SpreadSearch&) = delete;
    SpreadSearch& operator=(const SpreadSearch&) = delete;
    ~SpreadSearch();

    // Usage error when there is nothing to look for: no such span, no answer, no sentence of three
    // words or more.
    telemetry::Result<Spread> ask(const SpreadQuestion& question, const GoOn& goOn = {});
    // The same question, as known by a later time: only what has come since is looked through.
    telemetry::Result<Spread> update(telemetry::Timestamp knownAt, const GoOn& goOn = {});

private:
    struct Private;
    explicit SpreadSearch(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace spread
