// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/linkmonitor.h"

#include <algorithm>

namespace ingest {

using telemetry::LinkStatus;
using telemetry::Timestamp;

namespace {

constexpr const char* kOtherSenders = "(others)";

void include(Arrival& arrival, Timestamp time)
{
    ++arrival.items;
    if (time == Timestamp{}) // a record without a time tells nothing of a clock
        return;
    arrival.oldest = std::min(time, arrival.oldest.value_or(time));
    arrival.newest = std::max(time, arrival.newest.value_or(time));
}

void include(Arrival& whole, const Arrival& part)
{
    whole.items += part.items;
    if (part.oldest)
        whole.oldest = std::min(*part.oldest, whole.oldest.value_or(*part.oldest));
    if (part.newest)
        whole.newest = std::max(*part.newest, whole.newest.value_or(*part.newest));
}

// What came of each resource.
std::vector<Arrival> arrivalsOf(const telemetry::Batch& batch, Timestamp now)
{
    std::vector<Arrival> arrivals(batch.resources.size(),
                                  Arrival{.at = now, .oldest = {}, .newest = {}});
    const auto add = [&arrivals](std::uint32_t resource, Timestamp time) {
        if (resource < arrivals.size())
            include(arrivals[resource], time);
    };
    for (const auto& span : batch.spans)
        add(span.resource, span.end);
    for (const auto& log : batch.logs)
        add(log.resource, log.time);
    for (const auto& point : batch.points)
        add(point.resource, point.time);
    return arrivals;
}

} // namespace

LinkTrack& LinkMonitor::track(const std::string& source, const std::string& service, Timestamp now)
{
    const auto found = m_tracks.find({source, service});
    if (found != m_tracks.end())
        return found->second;
    const bool isFull = m_tracks.size() >= kMostLinks && !service.empty();
    const std::string name = isFull ? std::string(kOtherSenders) : service;
    return m_tracks.try_emplace(Key{source, name}, source, name, now).first->second;
}

void LinkMonitor::open(const std::string& source, Timestamp now)
{
    const std::scoped_lock lock(m_mutex);
    m_noted.erase({source, {}}); // that it could not be listened on, say
    track(source, {}, now).open();
}

void LinkMonitor::arrived(const telemetry::Batch& batch, std::uint64_t duplicates, Timestamp now)
{
    std::map<std::string, Arrival> services;
    Arrival whole{.at = now, .oldest = {}, .newest = {}, .duplicates = duplicates};
    const std::vector<Arrival> arrivals = arrivalsOf(batch, now);
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        if (arrivals[i].items == 0)
            continue;
        include(whole, arrivals[i]);
        Arrival& service = services
                               .try_emplace(batch.resources[i].service,
                                            Arrival{.at = now, .oldest = {}, .newest = {}})
                               .first->second;
        include(service, arrivals[i]);
    }
    for (const telemetry::Rejection& rejection : batch.rejections)
        whole.rejected += rejection.count;
    if (services.size() == 1) { // whose they are is only known then
        services.begin()->second.duplicates = duplicates;
        services.begin()->second.rejected = whole.rejected;
    }
    const std::scoped_lock lock(m_mutex);
    track(batch.source, {}, now).arrived(whole);
    for (const auto& [service, arrival] : services)
        track(batch.source, service, now).arrived(arrival);
}

void LinkMonitor::failed(const std::string& source, const std::string& reason,
                         std::uint64_t rejected, Timestamp now)
{
    const std::scoped_lock lock(m_mutex);
    track(source, {}, now).failed(now, reason, rejected);
}

void LinkMonitor::refused(const std::string& source, Timestamp now)
{
    const std::scoped_lock lock(m_mutex);
    track(source, {}, now).refused(now);
}

void LinkMonitor::note(LinkStatus status)
{
    const std::scoped_lock lock(m_mutex);
    m_noted.insert_or_assign(Key{status.source, status.service}, std::move(status));
}

void LinkMonitor::close(const std::string& reason, Timestamp now)
{
    const std::scoped_lock lock(m_mutex);
    for (auto& [key, link] : m_tracks)
        link.close(now, reason);
}

void LinkMonitor::close(const std::string& source, const std::string& reason, Timestamp now)
{
    const std::scoped_lock lock(m_mutex);
    for (auto& [key, link] : m_tracks) {
        if (key.first == source)
            link.close(now, reason);
    }
    if (const auto noted = m_noted.find({source, {}}); noted != m_noted.end()) {
        noted->second.state = telemetry::LinkState::Closed;
        noted->second.reason = reason;
        noted->second.since = now;
    }
}

std::vector<LinkStatus> LinkMonitor::all(Timestamp now)
{
    std::map<Key, LinkStatus> links = m_noted;
    for (auto& [key, link] : m_tracks) // a pull's deliveries come in here too: it knows better
        links.try_emplace(key, link.status(now));
    std::vector<LinkStatus> list;
    for (auto& [key, status] : links)
        list.push_back(std::move(status));
    return list;
}

std::vector<LinkStatus> LinkMonitor::links(Timestamp now)
{
    const std::scoped_lock lock(m_mutex);
    return all(now);
}

LinkMonitor::News LinkMonitor::takeNews(Timestamp now)
{
    const std::scoped_lock lock(m_mutex);
    News news;
    for (LinkStatus& status : all(now)) {
        const auto [found, isNew] = m_told.try_emplace(Key{status.source, status.service});
        Told& told = found->second;
        const bool isChanged = isNew || told.state != status.state;
        const bool isDue = now - told.at >= kHeartbeat && told.items != status.items;
        if (!isChanged && !isDue)
            continue;
        told = {.state = status.state, .at = now, .items = status.items};
        news.links.push_back(std::move(status));
    }
    for (auto& [key, link] : m_tracks) {
        auto gap = link.takeGap();
        // An endpoint is silent when its senders are: theirs say it. What a pull missed it fetches.
        if (gap && !key.second.empty() && !m_noted.contains({key.first, {}}))
            news.gaps.push_back(std::move(*gap));
    }
    return news;
}

} // namespace ingest
