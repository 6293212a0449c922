// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/help/guidetext.h"

#include "widgets/common/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QFontDatabase>
#include <QList>
#include <QScrollBar>
#include <QShowEvent>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextFragment>
#include <QTextFrame>
#include <QTextList>
#include <QTextTable>
#include <QUrl>
#include <QVariant>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace help {

namespace {

constexpr int kMostMarks = 500;

struct Stretch
{
    int begin = 0;
    int end = 0;
    QTextCharFormat format;
};

std::vector<Stretch> stretchesOf(const QTextBlock& block)
{
    std::vector<Stretch> stretches;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextFragment fragment = it.fragment();
        stretches.push_back({.begin = fragment.position(),
                             .end = fragment.position() + fragment.length(),
                             .format = fragment.charFormat()});
    }
    return stretches;
}

bool isCodeBlock(const QTextBlock& block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage)
        || block.blockFormat().hasProperty(QTextFormat::BlockCodeFence);
}

common::TextSize headingSize(int level)
{
    if (level == 1)
        return common::TextSize::Display;
    return level == 2 ? common::TextSize::Title : common::TextSize::Body;
}

} // namespace

GuideText::GuideText(const common::Theme& theme, QWidget* parent)
    : QTextBrowser(parent)
    , m_theme(theme)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Page of the guide"));
    document()->setUndoRedoEnabled(false);
    connect(this, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& url) { emit linkActivated(url.toString()); });
    connect(&theme, &common::Theme::changed, this, [this] {
        const QString at = anchorAtTop();
        rebuild();
        goTo(at);
    });
}

void GuideText::setPage(const QString& markdown)
{
    m_markdown = markdown;
    rebuild();
    goTo({});
}

bool GuideText::goTo(const QString& anchor)
{
    if (anchor.isEmpty()) {
        m_wanted.clear();
        moveCursor(QTextCursor::Start);
        verticalScrollBar()->setValue(0);
        return true;
    }
    const auto section = std::ranges::find(m_sections, anchor, &Section::anchor);
    if (section == m_sections.end())
        return false;
    m_wanted = anchor;
    QTextCursor cursor(document());
    cursor.setPosition(section->position); // from here Tab goes on to the next link
    setTextCursor(cursor);
    const double top = topOf(section->position);
    leaveRoomBelow(top);
    document()->documentLayout()->documentSize(); // laid out to its end, so that it can be scrolled
    verticalScrollBar()->setValue(qRound(top));
    return true;
}

// The last sections of a page are shorter than the view: there, too, the heading that was asked for
// stands where the eye looks for it.
void GuideText::leaveRoomBelow(double top)
{
    QTextFrame* root = document()->rootFrame();
    QTextFrameFormat format = root->frameFormat();
    const double filled = document()->documentLayout()->documentSize().height()
        - format.bottomMargin() + common::kSpace4;
    const double margin =
        common::kSpace4 + std::max(0.0, std::ceil(top + viewport()->height() - filled));
    if (qFuzzyCompare(format.bottomMargin(), margin))
        return;
    format.setBottomMargin(margin);
    root->setFrameFormat(format);
}

QString GuideText::anchorAtTop() const
{
    QString anchor;
    for (const Section& section : m_sections) {
        if (qRound(topOf(section.position)) > verticalScrollBar()->value() + 1)
            break;
        anchor = section.anchor;
    }
    return anchor;
}

double GuideText::topOf(int position) const
{
    return document()->documentLayout()->blockBoundingRect(document()->findBlock(position)).top();
}

void GuideText::mark(const QStringList& words)
{
    m_words = words;
    QList<ExtraSelection> marks;
    QTextCharFormat format;
    format.setBackground(m_theme.color(common::ColorRole::Surface3));
    format.setForeground(m_theme.color(common::ColorRole::TextPrimary));
    format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
    format.setUnderlineColor(m_theme.color(common::ColorRole::Accent));
    for (const QString& word : words) {
        QTextCursor found = document()->find(word);
        while (!found.isNull() && marks.size() < kMostMarks) {
            marks.append({found, format});
            found = document()->find(word, found);
        }
    }
    setExtraSelections(marks);
}

QVariant GuideText::loadResource(int, const QUrl&)
{
    return {};
}

void GuideText::resizeEvent(QResizeEvent* event)
{
    const QString at = !m_wasShown          ? m_wanted
        : verticalScrollBar()->value() == 0 ? QString()
                                            : anchorAtTop();
    QTextBrowser::resizeEvent(event);
    if (!at.isEmpty())
        goTo(at);
}

// Qt scrolls a text that is shown for the first time just so far that its cursor is in sight.
void GuideText::showEvent(QShowEvent* event)
{
    QTextBrowser::showEvent(event);
    if (std::exchange(m_wasShown, true) || m_wanted.isEmpty())
        return;
    goTo(QString(m_wanted));
}

void GuideText::rebuild()
{
    QTextDocument* text = document();
    text->setDefaultFont(m_theme.font(common::TextSize::Body));
    text->setMarkdown(m_markdown, kGuideMarkdown);
    text->setDocumentMargin(common::kSpace4);
    text->setIndentWidth(common::kSpace6);
    QTextCursor edit(text);
    edit.beginEditBlock();
    for (QTextBlock block = text->begin(); block.isValid(); block = block.next())
        dressBlock(block);
    dressTables();
    edit.endEditBlock();
    m_sections = sectionsOf(*text);
    mark(m_words);
}

void GuideText::dressBlock(const QTextBlock& block)
{
    QTextCursor cursor(block);
    QTextBlockFormat room;
    const int level = block.blockFormat().headingLevel();
    const bool isCode = isCodeBlock(block);
    const bool isLastOfCode = isCode && !isCodeBlock(block.next());
    room.setTopMargin(level > 1 ? common::kSpace4 : 0);
    if (level > 0 || isLastOfCode)
        room.setBottomMargin(common::kSpace2);
    else if (isCode || cursor.currentTable() != nullptr)
        room.setBottomMargin(0);
    else
        room.setBottomMargin(block.textList() != nullptr ? common::kSpace1 : common::kSpace2);
    if (isCode) {
        room.setBackground(m_theme.color(common::ColorRole::Surface2));
        room.setNonBreakableLines(false);
        room.setLeftMargin(common::kSpace2);
        room.setRightMargin(common::kSpace2);
    }
    cursor.mergeBlockFormat(room);

    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont body = m_theme.font(common::TextSize::Body);
    fixed.setPixelSize(body.pixelSize());
    for (const Stretch& stretch : stretchesOf(block)) {
        QTextCharFormat format = stretch.format;
        const bool isFixed = isCode || format.fontFixedPitch();
        const bool isBold = format.fontWeight() > QFont::Normal;
        const bool isItalic = format.fontItalic();
        format.clearProperty(QTextFormat::FontSizeAdjustment);
        QFont font = level > 0 ? m_theme.font(headingSize(level), true)
            : isFixed          ? fixed
                               : m_theme.font(common::TextSize::Body, isBold);
        font.setItalic(isItalic);
        format.setFont(font);
        format.setForeground(m_theme.color(common::ColorRole::TextPrimary));
        if (format.isAnchor()) {
            format.setForeground(m_theme.color(common::ColorRole::Accent));
            format.setFontUnderline(true);
        }
        if (isFixed && !isCode && !format.isAnchor())
            format.setBackground(m_theme.color(common::ColorRole::Surface2));
        cursor.setPosition(stretch.begin);
        cursor.setPosition(stretch.end, QTextCursor::KeepAnchor);
        cursor.setCharFormat(format);
    }
}

void GuideText::dressTables()
{
    const auto frames = document()->rootFrame()->childFrames();
    for (QTextFrame* frame : frames) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (table == nullptr)
            continue;
        QTextTableFormat format = table->format();
        format.setBorder(1);
        format.setBorderBrush(m_theme.color(common::ColorRole::Line));
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderCollapse(true);
        format.setCellSpacing(0);
        format.setCellPadding(common::kSpace1);
        format.setBottomMargin(common::kSpace3);
        table->setFormat(format);
    }
}

} // namespace help
