// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/conversationview.h"

#include "models/items/formats.h"
#include "models/telemetry/utf8.h"
#include "widgets/common/theme.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;
using Kind = items::MessageRow::Kind;

constexpr std::int64_t kPartCharacters = 20'000;
constexpr qsizetype kAllCharacters = 400'000;

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

void ConversationView::setRows(std::vector<items::MessageRow> rows,
                               std::vector<telemetry::Evaluation> evaluations)
{
    m_rows = std::move(rows);
    m_evaluations = std::move(evaluations);
    m_stretches.clear();
    m_findings.clear();
    m_output = -1;
    QString text;
    std::int64_t outputOffset = 0;
    for (const auto& row : m_rows) {
        if (text.size() > kAllCharacters) {
            addStretch(text, tr("More parts follow; they are not shown."), ColorRole::Unknown,
                       true);
            break;
        }
        appendRow(text, row, outputOffset);
    }
    // What is as it was stays where somebody reads it.
    const QString shown = text.trimmed();
    if (shown != toPlainText())
        setPlainText(shown);
    restyle();
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
}

void ConversationView::addStretch(QString& text, const QString& part, ColorRole role, bool isTitle)
{
    const int start = static_cast<int>(text.size());
    text += part;
    m_stretches.push_back(
        {.start = start, .end = static_cast<int>(text.size()), .role = role, .isTitle = isTitle});
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
        addStretch(text, title, titleRole(row), true);
    if (row.text.empty()) {
        addStretch(text, row.note, ColorRole::Unknown, false);
        text += u'\n';
        return;
    }
    const common::SafeText shown = common::safeText(row.text, kPartCharacters);
    if (countsAsOutput(row)) {
        appendFindings(shown, static_cast<int>(text.size()), outputOffset);
        outputOffset += shown.codePoints + 2;
    }
    addStretch(text, shown.text, bodyRole(row.kind), false);
    if (shown.isCut)
        addStretch(text,
                   tr("… %1 of %2 characters are shown.")
                       .arg(items::countText(kPartCharacters), items::countText(shown.codePoints)),
                   ColorRole::Unknown, false);
    text += u'\n';
}

// `outputOffset`: code points of the output before this part.
void ConversationView::appendFindings(const common::SafeText& shown, int position,
                                      std::int64_t outputOffset)
{
    std::vector<telemetry::Evaluation> here = m_evaluations;
    for (auto& evaluation : here) {
        std::erase_if(evaluation.findings, [&](const telemetry::Finding& finding) {
            return finding.end <= outputOffset || finding.start >= outputOffset + shown.codePoints;
        });
        for (auto& finding : evaluation.findings) {
            finding.start -= outputOffset;
            finding.end -= outputOffset;
        }
    }
    for (FindingMark mark : findingMarks(here, shown)) {
        mark.start += position;
        mark.end += position;
        m_findings.push_back(std::move(mark));
    }
}

void ConversationView::restyle()
{
    setFont(m_theme.font(common::TextSize::Body));
    std::vector<TextMarks::Mark> marks;
    for (const Stretch& stretch : m_stretches) {
        QTextCharFormat format;
        format.setForeground(m_theme.color(stretch.role));
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
    m_highlighter->setMarks(std::move(marks));
}

bool ConversationView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    const auto* help = dynamic_cast<QHelpEvent*>(event);
    const int position = cursorForPosition(help->pos()).position();
    const auto hit = std::find_if(m_findings.begin(), m_findings.end(), [=](const auto& finding) {
        return finding.start <= position && position < finding.end;
    });
    if (hit == m_findings.end())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), findingText(hit->kind).toHtmlEscaped(), this);
    return true;
}

} // namespace traceview
