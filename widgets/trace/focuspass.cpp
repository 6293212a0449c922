// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/focuspass.h"

#include <QFocusEvent>
#include <QPointer>
#include <QWidget>

namespace traceview {

namespace {

class FocusPass final : public QObject
{
public:
    FocusPass(QWidget& container, QWidget& target, QWidget* instead)
        : QObject(&container)
        , m_target(&target)
        , m_instead(instead)
    {
        container.installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::FocusIn) {
            QWidget* const to = m_target && m_target->isVisible() ? m_target : m_instead;
            if (to != nullptr)
                to->setFocus(static_cast<const QFocusEvent&>(*event).reason());
        }
        return QObject::eventFilter(watched, event);
    }

private:
    const QPointer<QWidget> m_target;
    const QPointer<QWidget> m_instead;
};

} // namespace

void passFocus(QWidget& container, QWidget& target, QWidget* instead)
{
    container.setFocusPolicy(Qt::NoFocus);
    new FocusPass(container, target, instead);
}

} // namespace traceview
