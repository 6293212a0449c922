// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/incident/momentstrip.h"

#include "models/items/incidentsnapshot.h"
#include "models/items/ownwords.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

using common::ColorRole;

constexpr int kAxis = 16; // its line, from the top
constexpr int kAxisHeight = 36; // with what leads to the cells
constexpr int kLine = 17; // of a cell's text
constexpr int kMark = 4; // half of a mark's diagonal
constexpr int kNarrowest = 64; // a cell

} // namespace

void paintMomentMark(QPainter& painter, const QPointF& middle, const KeyMoment& moment,
                     const common::Theme& theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = theme.color(moment.time ? ColorRole::Accent : ColorRole::TextSecondary);
    painter.setPen(QPen(color, 1.5));
    if (!moment.time) {
        painter.drawLine(middle - QPointF(kMark, 0), middle + QPointF(kMark, 0));
    } else {
        painter.setBrush(moment.isProposed() ? theme.color(ColorRole::Surface0) : color);
        const double half = kMark + 0.5;
        painter.drawPolygon(QPolygonF{middle - QPointF(0, half), middle + QPointF(half, 0),
                                      middle + QPointF(0, half), middle - QPointF(half, 0)});
    }
    painter.restore();
}

MomentCell::MomentCell(const common::Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void MomentCell::setMoment(const KeyMoment& moment, std::optional<telemetry::Duration> since,
                           bool isEstimated)
{
    m_moment = moment;
    m_name = items::momentText(moment.kind);
    m_since = moment.kind == MomentKind::Start || !since
        ? QString()
        : (isEstimated ? u"≈ "_s : QString()) + items::afterStartText(*since);
    m_when = !moment.time    ? tr("not known")
        : moment.isEstimated ? u"≈ "_s + common::utcTimeText(*moment.time)
                             : common::utcTimeText(*moment.time);
    // What a person said of it stays.
    const QString why = common::safeLine(
        moment.isProposed() || !moment.time ? items::ownWords(moment.why) : moment.why, 400);
    const QString standing = !moment.time ? tr("Not known: %1").arg(why)
        : moment.isProposed()             ? tr("Proposed: %1").arg(why)
                              : tr("Fixed by %1: %2").arg(common::safeLine(moment.who, 60), why);
    setAccessibleName(moment.time ? tr("%1, %2 %3")
                                        .arg(m_name,
                                             (moment.isEstimated ? u"≈ "_s : QString())
                                                 + common::utcDateTimeText(*moment.time),
                                             m_since)
                                  : tr("%1, not known").arg(m_name));
    setAccessibleDescription(standing);
    setToolTip(common::plainToolTip(
        (moment.time ? tr("%1 at %2").arg(m_name, common::utcDateTimeText(*moment.time)) : m_name)
        + u'\n' + standing));
    updateGeometry();
    QWidget::update();
}

QSize MomentCell::sizeHint() const
{
    return {kNarrowest, 3 * m_theme.scaled(kLine) + common::kSpace1};
}

void MomentCell::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (isDown() || underMouse())
        painter.fillRect(rect(),
                         m_theme.color(isDown() ? ColorRole::Surface3 : ColorRole::Surface2));
    const int indent = 2 * kMark + common::kSpace2;
    paintMomentMark(painter, QPointF(kMark + 2, m_theme.scaled(kLine) / 2.0 + 1), m_moment,
                    m_theme);
    const auto line = [&](int row, int left) {
        return QRectF(left, row * m_theme.scaled(kLine), width() - left - 2, m_theme.scaled(kLine));
    };
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    painter.drawText(line(0, indent), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_name, Qt::ElideRight, width() - indent));
    QString strong = m_since.isEmpty() ? m_when : m_since;
    const bool isBold = m_moment.time && !m_moment.isProposed();
    painter.setFont(m_theme.font(common::TextSize::Body, isBold));
    // A time that is cut would be another one.
    const auto fits = [&] {
        return painter.fontMetrics().horizontalAdvance(strong) <= line(1, 2).width();
    };
    if (m_moment.time && !fits()) {
        painter.setFont(m_theme.font(common::TextSize::Small, isBold));
        if (!fits())
            strong.remove(u' ');
    }
    painter.setPen(
        m_theme.color(m_moment.time ? ColorRole::TextPrimary : ColorRole::TextSecondary));
    common::drawTabular(painter, line(1, 2), Qt::AlignLeft | Qt::AlignVCenter, strong);
    if (!m_since.isEmpty()) {
        painter.setFont(m_theme.font(common::TextSize::Small));
        painter.setPen(m_theme.color(ColorRole::TextSecondary));
        common::drawTabular(painter, line(2, 2), Qt::AlignLeft | Qt::AlignVCenter, m_when);
    }
    if (hasFocus()) {
        painter.setPen(m_theme.focusPen());
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

MomentStrip::MomentStrip(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, kAxisHeight, common::kSpace3, 0);
    layout->setSpacing(common::kSpace1);
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        auto* cell = new MomentCell(theme, this);
        m_cells[i] = cell;
        layout->addWidget(cell, 1);
        KeyMoment unknown;
        unknown.kind = kMomentKinds[i];
        cell->setMoment(unknown, std::nullopt, false);
        connect(cell, &QAbstractButton::clicked, this, [this, cell] {
            if (cell->moment().time)
                emit momentChosen(*cell->moment().time);
            else if (m_canFix)
                emit fixRequested(cell->moment().kind);
        });
        cell->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(cell, &QWidget::customContextMenuRequested, this, [this, cell](const QPoint& at) {
            auto* menu = new QMenu(this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            QAction* go = menu->addAction(tr("Go to It"));
            go->setEnabled(cell->moment().time.has_value());
            // As it was when the menu was opened: it may be another by then, or not known any more.
            connect(go, &QAction::triggered, this, [this, moment = cell->moment()] {
                if (moment.time)
                    emit momentChosen(*moment.time);
            });
            if (m_canFix)
                connect(menu->addAction(tr("&Fix…")), &QAction::triggered, this,
                        [this, cell] { emit fixRequested(cell->moment().kind); });
            if (m_canFix && cell->moment().time && !cell->moment().isProposed())
                connect(menu->addAction(tr("&Let It Be Proposed…")), &QAction::triggered, this,
                        [this, cell] { emit unfixRequested(cell->moment().kind); });
            menu->popup(cell->mapToGlobal(at));
        });
    }
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
}

void MomentStrip::setMoments(const std::vector<KeyMoment>& moments,
                             const telemetry::TimeRange& range)
{
    m_range = range;
    for (const KeyMoment& moment : moments) {
        const auto place = static_cast<std::size_t>(moment.kind);
        if (place >= m_cells.size())
            continue;
        m_cells[place]->setMoment(moment, timeTo(moments, moment.kind), isStartEstimated(moments));
        if (moment.time) {
            m_range.start = std::min(m_range.start, *moment.time);
            m_range.end = std::max(m_range.end, *moment.time);
        }
    }
    update();
}

void MomentStrip::setCanFix(bool can)
{
    m_canFix = can;
}

double MomentStrip::positionOf(telemetry::Timestamp time) const
{
    const double left = common::kSpace3 + kMark + 2;
    const double right = width() - common::kSpace3 - kMark - 2;
    const auto whole = static_cast<double>(m_range.duration().count());
    if (whole <= 0)
        return left;
    return left + (right - left) * static_cast<double>((time - m_range.start).count()) / whole;
}

void MomentStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double middle = kAxis - 4;
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    painter.drawLine(QPointF(positionOf(m_range.start), middle),
                     QPointF(positionOf(m_range.end), middle));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(ColorRole::Line));
    for (const MomentCell* cell : m_cells) {
        if (cell->moment().time)
            painter.drawLine(QPointF(positionOf(*cell->moment().time), middle),
                             QPointF(cell->x() + kMark + 2, cell->y()));
    }
    for (const MomentCell* cell : m_cells) {
        if (cell->moment().time)
            paintMomentMark(painter, QPointF(positionOf(*cell->moment().time), middle),
                            cell->moment(), m_theme);
    }
}

} // namespace incident
