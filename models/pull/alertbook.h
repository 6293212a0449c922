// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <map>
#include <mutex>
#include <set>
#include <string>

namespace pull {

// One alert as an alerting system tells of it.
struct AlertSighting
{
    std::string fingerprint; // Alertmanager's: the incident key
    bool isFiring = true;
    telemetry::Timestamp starts;
    telemetry::Timestamp
        ends; // when it ended, or until when it is believed without news; may be zero
    std::string name;
    std::string summary;
    std::map<std::string, std::string> labels;
    std::map<std::string, std::string> annotations;
    std::string link; // generatorURL
    bool isSuppressed = false; // silenced or inhibited: it fires all the same
};

// Alertmanager's fingerprint of a set of labels (model.LabelSet.Fingerprint of Prometheus' common
// library: FNV-1a of the sorted names and values, each closed by 0xff), so that alerts of
// Prometheus and of Alertmanager are known to be the same.
std::string fingerprintOf(const std::map<std::string, std::string>& labels);

// Which alerts fire, over all sources, and what of it the timeline knows already: one entry of kind
// "alert" when one begins to fire, and one when it is resolved. Any thread.
class AlertBook
{
public:
    explicit AlertBook(ingest::Pipeline& pipeline)
        : m_pipeline(pipeline)
    {
    }

    // Learns from the timeline what an earlier life has told already.
    telemetry::Result<void> load(const store::Reader& reader);

    // `source` becomes the entry's actor.
    void see(const std::string& source, const AlertSighting& sighting);
    // `listed` is everything that fires at a source which lists all that does. What it had listed
    // before and no longer does is resolved, once the time is over for which it was believed
    // without news: a back end that has just started again has an empty list too.
    void sweep(const std::string& source, const std::set<std::string>& listed,
               telemetry::Timestamp now);

    std::size_t firingCount() const;

private:
    struct Known
    {
        bool isFiring = false;
        AlertSighting last;
        std::map<std::string, telemetry::Timestamp> starts; // by source
    };
    void enter(const std::string& source, const AlertSighting& sighting, bool isFiring,
               telemetry::Timestamp time);

    ingest::Pipeline& m_pipeline;
    mutable std::mutex m_mutex; // guards m_known
    std::map<std::string, Known> m_known; // by fingerprint
};

} // namespace pull
