// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/hostilerecording.h"
#include "tests/widgets/hostiletexts.h"
#include "tests/widgets/tracepagefixture.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/stepdetails.h"
#include "widgets/trace/tracesearchbar.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QTabWidget>

#include <array>

using namespace Qt::StringLiterals;
using namespace pagetest;
using traceview::TracePage;

namespace {

// A watchdog against what never ends, far above what it takes.
constexpr qint64 kTooLong = 300'000; // ms

} // namespace

// A trace that somebody wrote to deceive or to stop whoever looks at it, in all views of the page.
class TestTraceHostile : public QObject
{
    Q_OBJECT

private slots:
    void everyViewShowsItAsText_data();
    void everyViewShowsItAsText();

private:
    void look(TracePageFixture& fixture, const QString& where);
    QStringList m_wrong;
};

void TestTraceHostile::everyViewShowsItAsText_data()
{
    QTest::addColumn<QString>("evil");
    QTest::addColumn<qint64>("repeated"); // bytes of the long text
    QTest::newRow("HTML") << u"<b>evil</b><img src='file:///etc/passwd'><a href='x'>y</a>&lt;"_s
                          << qint64{0};
    QTest::newRow("bidirectional")
        << u"\u202eevil\u202c \u2066x\u2069 \u200f\u200e\u061c"_s << qint64{0};
    QTest::newRow("control") << u"\x1b[31mevil\x07\b\r\u0085\x7f \u200bzero\ufeff"_s << qint64{0};
    QTest::newRow("emoji")
        << u"evil 👩‍👩‍👧‍👦🏳️‍🌈🇩🇪👍🏽e\u0301\u0323z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘"_s
        << qint64{0};
    QTest::newRow("right to left") << u"evil שלום עולם 123 مرحبا بالعالم 4.5"_s << qint64{0};
    QTest::newRow("line of 10 MB") << u"evil"_s << qint64{10 * 1024 * 1024};
    QTest::newRow("line of 10 MB without a space") << u"evil<b>"_s << -qint64{10 * 1024 * 1024};
}

void TestTraceHostile::look(TracePageFixture& fixture, const QString& where)
{
    fixture.settle();
    QVERIFY(!fixture.page->grab().isNull());
    m_wrong << hostileTextsOn(*fixture.page, where);
}

void TestTraceHostile::everyViewShowsItAsText()
{
    QFETCH(QString, evil);
    QFETCH(qint64, repeated);
    const std::string text = evil.toStdString();
    std::string longText = text;
    while (static_cast<qint64>(longText.size()) < std::abs(repeated))
        longText += repeated > 0 ? "paging goes on within 12 days of " + text + ' '
                                 : "0123456789abcdef" + text;
    const HostileRecording recording(text, longText);
    QElapsedTimer clock;
    clock.start();
    m_wrong.clear();
    TracePageFixture fixture(recording.path());
    QVERIFY(fixture.open(spanKey(1, 3)));
    qint64 slowest = 0;
    for (int view = 0; view <= static_cast<int>(TracePage::View::Reask); ++view) {
        QElapsedTimer switched;
        switched.start();
        fixture.page->showView(static_cast<TracePage::View>(view));
        look(fixture, traceview::viewName(static_cast<TracePage::View>(view)));
        slowest = std::max(slowest, switched.elapsed());
    }
    fixture.page->showView(TracePage::View::Diff);
    fixture.page->holdAgainst({.step = spanKey(2, 3)});
    look(fixture, u"compared"_s);
    fixture.page->showView(TracePage::View::Claims);
    auto* claims = fixture.part<traceview::ClaimsView>();
    claims->step(1);
    claims->askWhy();
    look(fixture, u"why"_s);
    fixture.page->showView(TracePage::View::Waterfall);
    for (const unsigned step : {1U, 2U, 4U, 5U}) {
        fixture.page->open(spanKey(1, step));
        for (auto* tabs : fixture.page->findChildren<QTabWidget*>()) {
            // The long one is in the first.
            for (int i = 0; i < (repeated == 0 ? tabs->count() : 1); ++i) {
                tabs->setCurrentIndex(i);
                look(fixture, u"step %1, %2"_s.arg(step).arg(tabs->tabText(i)));
            }
        }
    }
    fixture.part<traceview::TraceSearchBar>()->findChild<QLineEdit*>()->setText(u"evil"_s);
    QTest::qWait(200);
    fixture.part<traceview::TraceSearchBar>()->goOn(1);
    look(fixture, u"found"_s);
    fixture.page->selection().setMoment(at(23));
    look(fixture, u"played"_s);
    fixture.part<traceview::NotesView>()->addBookmark();
    QCOMPARE(fixture.port.entries.size(), std::size_t{1});
    m_wrong.removeDuplicates();
    QVERIFY2(m_wrong.isEmpty(), qPrintable(m_wrong.mid(0, 40).join(u'\n')));
    const qint64 passed = clock.elapsed();
    qInfo("all views in %lld ms, the slowest in %lld ms", passed, slowest);
    QVERIFY(passed < kTooLong);
}

QTEST_MAIN(TestTraceHostile)
#include "tst_tracehostile.moc"
