// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/fleetdelegate.h"

#include "models/items/servicehealthmodel.h"
#include "widgets/common/formats.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/cellgeometry.h"
#include "widgets/dashboard/checksummary.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr int kRowHeight = 52;
constexpr int kCompactHeight = 32;
constexpr int kCompactWidth = 28;
constexpr int kColumn = 190;
constexpr int kServiceWidth = 170;
constexpr double kDenseGlyph = 12;
constexpr double kDenseWidth = 62; // below it margins give way
constexpr double kTightMargin = 3;
constexpr double kNarrowMargin = 8;
constexpr double kValueLine = 22;
constexpr double kSmallLine = 16;

const items::ServiceHealthModel* modelOf(const QModelIndex& index)
{
    return qobject_cast<const items::ServiceHealthModel*>(index.model());
}

// The first that fits, or the last.
QString fittingOf(const QStringList& variants, const QFontMetricsF& metrics, double width)
{
    const auto found = std::ranges::find_if(variants, [&](const QString& text) {
        return common::tabularWidth(metrics, text) <= width;
    });
    return found == variants.end() ? variants.back() : *found;
}

// "n 358 since 19:49:55": of an open alarm it counts from its onset.
QString countOf(const items::CheckCell& cell)
{
    const QString count = FleetDelegate::tr("n %1").arg(common::countText(cell.shownCount()));
    return cell.isSinceOnset()
        ? FleetDelegate::tr("%1 since %2").arg(count, common::utcTimeText(*cell.since))
        : count;
}

} // namespace

FleetDelegate::FleetDelegate(const common::Theme& theme, bool isCompact, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_isCompact(isCompact)
{
}

int FleetDelegate::narrowWidth(const common::Theme& theme)
{
    const QFontMetricsF metrics(theme.font(common::TextSize::Body, true));
    return static_cast<int>(std::ceil(kTightMargin + kDenseGlyph + common::kSpace1
                                      + common::tabularWidth(metrics, u"100%"_s)))
        + 1;
}

QSize FleetDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    if (m_isCompact)
        return {index.column() == 0 ? kServiceWidth : kCompactWidth, m_theme.row(kCompactHeight)};
    return {index.column() == 0 ? kServiceWidth : kColumn, m_theme.row(kRowHeight)};
}

void FleetDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    painter->save();
    paintBackground(*painter, option);
    const QRectF rect(option.rect);
    if (index.column() == 0) {
        paintService(*painter, rect, index);
    } else {
        const auto cell = index.data(items::ServiceHealthModel::CellRole).value<items::CheckCell>();
        if (m_isCompact && m_isSummary)
            paintSummary(*painter, rect, index);
        else if (m_isCompact && cell.isPresent)
            common::paintGlyph(*painter, rect.adjusted(0, 9, 0, -9), cell.state, m_theme,
                               cell.severity);
        else if (m_isDense && cell.isPresent)
            paintDense(*painter, rect, cell);
        else if (m_isNarrow && cell.isPresent)
            paintNarrow(*painter, rect, cell, index);
        else
            paintCell(*painter, rect, cell, index);
    }
    painter->restore();
}

void FleetDelegate::paintBackground(QPainter& painter, const QStyleOptionViewItem& option) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    painter.fillRect(option.rect,
                     m_theme.color(isSelected      ? common::ColorRole::Surface3
                                       : isHovered ? common::ColorRole::Surface2
                                                   : common::ColorRole::Surface1));
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     m_theme.color(common::ColorRole::Line));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter.setPen(m_theme.focusPen());
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -1.5));
    }
}

void FleetDelegate::paintService(QPainter& painter, const QRectF& rect,
                                 const QModelIndex& index) const
{
    const auto* model = modelOf(index);
    const bool isOneLine = m_isCompact || m_isDense;
    const QRectF room =
        rect.adjusted(kCellMargin, isOneLine ? 0 : 4, -common::kSpace1, isOneLine ? 0 : -4);
    painter.setFont(m_theme.font(common::TextSize::Body, !isOneLine));
    painter.setPen(m_theme.color(common::ColorRole::TextPrimary));
    const QString name = common::safeLine(index.data().toString().toStdString());
    const QRectF line = isOneLine ? room : QRectF(room.left(), room.top(), room.width(), 22);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetricsF(painter.font()).elidedText(name, Qt::ElideMiddle, line.width()));
    if (isOneLine || model == nullptr)
        return;
    const auto& service = model->row(index.row());
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    const QRectF second(room.left(), room.top() + 22, room.width(), room.height() - 22);
    const QString age = common::ageText(model->now() - service.lastEvent);
    QString text = u"%1 · %2"_s.arg(items::answersText(service), age);
    if (common::tabularWidth(QFontMetricsF(painter.font()), text) > second.width())
        text = service.isThinned ? tr("%1 kept").arg(common::countText(service.generations))
                                 : tr("%1 begun").arg(common::countText(service.generations));
    if (!service.others.empty())
        return paintOther(painter, second, service.others);
    common::drawTabular(painter, second, Qt::AlignLeft | Qt::AlignVCenter, text);
}

// "▲ Answer length +1": an alarm that no cell shows stands with the service.
void FleetDelegate::paintOther(QPainter& painter, const QRectF& rect,
                               const std::vector<items::OtherAlarm>& others) const
{
    const items::OtherAlarm& worst = others.front();
    const QRectF glyph(rect.left(), rect.center().y() - kDenseGlyph / 2, kDenseGlyph, kDenseGlyph);
    common::paintGlyph(painter, glyph, worst.state, m_theme, worst.severity);
    QString text = common::safeLine(items::checkTitle(worst.check).toStdString(), kCheckNameLength);
    if (others.size() > 1)
        text += tr(" +%1").arg(others.size() - 1);
    painter.setPen(m_theme.color(common::ColorRole::TextPrimary));
    const QRectF room = rect.adjusted(kDenseGlyph + common::kSpace1, 0, 0, 0);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, room.width()));
}

void FleetDelegate::paintCell(QPainter& painter, const QRectF& rect, const items::CheckCell& cell,
                              const QModelIndex& index) const
{
    if (!cell.isPresent) {
        painter.setPen(m_theme.color(common::ColorRole::TextDisabled));
        painter.drawText(m_isCompact ? rect : rect.adjusted(kCellMargin, 0, 0, 0),
                         m_isCompact ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter, u"–"_s);
        return;
    }
    const CellGeometry geometry = cellGeometry(rect, m_theme.scaled(1.0));
    common::paintGlyph(painter, geometry.glyph, cell.state, m_theme, cell.severity);
    // What is unknown now is pale, even when an older number is at hand.
    const bool isPale = health::isUnknown(cell.state);
    const auto strong = isPale ? common::ColorRole::TextSecondary : common::ColorRole::TextPrimary;
    painter.setFont(m_theme.font(common::TextSize::Title, !isPale));
    painter.setPen(m_theme.color(strong));
    if (cell.hasFigure()) {
        common::drawTabular(painter, geometry.value, Qt::AlignLeft | Qt::AlignVCenter,
                            common::percentText(cell.shownShare()));
        paintTrend(painter, geometry.trend, cell);
    } else {
        painter.setFont(m_theme.font(common::TextSize::Body));
        const QRectF whole(geometry.value.topLeft(),
                           QPointF(rect.right() - kCellMargin, geometry.value.bottom()));
        painter.drawText(whole, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         cell.level ? tr("%1 mean").arg(common::percentText(*cell.level))
                                    : items::healthStateText(cell.state));
    }
    const auto* model = modelOf(index);
    if (geometry.basis.isEmpty() || model == nullptr)
        return;
    const QString age = common::ageText(model->now() - cell.lastEvent);
    const health::Interval interval = cell.shownInterval();
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    const QString count = countOf(cell);
    const QString shares = common::intervalText(interval.low, interval.high);
    // What is left out where there is no room: the age first, then the interval; never cut.
    QStringList variants{u"%1 · %2 · %3"_s.arg(shares, count, age), u"%1 · %2"_s.arg(shares, count),
                         count};
    if (cell.noResultSince)
        variants = {tr("no result since %1").arg(common::utcTimeText(*cell.noResultSince)),
                    tr("none since %1").arg(common::utcTimeText(*cell.noResultSince))};
    if (cell.count == 0) {
        // Another engine's level: how many answers are behind it is known where it tells.
        const QString basis = !cell.level ? tr("n 0")
            : cell.levelCount > 0         ? tr("n %1").arg(common::countText(cell.levelCount))
                                          : tr("n unknown");
        variants = {tr("%1 · last %2").arg(basis, common::agoText(model->now() - cell.lastEvent)),
                    basis};
    }
    common::drawTabular(painter, geometry.basis, Qt::AlignLeft | Qt::AlignVCenter,
                        fittingOf(variants, QFontMetricsF(painter.font()), geometry.basis.width()));
}

// What stands beside each other where there is room stands below each other.
void FleetDelegate::paintNarrow(QPainter& painter, const QRectF& rect, const items::CheckCell& cell,
                                const QModelIndex& index) const
{
    const double margin = rect.width() < kDenseWidth ? kTightMargin : kNarrowMargin;
    QRectF line(rect.left() + margin, rect.top() + common::kSpace1, rect.width() - 2 * margin,
                m_theme.scaled(kValueLine));
    common::paintGlyph(
        painter, QRectF(line.left(), line.center().y() - kDenseGlyph / 2, kDenseGlyph, kDenseGlyph),
        cell.state, m_theme, cell.severity);
    const auto draw = [&](const QStringList& variants, const QRectF& room) {
        common::drawTabular(painter, room, Qt::AlignLeft | Qt::AlignVCenter,
                            fittingOf(variants, QFontMetricsF(painter.font()), room.width()));
    };
    const bool isPale = health::isUnknown(cell.state);
    painter.setFont(m_theme.font(common::TextSize::Body, !isPale));
    painter.setPen(
        m_theme.color(isPale ? common::ColorRole::TextSecondary : common::ColorRole::TextPrimary));
    const QString value = cell.hasFigure() ? common::percentText(cell.shownShare())
        : cell.level                       ? common::percentText(*cell.level)
                                           : u"–"_s; // the glyph says why
    // A number without its sign would be of anything: closer together first, then coarser.
    QStringList values{value, QString(value).remove(u' ')};
    if (value.startsWith(u'<'))
        values << u"<1%"_s;
    draw(values, line.adjusted(kDenseGlyph + common::kSpace1, 0, margin, 0));
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    // Up to the edge of the cell, but for what keeps it apart from the next one.
    line = QRectF(line.left(), line.bottom(), line.width() + margin - common::kSpace1,
                  m_theme.scaled(kSmallLine));
    const health::Interval interval = cell.shownInterval();
    const QString shares = common::intervalText(interval.low, interval.high);
    if (cell.noResultSince)
        draw({tr("none since %1").arg(common::utcTimeText(*cell.noResultSince)),
              common::utcTimeText(*cell.noResultSince)},
             line);
    else if (cell.count > 0)
        draw({shares, QString(shares).remove(u' '), QString(shares).remove(u" %"_s)}, line);
    else if (cell.level)
        draw({tr("mean")}, line);
    const auto* model = modelOf(index);
    if (model == nullptr)
        return;
    const std::int64_t observed = cell.count > 0 ? cell.shownCount() : cell.levelCount;
    const QString count = cell.count == 0 && cell.level && observed <= 0
        ? tr("n unknown")
        : tr("n %1").arg(common::countText(observed));
    // Over what it is comes before how old it is.
    const QString second = cell.isSinceOnset()
        ? countOf(cell)
        : u"%1 · %2"_s.arg(count, common::ageText(model->now() - cell.lastEvent));
    // "n 30 in 4 s": since the onset, in fewer words.
    draw({second,
          cell.isSinceOnset()
              ? tr("%1 in %2").arg(count, common::ageText(model->now() - *cell.since))
              : count,
          count},
         line.translated(0, m_theme.scaled(kSmallLine)));
}

void FleetDelegate::paintDense(QPainter& painter, const QRectF& rect,
                               const items::CheckCell& cell) const
{
    const double margin = rect.width() < kDenseWidth ? kTightMargin : kCellMargin;
    const QRectF glyph(rect.left() + margin, rect.center().y() - kDenseGlyph / 2, kDenseGlyph,
                       kDenseGlyph);
    common::paintGlyph(painter, glyph, cell.state, m_theme, cell.severity);
    if (!cell.hasFigure())
        return; // the glyph says why
    // What is well stands back, what is not is to be read first.
    const bool isLoud = cell.state == health::HealthState::AlarmRaised
        || cell.state == health::HealthState::Acknowledged
        || cell.state == health::HealthState::Degraded;
    painter.setFont(m_theme.font(common::TextSize::Small, isLoud));
    painter.setPen(
        m_theme.color(isLoud ? common::ColorRole::TextPrimary : common::ColorRole::TextSecondary));
    const QRectF room(glyph.right() + common::kSpace1, rect.top(),
                      rect.right() - glyph.right() - common::kSpace1, rect.height());
    common::drawTabular(painter, room, Qt::AlignLeft | Qt::AlignVCenter,
                        common::percentText(cell.shownShare()));
}

// "▲ Groundedness   +2": what is bad is to be seen without scrolling.
void FleetDelegate::paintSummary(QPainter& painter, const QRectF& rect,
                                 const QModelIndex& index) const
{
    const auto* model = modelOf(index);
    if (model == nullptr)
        return;
    const CheckSummary summary = checkSummary(*model, index.row());
    const QRectF glyph(rect.left() + common::kSpace2, rect.center().y() - kDenseGlyph / 2,
                       kDenseGlyph, kDenseGlyph);
    common::paintGlyph(painter, glyph, summary.state, m_theme, summary.severity);
    const bool isLoud =
        !health::isUnknown(summary.state) && summary.state != health::HealthState::Well;
    painter.setFont(m_theme.font(common::TextSize::Small, isLoud));
    painter.setPen(
        m_theme.color(isLoud ? common::ColorRole::TextPrimary : common::ColorRole::TextSecondary));
    const QFontMetricsF metrics(painter.font());
    QRectF room(glyph.right() + common::kSpace1, rect.top(),
                rect.right() - glyph.right() - common::kSpace2, rect.height());
    if (summary.others > 0) {
        const QString others = tr("+%1").arg(summary.others);
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, others);
        room.setRight(room.right() - metrics.horizontalAdvance(others) - common::kSpace1);
    }
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(summary.text, Qt::ElideRight, room.width()));
}

void FleetDelegate::paintTrend(QPainter& painter, const QRectF& rect,
                               const items::CheckCell& cell) const
{
    if (rect.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_theme.color(common::ColorRole::TextSecondary), 1.25);
    pen.setJoinStyle(Qt::RoundJoin);
    painter.setPen(pen);
    for (const auto& line : trendLines(cell.trend, trendCeiling(cell.trend), rect))
        painter.drawPolyline(line);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace dashboard
