// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bundleopener.h"

#include "app/commands/bundlefiles.h"
#include "app/messagelengths.h"
#include "widgets/common/filedialog.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>
#include <QProcess>

#include <utility>

namespace {

constexpr int kLongestOpenProblem = 1000; // with what to do, which stands last

} // namespace

BundleOpener::BundleOpener(common::MessageBar& bar, Ways ways, QObject* parent)
    : QObject(parent)
    , m_bar(bar)
    , m_ways(std::move(ways))
{
    m_worker.setMaxThreadCount(1);
}

BundleOpener::~BundleOpener()
{
    m_isStopped = true;
    m_worker.waitForDone();
}

void BundleOpener::open()
{
    if (m_isBusy)
        return;
    const QString path = m_ways.choose();
    if (path.isEmpty())
        return;
    m_isBusy = true;
    m_bar.say(common::MessageBar::Kind::Info,
              tr("%1 is being verified…").arg(common::safeLine(path.toStdString(), kLongestPath)));
    m_worker.start([this, path] {
        const auto opened =
            commands::openToStay(path.toStdString(), [this] { return !m_isStopped; });
        const std::string problem = opened ? std::string() : opened.error().message;
        QMetaObject::invokeMethod(
            this, [this, path, problem] { take(path, problem); }, Qt::QueuedConnection);
    });
}

void BundleOpener::take(const QString& path, const std::string& problem)
{
    m_isBusy = false;
    const bool isOpened = problem.empty() && m_ways.openWindow(path);
    if (isOpened)
        m_bar.clear();
    else
        m_bar.say(common::MessageBar::Kind::Warning,
                  problem.empty() ? tr("No window could be opened for the bundle. Start plumbline "
                                       "with the file's name, which says why.")
                                  : tr("The bundle is not opened: %1")
                                        .arg(common::safeLine(problem, kLongestOpenProblem)));
    emit finished(isOpened);
}

BundleOpener::Ways desktopBundleWays(QWidget* window)
{
    return {.choose =
                [window] {
                    return common::askForFileToOpen(window, BundleOpener::tr("Open Bundle"),
                                                    QString(),
                                                    {BundleOpener::tr("Bundles (*.plumbundle)"),
                                                     BundleOpener::tr("All Files (*)")});
                },
            .openWindow =
                [](const QString& path) {
                    return QProcess::startDetached(QCoreApplication::applicationFilePath(), {path});
                }};
}
