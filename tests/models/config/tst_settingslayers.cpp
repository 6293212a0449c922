// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/config/layers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using config::Origin;

class TestSettingsLayers : public QObject
{
    Q_OBJECT

private slots:
    void eachGoesBeforeTheOneAbove();
    void aBadValueIsPassedOverAndTold();
    void theTeamSaysNothingOfOneMachine();
    void aValueThatMayBeASecretIsNotTold();
    void whatTheTeamSaysStaysInSight();
    void aGuardThatIsBadlyWrittenHolds();
};

void TestSettingsLayers::eachGoesBeforeTheOneAbove()
{
    const QString key = u"look/theme"_s;
    config::Layers layers;
    QCOMPARE(layers.held(key).value, u"system"_s);
    QCOMPARE(layers.originText(key), u"default"_s);
    layers.setTeam({{key, u"light"_s}}, u"1a2b3c4d"_s);
    QCOMPARE(layers.held(key).value, u"light"_s);
    QCOMPARE(layers.originText(key), u"team: 1a2b3c4d"_s);
    layers.setOwn(key, u"dark"_s);
    QCOMPARE(layers.held(key).value, u"dark"_s);
    QCOMPARE(layers.originText(key), u"yours"_s);
    layers.setRun(key, u"light"_s, Origin::CommandLine);
    QCOMPARE(layers.held(key).value, u"light"_s);
    QCOMPARE(layers.originText(key), u"command line"_s);
    layers.removeRun(key);
    layers.removeOwn(key);
    QVERIFY(layers.held(key).origin == Origin::Team);
    layers.setTeam({}, {});
    QVERIFY(layers.held(key).origin == Origin::Default);
}

void TestSettingsLayers::aBadValueIsPassedOverAndTold()
{
    config::Layers layers;
    layers.setTeam({{u"verdicts/peopleToConfirm"_s, u"2"_s}}, u"t"_s);
    layers.setOwn(u"verdicts/peopleToConfirm"_s, u"9"_s);
    QCOMPARE(layers.held(u"verdicts/peopleToConfirm"_s).value, u"2"_s);
    const auto problems = layers.problems();
    QCOMPARE(problems.size(), std::size_t(1));
    QCOMPARE(problems[0].key, u"verdicts/peopleToConfirm"_s);
    QCOMPARE(problems[0].found, u"9"_s);
    QCOMPARE(problems[0].used, u"2"_s);
    const QString text = config::badValueText(problems[0]);
    QVERIFY2(text.contains(u"\"9\""_s) && text.contains(u"\"2\" is used"_s), qPrintable(text));
    QVERIFY(layers.goodOwn().isEmpty()); // nor is it exported
    QVERIFY(layers.own(u"verdicts/peopleToConfirm"_s).has_value()); // it stays where it is
}

void TestSettingsLayers::theTeamSaysNothingOfOneMachine()
{
    config::Layers layers;
    layers.setTeam({{u"receiving/tokenFile"_s, u"/etc/passwd"_s}}, u"t"_s);
    QCOMPARE(layers.held(u"receiving/tokenFile"_s).value, QString());
    const auto problems = layers.problems();
    QCOMPARE(problems.size(), std::size_t(1));
    QVERIFY(problems[0].origin == Origin::Team);
    // A room gets the password that is kept for it, and has the say in approvals.
    layers.setTeam({{u"room/url"_s, u"postgresql://ada@elsewhere.example/p"_s}}, u"t"_s);
    QCOMPARE(layers.held(u"room/url"_s).value, QString());
}

void TestSettingsLayers::aValueThatMayBeASecretIsNotTold()
{
    config::Layers layers;
    layers.setOwn(u"room/url"_s, u"postgresql://ada:hunter2@db/p"_s);
    const auto problems = layers.problems();
    QCOMPARE(problems.size(), std::size_t(1));
    QVERIFY(!config::badValueText(problems[0]).contains(u"hunter2"_s));
}

void TestSettingsLayers::whatTheTeamSaysStaysInSight()
{
    config::Layers layers;
    layers.setTeam({{u"alarm/heard"_s, u"false"_s}}, u"t"_s);
    QVERIFY(!layers.teamsOther(u"alarm/heard"_s)); // it holds
    layers.setOwn(u"alarm/heard"_s, u"true"_s);
    QCOMPARE(layers.teamsOther(u"alarm/heard"_s).value_or(QString()), u"false"_s);
}

void TestSettingsLayers::aGuardThatIsBadlyWrittenHolds()
{
    config::Layers layers;
    layers.setOwn(u"operator/readOnly"_s, u"treu"_s);
    QCOMPARE(layers.held(u"operator/readOnly"_s).value, u"true"_s);
    const auto problems = layers.problems();
    QCOMPARE(problems.size(), std::size_t(1));
    QCOMPARE(problems[0].used, u"true"_s);
}

QTEST_APPLESS_MAIN(TestSettingsLayers)
#include "tst_settingslayers.moc"
