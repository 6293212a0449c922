// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/recordingofid.h"

#include "models/store/reader.h"

#include <QDir>

using namespace Qt::StringLiterals;

std::string recordingOfId(const QString& folder, const std::string& id)
{
    constexpr qsizetype mostFiles = 500;
    if (id.empty())
        return {};
    const QDir directory(folder);
    const QStringList newest =
        directory.entryList({u"*.plumb"_s}, QDir::Files | QDir::Readable, QDir::Time)
            .mid(0, mostFiles);
    for (const QString& name : newest) {
        std::string path = directory.filePath(name).toStdString();
        const auto reader = store::Reader::open(path);
        const auto found = reader ? (*reader)->recordingId() : tl::make_unexpected(reader.error());
        if (found && *found == id)
            return path;
    }
    return {};
}
