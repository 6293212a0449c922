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

#include <utility>

namespace commands {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

const QString kInfix = u".approval-"_s;

} // namespace

Result<QString> writeApprovalBeside(const std::string& recording,
                                    const telemetry::TimelineEntry& approval)
{
    QString name;
    for (const QChar c : displayText(operatorName()).left(80))
        name += c.isLetterOrNumber() || c == u'-' || c == u'.' ? c : QChar(u'_');
    QFile file(QString::fromStdString(recording) + kInfix + name);
    const auto bad = [&file](const QString& why) {
        return failure(
            ErrorKind::Refused,
            (u"Nothing was approved: "_s + file.fileName() + u": "_s + why).toStdString());
    };
    if (file.size() > kLargestApprovals / 2)
        return bad(u"it is full; remove it."_s);
    if (QFileInfo(file).isSymLink() || !file.open(QIODevice::WriteOnly | QIODevice::Append))
        return bad(file.errorString() + u'.');
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup
                        | QFileDevice::ReadOther);
    const QJsonObject line{
        {u"time"_s, QString::fromStdString(telemetry::toRfc3339(approval.time))},
        {u"lever"_s, displayText(approval.subject)},
        {u"text"_s, displayText(approval.text)},
        {u"payload"_s,
         QJsonDocument::fromJson(QByteArray::fromStdString(approval.payload)).object()}};
    file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    if (!file.flush())
        return bad(file.errorString() + u'.');
    return file.fileName();
}

std::vector<runbook::Approval> approvalsBeside(const std::string& recording)
{
    std::vector<runbook::Approval> approvals;
    const QFileInfo info(QString::fromStdString(recording));
    const QString start = info.fileName() + kInfix;
    const auto files =
        info.dir().entryInfoList(QDir::Files | QDir::NoSymLinks | QDir::Readable, QDir::Name);
    for (const QFileInfo& each : files) {
        if (!each.fileName().startsWith(start) || each.size() > kLargestApprovals)
            continue;
        QFile file(each.filePath());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray& text : file.readAll().split('\n')) {
            const QJsonObject line = QJsonDocument::fromJson(text).object();
            const auto when =
                telemetry::timestampFromText(line[u"time"_s].toString().toStdString());
            if (!when)
                continue;
            telemetry::TimelineEntry entry;
            entry.kind = "approval";
            entry.time = *when;
            entry.actor = each.owner().toStdString();
            entry.payload = QJsonDocument(line[u"payload"_s].toObject())
                                .toJson(QJsonDocument::Compact)
                                .toStdString();
            auto approval = runbook::approvalFrom(entry);
            if (!approval || entry.actor.empty())
                continue;
            approval->account = entry.actor; // whatever the line says
            approvals.push_back(std::move(*approval));
        }
    }
    return approvals;
}

} // namespace commands
