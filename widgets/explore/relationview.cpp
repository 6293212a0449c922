// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/explore/relationview.h"

#include "models/drivers/relationtext.h"
#include "widgets/charts/axes.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/stylepainting.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/explore/fadedcolor.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace explore {

namespace {

constexpr double kLabelHeight = 16; // at 100 % text
constexpr int kPixelsATick = 72;
constexpr double kFaintest = 0.10;
constexpr double kHandle = 5; // half its width
constexpr double kDot = 2.5;
constexpr double kBar = 18; // wide, of one of two values

using common::ColorRole;

QString shareText(double share, double ceiling)
{
    return common::decimalText(share * 100, ceiling < 0.1 ? 1 : 0) + u" %"_s;
}

} // namespace

RelationView::RelationView(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setCursor(Qt::SizeHorCursor);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Rate against the driver"));
    connect(&theme, &common::Theme::changed, this, &RelationView::restyle);
}

void RelationView::setSnapshot(std::shared_ptr<const drivers::RelationSnapshot> snapshot)
{
    m_snapshot = std::move(snapshot);
    if (m_snapshot) {
        m_ceiling = charts::steadyCeiling(m_ceiling, rateCeiling(m_snapshot->relation), 1);
        renderDensity();
    }
    forget();
}

void RelationView::setSetting(std::optional<double> driver)
{
    if (driver == m_setting)
        return;
    m_setting = driver;
    update();
}

void RelationView::setRegion(const std::optional<DriverRange>& region)
{
    m_region = region;
    if (!region)
        m_anchor.reset();
    update();
}

void RelationView::setLimit(double share)
{
    m_limit = share;
    update();
}

void RelationView::restyle()
{
    if (m_snapshot)
        renderDensity();
    forget();
}

void RelationView::forget()
{
    m_picture = {};
    update();
}

void RelationView::resizeEvent(QResizeEvent*)
{
    forget();
}

double RelationView::xAt(double driver) const
{
    return xOf(m_snapshot->density, driver, m_frame.rates);
}

// As dark as the square root of its share of the fullest cell: one answer can be seen beside
// thousands.
void RelationView::renderDensity()
{
    const drivers::Density& density = m_snapshot->density;
    m_density = {};
    if (density.cells.empty())
        return;
    m_density =
        QImage(static_cast<int>(drivers::Density::kColumns),
               static_cast<int>(drivers::Density::kRows), QImage::Format_ARGB32_Premultiplied);
    m_density.fill(Qt::transparent);
    const auto most =
        static_cast<double>(std::max<std::uint32_t>(1, *std::ranges::max_element(density.cells)));
    const QColor ink = m_theme.color(ColorRole::Series1);
    for (std::size_t row = 0; row < drivers::Density::kRows; ++row) {
        for (std::size_t column = 0; column < drivers::Density::kColumns; ++column) {
            const std::uint32_t count = density.cells[row * drivers::Density::kColumns + column];
            if (count == 0)
                continue;
            const double share = std::sqrt(static_cast<double>(count) / most);
            m_density.setPixelColor(static_cast<int>(column),
                                    static_cast<int>(drivers::Density::kRows - 1 - row),
                                    faded(ink, kFaintest + (1 - kFaintest) * share));
        }
    }
}

void RelationView::render()
{
    m_frame = frameOf(size(), m_theme.scaled(1.0));
    m_picture = QPixmap(size() * devicePixelRatioF());
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    m_picture.fill(m_theme.color(ColorRole::Surface0));
    if (!m_snapshot || m_snapshot->used == 0)
        return;
    QPainter painter(&m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(common::TextSize::Small));
    paintGrid(painter);
    painter.drawImage(m_frame.scores, m_density);
    paintHistograms(painter);
    paintKnee(painter);
    painter.save();
    painter.setClipRect(m_frame.rates.adjusted(0, -2, 0, 1));
    paintBins(painter);
    paintCurve(painter);
    painter.restore();
    paintAxis(painter);
}

void RelationView::paintGrid(QPainter& painter) const
{
    const QPen line(m_theme.color(ColorRole::Line), 1);
    const QColor text = m_theme.color(ColorRole::TextSecondary);
    const auto label = [&](double y, const QString& what) {
        painter.setPen(text);
        common::drawTabular(painter,
                            QRectF(0, y - m_theme.scaled(kLabelHeight) / 2,
                                   m_frame.rates.left() - 6, m_theme.scaled(kLabelHeight)),
                            Qt::AlignRight | Qt::AlignVCenter, what);
    };
    constexpr int kLines = 4;
    for (int i = 0; i <= kLines; ++i) {
        const double share = m_ceiling * i / kLines;
        const double y = std::round(yOf(share, m_ceiling, m_frame.rates)) + 0.5;
        painter.setPen(line);
        painter.drawLine(QPointF(m_frame.rates.left(), y), QPointF(m_frame.rates.right(), y));
        label(y, shareText(share, m_ceiling));
    }
    for (const double score : {0.0, 1.0}) {
        const double y = std::round(yOf(score, 1, m_frame.scores)) + 0.5;
        painter.setPen(line);
        painter.drawLine(QPointF(m_frame.scores.left(), y), QPointF(m_frame.scores.right(), y));
        label(std::clamp(y, m_frame.scores.top() + 8, m_frame.scores.bottom() - 8),
              score > 0 ? tr("wrong") : tr("sound"));
    }
}

void RelationView::paintAxis(QPainter& painter) const
{
    const QColor text = m_theme.color(ColorRole::TextSecondary);
    const drivers::Driver& driver = m_snapshot->request.driver;
    const double bottom = m_frame.scores.bottom();
    const int most = std::max(2, static_cast<int>(m_frame.rates.width()) / kPixelsATick);
    for (const double tick : driverTicks(m_snapshot->density, most)) {
        const double x = std::round(xAt(tick)) + 0.5;
        painter.setPen(QPen(m_theme.color(ColorRole::Line), 1));
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 4));
        painter.setPen(text);
        common::drawTabular(painter, QRectF(x - 40, bottom + 5, 80, m_theme.scaled(kLabelHeight)),
                            Qt::AlignHCenter | Qt::AlignVCenter,
                            QString::fromStdString(drivers::tickText(driver, tick)));
    }
    QString title = common::safeSentence(drivers::labelOf(driver), 80);
    if (m_snapshot->request.lag > telemetry::Duration::zero())
        title = tr("%1, %2 earlier")
                    .arg(title, QString::fromStdString(drivers::lagText(m_snapshot->request.lag)));
    if (m_snapshot->density.beyond > 0)
        title = tr("%1 (%2 further out)").arg(title, common::countText(m_snapshot->density.beyond));
    painter.setPen(text);
    painter.drawText(QRectF(m_frame.rates.left(), bottom + 6 + m_theme.scaled(kLabelHeight),
                            m_frame.rates.width(), m_theme.scaled(kLabelHeight)),
                     Qt::AlignHCenter | Qt::AlignVCenter, title);
}

void RelationView::paintHistograms(QPainter& painter) const
{
    const drivers::Density& density = m_snapshot->density;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QColor ink = faded(m_theme.color(ColorRole::TextSecondary), 0.45);
    const auto most = [](const std::vector<std::uint32_t>& counts) {
        return static_cast<double>(std::max<std::uint32_t>(1, *std::ranges::max_element(counts)));
    };
    const QRectF& top = m_frame.columns;
    const double tallest = most(density.columns);
    const double width = top.width() / static_cast<double>(density.columns.size());
    for (std::size_t i = 0; i < density.columns.size(); ++i) {
        if (density.columns[i] == 0)
            continue;
        const double height = std::max(1.0, top.height() * density.columns[i] / tallest);
        const double left = std::floor(top.left() + width * static_cast<double>(i));
        const double right = std::floor(top.left() + width * static_cast<double>(i + 1));
        painter.fillRect(QRectF(left, top.bottom() - height, right - left, height), ink);
    }
    const QRectF& side = m_frame.rows;
    const double longest = most(density.rows);
    const double height = side.height() / static_cast<double>(density.rows.size());
    for (std::size_t i = 0; i < density.rows.size(); ++i) {
        if (density.rows[i] == 0)
            continue;
        const double length = std::max(1.0, side.width() * density.rows[i] / longest);
        const double low = std::floor(side.bottom() - height * static_cast<double>(i));
        const double high = std::floor(side.bottom() - height * static_cast<double>(i + 1));
        painter.fillRect(QRectF(side.left(), high, length, low - high), ink);
    }
    painter.restore();
}

void RelationView::paintKnee(QPainter& painter) const
{
    const auto& knee = m_snapshot->relation.knee;
    if (!knee)
        return;
    const QColor ink = m_theme.color(ColorRole::Severity3);
    const QRectF both = m_frame.rates.united(m_frame.scores);
    const double left = std::clamp(xAt(knee->low), both.left(), both.right());
    const double right = std::clamp(xAt(knee->high), both.left(), both.right());
    painter.fillRect(QRectF(left, both.top(), std::max(1.0, right - left), both.height()),
                     faded(ink, 0.16));
    const double x = std::round(std::clamp(xAt(knee->at), both.left(), both.right())) + 0.5;
    painter.setPen(QPen(ink, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, both.top()), QPointF(x, both.bottom()));
    const QString text = tr("knee %1").arg(
        QString::fromStdString(drivers::tickText(m_snapshot->request.driver, knee->at)));
    const double wide = painter.fontMetrics().horizontalAdvance(text) + 8;
    const bool isLeft = x + wide > both.right();
    painter.setPen(m_theme.color(ColorRole::TextPrimary));
    painter.drawText(
        QRectF(isLeft ? x - wide : x + 4, both.top() + 2, wide, m_theme.scaled(kLabelHeight)),
        (isLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, text);
}

void RelationView::paintBins(QPainter& painter) const
{
    const QColor ink = m_theme.color(ColorRole::TextSecondary);
    painter.setPen(QPen(ink, 1));
    painter.setBrush(ink);
    for (const relation::Bin& bin : m_snapshot->relation.bins) {
        double x = xAt(bin.cell.driver);
        if (m_snapshot->relation.isApart) { // two bars, whole also at the edges
            x = std::clamp(x, m_frame.rates.left() + kBar / 2, m_frame.rates.right() - kBar / 2);
            const double top = yOf(bin.rate.value, m_ceiling, m_frame.rates);
            painter.fillRect(QRectF(x - kBar / 2, top, kBar, m_frame.rates.bottom() - top),
                             faded(m_theme.color(ColorRole::Series2), 0.4));
        }
        if (x < m_frame.rates.left() || x > m_frame.rates.right())
            continue;
        painter.drawLine(QPointF(x, yOf(bin.rate.low, m_ceiling, m_frame.rates)),
                         QPointF(x, yOf(bin.rate.high, m_ceiling, m_frame.rates)));
        painter.drawEllipse(QPointF(x, yOf(bin.rate.value, m_ceiling, m_frame.rates)), kDot, kDot);
    }
}

void RelationView::paintCurve(QPainter& painter) const
{
    const std::vector<relation::CurvePoint>& curve = m_snapshot->relation.curve;
    if (curve.empty()) // nothing is told, or of two values alone: the bins are those
        return;
    const QColor ink = m_theme.color(ColorRole::Series2);
    QPainterPath band;
    QPainterPath line;
    const auto at = [&](const relation::CurvePoint& point, double share) {
        return QPointF(xAt(point.driver), yOf(share, m_ceiling, m_frame.rates));
    };
    band.moveTo(at(curve.front(), curve.front().rate.low));
    line.moveTo(at(curve.front(), curve.front().rate.value));
    for (const relation::CurvePoint& point : curve) {
        band.lineTo(at(point, point.rate.high));
        line.lineTo(at(point, point.rate.value));
    }
    for (auto point = curve.rbegin(); point != curve.rend(); ++point)
        band.lineTo(at(*point, point->rate.low));
    band.closeSubpath();
    painter.fillPath(band, faded(ink, 0.18));
    const bool isRelated = m_snapshot->relation.isRelated();
    painter.strokePath(line, QPen(ink, 2, isRelated ? Qt::SolidLine : Qt::DotLine));
}

void RelationView::paintLimit(QPainter& painter) const
{
    if (m_limit > m_ceiling)
        return;
    const double y = std::round(yOf(m_limit, m_ceiling, m_frame.rates)) + 0.5;
    painter.setPen(QPen(m_theme.color(ColorRole::Severity2), 1, Qt::DashLine));
    painter.drawLine(QPointF(m_frame.rates.left(), y), QPointF(m_frame.rates.right(), y));
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    common::drawTabular(painter,
                        QRectF(m_frame.rates.right() + 4, y - m_theme.scaled(kLabelHeight) / 2, 60,
                               m_theme.scaled(kLabelHeight)),
                        Qt::AlignLeft | Qt::AlignVCenter, common::percentText(m_limit));
}

void RelationView::paintSetting(QPainter& painter) const
{
    const QRectF both = m_frame.rates.united(m_frame.scores);
    const double x = std::round(std::clamp(xAt(*m_setting), both.left(), both.right())) + 0.5;
    const QColor ink = m_theme.color(ColorRole::Accent);
    painter.setPen(QPen(ink, 2));
    painter.drawLine(QPointF(x, both.top()), QPointF(x, both.bottom()));
    painter.setBrush(ink);
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(QPolygonF(
        {{x - kHandle, both.top() - 7}, {x + kHandle, both.top() - 7}, {x, both.top() + 1}}));
    const auto rate = m_snapshot->relation.rateAt(*m_setting);
    if (!rate)
        return;
    painter.setBrush(m_theme.color(ColorRole::Surface0));
    painter.setPen(QPen(ink, 2));
    painter.drawEllipse(QPointF(x, yOf(rate->value, m_ceiling, m_frame.rates)), 4, 4);
}

void RelationView::paintEvent(QPaintEvent*)
{
    ++m_frames;
    if (m_picture.isNull() || m_picture.devicePixelRatio() != devicePixelRatioF())
        render();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    if (!m_snapshot || m_snapshot->used == 0)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    paintLimit(painter);
    if (m_region)
        paintRegion(painter);
    if (m_setting)
        paintSetting(painter);
    if (hasFocus())
        common::paintFocusRing(painter, rect(), palette());
}

void RelationView::paintRegion(QPainter& painter) const
{
    const QRectF both = m_frame.rates.united(m_frame.scores);
    const double left = std::round(std::clamp(xAt(m_region->low), both.left(), both.right())) + 0.5;
    const double right =
        std::round(std::clamp(xAt(m_region->high), both.left(), both.right())) + 0.5;
    const QColor ink = m_theme.color(ColorRole::Accent);
    painter.fillRect(QRectF(left, both.top(), std::max(1.0, right - left), both.height()),
                     faded(ink, 0.14));
    painter.setPen(QPen(ink, 1));
    painter.drawLine(QPointF(left, both.top()), QPointF(left, both.bottom()));
    painter.drawLine(QPointF(right, both.top()), QPointF(right, both.bottom()));
}

} // namespace explore
