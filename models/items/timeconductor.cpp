// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/timeconductor.h"

#include <algorithm>
#include <chrono>

namespace items {

namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 100ms;
constexpr telemetry::Duration kSmallestSpan = 10s;
constexpr telemetry::Duration kLargestSpan = std::chrono::hours(24 * 30);
constexpr int kStepsPerSpan = 20;

} // namespace

TimeConductor::TimeConductor(const telemetry::Clock& clock, bool canBeLive, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_canBeLive(canBeLive)
    , m_mode(canBeLive ? Mode::Live : Mode::Replay)
    , m_cursor(clock.now())
    , m_lastTick(clock.now())
    , m_bounds{clock.now(), clock.now()}
{
    m_timer.setInterval(kTick);
    connect(&m_timer, &QTimer::timeout, this, &TimeConductor::tick);
    if (canBeLive)
        m_timer.start();
}

telemetry::TimeRange TimeConductor::visibleRange() const
{
    return {.start = m_cursor - m_span, .end = m_cursor};
}

store::View TimeConductor::view() const
{
    store::View view{.range = visibleRange()};
    if (!m_asKnownNow)
        view.knownAt = m_cursor;
    return view;
}

telemetry::Timestamp TimeConductor::momentOf(telemetry::Timestamp event,
                                             telemetry::Timestamp recorded) const
{
    return (m_asKnownNow ? event : std::max(event, recorded)) + telemetry::Duration(1);
}

void TimeConductor::setBounds(const telemetry::TimeRange& bounds)
{
    telemetry::TimeRange wanted = bounds;
    if (m_canBeLive)
        wanted.end = std::max(wanted.end, m_clock.now());
    if (wanted == m_bounds)
        return;
    const bool wasAtEnd = !m_canBeLive && !m_isPlaying && !m_bounds.isEmpty()
        && m_cursor == m_bounds.end && m_bounds.end < wanted.end;
    m_bounds = wanted;
    if (wasAtEnd)
        m_cursor = wanted.end;
    emit boundsChanged();
    if (wasAtEnd)
        emit cursorMoved();
}

void TimeConductor::goLive()
{
    if (!m_canBeLive || m_mode == Mode::Live)
        return;
    m_isPlaying = false;
    m_cursor = m_clock.now();
    setMode(Mode::Live);
    m_timer.start();
    emit transportChanged();
    emit cursorMoved();
}

void TimeConductor::fix()
{
    if (m_mode == Mode::Live)
        seek(m_cursor);
    else
        pause();
}

void TimeConductor::seek(telemetry::Timestamp time)
{
    const telemetry::Timestamp latest = m_canBeLive ? m_clock.now() : m_bounds.end;
    m_cursor = std::clamp(time, std::min(m_bounds.start, latest), latest);
    if (m_mode == Mode::Live) {
        m_timer.stop();
        setMode(Mode::Fixed);
        emit transportChanged();
    }
    emit cursorMoved();
}

void TimeConductor::goTo(telemetry::Timestamp event, telemetry::Timestamp recorded)
{
    pause();
    seek(momentOf(event, recorded));
    if (const auto needed = m_cursor - event; needed > m_span)
        setSpan(needed + needed / kStepsPerSpan);
}

void TimeConductor::play()
{
    if (m_mode == Mode::Live || m_isPlaying)
        return;
    if (m_mode == Mode::Replay && !m_canBeLive && m_cursor >= m_bounds.end)
        m_cursor = m_bounds.start;
    m_isPlaying = true;
    m_lastTick = m_clock.now();
    setMode(Mode::Replay);
    m_timer.start();
    emit transportChanged();
}

void TimeConductor::pause()
{
    if (!m_isPlaying)
        return;
    m_isPlaying = false;
    m_timer.stop();
    setMode(m_canBeLive ? Mode::Fixed : Mode::Replay);
    emit transportChanged();
}

void TimeConductor::togglePlay()
{
    if (m_mode == Mode::Live)
        fix();
    else if (m_isPlaying)
        pause();
    else
        play();
}

void TimeConductor::setSpeed(double speed)
{
    const double wanted = std::clamp(speed, 0.1, 100.0);
    if (qFuzzyCompare(wanted, m_speed))
        return;
    m_speed = wanted;
    emit transportChanged();
}

void TimeConductor::setSpan(telemetry::Duration span)
{
    const auto wanted = std::clamp(span, kSmallestSpan, kLargestSpan);
    if (wanted == m_span)
        return;
    m_span = wanted;
    emit transportChanged();
    emit cursorMoved();
}

void TimeConductor::step(int steps)
{
    pause();
    seek(m_cursor + m_span / kStepsPerSpan * steps);
}

void TimeConductor::setAsKnownNow(bool on)
{
    if (on == m_asKnownNow)
        return;
    m_asKnownNow = on;
    emit transportChanged();
    emit cursorMoved();
}

void TimeConductor::tick()
{
    const telemetry::Timestamp now = m_clock.now();
    const telemetry::Duration passed = now - m_lastTick;
    m_lastTick = now;
    if (m_mode == Mode::Live) {
        m_cursor = now;
        if (m_bounds.end < now) {
            m_bounds.end = now;
            emit boundsChanged();
        }
        emit cursorMoved();
        return;
    }
    const auto advance = std::chrono::duration_cast<telemetry::Duration>(passed * m_speed);
    const telemetry::Timestamp end = m_canBeLive ? now : m_bounds.end;
    m_cursor = std::min(m_cursor + advance, end);
    emit cursorMoved();
    if (m_cursor < end)
        return;
    // Playing has caught up with the end of what there is.
    if (m_canBeLive)
        goLive();
    else
        pause();
}

void TimeConductor::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    emit modeChanged(mode);
}

} // namespace items
