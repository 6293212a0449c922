// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/spread/spreadgraph.h"

#include "models/items/formats.h"
#include "models/items/spreadmodel.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace spreadview {

namespace {

constexpr double kNames = 132; // for the names of services, at 100 % text as the next two
constexpr double kAxis = 24; // below, for the times and the legend
constexpr double kTimes = 64; // of a time there
constexpr double kLane = 52; // smallest height that is asked for
constexpr float kArc = 0.55F; // opacity

bool isOfModel(const spread::SpreadPlace& place)
{
    return place.kind == similarity::PlaceKind::Input || place.kind == similarity::PlaceKind::Output
        || place.kind == similarity::PlaceKind::Reasoning;
}

} // namespace

SpreadGraph::SpreadGraph(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Where the statement went, by service and time"));
    connect(&theme, &common::Theme::changed, this, &SpreadGraph::arrange);
}

void SpreadGraph::setSpread(std::shared_ptr<const spread::Spread> spread,
                            const std::optional<std::string>& suspectService)
{
    // New places come between: the chosen one is another number then.
    if (m_chosen && m_spread && spread) {
        const spread::SpreadPlace& chosen = m_spread->places[*m_chosen];
        const auto same = std::ranges::find_if(spread->places, [&](const auto& place) {
            return place.key == chosen.key && place.kind == chosen.kind
                && place.statement == chosen.statement && place.first == chosen.first;
        });
        m_chosen = same == spread->places.end()
            ? std::nullopt
            : std::optional(static_cast<std::size_t>(same - spread->places.begin()));
    } else {
        m_chosen.reset();
    }
    m_spread = std::move(spread);
    m_suspectService = suspectService;
    arrange();
}

void SpreadGraph::choose(std::optional<std::size_t> place)
{
    m_chosen = place;
    update();
}

QSize SpreadGraph::sizeHint() const
{
    const double lanes = static_cast<double>(std::clamp<std::size_t>(m_layout.lanes.size(), 2, 8));
    return {640, static_cast<int>(lanes * kLane + m_theme.scaled(kAxis))};
}

QRectF SpreadGraph::plot() const
{
    return QRectF(rect()).adjusted(m_theme.scaled(kNames), common::kSpace1, -common::kSpace6,
                                   -m_theme.scaled(kAxis));
}

void SpreadGraph::arrange()
{
    m_layout = m_spread ? layOut(*m_spread, m_suspectService, plot()) : SpreadLayout();
    updateGeometry();
    update();
}

void SpreadGraph::resizeEvent(QResizeEvent*)
{
    arrange();
}

std::optional<std::size_t> SpreadGraph::chosenNode() const
{
    if (!m_chosen)
        return std::nullopt;
    // A dot that stands for several is the one of the last that begins before the place.
    std::optional<std::size_t> node;
    const auto& chosen = m_spread->places[*m_chosen];
    for (std::size_t i = 0; i < m_layout.nodes.size(); ++i) {
        const auto& place = m_spread->places[m_layout.nodes[i].place];
        if (m_layout.nodes[i].place <= *m_chosen && place.service == chosen.service
            && place.kind == chosen.kind)
            node = i;
    }
    return node;
}

void SpreadGraph::step(int by)
{
    if (m_layout.nodes.empty())
        return;
    const auto node = chosenNode();
    const int last = static_cast<int>(m_layout.nodes.size()) - 1;
    const int wanted = node ? std::clamp(static_cast<int>(*node) + by, 0, last) : 0;
    m_chosen = m_layout.nodes[static_cast<std::size_t>(wanted)].place;
    accessible::tellChosen(*this, chosenPart());
    update();
    emit placeChosen(*m_chosen);
}

void SpreadGraph::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() != Qt::NoModifier)
        return QWidget::keyPressEvent(event);
    if (event->key() == Qt::Key_Right)
        step(1);
    else if (event->key() == Qt::Key_Left)
        step(-1);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_chosen)
        emit placeOpened(*m_chosen);
    else
        QWidget::keyPressEvent(event);
}

void SpreadGraph::mousePressEvent(QMouseEvent* event)
{
    if (const auto node = nodeAt(m_layout, event->position())) {
        m_chosen = m_layout.nodes[*node].place;
        update();
        emit placeChosen(*m_chosen);
    }
}

void SpreadGraph::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const auto node = nodeAt(m_layout, event->position()))
        emit placeOpened(m_layout.nodes[*node].place);
}

QString SpreadGraph::nodeText(const SpreadNode& node) const
{
    const auto& place = m_spread->places[node.place];
    QString text = common::safeLine(place.service) + u", "_s + items::placeKindText(place.kind)
        + u'\n' + items::utcDateTimeText(place.time) + u'\n' + items::likenessText(place.likeness)
        + u", "_s + tr("linked by %1").arg(items::spreadLinkText(place.link));
    if (node.count > 1)
        text += u'\n'
            + tr("and %1 more near it").arg(items::countText(static_cast<qint64>(node.count) - 1));
    return text + u'\n' + common::safeLine(place.stretch, 160);
}

bool SpreadGraph::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto& help = static_cast<const QHelpEvent&>(*event);
    const auto node = nodeAt(m_layout, help.pos());
    if (node)
        QToolTip::showText(help.globalPos(), common::plainToolTip(nodeText(m_layout.nodes[*node])),
                           this);
    else
        QToolTip::hideText();
    return true;
}

void SpreadGraph::paintLanes(QPainter& painter) const
{
    const QRectF area = plot();
    painter.setFont(m_theme.font(common::TextSize::Small));
    const QFontMetricsF metrics(painter.font());
    const double names = m_theme.scaled(kNames) - common::kSpace4;
    const double line = m_theme.scaled(20.0);
    for (std::size_t lane = 0; lane < m_layout.lanes.size(); ++lane) {
        const double y = laneY(lane, m_layout.lanes.size(), area);
        painter.setPen(QPen(m_theme.color(common::ColorRole::Line), 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(m_theme.color(common::ColorRole::TextPrimary));
        const QString name =
            metrics.elidedText(common::safeLine(m_layout.lanes[lane]), Qt::ElideRight, names);
        painter.drawText(QRectF(common::kSpace3, y - line / 2, names, line),
                         Qt::AlignLeft | Qt::AlignVCenter, name);
    }
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    const QRectF axis(area.left(), area.bottom(), area.width(), m_theme.scaled(kAxis));
    common::drawTabular(painter, axis, Qt::AlignLeft | Qt::AlignVCenter,
                        items::utcTimeText(m_layout.range.start));
    common::drawTabular(painter, axis, Qt::AlignRight | Qt::AlignVCenter,
                        items::utcTimeText(m_layout.range.end));
    const double times = m_theme.scaled(kTimes);
    const QString signs =
        tr("◆ the answer   ● word for word   ○ lightly edited   ■ document or tool");
    const QString last = m_layout.isDense ? tr("larger: more of them") : tr("┄ by the text alone");
    const QString legend =
        metrics.elidedText(signs + u"   "_s + last, Qt::ElideRight, area.width() - 2 * times);
    painter.drawText(axis.adjusted(times, 0, -times, 0), Qt::AlignCenter, legend);
}

void SpreadGraph::paintEdges(QPainter& painter) const
{
    const auto chosen = chosenNode();
    for (const SpreadEdge& edge : m_layout.edges) {
        const QPointF from = edge.from ? m_layout.nodes[*edge.from].at : *m_layout.suspect;
        const QPointF to = m_layout.nodes[edge.to].at;
        const bool isChosen = chosen && (edge.to == *chosen || edge.from == chosen);
        if (m_layout.isDense && !isChosen)
            continue;
        QColor color =
            m_theme.color(isChosen ? common::ColorRole::Accent : common::ColorRole::TextSecondary);
        if (!isChosen)
            color.setAlphaF(kArc);
        painter.setPen(QPen(color, isChosen ? 2 : 1, edge.isByText ? Qt::DashLine : Qt::SolidLine));
        QPainterPath path(from);
        const double half = (to.x() - from.x()) / 2;
        path.cubicTo(from + QPointF(half, 0), to - QPointF(half, 0), to);
        painter.drawPath(path);
    }
}

void SpreadGraph::paintNodes(QPainter& painter) const
{
    const auto chosen = chosenNode();
    const QColor ground = m_theme.color(common::ColorRole::Surface1);
    for (std::size_t i = 0; i < m_layout.nodes.size(); ++i) {
        const SpreadNode& node = m_layout.nodes[i];
        const auto& place = m_spread->places[node.place];
        const QColor color = m_theme.color(place.isEarlier ? common::ColorRole::Series2
                                                           : common::ColorRole::Series1);
        const bool isWhole = 2 * node.edited <= node.count;
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(isWhole ? color : ground);
        const double radius = node.radius;
        const QRectF box(node.at.x() - radius, node.at.y() - radius, 2 * radius, 2 * radius);
        if (isOfModel(place))
            painter.drawEllipse(box);
        else
            painter.drawRect(box);
        if (i == chosen) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(m_theme.color(common::ColorRole::Accent), 2));
            painter.drawEllipse(node.at, radius + 4, radius + 4);
        }
    }
    if (!m_layout.suspect)
        return;
    // The suspect itself: a diamond, as nothing else is one.
    const QPointF at = *m_layout.suspect;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(common::ColorRole::Severity1));
    constexpr double kReach = 8;
    painter.drawPolygon(QPolygonF{at + QPointF(0, -kReach), at + QPointF(kReach, 0),
                                  at + QPointF(0, kReach), at + QPointF(-kReach, 0)});
}

void SpreadGraph::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_theme.color(common::ColorRole::Surface1));
    if (m_layout.lanes.empty())
        return;
    paintLanes(painter);
    paintEdges(painter);
    paintNodes(painter);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(m_theme.focusPen());
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

} // namespace spreadview
