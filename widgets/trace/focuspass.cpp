// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/focuspass.h"

#include <QFocusEvent>
#include <QPointer>
#include <QWidget>

#include <algorithm>
#include <vector>

namespace traceview {

namespace {

class FocusPass final : public QObject
{
public:
    FocusPass(QWidget& container, QWidget& target, std::initializer_list<QWidget*> instead)
        : QObject(&container)
        , m_receivers{&target}
    {
        for (QWidget* one : instead)
            m_receivers.emplace_back(one);
        container.installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::FocusIn) {
            const auto to = std::ranges::find_if(
                m_receivers, [](const auto& one) { return one && one->isVisible(); });
            if (to != m_receivers.end())
                (*to)->setFocus(static_cast<const QFocusEvent&>(*event).reason());
        }
        return QObject::eventFilter(watched, event);
    }

private:
    std::vector<QPointer<QWidget>> m_receivers;
};

} // namespace

void passFocus(QWidget& container, QWidget& target, std::initializer_list<QWidget*> instead)
{
    container.setFocusPolicy(Qt::NoFocus);
    new FocusPass(container, target, instead);
}

} // namespace traceview
