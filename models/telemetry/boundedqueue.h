// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/scarcememory.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <new>
#include <thread>
#include <type_traits>
#include <utility>

namespace telemetry {

// Hands values between threads. Bounded by weight (bytes, say): a push that would exceed the limit
// is refused, and the caller tells its sender so. One value is always accepted into an empty queue.
// Where there is no memory for a place in it, it is as if it were full.
template<class T>
class BoundedQueue
{
public:
    explicit BoundedQueue(std::size_t limit)
        : m_limit(limit)
    {
    }

    // Any thread. False when full or closed; `value` is then untouched.
    bool tryPush(T& value, std::size_t weight)
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_closed || (!m_items.empty() && m_weight + weight > m_limit)
                || !hasTaken(value, weight))
                return false;
        }
        m_ready.notify_one();
        return true;
    }

    // Any thread. Waits for room, and for memory; false only when closed.
    bool push(T& value, std::size_t weight)
    {
        {
            std::unique_lock lock(m_mutex);
            while (true) {
                m_room.wait(lock, [&] {
                    return m_closed || m_items.empty() || m_weight + weight <= m_limit;
                });
                if (m_closed)
                    return false;
                if (hasTaken(value, weight))
                    break;
                lock.unlock(); // who takes out gives memory back
                std::this_thread::sleep_for(kMemoryPause);
                lock.lock();
            }
        }
        m_ready.notify_one();
        return true;
    }

    // Consumer. Waits; false once the queue is closed and empty.
    bool pop(T& value)
    {
        std::unique_lock lock(m_mutex);
        m_ready.wait(lock, [&] { return m_closed || !m_items.empty(); });
        return take(value, lock);
    }

    // Consumer. Waits at most `timeout`; false when nothing came (isDrained tells whether to stop).
    template<class Rep, class Period>
    bool popFor(T& value, std::chrono::duration<Rep, Period> timeout)
    {
        std::unique_lock lock(m_mutex);
        m_ready.wait_for(lock, timeout, [&] { return m_closed || !m_items.empty(); });
        return take(value, lock);
    }

    // After close() nothing can be pushed; what is inside can still be popped.
    void close()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_closed = true;
        }
        m_ready.notify_all();
        m_room.notify_all();
    }

    bool isDrained() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_closed && m_items.empty();
    }
    std::size_t weight() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_weight;
    }

private:
    // A value that found no place is untouched: the place is made before it is moved there.
    bool hasTaken(T& value, std::size_t weight)
    {
        static_assert(std::is_nothrow_move_constructible_v<T>);
        try {
            m_items.emplace_back(std::move(value), weight);
        } catch (const std::bad_alloc&) {
            return false;
        }
        m_weight += weight;
        return true;
    }
    bool take(T& value, std::unique_lock<std::mutex>& lock)
    {
        if (m_items.empty())
            return false;
        value = std::move(m_items.front().first);
        m_weight -= m_items.front().second;
        m_items.pop_front();
        lock.unlock();
        m_room.notify_one();
        return true;
    }

    const std::size_t m_limit;
    mutable std::mutex m_mutex; // guards all below
    std::condition_variable m_ready;
    std::condition_variable m_room;
    std::deque<std::pair<T, std::size_t>> m_items;
    std::size_t m_weight = 0;
    bool m_closed = false;
};

} // namespace telemetry
