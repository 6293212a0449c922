// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/findingsbar.h"

#include "models/items/formats.h"
#include "widgets/common/icons.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>
#include <QTextLayout>
#include <QToolButton>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;
using items::FindingWeight;

constexpr int kFindingMark = 14;
constexpr int kMenuCharacters = 160;
constexpr int kMenuWidth = 640; // at most, and never wider than the window
constexpr int kMenuFrame = 80; // of it beside the words: mark and margins

// Shape first, colour second.
QIcon weightIcon(const common::Theme& theme, FindingWeight weight)
{
    switch (weight) {
    case FindingWeight::Fault:
        return common::icon(theme, u"error"_s, ColorRole::Severity1);
    case FindingWeight::Doubt:
        return common::icon(theme, u"warning"_s, ColorRole::Severity3);
    case FindingWeight::Remark:
        return common::icon(theme, u"info"_s, ColorRole::TextSecondary);
    }
    return {};
}

} // namespace

QString findingWeightText(FindingWeight weight)
{
    switch (weight) {
    case FindingWeight::Fault:
        return FindingsBar::tr("Fault");
    case FindingWeight::Doubt:
        return FindingsBar::tr("Doubt");
    case FindingWeight::Remark:
        return FindingsBar::tr("Remark");
    }
    return {};
}

std::string findingViewName(items::FindingView view)
{
    switch (view) {
    case items::FindingView::Steps:
        return "waterfall";
    case items::FindingView::Claims:
        return "claims";
    case items::FindingView::Graph:
        return "graph";
    case items::FindingView::Context:
        return "context";
    }
    return {};
}

FindingLine::FindingLine(const common::Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void FindingLine::setFinding(const items::TraceFinding& finding)
{
    m_weight = finding.weight;
    m_words = finding.text;
    setAccessibleName(tr("%1: %2").arg(findingWeightText(m_weight), m_words));
    tell();
    fit();
    update();
}

void FindingLine::setWays(const QString& ways)
{
    m_ways = ways;
    tell();
}

void FindingLine::tell()
{
    const QString shows = tr("Shows the step where it is seen");
    setAccessibleDescription(m_ways.isEmpty() ? shows : shows + u". "_s + m_ways);
    setToolTip(common::plainToolTip(m_ways.isEmpty() ? accessibleName()
                                                     : accessibleName() + u'\n' + m_ways));
}

void FindingLine::setMayWrap(bool mayWrap)
{
    m_mayWrap = mayWrap;
    fit();
}

int FindingLine::textWidth() const
{
    return width() - kFindingMark - common::kSpace2;
}

// As many lines as the words need here; the height says it to the layout.
void FindingLine::fit()
{
    const bool isLong = fontMetrics().horizontalAdvance(m_words) > textWidth();
    const int lines = m_mayWrap && isLong ? 2 : 1;
    if (std::exchange(m_lines, lines) != lines)
        updateGeometry();
}

void FindingLine::resizeEvent(QResizeEvent* event)
{
    QAbstractButton::resizeEvent(event);
    fit();
}

QSize FindingLine::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {kFindingMark + common::kSpace2
                + metrics.horizontalAdvance(m_words.left(kMenuCharacters)),
            std::max(metrics.height() * m_lines, kFindingMark) + common::kSpace1};
}

QSize FindingLine::minimumSizeHint() const
{
    return {kFindingMark * 4, sizeHint().height()};
}

void FindingLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (underMouse() || isDown())
        painter.fillRect(rect(),
                         m_theme.color(isDown() ? ColorRole::Surface3 : ColorRole::Surface2));
    const int line = fontMetrics().height();
    const int top = (height() - line * m_lines) / 2;
    const QRect mark(0, top + (line - kFindingMark) / 2, kFindingMark, kFindingMark);
    weightIcon(m_theme, m_weight).paint(&painter, mark);
    const QRect room = rect().adjusted(kFindingMark + common::kSpace2, 0, 0, 0);
    painter.setPen(m_theme.color(m_weight == FindingWeight::Remark ? ColorRole::TextSecondary
                                                                   : ColorRole::TextPrimary));
    // Only the last line is cut.
    QString rest = m_words;
    if (m_lines > 1) {
        QTextLayout layout(m_words, font());
        layout.beginLayout();
        QTextLine first = layout.createLine();
        first.setLineWidth(room.width());
        layout.endLayout();
        painter.drawText(QRect(room.left(), top, room.width(), line),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                         m_words.left(first.textLength()).trimmed());
        rest = m_words.mid(first.textLength());
    }
    painter.drawText(QRect(room.left(), top + line * (m_lines - 1), room.width(), line),
                     Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     fontMetrics().elidedText(rest, Qt::ElideRight, room.width()));
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void FindingLine::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else if (event->key() == Qt::Key_Down)
        focusNextChild();
    else if (event->key() == Qt::Key_Up)
        focusPreviousChild();
    else
        QAbstractButton::keyPressEvent(event);
}

void FindingLine::mousePressEvent(QMouseEvent* event)
{
    m_isDragged = false;
    m_pressed.reset();
    if (event->button() == Qt::LeftButton)
        m_pressed = event->position().toPoint();
    QAbstractButton::mousePressEvent(event);
}

void FindingLine::mouseMoveEvent(QMouseEvent* event)
{
    if (m_isDragged)
        return; // else it would be a button again
    const bool isHeld = m_pressed && event->buttons().testFlag(Qt::LeftButton);
    if (!isHeld || m_ways.isEmpty()
        || (event->position().toPoint() - *m_pressed).manhattanLength()
            < QApplication::startDragDistance())
        return QAbstractButton::mouseMoveEvent(event);
    m_isDragged = true;
    setDown(false); // what is dropped is no click
    emit dragged();
}

void FindingLine::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void FindingLine::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

FindingsBar::FindingsBar(items::RecordingQueries& queries, const common::Theme& theme,
                         QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_query(queries, this)
    , m_grid(new QGridLayout(this))
    , m_more(new QToolButton(this))
    , m_menu(new QMenu(this))
    , m_nothing(new QLabel(this))
{
    setAccessibleName(tr("Findings of the trace"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(common::kSpace2);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(0, 1);
    for (int i = 0; i < kMostLines; ++i) {
        auto* row = new FindingLine(theme, this);
        connect(row, &QAbstractButton::clicked, this, [this, i] { choose(i); });
        connect(row, &FindingLine::dragged, this, [this, i] { drag(i); });
        row->setMayWrap(i == 0); // the headline
        m_rows.push_back(row);
        auto* put = new QAction(row);
        connect(put, &QAction::triggered, this, [this, i] {
            if (const auto one = finding(i))
                emit timelineAsked(*one);
        });
        row->addAction(put);
        m_puts.push_back(put);
    }
    common::followKeys(this, [this] { teachWays(); });
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setWordWrap(true);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setCursor(Qt::PointingHandCursor);
    m_menu->setToolTipsVisible(true);
    connect(m_more, &QToolButton::clicked, this, &FindingsBar::openMenu);
    connect(&m_theme, &common::Theme::changed, this, &FindingsBar::restyle);
    restyle();
    hide();
}

FindingsBar::~FindingsBar()
{
    if (m_isDropped)
        *m_isDropped = true;
}

void FindingsBar::read(std::shared_ptr<const trace::TraceContents> contents,
                       std::shared_ptr<const trace::LoopGroups> loops, const store::View& view)
{
    m_contents = contents;
    if (m_isDropped)
        *m_isDropped = true;
    m_isDropped = contents ? std::make_shared<std::atomic<bool>>(false) : nullptr;
    if (!contents) {
        m_about.reset();
        setFindings(std::nullopt);
        return;
    }
    m_query.request(
        [contents, loops, view, isDropped = m_isDropped](const store::Reader& reader) {
            return items::readTraceFindings(reader, *contents, loops ? *loops : trace::LoopGroups(),
                                            view, isDropped.get());
        },
        [this, contents](telemetry::Result<items::TraceFindings> findings) {
            if (contents != m_contents)
                return; // another trace was opened meanwhile
            m_about = contents;
            if (findings) {
                setFindings(std::move(*findings));
                return;
            }
            items::TraceFindings none;
            none.nothing = tr("What is wrong could not be found out: %1 The steps below can be "
                              "read all the same.")
                               .arg(common::safeLine(findings.error().message));
            setFindings(std::move(none));
        });
}

void FindingsBar::setFindings(std::optional<items::TraceFindings> findings)
{
    m_findings = std::move(findings);
    layOut();
}

void FindingsBar::setLines(int lines)
{
    lines = std::clamp(lines, 1, kMostLines);
    if (std::exchange(m_lines, lines) != lines)
        layOut();
}

// A copy: what is done about it may bring others.
std::optional<items::TraceFinding> FindingsBar::finding(int index) const
{
    if (!m_findings || index >= static_cast<int>(m_findings->findings.size()))
        return std::nullopt;
    return m_findings->findings[static_cast<std::size_t>(index)];
}

void FindingsBar::choose(int index)
{
    if (const auto chosen = finding(index))
        emit findingChosen(*chosen);
}

void FindingsBar::layOut()
{
    setVisible(m_findings.has_value());
    if (!m_findings)
        return;
    const auto& findings = m_findings->findings;
    const int count = static_cast<int>(findings.size());
    const bool isNothing = !m_findings->nothing.isEmpty();
    // Remarks leave room for the sentence that nothing was found.
    const int shown = std::min(count, isNothing ? std::max(m_lines - 2, 0) : m_lines);
    const int more = count - shown;
    const bool tellsNotJudged = !isNothing && !m_findings->notJudged.isEmpty();
    const bool isMore = more > 0 || tellsNotJudged;
    for (int i = 0; i < kMostLines; ++i) {
        FindingLine& row = *m_rows[static_cast<std::size_t>(i)];
        row.setVisible(i < shown);
        m_grid->removeWidget(&row);
        // Only the last line shares its room with the rest.
        if (i < shown)
            m_grid->addWidget(&row, i, 0, 1, i + 1 == shown && !isNothing && isMore ? 1 : 2);
        if (i < shown)
            row.setFinding(findings[static_cast<std::size_t>(i)]);
    }
    m_nothing->setVisible(isNothing);
    m_nothing->setText(m_findings->nothing + (m_findings->notJudged.isEmpty() ? QString() : u". "_s)
                       + m_findings->notJudged);
    m_nothing->setToolTip(common::plainToolTip(m_nothing->text()));

    m_grid->removeWidget(m_nothing);
    m_grid->removeWidget(m_more);
    m_grid->addWidget(m_nothing, shown, 0, 1, isMore ? 1 : 2);
    m_grid->addWidget(m_more, isNothing ? shown : shown - 1, 1, Qt::AlignBottom);
    m_more->setVisible(isMore);
    m_more->setText(more > 0 ? tr("and %1 more").arg(items::countText(more)) : tr("not judged"));
    m_more->setToolTip(common::plainToolTip(
        more > 0 ? tr("Further findings, and what was not judged") : m_findings->notJudged));
    m_more->setAccessibleName(m_more->text());
    m_shown = shown;
}

// The button is at the right end of the bar: what is wider than it opens to its left.
void FindingsBar::openMenu()
{
    fillMenu();
    const QPoint below = m_more->mapToGlobal(QPoint(0, m_more->height()));
    const QWidget& around = *window();
    const int left = around.mapToGlobal(QPoint(common::kSpace3, 0)).x();
    const int right = around.mapToGlobal(QPoint(around.width() - common::kSpace3, 0)).x();
    const int fitting = right - m_menu->sizeHint().width();
    m_menu->popup({std::max(left, std::min(below.x(), fitting)), below.y()});
}

// When it is opened: many traces have many findings that nobody looks at.
void FindingsBar::fillMenu()
{
    m_menu->clear();
    if (!m_findings)
        return;
    const QFontMetrics metrics(m_menu->font());
    const int room = std::min(kMenuWidth, window()->width() - 2 * common::kSpace3) - kMenuFrame;
    const auto add = [&](const QString& said) {
        // No mnemonics in what came from outside.
        const QString words =
            metrics.elidedText(said.left(kMenuCharacters * 4), Qt::ElideRight, room);
        QAction* action = m_menu->addAction(QString(words).replace(u'&', u"&&"_s));
        action->setToolTip(words == said ? QString() : common::plainToolTip(said));
        return action;
    };
    const auto& findings = m_findings->findings;
    for (int i = m_shown; i < static_cast<int>(findings.size()); ++i) {
        const items::TraceFinding& finding = findings[static_cast<std::size_t>(i)];
        QAction* action = add(finding.text);
        action->setIcon(weightIcon(m_theme, finding.weight));
        // Others may be read while the menu is open.
        connect(action, &QAction::triggered, this,
                [this, finding] { emit findingChosen(finding); });
    }
    if (m_findings->nothing.isEmpty() && !m_findings->notJudged.isEmpty()) {
        m_menu->addSeparator();
        add(m_findings->notJudged)->setEnabled(false);
    }
}

void FindingsBar::restyle()
{
    const QFont body = m_theme.font(common::TextSize::Body);
    for (FindingLine* row : m_rows) {
        row->setFont(m_theme.font(common::TextSize::Body, row == m_rows.front()));
        row->updateGeometry();
    }
    m_more->setFont(m_theme.font(common::TextSize::Small));
    m_nothing->setFont(body);
    layOut();
}

} // namespace traceview
