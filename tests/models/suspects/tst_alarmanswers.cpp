// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/ownwords.h"
#include "models/suspects/alarmanswers.h"
#include "tests/models/suspects/suspectsrecording.h"
#include "tests/otherlanguage.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace storetest;
using namespace suspectstest;
using suspects::AlarmAnswers;

namespace {

telemetry::AlarmTransition alarmOf(std::int64_t observations, double rate, std::int64_t onset,
                                   std::int64_t raised)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = "A-0001";
    alarm.service = "shop";
    alarm.operation = "chat";
    alarm.check = "fabrication";
    alarm.sentence = "3 % of answers of shop";
    alarm.observations = observations;
    alarm.rateNow = rate;
    alarm.onset = at(onset);
    alarm.time = at(raised);
    alarm.recorded = at(raised);
    return alarm;
}

// Twenty answers, one a second: from the tenth on every other one fails. The alarm counts eight of
// them, of which four failed; two more were recorded with the last of these, and came after it.
void writeAlarm(store::Writer& writer)
{
    for (std::int64_t i = 1; i <= 20; ++i) {
        QVERIFY(
            writer.append(spansBatch({answerSpan(static_cast<std::uint64_t>(i), i, "text")}, i)));
        store::HealthResults health;
        auto one = result(static_cast<std::uint64_t>(i), i, i >= 10 && i % 2 == 0 ? 0.9 : 0.1);
        if (i > 17)
            one.recorded = at(17);
        health.evaluations = {one};
        if (i == 17)
            health.alarms = {alarmOf(8, 0.5, 10, 17)};
        QVERIFY(writer.append(health) && writer.commit());
    }
}

// By a window of another language, all of it.
bool isSaidAnew(const std::string& english)
{
    if (items::ownWords(english) != english)
        return false;
    const OtherLanguage other;
    return OtherLanguage::isAllOf(QString::fromStdString(items::ownWords(english)));
}

bool says(const AlarmAnswers& found, const char* words)
{
    return found.sentence.find(words) != std::string::npos;
}

} // namespace

class TestAlarmAnswers : public QObject
{
    Q_OBJECT

private slots:
    void anAlarmOpensWhatItCounted();
    void whatRetentionRemovedIsSaid();
    void whatCannotBeToldIsSaid();
    void asManyNeedNotBeTheSame();
};

void TestAlarmAnswers::anAlarmOpensWhatItCounted()
{
    const Recording recording;
    writeAlarm(*recording.writer());
    const auto found = suspects::alarmAnswers(*recording.reader(), "A-0001", at(100));
    QVERIFY(found && *found);
    QVERIFY((*found)->found == AlarmAnswers::Found::All);
    QVERIFY2(isSaidAnew((*found)->sentence), (*found)->sentence.c_str());
    QCOMPARE(numbersText((*found)->answers), u"10 12 14 16"_s);
    QCOMPARE((*found)->counted, 8);
    QVERIFY((*found)->range.start == at(10));
    QVERIFY((*found)->range.contains(at(17)));
    QVERIFY((*found)->knownAt == at(17));
    QVERIFY2((*found)->sentence.starts_with("The 4 answers that A-0001 counted as failed, of 8"),
             (*found)->sentence.c_str());
    QVERIFY(!*suspects::alarmAnswers(*recording.reader(), "A-0001", at(16)));
    QVERIFY(!*suspects::alarmAnswers(*recording.reader(), "A-0002", at(100)));
}

void TestAlarmAnswers::whatRetentionRemovedIsSaid()
{
    const Recording recording;
    writeAlarm(*recording.writer());
    recording.tamper("DELETE FROM evaluations WHERE id IN (SELECT id FROM evaluations WHERE "
                     "badness>0.5 ORDER BY id LIMIT 1)");
    auto found = suspects::alarmAnswers(*recording.reader(), "A-0001", at(100));
    QVERIFY((*found)->found == AlarmAnswers::Found::Some);
    QVERIFY2(isSaidAnew((*found)->sentence), (*found)->sentence.c_str());
    QCOMPARE(numbersText((*found)->answers), u"12 14 16"_s);
    QVERIFY2((*found)->sentence.starts_with("3 of the 4 answers that A-0001 counted as failed"),
             (*found)->sentence.c_str());
    QVERIFY2((*found)->sentence.ends_with("1 is not in this recording."),
             (*found)->sentence.c_str());
    const store::Gap gap{.source = "retention",
                         .range = {.start = at(8), .end = at(11)},
                         .reason = "removed by retention",
                         .service = "shop"};
    {
        const auto writer = recording.writer();
        QVERIFY(writer->append(gap, at(60)) && writer->commit());
    }
    found = suspects::alarmAnswers(*recording.reader(), "A-0001", at(100));
    QVERIFY2((*found)->sentence.ends_with("1 was removed by retention."),
             (*found)->sentence.c_str());
    recording.tamper("DELETE FROM evaluations");
    found = suspects::alarmAnswers(*recording.reader(), "A-0001", at(100));
    QVERIFY((*found)->found == AlarmAnswers::Found::None);
    QVERIFY2(isSaidAnew((*found)->sentence), (*found)->sentence.c_str());
    QVERIFY2(says(**found, "retention removed them"), (*found)->sentence.c_str());
}

void TestAlarmAnswers::whatCannotBeToldIsSaid()
{
    const Recording recording;
    writeAlarm(*recording.writer());
    const auto reader = recording.reader();
    const auto found = [&](auto change) {
        telemetry::AlarmTransition alarm = alarmOf(8, 0.5, 10, 17);
        change(alarm);
        return *suspects::alarmAnswers(*reader, alarm);
    };
    const auto loaded = found([](auto& alarm) {
        alarm.observations = 4;
        alarm.sentence = "x of shop, under high load: 50 %";
    });
    QVERIFY(loaded.found == AlarmAnswers::Found::TooMany);
    QVERIFY2(isSaidAnew(loaded.sentence), loaded.sentence.c_str());
    QCOMPARE(loaded.wanted, 2);
    QVERIFY2(says(loaded, "Which of these 4 they were"), loaded.sentence.c_str());
    const auto length = found([](auto& alarm) { alarm.check = "answer_length"; });
    QVERIFY(length.found == AlarmAnswers::Found::None);
    QVERIFY2(isSaidAnew(length.sentence), length.sentence.c_str());
    QVERIFY2(says(length, "not that any is wrong"), length.sentence.c_str());
    const auto elsewhere = found([](auto& alarm) { alarm.check = "errors (clickhouse)"; });
    QVERIFY2(says(elsewhere, "cannot be told"), elsewhere.sentence.c_str());
    // The scope stands in the sentence: none of these answers is of it.
    const auto scoped = found([](auto& alarm) { alarm.sentence = "x, in version 9.9: 50 %"; });
    QCOMPARE(scoped.scope, std::string("version 9.9"));
    QVERIFY(scoped.answers.empty());
    const auto own = found([](auto& alarm) { alarm.sentence = "x, in version 1.0: 50 %"; });
    QVERIFY(own.found == AlarmAnswers::Found::All);
    QVERIFY2(isSaidAnew(own.sentence), own.sentence.c_str());
}

void TestAlarmAnswers::asManyNeedNotBeTheSame()
{
    const Recording recording;
    writeAlarm(*recording.writer());
    auto alarm = alarmOf(8, 0.5, 10, 17);
    alarm.sentence = "x of shop, under high load: 50 %";
    const auto found = *suspects::alarmAnswers(*recording.reader(), alarm);
    QVERIFY(found.found == AlarmAnswers::Found::AsMany);
    QVERIFY2(isSaidAnew(found.sentence), found.sentence.c_str());
    QCOMPARE(found.wanted, 4);
    QCOMPARE(found.answers.size(), 4U);
    QVERIFY2(says(found, "A-0001 counted 4 answers as failed under high load. As many were known"),
             found.sentence.c_str());
    QVERIFY2(!says(found, "not in this recording"), found.sentence.c_str());
}

QTEST_GUILESS_MAIN(TestAlarmAnswers)

#include "tst_alarmanswers.moc"
