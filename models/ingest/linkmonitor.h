// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/linktrack.h"
#include "models/store/query.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/link.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace ingest {

// Watches every way that telemetry comes in: endpoints, the senders behind them, files, and what
// others watch themselves (pulls). Any thread.
class LinkMonitor
{
public:
    static constexpr std::size_t kMostLinks = 500; // senders beyond it are not told apart
    // Instances of one service beyond so many are counted together, and so are those of all beyond
    // the second number.
    static constexpr std::size_t kMostInstances = 200;
    static constexpr std::size_t kMostInstancesOfAll = 2000;
    // An unchanged link is told again after this, with its newest numbers; one instance of several
    // after the second.
    static constexpr telemetry::Duration kHeartbeat = std::chrono::minutes(1);
    static constexpr telemetry::Duration kInstanceHeartbeat = std::chrono::minutes(10);
    // An instance that is silent for so long while its service is not has been replaced.
    static constexpr telemetry::Duration kReplacedAfter = std::chrono::hours(1);

    // An endpoint that is listened on, before anything has come.
    void open(const std::string& source, telemetry::Timestamp now);
    // A delivery is on disk.
    void arrived(const telemetry::Batch& batch, std::uint64_t duplicates, telemetry::Timestamp now);
    // A delivery that could not be read or kept.
    void failed(const std::string& source, const std::string& reason, std::uint64_t rejected,
                telemetry::Timestamp now);
    // A delivery was sent away unread.
    void refused(const std::string& source, const std::string& reason, telemetry::Timestamp now);
    // As somebody else judged it; replaces what was said of that source before.
    void note(telemetry::LinkStatus status);
    // Of all that are open, or of one endpoint and its senders.
    void close(const std::string& reason, telemetry::Timestamp now);
    void close(const std::string& source, const std::string& reason, telemetry::Timestamp now);

    // Each endpoint, then its senders, each with its instances when there are several.
    std::vector<telemetry::LinkStatus> links(telemetry::Timestamp now);

    struct News
    {
        std::vector<telemetry::LinkStatus> links; // whose state has changed, or that are due again
        std::vector<store::Gap> gaps; // that have ended
    };
    // Since the call before. When there is not memory enough it throws, and nothing counts as
    // given.
    News takeNews(telemetry::Timestamp now);

private:
    struct Told // what was given last
    {
        telemetry::LinkState state = telemetry::LinkState::Waiting;
        telemetry::Timestamp at;
        std::uint64_t items = 0;
        bool isKnown = false; // has been given at all
    };
    using Key = std::tuple<std::string, std::string, std::string>; // source, service, instance
    static Key keyOf(const telemetry::LinkStatus& status)
    {
        return {status.source, status.service, status.instance};
    }
    LinkTrack& instanceTrack(const std::string& source, const std::string& service,
                             const std::string& instance, telemetry::Timestamp now);
    void forgetReplaced(telemetry::Timestamp now);
    LinkTrack& track(const std::string& source, const std::string& service,
                     telemetry::Timestamp now);
    std::vector<telemetry::LinkStatus> all(telemetry::Timestamp now);

    std::mutex m_mutex; // guards all below
    std::map<Key, LinkTrack> m_tracks;
    std::map<Key, telemetry::LinkStatus> m_noted;
    std::map<Key, Told> m_told;
    // How many are told apart, of each source and service.
    std::map<std::pair<std::string, std::string>, std::size_t> m_instances;
    std::size_t m_instancesOfAll = 0;
};

} // namespace ingest
