// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/utf8.h"
#include "tests/widgets/claimsfixture.h"
#include "widgets/common/theme.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/traceselection.h"

#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

// The claims in what room they get, and when they get it.
class TestClaimsRoom : public QObject
{
    Q_OBJECT

private slots:
    void theChosenClaimIsInSight();
};

void TestClaimsRoom::theChosenClaimIsInSight()
{
    QString behind;
    for (int i = 0; i < 60; ++i)
        behind += u"\n\nAnd some more about parcels, which nobody asked for, number %1."_s.arg(i);
    const claimstest::Scene scene({}, behind.toStdString());
    const std::string output =
        telemetry::outputText(*scene.contents->generation(claimstest::kWriter));
    auto more = std::make_shared<claims::ClaimSet>(*scene.set);
    claims::Claim last = more->claims.back();
    last.end = telemetry::codePointCount(output);
    last.start = last.end - 20;
    more->claims.push_back(last);
    // As on the page: the view is behind another one, and small, when the claims come.
    const common::Theme theme(u"light"_s);
    traceview::TraceSelection selection;
    selection.setSpan(claimstest::kWriter);
    QStackedWidget pages;
    auto* view = new traceview::ClaimsView(theme, selection, &pages);
    pages.addWidget(new QWidget(&pages));
    pages.addWidget(view);
    pages.resize(700, 400);
    pages.show();
    view->setClaims(scene.contents, more);
    selection.setClaim(more->claims.size() - 1);
    pages.setCurrentWidget(view);
    QTest::qWait(20);
    pages.resize(700, 300);
    QTest::qWait(20);
    const auto* answer = view->answer();
    QVERIFY(answer->textCursor().position() > 1000);
    QVERIFY(answer->viewport()->rect().contains(answer->cursorRect().center()));
}

QTEST_MAIN(TestClaimsRoom)
#include "tst_claimsroom.moc"
