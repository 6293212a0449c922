// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/whatif.h"
#include "models/replay/whatiftext.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/replay/drillfile.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using replay::Variant;
using telemetry::Timestamp;

class TestWhatIf : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::string m_path;
    Timestamp m_fault;
    std::unique_ptr<store::Reader> m_reader;

    static Variant with(const std::string& key, const std::string& value)
    {
        Variant variant;
        static_cast<void>(replay::applyChange(variant, key, value));
        return variant;
    }

private slots:
    void initTestCase()
    {
        m_path = m_folder.filePath(QStringLiteral("drill.plumb")).toStdString();
        drill::OfflineSettings settings;
        settings.scenario = "fabricated-apis";
        settings.start = Timestamp{1'790'000'000s};
        settings.length = 12min;
        settings.healthyFor = 6min;
        const auto fault = replaytest::record(m_path, {.drill = settings});
        QVERIFY(fault);
        m_fault = *fault;
        auto reader = store::Reader::open(m_path);
        QVERIFY(reader);
        m_reader = std::move(*reader);
    }

    void beginsWithWhatWas()
    {
        const auto whatIf = replay::whatIf(*m_reader, {});
        QVERIFY(whatIf);
        QVERIFY2(whatIf->difference.empty(), whatIf->difference.c_str());
        QVERIFY(whatIf->facts.limits.empty());
        QCOMPARE(whatIf->results.size(), std::size_t{1});
        QVERIFY(!whatIf->affairs.empty());
        QCOMPARE(whatIf->results[0].falseRate.count,
                 std::int64_t{0}); // by what is held to be wrong
        QVERIFY(whatIf->healthy > 1min && whatIf->healthy < 12min);
        for (std::size_t i = 0; i < whatIf->affairs.size(); ++i) {
            const replay::Detection& detection = whatIf->results[0].detections[i];
            QVERIFY(detection.inUse && detection.gain);
            QVERIFY(*detection.gain == telemetry::Duration::zero());
            QVERIFY(!detection.avoided);
        }
    }

    // More false alarms put up with: not later, and what is gained is counted from the recording.
    void gainsTimeForFalseAlarms()
    {
        replay::WhatIfQuestion question;
        question.variants = {with("false-alarms-per-week", "5000"),
                             with("false-alarms-per-week", "0.001")};
        const auto whatIf = replay::whatIf(*m_reader, question);
        QVERIFY(whatIf);
        const replay::Detection& eager = whatIf->results[1].detections.front();
        const replay::Detection& slow = whatIf->results[2].detections.front();
        QVERIFY(eager.gain && *eager.gain >= telemetry::Duration::zero());
        QVERIFY(!slow.gain || *slow.gain <= telemetry::Duration::zero());
        QVERIFY(!slow.variant || slow.variant->raised.time > eager.variant->raised.time);
        int moved = 0;
        for (const replay::Detection* one : {&eager, &slow}) {
            if (!one->avoided)
                continue;
            ++moved;
            const replay::Avoided& avoided = *one->avoided;
            QCOMPARE(avoided.isLoss, one == &slow);
            QVERIFY(avoided.range.duration() <= std::chrono::abs(*one->gain));
            QVERIFY(avoided.counted.wrong <= avoided.counted.judged);
            QVERIFY(avoided.low <= avoided.answers + 1e-9);
            QVERIFY(avoided.answers <= avoided.high + 1e-9);
            QVERIFY(std::max(avoided.high, -avoided.low)
                    <= static_cast<double>(avoided.counted.judged) + 1e-9);
        }
        QVERIFY(moved > 0);
    }

    // With people's own incident, all else is healthy: alarms there were false.
    void holdsAlarmsAgainstWhatPeopleSay()
    {
        replay::WhatIfQuestion question;
        question.affairs = {{.id = "INC-0001",
                             .services = {"no-such-service"},
                             .start = m_fault + 20h,
                             .end = m_fault + 21h,
                             .isOfPeople = true}};
        const auto whatIf = replay::whatIf(*m_reader, question);
        QVERIFY(whatIf);
        const auto verdicts =
            std::ranges::count_if(whatIf->recorded, [](const replay::AlarmCourse& one) {
                return !telemetry::isShiftCheck(one.raised.check);
            });
        QVERIFY(verdicts > 0);
        QCOMPARE(static_cast<std::ptrdiff_t>(whatIf->results[0].falseAlarms.size()), verdicts);
        QVERIFY(!whatIf->results[0].detections[0].inUse);
        QVERIFY(*whatIf->results[0].falseRate.perWeek > 0);
    }

    void countsAnEarlierEnd()
    {
        replay::WhatIfQuestion question;
        const auto first = replay::whatIf(*m_reader, {});
        const replay::Affair affair = first->affairs.front();
        const Timestamp end = affair.end.value_or(first->range.end);
        const Timestamp middle = affair.start + (end - affair.start) / 2;
        Variant early;
        early.mitigatedAt = affair.start + 1s;
        Variant late;
        late.mitigatedAt = middle;
        Variant outside;
        outside.mitigatedAt = affair.start - 24h;
        question.variants = {early, late, outside};
        const auto whatIf = replay::whatIf(*m_reader, question);
        QVERIFY(whatIf);
        QVERIFY(whatIf->results[1].mitigated && whatIf->results[2].mitigated);
        QCOMPARE(whatIf->results[1].mitigatedAffair, affair.id);
        QVERIFY(whatIf->results[1].mitigated->answers > whatIf->results[2].mitigated->answers);
        QVERIFY(whatIf->results[1].mitigated->answers > 0);
        QVERIFY(!whatIf->results[3].mitigated);
    }

    void looksAtBudgets()
    {
        objective::Objective objective;
        const auto first = replay::whatIf(*m_reader, {});
        objective.name = "sound";
        objective.service = first->recorded.front().raised.service;
        objective.check = first->recorded.front().raised.check;
        objective.target = 0.999;
        objective.window = 1h;
        Variant lax;
        lax.objectives = {{.objective = "sound", .target = 0.05}};
        replay::WhatIfQuestion question;
        question.objectives = {objective};
        question.variants = {lax};
        const auto whatIf = replay::whatIf(*m_reader, question);
        QVERIFY(whatIf);
        QVERIFY(!whatIf->results[1].burns.empty());
        const replay::BurnCourse& burn = whatIf->results[1].burns.front();
        QVERIFY(burn.ticketInUse);
        QVERIFY(!burn.ticketVariant);
        QVERIFY(*burn.spentInUse > *burn.spentVariant);
        question.variants[0].objectives[0].objective = "other";
        const auto unknown = replay::whatIf(*m_reader, question);
        QVERIFY(!unknown);
        QVERIFY(unknown.error().message.find("other") != std::string::npos);
    }

    void saysItInWords()
    {
        QCOMPARE(replay::gainText(64s), std::string("64 s sooner"));
        QCOMPARE(replay::gainText(-125s), std::string("2 min 5 s later"));
        QCOMPARE(replay::gainText(0s), std::string("at the same time"));
        replay::Avoided unknown;
        unknown.counted = {.answers = 12, .judged = 0, .wrong = 0};
        QVERIFY(replay::avoidedText(unknown).find("not known") != std::string::npos);
        replay::Avoided avoided;
        avoided.counted = {.answers = 200, .judged = 180, .wrong = 150};
        avoided.usual = {.answers = 900, .judged = 900, .wrong = 9};
        avoided.answers = 148.2;
        avoided.low = 130;
        avoided.high = 150;
        QCOMPARE(replay::avoidedText(avoided),
                 std::string("≈ 148 fewer wrong answers (95 %: 130 to 150); 150 of 180 judged were "
                             "wrong in that time, before it 9 of 900; 20 were not judged"));
    }
};

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_whatif.moc"
