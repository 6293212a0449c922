// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/docks.h"

#include "widgets/common/theme.h"

#include <QDockWidget>
#include <QEvent>
#include <QGuiApplication>
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
    : common::FitScroll(content, parent)
    , m_smallest(smallest)
{
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

void DockWidths::keepRoom(const common::Theme& theme, int pixels)
{
    m_theme = &theme;
    m_room = pixels;
    connect(&theme, &common::Theme::changed, this, &DockWidths::restore, Qt::QueuedConnection);
}

bool DockWidths::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_window && event->type() == QEvent::Show) {
        QMetaObject::invokeMethod(this, &DockWidths::remember, Qt::QueuedConnection);
        QMetaObject::invokeMethod(this, &DockWidths::restore, Qt::QueuedConnection);
    }
    // After the layout has given the docks their room.
    if (watched == &m_window && event->type() == QEvent::Resize && m_window.isVisible())
        QMetaObject::invokeMethod(this, &DockWidths::restore, Qt::QueuedConnection);
    // A pressed button in the window drags a separator.
    if (watched != &m_window && event->type() == QEvent::Resize
        && QGuiApplication::mouseButtons() != Qt::NoButton) {
        const auto dragged =
            std::ranges::find(m_docks, watched, [](const Dock& each) { return each.dock.data(); });
        if (dragged != m_docks.end())
            dragged->isOwn = true;
        remember();
    }
    return QObject::eventFilter(watched, event);
}

void DockWidths::remember()
{
    for (Dock& each : m_docks) {
        if (each.dock && each.dock->isVisible() && !each.dock->isFloating()
            && each.dock->width() != each.given)
            each.wanted = each.dock->width();
    }
}

void DockWidths::setWidth(const QDockWidget* dock, int width)
{
    const auto found = std::ranges::find(m_docks, dock, [](const Dock& each) { return each.dock; });
    if (found == m_docks.end() || dock->isFloating())
        return;
    found->wanted = width;
    found->isOwn = width != found->usual;
    m_window.resizeDocks({found->dock.data()}, {width}, Qt::Horizontal);
    if (!found->isOwn)
        restore();
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
    std::vector<Dock*> shown;
    int missing = m_theme != nullptr ? m_theme->scaled(m_room) - m_window.width() : 0;
    for (Dock& each : m_docks) {
        each.given = 0;
        if (!each.dock || !each.dock->isVisible() || each.dock->isFloating())
            continue;
        shown.push_back(&each);
        missing += std::max(each.wanted, each.dock->minimumSizeHint().width());
    }
    QList<QDockWidget*> docks;
    QList<int> widths;
    for (auto each = shown.rbegin(); each != shown.rend(); ++each) {
        Dock& dock = **each;
        const int smallest = dock.dock->minimumSizeHint().width();
        const int less =
            dock.isOwn ? 0 : std::clamp(missing, 0, std::max(0, dock.wanted - smallest));
        missing -= less;
        const int width = dock.wanted - less;
        if (less > 0)
            dock.given = width;
        if (dock.dock->width() < width || (less > 0 && dock.dock->width() != width)) {
            docks << dock.dock.data();
            widths << width;
        }
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
    // Of a large text it would be higher than the title: its words stand in the middle all the
    // same.
    const int middle = beside->geometry().center().y();
    m_button->resize(m_button->width(), std::min(m_button->height(), 2 * middle + 1));
    const int top = middle - m_button->height() / 2;
    m_button->move(beside->x() - kTitleGap - m_button->width(), top);
    m_button->raise();
}
