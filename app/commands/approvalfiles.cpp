// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/approvalfiles.h"

#include "app/commands/jsonrows.h"
#include "app/commands/operatorname.h"
#include "app/commands/ownedfile.h"
#include "models/telemetry/timetext.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace commands {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

const QString kInfix = u".approval-"_s;
const QString kEnding = u".approval"_s;

Result<QString> append(const QString& path, const telemetry::TimelineEntry& approval,
                       const std::string& screen = {})
{
    QJsonObject line{
        {u"time"_s, QString::fromStdString(telemetry::toRfc3339(approval.time))},
        {u"lever"_s, displayText(approval.subject)},
        {u"text"_s, displayText(approval.text)},
        {u"payload"_s,
         QJsonDocument::fromJson(QByteArray::fromStdString(approval.payload)).object()}};
    if (!screen.empty())
        line[u"screen"_s] = QJsonDocument::fromJson(QByteArray::fromStdString(screen)).object();
    const auto written =
        appendOwned(path, QJsonDocument(line).toJson(QJsonDocument::Compact), kLargestApprovals);
    if (!written)
        return failure(ErrorKind::Refused,
                       "Nothing was approved: " + path.toStdString() + ": "
                           + written.error().message);
    return path;
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
    const auto owned = readOwned(path, kLargestApprovals);
    if (!owned)
        return tl::make_unexpected(owned.error());
    std::vector<runbook::Approval> approvals;
    for (const QByteArray& line : owned->lines) {
        if (auto approval = approvalOf(QJsonDocument::fromJson(line).object(), owned->owner))
            approvals.push_back(std::move(*approval));
    }
    return approvals;
}

QStringList filesBeside(const std::string& recording)
{
    QStringList paths;
    const QFileInfo info(QString::fromStdString(recording));
    const QString start = info.fileName() + kInfix;
    const auto files =
        info.dir().entryInfoList(QDir::Files | QDir::NoSymLinks | QDir::Readable, QDir::Name);
    for (const QFileInfo& each : files) {
        if (each.fileName().startsWith(start))
            paths << each.filePath();
    }
    return paths;
}

} // namespace

Result<QString> writeApprovalBeside(const std::string& recording,
                                    const telemetry::TimelineEntry& approval,
                                    const std::string& screen)
{
    return append(QString::fromStdString(recording) + kInfix + fileNameOf(operatorAccount()),
                  approval, screen);
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
    for (const QString& path : filesBeside(recording)) {
        if (auto read = readFile(path))
            std::move(read->begin(), read->end(), std::back_inserter(approvals));
    }
    return approvals;
}

std::string screenBeside(const std::string& recording, const runbook::Approval& said)
{
    for (const QString& path : filesBeside(recording)) {
        const auto owned = readOwned(path, kLargestApprovals);
        if (!owned || owned->owner != said.account)
            continue;
        for (const QByteArray& each : owned->lines) {
            const QJsonObject line = QJsonDocument::fromJson(each).object();
            const auto approval = approvalOf(line, owned->owner);
            if (approval && approval->plan == said.plan && approval->when == said.when
                && approval->isDeclined == said.isDeclined)
                return QJsonDocument(line[u"screen"_s].toObject())
                    .toJson(QJsonDocument::Compact)
                    .toStdString();
        }
    }
    return {};
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
