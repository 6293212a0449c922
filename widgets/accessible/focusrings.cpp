// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/accessible/focusrings.h"

#include "widgets/accessible/parts.h"
#include "widgets/common/stylepainting.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QEvent>
#include <QPainter>

namespace accessible {

namespace {

class Ring final : public QWidget
{
public:
    explicit Ring(QWidget& around)
        : QWidget(&around)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        setFocusPolicy(Qt::NoFocus);
        setGeometry(around.rect());
        around.installEventFilter(this);
        raise();
        show();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == parentWidget() && event->type() == QEvent::Resize)
            setGeometry(parentWidget()->rect());
        return QWidget::eventFilter(watched, event);
    }

    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        common::paintFocusRing(painter, rect(), palette());
    }
};

// What paints its content itself shows the focus itself.
bool needsRing(QWidget* widget)
{
    const auto* parts = dynamic_cast<Parts*>(widget);
    return parts != nullptr ? !parts->showsFocus()
                            : qobject_cast<QAbstractScrollArea*>(widget) != nullptr;
}

// In it, in a dialog over it or in a dock of it that floats; in a list that pops up the chosen row
// is all there is to see.
bool isUnder(const QWidget& window, const QWidget* widget)
{
    if (widget->window()->windowType() == Qt::Popup)
        return false;
    while (widget != nullptr && widget != &window)
        widget = widget->parentWidget();
    return widget != nullptr;
}

} // namespace

FocusRings::FocusRings(QWidget& window)
    : QObject(&window)
    , m_window(window)
{
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget*, QWidget* now) { follow(now); });
}

void FocusRings::follow(QWidget* focused)
{
    delete m_ring;
    if (focused != nullptr && isUnder(m_window, focused)
        && focused->window()->testAttribute(Qt::WA_KeyboardFocusChange) && needsRing(focused))
        m_ring = new Ring(*focused);
}

} // namespace accessible
