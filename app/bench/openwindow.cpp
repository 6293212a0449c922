// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/openwindow.h"

#include "app/platformnoise.h"

#include <QApplication>

#include <array>
#include <future>
#include <optional>
#include <thread>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

void runBesideGui(const std::function<void()>& work)
{
    silencePlatformNoise();
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    std::string name = "plumbline";
    std::array<char*, 2> argv{name.data(), nullptr};
    const QApplication application(argc, argv.data());
    QApplication::setQuitOnLastWindowClosed(false); // windows come and go
    const std::jthread worker([&] {
        work();
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QApplication::exec();
}

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

// A session that follows a recording which somebody else in this process writes.
struct WindowHost::Open
{
    explicit Open(std::unique_ptr<Session> opened)
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

telemetry::Result<void> WindowHost::open(const std::string& recording)
{
    std::optional<telemetry::Error> failure;
    onGuiThread([&] {
        if (auto session = Session::follow(recording))
            m_open = std::make_shared<Open>(std::move(*session));
        else
            failure = session.error();
    });
    if (failure)
        return tl::make_unexpected(*failure);
    return {};
}

void WindowHost::close()
{
    if (m_open)
        onGuiThread([this] { m_open.reset(); });
}

MainWindow& WindowHost::window()
{
    return m_open->window;
}

} // namespace bench
