// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reportbreaks.h"
#include "app/reportpages.h"
#include "app/reportpdf.h"
#include "tests/models/report/reportfixture.h"
#include "widgets/common/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QBuffer>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QTest>
#include <QTextBlock>
#include <QTextTable>

#include <algorithm>
#include <string>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

qsizetype pagesOf(const QByteArray& pdf)
{
    static const QRegularExpression kPageObject(u"/Type /Page\\b(?!s)"_s);
    qsizetype count = 0;
    for (auto match = kPageObject.globalMatch(QString::fromLatin1(pdf)); match.hasNext();
         match.next())
        ++count;
    return count;
}

// Rows of one line to some twenty; `words` of the one in the middle.
report::Table longTable(int rows, int words)
{
    report::Table table{.caption = "Long",
                        .columns = {{.title = "Name"}, {.title = "Said", .weight = 3}},
                        .rows = {},
                        .hasRowHeads = true};
    for (int row = 1; row <= rows; ++row) {
        std::string text;
        for (int word = 0; word < (row == rows / 2 ? words : 1 + row * 7 % 190); ++word)
            text += "word ";
        table.rows.push_back({"row " + std::to_string(row), text});
    }
    return table;
}

} // namespace

class TestReportPdf : public QObject
{
    Q_OBJECT

private slots:
    void paperIsAsAsked()
    {
        const common::Theme theme(u"light"_s);
        const report::Document document = documentWith("harmless");
        const QByteArray a4 = reportPdf(document, report::PageSize::A4, theme);
        const QByteArray letter = reportPdf(document, report::PageSize::Letter, theme);
        QVERIFY(a4.startsWith("%PDF-"));
        QVERIFY(pagesOf(a4) > 1);
        QVERIFY(a4.contains("/MediaBox [0 0 595"));
        QVERIFY(letter.contains("/MediaBox [0 0 612"));
    }

    void hostileTextsArePainted()
    {
        const common::Theme theme(u"light"_s);
        for (const std::string& text : hostileTexts()) {
            if (text.size() < 100 && !text.starts_with('<') && !text.starts_with('\x1b'))
                continue; // to a text document all are the same
            const QByteArray pdf = reportPdf(documentWith(text), report::PageSize::A4, theme);
            QVERIFY(pagesOf(pdf) > 1);
            QVERIFY(pdf.trimmed().endsWith("%%EOF"));
        }
    }

    // Whoever closes the window waits for no page more.
    void isBrokenOff()
    {
        const common::Theme theme(u"light"_s);
        const report::Document document = documentWith("harmless");
        int asked = 0;
        QVERIFY(!reportPdf(document, report::PageSize::A4, theme, [&asked] {
                     return ++asked > 0;
                 }).isEmpty());
        const int all = asked;
        QVERIFY(all > 1);
        for (int most = 0; most < all; ++most) {
            asked = 0;
            QVERIFY(reportPdf(document, report::PageSize::A4, theme, [&asked, most] {
                        return ++asked <= most;
                    }).isEmpty());
            QCOMPARE(asked, most + 1);
        }
    }

    // A drawing that cannot be read leaves what is said of it.
    void aDrawingThatIsNoneIsSaid()
    {
        const common::Theme theme(u"light"_s);
        report::Document document{.title = "t", .subject = "s", .notices = {}, .sections = {}};
        const auto sizeWith = [&](std::vector<report::Block> blocks) {
            document.sections = {{.id = "charts", .title = "Charts", .blocks = std::move(blocks)}};
            return reportPdf(document, report::PageSize::A4, theme).size();
        };
        report::Figure figure = figureWith("harmless");
        figure.svg = "<svg";
        figure.description.clear();
        for (int i = 1; i <= 400; ++i) // nothing that packs well
            figure.description += std::to_string(i * 7919) + ' ';
        QVERIFY(sizeWith({figure}) > sizeWith({}) + 500);
    }

    // A long table goes on, and no page is without an end.
    void longTablesGoOn()
    {
        const common::Theme theme(u"light"_s);
        report::ReportFacts facts = factsWith("word");
        const telemetry::TimelineEntry entry = facts.record.timeline[1];
        facts.record.timeline.assign(report::kMostEntries, entry);
        const report::Document document =
            report::documentOf(report::Report{.facts = facts}, report::Scrub());
        const qsizetype pages = pagesOf(reportPdf(document, report::PageSize::A4, theme));
        QVERIFY2(pages > 15 && pages < 60, QByteArray::number(pages).constData());
    }

    // No row is cut but the one that is taller than a page; all are there, once and in order, under
    // their header; and what stands behind the table stays behind it.
    void rowsStayWhole_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("words");
        QTest::newRow("many") << 200 << 60;
        QTest::newRow("one taller than a page") << 60 << 6000;
        QTest::newRow("few") << 3 << 5;
    }
    void rowsStayWhole()
    {
        QFETCH(int, rows);
        QFETCH(int, words);
        const common::Theme theme(u"light"_s);
        const report::Document report{
            .title = "t",
            .subject = "s",
            .notices = {},
            .sections = {{.id = "long",
                          .title = "Long",
                          .blocks = {longTable(rows, words), report::Paragraph{"behind"},
                                     longTable(12, 30)}}}};
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter writer(&buffer);
        writer.setResolution(600);
        const QSizeF page(4250, 6400);
        ReportPages pages(report, theme, writer, page);
        QTextDocument& document = pages.document();
        QVERIFY(breakPages(document, 600 / 72.0));
        int expected = 1;
        int cut = 0;
        bool isSecond = false; // of the two tables
        QList<QTextFrame*> frames = document.rootFrame()->childFrames();
        std::ranges::sort(frames, {}, &QTextFrame::firstPosition);
        for (QTextFrame* frame : std::as_const(frames)) {
            const auto* table = qobject_cast<QTextTable*>(frame);
            QVERIFY(table != nullptr && table->rows() > 1);
            QCOMPARE(table->cellAt(0, 1).firstCursorPosition().block().text(), u"Said"_s);
            for (int row = 0; row < table->rows(); ++row) {
                const QTextBlock name = table->cellAt(row, 0).firstCursorPosition().block();
                const QTextBlock said = table->cellAt(row, 1).firstCursorPosition().block();
                const auto* layout = document.documentLayout();
                const double top = layout->blockBoundingRect(name).top();
                const double end = std::max(layout->blockBoundingRect(name).bottom(),
                                            layout->blockBoundingRect(said).bottom());
                cut +=
                    static_cast<int>(top / page.height()) == static_cast<int>(end / page.height())
                    ? 0
                    : 1;
                if (row == 0)
                    continue;
                if (expected > rows && !isSecond) {
                    isSecond = true;
                    expected = 1;
                }
                QCOMPARE(name.text(), u"row %1"_s.arg(expected++));
            }
        }
        QCOMPARE(expected, 13);
        QCOMPARE(cut, words > 1000 ? 1 : 0);
        const QTextCursor behind = document.find(u"behind"_s);
        QVERIFY(!behind.isNull() && behind.currentTable() == nullptr);
        QCOMPARE(behind.block().blockFormat().pageBreakPolicy(), QTextFormat::PageBreak_Auto);
    }

    // A text document takes some characters for the end of a block: what follows is not lost where
    // the row goes to another page.
    void cellsOfSeveralBlocksGoOnWhole()
    {
        report::Table table{.caption = "Long",
                            .columns = {{.title = "Name"}, {.title = "Said", .weight = 3}},
                            .rows = {},
                            .hasRowHeads = true};
        constexpr int kRows = 120;
        for (int row = 0; row < kRows; ++row)
            table.rows.push_back({"row", "first\uFDD0second\uFDD1\uFDD0fourth"});
        const common::Theme theme(u"light"_s);
        const report::Document report{
            .title = "t",
            .subject = "s",
            .notices = {},
            .sections = {{.id = "long", .title = "Long", .blocks = {table}}}};
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter writer(&buffer);
        writer.setResolution(600);
        ReportPages pages(report, theme, writer, QSizeF(4250, 6400));
        QTextDocument& document = pages.document();
        QVERIFY(breakPages(document, 600 / 72.0));
        const QList<QTextFrame*> frames = document.rootFrame()->childFrames();
        QVERIFY(frames.size() > 2);
        int found = 0;
        for (QTextFrame* frame : frames) {
            const auto* cells = qobject_cast<QTextTable*>(frame);
            QVERIFY(cells != nullptr);
            for (int row = 1; row < cells->rows(); ++row, ++found) {
                QTextCursor cell = cells->cellAt(row, 1).firstCursorPosition();
                const QFont font = cell.block().begin().fragment().charFormat().font();
                cell.setPosition(cells->cellAt(row, 1).lastPosition(), QTextCursor::KeepAnchor);
                QCOMPARE(cell.selectedText().split(QChar::ParagraphSeparator),
                         (QStringList{u"first"_s, u"second"_s, QString(), u"fourth"_s}));
                QCOMPARE(cell.block().begin().fragment().charFormat().font(), font);
            }
        }
        QCOMPARE(found, kRows);
    }
};

QTEST_MAIN(TestReportPdf)
#include "tst_reportpdf.moc"
