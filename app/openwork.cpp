// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/openwork.h"

#include "app/unfinishedrecording.h"
#include "models/incident/incidentrecord.h"
#include "models/store/reader.h"

#include <QDir>
#include <QFileInfo>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace {

std::optional<OpenWork> workIn(const std::string& recording, bool isHere, telemetry::Timestamp now)
{
    if (hasUnfinishedRun(recording, now))
        return OpenWork{
            .kind = OpenWork::Kind::Run, .recording = recording, .incident = {}, .isHere = isHere};
    const auto reader = store::Reader::open(recording);
    if (!reader)
        return std::nullopt;
    const auto incidents = incident::readIncidents(**reader);
    const incident::Incident* open = incidents ? incident::newestOpen(*incidents) : nullptr;
    if (open == nullptr)
        return std::nullopt;
    return OpenWork{.kind = OpenWork::Kind::Incident,
                    .recording = recording,
                    .incident = open->id,
                    .isHere = isHere};
}

// Their names are their times.
std::string newestOther(const QString& folder, const std::string& own)
{
    const QFileInfo ownFile(QString::fromStdString(own));
    for (const QFileInfo& file :
         QDir(folder).entryInfoList({u"*.plumb"_s}, QDir::Files, QDir::Name | QDir::Reversed)) {
        if (file.canonicalFilePath() != ownFile.canonicalFilePath())
            return file.filePath().toStdString();
    }
    return {};
}

} // namespace

std::optional<OpenWork> openWorkOf(const std::string& ownRecording, const QString& folder,
                                   telemetry::Timestamp now)
{
    if (auto here = workIn(ownRecording, true, now))
        return here;
    const std::string other = newestOther(folder, ownRecording);
    return other.empty() ? std::nullopt : workIn(other, false, now);
}
