// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/timeconductor.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>

namespace items {

namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 100ms;
constexpr auto kFastTick = 20ms; // as fast as possible: how often it is looked whether it may go on
constexpr telemetry::Duration kLongestWait = 2s; // for views that do not catch up
constexpr telemetry::Duration kPaceOver = 1s;
constexpr telemetry::Duration kSmallestSpan = 10s;
constexpr telemetry::Duration kLargestSpan = std::chrono::hours(24 * 30);
constexpr int kStepsPerSpan = TimeConductor::kLargeStep;
constexpr int kFramesPerSpan = 10; // as fast as possible: in so many frames each moment is seen
constexpr std::array kSpeeds{0.1,
                             0.5,
                             1.0,
                             2.0,
                             5.0,
                             10.0,
                             20.0,
                             50.0,
                             100.0,
                             200.0,
                             500.,
                             1000.,
                             TimeConductor::kAsFastAsPossible};

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

std::optional<telemetry::TimeRange> TimeConductor::loop() const
{
    if (!m_isLooping || m_bounds.isEmpty())
        return std::nullopt;
    const telemetry::TimeRange range{
        .start = std::max(m_loopStart.value_or(m_bounds.start), m_bounds.start),
        .end = std::min(m_loopEnd.value_or(m_bounds.end), m_bounds.end)};
    return range.isEmpty() ? std::nullopt : std::optional(range);
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
    if (wasAtEnd) {
        m_cursor = wanted.end;
        m_isAtEnd = false; // there is more of it
    }
    emit boundsChanged();
    if (wasAtEnd)
        emit cursorMoved();
}

void TimeConductor::goLive()
{
    if (!m_canBeLive || m_mode == Mode::Live)
        return;
    m_isPlaying = false;
    m_isAtEnd = false;
    m_pace.reset();
    m_cursor = m_clock.now();
    setMode(Mode::Live);
    m_timer.start(kTick);
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

telemetry::Timestamp TimeConductor::latest() const
{
    return m_canBeLive ? m_clock.now() : m_bounds.end;
}

void TimeConductor::seek(telemetry::Timestamp time)
{
    m_cursor = std::clamp(time, std::min(m_bounds.start, latest()), latest());
    m_isAtEnd = false;
    m_paceFrom = m_cursor; // what is sought over was not played
    m_paceSince = m_clock.now();
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
    const auto range = loop();
    if (range && (m_cursor < range->start || m_cursor >= range->end))
        m_cursor = range->start;
    else if (!range && !m_canBeLive && m_cursor >= m_bounds.end)
        m_cursor = m_bounds.start;
    m_isPlaying = true;
    m_isAtEnd = false;
    m_pace.reset();
    m_lastTick = m_paceSince = m_clock.now();
    m_paceFrom = m_cursor;
    setMode(Mode::Replay);
    startTimer();
    emit transportChanged();
}

void TimeConductor::pause()
{
    if (!m_isPlaying)
        return;
    m_isPlaying = false;
    m_pace.reset();
    m_timer.stop();
    setMode(m_canBeLive ? Mode::Fixed : Mode::Replay);
    emit transportChanged();
}

void TimeConductor::startTimer()
{
    const bool isFast = m_isPlaying && m_speed == kAsFastAsPossible;
    m_timer.start(isFast ? kFastTick : kTick);
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
    const double wanted =
        speed == kAsFastAsPossible ? speed : std::clamp(speed, kSlowest, kFastest);
    if (wanted == m_speed)
        return;
    m_speed = wanted;
    m_pace.reset();
    m_paceSince = m_clock.now();
    m_paceFrom = m_cursor;
    if (m_isPlaying)
        startTimer();
    emit transportChanged();
}

void TimeConductor::faster()
{
    const auto* next = std::ranges::upper_bound(kSpeeds, m_speed);
    if (next != kSpeeds.end())
        setSpeed(*next);
}

void TimeConductor::slower()
{
    const auto* here = std::ranges::lower_bound(kSpeeds, m_speed);
    if (here != kSpeeds.begin())
        setSpeed(*std::prev(here));
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

void TimeConductor::beginLoop()
{
    m_loopStart = m_cursor;
    if (m_loopEnd && *m_loopEnd <= m_cursor)
        m_loopEnd.reset();
    m_isLooping = true;
    emit transportChanged();
}

void TimeConductor::endLoop()
{
    m_loopEnd = m_cursor;
    if (m_loopStart && *m_loopStart >= m_cursor)
        m_loopStart.reset();
    m_isLooping = true;
    emit transportChanged();
}

void TimeConductor::setLooping(bool on)
{
    // What is chosen may hold nothing: an edge at the end of the recording, say.
    m_isLooping = on;
    if (on && (!loop() || (!m_loopStart && !m_loopEnd))) {
        m_loopStart = visibleRange().start;
        m_loopEnd = visibleRange().end;
    }
    emit transportChanged(); // also where nothing changed: a button that was clicked follows it
}

void TimeConductor::setAsKnownNow(bool on)
{
    if (on == m_asKnownNow)
        return;
    m_asKnownNow = on;
    emit transportChanged();
    emit cursorMoved();
}

void TimeConductor::tickLive(telemetry::Timestamp now)
{
    m_lastTick = now;
    m_cursor = now;
    if (m_bounds.end < now) {
        m_bounds.end = now;
        emit boundsChanged();
    }
    emit cursorMoved();
}

telemetry::Duration TimeConductor::advanceOf(telemetry::Duration passed) const
{
    if (m_speed == kAsFastAsPossible) {
        const bool mayGoOn = !m_caughtUp || m_caughtUp() || passed >= kLongestWait;
        return mayGoOn ? m_span / kFramesPerSpan : telemetry::Duration::zero();
    }
    // Not by a factor of passed: after a machine slept, that would be out of range.
    const double most = static_cast<double>(m_span.count());
    const double wanted = static_cast<double>(passed.count()) * m_speed;
    return telemetry::Duration(
        std::max<std::int64_t>(1, static_cast<std::int64_t>(std::clamp(wanted, 0.0, most))));
}

void TimeConductor::measurePace(telemetry::Timestamp now)
{
    if (now - m_paceSince < kPaceOver)
        return;
    m_pace = std::chrono::duration<double>(m_cursor - m_paceFrom) / (now - m_paceSince);
    m_paceSince = now;
    m_paceFrom = m_cursor;
}

void TimeConductor::tick()
{
    const telemetry::Timestamp now = m_clock.now();
    if (m_mode == Mode::Live) {
        tickLive(now);
        return;
    }
    const telemetry::Duration advance = advanceOf(now - m_lastTick);
    if (advance == telemetry::Duration::zero())
        return;
    m_lastTick = now;
    const auto range = loop();
    const telemetry::Timestamp end = range ? std::min(range->end, latest()) : latest();
    if (range && m_cursor >= end) { // its end has been shown
        m_cursor = range->start;
        m_paceFrom = m_cursor;
        m_paceSince = now;
    } else {
        m_cursor = std::min(m_cursor + advance, end);
        measurePace(now);
    }
    emit cursorMoved();
    if (!range && m_cursor >= end)
        reachEnd();
}

// Playing has caught up with the end of what there is.
void TimeConductor::reachEnd()
{
    if (m_canBeLive) {
        goLive();
        return;
    }
    m_isAtEnd = true;
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
