// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/truthfile.h"

#include "app/commands/bundlefiles.h"
#include "models/store/reader.h"

#include <QFile>

#include <string_view>

namespace commands {

namespace {

constexpr qint64 kMostBytes = qint64{1} << 20;
constexpr std::string_view kRecordingBegin = "SQLite format 3";

} // namespace

telemetry::Result<practice::Truth> readTruth(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path + ": " + file.errorString().toStdString() + ".");
    const QByteArray text = file.read(kMostBytes + 1);
    const bool isRecording = std::string_view(text.data(), static_cast<std::size_t>(text.size()))
                                 .starts_with(kRecordingBegin);
    if (!isRecording && !isBundle(path)) {
        if (text.size() > kMostBytes)
            return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                      path + " is larger than 1 MiB: no truth of a drill.");
        return practice::truthFromJson({text.data(), static_cast<std::size_t>(text.size())}, path);
    }
    const auto readable = ReadableRecording::open(path);
    if (!readable)
        return tl::make_unexpected(readable.error());
    const auto reader = store::Reader::open(readable->path());
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto record = readIncidentOrAll(**reader, {});
    if (!record)
        return tl::make_unexpected(record.error());
    practice::Truth truth = practice::truthOf(*record);
    truth.faultTime.reset(); // of then, and not of the drill
    return truth;
}

telemetry::Result<incident::IncidentRecord>
readIncidentOrAll(const store::Reader& reader, const std::string& id, telemetry::Timestamp knownAt)
{
    if (!id.empty())
        return incident::readIncident(reader, id, knownAt);
    const auto incidents = incident::readIncidents(reader, knownAt);
    if (!incidents)
        return tl::make_unexpected(incidents.error());
    return incidents->empty() ? incident::readUndeclared(reader, knownAt)
                              : incident::readIncident(reader, {}, knownAt);
}

} // namespace commands
