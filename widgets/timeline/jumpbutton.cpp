// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/jumpbutton.h"

#include "models/items/incidentsnapshot.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/stylepainting.h"
#include "widgets/common/theme.h"

#include <QPainter>

namespace timeline {

namespace {

constexpr qreal kMark = 9;
constexpr qreal kApart = 6; // of mark and arrow from the middle
constexpr qreal kArrow = 3.5;

common::TimeMark signOf(items::MarkKind kind)
{
    switch (kind) {
    case items::MarkKind::Alarm:
        return common::TimeMark::Alarm;
    case items::MarkKind::Action:
        return common::TimeMark::Lever;
    case items::MarkKind::KeyMoment:
        return common::TimeMark::KeyMoment;
    case items::MarkKind::Any:
        break;
    }
    return common::TimeMark::Other;
}

} // namespace

QString jumpName(items::MarkKind kind, bool isForward)
{
    switch (kind) {
    case items::MarkKind::Alarm:
        return isForward ? JumpButton::tr("Next alarm") : JumpButton::tr("Previous alarm");
    case items::MarkKind::Action:
        return isForward ? JumpButton::tr("Next action") : JumpButton::tr("Previous action");
    case items::MarkKind::KeyMoment:
        return isForward ? JumpButton::tr("Next key moment or note")
                         : JumpButton::tr("Previous key moment or note");
    case items::MarkKind::Any:
        break;
    }
    return isForward ? JumpButton::tr("Next mark") : JumpButton::tr("Previous mark");
}

QString nothingText(items::MarkKind kind, bool isForward)
{
    switch (kind) {
    case items::MarkKind::Alarm:
        return isForward ? JumpButton::tr("no later alarm") : JumpButton::tr("no earlier alarm");
    case items::MarkKind::Action:
        return isForward ? JumpButton::tr("no later action") : JumpButton::tr("no earlier action");
    case items::MarkKind::KeyMoment:
        return isForward ? JumpButton::tr("no later moment") : JumpButton::tr("no earlier moment");
    case items::MarkKind::Any:
        break;
    }
    return isForward ? JumpButton::tr("no later mark") : JumpButton::tr("no earlier mark");
}

QString foundText(const items::MarkedTime& mark, bool isAsKnownNow)
{
    if (mark.proposed)
        return JumpButton::tr("%1, proposed").arg(items::momentText(*mark.proposed).toLower());
    if (mark.alarm.empty())
        return {};
    return (isAsKnownNow ? JumpButton::tr("onset of %1") : JumpButton::tr("%1 raised"))
        .arg(common::safeLine(mark.alarm, 20));
}

JumpButton::JumpButton(items::MarkKind kind, bool isForward, common::KeyCommand command,
                       const common::Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_kind(kind)
    , m_isForward(isForward)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    const QString name = jumpName(kind, isForward);
    setAccessibleName(name);
    common::teachKey(this, name, command);
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
}

void JumpButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(
            m_theme.color(isDown() ? common::ColorRole::Surface3 : common::ColorRole::Surface2));
        painter.drawRoundedRect(rect(), common::kCornerRadius, common::kCornerRadius);
    }
    const QColor ink = m_theme.color(common::ColorRole::TextPrimary);
    const QPointF middle = QRectF(rect()).center();
    const qreal direction = m_isForward ? 1 : -1;
    const QPointF mark = middle - QPointF(direction * kApart, 0);
    common::paintMark(painter, QRectF(mark.x() - kMark / 2, mark.y() - kMark / 2, kMark, kMark),
                      signOf(m_kind), ink);
    const QPointF tip = middle + QPointF(direction * (kApart + kArrow / 2), 0);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{tip + QPointF(-direction * kArrow, -kArrow), tip,
                                   tip + QPointF(-direction * kArrow, kArrow)});
    if (hasFocus())
        common::paintFocusRing(painter, rect(), palette());
}

} // namespace timeline
