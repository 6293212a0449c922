// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roompublisher.h"

#include <utility>

namespace room {

using telemetry::Result;

namespace {

std::size_t weightOf(const telemetry::TimelineEntry& entry)
{
    return entry.text.size() + entry.payload.size() + entry.subject.size() + entry.actor.size()
        + 256;
}

} // namespace

void RoomPublisher::Listener::tell(const Result<void>& kept, Promise& promise, std::size_t weight)
{
    const std::scoped_lock lock(mutex);
    queued -= weight;
    promise.set_value(kept);
    if (onKept)
        onKept(kept);
}

std::future<Result<void>> RoomPublisher::publish(telemetry::TimelineEntry entry)
{
    Waiting waiting{std::move(entry), std::make_shared<Promise>()};
    auto done = waiting.promise->get_future();
    const std::size_t weight = weightOf(waiting.entry);
    bool isTooMuch = false;
    {
        const std::scoped_lock lock(m_listener->mutex);
        m_listener->queued += weight;
        isTooMuch = m_listener->queued > kMostQueued;
    }
    if (isTooMuch) {
        m_listener->tell(telemetry::failure(telemetry::ErrorKind::Refused,
                                            "The room has too much to keep at the moment; an entry "
                                            "is not told to it."),
                         *waiting.promise, weight);
        return done;
    }
    const std::scoped_lock lock(m_mutex);
    keep(std::move(waiting));
    return done;
}

void RoomPublisher::keep(Waiting waiting)
{
    const std::size_t weight = weightOf(waiting.entry);
    if (m_error)
        return m_listener->tell(tl::make_unexpected(*m_error), *waiting.promise, weight);
    if (!m_journal) {
        m_early.push_back(std::move(waiting));
        return;
    }
    m_journal->appendSoon(
        std::move(waiting.entry),
        [listener = m_listener, promise = waiting.promise, weight](const Result<RoomEntry>& kept) {
            listener->tell(kept.map([](const RoomEntry&) {}), *promise, weight);
        });
}

void RoomPublisher::open(std::shared_ptr<RoomJournal> journal)
{
    const std::scoped_lock lock(m_mutex);
    m_journal = std::move(journal);
    for (Waiting& waiting : std::exchange(m_early, {}))
        keep(std::move(waiting));
}

void RoomPublisher::fail(const telemetry::Error& why)
{
    const std::scoped_lock lock(m_mutex);
    m_error = why;
    for (Waiting& waiting : std::exchange(m_early, {}))
        keep(std::move(waiting));
}

void RoomPublisher::setOnKept(std::function<void(const Result<void>&)> onKept)
{
    const std::scoped_lock lock(m_listener->mutex);
    m_listener->onKept = std::move(onKept);
}

} // namespace room
