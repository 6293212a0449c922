// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/pull/linkbook.h"

#include <QTest>

using pull::LinkBook;
using telemetry::LinkState;
using namespace std::chrono_literals;

namespace {

const telemetry::Timestamp kNoon{std::chrono::hours(12)};

LinkBook::Round round(const std::string& feed, std::uint64_t items, telemetry::Duration every = 15s)
{
    return {.feed = feed,
            .every = every,
            .problem = {},
            .items = items,
            .newest = {},
            .skew = {},
            .behind = {}};
}

// One round each interval; the time after the last.
telemetry::Timestamp follow(LinkBook& book, telemetry::Timestamp from, int rounds,
                            std::uint64_t items, telemetry::Duration every = 15s)
{
    for (int i = 0; i < rounds; ++i, from += every) {
        book.add(round("traces", items, every), from);
        book.update(from);
    }
    return from;
}

} // namespace

class TestLinkBook : public QObject
{
    Q_OBJECT

private slots:
    // A back end that answers with nothing is not "connected" for ever.
    void aFeedThatFallsSilentIsStale()
    {
        LinkBook book("jaeger", 0s, kNoon);
        auto now = follow(book, kNoon, 10, 5);
        QVERIFY(book.status().state == LinkState::Connected);
        now = follow(book, now, 2, 0); // two rounds of nothing happen
        QVERIFY(book.status().state == LinkState::Connected);
        now = follow(book, now, 10, 0);
        QVERIFY(book.status().state == LinkState::Stale);
        QCOMPARE(book.status().reason,
                 std::string("traces: nothing new for 3 min; usual is every 15 s"));
        follow(book, now, 1, 5);
        QVERIFY(book.status().state == LinkState::Connected);
    }

    // The others go on, and do not hide it.
    void eachFeedHasItsOwnSilence()
    {
        LinkBook book("langfuse", 0s, kNoon);
        auto now = kNoon;
        for (int i = 0; i < 40; ++i, now += 15s) {
            book.add(round("scores", i < 10 ? 1 : 0), now);
            book.add(round("observations", 4), now);
        }
        book.update(now);
        QVERIFY(book.status().state == LinkState::Stale);
        QVERIFY2(book.status().reason.starts_with("scores: nothing new for"),
                 book.status().reason.c_str());
    }

    void whatComesSeldomIsNotStaleAtOnce()
    {
        LinkBook book("langfuse", 0s, kNoon);
        auto now = kNoon;
        for (int i = 0; i < 200; ++i, now += 15s) // something every five minutes
            book.add(round("scores", i % 20 == 0 ? 1 : 0), now);
        book.update(now + 9min);
        QVERIFY2(book.status().state == LinkState::Connected, book.status().reason.c_str());
        book.update(now + 20min);
        QVERIFY(book.status().state == LinkState::Stale);
    }

    // An alert feed brings no items: it is never late with them. Too little is known of one round.
    void silenceIsJudgedByWhatIsKnown()
    {
        LinkBook quiet("alertmanager", 0s, kNoon);
        follow(quiet, kNoon, 1000, 0);
        QVERIFY(quiet.status().state == LinkState::Waiting);
        LinkBook once("tempo", 0s, kNoon);
        auto now = follow(once, kNoon, 1, 3);
        now = follow(once, now, 200, 0); // 50 minutes
        QVERIFY(once.status().state == LinkState::Connected);
        follow(once, now, 60, 0);
        QVERIFY(once.status().state == LinkState::Stale);
    }

    void theProfilesLimitGoesFirst()
    {
        LinkBook book("jaeger", 600s, kNoon);
        auto now = follow(book, kNoon, 10, 5);
        now = follow(book, now, 30, 0);
        QVERIFY(book.status().state == LinkState::Connected);
        follow(book, now, 20, 0);
        QVERIFY(book.status().state == LinkState::Stale);
        QCOMPARE(book.status().reason, std::string("nothing new for more than 10 min"));
    }

    void theRateIsOfTheTimeThatWasWatched()
    {
        LinkBook book("jaeger", 0s, kNoon);
        follow(book, kNoon, 1, 5000); // as far back as a first pull looks
        QVERIFY(!book.status().itemsPerSecond);
        follow(book, kNoon + 15s, 1, 30);
        QCOMPARE(book.status().itemsPerSecond.value_or(-1), 2.0);
        follow(book, kNoon + 30s, 20, 30);
        QCOMPARE(book.status().itemsPerSecond.value_or(-1), 2.0);
    }

    void theRateOfASlowFeedDoesNotAlternate()
    {
        LinkBook book("prometheus", 0s, kNoon);
        auto now = follow(book, kNoon, 3, 600, 5min);
        for (int i = 0; i < 10; ++i, now += 5min) {
            book.add(round("traces", 600, 5min), now);
            for (const auto later : {0s, 90s, 270s}) {
                book.update(now + later);
                if (i > 2)
                    QVERIFY(std::abs(book.status().itemsPerSecond.value_or(-1) - 2.0) < 0.01);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLinkBook)
#include "tst_linkbook.moc"
