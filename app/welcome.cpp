// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/welcome.h"

#include "app/bundleopener.h"
#include "app/drilltexts.h"
#include "app/messagelengths.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/trainingwords.h"
#include "models/drill/fleet.h"
#include "models/store/reader.h"
#include "widgets/common/filedialog.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/welcome/welcomepage.h"

#include <QCoreApplication>
#include <QDialog>
#include <QFileInfo>
#include <QProcess>
#include <QSize>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kWelcomeSize{920, 620};
constexpr int kLongestFileName = 120; // characters

// The first sentence of what a drill tells beforehand, and how long it takes. The scenario's own
// title may tell the cause, and when it goes wrong is not known on call either.
QString sentenceOf(const drill::ScenarioInfo& scenario)
{
    const QString briefing = drillText(scenario.briefing.told);
    const auto end = briefing.indexOf(u". "_s);
    return (end < 0 ? briefing : briefing.left(end + 1)) + u'\n'
        + briefingText(scenario.briefing).takes;
}

QString fileNameOf(const std::string& path)
{
    return common::safeLine(QFileInfo(QString::fromStdString(path)).fileName().toStdString(),
                            kLongestFileName);
}

} // namespace

Welcome::Welcome(const Session& session, Settings& settings, const common::Theme& theme, Ways ways,
                 QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_settings(settings)
    , m_theme(theme)
    , m_ways(std::move(ways))
    , m_window(window)
{
    m_worker.setMaxThreadCount(1);
}

Welcome::~Welcome()
{
    m_worker.waitForDone();
}

void Welcome::showAtStart()
{
    if (m_settings.isWelcomeSeen() && !m_settings.isWelcomeAtStart())
        return;
    show();
}

void Welcome::show()
{
    m_settings.setWelcomeSeen(true);
    if (m_dialog == nullptr)
        build();
    read();
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void Welcome::build()
{
    m_dialog = new QDialog(m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setWindowTitle(tr("Welcome"));
    m_dialog->resize(kWelcomeSize);
    m_page = new welcome::WelcomePage(m_theme, m_dialog);
    auto* layout = new QVBoxLayout(m_dialog);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_page);
    std::vector<welcome::DrillChoice> drills;
    for (const drill::ScenarioInfo& scenario : drill::scenarios())
        drills.push_back({.name = QString::fromStdString(scenario.name),
                          .title = drillText(scenario.briefing.title),
                          .briefing = sentenceOf(scenario)});
    m_page->setDrills(drills);
    m_page->setConnectable(
        m_session.isReceiving()
            ? tr("Settings or code for your SDK, with this console's own address, and what it says "
                 "as soon as the first span arrives. About five minutes: a service has to be "
                 "restarted.")
            : tr(
                "A window that receives opens; there, Sources > Connect a Service… has settings or "
                "code for your SDK. About five minutes: a service has to be restarted."),
        m_session.isReceiving() ? tr("&Connect a Service…") : tr("Open a &Live Window"));
    m_page->setShownAtStart(m_settings.isWelcomeAtStart());
    connect(m_page, &welcome::WelcomePage::shownAtStartChanged, &m_settings,
            &Settings::setWelcomeAtStart);
    connect(&m_settings, &Settings::changed, m_page,
            [this] { m_page->setShownAtStart(m_settings.isWelcomeAtStart()); });
    connect(m_page, &welcome::WelcomePage::drillWanted, this, &Welcome::startDrill);
    connect(m_page, &welcome::WelcomePage::fileWanted, this, &Welcome::openFile);
    connect(m_page, &welcome::WelcomePage::otherFileWanted, this, [this] {
        if (const QString path = m_ways.chooseFile(); !path.isEmpty())
            openFile(path);
    });
    connect(m_page, &welcome::WelcomePage::openWorkWanted, this, &Welcome::goOn);
    connect(m_page, &welcome::WelcomePage::connectWanted, this, [this] {
        if (m_session.isReceiving()) {
            close();
            emit connectWanted();
        } else if (m_ways.openWindow({})) {
            close();
        } else {
            tellFailure(
                tr("No window could be opened. Start plumbline in a terminal, which says why."));
        }
    });
}

void Welcome::read()
{
    const QStringList opened = m_settings.recentFiles();
    const std::string own = m_session.recording();
    const QString folder = m_ways.recordings;
    const telemetry::Timestamp now = m_session.clock().now();
    m_worker.start([this, opened, own, folder, now] {
        const Found found{.recent = recentRecordings(opened, folder, QString::fromStdString(own)),
                          .work = openWorkOf(own, folder, now)};
        QMetaObject::invokeMethod(
            this, [this, found] { take(found); }, Qt::QueuedConnection);
    });
}

void Welcome::take(const Found& found)
{
    if (m_page == nullptr)
        return;
    std::vector<welcome::RecentFile> files;
    for (const RecentRecording& file : found.recent)
        files.push_back({.path = file.path,
                         .name = fileNameOf(file.path.toStdString()),
                         .facts = factsText(file),
                         .isMissing = file.isMissing});
    m_page->setRecent(files);
    m_work = found.work;
    if (!m_work)
        return m_page->setOpenWork({}, {});
    const QString name = fileNameOf(m_work->recording);
    const bool isRun = m_work->kind == OpenWork::Kind::Run;
    const QString what = isRun
        ? tr("▲ A run of a runbook is not finished in %1.").arg(name)
        : tr("▲ Incident %1 is open in %2.")
              .arg(common::safeLine(m_work->incident, kLongestFileName), name);
    m_page->setOpenWork(what, m_work->isHere ? tr("&Go On with It") : tr("&Look at It First"));
}

void Welcome::goOn()
{
    if (!m_work)
        return;
    const OpenWork work = *m_work;
    if (!work.isHere)
        return openFile(QString::fromStdString(work.recording));
    close();
    if (work.kind == OpenWork::Kind::Run)
        emit runWanted();
    else
        emit incidentWanted();
}

void Welcome::startDrill(const QString& scenario)
{
    if (m_ways.openWindow({u"demo"_s, u"--scenario"_s, scenario}))
        close();
    else
        tellFailure(tr("No window could be opened for the drill. Start plumbline demo in a "
                       "terminal, which says why."));
}

// A window of its own would have nobody to tell but its terminal, so what is wrong is told here.
void Welcome::openFile(const QString& path)
{
    if (path.endsWith(u".plumbundle"_s)) {
        auto* opener = new BundleOpener(
            *m_page->bar(),
            {.choose = [path] { return path; },
             .openWindow = [this](const QString& bundle) { return m_ways.openWindow({bundle}); }},
            m_page);
        connect(opener, &BundleOpener::finished, this, [this, opener](bool isOpened) {
            opener->deleteLater();
            if (isOpened)
                close();
        });
        return opener->open();
    }
    const auto reader = store::Reader::open(path.toStdString());
    if (!reader)
        return tellFailure(common::safeLine(reader.error().message, kLongestPath));
    if (m_ways.openWindow({path}))
        close();
    else
        tellFailure(tr("No window could be opened for the recording. Start plumbline with the "
                       "file's name, which says why."));
}

void Welcome::close()
{
    if (m_dialog != nullptr)
        m_dialog->close();
}

void Welcome::tellFailure(const QString& text)
{
    if (m_page != nullptr)
        m_page->bar()->say(common::MessageBar::Kind::Warning, text);
}

Welcome::Ways desktopWelcomeWays(QWidget* window)
{
    const QString folder =
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/recordings"_s;
    return {.openWindow =
                [](const QStringList& arguments) {
                    return QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                                   arguments);
                },
            .chooseFile =
                [window, folder] {
                    return common::askForFileToOpen(
                        window, Welcome::tr("Open Recording or Bundle"),
                        QFileInfo::exists(folder) ? folder : QString(),
                        {Welcome::tr("Recordings and Bundles (*.plumb *.plumbundle)"),
                         Welcome::tr("All Files (*)")});
                },
            .recordings = folder};
}
