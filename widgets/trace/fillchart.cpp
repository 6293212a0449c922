// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/fillchart.h"

#include "models/items/contextwords.h"
#include "models/items/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr double kAxisWidth = 52; // pixels left of the plot
constexpr double kFlagRow = 17;
constexpr std::size_t kFlagRows = 2;
constexpr double kFoot = 18;
constexpr double kTop = kFlagRow * kFlagRows + 6;
constexpr int kPage = 10; // turns
constexpr int kWheelStep = 120;
constexpr double kUnknownGhost = 16; // pixels

} // namespace

FillChart::FillChart(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Fill of the window over the session"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(&theme, &common::Theme::changed, this, [this] {
        layOut();
        update();
    });
}

void FillChart::setSession(std::shared_ptr<const trace::ContextSession> session,
                           std::size_t current)
{
    m_session = std::move(session);
    m_scale = m_session ? fillScale(*m_session) : FillScale();
    m_columns.first = 0;
    m_current = trace::ContextTurn::kNone;
    setAccessibleDescription({});
    setCurrent(current);
    layOut();
    update();
}

void FillChart::setCurrent(std::size_t turn)
{
    if (turn >= turns() || turn == m_current)
        return;
    m_current = turn;
    setAccessibleDescription(items::turnText(*m_session, turn));
    accessible::tellChosen(*this, chosenPart());
    layOut();
    update();
}

void FillChart::choose(std::size_t turn)
{
    if (turn >= turns() || turn == m_current)
        return;
    setCurrent(turn);
    emit currentChanged(turn);
}

void FillChart::step(int by, bool onlyDrops)
{
    if (turns() == 0)
        return;
    const auto last = static_cast<std::ptrdiff_t>(turns()) - 1;
    auto turn = m_current == trace::ContextTurn::kNone ? (by > 0 ? std::ptrdiff_t{-1} : last + 1)
                                                       : static_cast<std::ptrdiff_t>(m_current);
    if (!onlyDrops) {
        choose(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(turn + by, 0, last)));
        return;
    }
    for (turn += by; turn >= 0 && turn <= last; turn += by) {
        const auto& drops = m_session->turns[static_cast<std::size_t>(turn)].drops;
        if (std::ranges::any_of(drops, isFlagged)) {
            choose(static_cast<std::size_t>(turn));
            return;
        }
    }
}

QRectF FillChart::plotArea() const
{
    return {kAxisWidth, kTop, std::max(1.0, width() - kAxisWidth - common::kSpace3),
            std::max(1.0, height() - kTop - kFoot)};
}

double FillChart::yOf(double tokens) const
{
    const QRectF plot = plotArea();
    return plot.bottom() - tokens / m_scale.top * plot.height();
}

double FillChart::unknownGhost() const
{
    return kUnknownGhost * m_scale.top / plotArea().height();
}

double FillChart::ghostTop(std::size_t turn) const
{
    const auto blocks = fillBlocks(m_session->turns[turn], unknownGhost());
    return blocks.empty() ? plotArea().bottom() : std::max(plotArea().top(), yOf(blocks.back().to));
}

void FillChart::layOut()
{
    const QRectF plot = plotArea();
    m_columns = fillColumns(turns(), m_current, m_columns.first, plot.left() + 4, plot.width() - 4);
    layOutFlags();
}

// The chosen turn's first, then those that lost most; without room for a flag there is the ghost.
void FillChart::layOutFlags()
{
    m_flags.clear();
    if (turns() == 0)
        return;
    const QFontMetricsF metrics(m_theme.font(common::TextSize::Small));
    std::array<std::vector<std::pair<double, double>>, kFlagRows> taken;
    const double right = width() - common::kSpace2;
    std::vector<std::pair<std::int64_t, std::size_t>> order; // most tokens first
    for (std::size_t turn = m_columns.first; turn < m_columns.first + m_columns.count; ++turn) {
        const auto& drops = m_session->turns[turn].drops;
        const auto drop = std::ranges::find_if(drops, isFlagged);
        if (drop != drops.end())
            order.emplace_back(turn == m_current ? std::numeric_limits<std::int64_t>::min()
                                                 : -drop->tokens.value_or(0),
                               turn);
    }
    std::ranges::sort(order);
    for (const auto& [rank, turn] : order) {
        // One a turn: the others are told below.
        const auto& drops = m_session->turns[turn].drops;
        const QString text = items::dropText(*std::ranges::find_if(drops, isFlagged));
        const double size = metrics.horizontalAdvance(text) + 12;
        const double x = m_columns.leftOf(turn) + m_columns.width / 2;
        const double left = std::max(2.0, std::min(x - 6, right - size));
        for (std::size_t row = 0; row < kFlagRows; ++row) {
            const bool isFree = std::ranges::none_of(taken[row], [&](const auto& one) {
                return left < one.second + 6 && one.first < left + size + 6;
            });
            if (!isFree)
                continue;
            taken[row].emplace_back(left, left + size);
            m_flags.push_back(
                {turn, text,
                 QRectF(left, 2 + kFlagRow * static_cast<double>(row), size, kFlagRow - 2)});
            break;
        }
    }
}

bool FillChart::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const std::size_t turn = m_columns.turnAt(help->pos().x());
    if (turn < turns())
        QToolTip::showText(help->globalPos(),
                           common::plainToolTip(items::turnText(*m_session, turn)), this);
    else
        QToolTip::hideText();
    return true;
}

void FillChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void FillChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    for (const Flag& flag : m_flags) {
        if (flag.area.contains(event->position())) {
            choose(flag.turn);
            return;
        }
    }
    choose(m_columns.turnAt(event->position().x()));
}

void FillChart::mouseDoubleClickEvent(QMouseEvent* event)
{
    const std::size_t turn = m_columns.turnAt(event->position().x());
    if (turn < turns()) {
        choose(turn);
        emit activated(turn);
    }
}

void FillChart::wheelEvent(QWheelEvent* event)
{
    if (m_columns.count >= turns()) {
        QWidget::wheelEvent(event);
        return;
    }
    const QPoint delta = event->angleDelta();
    m_wheel += std::abs(delta.x()) > std::abs(delta.y()) ? delta.x() : delta.y();
    const int steps = m_wheel / kWheelStep;
    m_wheel -= steps * kWheelStep;
    const auto last = static_cast<std::ptrdiff_t>(turns() - m_columns.count);
    const auto shift = static_cast<std::ptrdiff_t>(m_columns.count / 8 + 1);
    m_columns.first = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
        static_cast<std::ptrdiff_t>(m_columns.first) - steps * shift, 0, last));
    layOutFlags();
    update();
    event->accept();
}

void FillChart::keyPressEvent(QKeyEvent* event)
{
    const bool isShifted = (event->modifiers() & Qt::ShiftModifier) != 0;
    switch (event->key()) {
    case Qt::Key_Left:
        step(-1, isShifted);
        break;
    case Qt::Key_Right:
        step(1, isShifted);
        break;
    case Qt::Key_PageUp:
        step(-kPage, false);
        break;
    case Qt::Key_PageDown:
        step(kPage, false);
        break;
    case Qt::Key_Home:
        choose(0);
        break;
    case Qt::Key_End:
        choose(turns() - 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current < turns())
            emit activated(m_current);
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    event->accept();
}

void FillChart::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void FillChart::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace traceview
