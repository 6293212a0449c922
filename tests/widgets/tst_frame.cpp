// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/pagefixture.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/theme.h"
#include "widgets/frame/alarmmenu.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/linkstatus.h"
#include "widgets/frame/shelvemenu.h"
#include "widgets/frame/suppressmenu.h"

#include <QAction>
#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

#include <chrono>
#include <initializer_list>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace pagetest;
using telemetry::AlarmState;

namespace {

telemetry::AlarmTransition ungroundedAlarm(AlarmState state)
{
    telemetry::AlarmTransition result;
    result.alarm = "A-0001";
    result.state = state;
    result.service = "code-assistant";
    result.check = "groundedness";
    result.sentence = "34 % of the answers of code-assistant are not grounded";
    result.onset = at(0);
    result.time = at(600);
    return result;
}

} // namespace

class TestFrame : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void onlyWhatIsOpenCanBeAcknowledged();
    void theAgeCountsFromTheOnset();
    void itsFiguresAreThoseOfTheRaise();
    void theWorstComesFirst();
    void theOthersAreNamedAndOpened();
    void longTextNeverMakesItWide();
    void aMenuIsNoWiderThanItsScreen();
    void aCutSentenceShowsThatItIsCut();
    void thePastTellsHowItIsNow();
    void theShelfIsReachedByKeyboard();
    void shelvedAlarmsAreNotForgotten();
    void anAlarmIsExplainedInWords();
    void anAlarmIsExplainedByAnother();
    void suppressedAlarmsAreNotForgotten();
    void silenceAndALostControlPlaneStandInTheFrame();
    void hostileTextStaysPlain();
    void whatWasDoneIsToldForAMoment();
    void focusableWidgetsHaveNames();

private:
    QPushButton* button() const { return m_bar->findChild<QPushButton*>(); }
    QString texts() const;

    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<frame::IncidentBar> m_bar;
};

void TestFrame::init()
{
    m_bar = std::make_unique<frame::IncidentBar>(m_theme);
    m_bar->resize(1200, m_bar->height());
    m_bar->setVisible(true);
}

QString TestFrame::texts() const
{
    QStringList all;
    for (const auto* label : m_bar->findChildren<QLabel*>())
        all << label->text();
    return all.join(u'\n');
}

void TestFrame::onlyWhatIsOpenCanBeAcknowledged()
{
    QSignalSpy asked(m_bar.get(), &frame::IncidentBar::acknowledgeRequested);
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Raised)}, at(700));
    QVERIFY(!button()->isVisible()); // not before it is said that it can be
    m_bar->setCanAcknowledge(true);
    QVERIFY(button()->isVisible());
    button()->click();
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Acknowledged)}, at(700));
    QVERIFY(!button()->isVisible());
    // What has latched is closed by acknowledging it, or it would stay for ever.
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Latched)}, at(700));
    QVERIFY(button()->isVisible());
    QVERIFY(button()->text().contains(u"Close"_s));
    button()->click();
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked[1][0].toString(), u"A-0001"_s);
    // In the past nothing can be acknowledged.
    m_bar->setCanAcknowledge(false);
    QVERIFY(!button()->isVisible());
    m_bar->setCanAcknowledge(true);
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Cleared)}, at(700));
    QVERIFY(!button()->isVisible());
    QVERIFY(texts().contains(u"No open alarm"_s));
}

void TestFrame::theAgeCountsFromTheOnset()
{
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Acknowledged)}, at(720));
    QVERIFY2(texts().contains(u"(12 min)"_s), qPrintable(texts()));
    QVERIFY(!texts().contains(u"120 s"_s));
}

void TestFrame::itsFiguresAreThoseOfTheRaise()
{
    m_bar->resize(1600, m_bar->height());
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Raised)}, at(720));
    QVERIFY2(texts().contains(u"(when raised)"_s), qPrintable(texts()));
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Raised)}, at(720),
                     u"newest minute: 12 % of 40"_s);
    QVERIFY2(texts().contains(u"(when raised) · newest minute: 12 % of 40"_s), qPrintable(texts()));
    // Once more is known the line tells that, the tool tip what it was raised on.
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Raised)}, at(720), {},
                     "answers are not grounded: 30 % (60 of 200, likely 24 to 37 %)");
    QVERIFY2(texts().contains(u"not grounded: 30 % (60 of 200"_s), qPrintable(texts()));
    QVERIFY2(!texts().contains(u"(when raised)"_s), qPrintable(texts()));
    QVERIFY(m_bar->toolTip().contains(u"(when raised)"_s));
    // There are no figures of then in it.
    auto silent = ungroundedAlarm(AlarmState::Latched);
    silent.sentence = "no result of groundedness of code-assistant for a minute";
    m_bar->setAlarms({silent}, at(720));
    QVERIFY2(!texts().contains(u"(when raised)"_s), qPrintable(texts()));
}

void TestFrame::theWorstComesFirst()
{
    auto worse = ungroundedAlarm(AlarmState::Raised);
    worse.alarm = "A-0002";
    worse.severity = 1;
    m_bar->setAlarms(
        {ungroundedAlarm(AlarmState::Raised), worse, ungroundedAlarm(AlarmState::Cleared)},
        at(700));
    QVERIFY(texts().contains(u"SEV1 · A-0002"_s));
}

void TestFrame::theOthersAreNamedAndOpened()
{
    const auto others = [this] {
        for (auto* each : m_bar->findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text().contains(u"more"_s))
                return each;
        }
        return static_cast<QPushButton*>(nullptr);
    };
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Raised)}, at(700));
    QVERIFY(others() == nullptr);
    auto worst = ungroundedAlarm(AlarmState::Raised);
    worst.alarm = "A-0002";
    worst.severity = 1;
    auto mild = ungroundedAlarm(AlarmState::Acknowledged);
    mild.alarm = "A-0003";
    mild.sentence = "calls & waits of <b>bot</b> take longer";
    m_bar->setAlarms(
        {ungroundedAlarm(AlarmState::Raised), worst, mild, ungroundedAlarm(AlarmState::Cleared)},
        at(700));
    QVERIFY(others() != nullptr);
    QCOMPARE(others()->text(), u"2 more alarms"_s);
    auto* menu = m_bar->findChild<frame::AlarmMenu*>();
    menu->popup({0, 0});
    const QList<QAction*> actions = menu->actions();
    QCOMPARE(actions.size(), 2);
    QVERIFY2(actions[0]->text().startsWith(u"▲ SEV"_s), qPrintable(actions[0]->text()));
    QVERIFY2(actions[1]->text().contains(u"A-0003 · calls && waits of <b>bot</b>"_s),
             qPrintable(actions[1]->text()));
    const QSignalSpy opened(m_bar.get(), &frame::IncidentBar::alarmOpened);
    actions[1]->trigger();
    menu->hide();
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].value<telemetry::AlarmTransition>().alarm, std::string("A-0003"));
}

// However long what it says is, it asks for no more room than the smallest window has.
void TestFrame::longTextNeverMakesItWide()
{
    auto wordy = ungroundedAlarm(AlarmState::Latched);
    wordy.alarm = std::string(60, 'W');
    wordy.sentence = std::string(600, 'w') + " is wrong";
    std::vector<telemetry::AlarmTransition> all{wordy};
    for (int i = 0; i < 40; ++i) {
        auto other = ungroundedAlarm(i % 2 == 0 ? AlarmState::Shelved : AlarmState::Raised);
        other.alarm = "A-1" + std::to_string(i);
        all.push_back(other);
    }
    m_bar->setAlarms(all, at(700));
    m_bar->setCanAcknowledge(true);
    m_bar->setPast(&all);
    QVERIFY2(m_bar->minimumSizeHint().width() <= 1200,
             qPrintable(QString::number(m_bar->minimumSizeHint().width())));
    m_bar->resize(m_bar->minimumSizeHint().width(), m_bar->height());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    for (const auto* button : m_bar->findChildren<QPushButton*>()) {
        if (button->isVisible())
            QVERIFY2(m_bar->rect().contains(button->geometry()), qPrintable(button->text()));
    }
    const auto* details = m_bar->findChild<common::ElidedLabel*>();
    QVERIFY2(details->isCut(),
             qPrintable(u"%1 px for %2"_s.arg(details->width()).arg(details->text())));
    QVERIFY(m_bar->toolTip().contains(details->text().section(u'\n', 0, 0)));
}

// Signs as wide as they are high, too: what is cut ends in a sign of that and is told as a tip.
void TestFrame::aMenuIsNoWiderThanItsScreen()
{
    auto wordy = ungroundedAlarm(AlarmState::Acknowledged);
    wordy.alarm = "A-0007";
    wordy.sentence = "<b>R&D</b> ";
    for (int i = 0; i < 500; ++i)
        wordy.sentence += "漢";
    wordy.sentence += " is the end";
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Raised), wordy}, at(700));
    m_bar->setCanAcknowledge(true);
    const std::initializer_list<QMenu*> menus{m_bar->findChild<frame::AlarmMenu*>(),
                                              m_bar->findChild<frame::SuppressMenu*>()};
    for (QMenu* menu : menus) {
        menu->popup({0, 0});
        const int room = menu->screen()->availableGeometry().width();
        QVERIFY2(menu->sizeHint().width() <= room, qPrintable(QString::number(room)));
        const QAction* line = menu->actions().last();
        QVERIFY2(line->text().contains(u"A-0007 · <b>R&&D</b> 漢漢"_s), qPrintable(line->text()));
        QVERIFY2(line->text().endsWith(u'…'), qPrintable(line->text()));
        QVERIFY(menu->toolTipsVisible());
        QVERIFY2(line->toolTip().contains(u"A-0007 · &lt;b&gt;R&amp;D&lt;/b&gt; 漢漢"_s)
                     && line->toolTip().contains(u"漢 is the end"_s),
                 qPrintable(line->toolTip()));
        menu->close();
    }
}

void TestFrame::aCutSentenceShowsThatItIsCut()
{
    auto cut = ungroundedAlarm(AlarmState::Raised);
    cut.sentence += " in their context: 43 % since 02:51, was 0.8 %; began when a model appeared";
    m_bar->setAlarms({cut}, at(700));
    const auto isCut = [this] { return texts().contains(u"…"_s); };
    // The cause stands at its end: two lines have room for it where one has not.
    m_bar->resize(1000, m_bar->height());
    QTRY_VERIFY2(!isCut() && texts().contains(u"model appeared"_s), qPrintable(texts()));
    m_bar->resize(560, m_bar->height());
    QTRY_VERIFY2(isCut(), qPrintable(texts()));
    QVERIFY(m_bar->toolTip().contains(u"model appeared"_s));
    QVERIFY(m_bar->accessibleName().contains(u"model appeared"_s));
    m_bar->resize(1200, m_bar->height());
    QTRY_VERIFY(!isCut());
}

void TestFrame::thePastTellsHowItIsNow()
{
    const auto now = [this] {
        for (auto* each : m_bar->findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text().startsWith(u"▲ Now"_s))
                return each;
        }
        return static_cast<QPushButton*>(nullptr);
    };
    const auto saysButton = [this](const QString& words) {
        const auto all = m_bar->findChildren<QPushButton*>();
        return std::ranges::any_of(all, [&words](const QPushButton* each) {
            return each->isVisible() && each->text().contains(words);
        });
    };
    m_bar->setAlarms({}, at(700));
    QVERIFY(texts().contains(u"No open alarm"_s));
    QVERIFY(!saysButton(u"Now"_s)); // what is shown is now
    m_bar->setPast(nullptr);
    m_bar->setAlarms({}, at(700));
    QVERIFY2(texts().contains(u"No open alarm at "_s), qPrintable(texts()));
    QVERIFY(saysButton(u"Now: alarms not known yet"_s)); // never calm by default
    const std::vector open{ungroundedAlarm(AlarmState::Raised),
                           ungroundedAlarm(AlarmState::Acknowledged),
                           ungroundedAlarm(AlarmState::Cleared)};
    m_bar->setPast(&open);
    QVERIFY(now() != nullptr);
    QVERIFY2(now()->text().contains(u"2 open alarms"_s), qPrintable(now()->text()));
    QSignalSpy asked(m_bar.get(), &frame::IncidentBar::liveRequested);
    QTest::mouseClick(now(), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    const std::vector closed{ungroundedAlarm(AlarmState::Cleared)};
    m_bar->setPast(&closed);
    QVERIFY(saysButton(u"Now: no open alarm"_s));
    m_bar->setPresent();
    QVERIFY(!saysButton(u"Now"_s));
}

void TestFrame::theShelfIsReachedByKeyboard()
{
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Raised)}, at(700));
    m_bar->setCanAcknowledge(true);
    auto* menu = m_bar->findChild<frame::ShelveMenu*>();
    QSignalSpy shelved(m_bar.get(), &frame::IncidentBar::shelveRequested);
    menu->popup({0, 0});
    auto* reason = menu->findChild<QLineEdit*>();
    QTest::keyClick(reason, Qt::Key_Down);
    QVERIFY(menu->activeAction() == nullptr || !menu->activeAction()->isEnabled()
            || menu->activeAction()->text().isEmpty()); // not without a reason
    QTest::keyClicks(reason, u"known"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    QCOMPARE(shelved.count(), 0); // for how long is a choice
    QVERIFY(menu->activeAction() != nullptr);
    QCOMPARE(menu->activeAction()->text(), u"For 15 Minutes"_s);
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QCOMPARE(shelved.count(), 1);
    QCOMPARE(shelved[0][1].value<telemetry::Duration>(),
             telemetry::Duration(std::chrono::hours(1)));
    QCOMPARE(shelved[0][2].toString(), u"known"_s);
}

void TestFrame::shelvedAlarmsAreNotForgotten()
{
    auto shelved = ungroundedAlarm(AlarmState::Shelved);
    shelved.shelvedUntil = at(900);
    m_bar->setAlarms({shelved}, at(610));
    QVERIFY2(texts().contains(u"Shelved until"_s) && texts().contains(u"34 % of the answers"_s),
             qPrintable(texts()));
    QVERIFY(texts().contains(u"1 shelved until"_s));
    QPushButton* unshelve = nullptr;
    for (auto* each : m_bar->findChildren<QPushButton*>()) {
        if (each->text() == u"Unshelve"_s)
            unshelve = each;
    }
    QVERIFY(unshelve != nullptr && !unshelve->isVisible()); // not in the past
    m_bar->setCanAcknowledge(true);
    QVERIFY(unshelve->isVisible());
    const QSignalSpy asked(m_bar.get(), &frame::IncidentBar::unshelveRequested);
    unshelve->click();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].toString(), u"A-0001"_s);
    // Beside an open alarm the number stays in sight.
    auto open = ungroundedAlarm(AlarmState::Raised);
    open.alarm = "A-0002";
    m_bar->setAlarms({shelved, open}, at(610));
    QVERIFY(texts().contains(u"1 shelved until"_s) && !unshelve->isVisible());
}

void TestFrame::anAlarmIsExplainedInWords()
{
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Raised)}, at(700));
    m_bar->setCanAcknowledge(true);
    auto* menu = m_bar->findChild<frame::SuppressMenu*>();
    const QSignalSpy suppressed(m_bar.get(), &frame::IncidentBar::suppressRequested);
    menu->popup({0, 0});
    auto* words = menu->findChild<QLineEdit*>();
    QTest::keyClick(words, Qt::Key_Return);
    QVERIFY(menu->activeAction() == nullptr || !menu->activeAction()->isEnabled()
            || menu->activeAction()->text().isEmpty()); // not without words
    QTest::keyClicks(words, u"load test"_s);
    QTest::keyClick(words, Qt::Key_Return);
    QCOMPARE(suppressed.count(), 0); // one more press: nobody does it by accident
    QVERIFY(menu->activeAction() != nullptr);
    QTest::keyClick(menu, Qt::Key_Return);
    QCOMPARE(suppressed.count(), 1);
    QCOMPARE(suppressed[0][0].toString(), u"A-0001"_s);
    QCOMPARE(suppressed[0][1].toString(), u"load test"_s);
}

void TestFrame::anAlarmIsExplainedByAnother()
{
    auto parent = ungroundedAlarm(AlarmState::Acknowledged);
    parent.alarm = "A-0007";
    parent.sentence = "the retrieval & its index are gone";
    auto over = ungroundedAlarm(AlarmState::Cleared);
    over.alarm = "A-0003";
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Raised), parent, over}, at(700));
    m_bar->setCanAcknowledge(true);
    auto* menu = m_bar->findChild<frame::SuppressMenu*>();
    const QSignalSpy suppressed(m_bar.get(), &frame::IncidentBar::suppressRequested);
    menu->popup({0, 0});
    QStringList offered;
    for (QAction* action : menu->actions()) {
        offered << action->text();
        if (action->text().startsWith(u"A-0007"_s))
            action->trigger();
    }
    QVERIFY2(!offered.join(u'\n').contains(u"A-0003"_s), qPrintable(offered.join(u'\n')));
    QVERIFY(!offered.join(u'\n').contains(u"A-0001"_s)); // not by itself
    QCOMPARE(suppressed.count(), 1);
    QCOMPARE(suppressed[0][1].toString(), u"A-0007"_s);
    menu->close();
}

void TestFrame::suppressedAlarmsAreNotForgotten()
{
    auto quiet = ungroundedAlarm(AlarmState::Suppressed);
    quiet.cause = "load <b>test</b>";
    m_bar->setAlarms({quiet}, at(610));
    QVERIFY2(texts().contains(u"Suppressed, explained by load <b>test</b>"_s), qPrintable(texts()));
    QVERIFY(texts().contains(u"1 suppressed"_s));
    QPushButton* release = nullptr;
    for (auto* each : m_bar->findChildren<QPushButton*>()) {
        if (each->text() == u"Let It Call Again"_s)
            release = each;
    }
    QVERIFY(release != nullptr && !release->isVisible()); // not in the past
    m_bar->setCanAcknowledge(true);
    QVERIFY(release->isVisible());
    const QSignalSpy asked(m_bar.get(), &frame::IncidentBar::suppressRequested);
    QTest::mouseClick(release, Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    QVERIFY(asked[0][1].toString().isEmpty());
    // Beside an open alarm the number stays in sight.
    auto open = ungroundedAlarm(AlarmState::Raised);
    open.alarm = "A-0002";
    m_bar->setAlarms({quiet, open}, at(610));
    QVERIFY(texts().contains(u"1 suppressed"_s) && !release->isVisible());
}

void TestFrame::silenceAndALostControlPlaneStandInTheFrame()
{
    telemetry::LinkStatus link;
    link.source = "otlp-http";
    link.state = telemetry::LinkState::Connected;
    link.lastData = at(100);
    telemetry::LinkStatus other = link;
    other.source = "otlp-grpc";
    other.state = telemetry::LinkState::Stale;
    other.lastData = at(50);
    QVERIFY(!frame::silentSince({link, other}));
    link.state = telemetry::LinkState::Stale;
    QCOMPARE(frame::silentSince({link, other}).value_or(at(0)), at(100));
    other.lastData.reset();
    QVERIFY(!frame::silentSince({other})); // nothing has come yet: not silent since anything
    frame::LinkStatus status(m_theme);
    frame::LinkSnapshot snapshot;
    snapshot.listener = u"otlp 127.0.0.1:4318"_s;
    status.setLive(snapshot);
    QVERIFY(!status.accessibleName().contains(u"control plane"_s));
    snapshot.controlPlane = false;
    status.setLive(snapshot);
    QVERIFY(status.accessibleName().contains(u"control plane cannot be reached"_s));
}

void TestFrame::hostileTextStaysPlain()
{
    auto hostile = ungroundedAlarm(AlarmState::Raised);
    hostile.alarm = "A-\u202e9";
    hostile.sentence = "<b>bold</b> \u202egnorw\x1b[31m";
    m_bar->setAlarms({hostile}, at(700));
    QVERIFY2(texts().contains(u"<b>bold</b> ⟦U+202E⟧gnorw␛[31m"_s), qPrintable(texts()));
    QVERIFY(!texts().contains(QChar(0x202e)));
    for (const auto* label : m_bar->findChildren<QLabel*>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestFrame::whatWasDoneIsToldForAMoment()
{
    frame::LinkStatus link(m_theme);
    link.setReplay(u"one.plumb"_s, 1000);
    link.show();
    auto* told = link.findChild<QLabel*>(u"told"_s);
    QVERIFY(!told->isVisible());
    link.tell(u"Link copied"_s, 50ms);
    QVERIFY(told->isVisible());
    QCOMPARE(told->text(), u"Link copied"_s);
    link.setReplay(u"one.plumb"_s, 1001); // goes on behind it
    QVERIFY(told->isVisible());
    QTRY_VERIFY(!told->isVisible());
    QVERIFY(link.findChild<QLabel*>()->isVisible());
}

void TestFrame::focusableWidgetsHaveNames()
{
    m_bar->setAlarms({ungroundedAlarm(AlarmState::Raised)}, at(700));
    m_bar->setCanAcknowledge(true);
    QCOMPARE(namelessWidgets(*m_bar), QStringList());
    QVERIFY(m_bar->accessibleName().contains(u"code-assistant"_s));
}

QTEST_MAIN(TestFrame)
#include "tst_frame.moc"
