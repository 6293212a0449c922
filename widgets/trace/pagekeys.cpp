// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/pagekeys.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QKeyEvent>

#include <utility>

namespace traceview {

namespace {

// Not sent: it would go up to the parents, which are asked for their own keys only.
bool isOwnKeyOf(QObject& view, const QKeyEvent& key)
{
    QKeyEvent question(QEvent::ShortcutOverride, key.key(), key.modifiers(), key.text());
    question.ignore();
    view.event(&question);
    return question.isAccepted();
}

} // namespace

PageKeys::PageKeys(QWidget& page, Handler handler)
    : QObject(&page)
    , m_handler(std::move(handler))
{
    for (auto* view : page.findChildren<QAbstractItemView*>())
        view->installEventFilter(this);
    for (auto* box : page.findChildren<QComboBox*>()) {
        if (!box->isEditable())
            box->installEventFilter(this);
    }
}

bool PageKeys::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        if (!isOwnKeyOf(*watched, key) && m_handler(key))
            return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace traceview
