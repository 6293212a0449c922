// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pictures.h"

#include "app/platformnoise.h"
#include "app/session.h"
#include "app/settings.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPixmap>
#include <QTimer>

#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr int kPoll = 50; // ms
constexpr int kCalm = 400; // ms without a read before the picture is taken
constexpr int kLongest = 20'000; // ms

// Waits until the views have read and drawn what they show, then returns.
class Calm final : public QObject
{
public:
    explicit Calm(Session& session)
        : m_session(session)
    {
        m_total.start();
        m_calm.start();
        m_timer.callOnTimeout(this, [this] { poll(); });
        m_timer.start(kPoll);
    }

    void wait() { m_loop.exec(); }

private:
    void poll()
    {
        if (!m_session.queries().isIdle())
            m_calm.restart();
        if (m_calm.elapsed() > kCalm || m_total.elapsed() > kLongest)
            m_loop.quit();
    }

    Session& m_session;
    QEventLoop m_loop; // quitting the application would close the window
    QTimer m_timer;
    QElapsedTimer m_total;
    QElapsedTimer m_calm;
};

void waitForCalm(Session& session)
{
    Calm calm(session);
    calm.wait();
}

} // namespace

telemetry::Result<void> takePicture(const PictureRequest& request)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_SCALE_FACTOR", QByteArray::number(request.scale));
    silencePlatformNoise();
    int argc = 1;
    std::string name = "plumbline";
    std::array<char*, 2> argv{name.data(), nullptr};
    QApplication application(argc, argv.data());
    QCoreApplication::setApplicationName(u"plumbline"_s);

    auto session = Session::openRecording(request.recording);
    if (!session)
        return tl::make_unexpected(session.error());
    const auto settings = Settings::inMemory();
    common::Theme theme(request.theme);
    theme.apply(application);
    MainWindow window(**session, theme, *settings);
    window.resize(request.size);
    if (request.at)
        (*session)->conductor().seek(*request.at);
    window.showView(request.view);
    window.show();
    waitForCalm(**session);
    if (!request.service.isEmpty())
        window.openService(request.service);
    if (request.trace)
        window.openTrace(*request.trace, telemetry::SpanId::None);
    else if (request.view == MainWindow::View::Trace)
        window.openWorstSuspect();
    window.showView(request.view);
    waitForCalm(**session);
    if (!window.grab().save(request.output, "PNG"))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  request.output.toStdString() + " cannot be written.");
    return {};
}
