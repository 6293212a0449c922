// SPDX-License-Identifier: GPL-3.0-or-later

// Two consoles on one recording want to fire at the same time.

#include "app/commands/firingdecision.h"
#include "app/commands/guardfacts.h"
#include "app/ports.h"
#include "models/runbook/leverentries.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "models/telemetry/clock.h"
#include "tests/app/leverfixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using levertest::FakeGateway;
using levertest::now;
using runbook::RungKind;
using runbook::RungState;
using telemetry::Timestamp;

class TestFiringRace : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_recording = m_folder->filePath(u"race.plumb"_s).toStdString();
        auto pipeline = ingest::Pipeline::start(m_recording);
        QVERIFY(pipeline);
        m_pipeline = std::move(*pipeline);
    }

    void ofTwoConsolesOneFires_data();
    void ofTwoConsolesOneFires();
    void twoWindowsNeverPassTheCapTogether();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_recording;
    std::unique_ptr<ingest::Pipeline> m_pipeline;
};

void TestFiringRace::ofTwoConsolesOneFires_data()
{
    QTest::addColumn<bool>("isOtherFirst");
    QTest::addColumn<bool>("isApproval");
    for (const bool isOtherFirst : {false, true}) {
        QTest::newRow(isOtherFirst ? "cap, the other's intent first" : "cap, ours first")
            << isOtherFirst << false;
        QTest::newRow(isOtherFirst ? "one approval, the other's intent first"
                                   : "one approval, ours first")
            << isOtherFirst << true;
    }
}

// Two connections that write, two that read, and the whole of the other console's decision falls
// just before or just after our intent is on disk.
void TestFiringRace::ofTwoConsolesOneFires()
{
    QFETCH(bool, isOtherFirst);
    QFETCH(bool, isApproval);
    QVERIFY(m_pipeline->finish());
    runbook::LeverPlan plan = levertest::seenPin();
    plan.lever.guard.perHour = isApproval ? 0 : 1;
    plan.lever.guard.approvals = isApproval ? 1 : 0;
    const auto write =
        [this](telemetry::TimelineEntry entry) -> telemetry::Result<telemetry::TimelineEntry> {
        auto writer = store::Writer::open(m_recording);
        if (!writer)
            return tl::make_unexpected(writer.error());
        entry.recorded = now();
        auto written = (*writer)->append(std::move(entry));
        if (const auto committed = (*writer)->commit(); !committed)
            return tl::make_unexpected(committed.error());
        return written;
    };
    if (isApproval) {
        auto entry = runbook::approvalEntry(plan, "bo", now());
        entry.actor = "bo";
        QVERIFY(write(entry));
    }
    const auto decide = [&](const char* person, const commands::WriteIntent& how) {
        runbook::GuardFacts known;
        known.who = {.person = person, .account = person, .plan = {}, .when = {}};
        const auto facts = commands::guardFacts(std::move(known), m_recording, plan, {}, now());
        return commands::decideFiring(plan, false, facts, m_recording, how);
    };
    std::optional<telemetry::Result<commands::FiringDecision>> other;
    const auto ours = decide("ada", [&](const telemetry::TimelineEntry& entry) {
        if (isOtherFirst)
            other = decide("cy", write);
        auto written = write(entry);
        if (!isOtherFirst)
            other = decide("cy", write);
        return written;
    });
    QVERIFY(ours && other && *other);
    QCOMPARE(runbook::isBlocked(ours->obstacles), isOtherFirst);
    QCOMPARE(runbook::isBlocked((*other)->obstacles), !isOtherFirst);
}

void TestFiringRace::twoWindowsNeverPassTheCapTogether()
{
    runbook::LeverPlan plan = levertest::seenPin();
    plan.lever.guard.perHour = 3;
    FakeGateway gateway;
    items::RecordingQueries queries(m_recording);
    LeverPort first(gateway, *m_pipeline, queries, commands::Operator{.account = "ada"});
    LeverPort second(gateway, *m_pipeline, queries, commands::Operator{.account = "bo"});
    int answered = 0;
    for (LeverPort* port : {&first, &second})
        connect(port, &LeverPort::fireFinished, this,
                [&answered](quint64, const runbookview::FireAnswer&) { ++answered; });
    for (quint64 i = 1; i <= 5; ++i) {
        first.fire(i, plan, false);
        second.fire(i, plan, false);
    }
    QTRY_COMPARE_WITH_TIMEOUT(answered, 10, 20'000);
    m_pipeline->drain();
    // At most: one that waits for the other's end may be refused for it.
    QVERIFY2(gateway.fired.load() <= 3, qPrintable(QString::number(gateway.fired.load())));
    QVERIFY(gateway.fired.load() >= 1);
    QCOMPARE(runbook::countFirings(*(*store::Reader::open(m_recording))->timeline({}, {"action"}),
                                   plan.lever.id, now())
                 .sent,
             gateway.fired.load());
}

QTEST_MAIN(TestFiringRace)
#include "tst_firingrace.moc"
