// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/quietdialog.h"
#include "app/quietkeeper.h"
#include "app/settings.h"
#include "app/tray.h"
#include "widgets/common/theme.h"
#include "widgets/frame/linkstatus.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimeEdit>
#include <QToolButton>

#include <chrono>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class QuietClock final : public telemetry::Clock
{
public:
    telemetry::Timestamp now() const override { return time; }
    // 2026-01-14 02:00 UTC
    telemetry::Timestamp time = telemetry::fromUnixNanos(1'768'356'000'000'000'000);
};

telemetry::AlarmTransition nightAlarm(const std::string& id, int severity,
                                      const std::string& service = "shop")
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = id;
    alarm.service = service;
    alarm.check = "groundedness";
    alarm.severity = severity;
    alarm.observations = 120;
    alarm.onset = telemetry::fromUnixNanos(1'768'355'000'000'000'000);
    return alarm;
}

} // namespace

class TestQuietKeeper : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void byDayNewsIsTold();
    void whatIsKeptBackIsToldInOne();
    void theWorstIsToldAllTheSame();
    void aGraveAlarmOfAnOpenIncidentIsNews();
    void quietOnceIsSaidAndEnds();
    void theWindowSaysThatItIsQuiet();
    void hoursAreSetByClicking();
    void theTestButtonSaysWhatBecameOfIt();
    void settingsComeBack();
    void theSettingsWindowChangesThemAtOnce();
    void theTrayIsInWords();
    void namesAreNoPlacesForNumbers();
    void whatIsTypedHoldsOnceItIsWhole();
    void theTrayHasAShapeForEach();

private:
    std::unique_ptr<QuietKeeper> keeper();
    Announcement news(int severity, const QString& title = u"Alarm: shop"_s) const
    {
        return {.title = title, .text = u"since then"_s, .alarm = u"A-1"_s, .severity = severity};
    }

    std::unique_ptr<Settings> m_settings;
    QuietClock m_clock;
    std::vector<Announcement> m_told;
    bool m_wasHeard = false;
};

void TestQuietKeeper::init()
{
    m_settings = Settings::inMemory();
    m_clock.time = QuietClock().time;
    m_told.clear();
}

std::unique_ptr<QuietKeeper> TestQuietKeeper::keeper()
{
    return std::make_unique<QuietKeeper>(
        *m_settings, m_clock,
        [this](const Announcement& told, const DesktopNotifier::Ways& ways) {
            m_told.push_back(told);
            m_wasHeard = ways.isHeard;
        },
        QTimeZone::utc());
}

void TestQuietKeeper::byDayNewsIsTold()
{
    const auto quiet = keeper();
    QVERIFY(!quiet->loudest());
    quiet->tell(std::nullopt);
    quiet->tell(news(3));
    QCOMPARE(m_told.size(), std::size_t{1});
    QVERIFY(m_wasHeard);
    m_settings->setAlarmHeard(false);
    quiet->tell(news(3));
    QVERIFY(!m_wasHeard);
    QVERIFY(quiet->text().isEmpty());
}

void TestQuietKeeper::whatIsKeptBackIsToldInOne()
{
    notify::QuietRule rule;
    rule.isOn = true;
    m_settings->setQuiet(rule);
    const auto quiet = keeper();
    quiet->update();
    quiet->tell(news(3));
    quiet->tell(news(2, u"Alarm: bank"_s));
    quiet->tell(news(4));
    QVERIFY(m_told.empty());
    QVERIFY(quiet->tip().contains(u"3 alarms"_s));
    m_clock.time += 5h;
    quiet->update();
    QCOMPARE(m_told.size(), std::size_t{1});
    QVERIFY2(m_told[0].title.contains(u"3 alarms"_s), qPrintable(m_told[0].title));
    QVERIFY2(m_told[0].text.contains(u"Alarm: bank"_s), qPrintable(m_told[0].text));
    QCOMPARE(m_told[0].severity, 2);
    quiet->update();
    QCOMPARE(m_told.size(), std::size_t{1}); // once
}

void TestQuietKeeper::theWorstIsToldAllTheSame()
{
    const auto quiet = keeper();
    quiet->quietFor(2h);
    quiet->tell(news(1));
    QCOMPARE(m_told.size(), std::size_t{1});
    quiet->tell(news(2));
    QCOMPARE(m_told.size(), std::size_t{1});
    notify::QuietRule rule = m_settings->quiet();
    rule.loudest = 0;
    m_settings->setQuiet(rule);
    quiet->tell(news(1));
    QCOMPARE(m_told.size(), std::size_t{1});
}

// The milder one was kept back, so nobody knows of the incident.
void TestQuietKeeper::aGraveAlarmOfAnOpenIncidentIsNews()
{
    AlarmNews alarms;
    QVERIFY(!alarms.take({}, 1));
    QVERIFY(alarms.take({nightAlarm("A-1", 3)}, 1).has_value());
    const auto grave = alarms.take({nightAlarm("A-1", 3), nightAlarm("A-2", 1)}, 1);
    QVERIFY(grave.has_value());
    QCOMPARE(grave->severity, 1);
    QCOMPARE(grave->alarm, u"A-2"_s);
    QVERIFY(!alarms.take({nightAlarm("A-1", 3), nightAlarm("A-2", 1)}, 1));
    // By day it was told of with the first.
    AlarmNews byDay;
    QVERIFY(!byDay.take({}));
    QVERIFY(byDay.take({nightAlarm("A-1", 3)}).has_value());
    QVERIFY(!byDay.take({nightAlarm("A-1", 3), nightAlarm("A-2", 1)}));
    // One that became so grave itself.
    AlarmNews grows;
    QVERIFY(!grows.take({}, 1));
    QVERIFY(grows.take({nightAlarm("A-1", 3)}, 1).has_value());
    QVERIFY(grows.take({nightAlarm("A-1", 1)}, 1).has_value());
}

void TestQuietKeeper::quietOnceIsSaidAndEnds()
{
    const auto quiet = keeper();
    QMenu menu;
    quiet->addTo(menu);
    const auto actions = menu.actions();
    QCOMPARE(actions.size(), 4);
    QVERIFY(!actions[3]->isEnabled());
    const QSignalSpy changed(quiet.get(), &QuietKeeper::changed);
    actions[0]->trigger();
    QCOMPARE(quiet->text(), u"quiet until 02:30"_s);
    QVERIFY(changed.count() > 0);
    actions[1]->trigger();
    QCOMPARE(quiet->text(), u"quiet until 04:00"_s);
    actions[2]->trigger();
    QCOMPARE(quiet->text(), u"quiet until 07:00"_s);
    QVERIFY(actions[3]->isEnabled());
    actions[3]->trigger();
    QVERIFY(quiet->text().isEmpty());
    actions[0]->trigger();
    m_clock.time += 30min;
    QTRY_VERIFY(!actions[3]->isEnabled()); // by itself
    QVERIFY(quiet->text().isEmpty());
}

void TestQuietKeeper::theWindowSaysThatItIsQuiet()
{
    const common::Theme theme(u"dark"_s);
    frame::LinkStatus line(theme);
    line.show();
    auto* button = line.findChild<QToolButton*>(u"quiet"_s);
    QVERIFY(!button->isVisible());
    const QSignalSpy clicked(&line, &frame::LinkStatus::quietClicked);
    line.setQuiet(u"quiet until 07:00"_s, u"No sound."_s);
    QVERIFY(button->isVisible());
    QCOMPARE(button->text(), u"quiet until 07:00"_s);
    QCOMPARE(button->accessibleName(), u"quiet until 07:00"_s);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(clicked.count(), 1);
    line.setQuiet({}, {});
    QVERIFY(!button->isVisible());
}

void TestQuietKeeper::hoursAreSetByClicking()
{
    const auto quiet = keeper();
    quiet->quietFor(30min);
    const auto once = m_settings->quiet().once;
    DesktopNotifier notifier;
    QuietDialog dialog(*m_settings, *quiet, notifier);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    const auto boxes = dialog.findChildren<QCheckBox*>();
    QCOMPARE(boxes.size(), 8);
    for (QCheckBox* box : boxes) {
        if (box->text() == u"&Quiet hours"_s)
            QTest::keyClick(box, Qt::Key_Space);
        else if (box->accessibleName().endsWith(QLocale().dayName(3)))
            QTest::keyClick(box, Qt::Key_Space);
    }
    const auto times = dialog.findChildren<QTimeEdit*>();
    QCOMPARE(times.size(), 2);
    times[0]->setTime(QTime(21, 30));
    dialog.findChild<QComboBox*>()->setCurrentIndex(2);
    const notify::QuietRule rule = m_settings->quiet();
    QVERIFY(rule.isOn);
    QCOMPARE(rule.from, QTime(21, 30));
    QCOMPARE(rule.to, QTime(7, 0));
    QCOMPARE(rule.days, notify::QuietRule::kEveryDay & ~(1 << 2)); // but Wednesday
    QCOMPARE(rule.loudest, 2);
    QVERIFY(rule.once == once); // stays
}

void TestQuietKeeper::theTestButtonSaysWhatBecameOfIt()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"); // no desktop
    const auto quiet = keeper();
    DesktopNotifier notifier;
    QuietDialog dialog(*m_settings, *quiet, notifier);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
        if (button->text() == u"&Play the Alarm Sound"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    const auto* told = dialog.findChild<QLabel*>(u"told"_s);
    QTRY_VERIFY2(told->text().startsWith(u"No desktop took it"_s), qPrintable(told->text()));
}

void TestQuietKeeper::settingsComeBack()
{
    notify::QuietRule rule;
    rule.isOn = true;
    rule.from = QTime(23, 15);
    rule.to = QTime(5, 45);
    rule.days = 0x1f;
    rule.loudest = 3;
    rule.once = m_clock.time + 2h;
    m_settings->setQuiet(rule);
    const notify::QuietRule read = m_settings->quiet();
    QCOMPARE(read.isOn, rule.isOn);
    QCOMPARE(read.from, rule.from);
    QCOMPARE(read.to, rule.to);
    QCOMPARE(read.days, rule.days);
    QCOMPARE(read.loudest, rule.loudest);
    QVERIFY(read.once == rule.once);
}

void TestQuietKeeper::theSettingsWindowChangesThemAtOnce()
{
    const auto quiet = keeper();
    DesktopNotifier notifier;
    QuietDialog dialog(*m_settings, *quiet, notifier);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    const QSignalSpy changed(quiet.get(), &QuietKeeper::changed);
    QVERIFY(m_settings->setOwn(u"quiet/from"_s, u"00:00"_s));
    QVERIFY(m_settings->setOwn(u"quiet/to"_s, u"00:00"_s));
    QVERIFY(m_settings->setOwn(u"quiet/on"_s, u"true"_s));
    QVERIFY(m_settings->setOwn(u"quiet/loudest"_s, u"2"_s));
    QTRY_VERIFY(!changed.isEmpty()); // before anybody asks
    QCOMPARE(quiet->loudest(), std::optional(2));
    // A dialog that is open shows them, and keeps them when something else is changed in it.
    QCOMPARE(dialog.findChild<QComboBox*>()->currentIndex(), 2);
    QVERIFY(m_settings->layers().own(u"quiet/on"_s));
    dialog.findChild<QComboBox*>()->setCurrentIndex(3);
    QCOMPARE(m_settings->quiet().loudest, 3);
    QVERIFY(m_settings->quiet().isOn);
    QCOMPARE(m_settings->quiet().from, QTime(0, 0));
    QVERIFY(!m_settings->layers().own(u"quiet/days"_s)); // nobody chose those
}

void TestQuietKeeper::theTrayIsInWords()
{
    const TrayState none = trayStateOf({}, m_clock.time);
    QCOMPARE(none.open, 0);
    QVERIFY(none.text.contains(u"no alarm is open"_s));
    auto cleared = nightAlarm("A-3", 1);
    cleared.state = telemetry::AlarmState::Cleared;
    auto newer = nightAlarm("A-2", 3, "<b>bank</b>");
    newer.onset += 10min;
    const TrayState two = trayStateOf({nightAlarm("A-1", 2), newer, cleared}, m_clock.time);
    QCOMPARE(two.open, 2);
    QCOMPARE(two.severity, 2);
    QCOMPARE(two.newest, std::string("A-2"));
    QVERIFY2(two.text.contains(u"2 alarms"_s) && two.text.contains(u"n = 120"_s)
                 && two.text.contains(u"ago"_s) && two.text.contains(u"severity 2"_s),
             qPrintable(two.text));
}

void TestQuietKeeper::namesAreNoPlacesForNumbers()
{
    auto alarm = nightAlarm("A-1", 1, "%3 %4");
    alarm.check = "%2 of %3";
    const TrayState state = trayStateOf({alarm}, m_clock.time);
    QVERIFY2(state.text.contains(u"%3 %4, "_s) && state.text.contains(u"severity 1, since "_s),
             qPrintable(state.text));
    AlarmNews calls;
    QVERIFY(!calls.take({}));
    const auto told = calls.take({alarm});
    QVERIFY(told.has_value());
    QVERIFY2(told->text.contains(u"%3, severity 1, since "_s), qPrintable(told->text));
    QCOMPARE(told->title, u"Alarm: %3 %4"_s);
}

// The hour without its minutes is another time, here one that is over: what is kept back is not
// told for it.
void TestQuietKeeper::whatIsTypedHoldsOnceItIsWhole()
{
    notify::QuietRule rule;
    rule.isOn = true;
    rule.to = QTime(12, 0);
    m_settings->setQuiet(rule);
    const auto quiet = keeper();
    DesktopNotifier notifier;
    QuietDialog dialog(*m_settings, *quiet, notifier);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    quiet->tell(news(3));
    auto* to = dialog.findChildren<QTimeEdit*>()[1];
    to->setFocus();
    to->setSelectedSection(QDateTimeEdit::HourSection);
    QTest::keyClicks(to, u"02"_s); // as the clock says
    QCOMPARE(m_settings->quiet().to, QTime(12, 0));
    QVERIFY(m_told.empty());
    QTest::keyClicks(to, u"30"_s);
    dialog.reject(); // Esc
    QCOMPARE(m_settings->quiet().to, QTime(2, 30));
    QVERIFY(m_told.empty());
}

void TestQuietKeeper::theTrayHasAShapeForEach()
{
    for (const QString& name : {u"light"_s, u"dark"_s}) {
        const common::Theme theme(name);
        std::vector<QImage> shapes;
        const auto add = [&](TrayState state) {
            // Without its colours: what is left is the shape.
            const QImage picture = trayIconOf(state, theme).pixmap(64, 64).toImage();
            shapes.push_back(picture.convertToFormat(QImage::Format_ARGB32)
                                 .convertToFormat(QImage::Format_Alpha8));
        };
        add({});
        add({.open = 1, .severity = 1, .isAcknowledged = false, .newest = {}, .text = {}});
        add({.open = 1, .severity = 2, .isAcknowledged = false, .newest = {}, .text = {}});
        add({.open = 1, .severity = 2, .isAcknowledged = true, .newest = {}, .text = {}});
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY2(shapes[i] != shapes[j],
                         qPrintable(u"%1: %2, %3"_s.arg(name).arg(i).arg(j)));
        }
    }
}

QTEST_MAIN(TestQuietKeeper)
#include "tst_quietkeeper.moc"
