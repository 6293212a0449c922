// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/windowload.h"

#include "app/mainwindow.h"
#include "app/session.h"
#include "app/settings.h"

#include <QApplication>

#include <array>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

// A session that follows a recording which somebody else in this process writes.
struct OpenWindow
{
    explicit OpenWindow(std::unique_ptr<Session> opened)
        : session(std::move(opened))
        , settings(Settings::inMemory())
        , theme(u"dark"_s)
        , window(*session, theme, *settings)
    {
        window.show();
    }

    std::unique_ptr<Session> session;
    std::unique_ptr<Settings> settings;
    common::Theme theme;
    MainWindow window;
};

// Runs `work` on the GUI thread and waits for it, from another thread.
void onGuiThread(const std::function<void()>& work)
{
    std::promise<void> done;
    QMetaObject::invokeMethod(
        qApp,
        [&] {
            work();
            done.set_value();
        },
        Qt::QueuedConnection);
    done.get_future().wait();
}

} // namespace

telemetry::Result<std::vector<IngestRound>> benchIngestWithWindow(IngestSettings settings)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    std::string name = "plumbline";
    std::array<char*, 2> argv{name.data(), nullptr};
    const QApplication application(argc, argv.data());
    QApplication::setQuitOnLastWindowClosed(false); // the window comes and goes with each round

    std::unique_ptr<OpenWindow> window;
    using Opened = telemetry::Result<std::function<void()>>;
    settings.whileIngesting = [&window](const std::string& recording) -> Opened {
        std::optional<telemetry::Error> failure;
        onGuiThread([&] {
            if (auto session = Session::follow(recording))
                window = std::make_unique<OpenWindow>(std::move(*session));
            else
                failure = session.error();
        });
        if (failure)
            return Opened(tl::make_unexpected(*failure));
        return Opened([&window] { onGuiThread([&window] { window.reset(); }); });
    };
    telemetry::Result<std::vector<IngestRound>> result;
    {
        const std::jthread worker([&] {
            result = benchIngest(settings);
            QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
        });
        QApplication::exec();
    }
    return result;
}

} // namespace bench
