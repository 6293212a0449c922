// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <string>

namespace common {
class MessageBar;
}
class QWidget;

// Opens a bundle in a window of its own: verifies it first, beside this window, so that one that
// does not fit is told of here, where somebody sees it. One at a time. GUI thread; the work is in
// another.
class BundleOpener final : public QObject
{
    Q_OBJECT

public:
    struct Ways
    {
        std::function<QString()> choose; // a file; empty: none
        // Opens the window, which verifies it once more and says who signed it.
        std::function<bool(const QString& path)> openWindow;
    };
    // `bar` must outlive it.
    BundleOpener(common::MessageBar& bar, Ways ways, QObject* parent = nullptr);
    ~BundleOpener() override; // breaks off what is under way, and waits for it

    void open();
    bool isBusy() const { return m_isBusy; }

signals:
    void finished(bool isOpened);

private:
    void take(const QString& path, const std::string& problem);

    common::MessageBar& m_bar;
    Ways m_ways;
    bool m_isBusy = false;
    std::atomic_bool m_isStopped = false;
    QThreadPool m_worker; // one thread
};

// By the desktop's file dialog, and a process of this program. `window` must outlive it.
BundleOpener::Ways desktopBundleWays(QWidget* window);
