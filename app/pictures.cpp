// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pictures.h"

#include "app/platformnoise.h"
#include "app/session.h"
#include "app/settings.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"
#include "widgets/timeline/overview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPixmap>
#include <QTimer>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

constexpr int kPoll = 50; // ms
constexpr int kCalm = 8; // polls without a read before the picture is taken
constexpr int kLongest = 20'000; // ms
constexpr double kDrillSpeed = 3; // so that some seconds before the fault are there to be seen
constexpr auto kDrillSpan = std::chrono::seconds(30);
constexpr int kDrillLongest = 60'000; // ms
constexpr int kDrillSettles = 1500; // ms

// Lets the window work until `isDone`; false when that takes too long.
bool waitUntil(int longest, const std::function<bool()>& isDone)
{
    QEventLoop loop; // quitting the application would close the window
    QTimer timer;
    QElapsedTimer total;
    total.start();
    bool done = false;
    timer.callOnTimeout(&loop, [&] {
        done = isDone();
        if (done || total.elapsed() > longest)
            loop.quit();
    });
    timer.start(kPoll);
    loop.exec();
    return done;
}

// Until the views have read and drawn what they show. Polls are counted, not time: what was read
// reaches the views between them, however slow the machine is.
void waitForCalm(Session& session)
{
    int calm = 0;
    waitUntil(kLongest, [&] {
        calm = session.queries().isIdle() ? calm + 1 : 0;
        return calm > kCalm;
    });
}

telemetry::Result<std::unique_ptr<Session>> connect(const PictureRequest& request)
{
    if (!request.recording.empty())
        return Session::openRecording(request.recording);
    return Session::startDemo({.speed = kDrillSpeed, .recording = {}, .pipeline = {}});
}

// The cursor cannot stand outside: it would be drawn at another time than was asked for.
telemetry::Result<void> checkMoment(const std::string& recording, telemetry::TimeRange bounds,
                                    telemetry::Timestamp at)
{
    // Of an import the bounds end where its last span begins; info says when that ended.
    if (const auto reader = store::Reader::open(recording)) {
        const auto info = (*reader)->info();
        if (info && info->first && info->last)
            bounds = {.start = std::min(bounds.start, *info->first),
                      .end = std::max(bounds.end, *info->last)};
    }
    if (bounds.start <= at && at <= bounds.end)
        return {};
    return telemetry::failure(
        telemetry::ErrorKind::Usage,
        telemetry::toRfc3339(at) + " is outside the recording, which reaches from "
            + telemetry::toRfc3339(bounds.start) + " to " + telemetry::toRfc3339(bounds.end) + ".");
}

// Works a drill as an operator would, up to the moment before the lever is moved.
telemetry::Result<void> armInDrill(MainWindow& window)
{
    if (!waitUntil(kDrillLongest, [&window] { return window.armProposedLever(); }))
        return telemetry::failure(telemetry::ErrorKind::Unreachable,
                                  "The drill raised no alarm whose lever could be armed.");
    QElapsedTimer shown;
    shown.start();
    waitUntil(kDrillLongest, [&shown] { return shown.elapsed() > kDrillSettles; });
    return {};
}

void showRecording(MainWindow& window, Session& session, const PictureRequest& request)
{
    waitForCalm(session);
    if (!request.service.isEmpty())
        window.openService(request.service);
    if (request.trace)
        window.openTrace(*request.trace, telemetry::SpanId::None);
    else if (request.view == MainWindow::View::Trace)
        window.openWorstSuspect();
    window.showView(request.view);
    waitForCalm(session);
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

    auto session = connect(request);
    if (!session)
        return tl::make_unexpected(session.error());
    const auto settings = Settings::inMemory();
    common::Theme theme(request.theme);
    theme.apply(application);
    // Before there is a window: nothing in it may have seen what came later.
    if (request.at) {
        if (const auto checked =
                checkMoment(request.recording, (*session)->conductor().bounds(), *request.at);
            !checked)
            return checked;
        (*session)->conductor().seek(*request.at);
    }
    MainWindow window(**session, theme, *settings);
    if (request.at)
        window.findChild<timeline::Overview*>()->setAheadHidden(true);
    window.resize(request.size);
    window.showView(request.view);
    window.show();
    if (request.recording.empty()) {
        (*session)->conductor().setSpan(kDrillSpan);
        if (const auto armed = armInDrill(window); !armed)
            return armed;
    } else {
        showRecording(window, **session, request);
    }
    if (!window.grab().save(request.output, "PNG"))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  request.output.toStdString() + " cannot be written.");
    return {};
}
