// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/conversationview.h"

#include "models/items/formats.h"
#include "models/telemetry/byteoffset.h"
#include "models/telemetry/utf8.h"
#include "widgets/common/theme.h"
#include "widgets/trace/evidencemarks.h"
#include "widgets/trace/traceselection.h"

#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;
using Kind = items::MessageRow::Kind;

constexpr std::int64_t kPartCharacters = 20'000;
constexpr qsizetype kAllCharacters = 400'000;
constexpr std::int64_t kBeforePlace = 2'000; // shown before what is pointed at in a long part
constexpr std::size_t kMostHits = 2'000;
constexpr float kPointedTint = 0.28F; // of what is pointed at: the text on it stays readable

ColorRole titleRole(const items::MessageRow& row)
{
    switch (row.kind) {
    case Kind::Reasoning:
        return ColorRole::Series6;
    case Kind::ToolCall:
    case Kind::ToolResult:
        return ColorRole::Series5;
    case Kind::Passage:
        return ColorRole::Series3;
    case Kind::State:
        return ColorRole::Unknown;
    default:
        break;
    }
    if (row.isOutput)
        return ColorRole::Accent;
    return row.role == "user" ? ColorRole::Series2 : ColorRole::TextSecondary;
}

ColorRole bodyRole(Kind kind)
{
    return kind == Kind::Reasoning ? ColorRole::TextSecondary : ColorRole::TextPrimary;
}

bool countsAsOutput(const items::MessageRow& row)
{
    return row.isOutput && row.kind == Kind::Text && !row.text.empty();
}

bool isSameText(const claims::TextPlace& one, const claims::TextPlace& other)
{
    return one.span == other.span && one.kind == other.kind && one.message == other.message
        && one.part == other.part;
}

} // namespace

ConversationView::ConversationView(const common::Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_highlighter(new TextMarks(document()))
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setAccessibleName(tr("Conversation"));
    document()->setDocumentMargin(common::kSpace3);
    connect(&theme, &common::Theme::changed, this, &ConversationView::restyle);
    setFont(m_theme.font(common::TextSize::Body));
}

void ConversationView::setSelection(TraceSelection* selection)
{
    if (m_selection != nullptr)
        m_selection->disconnect(this);
    m_selection = selection;
    if (selection == nullptr)
        return;
    connect(selection, &TraceSelection::placeChanged, this, &ConversationView::showPlace);
    connect(selection, &TraceSelection::searchChanged, this, &ConversationView::search);
    connect(selection, &TraceSelection::momentChanged, this, &ConversationView::followMoment);
    showPlace();
    search();
}

void ConversationView::setRows(std::vector<items::MessageRow> rows,
                               std::vector<telemetry::Evaluation> evaluations)
{
    m_rows = std::move(rows);
    m_evaluations = std::move(evaluations);
    layOut();
}

void ConversationView::setClaims(std::shared_ptr<const claims::ClaimSet> claims)
{
    const bool isSame =
        m_claims == claims || (m_claims != nullptr && claims != nullptr && *m_claims == *claims);
    m_claims = std::move(claims);
    if (!isSame) // read again each second while it is live
        layOut();
}

void ConversationView::setTimes(std::optional<telemetry::TimeRange> times)
{
    m_times = times;
    restyle();
}

void ConversationView::layOut()
{
    m_stretches.clear();
    m_findings.clear();
    m_claimMarks.clear();
    m_isClaimed =
        m_claims != nullptr && m_claims->unknown.empty() && !m_claims->claims.empty()
        && std::ranges::any_of(m_rows, [this](const auto& row) {
               return countsAsOutput(row) && row.place && row.place->span == m_claims->generation;
           });
    findJudged();
    m_parts.clear();
    m_output = -1;
    QString text;
    std::int64_t outputOffset = 0;
    for (const auto& row : m_rows) {
        // What is pointed at is shown, however much stands before it.
        const bool isAskedFor = m_selection != nullptr && m_selection->place() && row.place
            && isSameText(*row.place, *m_selection->place());
        if (text.size() > kAllCharacters && !isAskedFor) {
            if (m_stretches.empty() || m_stretches.back().role != ColorRole::Unknown)
                addStretch(text, tr("More parts follow; they are not shown."), ColorRole::Unknown,
                           true);
            if (countsAsOutput(row))
                outputOffset += telemetry::codePointCount(row.text) + 2;
            continue;
        }
        appendRow(text, row, outputOffset);
    }
    // What is as it was stays where somebody reads it.
    while (text.endsWith(u'\n'))
        text.chop(1);
    if (text != toPlainText())
        setPlainText(text);
    search();
}

void ConversationView::scrollToOutput()
{
    if (m_output < 0)
        return;
    // From below, so that it becomes the first line.
    moveCursor(QTextCursor::End);
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::min(m_output, document()->characterCount() - 1));
    setTextCursor(cursor);
    ensureCursorVisible();
    m_scrolled = verticalScrollBar()->value();
}

// Panes above come and go: the answer stays where one looks for it, unless somebody reads.
void ConversationView::resizeEvent(QResizeEvent* event)
{
    const bool isElsewhere = verticalScrollBar()->value() != m_scrolled;
    QPlainTextEdit::resizeEvent(event);
    if (m_output >= 0 && !hasFocus() && !isElsewhere && textCursor().position() == m_output
        && event->size().height() < event->oldSize().height())
        scrollToOutput();
}

void ConversationView::addStretch(QString& text, const QString& part, ColorRole role, bool isTitle,
                                  bool isOutput)
{
    const int start = static_cast<int>(text.size());
    text += part;
    m_stretches.push_back({.start = start,
                           .end = static_cast<int>(text.size()),
                           .role = role,
                           .isTitle = isTitle,
                           .isOutput = isOutput});
    text += u'\n';
}

void ConversationView::appendRow(QString& text, const items::MessageRow& row,
                                 std::int64_t& outputOffset)
{
    if (row.isOutput && m_output < 0)
        m_output = static_cast<int>(text.size());
    QString title = common::safeLine(items::messageTitle(row).toStdString(), 120);
    if (!row.name.empty())
        title += (title.isEmpty() ? QString() : u" · "_s) + common::safeLine(row.name, 160);
    if (!row.note.isEmpty() && !row.text.empty())
        title += (title.isEmpty() ? QString() : u" · "_s) + row.note;
    if (!title.isEmpty())
        addStretch(text, title, titleRole(row), true, row.isOutput);
    if (row.text.empty())
        addStretch(text, row.note, ColorRole::Unknown, false, row.isOutput);
    else
        appendText(text, row, outputOffset);
    if (countsAsOutput(row))
        outputOffset += telemetry::codePointCount(row.text) + 2;
    text += u'\n';
}

void ConversationView::appendText(QString& text, const items::MessageRow& row,
                                  std::int64_t outputOffset)
{
    const std::int64_t from = firstShown(row);
    const std::string_view shownText =
        std::string_view(row.text).substr(telemetry::byteOffset(row.text, from));
    if (from > 0)
        addStretch(text,
                   tr("%1 characters before this are not shown …").arg(items::countText(from)),
                   ColorRole::Unknown, false, row.isOutput);
    common::SafeText shown = common::safeText(shownText, kPartCharacters);
    const int position = static_cast<int>(text.size());
    if (countsAsOutput(row))
        appendFindings(shown, position, outputOffset + from);
    addStretch(text, shown.text, bodyRole(row.kind), false, row.isOutput);
    const std::int64_t whole = from + shown.codePoints;
    if (shown.isCut)
        addStretch(text,
                   tr("… %1 of %2 characters are shown.")
                       .arg(items::countText(kPartCharacters), items::countText(whole)),
                   ColorRole::Unknown, false, row.isOutput);
    if (row.place)
        m_parts.push_back(
            {.place = *row.place, .from = from, .shown = std::move(shown), .position = position});
}

std::int64_t ConversationView::firstShown(const items::MessageRow& row) const
{
    if (m_selection == nullptr || !m_selection->place() || !row.place
        || !isSameText(*row.place, *m_selection->place()))
        return 0;
    const std::int64_t wanted = m_selection->place()->start;
    return wanted + kBeforePlace < kPartCharacters
        ? 0
        : std::max<std::int64_t>(0, wanted - kBeforePlace);
}

const ConversationView::ShownPart* ConversationView::partOf(const claims::TextPlace& place) const
{
    const auto found = std::ranges::find_if(
        m_parts, [&](const ShownPart& part) { return isSameText(part.place, place); });
    return found == m_parts.end() ? nullptr : &*found;
}

bool ConversationView::showPlace()
{
    if (m_selection == nullptr || !m_selection->place()) {
        restyle();
        return false;
    }
    const claims::TextPlace& place = *m_selection->place();
    const ShownPart* part = partOf(place);
    const bool isBeyond = part != nullptr
        && (place.start < part->from
            || (part->shown.isCut && place.end - part->from > kPartCharacters));
    const bool isLeftOut = part == nullptr && std::ranges::any_of(m_rows, [&](const auto& row) {
                               return row.place && isSameText(*row.place, place);
                           });
    if (isBeyond || isLeftOut) {
        layOut();
        part = partOf(place);
    }
    restyle();
    if (part == nullptr)
        return false;
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::clamp(part->position + part->shown.positionOf(place.start - part->from),
                                  0, document()->characterCount() - 1));
    setTextCursor(cursor);
    ensureCursorVisible();
    return true;
}

// In what is shown: the page looks through all of it and points at places.
void ConversationView::search()
{
    m_hits.clear();
    const QString wanted = m_selection == nullptr ? QString() : m_selection->search();
    if (!wanted.isEmpty()) {
        const QString text = toPlainText();
        for (qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive);
             at >= 0 && m_hits.size() < kMostHits;
             at = text.indexOf(wanted, at + wanted.size(), Qt::CaseInsensitive))
            m_hits.push_back(static_cast<int>(at));
    }
    restyle();
}

// What is not said yet at the moment of the playback: nothing of a step that has not begun, no
// output of one that has not ended.
bool ConversationView::isUnsaid(bool isOutput) const
{
    if (m_selection == nullptr || !m_selection->moment() || !m_times)
        return false;
    const telemetry::Timestamp moment = *m_selection->moment();
    return moment < (isOutput ? m_times->end : m_times->start);
}

// Many times a second while it plays, and a long text is not restyled for nothing.
void ConversationView::followMoment()
{
    if (m_isInputUnsaid != isUnsaid(false) || m_isOutputUnsaid != isUnsaid(true))
        restyle();
}

void ConversationView::restyle()
{
    setFont(m_theme.font(common::TextSize::Body));
    m_isInputUnsaid = isUnsaid(false);
    m_isOutputUnsaid = isUnsaid(true);
    std::vector<TextMarks::Mark> marks;
    for (const Stretch& stretch : m_stretches) {
        QTextCharFormat format;
        format.setForeground(m_theme.color((stretch.isOutput ? m_isOutputUnsaid : m_isInputUnsaid)
                                               ? ColorRole::TextDisabled
                                               : stretch.role));
        if (stretch.isTitle)
            format.setFontWeight(QFont::DemiBold);
        marks.push_back({.start = stretch.start, .end = stretch.end, .format = format});
    }
    for (const FindingMark& finding : m_findings) {
        QTextCharFormat format;
        format.setUnderlineStyle(findingUnderline(finding.kind));
        format.setUnderlineColor(m_theme.color(findingRole(finding.kind)));
        marks.push_back({.start = finding.start, .end = finding.end, .format = format});
    }
    for (const ClaimMark& claim : m_claimMarks) {
        QTextCharFormat format;
        format.setUnderlineStyle(supportUnderline(claim.support));
        format.setUnderlineColor(m_theme.color(supportRole(claim.support)));
        marks.push_back({.start = claim.start, .end = claim.end, .format = format});
    }
    const auto tint = [this](ColorRole role) {
        QTextCharFormat format;
        QColor color = m_theme.color(role);
        color.setAlphaF(kPointedTint);
        format.setBackground(color);
        return format;
    };
    if (m_selection != nullptr) {
        const int length = static_cast<int>(m_selection->search().size());
        for (const int hit : m_hits)
            marks.push_back(
                {.start = hit, .end = hit + length, .format = tint(ColorRole::ModeFixed)});
        const auto& place = m_selection->place();
        if (const ShownPart* part = place ? partOf(*place) : nullptr)
            marks.push_back(
                {.start = part->position + part->shown.positionOf(place->start - part->from),
                 .end = part->position + part->shown.positionOf(place->end - part->from),
                 .format = tint(ColorRole::Accent)});
    }
    m_highlighter->setMarks(std::move(marks));
}

// A click points at what is under it; a stretch that was selected is whoever's who asked for it.
void ConversationView::mouseReleaseEvent(QMouseEvent* event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    if (m_selection == nullptr || event->button() != Qt::LeftButton || textCursor().hasSelection())
        return;
    // The boundary nearest to the pointer: the character under it begins there or before.
    const QTextCursor nearest = cursorForPosition(event->position().toPoint());
    const bool isBefore = cursorRect(nearest).center().x() > event->position().x();
    const int position = nearest.position() - (isBefore ? 1 : 0);
    for (const ShownPart& part : m_parts) {
        const int inside = position - part.position;
        if (inside < 0 || inside >= part.shown.text.size())
            continue;
        const auto& positions = part.shown.positions;
        const auto next = std::upper_bound(positions.begin(), positions.end(), inside);
        claims::TextPlace place = part.place;
        place.end = part.from + (next - positions.begin());
        place.start = place.end - 1;
        m_selection->setPlace(place);
        return;
    }
}

} // namespace traceview
