// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/objective/suggest.h"
#include "models/objective/tickets.h"
#include "tests/models/store/storefixture.h"
#include "tests/otherlanguage.h"

#include <QTest>

#include <chrono>
#include <cstdint>
#include <string>

using namespace objective;
using namespace storetest;
using namespace std::chrono_literals;

namespace {

Objective groundedShop()
{
    Objective one;
    one.name = "shop grounded";
    one.service = "shop";
    one.check = "groundedness";
    one.target = 0.9;
    one.window = 1h;
    return one;
}

// An answer every two seconds of twenty minutes; those of the second five fail.
void writeBadMinutes(const Recording& recording)
{
    const auto writer = recording.writer();
    for (std::int64_t second = 0; second < 1200; second += 2) {
        telemetry::Rollup rollup;
        rollup.bucket = rollup.recordedBucket = telemetry::toUnixNanos(at(second)) / 1'000'000'000;
        rollup.add(second >= 600 && second < 900 ? 0.9 : 0.1);
        store::HealthResults results;
        results.rollups = {{signalOf("shop"), rollup}};
        QVERIFY(writer->append(
            spansBatch({chatSpan(static_cast<std::uint64_t>(second + 1), second)}, second)));
        QVERIFY(writer->append(results));
    }
    QVERIFY(writer->commit());
}

} // namespace

class TestTickets : public QObject
{
    Q_OBJECT

private slots:
    // One entry when it begins to burn or is gone, one when it is kept again; none at a restart.
    void ticketsTellWhatHasChanged()
    {
        const Recording recording;
        writeBadMinutes(recording);
        const Objective one = groundedShop();
        Tickets tickets({one});
        const auto reader = recording.reader();
        QVERIFY(tickets.restore(*reader));
        QVERIFY(tickets.check(*reader, at(-100))->empty()); // nothing is known
        QVERIFY(tickets.check(*reader, at(590))->empty()); // well
        const auto burning = tickets.check(*reader, at(700));
        QCOMPARE(burning->size(), std::size_t{1});
        const telemetry::TimelineEntry& entry = burning->front();
        QCOMPARE(entry.kind, std::string("ticket"));
        QCOMPARE(entry.subject, one.name);
        QVERIFY2(entry.text.find("burning") != std::string::npos, entry.text.c_str());
        const auto ticket = ticketFrom(entry);
        QVERIFY(ticket && ticket->state == BudgetState::Burning && ticket->isOf(one));
        QVERIFY(!ticket->isOf(Objective()));
        QVERIFY(tickets.check(*reader, at(710))->empty()); // said once
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(entry) && writer->commit());
        }
        Tickets continued({one});
        QVERIFY(continued.restore(*reader));
        QVERIFY(continued.check(*reader, at(710))->empty());
        QCOMPARE(tickets.check(*reader, at(3000))->size(), std::size_t{1});
    }

    // The process of a window in another language watches budgets, too.
    void whatIsRecordedIsEnglish()
    {
        const Recording recording;
        writeBadMinutes(recording);
        const Objective one = groundedShop();
        const auto reader = recording.reader();
        const OtherLanguage other;
        const auto status = statusOf(one, *reader, at(700), {});
        QVERIFY(status && OtherLanguage::isIn(status->sentence)); // the window's own texts are not
        Tickets tickets({one});
        const auto burning = tickets.check(*reader, at(700));
        QVERIFY(burning);
        QCOMPARE(burning->size(), std::size_t{1});
        const std::string& text = burning->front().text;
        QVERIFY2(!OtherLanguage::isIn(text), text.c_str());
        QVERIFY2(text.find("answers of shop pass groundedness") != std::string::npos, text.c_str());
    }
};

QTEST_GUILESS_MAIN(TestTickets)
#include "tst_tickets.moc"
