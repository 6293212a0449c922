// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <functional>

class QKeyEvent;
class QWidget;

namespace traceview {

// The single keys of a page, in its lists, trees and combo boxes too: those take each letter to
// search for an item that begins with it. What a view uses itself it keeps, where it says so as it
// does towards the window: by accepting the ShortcutOverride. Fields to type into are left alone.
// GUI thread.
class PageKeys final : public QObject
{
public:
    using Handler = std::function<bool(const QKeyEvent& event)>; // false: it is no key of the page

    // In all views that the page has by now. Goes with the page.
    PageKeys(QWidget& page, Handler handler);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    const Handler m_handler;
};

} // namespace traceview
