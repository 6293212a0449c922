// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/keymap.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/evidencecard.h"
#include "widgets/trace/evidencelines.h"
#include "widgets/trace/evidencemarks.h"
#include "widgets/trace/traceselection.h"
#include "widgets/trace/whyview.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

// Part of ClaimsView: keys, the mouse, what is drawn over the answer, and what stays when it is
// read again.

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using claims::Claim;
using claims::Support;
using common::ColorRole;

constexpr std::size_t kMostAnswerMarks = 2'000;
constexpr int kMostFound = 500;
constexpr float kChosenTint = 0.28F;
constexpr float kSharedTint = 0.22F; // as on the cards
constexpr float kRestingTint = 0.14F;

} // namespace

void ClaimsView::mark()
{
    std::vector<TextMarks::Mark> marks;
    const auto add = [&](int start, int end, const QTextCharFormat& format) {
        if (start < end && marks.size() < kMostAnswerMarks)
            marks.push_back({.start = start, .end = end, .format = format});
    };
    const auto tinted = [this](ColorRole role, float share) {
        QTextCharFormat format;
        QColor tint = m_theme.color(role);
        tint.setAlphaF(share);
        format.setBackground(tint);
        return format;
    };
    const auto index = chosen();
    if (m_set != nullptr) {
        for (std::size_t i = 0; i < m_set->claims.size(); ++i) {
            const Claim& one = m_set->claims[i];
            const bool isChosen = index == i;
            const bool isResting = std::ranges::binary_search(m_resting, i);
            if (!(isShown(one) || isChosen || isResting))
                continue;
            QTextCharFormat format;
            if (isChosen)
                format = tinted(ColorRole::Accent, kChosenTint);
            else if (isResting)
                format = tinted(ColorRole::Accent, kRestingTint);
            if (supportUnderline(one.support) != QTextCharFormat::NoUnderline) {
                format.setUnderlineStyle(supportUnderline(one.support));
                format.setUnderlineColor(m_theme.color(supportRole(one.support)));
            }
            add(shownPosition(one.start), shownPosition(one.end), format);
        }
        // The words that the passage pointed at, else the best one, has too.
        const Claim* one = claim();
        if (one != nullptr && !one->evidence.empty()) {
            auto evidence = one->evidence.begin();
            if (m_selection.place())
                evidence = std::ranges::find(one->evidence, *m_selection.place(),
                                             &claims::Evidence::place);
            if (evidence == one->evidence.end())
                evidence = one->evidence.begin();
            const QTextCharFormat same = tinted(ColorRole::EvidenceSupported, kSharedTint);
            for (const claims::SharedWords& words : evidence->shared)
                add(shownPosition(words.claimStart), shownPosition(words.claimEnd), same);
        }
    }
    const QString& search = m_selection.search();
    const QString& text = m_shown.text;
    int found = 0;
    for (qsizetype at = search.isEmpty() ? -1 : text.indexOf(search, 0, Qt::CaseInsensitive);
         at >= 0 && found < kMostFound;
         at = text.indexOf(search, at + search.size(), Qt::CaseInsensitive), ++found)
        add(static_cast<int>(at), static_cast<int>(at + search.size()),
            tinted(ColorRole::Severity3, 0.45F));
    m_marks->setMarks(std::move(marks));
}

// Layouts settle first; many reasons at once are one drawing.
void ClaimsView::draw()
{
    if (m_isDrawing)
        return;
    m_isDrawing = true;
    QTimer::singleShot(0, this, [this] {
        m_isDrawing = false;
        if (std::exchange(m_isToReveal, false) && claim() != nullptr)
            m_answer->ensureCursorVisible();
        std::vector<EvidenceLines::Glyph> glyphs;
        std::vector<EvidenceLines::Line> lines;
        const auto heightOf = [this](int position) {
            QTextCursor cursor(m_answer->document());
            cursor.setPosition(std::min(position, m_answer->document()->characterCount() - 1));
            const QPoint at = m_answer->cursorRect(cursor).center();
            return m_lines->mapFromGlobal(m_answer->viewport()->mapToGlobal(at)).y();
        };
        const int top = m_answer->cursorForPosition({0, 0}).position();
        const int bottom = m_answer
                               ->cursorForPosition({m_answer->viewport()->width() - 1,
                                                    m_answer->viewport()->height() - 1})
                               .position();
        const auto index = chosen();
        int chosenHeight = 0;
        for (std::size_t i = 0; m_set != nullptr && i < m_set->claims.size(); ++i) {
            const Claim& one = m_set->claims[i];
            const bool isChosen = index == i;
            const int start = shownPosition(one.start);
            if (start == shownPosition(one.end) || start < top || start > bottom)
                continue;
            if (!isShown(one) && !isChosen)
                continue;
            // Of several claims in one line the worst stands there, or the chosen one.
            const EvidenceLines::Glyph glyph{.claim = i,
                                             .height = heightOf(start),
                                             .support = one.support,
                                             .isChosen = isChosen,
                                             .isResting = std::ranges::binary_search(m_resting, i)};
            if (isChosen)
                chosenHeight = glyph.height;
            EvidenceLines::Glyph* last = glyphs.empty() ? nullptr : &glyphs.back();
            if (last == nullptr || std::abs(last->height - glyph.height) > 2) {
                glyphs.push_back(glyph);
            } else if (isChosen
                       || (!last->isChosen
                           && supportRank(glyph.support) < supportRank(last->support))) {
                const bool isResting = last->isResting || glyph.isResting;
                *last = glyph;
                last->isResting = isResting;
            }
        }
        const Claim* one = claim();
        const bool isSeen = std::ranges::any_of(glyphs, &EvidenceLines::Glyph::isChosen);
        for (std::size_t i = 0; one != nullptr && isSeen && !isWhyShown() && i < m_cards.size();
             ++i) {
            const claims::Evidence& evidence = one->evidence[i];
            const QPoint anchor =
                m_cards[i]->mapTo(m_scroll->viewport(), QPoint(0, m_cards[i]->anchorHeight()));
            if (anchor.y() < 0 || anchor.y() > m_scroll->viewport()->height())
                continue;
            lines.push_back(
                {.from = chosenHeight,
                 .to = m_lines->mapFromGlobal(m_scroll->viewport()->mapToGlobal(anchor)).y(),
                 .support = claims::supportOf(*one, evidence),
                 .isDropped = evidence.isDropped});
        }
        m_lines->setContent(std::move(glyphs), std::move(lines));
    });
}

std::optional<std::size_t> ClaimsView::claimAt(int position) const
{
    std::optional<std::size_t> best;
    std::int64_t length = 0;
    for (std::size_t i = 0; m_set != nullptr && i < m_set->claims.size(); ++i) {
        const Claim& one = m_set->claims[i];
        if (position < shownPosition(one.start) || position >= shownPosition(one.end)
            || !isShown(one))
            continue;
        if (!best || one.end - one.start < length) {
            best = i;
            length = one.end - one.start;
        }
    }
    return best;
}

void ClaimsView::step(int direction)
{
    if (m_set == nullptr)
        return;
    const auto count = static_cast<std::ptrdiff_t>(m_set->claims.size());
    std::ptrdiff_t at = direction > 0 ? -1 : count;
    if (const auto index = chosen())
        at = static_cast<std::ptrdiff_t>(*index);
    for (at += direction; at >= 0 && at < count; at += direction)
        if (isShown(m_set->claims[static_cast<std::size_t>(at)]))
            return choose(static_cast<std::size_t>(at));
}

void ClaimsView::stepWorst(int direction)
{
    if (m_set == nullptr)
        return;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < m_set->claims.size(); ++i)
        if (isShown(m_set->claims[i]))
            order.push_back(i);
    std::ranges::stable_sort(order, [this](std::size_t a, std::size_t b) {
        const Claim& one = m_set->claims[a];
        const Claim& other = m_set->claims[b];
        if (one.support != other.support)
            return supportRank(one.support) < supportRank(other.support);
        return one.probability > other.probability;
    });
    if (order.empty())
        return;
    const auto index = chosen();
    const auto at = index ? std::ranges::find(order, *index) : order.end();
    if (at == order.end())
        return choose(direction > 0 ? order.front() : order.back());
    // Behind the best one comes the worst again.
    const auto count = static_cast<std::ptrdiff_t>(order.size());
    const auto next = (at - order.begin() + direction + count) % count;
    choose(order[static_cast<std::size_t>(next)]);
}

void ClaimsView::askWhy()
{
    const auto index = chosen();
    if (!index)
        return;
    m_return = std::pair(m_set->generation, *index);
    m_why->setSearching();
    m_side->setCurrentWidget(m_why);
    draw();
    emit whyAsked(*index);
}

ClaimsView::Kept ClaimsView::keep() const
{
    Kept kept;
    if (const Claim* one = claim())
        kept.claim = std::pair(one->start, one->end);
    kept.anchor = m_answer->textCursor().anchor();
    kept.position = m_answer->textCursor().position();
    kept.scrolled = m_answer->verticalScrollBar()->value();
    kept.evidenceScrolled = m_scroll->verticalScrollBar()->value();
    const QWidget* focused = focusWidget();
    if (focused != nullptr && focused->hasFocus())
        kept.focused = focused->objectName();
    return kept;
}

void ClaimsView::restore(const Kept& kept)
{
    const int last = m_answer->document()->characterCount() - 1;
    QTextCursor cursor(m_answer->document());
    cursor.setPosition(std::min(kept.anchor, last));
    cursor.setPosition(std::min(kept.position, last), QTextCursor::KeepAnchor);
    m_answer->setTextCursor(cursor);
    m_answer->verticalScrollBar()->setValue(kept.scrolled);
    m_list->activate(); // as high as it was, before it is scrolled
    m_scroll->verticalScrollBar()->setValue(kept.evidenceScrolled);
    const auto focus = [&kept](QWidget* widget) {
        if (!kept.focused.isEmpty() && widget->objectName() == kept.focused)
            widget->setFocus(Qt::OtherFocusReason);
    };
    std::ranges::for_each(m_buttons, focus);
    std::ranges::for_each(m_cards, focus);
}

// Others may have come before it.
std::optional<std::size_t>
ClaimsView::claimOver(const std::pair<std::int64_t, std::int64_t>& stretch) const
{
    for (std::size_t i = 0; m_set != nullptr && i < m_set->claims.size(); ++i) {
        if (m_set->claims[i].start == stretch.first && m_set->claims[i].end == stretch.second)
            return i;
    }
    return std::nullopt;
}

bool ClaimsView::hasSomethingToLeave() const
{
    return isWhyShown() || m_selection.place() || m_filter;
}

// Escape is the window's way back to live: only once nothing is left to go back from here.
bool ClaimsView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        if (key.key() == Qt::Key_Escape && key.modifiers() == Qt::NoModifier
            && hasSomethingToLeave()) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

bool ClaimsView::handleKey(const QKeyEvent& event)
{
    using common::KeyCommand;
    if (const auto command = common::keymap().find(common::KeyContext::Claims, event)) {
        if (command == KeyCommand::NextClaim || command == KeyCommand::PreviousClaim)
            step(command == KeyCommand::NextClaim ? 1 : -1);
        else if (command == KeyCommand::WhyClaim)
            askWhy();
        else
            stepWorst(command == KeyCommand::NextWorstClaim ? 1 : -1);
        return true;
    }
    if ((event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Escape:
        if (isWhyShown())
            leaveWhy();
        else if (m_selection.place())
            m_selection.setPlace(std::nullopt);
        else if (m_filter)
            setFilter(std::nullopt);
        else
            return false;
        return true;
    default:
        return false;
    }
}

QString ClaimsView::summaryText() const
{
    QStringList parts;
    for (const QToolButton* button : m_buttons)
        parts << button->text();
    if (parts.isEmpty())
        return {};
    const QString head = parts.takeFirst();
    return parts.isEmpty() ? head : head + u": "_s + parts.join(u", "_s);
}

void ClaimsView::keyPressEvent(QKeyEvent* event)
{
    if (!handleKey(*event))
        QWidget::keyPressEvent(event);
}

bool ClaimsView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_answer && event->type() == QEvent::KeyPress) {
        if (handleKey(*static_cast<QKeyEvent*>(event)))
            return true;
    }
    const bool isText = watched == m_answer->viewport();
    if (isText && event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QTextCursor at = m_answer->cursorForPosition(mouse->position().toPoint());
        if (mouse->button() == Qt::LeftButton && !m_answer->textCursor().hasSelection())
            if (const auto index = claimAt(at.position()))
                choose(*index);
    }
    if (isText && event->type() == QEvent::MouseMove) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QTextCursor at = m_answer->cursorForPosition(mouse->position().toPoint());
        m_answer->viewport()->setCursor(claimAt(at.position()) ? Qt::PointingHandCursor
                                                               : Qt::IBeamCursor);
    }
    if (isText && event->type() == QEvent::Resize)
        m_isToReveal = true; // the chosen one, in what room there is once it is laid out
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        draw();
    return QWidget::eventFilter(watched, event);
}

} // namespace traceview
