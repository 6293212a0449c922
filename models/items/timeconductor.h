// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timerange.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <limits>
#include <optional>

namespace items {

// Owns the visible range, the cursor and the mode; every view only follows. Live is the cursor held
// at now; replay is the same cursor moved by the transport. GUI thread.
class TimeConductor final : public QObject
{
    Q_OBJECT

public:
    enum class Mode
    {
        Live, // the cursor is now
        Fixed, // the cursor stands; telemetry goes on being recorded behind it
        Replay, // the cursor is in a recording; nothing can be commanded
    };
    Q_ENUM(Mode)

    // A live session starts in Live and can go to Fixed, to Replay (play in the past) and back. A
    // session on a recording has canBeLive false and is always in Replay.
    TimeConductor(const telemetry::Clock& clock, bool canBeLive, QObject* parent = nullptr);

    // As a speed: as far at a time as a tenth of the span, as soon as the views have caught up, and
    // in any case every two seconds.
    static constexpr double kAsFastAsPossible = std::numeric_limits<double>::infinity();
    static constexpr double kSlowest = 0.1;
    static constexpr double kFastest = 1000; // that is told in figures
    static constexpr int kLargeStep = 20; // steps: the span

    // Whether the views show what was asked for last; without, they are taken to.
    void setCaughtUp(std::function<bool()> caughtUp) { m_caughtUp = std::move(caughtUp); }

    Mode mode() const { return m_mode; }
    bool canBeLive() const { return m_canBeLive; }
    bool isPlaying() const { return m_isPlaying; }
    // kSlowest .. kFastest, or kAsFastAsPossible. A tick never goes on by more than the span: what
    // no view has shown is not passed over, and pace() may be less.
    double speed() const { return m_speed; }
    // How fast it went over about the last second of playing; none before.
    std::optional<double> pace() const { return m_pace; }
    // Playing has stopped at the end of the recording, and the cursor still stands there.
    bool isAtEnd() const { return m_isAtEnd; }
    // What is played over and over while looping; within the bounds. None: not looping.
    std::optional<telemetry::TimeRange> loop() const;
    telemetry::Timestamp cursor() const { return m_cursor; }
    telemetry::Duration span() const { return m_span; } // width of the visible range
    // [cursor - span, cursor): what the views show.
    telemetry::TimeRange visibleRange() const;
    // What the recording reaches over; in Live it ends at now.
    telemetry::TimeRange bounds() const { return m_bounds; }
    // What to ask the recording for: visible range, as known at the cursor (or now, see
    // setAsKnownNow).
    store::View view() const;
    bool isAsKnownNow() const { return m_asKnownNow; }

    // A cursor that stands at the end of a recording follows it while it grows.
    void setBounds(const telemetry::TimeRange& bounds);
    // The first cursor at which something can be seen: after it happened and, as known then, after
    // it was recorded. Ranges are half-open: at its own time it is not in view yet.
    telemetry::Timestamp momentOf(telemetry::Timestamp event, telemetry::Timestamp recorded) const;

public slots:
    void goLive(); // no-op when the session cannot be live
    void fix(); // stop the cursor where it is
    void seek(telemetry::Timestamp time); // clamped to the bounds; leaves Live for Fixed
    // Puts the cursor where something can just be seen. Widens the range when it would begin later.
    void goTo(telemetry::Timestamp event, telemetry::Timestamp recorded);
    void play();
    void pause();
    void togglePlay();
    void setSpeed(double speed);
    void setSpan(telemetry::Duration span); // 10 s .. 30 days
    void faster(); // to the next of 0.1, 0.5, 1, 2, 5 ... 1000, as fast as possible
    void slower();
    void step(int steps); // in twentieths of the span; negative goes back
    // Looping begins, or ends, at the cursor from now on. An edge on the wrong side of the other
    // takes the place of both: the other is then that of the recording.
    void beginLoop();
    void endLoop();
    // Over what was chosen last, else, or where that holds nothing, over the visible range.
    void setLooping(bool on);
    void setAsKnownNow(bool on);

signals:
    void modeChanged(items::TimeConductor::Mode mode);
    void cursorMoved(); // at most ten times a second while live or playing
    void boundsChanged();
    void transportChanged(); // playing, speed, span, loop, as-known switch

private:
    void tick();
    void tickLive(telemetry::Timestamp now);
    telemetry::Timestamp latest() const; // that the cursor can be put at
    telemetry::Duration advanceOf(telemetry::Duration passed) const; // zero: the views are behind
    void measurePace(telemetry::Timestamp now);
    void startTimer();
    void reachEnd();
    void setMode(Mode mode);

    const telemetry::Clock& m_clock;
    const bool m_canBeLive;
    Mode m_mode;
    bool m_isPlaying = false;
    bool m_asKnownNow = false;
    double m_speed = 1;
    telemetry::Timestamp m_cursor;
    telemetry::Timestamp m_lastTick;
    telemetry::Duration m_span = std::chrono::minutes(5);
    telemetry::TimeRange m_bounds;
    bool m_isAtEnd = false;
    bool m_isLooping = false;
    std::optional<telemetry::Timestamp> m_loopStart; // none: that of the bounds
    std::optional<telemetry::Timestamp> m_loopEnd;
    std::function<bool()> m_caughtUp;
    std::optional<double> m_pace;
    telemetry::Timestamp m_paceSince; // by the clock
    telemetry::Timestamp m_paceFrom; // cursor at that time
    QTimer m_timer;
};

} // namespace items
