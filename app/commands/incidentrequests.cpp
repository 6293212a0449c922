// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/incidentrequests.h"

#include "app/commands/jsonrows.h"
#include "app/commands/ownedfile.h"
#include "models/telemetry/clock.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include <sys/stat.h>

namespace commands {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;
using telemetry::Timestamp;

namespace {

constexpr qint64 kLargestFile = 4 * 1024 * 1024; // bytes of a file
constexpr std::size_t kMostDeskAnswers = 100; // answers, when a desk is made anew
constexpr std::chrono::milliseconds kInterval(100);
constexpr std::chrono::seconds
    kLate(2); // how long after its end an answer that it was taken may come

QString asksStart(const std::string& recording)
{
    return QFileInfo(QString::fromStdString(recording)).fileName() + u".incident-asks-"_s;
}

QString deskPath(const std::string& recording)
{
    return QString::fromStdString(recording) + u".incident-desk"_s;
}

QString nanosOf(Timestamp time)
{
    return QString::number(telemetry::toUnixNanos(time)); // JSON's numbers hold no nanoseconds
}

Timestamp timeOf(const QJsonObject& json, const char* name)
{
    return telemetry::fromUnixNanos(json[QLatin1String(name)].toString().toLongLong());
}

// What is asked and answered tells of the recording: no account reads it that may not read that.
Readers readersOf(const std::string& recording)
{
    const auto rights = QFile::permissions(QString::fromStdString(recording));
    return (rights & (QFile::ReadGroup | QFile::ReadOther)) != 0 ? Readers::Everybody
                                                                 : Readers::Owner;
}

Result<void> add(const std::string& recording, const QString& path, const QJsonObject& line)
{
    const auto written = appendOwned(path, QJsonDocument(line).toJson(QJsonDocument::Compact),
                                     kLargestFile, readersOf(recording));
    if (written)
        return {};
    return failure(ErrorKind::Refused,
                   "Nothing was asked for: " + path.toStdString() + ": " + written.error().message);
}

std::optional<IncidentRequest> requestOf(const QJsonObject& line, const std::string& owner)
{
    IncidentRequest request;
    request.id = line[u"id"_s].toString().toStdString();
    request.who = {.account = owner,
                   .name = line[u"name"_s].toString().simplified().left(80).toStdString()};
    request.asked = timeOf(line, "asked_ns");
    request.until = timeOf(line, "until_ns");
    request.entry.kind = "incident";
    request.entry.subject = line[u"incident"_s].toString().toStdString();
    request.entry.payload =
        QJsonDocument(line[u"payload"_s].toObject()).toJson(QJsonDocument::Compact).toStdString();
    // An end far ahead would let it be taken again by the next window.
    if (request.id.empty() || request.until > request.asked + kRequestHolds)
        return std::nullopt;
    return request;
}

std::optional<RequestReply> replyOf(const QJsonObject& line)
{
    RequestReply reply;
    reply.id = line[u"id"_s].toString().toStdString();
    const QString state = line[u"state"_s].toString();
    if (reply.id.empty())
        return std::nullopt;
    if (state == u"written"_s) {
        reply.state = RequestReply::State::Written;
        reply.sequence = line[u"entry"_s].toInteger();
    } else if (state == u"refused"_s) {
        reply.state = RequestReply::State::Refused;
        reply.error = {.kind = line[u"usage"_s].toBool() ? ErrorKind::Usage : ErrorKind::Refused,
                       .message = line[u"message"_s].toString().toStdString()};
    } else if (state != u"taken"_s) {
        return std::nullopt;
    }
    return reply;
}

} // namespace

Result<void> openRequestDesk(const std::string& recording)
{
    QFile::remove(deskPath(recording)); // of a window that was killed
    return add(recording, deskPath(recording), {{u"desk"_s, true}});
}

Result<void> renewRequestDesk(const std::string& recording)
{
    std::vector<RequestReply> said = repliesBeside(recording);
    if (said.size() > kMostDeskAnswers)
        said.erase(said.begin(), said.end() - static_cast<std::ptrdiff_t>(kMostDeskAnswers));
    if (const auto opened = openRequestDesk(recording); !opened)
        return opened;
    for (const RequestReply& each : said) {
        if (const auto kept = reply(recording, each); !kept)
            return kept;
    }
    return {};
}

void closeRequestDesk(const std::string& recording)
{
    QFile::remove(deskPath(recording));
}

bool hasRequestDesk(const std::string& recording)
{
    return QFileInfo::exists(deskPath(recording));
}

Result<void> ask(const std::string& recording, const IncidentRequest& request)
{
    const QFileInfo info(QString::fromStdString(recording));
    const QString path =
        info.dir().filePath(asksStart(recording) + fileNameOf(request.who.account));
    // What stood there longer than anything holds is of no use to anybody.
    if (const QFileInfo old(path); old.exists() && !old.isSymLink()
        && old.lastModified().secsTo(QDateTime::currentDateTime())
            > kRequestHolds.count() + kRequestSettles.count())
        QFile::remove(path);
    return add(
        recording, path,
        {{u"id"_s, displayText(request.id)},
         {u"name"_s, displayText(request.who.name)},
         {u"asked_ns"_s, nanosOf(request.asked)},
         {u"until_ns"_s, nanosOf(request.until)},
         {u"incident"_s, displayText(request.entry.subject)},
         {u"payload"_s,
          QJsonDocument::fromJson(QByteArray::fromStdString(request.entry.payload)).object()}});
}

Result<void> reply(const std::string& recording, const RequestReply& reply)
{
    QJsonObject line{{u"id"_s, displayText(reply.id)}};
    switch (reply.state) {
    case RequestReply::State::Taken:
        line[u"state"_s] = u"taken"_s;
        break;
    case RequestReply::State::Written:
        line[u"state"_s] = u"written"_s;
        line[u"entry"_s] = static_cast<qint64>(reply.sequence);
        break;
    case RequestReply::State::Refused:
        line[u"state"_s] = u"refused"_s;
        line[u"usage"_s] = reply.error.kind == ErrorKind::Usage;
        line[u"message"_s] = displayText(reply.error.message);
        break;
    }
    return add(recording, deskPath(recording), line);
}

std::vector<IncidentRequest> requestsBeside(const std::string& recording)
{
    std::vector<IncidentRequest> requests;
    const QString start = asksStart(recording);
    const auto files =
        QFileInfo(QString::fromStdString(recording))
            .dir()
            .entryInfoList({u"*.incident-asks-*"_s},
                           QDir::Files | QDir::NoSymLinks | QDir::Readable, QDir::Name);
    for (const QFileInfo& each : files) {
        const auto owned = each.fileName().startsWith(start)
            ? readOwned(each.filePath(), kLargestFile)
            : tl::make_unexpected(telemetry::Error{});
        if (!owned)
            continue;
        for (const QByteArray& line : owned->lines) {
            if (auto request = requestOf(QJsonDocument::fromJson(line).object(), owned->owner))
                requests.push_back(std::move(*request));
        }
    }
    return requests;
}

std::vector<RequestReply> repliesBeside(const std::string& recording)
{
    std::vector<RequestReply> replies;
    struct stat status = {};
    const auto owned = readOwned(deskPath(recording), kLargestFile);
    if (!owned || ::stat(recording.c_str(), &status) != 0 || owned->uid != status.st_uid)
        return replies;
    for (const QByteArray& line : owned->lines) {
        if (auto reply = replyOf(QJsonDocument::fromJson(line).object()))
            replies.push_back(std::move(*reply));
    }
    return replies;
}

Result<std::int64_t> awaitReply(const std::string& recording, const IncidentRequest& request)
{
    const telemetry::SystemClock clock;
    bool isTaken = false;
    while (true) {
        // Before the answers are read: what comes in between is still seen.
        const Timestamp now = clock.now();
        for (const RequestReply& each : repliesBeside(recording)) {
            if (each.id != request.id)
                continue;
            isTaken = true;
            if (each.state == RequestReply::State::Written)
                return each.sequence;
            if (each.state == RequestReply::State::Refused)
                return tl::make_unexpected(each.error);
        }
        if (!isTaken && now > request.until + kLate)
            return failure(ErrorKind::Unreachable,
                           "Nobody took it, so nothing was written: the window on " + recording
                               + " does not answer. Use its Incident page, or close it.");
        if (now > request.until + kRequestSettles + kLate)
            return failure(ErrorKind::Unknown,
                           "It was taken, and what became of it is not known: see 'plumbline "
                           "incident show' before it is asked for again.");
        std::this_thread::sleep_for(kInterval);
    }
}

} // namespace commands
