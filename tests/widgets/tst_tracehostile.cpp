// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/accessibletexts.h"
#include "tests/widgets/hostilerecording.h"
#include "tests/widgets/tracepagefixture.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/stepdetails.h"
#include "widgets/trace/tracesearchbar.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QTabWidget>
#include <QTextBrowser>

#include <array>

using namespace Qt::StringLiterals;
using namespace pagetest;
using traceview::TracePage;

namespace {

// A watchdog against what never ends, far above what it takes.
constexpr qint64 kTooLong = 300'000; // ms

// Turns the reading order round, or cannot be seen.
bool isForbidden(QChar c)
{
    const ushort code = c.unicode();
    const bool isControl = (code < 0x20 && code != '\n' && code != '\t') || code == 0x7f
        || (code >= 0x80 && code < 0xa0);
    return isControl || code == 0x061c || code == 0x200b || code == 0x200e || code == 0x200f
        || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
        || code == 0xfeff;
}

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
    forEachText(*fixture.page, [&](const QString& text, const QString& of) {
        for (const QChar c : text) {
            if (!isForbidden(c))
                continue;
            m_wrong << u"%1: %2: U+%3 in %4"_s.arg(where, of.section(u'/', -4))
                           .arg(c.unicode(), 4, 16, QChar(u'0'))
                           .arg(text.left(60).toHtmlEscaped());
            break;
        }
        // Only what is escaped may look like HTML.
        if (of.endsWith(u" tooltip"_s) || of.contains(u" item role 3"_s)) {
            if (text.contains(u"<b>evil"_s) && Qt::mightBeRichText(text))
                m_wrong << u"%1: %2: rich tooltip %3"_s.arg(where, of, text.left(60));
        }
    });
    for (const auto* label : fixture.page->findChildren<QLabel*>()) {
        if (label->textFormat() != Qt::PlainText && label->text().contains(u"evil"_s))
            m_wrong << u"%1: label that may be rich: %2"_s.arg(where, label->text().left(60));
    }
    for (const auto* edit : fixture.page->findChildren<QTextEdit*>()) {
        if (edit->toPlainText().contains(u"evil"_s))
            m_wrong << u"%1: rich text edit %2"_s.arg(where, edit->accessibleName());
    }
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
