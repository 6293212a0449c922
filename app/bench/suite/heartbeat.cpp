// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/heartbeat.h"

#include <algorithm>

namespace bench {

namespace {

constexpr qint64 kBeat = 10'000'000; // ns

} // namespace

Heartbeat::Heartbeat(std::vector<double>& late)
    : m_late(late)
    , m_due(kBeat)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
    m_clock.start();
    m_timer.start(static_cast<int>(kBeat / 1'000'000));
}

void Heartbeat::beat()
{
    const qint64 now = m_clock.nsecsElapsed();
    for (; m_due <= now; m_due += kBeat)
        m_late.push_back(static_cast<double>(now - m_due) / 1e6);
    m_timer.start(static_cast<int>(std::max<qint64>(0, (m_due - now + 999'999) / 1'000'000)));
}

} // namespace bench
