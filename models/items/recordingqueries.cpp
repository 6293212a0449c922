// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/recordingqueries.h"

#include "models/store/stopping.h"

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

void ReadTicket::stop()
{
    const std::scoped_lock lock(m_mutex);
    m_isStopped = true;
    if (m_reader != nullptr)
        store::stopReading(*m_reader);
}

bool ReadTicket::isStopped() const
{
    const std::scoped_lock lock(m_mutex);
    return m_isStopped;
}

bool ReadTicket::begin(const store::Reader& reader)
{
    const std::scoped_lock lock(m_mutex);
    m_reader = m_isStopped ? nullptr : &reader;
    return !m_isStopped;
}

void ReadTicket::end()
{
    const std::scoped_lock lock(m_mutex);
    m_reader = nullptr;
}

// At most one a thread is ever made.
struct RecordingQueries::Connections
{
    using Readers = std::vector<std::unique_ptr<store::Reader>>;

    std::mutex mutex; // guards all
    Readers idle; // that no read is using at the moment
    std::vector<const store::Reader*> busy;
    bool isClosing = false;

    telemetry::Result<std::unique_ptr<store::Reader>> take(const std::string& path)
    {
        {
            const std::scoped_lock lock(mutex);
            if (isClosing)
                return telemetry::failure(telemetry::ErrorKind::Refused,
                                          path + " is being closed.");
            if (!idle.empty()) {
                auto reader = std::move(idle.back());
                idle.pop_back();
                busy.push_back(reader.get());
                return reader;
            }
        }
        auto reader = store::Reader::open(path);
        const std::scoped_lock lock(mutex);
        if (reader && isClosing)
            store::stopReading(**reader);
        if (reader)
            busy.push_back(reader->get());
        return reader;
    }

    void giveBack(std::unique_ptr<store::Reader> reader)
    {
        const std::scoped_lock lock(mutex);
        std::erase(busy, reader.get());
        store::readAgain(*reader);
        idle.push_back(std::move(reader));
    }

    void close()
    {
        const std::scoped_lock lock(mutex);
        isClosing = true;
        for (const store::Reader* reader : busy)
            store::stopReading(*reader);
    }
};

RecordingQueries::RecordingQueries(std::string path, QObject* parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_connections(std::make_unique<Connections>())
{
    m_pool.setMaxThreadCount(kReadingThreads);
    m_searches.setMaxThreadCount(1);
    m_reruns.setMaxThreadCount(1);
}

RecordingQueries::~RecordingQueries()
{
    m_pool.clear();
    m_searches.clear();
    m_reruns.clear();
    m_connections->close();
    m_pool.waitForDone();
    m_searches.waitForDone();
    m_reruns.waitForDone();
}

QThreadPool& RecordingQueries::poolFor(Purpose purpose)
{
    switch (purpose) {
    case Purpose::View:
        return m_pool;
    case Purpose::Search:
        return m_searches;
    case Purpose::Rerun:
        return m_reruns;
    }
    return m_searches;
}

void RecordingQueries::start(Purpose purpose, std::shared_ptr<ReadTicket> ticket, Job job)
{
    poolFor(purpose).start([this, purpose, ticket = std::move(ticket), job = std::move(job)] {
        if (purpose != Purpose::View)
            stepBack();
        auto reader = m_connections->take(m_path);
        if (!reader) {
            job(tl::make_unexpected(reader.error()));
            return;
        }
        if (ticket->begin(**reader))
            job(static_cast<const store::Reader*>(reader->get()));
        else
            job(telemetry::failure(telemetry::ErrorKind::Refused,
                                   "This is not wanted any more: it was not read."));
        ticket->end();
        m_connections->giveBack(std::move(*reader));
    });
}

void RecordingQueries::waitForIdle()
{
    m_pool.waitForDone();
    m_searches.waitForDone();
    m_reruns.waitForDone();
}

} // namespace items
