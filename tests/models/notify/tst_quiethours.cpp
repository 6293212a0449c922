// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/notify/quiethours.h"

#include <QTest>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using notify::QuietHours;
using notify::QuietRule;

namespace {

telemetry::Timestamp utc(const char* text)
{
    const QDateTime moment = QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate);
    return telemetry::fromUnixNanos(moment.toMSecsSinceEpoch() * 1'000'000);
}

QString textOf(std::optional<telemetry::Timestamp> moment)
{
    if (!moment)
        return u"not quiet"_s;
    return QDateTime::fromMSecsSinceEpoch(telemetry::toUnixNanos(*moment) / 1'000'000, Qt::UTC)
        .toString(Qt::ISODate);
}

QuietRule nightly(QTime from = QTime(22, 0), QTime to = QTime(7, 0))
{
    QuietRule rule;
    rule.isOn = true;
    rule.from = from;
    rule.to = to;
    return rule;
}

const QTimeZone& berlin()
{
    static const QTimeZone zone("Europe/Berlin");
    return zone;
}

} // namespace

class TestQuietHours : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aNightEndsInTheMorning_data();
    void aNightEndsInTheMorning();
    void offIsNeverQuiet();
    void daysAreThoseOnWhichItBegins();
    void daytimeIsOfOneDay();
    void springIsAnHourShorter();
    void autumnIsAnHourLonger();
    void aTimeThatIsJumpedOverIsTheJump();
    void ofTwoTheFirstIsMeant();
    void onceHoldsByItselfAndGoesOnIntoTheNight();
    void wholeDaysGoOn();
    void theWorstIsHeard();
    void nextIsAlwaysAhead();
    void anUnknownZoneIsUtc();
};

void TestQuietHours::initTestCase()
{
    QVERIFY2(berlin().isValid(), "the time zones (Debian: tzdata) are missing");
}

void TestQuietHours::aNightEndsInTheMorning_data()
{
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QString>("until");
    // Winter: Berlin is an hour ahead of UTC.
    QTest::newRow("before") << QByteArray("2026-01-13T20:59:59Z") << u"not quiet"_s;
    QTest::newRow("the moment it begins")
        << QByteArray("2026-01-13T21:00:00Z") << u"2026-01-14T06:00:00Z"_s;
    QTest::newRow("after midnight")
        << QByteArray("2026-01-14T02:00:00Z") << u"2026-01-14T06:00:00Z"_s;
    QTest::newRow("the last second")
        << QByteArray("2026-01-14T05:59:59Z") << u"2026-01-14T06:00:00Z"_s;
    QTest::newRow("the moment it ends") << QByteArray("2026-01-14T06:00:00Z") << u"not quiet"_s;
    QTest::newRow("summer") << QByteArray("2026-07-14T02:00:00Z") << u"2026-07-14T05:00:00Z"_s;
}

void TestQuietHours::aNightEndsInTheMorning()
{
    QFETCH(QByteArray, now);
    QFETCH(QString, until);
    QCOMPARE(textOf(QuietHours(nightly(), berlin()).quietUntil(utc(now.constData()))), until);
}

void TestQuietHours::offIsNeverQuiet()
{
    QuietRule rule = nightly();
    rule.isOn = false;
    QCOMPARE(textOf(QuietHours(rule, berlin()).quietUntil(utc("2026-01-14T02:00:00Z"))),
             u"not quiet"_s);
    rule.isOn = true;
    rule.from = QTime();
    QCOMPARE(textOf(QuietHours(rule, berlin()).quietUntil(utc("2026-01-14T02:00:00Z"))),
             u"not quiet"_s);
}

void TestQuietHours::daysAreThoseOnWhichItBegins()
{
    QuietRule rule = nightly();
    rule.days = 1 << 4; // Friday
    const QuietHours quiet(rule, QTimeZone::utc());
    // 2026-01-16 is a Friday.
    QCOMPARE(textOf(quiet.quietUntil(utc("2026-01-16T03:00:00Z"))), u"not quiet"_s);
    QCOMPARE(textOf(quiet.quietUntil(utc("2026-01-16T23:00:00Z"))), u"2026-01-17T07:00:00Z"_s);
    QCOMPARE(textOf(quiet.quietUntil(utc("2026-01-17T03:00:00Z"))), u"2026-01-17T07:00:00Z"_s);
    QCOMPARE(textOf(quiet.quietUntil(utc("2026-01-17T23:00:00Z"))), u"not quiet"_s);
}

void TestQuietHours::daytimeIsOfOneDay()
{
    const QuietHours quiet(nightly(QTime(12, 0), QTime(13, 30)), QTimeZone::utc());
    QCOMPARE(textOf(quiet.quietUntil(utc("2026-01-16T11:59:59Z"))), u"not quiet"_s);
    QCOMPARE(textOf(quiet.quietUntil(utc("2026-01-16T13:00:00Z"))), u"2026-01-16T13:30:00Z"_s);
    QCOMPARE(textOf(quiet.quietUntil(utc("2026-01-16T13:30:00Z"))), u"not quiet"_s);
}

// 2026-03-29: at 01:00 UTC the clock goes from 02:00 to 03:00.
void TestQuietHours::springIsAnHourShorter()
{
    const QuietHours quiet(nightly(), berlin());
    const auto begin = utc("2026-03-28T21:00:00Z");
    QCOMPARE(textOf(quiet.quietUntil(begin)), u"2026-03-29T05:00:00Z"_s);
    QVERIFY(*quiet.quietUntil(begin) - begin == 8h);
    QCOMPARE(textOf(quiet.quietUntil(begin - 1s)), u"not quiet"_s);
}

// 2026-10-25: at 01:00 UTC the clock goes from 03:00 back to 02:00.
void TestQuietHours::autumnIsAnHourLonger()
{
    const QuietHours quiet(nightly(), berlin());
    const auto begin = utc("2026-10-24T20:00:00Z");
    QCOMPARE(textOf(quiet.quietUntil(begin)), u"2026-10-25T06:00:00Z"_s);
    QVERIFY(*quiet.quietUntil(begin) - begin == 10h);
}

void TestQuietHours::aTimeThatIsJumpedOverIsTheJump()
{
    // 02:30 is not on the clock that night.
    const QuietHours until(nightly(QTime(22, 0), QTime(2, 30)), berlin());
    QCOMPARE(textOf(until.quietUntil(utc("2026-03-29T00:30:00Z"))), u"2026-03-29T01:00:00Z"_s);
    QCOMPARE(textOf(until.quietUntil(utc("2026-03-29T01:00:00Z"))), u"not quiet"_s);
    const QuietHours from(nightly(QTime(2, 30), QTime(7, 0)), berlin());
    QCOMPARE(textOf(from.quietUntil(utc("2026-03-29T00:59:59Z"))), u"not quiet"_s);
    QCOMPARE(textOf(from.quietUntil(utc("2026-03-29T01:00:00Z"))), u"2026-03-29T05:00:00Z"_s);
    QCOMPARE(textOf(from.momentOf(QDate(2026, 3, 29), QTime(2, 30))), u"2026-03-29T01:00:00Z"_s);
}

void TestQuietHours::ofTwoTheFirstIsMeant()
{
    const QuietHours quiet(nightly(QTime(2, 15), QTime(2, 45)), berlin());
    QCOMPARE(textOf(quiet.quietUntil(utc("2026-10-25T00:20:00Z"))), u"2026-10-25T00:45:00Z"_s);
    QCOMPARE(textOf(quiet.quietUntil(utc("2026-10-25T01:20:00Z"))), u"not quiet"_s);
    // A quiet that ends there does not last into the second.
    const QuietHours night(nightly(QTime(22, 0), QTime(2, 30)), berlin());
    QCOMPARE(textOf(night.quietUntil(utc("2026-10-24T22:00:00Z"))), u"2026-10-25T00:30:00Z"_s);
}

void TestQuietHours::onceHoldsByItselfAndGoesOnIntoTheNight()
{
    QuietRule rule;
    rule.once = utc("2026-01-13T15:00:00Z");
    QCOMPARE(textOf(QuietHours(rule, berlin()).quietUntil(utc("2026-01-13T14:59:00Z"))),
             u"2026-01-13T15:00:00Z"_s);
    QCOMPARE(textOf(QuietHours(rule, berlin()).quietUntil(utc("2026-01-13T15:00:00Z"))),
             u"not quiet"_s);
    rule = nightly();
    rule.once = utc("2026-01-13T21:30:00Z"); // in the night by then
    QCOMPARE(textOf(QuietHours(rule, berlin()).quietUntil(utc("2026-01-13T20:00:00Z"))),
             u"2026-01-14T06:00:00Z"_s);
    rule.once = utc("2026-01-14T08:00:00Z"); // longer than the night
    QCOMPARE(textOf(QuietHours(rule, berlin()).quietUntil(utc("2026-01-13T22:00:00Z"))),
             u"2026-01-14T08:00:00Z"_s);
}

void TestQuietHours::wholeDaysGoOn()
{
    QuietRule rule = nightly(QTime(0, 0), QTime(0, 0));
    rule.days = 1 << 5 | 1 << 6; // Saturday and Sunday
    const QuietHours weekend(rule, berlin());
    QCOMPARE(textOf(weekend.quietUntil(utc("2026-01-17T12:00:00Z"))), u"2026-01-18T23:00:00Z"_s);
    rule.days = QuietRule::kEveryDay;
    const auto now = utc("2026-01-17T12:00:00Z");
    const auto always = QuietHours(rule, berlin()).quietUntil(now);
    QVERIFY(always && *always - now > 168h);
}

void TestQuietHours::theWorstIsHeard()
{
    const auto night = utc("2026-01-14T02:00:00Z");
    QuietRule rule = nightly();
    const QuietHours usual(rule, berlin());
    QVERIFY(!usual.holds(1, night));
    QVERIFY(usual.holds(2, night));
    QVERIFY(!usual.holds(4, utc("2026-01-14T12:00:00Z")));
    rule.loudest = 0;
    QVERIFY(QuietHours(rule, berlin()).holds(1, night));
    rule.loudest = 2;
    QVERIFY(!QuietHours(rule, berlin()).holds(2, night));
    QVERIFY(QuietHours(rule, berlin()).holds(3, night));
}

void TestQuietHours::nextIsAlwaysAhead()
{
    const QuietHours quiet({}, berlin());
    QCOMPARE(textOf(quiet.next(QTime(7, 0), utc("2026-01-14T05:59:59Z"))),
             u"2026-01-14T06:00:00Z"_s);
    QCOMPARE(textOf(quiet.next(QTime(7, 0), utc("2026-01-14T06:00:00Z"))),
             u"2026-01-15T06:00:00Z"_s);
    QCOMPARE(textOf(quiet.next(QTime(7, 0), utc("2026-03-28T12:00:00Z"))),
             u"2026-03-29T05:00:00Z"_s);
    QCOMPARE(quiet.local(utc("2026-01-14T06:00:00Z")).time(), QTime(7, 0));
}

void TestQuietHours::anUnknownZoneIsUtc()
{
    const QuietHours quiet(nightly(), QTimeZone("No/Such_Place"));
    QCOMPARE(textOf(quiet.quietUntil(utc("2026-01-14T02:00:00Z"))), u"2026-01-14T07:00:00Z"_s);
}

QTEST_APPLESS_MAIN(TestQuietHours)
#include "tst_quiethours.moc"
