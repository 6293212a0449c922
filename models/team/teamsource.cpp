// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/team/teamsource.h"

#include "models/config/document.h"
#include "models/config/value.h"
#include "models/runbook/gitrevision.h"
#include "models/telemetry/clock.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

using namespace Qt::StringLiterals;

namespace team {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr int kOk = 200;

// Where a link leads to, too. A checkout comes from somebody else, and with it what its links name.
bool isWithin(const QString& path, const QDir& folder)
{
    const QString top = folder.canonicalPath();
    const QString real = QFileInfo(path).canonicalFilePath();
    return !real.isEmpty() && real.startsWith(top.endsWith(u'/') ? top : top + u'/');
}

Result<TeamCopy> readFolder(const QString& source)
{
    const QDir folder(source);
    if (!folder.exists())
        return failure(ErrorKind::Unreadable, source.toStdString() + ": there is no such folder.");
    for (const QString& name : {u"plumbline.json"_s, u"plumbline.yaml"_s, u"plumbline.yml"_s}) {
        const QString path = folder.filePath(name);
        if (!QFileInfo::exists(path))
            continue;
        if (!isWithin(path, folder))
            return failure(ErrorKind::Unreadable,
                           path.toStdString() + ": leads out of the folder, and is not read.");
        auto text = config::readDocumentFile(path);
        if (!text)
            return tl::make_unexpected(text.error());
        const auto revision = runbook::GitRevision::of(source);
        const bool isCommitted =
            revision.stateOf(path, text->toStdString()) == runbook::CommitState::Committed;
        return TeamCopy{.source = source,
                        .file = path,
                        .text = std::move(*text),
                        .commit = QString::fromStdString(revision.commit()),
                        .isCommitted = isCommitted};
    }
    return failure(ErrorKind::Unreadable,
                   source.toStdString() + ": there is no plumbline.json or plumbline.yaml.");
}

Result<TeamCopy> readUrl(const QString& source, const std::string& token,
                         const std::atomic<bool>* cancel, const TeamLimits& limits,
                         const net::ClientTls& tls)
{
    net::ClientRequest request;
    request.url = source.toStdString();
    request.connectTimeout = limits.connect;
    request.timeout = limits.whole;
    request.maxResponseBytes = limits.bytes;
    request.tls = tls;
    if (!token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + token);
    net::HttpClient client;
    const net::Exchange exchange = client.perform(request, cancel);
    if (exchange.state != net::ExchangeState::Replied)
        return failure(ErrorKind::Unreachable, request.url + ": " + exchange.error + ".");
    if (exchange.status != kOk)
        return failure(ErrorKind::Unreachable,
                       request.url + ": answered " + std::to_string(exchange.status) + ".");
    return TeamCopy{
        .source = source, .file = source, .text = QByteArray::fromStdString(exchange.body)};
}

} // namespace

Result<TeamCopy> readTeam(const QString& source, const std::string& token,
                          const std::atomic<bool>* cancel, const TeamLimits& limits,
                          const net::ClientTls& tls)
{
    const auto checked = config::canonicalValue(*config::find(u"team/source"_s), source);
    if (!checked || checked->isEmpty())
        return failure(ErrorKind::Usage,
                       "team/source "
                           + (checked ? "names no folder and no URL" : checked.error().message)
                           + ".");
    auto copy = checked->contains(u"://"_s) ? readUrl(*checked, token, cancel, limits, tls)
                                            : readFolder(*checked);
    if (!copy)
        return copy;
    const auto document = config::readDocument(copy->text);
    if (!document.isReadable)
        return failure(ErrorKind::Unreadable,
                       copy->file.toStdString() + ": " + document.problems.value(0).toStdString()
                           + ".");
    copy->readAt = telemetry::SystemClock().now();
    return copy;
}

} // namespace team
