// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/recordednames.h"
#include "models/replay/whatif.h"
#include "models/replay/whatiftext.h"
#include "models/store/writer.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/replay/drillfile.h"
#include "tests/models/replay/sqlexecute.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <sqlite3.h>

using namespace std::chrono_literals;
using replay::Variant;
using telemetry::Timestamp;

namespace {

} // namespace

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

    // What the settings in use say of people's own incident.
    static replay::Detection peoples(const replay::WhatIf& whatIf)
    {
        for (std::size_t i = 0; i < whatIf.affairs.size(); ++i) {
            if (whatIf.affairs[i].isOfPeople)
                return whatIf.results[0].detections[i];
        }
        return {};
    }

    static replay::Affair elsewhere()
    {
        const Timestamp start = Timestamp{1'790'000'000s} + 20h;
        return {.id = "INC-0001",
                .services = {"no-such-service"},
                .start = start,
                .end = start + 1h,
                .isOfPeople = true};
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
        const auto first = replay::whatIf(*m_reader, {});
        replay::WhatIfQuestion question;
        replay::Affair affair = elsewhere();
        affair.services = first->affairs.front().services;
        affair.start = m_fault;
        affair.end = first->range.end - 20s; // later ones are not all judged
        question.affairs = {affair};
        question.variants = {with("false-alarms-per-week", "5000"),
                             with("false-alarms-per-week", "0.001")};
        const auto whatIf = replay::whatIf(*m_reader, question);
        QVERIFY(whatIf);
        const auto place = static_cast<std::size_t>(
            std::ranges::find(whatIf->affairs, true, &replay::Affair::isOfPeople)
            - whatIf->affairs.begin());
        const replay::Detection& eager = whatIf->results[1].detections[place];
        const replay::Detection& slow = whatIf->results[2].detections[place];
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
            QVERIFY(avoided.answers);
            QVERIFY(avoided.low <= *avoided.answers + 1e-9);
            QVERIFY(*avoided.answers <= avoided.high + 1e-9);
            QVERIFY(std::max(avoided.high, -avoided.low)
                    <= static_cast<double>(avoided.counted.judged) + 1e-9);
        }
        QVERIFY(moved > 0);
    }

    // A misspelt name would change nothing, and look as if that were the answer.
    void namesWhatThereIs()
    {
        const auto recorded = m_reader->alarms({});
        QVERIFY(recorded && !recorded->empty());
        const telemetry::AlarmTransition& alarm = recorded->front();
        const std::pair<std::string, std::string> wrong[]{
            {"check." + alarm.check + "x.watched", alarm.check},
            {"service." + alarm.service + "x.watched", alarm.service}};
        for (const auto& [key, name] : wrong) {
            replay::WhatIfQuestion question;
            question.variants = {with(key, "off")};
            const auto whatIf = replay::whatIf(*m_reader, question);
            QVERIFY2(!whatIf, key.c_str());
            QVERIFY(whatIf.error().kind == telemetry::ErrorKind::Usage);
            const std::string& message = whatIf.error().message;
            QVERIFY2(message.starts_with(key + ":"), message.c_str());
            const std::size_t list = message.find("it has ");
            QVERIFY2(list != std::string::npos && message.find(name, list) != std::string::npos,
                     message.c_str());
        }
        const auto names = replay::recordedNames(*m_reader);
        QVERIFY(names);
        for (const std::string& key :
             {"check." + alarm.check + ".watched", "service." + alarm.service + ".watched",
              "check." + std::string(telemetry::kAnswerLength) + ".watched"})
            QVERIFY2(replay::checkNames(with(key, "off"), *names), key.c_str());
    }

    // What nobody made an incident of is no healthy past, and its alarms are not held to be false.
    void holdsAlarmsAgainstWhatPeopleSay()
    {
        replay::WhatIfQuestion question;
        question.affairs = {elsewhere()};
        const auto whatIf = replay::whatIf(*m_reader, question);
        QVERIFY(whatIf);
        const auto verdicts =
            std::ranges::count_if(whatIf->recorded, [](const replay::AlarmCourse& one) {
                return !telemetry::isShiftCheck(one.raised.check);
            });
        QVERIFY(verdicts > 0);
        QVERIFY(whatIf->results[0].falseAlarms.empty());
        QCOMPARE(whatIf->results[0].unsettledAlarms, static_cast<std::int64_t>(verdicts));
        for (std::size_t i = 0; i < whatIf->affairs.size(); ++i)
            QCOMPARE(!whatIf->results[0].detections[i].inUse, whatIf->affairs[i].isOfPeople);
        // Which is asked about changes nothing of what was well.
        question.affair = "INC-0001";
        const auto one = replay::whatIf(*m_reader, question);
        QVERIFY(one && one->healthy == whatIf->healthy);
        QCOMPARE(std::ranges::count_if(one->affairs, &replay::Affair::isAsked), std::ptrdiff_t{1});
        question.affair = "INC-0009";
        const auto none = replay::whatIf(*m_reader, question);
        QVERIFY(!none && none.error().kind == telemetry::ErrorKind::Usage);
    }

    // An incident that was opened by hand begins after the alarm that woke somebody.
    void anAlarmThatStoodIsOfIt()
    {
        const auto first = replay::whatIf(*m_reader, {});
        const replay::AlarmCourse alarm = *first->results[0].detections[0].inUse;
        replay::WhatIfQuestion question;
        replay::Affair affair = elsewhere();
        affair.services = {alarm.raised.service};
        affair.start = alarm.raised.time + 1min;
        affair.end.reset();
        question.affairs = {affair};
        const auto stood = replay::whatIf(*m_reader, question);
        QVERIFY(stood);
        QVERIFY(peoples(*stood).inUse);
        QCOMPARE(peoples(*stood).inUse->raised.alarm, alarm.raised.alarm);
        QVERIFY(stood->results[0].falseAlarms.empty());
        // And one that it names is, whatever it says of services.
        question.affairs[0].services = {"no-such-service"};
        question.affairs[0].alarms = {alarm.raised.alarm};
        const auto named = replay::whatIf(*m_reader, question);
        QVERIFY(named && peoples(*named).inUse);
        QVERIFY(peoples(*named).inUse->raised.check == alarm.raised.check);
    }

    // What the detectors were told is no longer there: not told again, and not "no alarm".
    void unknownIsNoAlarm()
    {
        const std::string path = m_folder.filePath(QStringLiteral("cut.plumb")).toStdString();
        QVERIFY(QFile::copy(QString::fromStdString(m_path), QString::fromStdString(path)));
        execute(path, "DELETE FROM feeds WHERE steps>0 AND id<(SELECT max(id) FROM feeds)-3");
        const auto reader = store::Reader::open(path);
        replay::WhatIfQuestion question;
        question.variants = {with("tolerance", "0.1")};
        const auto whatIf = replay::whatIf(**reader, question);
        QVERIFY(whatIf && !whatIf->affairs.empty());
        const replay::Detection& detection = whatIf->results[1].detections[0];
        QVERIFY(!detection.isTold && detection.inUse && !detection.variant && !detection.gain);
    }

    // What is counted says of what: one incident's answers are not those of the whole recording.
    void countsWhatIsAskedAbout()
    {
        const auto first = replay::whatIf(*m_reader, {});
        QVERIFY(first);
        replay::WhatIfQuestion question;
        replay::Affair affair = elsewhere();
        affair.services = first->affairs.front().services;
        affair.start = m_fault;
        affair.end.reset();
        question.affairs = {affair};
        question.affair = affair.id;
        const auto one = replay::whatIf(*m_reader, question);
        QVERIFY(one && one->wrongServices == affair.services);
        const auto marks = replay::AnswerMarks::read(*m_reader);
        QVERIFY(marks && *marks);
        const telemetry::TimeRange all{.start = one->range.start, .end = one->range.end + 1s};
        QCOMPARE(first->wrongCourse.back(), (*marks)->count(first->wrongServices, all).wrong);
        QCOMPARE(one->wrongCourse.back(), (*marks)->count(affair.services, all).wrong);
        QCOMPARE(one->counted.size(), one->affairs.size());
        for (std::size_t i = 0; i < one->affairs.size(); ++i) {
            if (one->affairs[i].id != affair.id)
                continue;
            const replay::Counted since =
                (*marks)->count(affair.services, {.start = m_fault, .end = all.end});
            QVERIFY(since.wrong > 0);
            QCOMPARE(one->counted[i].wrong, since.wrong);
            QCOMPARE(one->counted[i].answers, since.answers);
        }
    }

    // Without anything before it how much would have been usual is not known, nor what was avoided.
    void noEstimateWithoutWhatIsUsual()
    {
        const auto first = replay::whatIf(*m_reader, {});
        replay::WhatIfQuestion question;
        replay::Affair affair = elsewhere();
        affair.services.clear();
        affair.start = first->range.start - 1h;
        affair.end = first->range.end;
        question.affairs = {affair};
        Variant early;
        early.mitigatedAt = m_fault;
        question.variants = {early};
        const auto whatIf = replay::whatIf(*m_reader, question);
        QVERIFY(whatIf && whatIf->results[1].mitigated);
        const replay::Avoided& avoided = *whatIf->results[1].mitigated;
        QVERIFY(avoided.counted.wrong > 0);
        QVERIFY(!avoided.answers);
        QVERIFY(replay::avoidedText(avoided).find("≈") == std::string::npos);
    }

    // What had not ended: nothing that followed the alarm was seen.
    void noEstimateWithoutAnEnd()
    {
        const auto first = replay::whatIf(*m_reader, {});
        const replay::AlarmCourse alarm = *first->results[0].detections[0].inUse;
        replay::WhatIfQuestion question;
        replay::Affair affair = elsewhere();
        affair.services = {alarm.raised.service};
        affair.start = m_fault;
        affair.end.reset();
        question.affairs = {affair};
        question.variants = {with("false-alarms-per-week", "5000"),
                             with("false-alarms-per-week", "0.001")};
        const auto whatIf = replay::whatIf(*m_reader, question);
        for (std::size_t i = 1; i < whatIf->results.size(); ++i) {
            for (const replay::Detection& detection : whatIf->results[i].detections)
                QVERIFY(!detection.avoided);
        }
    }

    // Also while answers are counted and budgets looked at.
    void isStoppedAtAnyTime()
    {
        int calls = 0;
        const auto whole = replay::whatIf(*m_reader, {}, [&](std::int64_t, std::int64_t) {
            ++calls;
            return true;
        });
        QVERIFY(whole && !whole->facts.wasStopped);
        int left = calls - 1;
        const auto part =
            replay::whatIf(*m_reader, {}, [&](std::int64_t, std::int64_t) { return left-- > 0; });
        QVERIFY(part && part->facts.wasStopped);
        QCOMPARE(replay::exactnessText(*part), std::string("Stopped before the end."));
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

    // Whatever else was wrong then, and began before it.
    void anEarlierEndIsOfWhatIsAskedAbout()
    {
        const auto first = replay::whatIf(*m_reader, {});
        const replay::Affair group = first->affairs.front();
        replay::Affair other = elsewhere();
        other.start = group.start - 1min;
        other.end = first->range.end;
        Variant early;
        early.mitigatedAt = group.start + 1s;
        replay::WhatIfQuestion question;
        question.affairs = {other};
        question.variants = {early};
        question.affair = group.id;
        const auto whatIf = replay::whatIf(*m_reader, question);
        QVERIFY(whatIf && whatIf->results[1].mitigated);
        QCOMPARE(whatIf->results[1].mitigatedAffair, group.id);
        // What is asked about was not on then, whatever else was.
        question.affairs = {elsewhere()};
        question.affair = question.affairs.front().id;
        const auto none = replay::whatIf(*m_reader, question);
        QVERIFY(none && !none->results[1].mitigated);
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
        QVERIFY(burn.inUse.ticket && !burn.inUse.isRecorded && !burn.inUse.wasSpent);
        QVERIFY(!burn.variant.ticket && !burn.variant.wasSpent);
        QVERIFY(*burn.inUse.spent > *burn.variant.spent);
        QVERIFY(burn.inUse.step >= telemetry::Duration(30s));
        // By what was known then: nothing is seen to burn before anything of it was recorded.
        QVERIFY(*burn.inUse.ticket > whatIf->affairs.front().start);
        question.variants[0].objectives[0].objective = "other";
        const auto unknown = replay::whatIf(*m_reader, question);
        QVERIFY(!unknown);
        QVERIFY(unknown.error().message.find("other") != std::string::npos);
    }

    // Of the objective as it is now: what was said of one that had another target is not it.
    void recordedTicketsAreOfTheirTarget()
    {
        const std::string path = m_folder.filePath(QStringLiteral("tickets.plumb")).toStdString();
        QVERIFY(QFile::copy(QString::fromStdString(m_path), QString::fromStdString(path)));
        const auto first = replay::whatIf(*m_reader, {});
        const Timestamp said = first->affairs.front().start + 7s;
        {
            const auto writer = store::Writer::open(path);
            QVERIFY(writer);
            telemetry::TimelineEntry entry;
            entry.time = said;
            entry.recorded = said;
            entry.kind = "ticket";
            entry.subject = "sound";
            entry.payload = R"({"state":"burning","target":0.999,"window_s":3600})";
            QVERIFY((*writer)->append(entry) && (*writer)->commit());
        }
        const auto reader = store::Reader::open(path);
        objective::Objective objective;
        objective.name = "sound";
        objective.service = first->recorded.front().raised.service;
        objective.check = first->recorded.front().raised.check;
        objective.target = 0.999;
        objective.window = 1h;
        replay::WhatIfQuestion question;
        question.objectives = {objective};
        const auto same = replay::whatIf(**reader, question);
        QVERIFY(same && !same->results[0].burns.empty());
        QVERIFY(same->results[0].burns.front().inUse.isRecorded);
        QVERIFY(same->results[0].burns.front().inUse.ticket == said);
        question.objectives[0].target = 0.9;
        const auto other = replay::whatIf(**reader, question);
        QVERIFY(other && !other->results[0].burns.empty());
        QVERIFY(!other->results[0].burns.front().inUse.isRecorded);
        QVERIFY(other->results[0].burns.front().inUse.ticket != said);
    }

    void saysItInWords()
    {
        QCOMPARE(replay::gainText(64s), std::string("64 s sooner"));
        QCOMPARE(replay::gainText(-125s), std::string("2 min 5 s later"));
        QCOMPARE(replay::gainText(0s), std::string("at the same time"));
        QCOMPARE(replay::gainText(-900ms), std::string("at the same time"));
        replay::BudgetCourse course;
        course.step = 1h;
        QCOMPARE(replay::budgetText(course),
                 std::string("none seen in it (looked at each 60 min)"));
        course.isRecorded = true;
        QCOMPARE(replay::budgetText(course), std::string("none in it"));
        QCOMPARE(replay::falseAlarmText(replay::weeklyRate(0, 42s)),
                 std::string("0 in 0.7 healthy minutes: too little healthy time to say how many a "
                             "week"));
        QVERIFY(replay::falseAlarmText(replay::weeklyRate(2, 30min)).find("≈")
                == std::string::npos);
        QVERIFY(replay::falseAlarmText(replay::weeklyRate(0, 2h)).find("up to ")
                != std::string::npos);
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
