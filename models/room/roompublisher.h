// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/roomjournal.h"

#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace room {

// What a console says, on its way into its journal, which no store holds up. It may outlive its
// room: what is said then is in the journal, and the next console of the same operator sends it.
// Any thread but the journals'.
class RoomPublisher
{
public:
    static constexpr std::size_t kMostQueued = 8UL * 1024 * 1024; // bytes handed over, not kept yet

    // Ready when the entry is on disk, or it is known why it is not: then nobody is told of it.
    std::future<telemetry::Result<void>> publish(telemetry::TimelineEntry entry);

    // From now on entries are kept there; those that wait first. Once.
    void open(std::shared_ptr<RoomJournal> journal);
    void fail(const telemetry::Error& why); // there is no journal
    // Told of each entry that was kept, or why not; on any thread, and is not to publish. Null:
    // nobody is any more when this returns.
    void setOnKept(std::function<void(const telemetry::Result<void>&)> onKept);

private:
    using Promise = std::promise<telemetry::Result<void>>;
    struct Waiting
    {
        telemetry::TimelineEntry entry;
        std::shared_ptr<Promise> promise;
    };
    // Shared with what is on its way. Not with the journal in it: that does not end on its thread.
    struct Listener
    {
        void tell(const telemetry::Result<void>& kept, Promise& promise, std::size_t weight);

        std::mutex mutex; // guards all of it
        std::size_t queued = 0;
        std::function<void(const telemetry::Result<void>&)> onKept;
    };
    void keep(Waiting waiting); // m_mutex is locked

    const std::shared_ptr<Listener> m_listener = std::make_shared<Listener>();
    std::mutex m_mutex; // guards the rest
    std::shared_ptr<RoomJournal> m_journal; // null: not open yet, or not to be had
    std::optional<telemetry::Error> m_error;
    std::vector<Waiting> m_early;
};

} // namespace room
