// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

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

// Which alerts fire, over all sources, and what of it is on disk already: one entry of kind "alert"
// in the timeline when one begins to fire, and one when it is resolved. What could not be written
// is told anew when it is seen the next time. Any thread.
class AlertBook
{
public:
    static constexpr std::size_t kMostFiring = 10'000; // further ones are refused

    explicit AlertBook(ingest::Pipeline& pipeline, std::size_t mostFiring = kMostFiring);

    // Learns from the timeline what an earlier life has told already.
    telemetry::Result<void> load(const store::Reader& reader);

    // `source` becomes the entry's actor. `done` is called once, here or on a pipeline thread: when
    // what the sighting tells is on disk, or with the error. Refused while an entry about the same
    // alert is being written, and when too many alerts fire.
    using SeenHandler = std::function<void(const telemetry::Result<void>&)>;
    void see(const std::string& source, const AlertSighting& sighting, SeenHandler done = {});
    enum class Silence
    {
        // Resolved, once the time is over for which it was believed without news: who only passes
        // alerts on has an empty list right after its start.
        Lingers,
        Resolves, // at once: the source itself decides what fires
    };
    // `listed` is everything that fires at a source which lists all that does; `silence` is what it
    // means when it had listed an alert before and no longer does. An alert that another source
    // tells of too is left to that one.
    void sweep(const std::string& source, const std::set<std::string>& listed,
               telemetry::Timestamp now, Silence silence = Silence::Lingers);

    std::size_t firingCount() const;

private:
    struct Known
    {
        bool isFiring = false; // as the timeline on disk says
        int writing = 0; // entries about it that are on their way
        AlertSighting last;
        std::map<std::string, telemetry::Timestamp> starts; // by source
    };
    struct Book
    {
        std::mutex mutex; // guards all below
        // By fingerprint. Those that fire, or of which an entry is on its way: one that is resolved
        // is forgotten.
        std::map<std::string, Known> known;
    };
    struct Change
    {
        std::string source;
        AlertSighting sighting;
        bool isFiring = false;
        telemetry::Timestamp time;
    };
    // What is to be written before the sighting is known. Refused as see() says.
    telemetry::Result<std::vector<Change>> changesFor(const std::string& source,
                                                      const AlertSighting& sighting);
    void write(const Change& change, SeenHandler done);
    static void settle(Book& book, const Change& change, bool isWritten);

    ingest::Pipeline& m_pipeline;
    const std::size_t m_mostFiring;
    std::shared_ptr<Book> m_book = std::make_shared<Book>(); // entries may be written after us
};

} // namespace pull
