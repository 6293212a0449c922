// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/guimain.h"

#include "app/bench/firstpaint.h"
#include "app/commands/budgetwatch.h"
#include "app/commands/bundlefiles.h"
#include "app/commands/bundleview.h"
#include "app/commands/guardfacts.h"
#include "app/commands/judgefile.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "app/commands/trainingaside.h"
#include "app/crashhandler.h"
#include "app/crashwatch.h"
#include "app/handingover.h"
#include "app/logring.h"
#include "app/lookmenu.h"
#include "app/mainwindow.h"
#include "app/panes.h"
#include "app/platformnoise.h"
#include "app/recordingofid.h"
#include "app/residence.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/teamreader.h"
#include "app/training.h"
#include "app/translations.h"
#include "app/unfinishedrecording.h"
#include "app/welcome.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "widgets/common/filedialog.h"
#include "widgets/common/plaintext.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QIcon>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QStandardPaths>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kEndCheck(200);

QString recordingsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/recordings"_s;
}

// With the commit where the packager named it: what a checkout was built of cannot be told.
QString versionText()
{
    const QString commit = QStringLiteral(PLUMBLINE_COMMIT);
    return QStringLiteral(PLUMBLINE_VERSION)
        + (commit.isEmpty() ? QString() : u" (commit %1)"_s.arg(commit));
}

// Where a live session records: one file a start, beside the settings; but where a run is not
// finished, it goes on in its own.
telemetry::Result<std::string> newLiveRecordingPath()
{
    const QDir folder(recordingsFolder());
    if (!folder.mkpath(u"."_s))
        return telemetry::failure(
            telemetry::ErrorKind::Unreadable,
            "The folder for recordings cannot be made: " + folder.path().toStdString()
                + ". Make it, or let XDG_DATA_HOME name a folder that you may write to.");
    if (std::string unfinished = unfinishedRecording(folder.path(), telemetry::SystemClock().now());
        !unfinished.empty()) {
        commands::print(stderr,
                        "plumbline: continues %s, in which a run of a runbook is not finished.\n",
                        unfinished.c_str());
        return unfinished;
    }
    const QString name = QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd'T'HH-mm-ss'Z'"_s);
    return folder.filePath(name + u".plumb"_s).toStdString();
}

telemetry::Result<std::unique_ptr<Session>> connectWindow(const WindowRequest& request,
                                                          const Settings& settings)
{
    switch (request.kind) {
    case WindowRequest::Kind::Recording:
        return Session::openRecording(request.recording);
    case WindowRequest::Kind::Demo:
        return Session::startDemo({.scenario = request.scenario,
                                   .seed = request.seed,
                                   .speed = request.speed,
                                   .recording = request.recording,
                                   .controlPort = request.controlPort,
                                   .isMixed = request.isMixed,
                                   .from = request.from,
                                   .pipeline = {}});
    case WindowRequest::Kind::Live:
        break;
    }
    const auto path = newLiveRecordingPath();
    if (!path)
        return tl::make_unexpected(path.error());
    return Session::startLive({.recording = *path,
                               .listen = settings.receiving(),
                               .profile = request.profile,
                               .keep = request.keep.value_or(settings.keep()),
                               .isRemovedIfEmpty = true});
}

telemetry::Result<void> checkRecording(const WindowRequest& request)
{
    if (request.kind != WindowRequest::Kind::Recording || request.recording.empty())
        return {};
    const auto reader = store::Reader::open(request.recording);
    return reader ? telemetry::Result<void>() : tl::make_unexpected(reader.error());
}

// The one among the window's own that the link is into, else whichever the user chooses, which may
// be a bundle; empty: none.
std::string recordingOfLink(const std::string& id)
{
    if (std::string found = recordingOfId(recordingsFolder(), id); !found.empty())
        return found;
    const QString known = common::safeLine(id, 80);
    QMessageBox why(
        QMessageBox::Question, QCoreApplication::translate("guimain", "Open Link"),
        id.empty()
            ? QCoreApplication::translate("guimain",
                                          "The link does not say which recording it is into.")
            : QCoreApplication::translate(
                  "guimain", "The link is into recording %1, which is not among this window's own.")
                  .arg(known));
    why.setTextFormat(Qt::PlainText);
    why.setInformativeText(QCoreApplication::translate(
        "guimain", "Choose the recording, or a bundle that a colleague made of it."));
    QPushButton* choose =
        why.addButton(QCoreApplication::translate("guimain", "Choose…"), QMessageBox::AcceptRole);
    why.addButton(QMessageBox::Cancel);
    why.setDefaultButton(choose);
    why.exec();
    if (why.clickedButton() != choose)
        return {};
    return common::askForFileToOpen(
               nullptr, QCoreApplication::translate("guimain", "The Recording of the Link"),
               QFileInfo::exists(recordingsFolder()) ? recordingsFolder() : QString(),
               {QCoreApplication::translate("guimain",
                                            "Recordings and Bundles (*.plumb *.plumbundle)"),
                QCoreApplication::translate("guimain", "All Files (*)")})
        .toStdString();
}

// A bundle is made some time after what it tells of, where nothing is to be seen.
void showIncident(MainWindow& window, const WindowRequest& request)
{
    const auto state = commands::viewOfIncident(request.recording, request.incident);
    if (state)
        window.openState({.state = *state, .leftOut = {}});
    else
        window.warn(QCoreApplication::translate("guimain", "The incident cannot be shown: %1")
                        .arg(common::safeLine(state.error().message)));
}

} // namespace

telemetry::Result<bool> openBundleOf(WindowRequest& request)
{
    if (!commands::isBundle(request.recording))
        return false;
    commands::installSignalHandlers();
    const auto opened =
        commands::openToStay(request.recording, [] { return !commands::isInterrupted(); });
    if (!opened)
        return tl::make_unexpected(opened.error());
    request.origin = trustText(opened->verified);
    request.bundle = request.recording;
    request.recording = opened->recording;
    if (const auto& incident = opened->verified.manifest.incident)
        request.incident = incident->id;
    return true;
}

int openWindow(int argc, char** argv, const WindowRequest& wanted)
{
    watchForCrashes(QStringLiteral(PLUMBLINE_VERSION)); // also of one that never shows a window
    silencePlatformNoise();
    if (const auto readable = checkRecording(wanted); !readable) { // before a display is asked for
        commands::print(stderr, "plumbline: %s\n", readable.error().message.c_str());
        return commands::exitStatus(readable.error().kind);
    }
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"plumbline"_s);
    QCoreApplication::setOrganizationName(u"plumbline"_s);
    QCoreApplication::setApplicationVersion(versionText());
    QGuiApplication::setDesktopFileName(QStringLiteral(PLUMBLINE_APP_ID));

    Settings settings;
    const Translations translations(settings.language());
    common::Theme theme(settings.themeName());
    applyLook(theme, settings);
    QGuiApplication::setWindowIcon(
        QIcon::fromTheme(QStringLiteral(PLUMBLINE_APP_ID), QIcon(u":/application.svg"_s)));
    WindowRequest request = wanted;
    if (request.kind == WindowRequest::Kind::Recording && request.recording.empty()) {
        request.recording = recordingOfLink(request.link ? request.link->state.recording : "");
        if (request.recording.empty()) {
            commands::print(stderr,
                            "plumbline: the link needs its recording: name the file after it.\n");
            return commands::exitStatus(telemetry::ErrorKind::Usage);
        }
        if (const auto unpacked = openBundleOf(request); !unpacked) {
            commands::print(stderr, "plumbline: %s\n", unpacked.error().message.c_str());
            return commands::exitStatus(unpacked.error().kind);
        }
        if (const auto readable = checkRecording(request); !readable) {
            commands::print(stderr, "plumbline: %s\n", readable.error().message.c_str());
            return commands::exitStatus(readable.error().kind);
        }
    }
    const HandedOver handed = handOverWindow(request, settings.place());
    if (handed.isTaken) {
        commands::print(stderr, "plumbline: the window that is open on it has come forward.\n");
        return 0;
    }
    settings.overrideGuards(request.roles, request.isReadOnly);
    if (request.keep)
        settings.overrideForRun(u"recording/keep"_s, QString::fromStdString(*request.keep));
    if (const std::string roles = settings.rolesFile(); !roles.empty()) {
        if (const auto read = commands::readRoles(roles); !read) {
            commands::print(stderr, "plumbline: %s\n", read.error().message.c_str());
            return commands::exitStatus(read.error().kind);
        }
    }
    // Asked to end from outside, the recording gets its last entry all the same.
    commands::installSignalHandlers();
    auto session = connectWindow(request, settings);
    if (!session) {
        commands::print(stderr, "plumbline: %s\n", session.error().message.c_str());
        return commands::exitStatus(session.error().kind);
    }
    (*session)->setOrigin(common::safeLine(request.origin));
    if (request.kind == WindowRequest::Kind::Recording)
        settings.addRecentFile(
            QString::fromStdString(request.bundle.empty() ? request.recording : request.bundle));
    commands::OutwardOptions outward = request.outward;
    if (outward.notify.empty() && request.kind == WindowRequest::Kind::Live)
        outward.notify =
            settings.webhooks().empty() ? commands::ownNotifyFile() : settings.webhooks();
    auto told = (*session)->tellOthers(outward);
    QString untold; // what the settings name keeps no window from opening
    if (!told && request.outward.notify.empty()) {
        untold = QCoreApplication::translate("guimain", "Nobody is told of what happens: %1")
                     .arg(common::safeLine(told.error().message));
        outward.notify.clear();
        told = (*session)->tellOthers(outward);
    }
    if (!told) {
        commands::print(stderr, "plumbline: %s\n", told.error().message.c_str());
        return commands::exitStatus(told.error().kind);
    }
    auto golden = commands::goldenSetOf();
    if (!golden) {
        commands::print(stderr, "plumbline: %s\n", golden.error().message.c_str());
        return commands::exitStatus(golden.error().kind);
    }
    MainWindow window(**session, theme, settings);
    window.setGoldenSet(std::move(*golden));
    const auto objectives = commands::objectivesOf();
    window.setObjectives(objectives.value_or(std::vector<objective::Objective>()),
                         commands::noObjectiveText(objectives));
    Training training({.session = **session,
                       .theme = theme,
                       .who = settings.who().text(),
                       .history = commands::trainingHistoryFile(),
                       .addPane = [&window](QDockWidget* pane) { addPane(window, pane); },
                       .startProgram =
                           [](const QStringList& arguments) {
                               return QProcess::startDetached(
                                   QCoreApplication::applicationFilePath(), arguments);
                           }});
    crash::setRecording(common::safeLine(
        QFileInfo(QString::fromStdString((*session)->recording())).fileName().toStdString(), 100));
    logring::note((*session)->isLive() ? "a live window opens" : "a window on a recording opens");
    Residence residence(window, theme, settings, request.kind == WindowRequest::Kind::Demo,
                        request.bundle);
    bench::tellFirstPaint(window);
    window.show();
    if (!handed.problem.isEmpty()) {
        commands::print(stderr, "plumbline: %s\n", handed.problem.toStdString().c_str());
        residence.say(common::MessageBar::Kind::Warning, handed.problem);
    }
    if (!untold.isEmpty())
        window.warn(untold);
    if (const auto kept = settings.store(); !kept)
        window.warn(common::safeLine(kept.error().message));
    if (const auto bad = settings.layers().problems(); !bad.empty())
        window.warn(common::safeLine(config::badValueText(bad.front()).toStdString()));
    TeamReader::of(settings).read();
    if (request.link)
        window.openState(*request.link);
    else if (!request.incident.empty())
        showIncident(window, request);
    if (argc <= 1) // nothing was asked for
        window.findChild<Welcome*>()->showAtStart();
    QTimer ending;
    QObject::connect(&ending, &QTimer::timeout, qApp, [] {
        if (commands::isInterrupted())
            QCoreApplication::quit();
    });
    ending.start(kEndCheck);
    return QApplication::exec();
}
