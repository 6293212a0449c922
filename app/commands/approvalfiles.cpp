// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/approvalfiles.h"

#include "app/commands/jsonrows.h"
#include "app/commands/operatorname.h"
#include "models/telemetry/timetext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <optional>
#include <utility>

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

const QString kInfix = u".approval-"_s;
const QString kEnding = u".approval"_s;

QString fileNameOf(const std::string& account)
{
    QString name;
    for (const QChar c : displayText(account).left(80))
        name += c.isLetterOrNumber() || c == u'-' || c == u'.' ? c : QChar(u'_');
    return name;
}

Result<QString> append(const QString& path, const telemetry::TimelineEntry& approval)
{
    const auto bad = [&path](const QString& why) {
        return failure(ErrorKind::Refused,
                       (u"Nothing was approved: "_s + path + u": "_s + why).toStdString());
    };
    // What is asked of it is asked of what is open: nobody can put another in its place.
    const int handle =
        ::open(QFile::encodeName(path).constData(),
               O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
    if (handle < 0)
        return bad(QString::fromLocal8Bit(std::strerror(errno)) + u'.');
    QFile file;
    struct stat status = {};
    if (!file.open(handle, QIODevice::WriteOnly | QIODevice::Append, QFileDevice::AutoCloseHandle)
        || ::fstat(handle, &status) != 0 || !S_ISREG(status.st_mode))
        return bad(u"it is no file."_s);
    if (status.st_size > kLargestApprovals / 2)
        return bad(u"it is full; remove it."_s);
    if (status.st_uid != ::geteuid())
        return bad(u"it belongs to another account; name a file of your own."_s);
    ::fchmod(handle, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
    const QJsonObject line{
        {u"time"_s, QString::fromStdString(telemetry::toRfc3339(approval.time))},
        {u"lever"_s, displayText(approval.subject)},
        {u"text"_s, displayText(approval.text)},
        {u"payload"_s,
         QJsonDocument::fromJson(QByteArray::fromStdString(approval.payload)).object()}};
    file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    if (!file.flush())
        return bad(file.errorString() + u'.');
    return path;
}

// The account that owns it; asked of what is open, which nobody can put another in the place of.
Result<std::string> ownerOf(const QFile& file)
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
    return std::string(owner->pw_name);
}

std::optional<runbook::Approval> approvalOf(const QJsonObject& line, const std::string& owner)
{
    const auto when = telemetry::timestampFromText(line[u"time"_s].toString().toStdString());
    if (!when)
        return std::nullopt;
    telemetry::TimelineEntry entry;
    entry.kind = "approval";
    entry.time = *when;
    entry.actor = owner;
    entry.payload =
        QJsonDocument(line[u"payload"_s].toObject()).toJson(QJsonDocument::Compact).toStdString();
    auto approval = runbook::approvalFrom(entry);
    if (approval)
        approval->account = owner; // whatever the line says
    return approval;
}

Result<std::vector<runbook::Approval>> readFile(const QString& path)
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
    const auto owner = ownerOf(file);
    if (!owner)
        return bad(owner.error().message);
    if (file.size() > kLargestApprovals)
        return bad("it is larger than 1 MiB, which no approval is.");
    std::vector<runbook::Approval> approvals;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (auto approval = approvalOf(QJsonDocument::fromJson(line).object(), *owner))
            approvals.push_back(std::move(*approval));
    }
    return approvals;
}

} // namespace

Result<QString> writeApprovalBeside(const std::string& recording,
                                    const telemetry::TimelineEntry& approval)
{
    return append(QString::fromStdString(recording) + kInfix + fileNameOf(operatorAccount()),
                  approval);
}

Result<QString> writeApproval(const std::string& place, const telemetry::TimelineEntry& approval)
{
    const QString path = QString::fromStdString(place);
    return append(QFileInfo(path).isDir()
                      ? QDir(path).filePath(fileNameOf(operatorAccount()) + kEnding)
                      : path,
                  approval);
}

std::vector<runbook::Approval> approvalsBeside(const std::string& recording)
{
    std::vector<runbook::Approval> approvals;
    const QFileInfo info(QString::fromStdString(recording));
    const QString start = info.fileName() + kInfix;
    const auto files =
        info.dir().entryInfoList(QDir::Files | QDir::NoSymLinks | QDir::Readable, QDir::Name);
    for (const QFileInfo& each : files) {
        if (!each.fileName().startsWith(start))
            continue;
        if (auto read = readFile(each.filePath()))
            std::move(read->begin(), read->end(), std::back_inserter(approvals));
    }
    return approvals;
}

Result<std::vector<runbook::Approval>> approvalsIn(const std::string& place)
{
    const QString path = QString::fromStdString(place);
    if (!QFileInfo(path).isDir())
        return readFile(path);
    std::vector<runbook::Approval> approvals;
    for (const QFileInfo& each : QDir(path).entryInfoList({u'*' + kEnding}, QDir::Files)) {
        auto read = readFile(each.filePath());
        if (!read)
            return read;
        std::move(read->begin(), read->end(), std::back_inserter(approvals));
    }
    return approvals;
}

} // namespace commands
