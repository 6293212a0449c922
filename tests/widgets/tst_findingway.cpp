// SPDX-License-Identifier: GPL-3.0-or-later

// From a finding to what it is about, through the whole page.

#include "models/items/findingentry.h"
#include "tests/widgets/pagefixture.h"
#include "tests/widgets/tracepagefixture.h"
#include "widgets/common/keymap.h"
#include "widgets/common/messagebar.h"
#include "widgets/trace/findingsbar.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pagetest;
using traceview::FindingLine;
using traceview::FindingsBar;
using traceview::TracePage;

class TestFindingWay : public QObject
{
    Q_OBJECT

private slots:
    void aClickLeadsThere()
    {
        const Recording recording;
        TracePageFixture fixture(recording.path());
        QVERIFY(fixture.open(spanKey(1, 3)));
        auto* bar = fixture.part<FindingsBar>();
        QTRY_VERIFY(bar->isVisible());
        const QList<FindingLine*> lines = bar->findChildren<FindingLine*>();
        QVERIFY(lines.front()->isVisible());
        QTRY_VERIFY(!lines.front()->words().isEmpty());
        // Whatever is looked at when it is clicked.
        fixture.page->showView(TracePage::View::Table);
        QSignalSpy chosen(bar, &FindingsBar::findingChosen);
        QTest::mouseClick(lines.front(), Qt::LeftButton);
        QCOMPARE(chosen.size(), 1);
        const auto finding = chosen.front().front().value<items::TraceFinding>();
        QVERIFY(finding.span != telemetry::SpanId::None);
        const TracePage::View wanted = finding.view == items::FindingView::Claims
            ? TracePage::View::Claims
            : finding.view == items::FindingView::Graph   ? TracePage::View::Graph
            : finding.view == items::FindingView::Context ? TracePage::View::Context
                                                          : TracePage::View::Waterfall;
        QTRY_VERIFY2(fixture.page->view() == wanted, qPrintable(lines.front()->words()));
        QTRY_VERIFY(fixture.page->link() && fixture.page->link()->step.span == finding.span);
    }

    // Without a mouse, too; what was written is said, and what was not.
    void aKeyPutsItOnTheTimeline()
    {
        common::keymap().resetAll();
        const Recording recording;
        TracePageFixture fixture(recording.path());
        QVERIFY(fixture.open(spanKey(1, 3)));
        auto* bar = fixture.part<FindingsBar>();
        QTRY_VERIFY(bar->isVisible());
        auto* line = bar->findChildren<FindingLine*>().front();
        QTRY_VERIFY(!line->words().isEmpty());
        const auto* news = fixture.page->findChild<common::MessageBar*>(u"news"_s);
        QVERIFY(news != nullptr);
        line->setFocus();
        QVERIFY(line->hasFocus());
        fixture.port.isFailing = true;
        QTest::keyClick(line, Qt::Key_N, Qt::ShiftModifier);
        QVERIFY(news->text().contains(u"The disk is full."_s));
        QVERIFY(news->kind() == common::MessageBar::Kind::Error);

        fixture.port.isFailing = false;
        QTest::keyClick(line, Qt::Key_N, Qt::ShiftModifier);
        QCOMPARE(fixture.port.entries.size(), std::size_t{1});
        const telemetry::TimelineEntry entry = fixture.port.entries.front();
        QCOMPARE(entry.kind, std::string("note"));
        QVERIFY(QString::fromStdString(entry.text).contains(line->words()));
        const auto about = items::annotationIn(entry);
        QVERIFY(about && about->target.step.trace == spanKey(1, 3).trace);
        const auto kept = items::findingIn(entry);
        QVERIFY(kept.has_value());
        QVERIFY(!kept->kind.isEmpty());
        QVERIFY(!kept->view.isEmpty());
        emit fixture.port.appended(entry);
        QVERIFY(news->text().contains(u"in the incident's timeline"_s));
        QVERIFY(fixture.triggered.isEmpty()); // no note of the window's
    }
};

QTEST_MAIN(TestFindingWay)
#include "tst_findingway.moc"
