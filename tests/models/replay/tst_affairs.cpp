// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/affair.h"
#include "models/replay/presence.h"

#include <QTest>

using namespace std::chrono_literals;
using replay::Affair;
using replay::AlarmCourse;
using telemetry::Timestamp;

namespace {

const Timestamp kAffairStart{1'790'000'000s};

AlarmCourse alarm(const std::string& id, const std::string& group, const std::string& service,
                  telemetry::Duration onset)
{
    AlarmCourse course;
    course.raised.alarm = id;
    course.raised.incident = group;
    course.raised.service = service;
    course.raised.check = "groundedness";
    course.raised.onset = kAffairStart + onset;
    course.raised.onsetLow = kAffairStart + onset - 3min;
    course.raised.time = kAffairStart + onset + 1min;
    course.cleared = course.raised;
    course.cleared->time = kAffairStart + onset + 10min;
    return course;
}

} // namespace

class TestAffairs : public QObject
{
    Q_OBJECT

private slots:
    // An hour of data, three days of nothing, an hour: two hours are known.
    void aHoleIsNoHealthyPast()
    {
        replay::Presence presence;
        for (int i = 0; i <= 3600; ++i)
            presence.add(kAffairStart + 1s * i);
        const Timestamp again = kAffairStart + 73h;
        for (int i = 0; i <= 3600; ++i)
            presence.add(again + 1s * i);
        const auto stretches = presence.stretches();
        QCOMPARE(stretches.size(), std::size_t{2});
        QVERIFY(stretches[0].end == kAffairStart + 1h && stretches[1].start == again);
        QVERIFY(replay::healthyTime(stretches, {}) == telemetry::Duration(2h));
    }

    // Where an answer comes each five minutes, five minutes are no hole; a night is.
    void littleTrafficIsNoHole()
    {
        replay::Presence presence;
        for (int i = 0; i <= 24; ++i)
            presence.add(kAffairStart + 5min * i);
        for (int i = 0; i <= 24; ++i)
            presence.add(kAffairStart + 10h + 5min * i);
        const auto stretches = presence.stretches();
        QCOMPARE(stretches.size(), std::size_t{2});
        QVERIFY(stretches[0].duration() == telemetry::Duration(2h));
    }

    void aLifeEndsAStretch()
    {
        replay::Presence presence;
        presence.add(kAffairStart);
        presence.add(kAffairStart + 10s);
        presence.interrupt();
        presence.add(kAffairStart + 20s);
        presence.add(kAffairStart + 25s);
        const auto stretches = presence.stretches();
        QCOMPARE(stretches.size(), std::size_t{2});
        QVERIFY(stretches[0].end == kAffairStart + 10s && stretches[1].start == kAffairStart + 20s);
    }

    // What people said and what only alarms say; what an incident is about is not there twice.
    void groupsOfNobodyAreAffairs()
    {
        const std::vector<AlarmCourse> alarms{alarm("A-0001", "I-0001", "chat", 0min),
                                              alarm("A-0002", "I-0002", "search", 5h),
                                              alarm("A-0003", "I-0003", "chat", 9h)};
        Affair ofPeople;
        ofPeople.id = "INC-0001";
        ofPeople.services = {"chat"};
        ofPeople.start = kAffairStart + 1min;
        ofPeople.end = kAffairStart + 8min;
        ofPeople.isOfPeople = true;
        Affair named = ofPeople;
        named.id = "INC-0002";
        named.services = {"billing"};
        named.start = kAffairStart + 20h;
        named.end = kAffairStart + 21h;
        named.alarms = {"A-0003"};
        const auto all = replay::allAffairs({ofPeople, named}, alarms, "INC-0001");
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(all[0].id, std::string("INC-0001"));
        QVERIFY(all[0].isAsked);
        QCOMPARE(all[1].id, std::string("I-0002"));
        QVERIFY(!all[1].isAsked && !all[1].isOfPeople);
        QCOMPARE(all[2].id, std::string("INC-0002"));
        QVERIFY(!all[2].isAsked);
        QVERIFY(all[1].startLow && *all[1].startLow == kAffairStart + 5h - 3min);
    }
};

QTEST_GUILESS_MAIN(TestAffairs)
#include "tst_affairs.moc"
