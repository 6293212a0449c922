// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/html.h"
#include "models/report/markdown.h"
#include "tests/models/report/reportfixture.h"

#include <QRegularExpression>
#include <QTest>

#include <cmark.h>

using namespace Qt::StringLiterals;

namespace {

// Every element of the tree but its words: code is what escapes an at sign.
QStringList shapeOf(const std::string& markdown)
{
    QStringList shape;
    cmark_node* root = cmark_parse_document(markdown.data(), markdown.size(), CMARK_OPT_DEFAULT);
    cmark_iter* iter = cmark_iter_new(root);
    for (auto event = cmark_iter_next(iter); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iter)) {
        cmark_node* node = cmark_iter_get_node(iter);
        const auto type = cmark_node_get_type(node);
        if (event == CMARK_EVENT_ENTER && type != CMARK_NODE_TEXT && type != CMARK_NODE_SOFTBREAK
            && type != CMARK_NODE_CODE)
            shape << QString::fromUtf8(cmark_node_get_type_string(node));
    }
    cmark_iter_free(iter);
    cmark_node_free(root);
    return shape;
}

int countOf(const QStringList& shape, const QString& type)
{
    return static_cast<int>(shape.count(type));
}

// The cells of each row, as tables of GitHub's Markdown split them.
QList<int> cellsOf(const std::string& markdown)
{
    QList<int> cells;
    QString fence; // of the code that a line stands in
    for (const QString& line : QString::fromStdString(markdown).split(u'\n')) {
        const bool isCode = !fence.isEmpty();
        if (!isCode && line.startsWith(u"```"_s))
            fence = line;
        else if (isCode && line == fence)
            fence.clear();
        if (isCode || !line.startsWith(u'|'))
            continue;
        int pipes = 0;
        for (qsizetype i = 0; i < line.size(); ++i) {
            if (line[i] == u'\\')
                ++i;
            else if (line[i] == u'|')
                ++pipes;
        }
        cells << pipes - 1;
    }
    return cells;
}

// All tags with the names of their attributes.
QStringList tagsOf(const std::string& html)
{
    static const QRegularExpression kTag(u"<[^>]*>"_s);
    static const QRegularExpression kValue(u"=\"[^\"]*\""_s);
    QStringList tags;
    for (auto match = kTag.globalMatch(QString::fromStdString(html)); match.hasNext();)
        tags << match.next().captured().replace(kValue, u"="_s);
    return tags;
}

} // namespace

class TestReportWriters : public QObject
{
    Q_OBJECT

private slots:
    void markdownKeepsItsShape()
    {
        const report::Document plain = documentWith("harmless");
        const std::string expected = report::toMarkdown(plain, {"a.svg", "b.svg"});
        const QStringList shape = shapeOf(expected);
        const report::Counts counts = report::countsOf(plain);
        QCOMPARE(countOf(shape, u"heading"_s), counts.headings + 1);
        QCOMPARE(countOf(shape, u"code_block"_s), counts.codes);
        QCOMPARE(countOf(shape, u"image"_s), counts.figures);
        QCOMPARE(countOf(shape, u"link"_s), 0);
        QCOMPARE(countOf(shape, u"html_block"_s) + countOf(shape, u"html_inline"_s), 0);
        QVERIFY(counts.tables > 10);
        QVERIFY(counts.codes > 3);
        for (const std::string& text : hostileTexts()) {
            const std::string markdown = report::toMarkdown(documentWith(text), {"a.svg", "b.svg"});
            const auto about = QByteArray::fromStdString(text).left(60).toPercentEncoding(" #*|<>");
            QVERIFY2(shapeOf(markdown) == shape, about.constData());
            QVERIFY2(cellsOf(markdown) == cellsOf(expected), about.constData());
        }
    }

    void markdownSaysWhatWasSaid()
    {
        const std::string text = "a|b <i>*c*</i> [d](e) `f` 1. g@h.example \\ http://x.example #i";
        const std::string markdown = "x " + report::escapedMarkdown(text);
        cmark_node* root =
            cmark_parse_document(markdown.data(), markdown.size(), CMARK_OPT_DEFAULT);
        std::string said;
        cmark_iter* iter = cmark_iter_new(root);
        while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
            if (const char* literal = cmark_node_get_literal(cmark_iter_get_node(iter)))
                said += literal;
        }
        cmark_iter_free(iter);
        cmark_node_free(root);
        QCOMPARE(said, "x " + text);
    }

    // What only GitHub's Markdown makes links of.
    void markdownLinksNothing()
    {
        QCOMPARE(report::escapedMarkdown("www.a.b"), std::string("www\\.a.b"));
        QCOMPARE(report::escapedMarkdown("see http://a"), std::string("see http\\://a"));
        QCOMPARE(report::escapedMarkdown("a@b.c"), std::string("a`@`b.c"));
        QCOMPARE(report::escapedMarkdown("@@ -1 +1 @@@"), std::string("`@@` -1 +1 `@@@`"));
        QCOMPARE(report::escapedMarkdown("at 12:30"), std::string("at 12:30"));
    }

    void htmlKeepsItsShape()
    {
        const std::string expected = report::toHtml(documentWith("harmless"));
        const QStringList tags = tagsOf(expected);
        const report::Counts counts = report::countsOf(documentWith("harmless"));
        QCOMPARE(static_cast<int>(tags.count(u"<table>"_s)), counts.tables);
        QCOMPARE(static_cast<int>(tags.count(u"<caption>"_s)), counts.tables);
        QCOMPARE(static_cast<int>(tags.count(u"<pre>"_s)), counts.codes);
        QCOMPARE(static_cast<int>(tags.count(u"<figure>"_s)), counts.figures);
        QCOMPARE(static_cast<int>(tags.filter(u"script"_s).size()), 0);
        for (const std::string& text : hostileTexts()) {
            const auto about = QByteArray::fromStdString(text).left(60).toPercentEncoding(" #*|<>");
            const std::string html = report::toHtml(documentWith(text));
            QVERIFY2(tagsOf(html) == tags, about.constData());
            for (const char c : html)
                QVERIFY2(c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20, about.constData());
        }
    }

    void htmlLoadsNothing()
    {
        const QString html = QString::fromStdString(
            report::toHtml(documentWith("http://evil.example/a.png"), report::PageSize::Letter));
        QVERIFY(html.contains(u"default-src 'none'"_s));
        QVERIFY(html.contains(u"size: Letter"_s));
        static const QRegularExpression kOutside(
            u"(src|href|action|data)=\"(?!#)|@import|url\\((?!#)"_s);
        QVERIFY(!html.contains(kOutside));
        for (const auto* part : {"lang=\"en\"", "<main>", "scope=\"col\"", "scope=\"row\"",
                                 "<header>", "aria-label=\"Sections\"", "table-header-group"})
            QVERIFY2(html.contains(QLatin1StringView(part)), part);
    }

    // One for who reads on light and one on dark, of which one is shown; on paper the light one.
    void drawingsGoWithTheReader()
    {
        report::Document document{.title = "t", .subject = "s", .notices = {}, .sections = {}};
        report::Figure both = figureWith("x");
        both.darkSvg = both.svg;
        document.sections = {
            {.id = "charts", .title = "Charts", .blocks = {both, figureWith("x")}}};
        const QStringList tags = tagsOf(report::toHtml(document));
        QCOMPARE(tags.filter(u"<svg class="_s).size(), 2);
        QCOMPARE(tags.filter(u"<svg "_s).size(), 3);
        QCOMPARE(tags.count(u"<figure>"_s), 2);
        const std::string dark = report::inlineSvg(both, "d1-", report::Shade::Dark);
        QVERIFY(dark.find("class=\"dark\"") != std::string::npos);
        QVERIFY(dark.find("id=\"d1-a\"") != std::string::npos);
        QVERIFY(report::toHtml(document).find("@media screen and (prefers-color-scheme: dark) {\n  "
                                              "figure svg.light { display: none; }")
                != std::string::npos);
    }

    // Of two drawings on one page each has ids of its own.
    void drawingsDoNotMeet()
    {
        const std::string svg = report::inlineSvg(figureWith("x"), "f7-");
        QVERIFY(svg.find("id=\"f7-a\"") != std::string::npos);
        QVERIFY(svg.find("url(#f7-a)") != std::string::npos);
        QVERIFY(svg.find("<?xml") == std::string::npos);
        QVERIFY(svg.find("<title>") == std::string::npos);
        report::Figure none = figureWith("x");
        none.svg = "no drawing";
        QCOMPARE(report::inlineSvg(none, "f"), std::string());
    }
};

QTEST_GUILESS_MAIN(TestReportWriters)
#include "tst_reportwriters.moc"
