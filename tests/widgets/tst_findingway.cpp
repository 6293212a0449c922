// SPDX-License-Identifier: GPL-3.0-or-later

// From a finding to what it is about, through the whole page.

#include "tests/widgets/pagefixture.h"
#include "tests/widgets/tracepagefixture.h"
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
};

QTEST_MAIN(TestFindingWay)
#include "tst_findingway.moc"
