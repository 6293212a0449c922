// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/windowload.h"

#include "app/bench/openwindow.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <utility>

namespace bench {

namespace {

// What a window asks to paint is painted at once when that request arrives; an event posted then is
// delivered after it. GUI thread.
class FrameWatch final : public QObject
{
public:
    FrameWatch(MainWindow& window, std::vector<double>& millis)
        : m_millis(millis)
    {
        window.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::UpdateRequest && !m_timer.isValid()) {
            m_timer.start();
            QCoreApplication::postEvent(this, new QEvent(QEvent::User),
                                        std::numeric_limits<int>::max());
        }
        return QObject::eventFilter(watched, event);
    }

    void customEvent(QEvent*) override
    {
        m_millis.push_back(static_cast<double>(m_timer.nsecsElapsed()) / 1e6);
        m_timer.invalidate();
    }

private:
    std::vector<double>& m_millis;
    QElapsedTimer m_timer; // of the frame that is being painted
};

} // namespace

telemetry::Result<WatchedIngest> benchIngestWithWindow(IngestSettings settings)
{
    telemetry::Result<WatchedIngest> result;
    runBesideGui([&] {
        WindowHost host;
        WatchedIngest watched;
        std::unique_ptr<FrameWatch> watch;
        using Opened = telemetry::Result<std::function<void()>>;
        settings.whileIngesting = [&](const std::string& recording) -> Opened {
            if (auto opened = host.open(recording); !opened)
                return Opened(tl::make_unexpected(opened.error()));
            onGuiThread(
                [&] { watch = std::make_unique<FrameWatch>(host.window(), watched.frames); });
            return Opened([&] {
                onGuiThread([&] { watch.reset(); });
                host.close();
            });
        };
        auto rounds = benchIngest(settings);
        if (!rounds) {
            onGuiThread([&] { watch.reset(); });
            result = tl::make_unexpected(rounds.error());
            return;
        }
        watched.rounds = std::move(*rounds);
        std::ranges::sort(watched.frames);
        result = std::move(watched);
    });
    return result;
}

} // namespace bench
