// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/setuptexts.h"

#include "widgets/sources/setupsnippets.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <cstddef>
#include <span>
#include <utility>

using namespace Qt::StringLiterals;

namespace sources {

namespace {

const QString& endpointOf(const ClientSnippets& client, const Endpoints& endpoints)
{
    return client.isGrpc ? endpoints.grpc : endpoints.http;
}

QString inUsersLanguage(const char* text)
{
    return QCoreApplication::translate("sources::SetupPanel", text);
}

// The line without its condition; null when that is not met.
QString lineFor(const QString& line, const Endpoints& endpoints, bool isTls)
{
    const std::array<std::pair<QString, bool>, 4> conditions{{{u"?token "_s, endpoints.needsToken},
                                                              {u"?open "_s, !endpoints.needsToken},
                                                              {u"?tls "_s, isTls},
                                                              {u"?plain "_s, !isTls}}};
    for (const auto& [mark, isMet] : conditions) {
        if (line.startsWith(mark))
            return isMet ? line.mid(mark.size()) : QString();
    }
    return line.isNull() ? u""_s : line;
}

// Without a line break at its end; empty: nothing of it is needed here.
QString filledIn(const char* text, const Endpoints& endpoints, bool isTls)
{
    QStringList lines;
    for (const QString& line : QString::fromUtf8(text).mid(1).split(u'\n')) {
        const QString kept = lineFor(line, endpoints, isTls);
        if (!kept.isNull())
            lines << QString(kept)
                         .replace(u"$HTTP"_s, endpoints.http)
                         .replace(u"$GRPC"_s, endpoints.grpc);
    }
    return lines.join(u'\n');
}

QString headingOf(const SnippetText& part)
{
    const QString where = inUsersLanguage(part.where);
    if (*part.file != '\0')
        return u"%1 – %2"_s.arg(QLatin1StringView(part.file), where);
    return where.left(1).toUpper() + where.mid(1);
}

QString reachable(const QString& url, const QString& host, bool& isEvery)
{
    for (const QString& any : {u"://0.0.0.0:"_s, u"://[::]:"_s}) {
        if (url.contains(any)) {
            isEvery = true;
            return QString(url).replace(any, u"://%1:"_s.arg(host));
        }
    }
    return url;
}

} // namespace

Endpoints reachableFrom(Endpoints endpoints, const QString& host)
{
    endpoints.http = reachable(endpoints.http, host, endpoints.isEveryAddress);
    endpoints.grpc = reachable(endpoints.grpc, host, endpoints.isEveryAddress);
    return endpoints;
}

std::vector<SetupClient> setupClients(const Endpoints& endpoints)
{
    std::vector<SetupClient> clients;
    int id = 0;
    for (const ClientSnippets& client : clientSnippets()) {
        if (!endpointOf(client, endpoints).isEmpty())
            clients.push_back({.id = id,
                               .name = inUsersLanguage(client.name),
                               .contentSwitch = QString::fromLatin1(client.contentSwitch)});
        ++id;
    }
    return clients;
}

std::vector<SetupPart> setupParts(int client, const Endpoints& endpoints)
{
    const std::span<const ClientSnippets> all = clientSnippets();
    if (client < 0 || static_cast<std::size_t>(client) >= all.size())
        return {};
    const ClientSnippets& chosen = all[static_cast<std::size_t>(client)];
    const bool isTls = endpointOf(chosen, endpoints).startsWith(u"https://"_s);
    std::vector<SetupPart> parts;
    for (const SnippetText& part : chosen.parts) {
        if (QString text = filledIn(part.text, endpoints, isTls); !text.isEmpty())
            parts.push_back({.heading = headingOf(part), .text = std::move(text)});
    }
    return parts;
}

} // namespace sources
