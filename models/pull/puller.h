// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/pull/alertbook.h"
#include "models/pull/sourceprofile.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/link.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pull {

// Hears how the link to each source is. Called on the puller's thread; must not block, and must not
// call the puller.
class LinkObserver
{
public:
    LinkObserver() = default;
    LinkObserver(const LinkObserver&) = delete;
    LinkObserver& operator=(const LinkObserver&) = delete;
    virtual ~LinkObserver() = default;

    virtual void linkChanged(const telemetry::LinkStatus& status) = 0;
};

struct SourceSetting
{
    SourceProfile profile;
    std::string tokenFile; // replaces the profile's
};

struct PullerSettings
{
    std::vector<SourceSetting> sources;
    // Exactly this, by event time and the back end's clock. Otherwise from where the recording says
    // that the last pull stopped, up to now.
    std::optional<telemetry::TimeRange> range;
    bool isFollowing = false; // goes on until it is stopped
    LinkObserver* observer = nullptr;
    std::uint32_t seed = 0; // of the jitter
};

// What one feed has brought so far.
struct FeedReport
{
    std::string source; // profile
    std::string feed;
    std::uint64_t rounds = 0; // that are on disk
    std::uint64_t requests = 0;
    std::uint64_t records = 0; // as the back end gave them: spans, points, scores, totals
    std::uint64_t known = 0; // taken by an earlier round of this process
    std::uint64_t left = 0; // the profile does not want them
    std::uint64_t unreadable = 0;
    std::string unreadableExample;
    std::uint64_t accepted = 0; // by the recording
    std::uint64_t rejected = 0;
    std::uint64_t duplicates = 0; // the recording had them
    std::uint64_t buckets = 0;
    std::uint64_t alerts = 0; // firing when last asked
    std::vector<std::string> notes;
    std::string problem; // of the last round; empty when it went well
    std::optional<telemetry::Timestamp> upTo; // what is on disk reaches to here
    double share = 0; // of the range that is done, 0..1
    bool isDone = false;
};

// Pulls from all its sources on one thread. Totals and cursors are written after the telemetry they
// cover, so a pull that is killed resumes where it stopped, without a hole and, as everything has
// an id, without doubles.
class Puller
{
public:
    // Usage errors of a source (a URL, a secret that is missing); Unreadable when the recording
    // cannot be read. Pipeline and book must outlive the puller.
    static telemetry::Result<std::unique_ptr<Puller>>
    start(PullerSettings settings, ingest::Pipeline& pipeline, AlertBook& alerts);

    Puller(const Puller&) = delete;
    Puller& operator=(const Puller&) = delete;
    ~Puller(); // stop()

    // All any thread.
    bool isDone() const; // every feed has done its range, or given up
    std::vector<FeedReport> reports() const;
    std::vector<telemetry::LinkStatus> links() const;
    // Ends what is under way; what was not on disk is pulled again the next time.
    void stop();

private:
    struct Private;
    explicit Puller(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace pull
