// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/recentfiles.h"

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

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kOfFolder = 6;
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
    if (info)
        recent.spans = info->spans;
    return recent;
}

} // namespace

std::vector<RecentRecording> recentRecordings(const QStringList& opened, const QString& folder,
                                              const QString& own)
{
    QStringList paths = opened;
    const QDir directory(folder);
    for (const QString& name :
         directory.entryList({u"*.plumb"_s}, QDir::Files, QDir::Time).mid(0, kOfFolder))
        paths << directory.absoluteFilePath(name);
    const QString ownPath = QFileInfo(own).absoluteFilePath();
    QSet<QString> seen;
    std::vector<RecentRecording> files;
    for (const QString& path : paths) {
        if (path == ownPath || seen.contains(path))
            continue;
        seen.insert(path);
        files.push_back(recentOf(path));
    }
    std::ranges::stable_sort(files, [](const RecentRecording& a, const RecentRecording& b) {
        return std::tuple(a.isMissing, -a.changedMs) < std::tuple(b.isMissing, -b.changedMs);
    });
    files.resize(std::min(files.size(), kMostListed));
    return files;
}

QString factsText(const RecentRecording& file)
{
    QStringList parts{items::bytesText(file.bytes)};
    if (file.spans)
        parts << items::countedText(*file.spans,
                                    QCoreApplication::translate("RecentFiles", "1 span"),
                                    QCoreApplication::translate("RecentFiles", "%1 spans"));
    parts << items::utcDateTimeText(
        telemetry::Timestamp(std::chrono::milliseconds(file.changedMs)));
    return parts.join(u" · "_s);
}
