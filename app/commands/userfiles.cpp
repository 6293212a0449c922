// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/userfiles.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace commands {

namespace {

QString base()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/plumbline/");
}

} // namespace

std::vector<std::string> userFiles(const char* folder, const char* pattern)
{
    const QDir directory(base() + QString::fromUtf8(folder));
    std::vector<std::string> paths;
    const QFileInfoList files =
        directory.entryInfoList({QString::fromUtf8(pattern)}, QDir::Files, QDir::Name);
    for (const QFileInfo& file : files)
        paths.push_back(file.filePath().toStdString());
    return paths;
}

QString userFolderPath(const char* folder)
{
    return base() + QString::fromUtf8(folder);
}

QString userFolder(const char* folder)
{
    const QString path = userFolderPath(folder);
    const QString home = QDir::homePath();
    return path.startsWith(home + u'/') ? u'~' + path.mid(home.size()) : path;
}

std::string userFile(const char* name)
{
    const QString path = base() + QString::fromUtf8(name);
    return QFileInfo::exists(path) ? path.toStdString() : std::string();
}

} // namespace commands
