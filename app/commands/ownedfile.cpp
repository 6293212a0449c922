// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/ownedfile.h"

#include "app/commands/jsonrows.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace commands {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

// Asked of what is open, which nobody can put another in the place of.
Result<OwnedLines> ownerOf(const QFile& file)
{
    struct stat status = {};
    if (::fstat(file.handle(), &status) != 0 || !S_ISREG(status.st_mode))
        return failure(ErrorKind::Unreadable, "it is no file.");
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return failure(ErrorKind::Unreadable,
                       "others than its owner may write to it, so it proves nothing.");
    const passwd* owner = ::getpwuid(status.st_uid);
    if (owner == nullptr || owner->pw_name == nullptr)
        return failure(ErrorKind::Unreadable, "no account owns it.");
    return OwnedLines{.owner = owner->pw_name, .uid = status.st_uid, .lines = {}};
}

} // namespace

QString fileNameOf(const std::string& account)
{
    QString name;
    for (const QChar c : displayText(account).left(80))
        name += c.isLetterOrNumber() || c == u'-' || c == u'.' ? c : QChar(u'_');
    return name;
}

Result<void> appendOwned(const QString& path, const QByteArray& line, qint64 most, Readers readers)
{
    const auto bad = [](const QString& why) {
        return failure(ErrorKind::Refused, why.toStdString());
    };
    const mode_t mode =
        S_IRUSR | S_IWUSR | (readers == Readers::Everybody ? S_IRGRP | S_IROTH : 0);
    // What is asked of it is asked of what is open: nobody can put another in its place.
    const int handle =
        ::open(QFile::encodeName(path).constData(),
               O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, mode);
    if (handle < 0)
        return bad(QString::fromLocal8Bit(std::strerror(errno)) + u'.');
    QFile file;
    struct stat status = {};
    if (!file.open(handle, QIODevice::WriteOnly | QIODevice::Append, QFileDevice::AutoCloseHandle)
        || ::fstat(handle, &status) != 0 || !S_ISREG(status.st_mode))
        return bad(u"it is no file."_s);
    if (status.st_size > most / 2)
        return bad(u"it is full; remove it."_s);
    if (status.st_uid != ::geteuid())
        return bad(u"it belongs to another account; name a file of your own."_s);
    ::fchmod(handle, mode);
    file.write(line + '\n');
    if (!file.flush())
        return bad(file.errorString() + u'.');
    return {};
}

Result<OwnedLines> readOwned(const QString& path, qint64 most)
{
    const auto bad = [&path](const std::string& why) {
        return failure(ErrorKind::Unreadable, path.toStdString() + ": " + why);
    };
    if (QFileInfo(path).isSymLink())
        return bad("it is a link.");
    // A pipe that nobody writes to would be waited for.
    const int handle =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (handle < 0)
        return bad(std::string(std::strerror(errno)) + ".");
    QFile file;
    if (!file.open(handle, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        return bad(file.errorString().toStdString() + ".");
    auto owned = ownerOf(file);
    if (!owned)
        return bad(owned.error().message);
    if (file.size() > most)
        return bad("it is larger than what this console writes there.");
    for (QByteArray& line : file.readAll().split('\n'))
        owned->lines.push_back(std::move(line));
    return owned;
}

} // namespace commands
