// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reportpdf.h"
#include "tests/models/report/reportfixture.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

qsizetype pagesOf(const QByteArray& pdf)
{
    static const QRegularExpression kPage(u"/Type /Page\\b(?!s)"_s);
    qsizetype count = 0;
    for (auto match = kPage.globalMatch(QString::fromLatin1(pdf)); match.hasNext(); match.next())
        ++count;
    return count;
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
};

QTEST_MAIN(TestReportPdf)
#include "tst_reportpdf.moc"
