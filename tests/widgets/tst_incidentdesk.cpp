// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/timelinemodel.h"
#include "tests/widgets/incidentfixture.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;
using incident::Incident;

// How incidents are opened, and what joins them.
class TestIncidentDesk : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_f = std::make_unique<IncidentFixture>(); }
    void cleanup() { m_f.reset(); }

    void twoGesturesGiveTwoNumbers();
    void whatIsPartOfAnOpenOneIsNotOpenedAgain();
    void anAlertIsOpenedByItsFingerprint();
    void alarmsOfItsGroupJoinOnce();
    void anAcknowledgementOpensOneOnly();

private:
    std::unique_ptr<IncidentFixture> m_f;
};

void TestIncidentDesk::twoGesturesGiveTwoNumbers()
{
    incident::Opening one;
    one.title = "one";
    incident::Opening two;
    two.title = "two";
    m_f->desk->open(one, false);
    m_f->desk->open(two, false);
    QTRY_COMPARE(m_f->read().size(), std::size_t{2});
    QCOMPARE(m_f->read()[0].id, std::string("INC-0001"));
    QCOMPARE(m_f->read()[1].id, std::string("INC-0002"));
    QTRY_VERIFY(m_f->isShown("INC-0002"));
    m_f->page->showIncident(u"INC-0001"_s);
    QTRY_VERIFY(m_f->texts().contains(u"One"_s));
}

void TestIncidentDesk::whatIsPartOfAnOpenOneIsNotOpenedAgain()
{
    m_f->openOne();
    m_f->page->showIncident({});
    m_f->desk->open(incident::openingOf(incidentAlarm("A-0002", "I-0001")), true);
    QTRY_VERIFY(m_f->isShown("INC-0001"));
    QTRY_VERIFY2(m_f->texts().contains(u"part of INC-0001 already"_s), qPrintable(m_f->texts()));
    QCOMPARE(m_f->read().size(), std::size_t{1});
    QVERIFY(m_f->read().front().commander.empty());
}

void TestIncidentDesk::anAlertIsOpenedByItsFingerprint()
{
    telemetry::TimelineEntry alert;
    alert.time = at(30);
    alert.recorded = at(31);
    alert.kind = "alert";
    alert.actor = "alertmanager";
    alert.subject = "deadbeef01234567";
    alert.text = "WrongAnswers fires";
    alert.payload =
        R"({"state":"firing","starts_at":"2026-11-24T02:51:20Z","labels":{"service":"shop"}})";
    m_f->recording.append(alert);
    m_f->conductor->setSpan(std::chrono::minutes(2));
    QTRY_VERIFY(m_f->rowOf(u"WrongAnswers"_s) >= 0);
    m_f->list()->setCurrentIndex(m_f->list()->model()->index(m_f->rowOf(u"WrongAnswers"_s),
                                                             items::TimelineModel::TextColumn));
    QVERIFY(m_f->button(u"Open Incident"_s) != nullptr);
    m_f->button(u"Open Incident"_s)->click();
    QTRY_VERIFY(m_f->isShown("INC-0001"));
    const Incident opened = m_f->read().front();
    QCOMPARE(opened.fingerprints, std::vector<std::string>{"deadbeef01234567"});
    QCOMPARE(opened.services, std::vector<std::string>{"shop"});
    QCOMPARE(opened.start, at(20));
    // A note is nothing to open an incident from.
    m_f->page->showIncident({});
    QTRY_VERIFY(m_f->rowOf(u"Looks like"_s) >= 0);
    m_f->list()->setCurrentIndex(
        m_f->list()->model()->index(m_f->rowOf(u"Looks like"_s), items::TimelineModel::TextColumn));
    QVERIFY(m_f->button(u"Open Incident"_s) == nullptr);
}

void TestIncidentDesk::alarmsOfItsGroupJoinOnce()
{
    m_f->openOne();
    const std::vector<telemetry::AlarmTransition> alarms{incidentAlarm("A-0001", "I-0001"),
                                                         incidentAlarm("A-0002", "I-0001"),
                                                         incidentAlarm("A-0003", "I-0002")};
    // Known again before the entry is on disk.
    m_f->desk->joinAlarms(alarms, m_f->incidents->incidents());
    m_f->desk->joinAlarms(alarms, m_f->incidents->incidents());
    QTRY_COMPARE(m_f->read().front().alarms, (std::vector<std::string>{"A-0001", "A-0002"}));
    QTRY_VERIFY(!m_f->desk->isBusy());
    QCOMPARE(std::ranges::count_if(m_f->port.entries,
                                   [](const auto& entry) {
                                       return entry.payload.find("\"what\":\"alarms\"")
                                           != std::string::npos;
                                   }),
             std::ptrdiff_t{1});
    // Nobody did that: the console went by its rule, and says so.
    QCOMPARE(m_f->port.entries.front().actor, std::string("ada"));
    QCOMPARE(m_f->port.entries.back().actor, std::string("console"));
    QCOMPARE(m_f->port.entries.back().text,
             std::string("Part of it as well: A-0002: by rule, as it is of the group I-0001"));
    // What has cleared joins nothing.
    auto over = incidentAlarm("A-0004", "I-0001");
    over.state = telemetry::AlarmState::Cleared;
    m_f->desk->joinAlarms({over}, m_f->incidents->incidents());
    QVERIFY(!m_f->desk->isBusy());
}

void TestIncidentDesk::anAcknowledgementOpensOneOnly()
{
    m_f->desk->takeOn(incidentAlarm("A-0001", "I-0001"));
    m_f->desk->takeOn(incidentAlarm("A-0002", "I-0001"));
    m_f->desk->takeOn(incidentAlarm("A-0001", "I-0001"));
    QTRY_VERIFY(!m_f->read().empty() && !m_f->read().front().commander.empty());
    QTRY_VERIFY(!m_f->desk->isBusy());
    QCOMPARE(m_f->read().size(), std::size_t{1});
    const Incident opened = m_f->read().front();
    QCOMPARE(opened.commander, std::string("ada"));
    QCOMPARE(opened.severity, 1);
    QCOMPARE(opened.start, at(5)); // of its onset, not of the press
    QCOMPARE(opened.groups, std::vector<std::string>{"I-0001"});
    QVERIFY(!m_f->texts().contains(u"already"_s)); // nobody asked for more
}

QTEST_MAIN(TestIncidentDesk)
#include "tst_incidentdesk.moc"
