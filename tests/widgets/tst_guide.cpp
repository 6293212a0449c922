// SPDX-License-Identifier: GPL-3.0-or-later

// The shipped guide: that it holds together, and tells of keys that there are.

#include "widgets/common/keymap.h"
#include "widgets/help/guide.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using help::Guide;
using help::Page;
using help::Place;

namespace {

// Keys of controls and of the palette: no commands.
const QSet<QString> kOfControls{u"tab"_s, u"enter"_s, u"ctrl+enter"_s};

// What stands between backquotes, outside of blocks of code.
QStringList codeSpans(const QString& markdown)
{
    static const QRegularExpression block(u"^(`{3,})[\\s\\S]*?^\\1"_s,
                                          QRegularExpression::MultilineOption);
    static const QRegularExpression span(u"`([^`\\n]+)`"_s);
    QString text = markdown;
    text.remove(block);
    QStringList spans;
    for (auto found = span.globalMatch(text); found.hasNext();)
        spans << found.next().captured(1);
    return spans;
}

bool isKey(const QString& text)
{
    // Alone, "<" and ">" are no keys of ours: the palette narrows by one of them.
    static const QRegularExpression key(
        u"^(((Ctrl|Shift|Alt)\\+)*"
        "([A-Za-z0-9]|F\\d+|Esc|Enter|Space|Tab|Del|[←→↑↓\\[\\]+.,/?-])|Ctrl\\+[<>])$"_s);
    return key.match(text).hasMatch();
}

QStringList linksOf(const QString& markdown)
{
    static const QRegularExpression link(u"\\]\\(([^()\\s]+)\\)"_s);
    QStringList links;
    for (auto found = link.globalMatch(markdown); found.hasNext();)
        links << found.next().captured(1);
    return links;
}

} // namespace

class TestGuide : public QObject
{
    Q_OBJECT

private slots:
    void everyFileIsAPage();
    void everyLinkLeadsSomewhere();
    void whatLeadsOutIsNoPlace();
    void anchorsAreThoseOfGitHub();
    void keysAreThoseOfTheKeymap();
    void theGuideIsNotHtml();
};

void TestGuide::everyFileIsAPage()
{
    const Guide& guide = Guide::shipped();
    QVERIFY(guide.pages().size() > 25);
    QSet<QString> files;
    for (QDirIterator it(u":/guide"_s, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        files << it.next().mid(8);
    for (const Page& page : guide.pages()) {
        QVERIFY2(files.remove(page.path), qPrintable(page.path));
        QVERIFY2(page.sections.front().level == 1, qPrintable(page.path));
    }
    QCOMPARE(QStringList(files.values()), QStringList()); // compiled in and in no contents
    // None that was written and forgotten.
    const QDir folder(QStringLiteral(PLUMBLINE_SOURCE_DIR "/docs/guide"));
    const QStringList written = folder.entryList({u"*.md"_s}, QDir::Files);
    for (const QString& name : written)
        QVERIFY2(guide.page(u"docs/guide/"_s + name) != nullptr, qPrintable(name));
}

void TestGuide::everyLinkLeadsSomewhere()
{
    const Guide& guide = Guide::shipped();
    const QDir source(QStringLiteral(PLUMBLINE_SOURCE_DIR));
    int within = 0;
    for (const Page& page : guide.pages()) {
        const QStringList links = linksOf(page.markdown);
        for (const QString& link : links) {
            if (!QUrl(link).scheme().isEmpty())
                continue;
            const QString told = page.path + u": "_s + link;
            if (guide.resolve(page.path, link)) {
                ++within;
                continue;
            }
            const Place place = help::addressOf(page.path, link);
            QVERIFY2(guide.page(place.page) == nullptr, qPrintable(told)); // a page, no such anchor
            QVERIFY2(QFileInfo::exists(source.filePath(place.page)), qPrintable(told));
        }
    }
    QVERIFY(within > 80);
}

void TestGuide::whatLeadsOutIsNoPlace()
{
    const Guide& guide = Guide::shipped();
    const QString health = u"docs/guide/health.md"_s;
    QCOMPARE(guide.resolve(health, u"trace.md#claims"_s)->page, u"docs/guide/trace.md"_s);
    QCOMPARE(guide.resolve(health, u"#the-signs"_s)->page, health);
    QVERIFY(!guide.resolve(health, u"trace.md#no-such-heading"_s));
    QVERIFY(!guide.resolve(health, u"https://example.com/docs/guide/trace.md"_s));
    QVERIFY(!guide.resolve(health, u"file:///etc/passwd"_s));
    QVERIFY(!guide.resolve(health, u"../../../../etc/passwd"_s));
    QCOMPARE(help::addressOf(health, u"https://example.com/x#y"_s).page,
             u"https://example.com/x#y"_s);
}

void TestGuide::anchorsAreThoseOfGitHub()
{
    QCOMPARE(help::anchorOf(u"What keeps a hand from it"_s), u"what-keeps-a-hand-from-it"_s);
    QCOMPARE(help::anchorOf(u"No data, not captured"_s), u"no-data-not-captured"_s);
    QTextDocument document;
    document.setMarkdown(u"# One\n\nfirst\n\n## Two\n\n## Two\n\nlast\n"_s, help::kGuideMarkdown);
    const auto sections = help::sectionsOf(document);
    QCOMPARE(sections.size(), std::size_t{3});
    QCOMPARE(sections[0].text, u"first\n"_s);
    QCOMPARE(sections[1].anchor, u"two"_s);
    QCOMPARE(sections[2].anchor, u"two-1"_s);
    QCOMPARE(sections[2].text, u"last\n"_s);
}

void TestGuide::keysAreThoseOfTheKeymap()
{
    const common::Keymap keys;
    QSet<QString> known = kOfControls;
    for (const common::KeyEntry& entry : common::keyEntries()) {
        const QStringList texts =
            keys.defaultText(entry.command).split(u"  "_s, Qt::SkipEmptyParts);
        for (const QString& text : texts)
            known << text.toLower();
    }
    int told = 0;
    for (const Page& page : Guide::shipped().pages()) {
        if (!page.path.startsWith(u"docs/guide/"_s) && page.path != u"docs/training.md"_s)
            continue;
        const QStringList spans = codeSpans(page.markdown);
        for (const QString& span : spans) {
            if (!isKey(span))
                continue;
            ++told;
            QVERIFY2(known.contains(span.toLower()), qPrintable(page.path + u": "_s + span));
        }
    }
    QVERIFY(told > 80);
}

// What looks like HTML is shown as it is, and no page has any.
void TestGuide::theGuideIsNotHtml()
{
    QTextDocument document;
    document.setMarkdown(u"# A\n\n<b>bold</b> and <script>x</script>\n"_s, help::kGuideMarkdown);
    QVERIFY(document.toPlainText().contains(u"<b>bold</b>"_s));
    QVERIFY(document.toPlainText().contains(u"<script>"_s));
}

QTEST_MAIN(TestGuide)
#include "tst_guide.moc"
