// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/team/teamcopy.h"

#include "models/config/document.h"
#include "models/telemetry/keptfile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace team {

namespace {

constexpr qsizetype kShownDigits = 8; // of a commit
constexpr qsizetype kMostCopyBytes = 4 * config::kMostDocumentBytes; // escaped, as JSON

QString copyPath(const QString& source, const QString& folder)
{
    const QByteArray name =
        QCryptographicHash::hash(source.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QDir(folder).filePath(QString::fromLatin1(name.left(32)) + u".json"_s);
}

} // namespace

QString TeamCopy::label() const
{
    if (!commit.isEmpty())
        return commit.left(kShownDigits) + (isCommitted ? QString() : u", changed since"_s);
    return source.contains(u"://"_s) ? QUrl(source).host() : source;
}

telemetry::Result<void> keepCopy(const TeamCopy& copy, const QString& folder)
{
    const QString path = copyPath(copy.source, folder);
    const QJsonObject object{
        {u"source"_s, copy.source},
        {u"file"_s, copy.file},
        {u"text"_s, QString::fromUtf8(copy.text)},
        {u"commit"_s, copy.commit},
        {u"committed"_s, copy.isCommitted},
        {u"read_ns"_s, QString::number(telemetry::toUnixNanos(copy.readAt))},
    };
    QSaveFile file(path);
    const QByteArray bytes = QJsonDocument(object).toJson();
    if (!QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly)
        || file.write(bytes) != bytes.size() || !telemetry::keepFile(file).empty())
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "The team's configuration cannot be kept: " + path.toStdString()
                                      + " cannot be written.");
    return {};
}

std::optional<TeamCopy> keptCopy(const QString& source, const QString& folder)
{
    const QString path = copyPath(source, folder);
    QFile file(path);
    if (folder.isEmpty() || !QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.read(kMostCopyBytes)).object();
    if (object.value(u"source"_s).toString() != source)
        return std::nullopt;
    return TeamCopy{
        .source = source,
        .file = object.value(u"file"_s).toString(),
        .text = object.value(u"text"_s).toString().toUtf8(),
        .commit = object.value(u"commit"_s).toString(),
        .isCommitted = object.value(u"committed"_s).toBool(),
        .readAt = telemetry::fromUnixNanos(object.value(u"read_ns"_s).toString().toLongLong())};
}

} // namespace team
