// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/conversations.h"
#include "models/drill/departure.h"
#include "models/drill/episode.h"
#include "models/drill/handovers.h"
#include "models/drill/random.h"
#include "models/drill/scenario.h"
#include "models/drill/serving.h"
#include "models/otlp/encode.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace drill {

struct TrafficSettings
{
    Scenario scenario;
    std::vector<Service> services;
    std::shared_ptr<const Content> content;
    std::uint64_t seed = 1; // of users and texts
    std::uint64_t idSeed = 1; // of ids: two drills never share one
    double speed = 1;
    telemetry::Timestamp start;
    bool isMixed = false; // with one of the scenario's red herrings
};

// What one service was told by another, through a customer.
struct HandedOver
{
    Handover said; // by whom, and with which span
    telemetry::TraceId takenTrace; // of the request that came with it
    telemetry::SpanId takenSpan{}; // whose answer repeats it
    telemetry::Timestamp time; // of that request
};

// What is true of one request that was told of, for those who check what is said of it.
struct EpisodeTruth
{
    std::string service;
    telemetry::TraceId trace;
    telemetry::Timestamp start;
    telemetry::SpanId answer = telemetry::SpanId::None; // its last generation
    telemetry::SpanId planted = telemetry::SpanId::None; // where its fault struck; None: none did
    bool isFaulty = false; // what was said is wrong, also where it was only repeated
};

// The services of a drill and their users, by whatever clock it is driven: users arrive, services
// answer some time later and tell of it. One thread.
class Traffic
{
public:
    explicit Traffic(TrafficSettings settings);

    telemetry::Timestamp faultTime() const { return m_faultTime; }
    // As the services have read them; what is served from now on follows.
    void setLevers(LeverValues levers) { m_levers = std::move(levers); }
    // Time goes on: lets users come and returns what is told by then, in order.
    std::vector<Departure> advance(telemetry::Timestamp until);
    bool isFaultActive(telemetry::Timestamp time) const;
    // The harmless changes of this drill, and when they come.
    struct Change
    {
        telemetry::Timestamp time;
        Release release;
    };
    const std::vector<Change>& redHerrings() const { return m_others; }
    // Called with each statement that reaches another service, from advance().
    void setHandOverListener(std::function<void(const HandedOver&)> listener)
    {
        m_handOverListener = std::move(listener);
    }

    // Called with each request whose telemetry is sent, from advance().
    void setTruthListener(std::function<void(const EpisodeTruth&)> listener)
    {
        m_truthListener = std::move(listener);
    }

private:
    using Time = telemetry::Timestamp;

    // One service and its next user.
    struct Lane
    {
        Service service;
        Random arrivals;
        Time next;
        std::uint64_t index = 0;
        // One for each replica of each release.
        std::map<std::pair<std::string, std::size_t>, std::string> instances;
        Random shedding;
    };
    static bool isLater(const Departure& left, const Departure& right);

    void admit(Lane& lane, Time until);
    void startEpisode(Lane& lane);
    EpisodeRequest nextRequest(Lane& lane);
    Departure judgement(const std::string& service, const Departure& done,
                        const PlannedLog& planned);
    Fault faultAt(Time time) const;
    std::vector<Release> othersAt(Time time) const;
    double rampOf(const Release& release, Time begin, Time time) const; // 0..1
    void takeHandover(EpisodeRequest& request, Time time);
    void remember(const EpisodeRequest& request, const Episode& episode, const Departure& done);
    void tellTruth(const EpisodeRequest& request, const Episode& episode,
                   const Departure& done) const;
    void spoilTelemetry(const EpisodeRequest& request, Departure& done) const;
    void sendAway(Lane& lane, const EpisodeRequest& request);
    Departure departure(Lane& lane, const EpisodeRequest& request, const Episode& episode);
    std::vector<otlp::OutgoingSpan> outgoingSpans(const Episode& episode,
                                                  const telemetry::TraceId& trace, Time start);
    void schedule(Departure departure);
    double wave(Time time) const; // of all users; 1 is normal
    double load(const Lane& lane, Time time) const; // that users ask of it; 1 is normal
    telemetry::Duration scaled(telemetry::Duration duration) const;
    telemetry::TraceId newTrace();

    TrafficSettings m_settings;
    Time m_faultTime;
    Random m_ids;
    LeverValues m_levers;
    std::vector<Change> m_others;
    Conversations m_conversations;
    Handovers m_handovers;
    std::optional<Handover> m_taken; // the one of the request that is made now
    std::function<void(const HandedOver&)> m_handOverListener;
    std::function<void(const EpisodeTruth&)> m_truthListener;
    std::vector<Lane> m_lanes;
    std::vector<Departure> m_pending; // a heap, earliest first
    std::uint64_t m_order = 0;
};

} // namespace drill
