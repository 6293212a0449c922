// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/pull/feedstate.h"

#include <QTest>

using pull::FeedState;
using telemetry::TimeRange;
using telemetry::Timestamp;
using namespace std::chrono_literals;

namespace {

const Timestamp kFeedNoon{std::chrono::hours(12)};
const FeedState::Clock::time_point kStart{};

pull::Feed feed()
{
    pull::Feed made;
    made.id = "spans";
    made.every = 15s;
    made.first = 15min;
    made.overlap = 2min;
    made.late = 1h;
    made.window = 30min;
    return made;
}

// The windows of one sweep, each of which goes well.
std::vector<TimeRange> sweep(FeedState& state, Timestamp now)
{
    std::vector<TimeRange> windows;
    while (const auto window = state.nextWindow(now)) {
        windows.push_back(*window);
        state.succeed(*window, state.cursorAfter(*window, {}, now), {}, kStart);
        if (!state.isBehind())
            break;
    }
    return windows;
}

} // namespace

// Which window is next.
class TestFeedState : public QObject
{
    Q_OBJECT

private slots:
    // A span that ended an hour after it began is not in the back end before that.
    void whatEndsLateIsLookedForNowAndThen()
    {
        const pull::Feed made = feed();
        FeedState state(made, "spans", {}, kFeedNoon, 1);
        auto windows = sweep(state, kFeedNoon + 15s);
        QVERIFY(windows.front().start == kFeedNoon - 1h);
        QVERIFY(windows.back().end == kFeedNoon + 15s);
        for (std::size_t i = 1; i < windows.size(); ++i)
            QVERIFY(windows[i].start == windows[i - 1].end);
        int late = 0;
        for (auto now = kFeedNoon + 30s; now < kFeedNoon + 1h; now += 15s) {
            windows = sweep(state, now);
            const auto back = now - 15s - windows.front().start;
            QVERIFY(back == 2min || back == 1h);
            late += back == 1h ? 1 : 0;
        }
        QCOMPARE(late, 11); // every five minutes
    }

    // Looking back moves no cursor back, and is no backlog.
    void lookingBackIsNoBacklog()
    {
        const pull::Feed made = feed();
        FeedState state(made, "spans", {}, kFeedNoon, 1);
        while (const auto window = state.nextWindow(kFeedNoon + 15s)) {
            const Timestamp cursor = state.cursorAfter(*window, {}, kFeedNoon + 15s);
            QVERIFY(cursor >= kFeedNoon);
            state.succeed(*window, cursor, {}, kStart);
            QVERIFY(!state.backlogFrom());
            if (!state.isBehind())
                break;
        }
        FeedState old(made, "spans", {}, kFeedNoon - 5h, 1);
        const auto window = old.nextWindow(kFeedNoon);
        QVERIFY(window);
        old.succeed(*window, old.cursorAfter(*window, {}, kFeedNoon), {}, kStart);
        QVERIFY(old.backlogFrom() == kFeedNoon - 5h);
    }

    // What has no end yet is asked for again, whatever was seen.
    void whatIsPendingHoldsTheCursor()
    {
        const pull::Feed made = feed();
        FeedState state(made, "spans", {}, kFeedNoon, 1);
        const auto window = state.nextWindow(kFeedNoon + 15s);
        QVERIFY(state.cursorAfter(*window, kFeedNoon - 50min, kFeedNoon + 15s)
                == kFeedNoon - 50min);
    }

    // Half of a window that was cut, then half of that, and back to whole ones when they fit.
    void aCutWindowIsHalved()
    {
        const pull::Feed made = feed();
        FeedState state(made, "spans", TimeRange{kFeedNoon, kFeedNoon + 2h}, {}, 1);
        auto window = state.nextWindow(kFeedNoon);
        QVERIFY(window->duration() == 30min);
        QVERIFY(state.narrow(*window, kStart));
        window = state.nextWindow(kFeedNoon);
        QVERIFY(window->start == kFeedNoon && window->duration() == 15min);
        QVERIFY(state.narrow(*window, kStart));
        window = state.nextWindow(kFeedNoon);
        QVERIFY(window->duration() == 7min + 30s);
        state.succeed(*window, window->end, {}, kStart);
        const Timestamp end = window->end;
        window = state.nextWindow(kFeedNoon);
        QVERIFY(window->start == end && window->duration() == 15min);
        state.succeed(*window, window->end, {}, kStart);
        QVERIFY(state.nextWindow(kFeedNoon)->duration() == 30min);
        QVERIFY(!state.narrow({kFeedNoon, kFeedNoon + 1s}, kStart)); // no shorter than that
    }
};

QTEST_GUILESS_MAIN(TestFeedState)
#include "tst_feedstate.moc"
