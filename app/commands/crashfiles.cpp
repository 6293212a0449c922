// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/crashfiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

constexpr qint64 kLongestCrashText = 256 * 1024;

// Made for its owner alone; one that others may write to is closed to them.
QString privateFolder(const QString& path)
{
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return {};
    const QByteArray name = QFile::encodeName(path);
    ::mkdir(name.constData(), 0700); // where it is there already, what it is is looked at
    struct stat found = {};
    if (::lstat(name.constData(), &found) != 0 || !S_ISDIR(found.st_mode)
        || found.st_uid != ::geteuid())
        return {};
    if ((found.st_mode & 022) != 0 && ::chmod(name.constData(), found.st_mode & 0755) != 0)
        return {};
    return path;
}

telemetry::Error noCrash(const QString& name)
{
    return {.kind = telemetry::ErrorKind::Usage,
            .message = "There is no crash report " + name.toStdString()
                + "; 'plumbline crash-report list' names those that there are."};
}

} // namespace

QString plumblineStateFolder()
{
    const QString given = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base = given.isEmpty() ? QDir::homePath() + u"/.local/state"_s : given;
    return privateFolder(base + u"/plumbline"_s);
}

QString crashFolder()
{
    const QString state = plumblineStateFolder();
    return state.isEmpty() ? QString() : privateFolder(state + u"/crashes"_s);
}

std::vector<CrashFile> crashFiles()
{
    std::vector<CrashFile> files;
    const QString folder = crashFolder();
    if (folder.isEmpty())
        return files;
    const auto found =
        QDir(folder).entryInfoList({u"crash-*.txt"_s}, QDir::Files | QDir::NoSymLinks);
    for (const QFileInfo& file : found)
        files.push_back(
            {.name = file.fileName(), .when = file.lastModified().toUTC(), .bytes = file.size()});
    std::ranges::sort(files, [](const CrashFile& a, const CrashFile& b) {
        return a.when != b.when ? a.when > b.when : a.name > b.name;
    });
    return files;
}

void keepNewestCrashes()
{
    const auto files = crashFiles();
    for (std::size_t i = kCrashesKept; i < files.size(); ++i)
        QFile::remove(QDir(crashFolder()).filePath(files[i].name));
}

telemetry::Result<QString> crashNamed(const QString& name)
{
    QString found;
    for (const CrashFile& file : crashFiles()) {
        if (file.name == name)
            return file.name;
        if (name.isEmpty() || !file.name.startsWith(name))
            continue;
        if (!found.isEmpty())
            return tl::make_unexpected(
                telemetry::Error{.kind = telemetry::ErrorKind::Usage,
                                 .message = "Several crash reports are called " + name.toStdString()
                                     + "…: say more of the name."});
        found = file.name;
    }
    if (found.isEmpty())
        return tl::make_unexpected(noCrash(name));
    return found;
}

telemetry::Result<QByteArray> crashText(const QString& name)
{
    const auto known = crashNamed(name);
    if (!known)
        return tl::make_unexpected(known.error());
    QFile file(QDir(crashFolder()).filePath(*known));
    if (!file.open(QIODevice::ReadOnly))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  file.fileName().toStdString()
                                      + " cannot be read: " + file.errorString().toStdString()
                                      + ". It is in the folder of crash reports, to be looked at "
                                        "there.");
    return file.read(kLongestCrashText);
}

telemetry::Result<void> deleteCrash(const QString& name)
{
    const auto known = crashNamed(name);
    if (!known)
        return tl::make_unexpected(known.error());
    QFile file(QDir(crashFolder()).filePath(*known));
    if (!file.remove())
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  file.fileName().toStdString() + " cannot be deleted: "
                                      + file.errorString().toStdString() + ". Delete it by hand.");
    return {};
}

} // namespace commands
