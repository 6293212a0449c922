// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/alarmnotifier.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

telemetry::AlarmTransition alarm(const std::string& id, const std::string& service,
                                 telemetry::AlarmState state = telemetry::AlarmState::Raised)
{
    telemetry::AlarmTransition transition;
    transition.alarm = id;
    transition.service = service;
    transition.check = "groundedness";
    transition.sentence = "answers say: the moon is made of cheese";
    transition.model = "cheese-model";
    transition.state = state;
    transition.severity = 2;
    transition.onset = telemetry::fromUnixNanos(1'795'488'660'000'000'000);
    return transition;
}

} // namespace

class TestAlarmNews : public QObject
{
    Q_OBJECT

private slots:
    void whatWasOpenBeforeIsNoNews();
    void anIncidentIsToldOnce();
    void anotherIncidentIsToldAgain();
    void alarmsOfOneIncidentAreOneWhateverTheService();
    void severalAtOnceAreOne();
    void whatIsHandledIsNoNews();
    void whatComesBackCallsAgain_data();
    void whatComesBackCallsAgain();
    void namesStayPlainAndNothingOfAnAnswerIsIn();
};

void TestAlarmNews::whatWasOpenBeforeIsNoNews()
{
    AlarmNews news;
    QVERIFY(!news.take({alarm("A-1", "shop")}));
    QVERIFY(!news.take({alarm("A-1", "shop")}));
}

void TestAlarmNews::anIncidentIsToldOnce()
{
    AlarmNews news;
    QVERIFY(!news.take({}));
    const auto told = news.take({alarm("A-1", "shop")});
    QVERIFY(told.has_value());
    QCOMPARE(told->title, u"Alarm: shop"_s);
    QCOMPARE(told->text, u"Groundedness, severity 2, since 02:51:00 UTC"_s);
    QVERIFY(!news.take({alarm("A-1", "shop")}));
    // Another check of the same service while it is open.
    QVERIFY(!news.take({alarm("A-1", "shop"), alarm("A-2", "shop")}));
}

void TestAlarmNews::anotherIncidentIsToldAgain()
{
    AlarmNews news;
    QVERIFY(!news.take({}));
    QVERIFY(news.take({alarm("A-1", "shop")}).has_value());
    QVERIFY(news.take({alarm("A-1", "shop"), alarm("A-2", "bank")}).has_value());
    const auto cleared = alarm("A-1", "shop", telemetry::AlarmState::Cleared);
    QVERIFY(!news.take({cleared, alarm("A-2", "bank")}));
    QVERIFY(news.take({cleared, alarm("A-2", "bank"), alarm("A-3", "shop")}).has_value());
}

void TestAlarmNews::alarmsOfOneIncidentAreOneWhateverTheService()
{
    AlarmNews news;
    QVERIFY(!news.take({}));
    auto first = alarm("A-1", "shop");
    auto second = alarm("A-2", "bank");
    first.incident = second.incident = "I-0001";
    QVERIFY(news.take({first}).has_value());
    QVERIFY(!news.take({first, second}));
    auto other = alarm("A-3", "shop");
    other.incident = "I-0002";
    QVERIFY(news.take({first, second, other}).has_value());
}

void TestAlarmNews::severalAtOnceAreOne()
{
    AlarmNews news;
    QVERIFY(!news.take({}));
    auto worst = alarm("A-2", "bank");
    worst.severity = 1;
    const auto told = news.take({alarm("A-1", "shop"), worst, alarm("A-3", "zoo")});
    QVERIFY(told.has_value());
    QCOMPARE(told->title, u"Alarm: bank"_s);
    QVERIFY2(told->text.endsWith(u"; also shop and 1 more"_s), qPrintable(told->text));
}

void TestAlarmNews::whatIsHandledIsNoNews()
{
    AlarmNews news;
    QVERIFY(!news.take({}));
    for (const auto state : {telemetry::AlarmState::Acknowledged, telemetry::AlarmState::Shelved,
                             telemetry::AlarmState::Cleared})
        QVERIFY(!news.take({alarm("A-1", "shop", state)}));
    // What is suppressed calls nobody until it no longer is.
    QVERIFY(!news.take({alarm("A-2", "bank", telemetry::AlarmState::Suppressed)}));
    QVERIFY(news.take({alarm("A-2", "bank")}).has_value());
}

void TestAlarmNews::whatComesBackCallsAgain_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("isAlone");
    for (const bool isAlone : {true, false}) {
        const char* others = isAlone ? "alone" : "beside another";
        QTest::addRow("shelved, %s", others) << int(telemetry::AlarmState::Shelved) << isAlone;
        QTest::addRow("suppressed, %s", others)
            << int(telemetry::AlarmState::Suppressed) << isAlone;
    }
    QTest::newRow("cleared, alone") << int(telemetry::AlarmState::Cleared) << true;
}

// When the shelf runs out, or what explained it is over, it is raised under the id that it had.
void TestAlarmNews::whatComesBackCallsAgain()
{
    QFETCH(int, state);
    QFETCH(bool, isAlone);
    AlarmNews news;
    QVERIFY(!news.take({}));
    std::vector<telemetry::AlarmTransition> alarms{alarm("A-1", "shop")};
    if (!isAlone)
        alarms.push_back(alarm("A-2", "shop"));
    QVERIFY(news.take(alarms).has_value());
    alarms[0].state = static_cast<telemetry::AlarmState>(state);
    QVERIFY(!news.take(alarms));
    QVERIFY(!news.take(alarms));
    alarms[0].state = telemetry::AlarmState::Raised;
    QVERIFY(news.take(alarms).has_value());
    QVERIFY(!news.take(alarms));
}

void TestAlarmNews::namesStayPlainAndNothingOfAnAnswerIsIn()
{
    AlarmNews news;
    QVERIFY(!news.take({}));
    const auto told = news.take({alarm("A-1", "sh\u202Eop\n")});
    QVERIFY(told.has_value());
    for (const QString& text : {told->title, told->text}) {
        QVERIFY(!text.contains(u'\u202E') && !text.contains(u'\n'));
        QVERIFY(!text.contains(u"cheese"_s));
    }
}

QTEST_MAIN(TestAlarmNews)
#include "tst_alarmnews.moc"
