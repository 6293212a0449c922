// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/probesetfile.h"

#include "app/commands/userfiles.h"
#include "models/objective/textfile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace commands {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr qint64 kMaxProbeSetBytes = 4 * 1024 * 1024;
constexpr const char* kUserFolder = "probes";
constexpr qsizetype kLongestProbeSet = 200;

Result<std::string> readText(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Unreadable,
                       path.toStdString() + ": " + file.errorString().toStdString() + ".");
    if (file.size() > kMaxProbeSetBytes)
        return failure(ErrorKind::Unreadable, path.toStdString() + ": larger than 4 MiB.");
    return file.readAll().toStdString();
}

Result<canary::ProbeSet> goodSet(const std::string& path, const std::string& text)
{
    auto parsed = canary::parseProbeSet(text);
    if (!parsed.problems.empty())
        return tl::make_unexpected(objective::problemsIn(path, parsed.problems));
    return std::move(parsed.set);
}

// A folder to look in, and how it is told to people.
struct Place
{
    QString folder;
    QString told;
};

std::vector<Place> placesOf(const std::string& folder, bool isBare)
{
    std::vector<Place> places;
    if (!folder.empty())
        places.push_back(
            {.folder = QString::fromStdString(folder),
             .told = u"beside the runbook (%1)"_s.arg(QString::fromStdString(folder))});
    if (!isBare)
        return places;
    places.push_back(
        {.folder = userFolderPath(kUserFolder), .told = u"in %1"_s.arg(userFolder(kUserFolder))});
    places.push_back({.folder = u":/canaries"_s, .told = u"among those that ship"_s});
    return places;
}

} // namespace

Result<canary::ProbeSetResult> readProbeSet(const std::string& path)
{
    const auto text = readText(QString::fromStdString(path));
    if (!text)
        return tl::make_unexpected(text.error());
    return canary::parseProbeSet(*text);
}

Result<canary::ProbeSet> readGoodProbeSet(const std::string& path)
{
    const auto text = readText(QString::fromStdString(path));
    if (!text)
        return tl::make_unexpected(text.error());
    return goodSet(path, *text);
}

Result<FoundProbeSet> findProbeSet(const std::string& name, const std::string& folder)
{
    const QString given = QString::fromStdString(name);
    if (given.isEmpty() || given.size() > kLongestProbeSet)
        return failure(ErrorKind::Usage, "The step names no probe_set.");
    QStringList looked;
    for (const Place& place : placesOf(folder, !given.contains(u'/'))) {
        looked << place.told;
        for (const QString& ending : {QString(), u".yaml"_s}) {
            const QString path = QDir(place.folder).filePath(given + ending);
            if (!QFileInfo(path).isFile())
                continue;
            const auto text = readText(path);
            if (!text)
                return tl::make_unexpected(text.error());
            auto set = goodSet(path.toStdString(), *text);
            if (!set)
                return tl::make_unexpected(set.error());
            const auto digest = QCryptographicHash::hash(
                QByteArrayView(text->data(), static_cast<qsizetype>(text->size())),
                QCryptographicHash::Sha256);
            return FoundProbeSet{.set = std::move(*set),
                                 .place = path.startsWith(u':')
                                     ? std::string("ships with Plumbline")
                                     : path.toStdString(),
                                 .digest = digest.toHex().toStdString()};
        }
    }
    QString sentence =
        u"There is no probe set \"%1\": looked %2."_s.arg(given, looked.join(u", "_s));
    if (looked.isEmpty())
        sentence =
            u"There is no probe set \"%1\": a runbook that ships has no folder of its own."_s.arg(
                given);
    else if (!given.contains(u'/'))
        sentence += u" Put %1 into %2."_s.arg(
            given.endsWith(u".yaml"_s) ? given : given + u".yaml"_s, userFolder(kUserFolder));
    return failure(ErrorKind::Unreadable, sentence.toStdString());
}

} // namespace commands
