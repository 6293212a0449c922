// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/docks.h"

#include "widgets/common/theme.h"

#include <QDockWidget>
#include <QEvent>
#include <QGuiApplication>
#include <QLayout>
#include <QMainWindow>
#include <QResizeEvent>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace {

constexpr int kSmallestHeight = 160;
constexpr int kWideEnough = 120; // more than the usual width, for the button to say Narrow
constexpr int kTitleGap = 4;

} // namespace

DockScroll::DockScroll(QWidget* content, int smallest, QWidget* parent)
    : QScrollArea(parent)
    , m_smallest(smallest)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // text wraps at any width
    setFocusPolicy(Qt::NoFocus);
    setWidget(content);
    content->installEventFilter(this);
}

void DockScroll::setSmallest(int width)
{
    m_smallest = width;
    updateGeometry();
}

void keepSmallest(const common::Theme& theme, DockScroll& dock, int smallest, int text)
{
    const auto fit = [&theme, &dock, smallest, text] {
        dock.setSmallest(smallest - text + theme.scaled(text));
    };
    fit();
    QObject::connect(&theme, &common::Theme::changed, &dock, fit);
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

// The content is as wide as the dock, whatever it asks for: what stands at its right stays in
// sight. Wrapped text is the higher the narrower it is, which a scroll area does not ask for by
// itself.
void DockScroll::fit()
{
    widget()->setMaximumWidth(std::max(1, viewport()->width()));
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
    for (Dock& each : m_docks) {
        each.usual = each.wanted;
        each.dock->installEventFilter(this);
    }
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

void DockWidths::setWidth(const QDockWidget* dock, int width)
{
    const auto found = std::ranges::find(m_docks, dock, [](const Dock& each) { return each.dock; });
    if (found == m_docks.end() || dock->isFloating())
        return;
    found->wanted = width;
    m_window.resizeDocks({found->dock.data()}, {width}, Qt::Horizontal);
}

void DockWidths::reset()
{
    for (const Dock& each : m_docks) {
        if (each.dock)
            setWidth(each.dock, each.usual);
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

DockWidener::DockWidener(QDockWidget& dock, int usual)
    : QObject(&dock)
    , m_dock(dock)
    , m_usual(usual)
    , m_button(new QToolButton(&dock))
{
    m_button->setAutoRaise(true);
    m_button->setFocusPolicy(Qt::TabFocus);
    connect(m_button, &QToolButton::clicked, this, [this] { emit asked(!isWide()); });
    dock.installEventFilter(this);
    place();
}

bool DockWidener::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show
        || event->type() == QEvent::LayoutRequest)
        QMetaObject::invokeMethod(this, &DockWidener::place, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

bool DockWidener::isWide() const
{
    return m_dock.width() >= m_usual + kWideEnough;
}

// At the left of the dock's own two buttons.
void DockWidener::place()
{
    m_button->setText(isWide() ? tr("Narrow") : tr("Widen"));
    m_button->setAccessibleName(tr("%1 the pane %2").arg(m_button->text(), m_dock.windowTitle()));
    m_button->setToolTip(isWide() ? tr("Give the pages their room back")
                                  : tr("Give this most of the window"));
    m_button->setVisible(!m_dock.isFloating());
    const auto* beside = m_dock.findChild<QWidget*>(QStringLiteral("qt_dockwidget_floatbutton"));
    if (beside == nullptr)
        return;
    m_button->adjustSize();
    const int top = beside->geometry().center().y() - m_button->height() / 2;
    // Of a large text it is higher than the title: its words stand in the middle all the same.
    m_button->move(beside->x() - kTitleGap - m_button->width(), top);
    m_button->raise();
}
