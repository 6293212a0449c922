// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/unfinishedrecording.h"

#include "app/commands/runrecord.h"
#include "models/store/filelock.h"

#include <QDir>
#include <QStringList>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kRecordingsLookedAt = 5;
constexpr auto kStale = std::chrono::hours(24);

telemetry::Timestamp newestOf(const runbook::PastRun& run)
{
    telemetry::Timestamp newest = run.started;
    for (const runbook::StepProgress& progress : run.steps)
        newest = std::max(newest, progress.when);
    for (const runbook::PastCommand& command : run.commands)
        newest = std::max(newest, command.firedAt);
    return newest;
}

bool isUnfinished(const runbook::PastRun& run)
{
    if (run.runbook.empty() || run.aborted)
        return false;
    const auto book = runbook::runbookOf(run, {});
    if (!book)
        return false; // recorded by an older Plumbline: its text is not there
    const auto resumable = runbook::resumable(run, *book);
    return resumable && !resumable->isFinished();
}

} // namespace

bool hasUnfinishedRun(const std::string& recording, telemetry::Timestamp now)
{
    const auto run = commands::readRun(recording);
    return run && isUnfinished(*run) && now - newestOf(*run) < kStale;
}

std::string unfinishedRecording(const QString& folder, telemetry::Timestamp now)
{
    // Their names are their times.
    const QStringList names =
        QDir(folder).entryList({u"*.plumb"_s}, QDir::Files, QDir::Name | QDir::Reversed);
    for (const QString& name : names.first(std::min(names.size(), kRecordingsLookedAt))) {
        const std::string path = QDir(folder).filePath(name).toStdString();
        if (store::FileLock::isHeld(path))
            continue;
        if (hasUnfinishedRun(path, now))
            return path;
    }
    return {};
}
