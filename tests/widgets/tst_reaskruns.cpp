// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/widgets/reaskfixture.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>
#include <QSpinBox>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reasktest;
using traceview::ReaskPanel;

// What is under way, and what becomes of it when something else is looked at.
class TestReaskRuns : public QObject
{
    Q_OBJECT

private slots:
    void oneQuestionIsAskedAtATime()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        panel.open(suspect());
        QVERIFY(!cancelling(panel)->isVisibleTo(&panel));
        named<QSpinBox>(panel, u"Answers of each model"_s)->setValue(3);
        sending(panel)->click();
        emit port.sampleReady(port.number, sampleOf(0, 0, reasktest::kWrong));
        // Of another answer it is told whose is under way, and can be cancelled there.
        panel.open(another());
        QVERIFY(panel.isAsking());
        QCOMPARE(port.cancels, 0);
        QVERIFY2(visibleText(panel).contains(u"another answer, shop (new), 2026-"_s)
                     && visibleText(panel).contains(u"1 of 6 came"_s),
                 qPrintable(visibleText(panel)));
        QVERIFY(cancelling(panel)->isVisibleTo(&panel) && cancelling(panel)->isEnabled());
        QVERIFY(!sending(panel)->isEnabled());
        sending(panel)->click();
        QCOMPARE(port.asked.size(), std::size_t{1});
        // What comes is not among the answers of the other, but counted.
        emit port.sampleReady(port.number, sampleOf(0, 1, kRight));
        emit port.textChanged(port.number, 1, 0, u"Headph"_s);
        queries.waitForIdle();
        QCoreApplication::processEvents();
        QCOMPARE(panel.findChild<QTreeWidget*>()->topLevelItemCount(), 0);
        QVERIFY(visibleText(panel).contains(u"2 of 6 came"_s));
        // Without any answer too.
        panel.open(std::nullopt);
        QVERIFY(cancelling(panel)->isVisibleTo(&panel));
        QVERIFY(visibleText(panel).contains(u"another answer, shop (new)"_s));
        // Where it belongs it is shown on.
        panel.open(suspect());
        auto* tree = panel.findChild<QTreeWidget*>();
        QTRY_VERIFY(treeText(*tree).contains(u"coming: Headph"_s));
        QTRY_VERIFY(
            treeText(*tree).contains(u"24 months"_s)); // what was assessed before comes first
        QVERIFY(!visibleText(panel).contains(u"another answer"_s));
        panel.open(another());
        cancelling(panel)->click();
        QCOMPARE(port.cancels, 1);
        QVERIFY(visibleText(panel).contains(u"cancelling, 2 of 6 came"_s));
        QVERIFY(!cancelling(panel)->isEnabled());
        emit port.finished(port.number, traceview::ReaskAnswer(cancelled()));
        QVERIFY2(visibleText(panel).contains(u", trace "_s)
                     && visibleText(panel).contains(
                         u"again was cancelled; 1 of 6 answers came before and are kept."_s),
                 qPrintable(visibleText(panel)));
        QVERIFY(!cancelling(panel)->isVisibleTo(&panel));
        QVERIFY(sending(panel)->isEnabled() && !panel.isAsking());
    }

    void itsEndIsToldOfAnotherAnswer()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        panel.open(suspect());
        named<QSpinBox>(panel, u"Answers of each model"_s)->setValue(3);
        sending(panel)->click();
        panel.open(another());
        emit port.recordFailed(u"the disk is full"_s);
        emit port.finished(port.number, traceview::ReaskAnswer(answered()));
        QVERIFY2(visibleText(panel).contains(u"Asking shop (new), 2026-"_s)
                     && visibleText(panel).contains(u"has ended: 6 of 6 came. What came is not in "
                                                    "the recording: the disk is full"_s),
                 qPrintable(visibleText(panel)));
        panel.open(suspect());
        QVERIFY(!visibleText(panel).contains(u"has ended"_s));
    }

    void leavingLiveCancelsAndSaysSo()
    {
        for (const bool isElsewhere : {false, true}) {
            const pagetest::Recording recording;
            items::RecordingQueries queries(recording.path());
            const common::Theme theme(u"light"_s);
            FakePort port;
            ReaskPanel panel(&port, queries, theme);
            panel.open(suspect());
            named<QSpinBox>(panel, u"Answers of each model"_s)->setValue(3);
            sending(panel)->click();
            if (isElsewhere)
                panel.open(another());
            panel.setLive(false);
            panel.setLive(false);
            QCOMPARE(port.cancels, 1);
            QVERIFY2(visibleText(panel).contains(u"nothing is sent from there: asking shop (new)"_s)
                         && visibleText(panel).contains(u"is being cancelled"_s),
                     qPrintable(visibleText(panel)));
            emit port.finished(port.number, traceview::ReaskAnswer(cancelled()));
            const QString said = u"was cancelled, because the console looks at the past now. 1 of "
                                 "6 answers came before and are kept."_s;
            QVERIFY2(visibleText(panel).contains(said), qPrintable(visibleText(panel)));
            // The past may know nothing of the answer, and it is said all the same.
            panel.open(std::nullopt);
            QVERIFY(visibleText(panel).contains(said));
            panel.open(suspect());
            panel.setLive(true);
            QVERIFY(!visibleText(panel).contains(said));
            QVERIFY(sending(panel)->isEnabled());
        }
    }
};

QTEST_MAIN(TestReaskRuns)
#include "tst_reaskruns.moc"
