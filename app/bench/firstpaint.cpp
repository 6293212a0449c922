// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/firstpaint.h"

#include "app/commands/terminal.h"

#include <QApplication>
#include <QByteArray>
#include <QEvent>
#include <QMainWindow>

#include <chrono>
#include <cstdio>
#include <limits>

namespace bench {

namespace {

// As large as a console's window usually is.
constexpr QSize kEmptyWindow{1440, 900};

// Sees the first paint event of the window, and is told when the frame that it belongs to is done:
// an event posted while a frame is painted is delivered after it, before all others.
class FirstPaintTeller final : public QObject
{
public:
    FirstPaintTeller(QWidget& window, bool isExiting)
        : QObject(&window)
        , m_window(window)
        , m_isExiting(isExiting)
    {
        qApp->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && watched->isWidgetType()
            && static_cast<QWidget*>(watched)->window() == &m_window) {
            qApp->removeEventFilter(this);
            QCoreApplication::postEvent(this, new QEvent(QEvent::User),
                                        std::numeric_limits<int>::max());
        }
        return false;
    }

    void customEvent(QEvent*) override
    {
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        commands::print(stdout, "first-paint %lld\n",
                        static_cast<long long>(
                            std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()));
        std::fflush(stdout);
        if (m_isExiting)
            QCoreApplication::exit(0);
    }

private:
    QWidget& m_window;
    const bool m_isExiting;
};

} // namespace

bool isEmptyWindowAsked()
{
    const QByteArray asked = qgetenv(kFirstPaintVariable);
    return asked == "empty-exit" || asked == "empty-stay";
}

int showEmptyWindow(int argc, char** argv)
{
    const QApplication application(argc, argv);
    QMainWindow window;
    window.resize(kEmptyWindow);
    tellFirstPaint(window);
    window.show();
    return QApplication::exec();
}

void tellFirstPaint(QWidget& window)
{
    const QByteArray asked = qgetenv(kFirstPaintVariable);
    const bool isExiting = asked.endsWith("exit");
    if (isExiting || asked.endsWith("stay"))
        new FirstPaintTeller(window, isExiting); // the window's own
}

} // namespace bench
