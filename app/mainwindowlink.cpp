// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the window that says how its telemetry comes in.

#include "app/mainwindow.h"
#include "models/store/filelock.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/linkstatus.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/sources/sourcespage.h"
#include "widgets/timeline/transportbar.h"

#include <QFileInfo>
#include <QSysInfo>

#include <chrono>

using namespace Qt::StringLiterals;

namespace {

constexpr auto kGrowing = std::chrono::seconds(30);

// SQLite's log beside the recording. While somebody writes, most of it stands in the recording
// already, and it is cut when nothing comes: what is added up would fall though nothing is gone.
std::int64_t logBytesOf(const QString& recording)
{
    return QFileInfo(recording + u"-wal"_s).size();
}

} // namespace

// Whether what is looked at is being written elsewhere: somebody holds its lock, or, where that
// cannot be told, it became longer a short while ago.
bool MainWindow::isGrowing()
{
    if (store::FileLock::isHeld(m_session.recording()))
        return true;
    const telemetry::Timestamp now = m_session.clock().now();
    const telemetry::Timestamp end = m_session.conductor().bounds().end;
    if (m_knownEnd != telemetry::Timestamp{} && end > m_knownEnd)
        m_grewAt = now;
    m_knownEnd = end;
    return m_grewAt != telemetry::Timestamp{} && now - m_grewAt < kGrowing;
}

void MainWindow::updateLink()
{
    const QString name = QFileInfo(QString::fromStdString(m_session.recording())).fileName();
    const QString path = QString::fromStdString(m_session.recording());
    const std::int64_t bytes = QFileInfo(path).size();
    const ingest::Pipeline* pipeline = m_session.pipeline();
    if (pipeline == nullptr) {
        const bool isFollowed = isGrowing();
        // What a writer that was killed left in its log is nowhere else.
        m_linkStatus->setReplay(name, isFollowed ? bytes : bytes + logBytesOf(path), isFollowed);
        m_incidentBar->setUnjudged({});
        m_runbook->setFollowing(
            isFollowed,
            isFollowed ? QString::fromStdString(store::FileLock::holderOf(m_session.recording()))
                       : QString());
        m_sources->setGrowing(isFollowed ? std::optional(m_session.clock().now()) : std::nullopt);
        return;
    }
    const ingest::PipelineStatistics statistics = pipeline->statistics();
    frame::LinkSnapshot snapshot;
    snapshot.listener = m_session.listener();
    m_health->setListener(snapshot.listener);
    updateNotice();
    snapshot.links = pipeline->links();
    snapshot.now = m_session.clock().now();
    if (!m_session.isChanging())
        m_sources->setEndpoints(sources::reachableFrom({.http = m_session.httpUrl(),
                                                        .grpc = m_session.grpcUrl(),
                                                        .needsToken = m_session.needsToken()},
                                                       QSysInfo::machineHostName()));
    m_sources->setLiveLinks(snapshot.links);
    m_sources->setRefusals(pipeline->refusals(), snapshot.now);
    snapshot.healthBacklog = statistics.healthBacklog;
    m_incidentBar->setUnjudged(statistics.healthBacklog);
    snapshot.rejected = statistics.rejected;
    for (const auto& refusal : statistics.refusals)
        snapshot.refused += refusal.second;
    snapshot.duplicates = statistics.duplicates;
    snapshot.recordingBytes = bytes;
    snapshot.logBytes = logBytesOf(path);
    snapshot.recordingName = name;
    snapshot.recordingPath = QString::fromStdString(m_session.recording());
    snapshot.controlPlane = m_session.isControlPlaneReachable();
    m_transport->setSilentSince(frame::silentSince(snapshot.links));
    m_linkStatus->setLive(snapshot);
}
