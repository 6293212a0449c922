// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QThreadPool>

#include <future>
#include <memory>
#include <type_traits>
#include <utility>

namespace room {

// The one thread on which a console's journals are read and written, in the order in which it was
// asked: whoever says something waits for a disk, never for a store that does not answer. Any
// thread may ask, but for this one. It ends, on another thread, when all that was asked is done.
class JournalThread
{
public:
    JournalThread()
    {
        m_pool.setMaxThreadCount(1);
        m_pool.setExpiryTimeout(-1); // a connection of Qt SQL is of the thread that made it
    }

    template<class Work>
    std::future<std::invoke_result_t<Work>> start(Work work)
    {
        // Shared, for the pool wants what can be copied.
        auto task =
            std::make_shared<std::packaged_task<std::invoke_result_t<Work>()>>(std::move(work));
        auto done = task->get_future();
        m_pool.start([task] { (*task)(); });
        return done;
    }
    template<class Work>
    std::invoke_result_t<Work> run(Work work)
    {
        return start(std::move(work)).get();
    }

private:
    QThreadPool m_pool;
};

} // namespace room
