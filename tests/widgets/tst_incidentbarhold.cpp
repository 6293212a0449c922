// SPDX-License-Identifier: GPL-3.0-or-later

// Which alarm a press in the line at the top is meant for, while others come and go by themselves.

#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/shelvemenu.h"
#include "widgets/frame/suppressmenu.h"

#include <QApplication>
#include <QEnterEvent>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;
using telemetry::AlarmState;

namespace {

telemetry::AlarmTransition heldAlarm(const char* id, AlarmState state)
{
    telemetry::AlarmTransition result;
    result.alarm = id;
    result.state = state;
    result.service = "code-assistant";
    result.sentence = std::string(id) + ": answers cite APIs that do not exist";
    result.onset = at(60);
    result.time = at(70);
    return result;
}

} // namespace

class TestIncidentBarHold : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void aWorseAlarmIsNotShelvedByAnOpenMenu();
    void theLineIsHeldUnderThePointer();
    void whatTookTheLineJustNowIsNotPressed();

private:
    QString texts() const;
    QPushButton* button(const QString& text) const;

    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<frame::IncidentBar> m_bar;
};

void TestIncidentBarHold::init()
{
    m_bar = std::make_unique<frame::IncidentBar>(m_theme);
    m_bar->resize(1600, m_bar->height());
    m_bar->setVisible(true);
    m_bar->setCanAcknowledge(true);
}

QString TestIncidentBarHold::texts() const
{
    QStringList all;
    for (const auto* label : m_bar->findChildren<QLabel*>())
        all << label->text();
    return all.join(u'\n');
}

QPushButton* TestIncidentBarHold::button(const QString& text) const
{
    for (auto* each : m_bar->findChildren<QPushButton*>()) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

// What a menu does is of the alarm that it was opened on, whichever has the line by then.
void TestIncidentBarHold::aWorseAlarmIsNotShelvedByAnOpenMenu()
{
    auto first = heldAlarm("A-0001", AlarmState::Raised);
    first.severity = 2;
    auto worse = heldAlarm("A-0002", AlarmState::Raised);
    worse.severity = 1;
    m_bar->setAlarms({first}, at(120));
    const QSignalSpy shelved(m_bar.get(), &frame::IncidentBar::shelveRequested);
    const QSignalSpy suppressed(m_bar.get(), &frame::IncidentBar::suppressRequested);
    auto* shelve = m_bar->findChild<frame::ShelveMenu*>();
    shelve->popup({0, 0});
    m_bar->setAlarms({first, worse}, at(121));
    emit shelve->chosen(std::chrono::minutes(15), u"known"_s);
    shelve->close();
    QCOMPARE(shelved.count(), 1);
    QCOMPARE(shelved[0][0].toString(), u"A-0001"_s);
    auto* suppress = m_bar->findChild<frame::SuppressMenu*>();
    m_bar->setAlarms({first}, at(122));
    QTest::qWait(frame::IncidentBar::kRead + 50); // it has been read
    suppress->popup({0, 0});
    m_bar->setAlarms({first, worse}, at(123));
    emit suppress->chosen(u"a test of load"_s);
    suppress->close();
    QCOMPARE(suppressed[0][0].toString(), u"A-0001"_s);
    QTest::qWait(frame::IncidentBar::kRead + 50);
    suppress->popup({0, 0}); // opened anew, it is of the alarm that stands there
    emit suppress->chosen(u"a test of load"_s);
    QCOMPARE(suppressed[1][0].toString(), u"A-0002"_s);
    suppress->close();
}

// A worse alarm comes while the pointer is on Acknowledge: the line and its button stay with the
// one that was read until the pointer leaves.
void TestIncidentBarHold::theLineIsHeldUnderThePointer()
{
    auto first = heldAlarm("A-0001", AlarmState::Raised);
    first.severity = 2;
    auto worse = heldAlarm("A-0002", AlarmState::Raised);
    worse.severity = 1;
    m_bar->setAlarms({first}, at(120));
    const QSignalSpy asked(m_bar.get(), &frame::IncidentBar::acknowledgeRequested);
    QPushButton* acknowledge = button(u"Acknowledge"_s);
    QEnterEvent enter({4, 4}, {4, 4}, {4, 4});
    QApplication::sendEvent(acknowledge, &enter);
    m_bar->setAlarms({first, worse}, at(121), u"newest minute: 3 % of 40"_s);
    QVERIFY2(texts().contains(u"A-0001"_s) && !texts().contains(u"A-0002"_s), qPrintable(texts()));
    QVERIFY(!texts().contains(u"newest minute"_s)); // that is of the worse one
    QVERIFY(button(u"1 more alarm"_s) != nullptr); // which is told of
    QTest::qWait(frame::IncidentBar::kRead + 50);
    acknowledge->click();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].toString(), u"A-0001"_s);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(acknowledge, &leave);
    QTRY_VERIFY2(texts().contains(u"A-0002"_s), qPrintable(texts()));
    QVERIFY(texts().contains(u"newest minute"_s));
    // One that is over is not held.
    QEnterEvent again({4, 4}, {4, 4}, {4, 4});
    QApplication::sendEvent(acknowledge, &again);
    worse.state = AlarmState::Cleared;
    m_bar->setAlarms({first, worse}, at(122));
    QVERIFY2(texts().contains(u"A-0001"_s) && !texts().contains(u"A-0002"_s), qPrintable(texts()));
}

void TestIncidentBarHold::whatTookTheLineJustNowIsNotPressed()
{
    auto first = heldAlarm("A-0001", AlarmState::Raised);
    first.severity = 2;
    auto worse = heldAlarm("A-0003", AlarmState::Raised);
    worse.severity = 1;
    m_bar->setAlarms({first}, at(120));
    const QSignalSpy asked(m_bar.get(), &frame::IncidentBar::acknowledgeRequested);
    m_bar->setAlarms({first, worse}, at(121));
    button(u"Acknowledge"_s)->click(); // meant for the one that stood there
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].toString(), u"A-0001"_s);
    QTest::qWait(frame::IncidentBar::kRead + 50);
    button(u"Acknowledge"_s)->click();
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked[1][0].toString(), u"A-0003"_s);
    worse.state = AlarmState::Cleared; // and gone as the mouse comes down
    m_bar->setAlarms({first, worse}, at(122));
    button(u"Acknowledge"_s)->click();
    QCOMPARE(asked.count(), 2);
}

QTEST_MAIN(TestIncidentBarHold)
#include "tst_incidentbarhold.moc"
