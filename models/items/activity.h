// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace items {

// How the answers of one bucket went. What no answer of it tells is absent; each figure has the
// number of answers that it rests on.
struct ActivityPoint
{
    telemetry::Timestamp start;
    std::int64_t count = 0; // answers begun in it
    std::int64_t failed = 0; // calls that ended in an error
    // Seconds from beginning to end, nearest rank.
    std::int64_t timed = 0;
    double latencyMedian = 0;
    double latencyHigh = 0; // 95th percentile
    std::int64_t sized = 0;
    double inputTokens = 0; // mean of an answer
    std::int64_t outSized = 0;
    double outputTokens = 0; // mean of an answer
    std::int64_t filled = 0;
    double fillMedian = 0; // input tokens as a share of the context window, nearest rank
    double fillHigh = 0; // 95th percentile
    // Mean of how many calls ran at a time. Absent while calls that have not ended yet, and are not
    // known before they do, may still change it.
    std::optional<double> load;
    std::map<std::string, std::int64_t> models; // answers by model
};

// What the telemetry of the answers in view tells at all.
struct Activity
{
    std::vector<ActivityPoint> points; // in order of time; buckets without anything are absent
    std::int64_t answers = 0;
    bool hasLatency = false;
    bool hasTokens = false;
    bool hasWindow = false;
    // Seconds that each answer took, in order of their begin.
    std::vector<std::pair<telemetry::Timestamp, float>> latencies;
    bool isPartial = false; // older answers in view have not been read yet: read again
};

struct ActivityRequest
{
    store::View view;
    std::string service;
    telemetry::Duration step = std::chrono::seconds(1); // whole seconds
};

// Keeps what it has read of one service, so that a refresh costs what is new, not what is in view.
// Never knows more than the recording did at the view's knownAt. Used by one read at a time.
class ActivityReader
{
public:
    // At most this many answers are read in one go, the latest first.
    static constexpr std::int64_t kMost = 20'000;

    // Pool thread.
    telemetry::Result<Activity> read(const store::Reader& reader, const ActivityRequest& request);

private:
    struct Fact
    {
        std::int64_t row = 0;
        telemetry::Timestamp start;
        telemetry::Timestamp end;
        std::int32_t input = -1; // -1: not told
        std::int32_t output = -1;
        std::int32_t window = -1;
        std::uint32_t model = 0; // in m_models
        bool isFailed = false;
    };
    telemetry::Result<void> follow(const store::Reader& reader, const store::View& view);
    telemetry::Result<void> extend(const store::Reader& reader, const store::View& view);
    telemetry::Result<std::int64_t> add(const store::Reader& reader, const store::View& view,
                                        const store::FactsQuery& query);
    void trim(const telemetry::TimeRange& range);
    Activity summed(const ActivityRequest& request) const;
    void addLoad(Activity& activity, const ActivityRequest& request) const;

    std::string m_service;
    telemetry::TimeRange m_covered; // of starts
    telemetry::Timestamp m_knownAt;
    std::int64_t m_last = 0; // row up to which all of m_covered was read
    std::int64_t m_settled = 0; // row up to which nothing more is awaited
    std::vector<Fact> m_facts; // by start once a read has ended
    std::vector<std::string> m_models;
    std::map<std::string, std::uint32_t> m_modelIndex;
};

} // namespace items
