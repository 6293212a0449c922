// SPDX-License-Identifier: GPL-3.0-or-later

// The guide read with the mouse and with the keyboard.

#include "widgets/common/messagebar.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/help/guidetext.h"
#include "widgets/help/guideview.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using help::Guide;
using help::GuideView;
using help::Place;

namespace {

const QString kContentsPage = u"docs/guide/README.md"_s;
const QString kFirst = u"docs/guide/first.md"_s;
const QString kSecond = u"docs/guide/second.md"_s;

void writePage(const QString& folder, const QString& path, const QString& text)
{
    QFile file(folder + u'/' + path);
    QDir().mkpath(QFileInfo(file).path());
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
        qFatal("a page cannot be written");
}

} // namespace

class TestGuideView : public QObject
{
    Q_OBJECT

public slots:
    void takeUrl(const QUrl& url) { m_opened << url; }

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void aLinkIsFollowedByClick();
    void linksAreGoneThroughByKeyboard();
    void theContentsLeadToSections();
    void aSearchFindsWordsOnAllPages();
    void whatLeadsOutIsCopiedAndNotOpened();
    void anUnknownPlaceChangesNothing();
    void aPlaceIsScrolledTo();
    void aHeadingStandsOnTopFromTheFirst();
    void theThemeIsFollowed();
    void everythingHasAName();
    void eachShippedPageIsShown();

private:
    void click(const QString& words);
    QToolButton* button(const QString& text) const;

    QTemporaryDir m_folder;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Guide> m_guide;
    std::unique_ptr<GuideView> m_view;
    QList<QUrl> m_opened;
};

void TestGuideView::initTestCase()
{
    writePage(m_folder.path(), kContentsPage,
              u"# Contents\n\n- [First](first.md)\n- [Second](second.md)\n"_s);
    writePage(m_folder.path(), kFirst,
              u"# The first\n\nGo to [the middle](second.md#the-middle) or to "
              "[elsewhere](https://example.com/a) or to [a file](../../LICENSE).\n\n"
              "![a picture](https://example.com/b.png)\n\n## Ladders\n\nA `rung` is reached.\n"_s);
    const QString filler = u"Nothing to be found here.\n\n"_s.repeated(60);
    writePage(m_folder.path(), kSecond,
              u"# The second\n\n"_s + filler + u"## The middle\n\nA rung that failed.\n\n"_s
                  + filler + u"### Deep\n\nThe last rung.\n\n"_s + filler);
    QDesktopServices::setUrlHandler(u"https"_s, this, "takeUrl");
    QDesktopServices::setUrlHandler(u"file"_s, this, "takeUrl");
}

void TestGuideView::init()
{
    m_guide = std::make_unique<Guide>(m_folder.path());
    QCOMPARE(m_guide->pages().size(), std::size_t{3});
    m_view = std::make_unique<GuideView>(*m_guide, m_theme);
    m_view->resize(800, 500);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void TestGuideView::cleanup()
{
    m_view.reset();
    QCOMPARE(m_opened, QList<QUrl>());
}

void TestGuideView::click(const QString& words)
{
    help::GuideText* text = m_view->text();
    QTextCursor found = text->document()->find(words);
    QVERIFY2(!found.isNull(), qPrintable(words));
    found.setPosition(found.selectionStart() + 2);
    QTest::mouseClick(text->viewport(), Qt::LeftButton, {}, text->cursorRect(found).center());
}

QToolButton* TestGuideView::button(const QString& text) const
{
    const auto buttons = m_view->findChildren<QToolButton*>();
    const auto found = std::ranges::find(buttons, text, &QToolButton::text);
    return found == buttons.end() ? nullptr : *found;
}

void TestGuideView::aLinkIsFollowedByClick()
{
    QCOMPARE(m_view->place(), Place{kContentsPage});
    click(u"First"_s);
    QCOMPARE(m_view->place(), Place{kFirst});
    click(u"the middle"_s);
    QCOMPARE(m_view->place(), (Place{kSecond, u"the-middle"_s}));
    auto* back = button(u"← Back"_s);
    auto* forward = button(u"Forward →"_s);
    QVERIFY(back != nullptr && forward != nullptr);
    QVERIFY(back->isEnabled() && !forward->isEnabled());
    QTest::mouseClick(back, Qt::LeftButton);
    QCOMPARE(m_view->place(), Place{kFirst});
    QTest::mouseClick(back, Qt::LeftButton);
    QCOMPARE(m_view->place(), Place{kContentsPage});
    QVERIFY(!back->isEnabled() && forward->isEnabled());
    QTest::mouseClick(forward, Qt::LeftButton);
    QCOMPARE(m_view->place(), Place{kFirst});
    // Another way from here: what was ahead is gone.
    QVERIFY(m_view->open({.page = kSecond}));
    QVERIFY(!forward->isEnabled());
}

void TestGuideView::linksAreGoneThroughByKeyboard()
{
    m_view->text()->setFocus();
    QTest::keyClick(m_view->text(), Qt::Key_Tab);
    QTest::keyClick(m_view->text(), Qt::Key_Tab);
    QTest::keyClick(m_view->text(), Qt::Key_Return);
    QCOMPARE(m_view->place(), Place{kSecond});
    QTest::keyClick(m_view->text(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_view->place(), Place{kContentsPage});
    QTest::keyClick(m_view->text(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_view->place(), Place{kSecond});
}

void TestGuideView::theContentsLeadToSections()
{
    QTreeWidget* contents = m_view->contents();
    QCOMPARE(contents->topLevelItemCount(), 3);
    QTreeWidgetItem* second = contents->topLevelItem(2);
    QCOMPARE(second->text(0), u"The second"_s);
    QVERIFY(second->child(1)->isHidden()); // of the third level
    contents->setFocus();
    QTest::keyClick(contents, Qt::Key_End);
    QCOMPARE(m_view->place().page, kSecond);
    contents->setCurrentItem(second->child(0));
    QCOMPARE(m_view->place(), (Place{kSecond, u"the-middle"_s}));
    // What is gone to by a link is chosen there, too.
    QVERIFY(m_view->open({.page = kFirst, .anchor = u"ladders"_s}));
    QCOMPARE(contents->currentItem()->text(0), u"Ladders"_s);
}

void TestGuideView::aSearchFindsWordsOnAllPages()
{
    auto* search = m_view->findChild<common::SearchLine*>();
    search->setFocus();
    QTest::keyClicks(search, u"RUNG last"_s);
    QTreeWidget* contents = m_view->contents();
    QVERIFY(contents->topLevelItem(0)->isHidden() && contents->topLevelItem(1)->isHidden());
    QVERIFY(!contents->topLevelItem(2)->isHidden());
    QVERIFY(contents->topLevelItem(2)->child(0)->isHidden());
    QVERIFY(!contents->topLevelItem(2)->child(1)->isHidden());
    QCOMPARE(m_view->place(), Place{kContentsPage}); // nothing moved yet
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(m_view->place(), (Place{kSecond, u"deep"_s}));
    QVERIFY(!m_view->text()->extraSelections().isEmpty());
    QTest::keyClicks(search, u"nowhere"_s);
    QVERIFY(contents->topLevelItem(2)->isHidden());
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(search->text().isEmpty());
    QVERIFY(!contents->topLevelItem(0)->isHidden());
    QVERIFY(m_view->text()->extraSelections().isEmpty());
}

void TestGuideView::whatLeadsOutIsCopiedAndNotOpened()
{
    QVERIFY(m_view->open({.page = kFirst}));
    QGuiApplication::clipboard()->clear();
    click(u"elsewhere"_s);
    QCOMPARE(m_view->place(), Place{kFirst});
    auto* bar = m_view->findChild<common::MessageBar*>();
    QVERIFY(bar->isVisible());
    QVERIFY(bar->text().contains(u"https://example.com/a"_s));
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    const auto buttons = bar->findChildren<QPushButton*>();
    QVERIFY(!buttons.isEmpty());
    QTest::mouseClick(buttons.front(), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://example.com/a"_s);
    QVERIFY(!bar->isVisible());
    click(u"a file"_s);
    QVERIFY(bar->text().contains(u"LICENSE"_s));
    QCOMPARE(m_view->place(), Place{kFirst});
    // A picture is not fetched: it is named.
    QVERIFY(m_view->text()->toPlainText().contains(u"a picture"_s));
    QVERIFY(!m_view->text()->toPlainText().contains(QChar::ObjectReplacementCharacter));
}

void TestGuideView::anUnknownPlaceChangesNothing()
{
    QVERIFY(m_view->open({.page = kFirst}));
    QVERIFY(!m_view->open({.page = kFirst, .anchor = u"nothing"_s}));
    QVERIFY(!m_view->open({.page = u"docs/guide/none.md"_s}));
    QCOMPARE(m_view->place(), Place{kFirst});
}

void TestGuideView::aPlaceIsScrolledTo()
{
    QVERIFY(m_view->open({.page = kSecond, .anchor = u"the-middle"_s}));
    QVERIFY(m_view->text()->verticalScrollBar()->value() > 0);
    QCOMPARE(m_view->text()->anchorAtTop(), u"the-middle"_s);
    // It stays there when the window gets narrower.
    m_view->resize(560, 420);
    QTRY_COMPARE(m_view->text()->anchorAtTop(), u"the-middle"_s);
}

// Also where it was gone to before the view was shown, and where little follows it.
void TestGuideView::aHeadingStandsOnTopFromTheFirst()
{
    const auto headingTop = [](const GuideView& view, const QString& heading) {
        const QTextCursor found = view.text()->document()->find(heading);
        return view.text()->cursorRect(found).top();
    };
    GuideView view(*m_guide, m_theme);
    view.resize(800, 500);
    QVERIFY(view.open({.page = kSecond, .anchor = u"the-middle"_s}));
    view.show();
    view.setFocus();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QTRY_COMPARE(view.text()->anchorAtTop(), u"the-middle"_s);
    QVERIFY2(headingTop(view, u"The middle"_s) < 40,
             qPrintable(QString::number(headingTop(view, u"The middle"_s))));
    QVERIFY(view.open({.page = kFirst, .anchor = u"ladders"_s})); // a line from the page's end
    QCOMPARE(view.text()->anchorAtTop(), u"ladders"_s);
    QVERIFY2(headingTop(view, u"Ladders"_s) < 40,
             qPrintable(QString::number(headingTop(view, u"Ladders"_s))));
}

void TestGuideView::theThemeIsFollowed()
{
    const auto colorOf = [this](const QString& words) {
        return m_view->text()->document()->find(words).charFormat().foreground().color();
    };
    QVERIFY(m_view->open({.page = kFirst, .anchor = u"ladders"_s}));
    QCOMPARE(colorOf(u"Go to"_s), m_theme.color(common::ColorRole::TextPrimary));
    QCOMPARE(colorOf(u"elsewhere"_s), m_theme.color(common::ColorRole::Accent));
    const QColor before = colorOf(u"Go to"_s);
    m_theme.load(u"light"_s);
    QVERIFY(colorOf(u"Go to"_s) != before);
    QCOMPARE(colorOf(u"elsewhere"_s), m_theme.color(common::ColorRole::Accent));
    QCOMPARE(m_view->text()->document()->find(u"Go to"_s).charFormat().font().pixelSize(),
             m_theme.font(common::TextSize::Body).pixelSize());
    QCOMPARE(
        m_view->text()->document()->firstBlock().begin().fragment().charFormat().font().pixelSize(),
        m_theme.font(common::TextSize::Display).pixelSize());
    m_theme.load(u"dark"_s);
}

void TestGuideView::everythingHasAName()
{
    const auto widgets = m_view->findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        if ((widget->focusPolicy() & Qt::TabFocus) == 0 || !widget->isVisible())
            continue;
        const auto* told = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(told != nullptr && !told->text(QAccessible::Name).isEmpty(),
                 widget->metaObject()->className());
    }
}

void TestGuideView::eachShippedPageIsShown()
{
    GuideView view(Guide::shipped(), m_theme);
    view.resize(900, 600);
    view.show();
    for (const help::Page& page : Guide::shipped().pages()) {
        QVERIFY(view.open({.page = page.path}));
        QVERIFY(view.text()->toPlainText().startsWith(page.title));
        for (const help::Section& section : page.sections)
            QVERIFY2(view.open({.page = page.path, .anchor = section.anchor}),
                     qPrintable(page.path + u'#' + section.anchor));
    }
}

QTEST_MAIN(TestGuideView)
#include "tst_guideview.moc"
