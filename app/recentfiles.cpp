// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/recentfiles.h"

#include "app/emptyrecording.h"
#include "models/items/formats.h"
#include "models/store/reader.h"
#include "models/telemetry/timerange.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr int kOfFolder = 6;
constexpr qsizetype kLookedAt = 60; // of the folder: idle windows may have left many empty ones
constexpr std::size_t kMostListed = 10;
constexpr std::int64_t kCountedBytes = 64LL * 1024 * 1024; // larger ones take too long to count

RecentRecording recentOf(const QString& path)
{
    const QFileInfo file(path);
    RecentRecording recent{.path = path};
    recent.isMissing = !file.exists();
    if (recent.isMissing)
        return recent;
    recent.bytes = file.size();
    recent.changedMs = file.lastModified().toMSecsSinceEpoch();
    if (file.suffix() != u"plumb"_s || recent.bytes > kCountedBytes)
        return recent;
    const auto reader = store::Reader::open(path.toStdString());
    const auto info = reader ? (*reader)->info() : tl::make_unexpected(reader.error());
    if (!info)
        return recent;
    recent.spans = info->spans;
    recent.isEmpty = isEmptyRecording(**reader, *info);
    return recent;
}

} // namespace

std::vector<RecentRecording> recentRecordings(const QStringList& opened, const QString& folder,
                                              const QString& own)
{
    const QString ownPath = QFileInfo(own).absoluteFilePath();
    QSet<QString> seen{ownPath};
    std::vector<RecentRecording> files;
    for (const QString& path : opened) {
        if (seen.contains(path))
            continue;
        seen.insert(path);
        files.push_back(recentOf(path));
    }
    const QDir directory(folder);
    int listed = 0;
    for (const QString& name :
         directory.entryList({u"*.plumb"_s}, QDir::Files, QDir::Time).mid(0, kLookedAt)) {
        if (listed == kOfFolder)
            break;
        const QString path = directory.absoluteFilePath(name);
        if (path == ownPath)
            continue;
        if (seen.contains(path)) {
            ++listed;
            continue;
        }
        RecentRecording recent = recentOf(path);
        if (recent.isEmpty)
            continue;
        ++listed;
        files.push_back(std::move(recent));
    }
    std::ranges::stable_sort(files, [](const RecentRecording& a, const RecentRecording& b) {
        return std::tuple(a.isMissing, -a.changedMs) < std::tuple(b.isMissing, -b.changedMs);
    });
    files.resize(std::min(files.size(), kMostListed));
    return files;
}

QString factsText(const RecentRecording& file)
{
    QStringList parts{
        file.isEmpty ? QCoreApplication::translate("RecentFiles", "empty: nothing was received")
                     : items::bytesText(file.bytes)};
    if (file.spans && !file.isEmpty)
        parts << items::countedText(*file.spans,
                                    QCoreApplication::translate("RecentFiles", "1 span"),
                                    QCoreApplication::translate("RecentFiles", "%1 spans"));
    parts << items::utcDateTimeText(
        telemetry::Timestamp(std::chrono::milliseconds(file.changedMs)));
    return parts.join(u" · "_s);
}
