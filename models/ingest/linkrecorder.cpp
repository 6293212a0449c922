// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/linkrecorder.h"

#include "models/telemetry/scarcememory.h"

#include <utility>

namespace ingest {

LinkRecorder::LinkRecorder(LinkMonitor& links, const telemetry::Clock& clock,
                           std::function<void(LinkJob)> record, bool isTicking)
    : m_links(links)
    , m_clock(clock)
    , m_record(std::move(record))
{
    if (isTicking)
        m_thread = std::thread([this] { run(); });
}

LinkRecorder::~LinkRecorder()
{
    stop();
}

void LinkRecorder::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, kInterval, [this] { return m_isStopping; })) {
        lock.unlock();
        look();
        lock.lock();
    }
}

void LinkRecorder::look()
{
    const telemetry::Timestamp now = m_clock.now();
    LinkMonitor::News news = telemetry::withPatience([&] { return m_links.takeNews(now); });
    if (!news.links.empty() || !news.gaps.empty())
        m_record({.links = std::move(news.links), .gaps = std::move(news.gaps), .recorded = now});
}

void LinkRecorder::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (std::exchange(m_isStopping, true))
            return;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    look();
}

} // namespace ingest
