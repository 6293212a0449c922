// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/docks.h"

#include <QDockWidget>
#include <QEvent>
#include <QGuiApplication>
#include <QLayout>
#include <QMainWindow>
#include <QResizeEvent>

#include <algorithm>
#include <utility>

namespace {

constexpr int kSmallestHeight = 160;

} // namespace

DockScroll::DockScroll(QWidget* content, int smallest, QWidget* parent)
    : QScrollArea(parent)
    , m_smallest(smallest)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidget(content);
    content->installEventFilter(this);
}

QSize DockScroll::minimumSizeHint() const
{
    return {m_smallest, kSmallestHeight};
}

QSize DockScroll::sizeHint() const
{
    return widget()->sizeHint().expandedTo(minimumSizeHint());
}

void DockScroll::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

bool DockScroll::eventFilter(QObject* watched, QEvent* event)
{
    const bool isHandled = QScrollArea::eventFilter(watched, event);
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        fit();
    return isHandled;
}

// Wrapped text is the higher the narrower it is, which a scroll area does not ask for by itself.
void DockScroll::fit()
{
    const QLayout* layout = widget()->layout();
    const int height = layout == nullptr ? 0
        : layout->hasHeightForWidth()    ? layout->minimumHeightForWidth(viewport()->width())
                                         : layout->minimumSize().height();
    if (widget()->minimumHeight() != height)
        widget()->setMinimumHeight(height);
}

DockWidths::DockWidths(QMainWindow& window, std::vector<Dock> docks)
    : QObject(&window)
    , m_window(window)
    , m_docks(std::move(docks))
{
    window.installEventFilter(this);
    for (const Dock& each : m_docks)
        each.dock->installEventFilter(this);
}

bool DockWidths::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_window && event->type() == QEvent::Show)
        QMetaObject::invokeMethod(this, &DockWidths::remember, Qt::QueuedConnection);
    // After the layout has given the docks their room.
    if (watched == &m_window && event->type() == QEvent::Resize && m_window.isVisible())
        QMetaObject::invokeMethod(this, &DockWidths::restore, Qt::QueuedConnection);
    // A pressed button in the window drags a separator.
    if (watched != &m_window && event->type() == QEvent::Resize
        && QGuiApplication::mouseButtons() != Qt::NoButton)
        remember();
    return QObject::eventFilter(watched, event);
}

void DockWidths::remember()
{
    for (Dock& each : m_docks) {
        if (each.dock && each.dock->isVisible() && !each.dock->isFloating())
            each.wanted = each.dock->width();
    }
}

void DockWidths::restore()
{
    QList<QDockWidget*> docks;
    QList<int> widths;
    for (const Dock& each : m_docks) {
        if (!each.dock || !each.dock->isVisible() || each.dock->isFloating()
            || each.dock->width() >= each.wanted)
            continue;
        docks << each.dock.data();
        widths << each.wanted;
    }
    if (!docks.isEmpty())
        m_window.resizeDocks(docks, widths, Qt::Horizontal);
}
