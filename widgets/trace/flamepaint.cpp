// SPDX-License-Identifier: GPL-3.0-or-later

// What FlameView paints; what it does is in flameview.cpp.

#include "models/items/formats.h"
#include "models/items/spantext.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/stepcolors.h"
#include "widgets/trace/timeaxis.h"
#include "widgets/trace/traceselection.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;
using trace::FlameLayout;
using trace::SpanTree;

constexpr double kShortestBar = 3; // pixels; shorter ones are folded
constexpr double kShortestName = 26;
constexpr double kShortestCount = 34; // "×12"
constexpr float kBarFill = 0.34F; // of the colour in a bar, the rest is background
constexpr float kFoundFill = 0.45F;
constexpr float kStretchFill = 0.5F;
constexpr float kShade = 0.62F; // of what the strip does not show
constexpr float kAsked = 0.3F; // of the range that is being chosen
constexpr double kBarMargin = 4;

QColor mixed(const QColor& color, const QColor& ground, float share)
{
    const auto part = [share](float ink, float below) { return ink * share + below * (1 - share); };
    return QColor::fromRgbF(part(color.redF(), ground.redF()),
                            part(color.greenF(), ground.greenF()),
                            part(color.blueF(), ground.blueF()));
}

} // namespace

QColor flameFill(const common::Theme& theme, ColorRole role)
{
    return mixed(theme.color(role), theme.color(ColorRole::Surface0), kBarFill);
}

ColorRole serviceRole(std::size_t service)
{
    constexpr std::array kRoles{ColorRole::Series1, ColorRole::Series2, ColorRole::Series3,
                                ColorRole::Series4, ColorRole::Series5, ColorRole::Series6,
                                ColorRole::Series7};
    return service < kRoles.size() ? kRoles.at(service) : ColorRole::Series8;
}

struct FlameView::Paint
{
    Paint(FlameView& shown, QPainter& on)
        : view(shown)
        , painter(on)
        , tree(shown.tree())
        , time(shown.scale())
        , left(shown.stripRect().left())
        , moment(shown.m_selection.moment())
        , ground(color(ColorRole::Surface0))
        , found(mixed(color(ColorRole::ModeFixed), ground, kFoundFill))
        , stretch(mixed(color(ColorRole::TextDisabled), ground, kStretchFill))
        , ahead(mixed(color(ColorRole::Line), ground, kStretchFill))
    {
        for (std::size_t i = 0; i < common::kColorRoles; ++i) {
            const auto role = static_cast<ColorRole>(i);
            colors.at(i) = view.m_theme.color(role);
            fills.at(i) = flameFill(view.m_theme, role);
        }
    }

    QColor color(ColorRole role) const { return view.m_theme.color(role); }
    double xOf(telemetry::Timestamp at) const
    {
        return left + std::clamp(time.positionOf(at), -kBarMargin, time.width + kBarMargin);
    }
    ColorRole roleOf(int node) const
    {
        return view.m_coloring == Coloring::ByKind
            ? stepRole(tree.span(node).step)
            : serviceRole(view.m_flame->serviceOf[static_cast<std::size_t>(node)]);
    }

    void strip();
    void axis();
    void rows();
    void piece(const FlameLayout::Piece& piece, double top);
    void bar(int node, const QRectF& box, bool isAhead, bool isFound);
    void name(int node, const QRectF& box, bool isAhead);
    void chosen();
    void momentLine();
    void legend();
    double legendEntry(double x, const QColor& fill, const QColor& edge, const QString& text);

    FlameView& view;
    QPainter& painter;
    const SpanTree& tree;
    trace::TimeScale time;
    double left;
    std::optional<telemetry::Timestamp> moment;
    QColor ground;
    QColor found;
    QColor stretch;
    QColor ahead;
    std::array<QColor, common::kColorRoles> colors;
    std::array<QColor, common::kColorRoles> fills;
};

void FlameView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.color(ColorRole::Surface0));
    m_labels.setFont(m_theme.font(common::TextSize::Small));
    Paint paint(*this, painter);
    paint.rows();
    paint.strip();
    paint.axis();
    paint.momentLine();
    paint.legend();
    if (hasFocus()) {
        painter.setPen(m_theme.focusPen());
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void FlameView::Paint::strip()
{
    const QRectF box = view.stripRect();
    painter.fillRect(QRectF(0, 0, view.viewport()->width(), box.height()),
                     color(ColorRole::Surface1));
    const auto& density = view.layout().density();
    if (density.empty())
        return;
    const double room = box.height() - 8;
    const double wide = box.width() / static_cast<double>(density.size());
    for (std::size_t i = 0; i < density.size(); ++i) {
        const double x = box.left() + static_cast<double>(i) * wide;
        const double share = static_cast<double>(density[i].running / view.layout().densest());
        // What is there is seen, however little it is.
        const double high = density[i].running > 0 ? std::max(1.0, share * room) : 0;
        painter.fillRect(QRectF(x, box.bottom() - 4 - high, wide, high), stretch);
        if (density[i].hasFailed)
            painter.fillRect(QRectF(x, box.bottom() - 3, std::max(2.0, wide), 3),
                             color(ColorRole::Severity1));
    }
    const trace::TimeScale whole = view.wholeScale();
    if (moment) {
        const double x = box.left() + std::clamp(whole.positionOf(*moment), 0.0, whole.width);
        painter.fillRect(QRectF(x, 0, 1, box.height()), color(ColorRole::ModeFixed));
    }
    const double from = box.left() + whole.positionOf(view.m_range.start);
    const double to = box.left() + whole.positionOf(view.m_range.end);
    if (view.m_range != tree.range()) {
        QColor shade = color(ColorRole::Surface0);
        shade.setAlphaF(kShade);
        painter.fillRect(QRectF(0, 0, from, box.height()), shade);
        painter.fillRect(QRectF(to, 0, view.viewport()->width() - to, box.height()), shade);
        painter.setPen(color(ColorRole::Accent));
        painter.drawRect(QRectF(from, 0.5, std::max(2.0, to - from), box.height() - 1.5));
    }
    if (view.m_drag == Drag::Range) {
        QColor asked = color(ColorRole::Accent);
        asked.setAlphaF(kAsked);
        painter.fillRect(
            QRectF(QPointF(view.m_pressed.x(), 0), QPointF(view.m_dragged.x(), box.height()))
                .normalized(),
            asked);
    }
}

void FlameView::Paint::axis()
{
    const QRectF box = view.axisRect();
    painter.fillRect(QRectF(0, box.top(), view.viewport()->width(), box.height()),
                     color(ColorRole::Surface1));
    painter.fillRect(QRectF(0, box.bottom() - 1, view.viewport()->width(), 1),
                     color(ColorRole::Line));
    if (!tree.isEmpty())
        paintTimeAxis(painter, view.m_theme, box, view.m_range, tree.range().start);
}

void FlameView::Paint::rows()
{
    if (view.m_range.isEmpty())
        return;
    const QRectF bars = view.barsRect();
    painter.save();
    painter.setClipRect(bars);
    painter.setFont(view.m_theme.font(common::TextSize::Small));
    const int high = view.rowHeight();
    const int scrolled = view.verticalScrollBar()->value();
    const int last =
        std::min(view.layout().rowCount(), (scrolled + static_cast<int>(bars.height())) / high + 1);
    for (int row = scrolled / high; row < last; ++row) {
        const double top = bars.top() + row * high - scrolled;
        view.layout().visit(row, view.m_range, view.pixels(kShortestBar),
                            [&](const FlameLayout::Piece& shown) { piece(shown, top); });
    }
    chosen();
    painter.restore();
}

void FlameView::Paint::piece(const FlameLayout::Piece& piece, double top)
{
    const double begin = xOf(piece.start);
    const double width = std::max(1.0, xOf(piece.end) - begin);
    const QRectF box(begin, top, width, view.rowHeight() - 1);
    const bool isAhead = moment && piece.start > *moment;
    const bool isFound = view.m_found.in(piece) > 0;
    if (piece.node != SpanTree::kNone) {
        bar(piece.node, box, isAhead, isFound);
    } else {
        painter.fillRect(box.adjusted(0, 5, 0, -4), isFound ? found : isAhead ? ahead : stretch);
        // As high as the share of them that failed, so that one of a thousand does not look like
        // all.
        if (piece.failed > 0) {
            const double high = 1 + 3.0 * piece.failed / piece.count;
            painter.fillRect(QRectF(begin, box.bottom() - high, width, high),
                             colors.at(static_cast<std::size_t>(ColorRole::Severity1)));
        }
        if (width >= kShortestCount) {
            painter.setPen(colors.at(static_cast<std::size_t>(ColorRole::TextPrimary)));
            view.m_labels.draw(painter, box.adjusted(kBarMargin, 0, -2, 0),
                               "×" + items::shortCountText(piece.count).toStdString());
        }
    }
    if (view.m_flame->critical.in(piece) > 0) // of a stretch it is some of them only
        painter.fillRect(QRectF(begin, top, width, piece.node == SpanTree::kNone ? 1 : 2),
                         colors.at(static_cast<std::size_t>(isAhead ? ColorRole::TextDisabled
                                                                    : ColorRole::TextPrimary)));
}

void FlameView::Paint::bar(int node, const QRectF& box, bool isAhead, bool isFound)
{
    const store::SpanRow& span = tree.span(node);
    const auto role = static_cast<std::size_t>(roleOf(node));
    const QRectF shape = box.width() > kBarMargin ? box.adjusted(0, 0, -1, 0) : box;
    const QColor& fill = isFound ? found : isAhead ? ahead : fills.at(role);
    if (trace::durationOf(span))
        painter.fillRect(shape, fill);
    else // when it ran is not known: no length is claimed
        painter.fillRect(shape.adjusted(0, 0, kBarMargin, 0),
                         QBrush(colors.at(role), Qt::Dense4Pattern));
    if (!isAhead)
        painter.fillRect(
            QRectF(shape.left(), shape.top(), std::min(2.0, shape.width()), shape.height()),
            colors.at(role));
    if (span.isFailed) {
        // Where it began stands out against those who only pass it on.
        const bool isEcho = tree.node(node).failure == trace::Failure::Echo;
        painter.fillRect(QRectF(shape.left(), shape.bottom() - 3, shape.width(), 3),
                         colors.at(static_cast<std::size_t>(isEcho ? ColorRole::TextSecondary
                                                                   : ColorRole::Severity1)));
    }
    if (shape.width() >= kShortestName)
        name(node, shape.adjusted(kBarMargin + 2, 0, -2, 0), isAhead);
}

void FlameView::Paint::name(int node, const QRectF& box, bool isAhead)
{
    const store::SpanRow& span = tree.span(node);
    // A name that begins out of sight begins at the edge.
    const QRectF room(QPointF(std::max(box.left(), left + 2), box.top()), box.bottomRight());
    if (room.width() < kShortestName - kBarMargin)
        return;
    QString before;
    if (span.isFailed)
        before += u"✕ "_s;
    if (view.isRepeated(node))
        before += u"↻ "_s;
    painter.setPen(colors.at(
        static_cast<std::size_t>(isAhead ? ColorRole::TextDisabled : ColorRole::TextPrimary)));
    static const std::string kUnnamed = FlameView::tr("unnamed").toStdString();
    if (span.isInferred)
        view.m_labels.draw(painter, room, items::spanNameText(span).toStdString(), before);
    else
        view.m_labels.draw(painter, room, span.name.empty() ? kUnnamed : span.name, before);
}

void FlameView::Paint::chosen()
{
    const QRectF box = view.barOf(view.m_current);
    if (box.isEmpty())
        return;
    painter.setPen(QPen(color(ColorRole::Accent), 2));
    painter.setBrush(Qt::NoBrush);
    const double more = std::max(0.0, 6 - box.width()) / 2;
    painter.drawRect(box.adjusted(-more, 1, more, -1));
}

void FlameView::Paint::momentLine()
{
    if (!moment || tree.isEmpty() || *moment < view.m_range.start || *moment > view.m_range.end)
        return;
    const QRectF axis = view.axisRect();
    painter.fillRect(QRectF(xOf(*moment), axis.top(), 1, view.barsRect().bottom() - axis.top()),
                     color(ColorRole::ModeFixed));
}

// Where the next entry may begin.
double FlameView::Paint::legendEntry(double x, const QColor& fill, const QColor& edge,
                                     const QString& text)
{
    const QRectF box = view.legendRect();
    const double width = painter.fontMetrics().horizontalAdvance(text);
    if (x + 20 + width > box.right())
        return x;
    const QRectF swatch(x, box.center().y() - 5, 12, 10);
    painter.fillRect(swatch, fill);
    painter.fillRect(QRectF(swatch.left(), swatch.top(), 2, swatch.height()), edge);
    painter.setPen(color(ColorRole::TextSecondary));
    painter.drawText(QRectF(x + 17, box.top(), width + 2, box.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
    return x + 17 + width + common::kSpace3;
}

void FlameView::Paint::legend()
{
    const QRectF box = view.legendRect();
    painter.fillRect(box, color(ColorRole::Surface1));
    painter.fillRect(QRectF(0, box.top(), box.width(), 1), color(ColorRole::Line));
    if (tree.isEmpty())
        return;
    painter.setFont(view.m_theme.font(common::TextSize::Small));
    std::map<ColorRole, QStringList> entries;
    if (view.m_coloring == Coloring::ByKind) {
        for (const telemetry::StepKind kind : view.m_flame->kinds)
            entries[stepRole(kind)] << items::stepKindText(kind);
    } else {
        const auto& services = view.m_flame->services;
        for (std::size_t i = 0; i < services.size(); ++i) {
            QStringList& names = entries[serviceRole(i)];
            if (names.size() < 3)
                names << (services[i].empty() ? FlameView::tr("unknown")
                                              : common::safeLine(services[i], 40));
            else if (names.size() == 3)
                names << u"…"_s;
        }
    }
    double x = box.left() + common::kSpace2;
    for (const auto& [role, names] : entries)
        x = legendEntry(x, fills.at(static_cast<std::size_t>(role)), color(role),
                        names.join(u", "_s));
    x = legendEntry(x, stretch, stretch, FlameView::tr("too short to be drawn"));
    x = legendEntry(x, color(ColorRole::TextPrimary), color(ColorRole::TextPrimary),
                    FlameView::tr("on top: critical path"));
    x = legendEntry(x, color(ColorRole::Severity1), color(ColorRole::Severity1),
                    FlameView::tr("below: failed"));
    if (const int missing = tree.size() - view.layout().placed(); missing > 0) {
        const QString text =
            FlameView::tr("%1 without a time are not shown").arg(items::countText(missing));
        painter.setPen(color(ColorRole::Unknown));
        painter.drawText(QRectF(x, box.top(), box.right() - x - common::kSpace2, box.height()),
                         Qt::AlignRight | Qt::AlignVCenter, text);
    }
}

} // namespace traceview
