// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/holdbutton.h"

#include "widgets/common/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace runbookview {

namespace {

constexpr int kHeight = 36; // at 100 % text, as the widths
constexpr int kWidth = 104;
constexpr int kMostWidth = 132; // a long verb is cut
constexpr double kPadding = 6;
constexpr int kStillSteps = 4;
constexpr double kRadius = 4;

bool isHoldKey(int key)
{
    return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
}

} // namespace

HoldButton::HoldButton(const common::Theme& theme, const QString& text, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setText(text);
    setAccessibleName(tr("Hold to fire"));
    describe();
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &common::Theme::changed, this, [this] {
        updateGeometry(); // of another text size
        update();
    });
}

void HoldButton::setShare(double share)
{
    m_share = std::clamp(share, 0.0, 1.0);
    update();
}

void HoldButton::setLit(bool lit)
{
    if (m_isLit == lit)
        return;
    m_isLit = lit;
    if (!lit)
        m_share = 0; // of a hold that does nothing any more
    describe();
    update();
}

// What it takes, and whether it would do anything: its name says what.
void HoldButton::describe()
{
    const QString how = tr("Hold the mouse button, Enter or Space for half a second; a short press "
                           "does nothing.");
    setAccessibleDescription(m_isLit ? tr("Armed. %1").arg(how)
                                     : tr("Not armed: it does nothing now. %1").arg(how));
}

QString HoldButton::toldValue() const
{
    if (m_isHeld)
        return tr("held, %1 %").arg(qRound(m_share * 100));
    return m_isLit ? tr("armed") : tr("not armed");
}

void HoldButton::press()
{
    begin();
    end();
}

void HoldButton::setVerb(const QString& verb)
{
    const QString text = tr("Hold to %1").arg(verb);
    if (text == this->text())
        return;
    setText(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize HoldButton::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(common::TextSize::Body, true));
    return {std::clamp(metrics.horizontalAdvance(text()) + 2 * common::kSpace3,
                       m_theme.scaled(kWidth), m_theme.scaled(kMostWidth)),
            m_theme.row(kHeight)};
}

void HoldButton::paintEvent(QPaintEvent*)
{
    using common::ColorRole;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5);
    QPainterPath shape;
    shape.addRoundedRect(frame, kRadius, kRadius);
    const QColor lit = m_theme.color(ColorRole::Severity2);
    painter.fillPath(shape, m_theme.color(ColorRole::Surface2));
    const auto paintText = [&](const QColor& color) {
        painter.setPen(color);
        painter.setFont(m_theme.font(common::TextSize::Body, true));
        painter.drawText(frame, Qt::AlignCenter,
                         painter.fontMetrics().elidedText(
                             text(), Qt::ElideRight, static_cast<int>(frame.width() - kPadding)));
    };
    paintText(m_theme.color(m_isLit ? ColorRole::TextPrimary : ColorRole::TextDisabled));
    // How long it is still to be held is no ornament: where nothing is to move, it comes in steps.
    const double share =
        m_theme.isStill() ? std::floor(m_share * kStillSteps) / kStillSteps : m_share;
    if (share > 0) {
        painter.save();
        painter.setClipRect(
            QRectF(frame.left(), frame.top(), frame.width() * share, frame.height()));
        painter.fillPath(shape, lit);
        paintText(m_theme.color(ColorRole::Surface0));
        painter.restore();
    }
    painter.setPen(QPen(m_isLit ? lit : m_theme.color(ColorRole::Line), m_isLit ? 2 : 1));
    painter.drawPath(shape);
    if (hasFocus()) {
        painter.setPen(m_theme.focusPen());
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    }
}

void HoldButton::begin()
{
    if (m_isHeld || !isEnabled())
        return;
    m_isHeld = true;
    emit holdBegan();
}

void HoldButton::end()
{
    if (!m_isHeld)
        return;
    m_isHeld = false;
    emit holdEnded();
}

void HoldButton::keyPressEvent(QKeyEvent* event)
{
    if (!isHoldKey(event->key())) {
        QAbstractButton::keyPressEvent(event);
        return;
    }
    if (!event->isAutoRepeat())
        begin();
    event->accept();
}

void HoldButton::keyReleaseEvent(QKeyEvent* event)
{
    if (!isHoldKey(event->key())) {
        QAbstractButton::keyReleaseEvent(event);
        return;
    }
    // Some platforms repeat a held key as releases and presses.
    if (!event->isAutoRepeat())
        end();
    event->accept();
}

void HoldButton::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        begin();
    event->accept();
}

void HoldButton::mouseMoveEvent(QMouseEvent* event)
{
    if (!rect().contains(event->position().toPoint()))
        end();
    event->accept();
}

void HoldButton::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        end();
    event->accept();
}

void HoldButton::focusOutEvent(QFocusEvent* event)
{
    end();
    QAbstractButton::focusOutEvent(event);
}

void HoldButton::hideEvent(QHideEvent* event)
{
    end();
    QAbstractButton::hideEvent(event);
}

} // namespace runbookview
