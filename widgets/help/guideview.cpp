// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/help/guideview.h"

#include "widgets/common/formats.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/help/guidetext.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequence>
#include <QLabel>
#include <QSignalBlocker>
#include <QSplitter>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace help {

namespace {

constexpr int kPageRole = Qt::UserRole + 1;
constexpr int kAnchorRole = Qt::UserRole + 2;
constexpr int kContentsWidth = 260;
constexpr int kTextWidth = 640;
constexpr int kDeepest = 2; // level of the headings that the contents list by themselves
constexpr qsizetype kMostPast = 100;

QToolButton* wayButton(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QStringList wordsOf(const QString& text)
{
    return text.simplified().split(u' ', Qt::SkipEmptyParts);
}

bool hasAll(const Page& page, const Section& section, const QStringList& words)
{
    return std::ranges::all_of(words, [&page, &section](const QString& word) {
        return section.title.contains(word, Qt::CaseInsensitive)
            || section.text.contains(word, Qt::CaseInsensitive)
            || page.title.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace

GuideView::GuideView(const Guide& guide, const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_guide(guide)
    , m_theme(theme)
{
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildSide());
    splitter->addWidget(buildPage());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kContentsWidth, kTextWidth});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    setFocusProxy(m_text);
    connect(&theme, &common::Theme::changed, this, &GuideView::restyle);
    restyle();
    if (!guide.pages().empty())
        display({.page = guide.pages().front().path});
}

QWidget* GuideView::buildSide()
{
    auto* side = new QWidget(this);
    m_search = new common::SearchLine(common::SearchLine::Escape::ClearsFirst, side);
    m_search->setPlaceholderText(tr("Search the guide"));
    m_search->setAccessibleName(tr("Search the guide"));
    m_search->setClearButtonEnabled(true);
    m_found = new QLabel(side);
    m_found->setTextFormat(Qt::PlainText);
    m_found->setForegroundRole(QPalette::PlaceholderText);
    m_contents = new QTreeWidget(side);
    m_contents->setAccessibleName(tr("Contents of the guide"));
    m_contents->setHeaderHidden(true);
    m_contents->setFrameShape(QFrame::NoFrame);
    buildContents();
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(common::kSpace2, common::kSpace2, 0, common::kSpace2);
    layout->setSpacing(common::kSpace1);
    layout->addWidget(m_search);
    layout->addWidget(m_found);
    layout->addWidget(m_contents, 1);
    connect(m_search, &QLineEdit::textChanged, this, &GuideView::search);
    connect(m_search, &QLineEdit::returnPressed, this, &GuideView::openFound);
    connect(m_search, &common::SearchLine::left, this,
            [this] { m_text->setFocus(Qt::OtherFocusReason); });
    connect(m_contents, &QTreeWidget::currentItemChanged, this,
            [this](const QTreeWidgetItem* item) { openItem(item); });
    connect(m_contents, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        openItem(item);
        m_text->setFocus(Qt::OtherFocusReason);
    });
    search({});
    return side;
}

QWidget* GuideView::buildPage()
{
    auto* page = new QWidget(this);
    m_back = new QAction(tr("← Back"), this);
    m_back->setShortcuts(QKeySequence::Back);
    m_forward = new QAction(tr("Forward →"), this);
    m_forward->setShortcuts(QKeySequence::Forward);
    for (QAction* action : {m_back, m_forward}) {
        action->setEnabled(false);
        addAction(action);
    }
    connect(m_back, &QAction::triggered, this, &GuideView::goBack);
    connect(m_forward, &QAction::triggered, this, &GuideView::goForward);
    auto* ways = new QHBoxLayout;
    ways->setContentsMargins(common::kSpace2, common::kSpace2, common::kSpace2, 0);
    ways->addWidget(wayButton(m_back, page));
    ways->addWidget(wayButton(m_forward, page));
    ways->addStretch(1);
    // Said where the window speaks another language.
    constexpr const char* english = QT_TR_NOOP("The guide is in English only.");
    if (const QString told = tr(english); told != QString::fromLatin1(english)) {
        auto* language = new QLabel(told, page);
        language->setObjectName(u"guideLanguage"_s);
        language->setTextFormat(Qt::PlainText);
        language->setForegroundRole(QPalette::PlaceholderText);
        ways->addWidget(language);
    }
    m_text = new GuideText(m_theme, page);
    m_bar = new common::MessageBar(m_theme, page);
    m_bar->clear();
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(common::kSpace1);
    layout->addLayout(ways);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_bar); // below, so that nothing moves that is read
    connect(m_text, &GuideText::linkActivated, this, &GuideView::follow);
    connect(m_bar, &common::MessageBar::actionTriggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_outside);
        m_bar->clear();
    });
    return page;
}

void GuideView::buildContents()
{
    for (const Page& page : m_guide.pages()) {
        auto* top = new QTreeWidgetItem(m_contents, {page.title});
        top->setData(0, kPageRole, page.path);
        for (std::size_t i = 1; i < page.sections.size(); ++i) {
            const Section& section = page.sections[i];
            auto* item = new QTreeWidgetItem(top, {section.title});
            item->setData(0, kPageRole, page.path);
            item->setData(0, kAnchorRole, section.anchor);
        }
    }
}

bool GuideView::open(const Place& place)
{
    if (m_guide.section(place) == nullptr)
        return false;
    if (place == m_place) { // gone to again
        display(place);
        return true;
    }
    m_past.push_back(m_place);
    if (std::ssize(m_past) > kMostPast)
        m_past.erase(m_past.begin());
    m_ahead.clear();
    display(place);
    return true;
}

void GuideView::display(const Place& place)
{
    const Page* page = m_guide.page(place.page);
    const bool isOther = page->path != m_place.page;
    m_place = place;
    m_bar->clear();
    if (isOther)
        m_text->setPage(page->markdown);
    m_text->goTo(place.anchor);
    m_back->setEnabled(!m_past.empty());
    m_forward->setEnabled(!m_ahead.empty());
    chooseItem();
}

void GuideView::follow(const QString& link)
{
    if (const auto place = m_guide.resolve(m_place.page, link)) {
        open(*place);
        return;
    }
    const Place address = addressOf(m_place.page, link);
    m_outside = address.page;
    m_bar->say(common::MessageBar::Kind::Info,
               m_outside.contains(u':')
                   ? tr("Not in this guide, and not opened from here: %1").arg(m_outside)
                   : tr("Not in this guide; a file of the project's source: %1").arg(m_outside),
               tr("&Copy"));
}

void GuideView::goBack()
{
    if (m_past.empty())
        return;
    m_ahead.push_back(m_place);
    const Place place = std::exchange(m_past.back(), {});
    m_past.pop_back();
    display(place);
}

void GuideView::goForward()
{
    if (m_ahead.empty())
        return;
    m_past.push_back(m_place);
    const Place place = std::exchange(m_ahead.back(), {});
    m_ahead.pop_back();
    display(place);
}

void GuideView::search(const QString& text)
{
    const QStringList words = wordsOf(text);
    int found = 0;
    const QSignalBlocker blocker(m_contents); // what is read stays until one is chosen
    for (int i = 0; i < m_contents->topLevelItemCount(); ++i) {
        QTreeWidgetItem* top = m_contents->topLevelItem(i);
        const Page& page = m_guide.pages()[static_cast<std::size_t>(i)];
        bool hasFound = false;
        for (std::size_t s = 0; s < page.sections.size(); ++s) {
            const bool isFound = hasAll(page, page.sections[s], words);
            hasFound = hasFound || isFound;
            found += isFound ? 1 : 0;
            if (s == 0)
                continue; // that is the page itself
            QTreeWidgetItem* item = top->child(static_cast<int>(s) - 1);
            item->setHidden(words.isEmpty() ? page.sections[s].level > kDeepest : !isFound);
        }
        top->setHidden(!hasFound);
        top->setExpanded(!words.isEmpty() && hasFound);
    }
    m_found->setText(words.isEmpty()  ? QString()
                         : found == 0 ? tr("Nothing in the guide has all of these words.")
                         : found == 1 ? tr("1 section")
                                      : tr("%1 sections").arg(common::countText(found)));
    if (m_text != nullptr) {
        m_text->mark(words);
        if (words.isEmpty())
            chooseItem();
    }
}

void GuideView::openFound()
{
    const QStringList words = wordsOf(m_search->text());
    if (words.isEmpty())
        return;
    for (const Page& page : m_guide.pages()) {
        for (const Section& section : page.sections) {
            if (!hasAll(page, section, words))
                continue;
            open({.page = page.path,
                  .anchor = &section == &page.sections.front() ? QString() : section.anchor});
            m_contents->setFocus(Qt::OtherFocusReason); // from here on to the next
            return;
        }
    }
}

void GuideView::openItem(const QTreeWidgetItem* item)
{
    if (item == nullptr)
        return;
    open({.page = item->data(0, kPageRole).toString(),
          .anchor = item->data(0, kAnchorRole).toString()});
}

void GuideView::chooseItem()
{
    const QSignalBlocker blocker(m_contents);
    for (int i = 0; i < m_contents->topLevelItemCount(); ++i) {
        QTreeWidgetItem* top = m_contents->topLevelItem(i);
        if (top->data(0, kPageRole).toString() != m_place.page)
            continue;
        QTreeWidgetItem* chosen = top;
        for (int c = 0; c < top->childCount(); ++c) {
            if (!m_place.anchor.isEmpty()
                && top->child(c)->data(0, kAnchorRole).toString() == m_place.anchor
                && !top->child(c)->isHidden())
                chosen = top->child(c);
        }
        top->setExpanded(true);
        m_contents->setCurrentItem(chosen);
        m_contents->scrollToItem(chosen);
        return;
    }
}

void GuideView::restyle()
{
    m_contents->setFont(m_theme.font(common::TextSize::Body));
    m_found->setFont(m_theme.font(common::TextSize::Small));
}

} // namespace help
