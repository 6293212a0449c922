// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/theme.h"
#include "widgets/training/momentlist.h"
#include "widgets/training/trainingpanel.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using trainingview::MomentList;
using trainingview::TrainingPanel;
using Stage = TrainingPanel::Stage;

namespace {

const telemetry::Timestamp kFault = telemetry::Timestamp{} + 1'790'000'000s;

trainingview::BriefingText briefing()
{
    return {.title = u"A night"_s,
            .takes = u"Takes about 10 min"_s,
            .who = u"You are on call"_s,
            .services = u"They answer"_s,
            .told = u"Something is odd"_s,
            .asked = u"Say what"_s,
            .simulated = u"The services are"_s};
}

trainingview::DebriefText debrief()
{
    trainingview::DebriefText text;
    text.scores = {{.what = u"Acknowledged"_s,
                    .value = u"12 s"_s,
                    .why = u"by ada"_s,
                    .earlier = u"20 s, 31 s"_s},
                   {.what = u"Recovered"_s, .value = u"not known"_s, .why = {}, .earlier = {}}};
    text.earlier = u"Compared with two"_s;
    text.cause = u"It was <b>it</b>"_s;
    text.cures = u"Ended by a pin"_s;
    text.firstSign = u"the first"_s;
    text.signs = {u"the second"_s};
    text.moments = {
        {.time = kFault, .when = u"02:00:00"_s, .what = u"The fault"_s, .isAct = false},
        {.time = kFault + 12s, .when = u"02:00:12"_s, .what = u"took it on"_s, .isAct = true}};
    return text;
}

bool says(const QWidget& widget, const QString& words)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&words](const QLabel* label) {
        return label->isVisible() && label->text().contains(words);
    });
}

QPushButton* buttonOf(const QWidget& panel, const QString& words)
{
    for (QPushButton* one : panel.findChildren<QPushButton*>()) {
        QString name = one->text();
        if (one->isVisible() && name.remove(u'&').contains(words))
            return one;
    }
    return nullptr;
}

} // namespace

class TestTrainingPanel : public QObject
{
    Q_OBJECT

private:
    const common::Theme m_theme{u"dark"_s};

private slots:
    void init() { m_theme.apply(*qApp); }

    void theBriefingComesFirst()
    {
        TrainingPanel panel(m_theme);
        panel.setBriefing(briefing());
        panel.show();
        for (const QString& words : {u"A night"_s, u"Takes about 10 min"_s, u"You are on call"_s,
                                     u"They answer"_s, u"Something is odd"_s, u"Say what"_s,
                                     u"The services are"_s, u"Normal traffic comes first"_s})
            QVERIFY2(says(panel, words), qPrintable(words));
        QVERIFY(!panel.isModal());
        QVERIFY(buttonOf(panel, u"Hint"_s) == nullptr);
        const QSignalSpy started(&panel, &TrainingPanel::startRequested);
        QTest::mouseClick(buttonOf(panel, u"Begin"_s), Qt::LeftButton);
        QCOMPARE(started.count(), 1);
        QVERIFY(panel.stage() == Stage::Briefing); // whoever was asked goes on
    }

    void hintsComeOneAfterTheOther()
    {
        TrainingPanel panel(m_theme);
        panel.setBriefing(briefing());
        panel.setStage(Stage::Running);
        panel.show();
        QSignalSpy asked(&panel, &TrainingPanel::hintRequested);
        const QStringList steps{u"Where to Look"_s, u"What to Compare"_s, u"Which Lever"_s};
        for (int number = 1; number <= 3; ++number) {
            QPushButton* hint = buttonOf(panel, u"Hint"_s);
            QVERIFY(hint != nullptr);
            QVERIFY2(hint->text().remove(u'&').contains(steps.at(number - 1)),
                     qPrintable(hint->text()));
            QTest::mouseClick(hint, Qt::LeftButton);
            QCOMPARE(asked.count(), number);
            QCOMPARE(asked.last().front().toInt(), number);
            const QString words = u"hint text %1"_s.arg(number);
            QVERIFY(!says(panel, words));
            panel.addHint(words);
            QTRY_VERIFY(says(panel, words)); // a layout shows what is added later
            QCOMPARE(panel.hintsTaken(), number);
        }
        QVERIFY(!buttonOf(panel, u"No Hint Left"_s)->isEnabled());
        panel.addHint(u"a fourth"_s);
        QCOMPARE(panel.hintsTaken(), 3);
        QVERIFY(!says(panel, u"a fourth"_s));
    }

    void itIsGoneThroughByKeys()
    {
        TrainingPanel panel(m_theme);
        panel.setBriefing(briefing());
        panel.resize(300, 900);
        panel.show();
        QApplication::setActiveWindow(&panel);
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        QObject* const context = &panel;
        connect(&panel, &TrainingPanel::startRequested, context,
                [&panel] { panel.setStage(Stage::Running); });
        connect(&panel, &TrainingPanel::hintRequested, context,
                [&panel](int number) { panel.addHint(QString::number(number)); });
        connect(&panel, &TrainingPanel::endRequested, context, [&panel] {
            panel.setStage(Stage::Ending);
            panel.setDebrief(debrief());
        });
        buttonOf(panel, u"Begin"_s)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(panel.stage() == Stage::Running);
        QVERIFY(QApplication::focusWidget() == buttonOf(panel, u"Hint"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(panel.hintsTaken(), 1);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(QApplication::focusWidget() == buttonOf(panel, u"End the Drill"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(panel.stage() == Stage::Running); // nothing ended it: asked once
        QVERIFY(says(panel, u"once more"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(panel.stage() == Stage::Over);
        auto* moments = panel.findChild<MomentList*>();
        QVERIFY(QApplication::focusWidget() == moments);
        const QSignalSpy chosen(&panel, &TrainingPanel::momentChosen);
        QTest::keyClick(moments, Qt::Key_Down);
        QCOMPARE(chosen.count(), 0); // walking along the list is no choice
        QTest::keyClick(moments, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(chosen.front().front().value<telemetry::Timestamp>() == kFault + 12s);
        QTest::keyClick(moments, Qt::Key_Tab);
        QVERIFY(QApplication::focusWidget() == buttonOf(panel, u"Try Again"_s));
    }

    void nothingOfTheFaultIsToldWhileItRuns()
    {
        TrainingPanel panel(m_theme);
        panel.setBriefing(briefing());
        panel.setDebrief(debrief()); // of an earlier one
        panel.setStage(Stage::Running);
        panel.show();
        for (const QString& words : {u"It was"_s, u"Ended by"_s, u"12 s"_s, u"the first"_s})
            QVERIFY2(!says(panel, words), qPrintable(words));
        QVERIFY(!panel.findChild<MomentList*>()->isVisible());
    }

    void theDebriefTellsAll()
    {
        TrainingPanel panel(m_theme);
        panel.setBriefing(briefing());
        panel.resize(300, 1200);
        panel.show();
        panel.setDebrief(debrief());
        QVERIFY(panel.stage() == Stage::Over);
        QCoreApplication::processEvents(); // it is laid out
        for (const QString& words :
             {u"Acknowledged"_s, u"12 s"_s, u"by ada"_s, u"Earlier: 20 s, 31 s"_s, u"not known"_s,
              u"Compared with two"_s, u"It was <b>it</b>"_s, u"Ended by a pin"_s,
              u"The first sign: the first"_s, u"the second"_s})
            QVERIFY2(says(panel, words), qPrintable(words));
        for (const QLabel* label : panel.findChildren<QLabel*>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        auto* moments = panel.findChild<MomentList*>();
        QCOMPARE(moments->count(), 2);
        QVERIFY(!moments->item(0)->text().contains(u"You:"_s));
        QVERIFY(moments->item(1)->text().contains(u"You: took it on"_s));
        const QSignalSpy chosen(&panel, &TrainingPanel::momentChosen);
        QTest::mouseClick(moments->viewport(), Qt::LeftButton, {},
                          moments->visualItemRect(moments->item(0)).center());
        QVERIFY(chosen.count() >= 1);
        QVERIFY(chosen.front().front().value<telemetry::Timestamp>() == kFault);
        const QSignalSpy again(&panel, &TrainingPanel::againRequested);
        const QSignalSpy next(&panel, &TrainingPanel::nextRequested);
        QTest::mouseClick(buttonOf(panel, u"Try Again"_s), Qt::LeftButton);
        QTest::mouseClick(buttonOf(panel, u"Next Drill"_s), Qt::LeftButton);
        QCOMPARE(again.count(), 1);
        QCOMPARE(next.count(), 1);
        // The pane scrolls, and nothing within it.
        QVERIFY(moments->visualItemRect(moments->item(1)).bottom()
                <= moments->viewport()->height());
        const QRect first = moments->visualItemRect(moments->item(0));
        QVERIFY(moments->visualItemRect(moments->item(1)).top() > first.bottom() + 1); // a gap
        // Told again as it was, what is chosen in it stays.
        moments->setCurrentRow(1);
        panel.setDebrief(debrief());
        QCOMPARE(moments->currentRow(), 1);
        // Told once more, nothing of the one before stays.
        trainingview::DebriefText other = debrief();
        other.scores.pop_back();
        other.moments.pop_back();
        panel.setDebrief(other);
        QVERIFY(!says(panel, u"Recovered"_s));
        QCOMPARE(moments->count(), 1);
    }

    void ofARecordingNothingCanBeTakenOn()
    {
        TrainingPanel panel(m_theme);
        panel.setBriefing(briefing());
        panel.setRecorded();
        panel.show();
        QVERIFY(buttonOf(panel, u"Start"_s) == nullptr);
        panel.setDebrief(debrief());
        QVERIFY(says(panel, u"It was"_s));
    }

    void whatEndsItIsSaidFromTheStart()
    {
        TrainingPanel panel(m_theme);
        trainingview::BriefingText text = briefing();
        text.ends = u"It ends by itself once"_s;
        panel.setBriefing(text);
        panel.resize(300, 1200);
        panel.show();
        QVERIFY(says(panel, u"It ends by itself once"_s));
        panel.setStage(Stage::Running);
        QTRY_VERIFY(says(panel, u"It ends by itself once"_s));
        const auto* offer = panel.findChild<QLabel*>(u"trainingOffer"_s);
        QVERIFY(!offer->isVisible());
        const QPoint before = buttonOf(panel, u"End the Drill"_s)->pos();
        panel.setOffer(u"Nothing has been done"_s);
        QTRY_VERIFY(offer->isVisible());
        QCoreApplication::processEvents(); // it is laid out
        QCOMPARE(buttonOf(panel, u"End the Drill"_s)->pos(), before); // it stays under the pointer
        panel.setOffer({});
        QVERIFY(!offer->isVisible());
        // What is said of a drill that runs is true of none that is over.
        panel.setOffer(u"The drill ends by itself"_s);
        panel.setStage(Stage::Ending);
        QVERIFY(!says(panel, u"The drill ends by itself"_s));
    }

    void whoEndsItWithoutACureIsAskedOnce()
    {
        TrainingPanel panel(m_theme);
        panel.setBriefing(briefing());
        panel.setStage(Stage::Running);
        panel.resize(300, 900);
        panel.show();
        const QSignalSpy ended(&panel, &TrainingPanel::endRequested);
        QPushButton* end = buttonOf(panel, u"End the Drill"_s);
        QVERIFY(end != nullptr);
        QTest::mouseClick(end, Qt::LeftButton);
        QCOMPARE(ended.count(), 0);
        panel.setMitigated(true); // meanwhile something did
        QVERIFY(!says(panel, u"once more"_s));
        QTest::mouseClick(end, Qt::LeftButton);
        QCOMPARE(ended.count(), 1);
        panel.setMitigated(false);
        QTest::mouseClick(end, Qt::LeftButton);
        QTest::mouseClick(end, Qt::LeftButton);
        QCOMPARE(ended.count(), 2);
    }

    void everyButtonFitsANarrowPane()
    {
        TrainingPanel panel(m_theme);
        panel.setBriefing(briefing());
        panel.setDebrief(debrief());
        panel.resize(240, 1200);
        panel.show();
        QCoreApplication::processEvents();
        QVERIFY2(panel.width() <= 240, qPrintable(QString::number(panel.width())));
        for (const QPushButton* one : panel.findChildren<QPushButton*>()) {
            if (one->isVisible())
                QVERIFY2(panel.rect().contains(QRect(one->mapTo(&panel, QPoint()), one->size())),
                         qPrintable(one->text()));
        }
    }
};

QTEST_MAIN(TestTrainingPanel)
#include "tst_trainingpanel.moc"
