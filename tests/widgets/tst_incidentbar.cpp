// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/frame/incidentbar.h"

#include <QApplication>
#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;
using telemetry::AlarmState;

namespace {

telemetry::AlarmTransition citingAlarm(const char* id, AlarmState state, const char* group = "")
{
    telemetry::AlarmTransition result;
    result.alarm = id;
    result.state = state;
    result.service = "code-assistant";
    result.sentence = std::string(id) + ": answers cite APIs that do not exist";
    result.rateNow = 0.14;
    result.rateBefore = 0.018;
    result.onset = at(60);
    result.time = at(70);
    result.incident = group;
    return result;
}

incident::Incident incidentOf(const char* id, const char* title)
{
    incident::Incident result;
    result.id = id;
    result.title = title;
    result.severity = 2;
    result.commander = "ada";
    result.alarms = {"A-0001"};
    result.groups = {"I-0001"};
    result.start = at(60);
    return result;
}

} // namespace

// What the one line says of an incident of people; of alarms alone: tst_frame.
class TestIncidentBar : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void anOpenIncidentIsToldWithItsRate();
    void aTitleThatSaysItIsNotSaidTwice();
    void anAlarmOfItsGroupIsItsOwn();
    void anAlarmOfAnOlderIncidentLeadsThere();
    void aCallingAlarmThatIsNoneOfItGoesFirst();
    void anAlarmOffersToOpenOne();
    void acknowledgingSaysWhatItDoes();
    void aClosedOneIsNotTold();
    void severalAreCounted();
    void hostileTextStaysPlain();
    void noOpenAlarmSaysWhatIsNotJudgedYet();
    void anIncidentWithoutAlarmSaysItToo();
    void thePastSaysItOfNow();
    void acknowledgingByKeyLeavesTheFocusOnTheLine();
    void theNextAlarmIsNotAcknowledgedByTheSameKey();
    void theListOfOthersStaysInTheWindow();
    void aTitleNeverHasAnotherAlarmsFigures();
    void nothingLeftToAcknowledgeIsSaid();
    void quietAlarmsAreCountedBesideAnIncident();

private:
    QString texts() const;
    QPushButton* button(const QString& text) const;
    bool hasLineFocus() const { return QApplication::focusWidget() == m_bar.get(); }

    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<frame::IncidentBar> m_bar;
};

void TestIncidentBar::init()
{
    m_bar = std::make_unique<frame::IncidentBar>(m_theme);
    m_bar->resize(1600, m_bar->height());
    m_bar->setVisible(true);
    m_bar->setCanAcknowledge(true);
}

QString TestIncidentBar::texts() const
{
    QStringList all;
    for (const auto* label : m_bar->findChildren<QLabel*>())
        all << label->text();
    return all.join(u'\n');
}

QPushButton* TestIncidentBar::button(const QString& text) const
{
    for (auto* each : m_bar->findChildren<QPushButton*>()) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

void TestIncidentBar::anOpenIncidentIsToldWithItsRate()
{
    const int height = m_bar->height();
    m_bar->setAlarms({citingAlarm("A-0001", AlarmState::Raised)}, at(120));
    m_bar->setIncidents({incidentOf("INC-0042", "Fabricated APIs")}, at(120));
    QVERIFY2(texts().contains(
                 u"INCIDENT INC-0042 · Fabricated APIs · 14 % since 02:52:00 (was 1.8 %)"_s),
             qPrintable(texts()));
    QVERIFY2(texts().contains(u"SEV2 · investigating · ada"_s), qPrintable(texts()));
    QVERIFY(button(u"Acknowledge"_s) != nullptr); // of its alarm, as before
    QVERIFY(button(u"Open Incident"_s) == nullptr);
    QCOMPARE(m_bar->height(), height); // one line, always
    QSignalSpy shown(m_bar.get(), &frame::IncidentBar::incidentShown);
    QTest::keyClick(m_bar.get(), Qt::Key_Return);
    QCOMPARE(shown.count(), 1);
    QCOMPARE(shown[0][0].toString(), u"INC-0042"_s);
    // Of several alarms it is said whose figures these are; its start is that of another.
    m_bar->setAlarms({citingAlarm("A-0001", AlarmState::Acknowledged),
                      citingAlarm("A-0002", AlarmState::Raised, "I-0001")},
                     at(120));
    QVERIFY2(texts().contains(u"Fabricated APIs · A-0002: 14 % since 02:52:00 (was 1.8 %)"_s),
             qPrintable(texts()));
    m_bar->setAlarms({citingAlarm("A-0001", AlarmState::Raised)}, at(120));
    // Its alarm is a press away.
    QVERIFY(button(u"1 alarm"_s) != nullptr);
    // It goes on being told when its alarm is over.
    m_bar->setAlarms({citingAlarm("A-0001", AlarmState::Cleared)}, at(120));
    QVERIFY2(texts().contains(u"INCIDENT INC-0042 · Fabricated APIs"_s), qPrintable(texts()));
    QVERIFY(!texts().contains(u"14 %"_s));
    QVERIFY(texts().contains(u"no open alarm"_s));
}

void TestIncidentBar::aTitleThatSaysItIsNotSaidTwice()
{
    const auto told = citingAlarm("A-0001", AlarmState::Acknowledged);
    m_bar->setAlarms({told}, at(120));
    m_bar->setIncidents({incidentOf("INC-0042", told.sentence.c_str())}, at(120));
    QVERIFY2(!texts().contains(u"14 %"_s), qPrintable(texts()));
}

void TestIncidentBar::anAlarmOfItsGroupIsItsOwn()
{
    m_bar->setAlarms({citingAlarm("A-0007", AlarmState::Raised, "I-0001")}, at(120));
    m_bar->setIncidents({incidentOf("INC-0042", "Fabricated APIs")}, at(120));
    QVERIFY2(texts().contains(u"INCIDENT INC-0042"_s), qPrintable(texts()));
}

void TestIncidentBar::aCallingAlarmThatIsNoneOfItGoesFirst()
{
    m_bar->setIncidents({incidentOf("INC-0042", "Fabricated APIs")}, at(120));
    m_bar->setAlarms({citingAlarm("A-0002", AlarmState::Raised, "I-0002")}, at(120));
    QVERIFY2(texts().contains(u"A-0002: answers cite"_s), qPrintable(texts()));
    QVERIFY(!texts().contains(u"INCIDENT"_s));
    // The incident is not forgotten.
    QSignalSpy shown(m_bar.get(), &frame::IncidentBar::incidentShown);
    QVERIFY(button(u"INC-0042"_s) != nullptr);
    button(u"INC-0042"_s)->click();
    QCOMPARE(shown.count(), 1);
    m_bar->setAlarms({citingAlarm("A-0002", AlarmState::Acknowledged, "I-0002")}, at(120));
    QVERIFY2(texts().contains(u"INCIDENT INC-0042"_s), qPrintable(texts()));
    QVERIFY(button(u"Open Incident"_s) != nullptr); // of the other alarm, which has none
}

void TestIncidentBar::anAlarmOffersToOpenOne()
{
    QSignalSpy asked(m_bar.get(), &frame::IncidentBar::incidentRequested);
    m_bar->setAlarms({citingAlarm("A-0001", AlarmState::Acknowledged)}, at(120));
    QVERIFY(button(u"Open Incident"_s) != nullptr);
    button(u"Open Incident"_s)->click();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].value<telemetry::AlarmTransition>().alarm, std::string("A-0001"));
    // In the past nothing can be opened.
    m_bar->setCanAcknowledge(false);
    QVERIFY(button(u"Open Incident"_s) == nullptr);
    m_bar->setCanAcknowledge(true);
    m_bar->setAlarms({}, at(120));
    QVERIFY(button(u"Open Incident"_s) == nullptr);
}

void TestIncidentBar::acknowledgingSaysWhatItDoes()
{
    m_bar->setAlarms({citingAlarm("A-0001", AlarmState::Raised)}, at(120));
    QVERIFY(!button(u"Acknowledge"_s)->toolTip().contains(u"Opens an incident"_s));
    m_bar->setOpensOnAcknowledge(true);
    QVERIFY(button(u"Acknowledge"_s)->toolTip().contains(u"Opens an incident"_s));
    auto slight = citingAlarm("A-0001", AlarmState::Raised);
    slight.severity = 3;
    m_bar->setAlarms({slight}, at(120));
    QVERIFY(!button(u"Acknowledge"_s)->toolTip().contains(u"Opens an incident"_s));
    m_bar->setAlarms({citingAlarm("A-0001", AlarmState::Raised)}, at(120));
    m_bar->setIncidents({incidentOf("INC-0042", "Fabricated APIs")}, at(120));
    QVERIFY(!button(u"Acknowledge"_s)->toolTip().contains(u"Opens an incident"_s));
}

void TestIncidentBar::aClosedOneIsNotTold()
{
    auto closed = incidentOf("INC-0042", "Fabricated APIs");
    closed.status = incident::Status::Closed;
    closed.closed = at(100);
    m_bar->setAlarms({}, at(120));
    m_bar->setIncidents({closed}, at(120));
    QVERIFY2(texts().contains(u"No open alarm"_s), qPrintable(texts()));
    QVERIFY(!texts().contains(u"INCIDENT"_s));
}

void TestIncidentBar::severalAreCounted()
{
    m_bar->setIncidents({incidentOf("INC-0001", "one"), incidentOf("INC-0002", "two")}, at(120));
    QVERIFY2(texts().contains(u"INCIDENT INC-0002 · Two"_s), qPrintable(texts()));
    QVERIFY(texts().contains(u"2 incidents open"_s));
}

void TestIncidentBar::hostileTextStaysPlain()
{
    auto hostile = incidentOf("INC-0042", "<b>x</b> \u202Egnp.exe\nnext");
    hostile.commander = "\u202Eevil\n<i>";
    m_bar->setIncidents({hostile}, at(120));
    QVERIFY2(!texts().contains(u'\u202E'), qPrintable(texts()));
    QVERIFY(texts().contains(u"<b>x</b>"_s));
    for (const auto* label : m_bar->findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly))
        QCOMPARE(label->textFormat(), Qt::PlainText);
    QVERIFY(!m_bar->accessibleName().contains(u'\u202E'));
    QVERIFY(!m_bar->toolTip().contains(u'\u202E'));
    m_bar->setAlarms({citingAlarm("A-0002", AlarmState::Raised)}, at(120));
    for (const auto* each : m_bar->findChildren<QPushButton*>())
        QVERIFY(!each->toolTip().contains(u"<b>x"_s));
}

// Of two that are open: it is never offered to open one from what is of either.
void TestIncidentBar::anAlarmOfAnOlderIncidentLeadsThere()
{
    auto newer = incidentOf("INC-0043", "Wrong prices");
    newer.alarms = {"A-0009"};
    newer.groups.clear();
    m_bar->setAlarms({citingAlarm("A-0001", AlarmState::Raised)}, at(120));
    m_bar->setIncidents({incidentOf("INC-0042", "Fabricated APIs"), newer}, at(120));
    QVERIFY(button(u"Open Incident"_s) == nullptr);
    QVERIFY(button(u"Go to INC-0042"_s) != nullptr);
    QSignalSpy shown(m_bar.get(), &frame::IncidentBar::incidentShown);
    button(u"Go to INC-0042"_s)->click();
    QCOMPARE(shown.count(), 1);
    QCOMPARE(shown[0][0].toString(), u"INC-0042"_s);
    QVERIFY(!button(u"Acknowledge"_s)->toolTip().contains(u"Opens an incident"_s));
}

// The calm of alarms that nothing could raise yet is none.
void TestIncidentBar::noOpenAlarmSaysWhatIsNotJudgedYet()
{
    const auto* sentence = m_bar->findChildren<QLabel*>().at(1);
    m_bar->setAlarms({}, at(120));
    QCOMPARE(sentence->text(), u"No open alarm"_s);
    QVERIFY(m_bar->toolTip().isEmpty());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    const QRect place = sentence->geometry();
    m_bar->setUnjudged(12);
    QCOMPARE(sentence->text(), u"No open alarm · 12 generations not judged yet"_s);
    QCOMPARE(m_bar->accessibleName(), sentence->text());
    QVERIFY(m_bar->toolTip().contains(u"may still raise an alarm"_s));
    m_bar->setUnjudged(1);
    QCOMPARE(sentence->text(), u"No open alarm · 1 generation not judged yet"_s);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QCOMPARE(sentence->geometry(), place);
    m_bar->setAlarms({}, at(130)); // goes on being said
    QCOMPARE(sentence->text(), u"No open alarm · 1 generation not judged yet"_s);
    // Beside what is shelved, too, and however little room there is.
    auto shelved = citingAlarm("A-0001", AlarmState::Shelved);
    shelved.sentence += std::string(300, 'w');
    m_bar->setAlarms({shelved}, at(120));
    m_bar->resize(900, m_bar->height());
    QTRY_VERIFY2(sentence->text().contains(u'…') && sentence->text().endsWith(u"judged yet"_s),
                 qPrintable(sentence->text()));
    // An open alarm is no calm.
    m_bar->setAlarms({citingAlarm("A-0001", AlarmState::Raised)}, at(120));
    QVERIFY2(!texts().contains(u"not judged"_s), qPrintable(texts()));
    m_bar->setAlarms({}, at(120));
    m_bar->setUnjudged(0);
    QCOMPARE(sentence->text(), u"No open alarm"_s);
    m_bar->setNothingReceived(true); // nor is it calm before anything has come
    QCOMPARE(sentence->text(), u"Nothing received yet"_s);
    QCOMPARE(m_bar->accessibleName(), sentence->text());
    m_bar->setUnjudged(1);
    QCOMPARE(sentence->text(), u"No open alarm · 1 generation not judged yet"_s);
    m_bar->setUnjudged(0);
    m_bar->setNothingReceived(false);
    QCOMPARE(sentence->text(), u"No open alarm"_s);
    m_bar->setRead(false); // nor before it was read
    QCOMPARE(sentence->text(), u"Alarms not read yet"_s);
    QCOMPARE(m_bar->accessibleName(), sentence->text());
    QVERIFY2(texts().contains(u"is not known"_s), qPrintable(texts()));
    m_bar->setRead(true);
    QCOMPARE(sentence->text(), u"No open alarm"_s);
    m_bar->setUnjudged({}); // nothing is judged here: nothing is said
    QCOMPARE(sentence->text(), u"No open alarm"_s);
    QVERIFY(m_bar->toolTip().isEmpty());
}

void TestIncidentBar::anIncidentWithoutAlarmSaysItToo()
{
    m_bar->setIncidents({incidentOf("INC-0042", "Fabricated APIs")}, at(120));
    m_bar->setUnjudged(3);
    QVERIFY2(
        texts().contains(u"INCIDENT INC-0042 · Fabricated APIs · 3 generations not judged yet"_s),
        qPrintable(texts()));
    QVERIFY(texts().contains(u"no open alarm"_s));
    m_bar->setUnjudged(0);
    QVERIFY(!texts().contains(u"not judged"_s));
}

void TestIncidentBar::thePastSaysItOfNow()
{
    const std::vector<telemetry::AlarmTransition> none;
    m_bar->setUnjudged(123);
    m_bar->setPast(&none);
    m_bar->setAlarms({}, at(120));
    QVERIFY(button(u"Now: no open alarm, 123 not judged yet · Go Live (Esc)"_s) != nullptr);
    QVERIFY2(!texts().contains(u"not judged"_s), qPrintable(texts())); // it waits now, not then
    m_bar->setUnjudged(0);
    const auto* now = button(u"Now: no open alarm · Go Live (Esc)"_s);
    QVERIFY(now != nullptr);
    // Coming and going it moves nothing.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    const QRect place = now->geometry();
    m_bar->setUnjudged(1);
    QCOMPARE(now->text(), u"Now: no open alarm, 1 not judged yet · Go Live (Esc)"_s);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QCOMPARE(now->geometry(), place);
    m_bar->setPresent();
    m_bar->setAlarms({}, at(130));
    QVERIFY2(texts().contains(u"No open alarm · 1 generation not judged yet"_s),
             qPrintable(texts()));
}

void TestIncidentBar::acknowledgingByKeyLeavesTheFocusOnTheLine()
{
    auto raised = citingAlarm("A-0001", AlarmState::Raised);
    m_bar->setAlarms({raised}, at(120));
    m_bar->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
    const QSignalSpy asked(m_bar.get(), &frame::IncidentBar::acknowledgeRequested);
    const QSignalSpy opened(m_bar.get(), &frame::IncidentBar::alarmOpened);
    button(u"Acknowledge"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
    raised.state = AlarmState::Acknowledged;
    m_bar->setAlarms({raised}, at(121));
    QVERIFY(button(u"Shelve"_s) != nullptr);
    QVERIFY(hasLineFocus());
    // Once more by the same key: it is looked at, nothing else.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(opened.count(), 2);
    QCOMPARE(asked.count(), 1);
    QVERIFY(QApplication::activePopupWidget() == nullptr);
}

void TestIncidentBar::theNextAlarmIsNotAcknowledgedByTheSameKey()
{
    auto first = citingAlarm("A-0001", AlarmState::Raised);
    first.severity = 1;
    auto next = citingAlarm("A-0002", AlarmState::Raised);
    next.severity = 2;
    m_bar->setAlarms({first, next}, at(120));
    m_bar->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
    const QSignalSpy asked(m_bar.get(), &frame::IncidentBar::acknowledgeRequested);
    button(u"Acknowledge"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    first.state = AlarmState::Acknowledged;
    m_bar->setAlarms({first, next}, at(121));
    QVERIFY(button(u"Acknowledge"_s) != nullptr); // of the next one
    QVERIFY(hasLineFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
    // The same alarm told anew leaves the focus where it is.
    button(u"Acknowledge"_s)->setFocus();
    m_bar->setAlarms({first, next}, at(130));
    QVERIFY(button(u"Acknowledge"_s)->hasFocus());
}

void TestIncidentBar::theListOfOthersStaysInTheWindow()
{
    auto other = citingAlarm("A-0002", AlarmState::Raised);
    for (int i = 0; i < 20; ++i)
        other.sentence += ", and that is not all that can be said of it";
    m_bar->resize(700, m_bar->height());
    m_bar->setAlarms({citingAlarm("A-0001", AlarmState::Raised), other}, at(120));
    QPushButton* others = button(u"1 more alarm"_s);
    QVERIFY(others != nullptr && others->menu() != nullptr);
    QMenu* menu = others->menu();
    menu->popup(others->mapToGlobal(QPoint(0, others->height())));
    QTRY_VERIFY(menu->isVisible());
    QVERIFY(menu->width() <= m_bar->width());
    const int left = m_bar->mapToGlobal(QPoint(0, 0)).x();
    QVERIFY2(menu->x() >= left && menu->x() + menu->width() <= left + m_bar->width(),
             qPrintable(u"%1 + %2"_s.arg(menu->x()).arg(menu->width())));
    menu->close();
}

// Acknowledging the first opened its incident, and the next alarm of its group calls: the line is
// about that one, in its words and with its figures, and so is its button.
void TestIncidentBar::aTitleNeverHasAnotherAlarmsFigures()
{
    auto first = citingAlarm("A-0001", AlarmState::Acknowledged, "I-0001");
    auto next = citingAlarm("A-0002", AlarmState::Raised, "I-0001");
    next.sentence = "A-0002: answers are cut off";
    auto opened = incidentOf("INC-0042", "answers cite APIs");
    opened.summary = first.sentence;
    opened.alarms = {"A-0001", "A-0002"};
    m_bar->setIncidents({opened}, at(120));
    m_bar->setAlarms({first, next}, at(120), u"newest minute: 3 % of 40"_s);
    QVERIFY2(texts().contains(u"A-0002: answers are cut off · newest minute"_s),
             qPrintable(texts()));
    QVERIFY2(!texts().contains(u"answers cite APIs"_s), qPrintable(texts()));
    QVERIFY(button(u"Go to INC-0042"_s) != nullptr);
    QVERIFY(button(u"1 more alarm"_s) != nullptr);
    const QSignalSpy asked(m_bar.get(), &frame::IncidentBar::acknowledgeRequested);
    button(u"Acknowledge"_s)->click();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].toString(), u"A-0002"_s);
    // The gravest is the other one: its figures are not the title's.
    next.state = AlarmState::Acknowledged;
    next.severity = 1;
    first.severity = 2;
    m_bar->setAlarms({first, next}, at(121), u"newest minute: 3 % of 40"_s);
    QVERIFY2(
        texts().contains(u"INCIDENT INC-0042 · Answers cite APIs · all 2 alarms acknowledged, the "
                         "gravest A-0002"_s),
        qPrintable(texts()));
    QVERIFY2(!texts().contains(u"14 %"_s) && !texts().contains(u"newest minute"_s),
             qPrintable(texts()));
    QVERIFY(button(u"Acknowledge"_s) == nullptr);
    QVERIFY(button(u"2 alarms"_s) != nullptr);
}

void TestIncidentBar::nothingLeftToAcknowledgeIsSaid()
{
    auto first = citingAlarm("A-0001", AlarmState::Acknowledged);
    auto graver = citingAlarm("A-0002", AlarmState::Acknowledged);
    first.severity = 3;
    graver.severity = 2;
    m_bar->setAlarms({first, graver}, at(120));
    QVERIFY2(texts().contains(u"All 2 alarms acknowledged, the gravest: A-0002: answers"_s),
             qPrintable(texts()));
    QVERIFY(button(u"Acknowledge"_s) == nullptr);
    first.state = AlarmState::Raised; // what is left comes first, though it is less grave
    m_bar->setAlarms({first, graver}, at(121));
    QVERIFY2(texts().contains(u"SEV3 · A-0001 · not acknowledged"_s), qPrintable(texts()));
    QVERIFY2(!texts().contains(u"alarms acknowledged"_s), qPrintable(texts()));
    QVERIFY(button(u"Acknowledge"_s) != nullptr);
}

void TestIncidentBar::quietAlarmsAreCountedBesideAnIncident()
{
    m_bar->setIncidents({incidentOf("INC-0042", "Fabricated APIs")}, at(120));
    m_bar->setAlarms({citingAlarm("A-0001", AlarmState::Raised),
                      citingAlarm("A-0002", AlarmState::Suppressed),
                      citingAlarm("A-0003", AlarmState::Suppressed)},
                     at(120));
    QVERIFY2(texts().contains(u"INCIDENT INC-0042"_s), qPrintable(texts()));
    QVERIFY(button(u"1 alarm"_s) != nullptr);
    QVERIFY2(m_bar->toolTip().contains(u"2 suppressed"_s), qPrintable(m_bar->toolTip()));
}

QTEST_MAIN(TestIncidentBar)
#include "tst_incidentbar.moc"
