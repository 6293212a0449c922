// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/linkmonitor.h"

#include <algorithm>
#include <new>
#include <set>

namespace ingest {

using telemetry::LinkStatus;
using telemetry::Timestamp;

namespace {

constexpr const char* kReplaced = "not heard for an hour, while others of its service were";
constexpr const char* kOthers = "(others)"; // senders, or instances of one

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
    const auto found = m_tracks.find({source, service, {}});
    if (found != m_tracks.end())
        return found->second;
    const bool isFull = m_tracks.size() - m_instancesOfAll >= kMostLinks && !service.empty();
    const std::string name = isFull ? std::string(kOthers) : service;
    return m_tracks.try_emplace(Key{source, name, {}}, source, name, now).first->second;
}

LinkTrack& LinkMonitor::instanceTrack(const std::string& source, const std::string& service,
                                      const std::string& instance, Timestamp now)
{
    const auto found = m_tracks.find({source, service, instance});
    if (found != m_tracks.end())
        return found->second;
    std::size_t& count = m_instances[{source, service}];
    const bool isFull = count >= kMostInstances || m_instancesOfAll >= kMostInstancesOfAll;
    const std::string name = isFull ? std::string(kOthers) : instance;
    const auto [track, isNew] =
        m_tracks.try_emplace(Key{source, service, name}, source, service, now, name);
    count += isNew ? 1 : 0;
    m_instancesOfAll += isNew ? 1 : 0;
    return track->second;
}

void LinkMonitor::open(const std::string& source, Timestamp now)
{
    const std::scoped_lock lock(m_mutex);
    m_noted.erase({source, {}, {}}); // that it could not be listened on, say
    track(source, {}, now).open();
    // Its senders were closed with it: how they are now is told by what they send.
    for (auto& [key, link] : m_tracks) {
        if (std::get<0>(key) == source)
            link.open();
    }
}

void LinkMonitor::arrived(const telemetry::Batch& batch, std::uint64_t duplicates, Timestamp now)
{
    const Arrival nothing{.at = now, .oldest = {}, .newest = {}};
    std::map<std::string, Arrival> services;
    std::map<std::pair<std::string, std::string>, Arrival> instances; // of a service
    Arrival whole{.at = now, .oldest = {}, .newest = {}, .duplicates = duplicates};
    const std::vector<Arrival> arrivals = arrivalsOf(batch, now);
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        if (arrivals[i].items == 0)
            continue;
        include(whole, arrivals[i]);
        const telemetry::ResourceRecord& resource = batch.resources[i];
        include(services.try_emplace(resource.service, nothing).first->second, arrivals[i]);
        if (!resource.instance.empty())
            include(
                instances.try_emplace({resource.service, resource.instance}, nothing).first->second,
                arrivals[i]);
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
    for (const auto& [sender, arrival] : instances) {
        // Of a service that is not told apart its instances are not either.
        if (m_tracks.contains({batch.source, sender.first, {}}))
            instanceTrack(batch.source, sender.first, sender.second, now).arrived(arrival);
    }
}

void LinkMonitor::failed(const std::string& source, const std::string& reason,
                         std::uint64_t rejected, Timestamp now)
{
    const std::scoped_lock lock(m_mutex);
    track(source, {}, now).failed(now, reason, rejected);
}

void LinkMonitor::refused(const std::string& source, const std::string& reason, Timestamp now)
{
    const std::scoped_lock lock(m_mutex);
    track(source, {}, now).refused(now, reason);
}

void LinkMonitor::note(LinkStatus status)
{
    const std::scoped_lock lock(m_mutex);
    const Key key = keyOf(status);
    m_noted.insert_or_assign(key, std::move(status));
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
        if (std::get<0>(key) == source)
            link.close(now, reason);
    }
    if (const auto noted = m_noted.find({source, {}, {}}); noted != m_noted.end()) {
        noted->second.state = telemetry::LinkState::Closed;
        noted->second.reason = reason;
        noted->second.since = now;
    }
}

std::vector<LinkStatus> LinkMonitor::all(Timestamp now)
{
    std::map<Key, LinkStatus> links = m_noted;
    for (auto& [key, link] : m_tracks) { // a pull's deliveries come in here too: it knows better
        const auto& [source, service, instance] = key;
        // One alone is the service.
        const auto known = m_instances.find({source, service});
        if (instance.empty() || (known != m_instances.end() && known->second > 1))
            links.try_emplace(key, link.status(now));
    }
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
    // All that takes memory first.
    News news;
    std::vector<LinkStatus> links = all(now);
    std::vector<Told*> toldOf;
    toldOf.reserve(links.size());
    for (const LinkStatus& status : links)
        toldOf.push_back(&m_told[keyOf(status)]);
    std::set<std::string> noted;
    for (const auto& [key, status] : m_noted) {
        if (std::get<1>(key).empty() && std::get<2>(key).empty())
            noted.insert(std::get<0>(key));
    }
    news.links.reserve(links.size());
    news.gaps.reserve(m_tracks.size());
    for (std::size_t i = 0; i < links.size(); ++i) {
        LinkStatus& status = links[i];
        Told& told = *toldOf[i];
        const bool isChanged = !told.isKnown || told.state != status.state;
        const auto heartbeat = status.instance.empty() ? kHeartbeat : kInstanceHeartbeat;
        const bool isDue = now - told.at >= heartbeat && told.items != status.items;
        if (!isChanged && !isDue)
            continue;
        told = {.state = status.state, .at = now, .items = status.items, .isKnown = true};
        news.links.push_back(std::move(status));
    }
    for (auto& [key, link] : m_tracks) {
        auto gap = link.takeGap();
        const auto& [source, service, instance] = key;
        // An endpoint is silent when its senders are: theirs say it. What a pull missed it fetches.
        // And where one instance is silent its service is not.
        if (gap && !service.empty() && instance.empty() && !noted.contains(source))
            news.gaps.push_back(std::move(*gap));
    }
    try {
        forgetReplaced(now);
    } catch (const std::bad_alloc&) { // then the next time
    }
    return news;
}

// Pods come and go: one that was told to be closed is no longer watched. When it is heard again it
// is new.
void LinkMonitor::forgetReplaced(Timestamp now)
{
    for (auto link = m_tracks.begin(); link != m_tracks.end();) {
        const auto& [source, service, instance] = link->first;
        if (instance.empty()) {
            ++link;
            continue;
        }
        const LinkStatus status = link->second.status(now);
        const auto whole = m_tracks.find({source, service, {}});
        const Timestamp newest = whole == m_tracks.end()
            ? Timestamp{}
            : whole->second.status(now).lastData.value_or(Timestamp{});
        const auto told = m_told.find(link->first);
        const bool isReplaced = status.state == telemetry::LinkState::Stale
            && newest - status.lastData.value_or(newest) > kReplacedAfter;
        if (isReplaced)
            link->second.close(now, kReplaced);
        const bool isOver = status.state == telemetry::LinkState::Closed
            && status.reason == kReplaced && told != m_told.end()
            && told->second.state == telemetry::LinkState::Closed;
        if (!isOver) {
            ++link;
            continue;
        }
        --m_instances[{source, service}];
        --m_instancesOfAll;
        m_told.erase(told);
        link = m_tracks.erase(link);
    }
}

} // namespace ingest
