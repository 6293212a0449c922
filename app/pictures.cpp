// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pictures.h"

#include "app/commands/budgetwatch.h"
#include "app/commands/moment.h"
#include "app/platformnoise.h"
#include "app/session.h"
#include "app/settings.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/explore/explorepage.h"
#include "widgets/timeline/overview.h"
#include "widgets/triage/suspectside.h"
#include "widgets/triage/suspectspage.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QPixmap>
#include <QTabWidget>
#include <QTimer>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

using namespace Qt::StringLiterals;

namespace {

constexpr int kPoll = 50; // ms
constexpr int kCalm = 8; // polls without a read before the picture is taken
constexpr int kLongestWait = 60'000; // ms
constexpr double kDrillSpeed = 3; // so that some seconds before the fault are there to be seen
constexpr auto kDrillSpan = std::chrono::seconds(30);
constexpr int kDrillLongest = 60'000; // ms
constexpr int kDrillSettles = 1500; // ms
constexpr int kPlayedBeforeFixed = 15'000; // ms

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
telemetry::Result<void> waitForCalm(Session& session)
{
    int calm = 0;
    const bool isCalm = waitUntil(kLongestWait, [&] {
        calm = session.queries().isIdle() ? calm + 1 : 0;
        return calm > kCalm;
    });
    if (isCalm)
        return {};
    return telemetry::failure(telemetry::ErrorKind::Refused,
                              "The views have not read what they show within "
                                  + std::to_string(kLongestWait / 1000)
                                  + " s: no picture was made of half of it.");
}

telemetry::Result<std::unique_ptr<Session>> connect(const PictureRequest& request)
{
    if (!request.recording.empty())
        return Session::openRecording(request.recording);
    return Session::startDemo({.speed = kDrillSpeed, .recording = {}, .pipeline = {}});
}

// A picture of a service or a trace that is not there would be one of nothing.
telemetry::Result<void> checkSubjects(const PictureRequest& request, const store::View& atCursor)
{
    if (request.recording.empty())
        return {};
    const auto reader = store::Reader::open(request.recording);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const std::string service = request.service.toStdString();
    if (!service.empty()) {
        const auto info = (*reader)->info();
        if (!info)
            return tl::make_unexpected(info.error());
        if (std::ranges::find(info->services, service) == info->services.end())
            return telemetry::failure(telemetry::ErrorKind::Usage,
                                      request.recording + " knows no service '" + service + "'.");
    }
    if (!request.trace)
        return {};
    store::View view;
    view.knownAt = atCursor.knownAt;
    store::GenerationFilter filter;
    filter.trace = request.trace;
    filter.limit = 1;
    bool isThere = false;
    const auto looked = (*reader)->forEachSpan(
        view, filter, [&isThere](const store::SpanRow&) { return !(isThere = true); });
    if (!looked || isThere)
        return looked;
    const auto calls = (*reader)->trace(*request.trace, view); // that only log records tell of
    if (!calls)
        return tl::make_unexpected(calls.error());
    if (!calls->empty())
        return {};
    return telemetry::failure(telemetry::ErrorKind::Usage,
                              request.recording + " knows no trace "
                                  + telemetry::toHex(*request.trace)
                                  + (request.at ? " at that time." : "."));
}

void letPass(int milliseconds)
{
    QElapsedTimer passed;
    passed.start();
    waitUntil(milliseconds, [&] { return passed.elapsed() >= milliseconds; });
}

// Works a drill as an operator would, up to the moment before the lever is moved.
telemetry::Result<void> armInDrill(MainWindow& window)
{
    if (!waitUntil(kDrillLongest, [&window] { return window.armProposedLever(); }))
        return telemetry::failure(telemetry::ErrorKind::Unreachable,
                                  "The drill raised no alarm whose lever could be armed.");
    letPass(kDrillSettles);
    return {};
}

// What of the view is to be seen.
void openSubject(MainWindow& window, const PictureRequest& request)
{
    if (!request.service.isEmpty())
        window.openService(request.service);
    const bool isSpread = request.view == MainWindow::View::Spread;
    if (isSpread && request.trace)
        window.openSpreadOf(*request.trace);
    else if (isSpread)
        window.openWorstSpread(request.service);
    else if (request.link)
        window.openLink(*request.link);
    else if (request.trace)
        window.openTrace(*request.trace, telemetry::SpanId::None);
    else if (request.view == MainWindow::View::Trace)
        window.openWorstSuspect(request.service);
    window.showView(request.view);
    auto* explore = window.findChild<explore::ExplorePage*>();
    if (!request.driver.isEmpty())
        explore->setDriver(request.driver);
    if (!request.outcome.isEmpty())
        explore->setOutcome(request.outcome);
    if (request.isMetrics)
        window.findChild<QTabWidget*>(u"sourceParts"_s)->setCurrentIndex(1);
}

telemetry::Result<void> showSection(const MainWindow& window, const PictureRequest& request)
{
    if (request.section.empty()
        || window.findChild<dashboard::HealthPage*>()->showSection(request.section))
        return {};
    return telemetry::failure(telemetry::ErrorKind::Usage,
                              (request.recording.empty() ? "The drill" : request.recording)
                                  + " has nothing of service '" + request.service.toStdString()
                                  + "' to show there at that time.");
}

telemetry::Result<void> showRecording(MainWindow& window, Session& session,
                                      const PictureRequest& request)
{
    if (const auto read = waitForCalm(session); !read)
        return read;
    openSubject(window, request);
    if (const auto read = waitForCalm(session); !read || request.section.empty())
        return read;
    if (const auto shown = showSection(window, request); !shown)
        return shown;
    return waitForCalm(session);
}

// As somebody sees a drill who looks at one moment of it while it goes on.
telemetry::Result<void> fixInDrill(MainWindow& window, Session& session,
                                   const PictureRequest& request)
{
    letPass(kPlayedBeforeFixed);
    session.conductor().fix();
    openSubject(window, request);
    letPass(kDrillSettles);
    const auto shown = showSection(window, request);
    letPass(kDrillSettles);
    return shown;
}

// Also a full disk is told of, which is not before all is written.
telemetry::Result<void> save(const QPixmap& picture, const QString& path)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly) && picture.save(&file, "PNG") && file.flush())
        return {};
    return telemetry::failure(telemetry::ErrorKind::Refused,
                              path.toStdString() + " cannot be written: "
                                  + file.errorString().toStdString() + ". Choose another --out.");
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
    common::Theme theme(request.look.theme);
    theme.choose(request.look, application);
    // Before there is a window: nothing in it may have seen what came later.
    if (request.isKnownNow)
        (*session)->conductor().setAsKnownNow(*request.isKnownNow);
    if (request.at) {
        if (const auto checked = commands::checkMoment(
                request.recording, (*session)->conductor().bounds(), *request.at);
            !checked)
            return checked;
        (*session)->conductor().seek(*request.at);
    }
    if (request.span)
        (*session)->conductor().setSpan(*request.span);
    if (const auto checked = checkSubjects(request, (*session)->conductor().view()); !checked)
        return checked;
    MainWindow window(**session, theme, *settings);
    window.setObjectives(request.objectives,
                         commands::noObjectiveText(std::vector<objective::Objective>()));
    window.setGoldenSet(request.golden);
    if (request.at)
        window.findChild<timeline::Overview*>()->setAheadHidden(
            !request.isKnownNow.value_or(false));
    window.resize(request.size);
    window.showView(request.view);
    if (request.isGrouped)
        window.findChild<triage::SuspectsPage*>()->setGrouped(true);
    if (request.isShared)
        window.findChild<triage::SuspectSide*>()->showShared(true);
    window.show();
    if (request.isUnread)
        return save(window.grab(), request.output); // nothing was waited for
    if (request.recording.empty()) {
        (*session)->conductor().setSpan(kDrillSpan);
        const auto drawn =
            request.isFixed ? fixInDrill(window, **session, request) : armInDrill(window);
        if (!drawn)
            return drawn;
    } else if (const auto shown = showRecording(window, **session, request); !shown) {
        return shown;
    }
    return save(window.grab(), request.output);
}
