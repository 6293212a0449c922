// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/frame/modeframe.h"

#include "widgets/common/theme.h"

#include <QEvent>
#include <QPainter>

namespace frame {

namespace {

constexpr int kHatchStep = 8;
constexpr int kRule = 3;

} // namespace

ModeFrame::ModeFrame(const items::TimeConductor& conductor, const common::Theme& theme,
                     QWidget* window)
    : QWidget(window)
    , m_conductor(conductor)
    , m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    window->installEventFilter(this);
    setGeometry(window->rect());
    connect(&conductor, &items::TimeConductor::modeChanged, this, qOverload<>(&QWidget::update));
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
}

bool ModeFrame::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    if (watched == parent() && event->type() == QEvent::ChildAdded)
        raise();
    return QWidget::eventFilter(watched, event);
}

void ModeFrame::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    switch (m_conductor.mode()) {
    case items::TimeConductor::Mode::Live:
        break;
    case items::TimeConductor::Mode::Fixed:
        painter.fillRect(0, 0, width(), kRule, m_theme.color(common::ColorRole::ModeFixed));
        painter.fillRect(0, height() - kRule, width(), kRule,
                         m_theme.color(common::ColorRole::ModeFixed));
        break;
    case items::TimeConductor::Mode::Replay:
        paintHatch(painter);
        break;
    }
}

void ModeFrame::paintHatch(QPainter& painter) const
{
    const QRegion whole(rect());
    const QRegion inside(rect().adjusted(kThickness, kThickness, -kThickness, -kThickness));
    painter.setClipRegion(whole.subtracted(inside));
    painter.fillRect(rect(), m_theme.color(common::ColorRole::Surface0));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(common::ColorRole::ModeReplay), 3));
    for (int x = -height(); x < width(); x += kHatchStep)
        painter.drawLine(x, height(), x + height(), 0);
}

} // namespace frame
