// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/whatiffollower.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace items {

namespace {

constexpr int kTell = 100; // ms

} // namespace

// Shared with the thread that works on it.
struct WhatIfFollower::Run
{
    replay::WhatIfQuestion question;
    std::atomic<bool> isStopped = false;
    std::atomic<std::int64_t> done = 0;
    std::atomic<std::int64_t> all = 0;
};

WhatIfFollower::WhatIfFollower(RecordingQueries& queries, QObject* parent)
    : QObject(parent)
    , m_queries(queries)
{
    m_timer.setInterval(kTell);
    connect(&m_timer, &QTimer::timeout, this, [this] { emit progressed(progress()); });
}

WhatIfFollower::~WhatIfFollower()
{
    if (m_run)
        m_run->isStopped = true;
}

double WhatIfFollower::progress() const
{
    if (!m_run || m_run->all == 0)
        return 0;
    return std::clamp(static_cast<double>(m_run->done) / static_cast<double>(m_run->all), 0.0, 1.0);
}

void WhatIfFollower::ask(replay::WhatIfQuestion question)
{
    if (m_run)
        m_run->isStopped = true;
    m_run = std::make_shared<Run>();
    m_run->question = std::move(question);
    m_timer.start();
    emit changed();
    m_queries.run<Answer>(
        this,
        [run = m_run](const store::Reader& reader) -> telemetry::Result<Answer> {
            auto made =
                replay::whatIf(reader, run->question, [&run](std::int64_t done, std::int64_t all) {
                    run->done = done;
                    run->all = all;
                    return !run->isStopped;
                });
            if (!made)
                return tl::make_unexpected(made.error());
            return std::make_shared<const replay::WhatIf>(std::move(*made));
        },
        [this, run = m_run](const telemetry::Result<Answer>& result) {
            if (run == m_run) // else it was stopped, or another one was asked
                take(result);
        },
        RecordingQueries::Purpose::Rerun);
}

void WhatIfFollower::forget()
{
    m_answer.reset();
    if (m_run)
        stop();
    else
        emit changed();
}

void WhatIfFollower::stop()
{
    if (!m_run)
        return;
    m_run->isStopped = true;
    m_run.reset();
    m_timer.stop();
    emit changed();
}

void WhatIfFollower::take(const telemetry::Result<Answer>& result)
{
    m_run.reset();
    m_timer.stop();
    if (result)
        m_answer = *result;
    emit changed();
    if (!result)
        emit failed(QString::fromStdString(result.error().message));
}

} // namespace items
