// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/recordingqueries.h"

#include <vector>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

namespace items {

namespace {

constexpr int kReadingThreads = 2;
constexpr int kSearchNiceness = 10; // setpriority(2)

// Where there are few processors, what is shown comes first.
void stepBack()
{
#ifdef Q_OS_LINUX
    static_cast<void>(setpriority(PRIO_PROCESS, 0, kSearchNiceness)); // of this thread, on Linux
#endif
}

} // namespace

// Connections that no read is using at the moment; at most one a thread is ever made.
struct RecordingQueries::Connections
{
    std::mutex mutex; // guards idle
    std::vector<std::unique_ptr<store::Reader>> idle;

    telemetry::Result<std::unique_ptr<store::Reader>> take(const std::string& path)
    {
        {
            const std::scoped_lock lock(mutex);
            if (!idle.empty()) {
                auto reader = std::move(idle.back());
                idle.pop_back();
                return reader;
            }
        }
        return store::Reader::open(path);
    }

    void giveBack(std::unique_ptr<store::Reader> reader)
    {
        const std::scoped_lock lock(mutex);
        idle.push_back(std::move(reader));
    }
};

RecordingQueries::RecordingQueries(std::string path, QObject* parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_connections(std::make_unique<Connections>())
{
    m_pool.setMaxThreadCount(kReadingThreads);
    m_searches.setMaxThreadCount(1);
}

RecordingQueries::~RecordingQueries()
{
    m_pool.clear();
    m_searches.clear();
    m_pool.waitForDone();
    m_searches.waitForDone();
}

void RecordingQueries::start(Purpose purpose, Job job)
{
    QThreadPool& pool = purpose == Purpose::View ? m_pool : m_searches;
    pool.start([this, purpose, job = std::move(job)] {
        if (purpose == Purpose::Search)
            stepBack();
        auto reader = m_connections->take(m_path);
        if (!reader) {
            job(tl::make_unexpected(reader.error()));
            return;
        }
        job(static_cast<const store::Reader*>(reader->get()));
        m_connections->giveBack(std::move(*reader));
    });
}

void RecordingQueries::waitForIdle()
{
    m_pool.waitForDone();
    m_searches.waitForDone();
}

} // namespace items
