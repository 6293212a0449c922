// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/pulllist.h"

#include "app/commands/jsonrows.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/pull/sourceprofile.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStandardPaths>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

// A line of what it asks for: an expression, or a request.
std::vector<std::string> asked(const pull::Feed& feed)
{
    std::vector<std::string> lines;
    for (const pull::PromQuery& query : feed.prometheus.queries) {
        std::string name = query.name;
        switch (query.kind) {
        case pull::PromQuery::Kind::Range:
            break;
        case pull::PromQuery::Kind::Exemplars:
            name = "exemplars";
            break;
        case pull::PromQuery::Kind::Count:
            name = "count";
            break;
        case pull::PromQuery::Kind::Failed:
            name = "failed";
            break;
        case pull::PromQuery::Kind::Badness:
            name = "badness";
            break;
        case pull::PromQuery::Kind::Goodness:
            name = "goodness";
            break;
        }
        lines.push_back((name.empty() ? "" : name + ": ") + query.expression.text());
    }
    if (!lines.empty())
        return lines;
    for (const pull::Each& each : feed.each)
        lines.push_back("for each " + each.variable + " of " + each.request.method + ' '
                        + each.request.path.text());
    const std::string path = feed.request.path.text();
    const bool isAlertmanager =
        path.empty() && feed.alerts.kind == pull::AlertMapping::Kind::Alertmanager;
    lines.push_back(feed.request.method + ' '
                    + (isAlertmanager     ? "/api/v2/alerts"
                           : path.empty() ? "/api/v1/rules"
                                          : path));
    return lines;
}

QJsonObject sourceJson(const std::string& name, const pull::SourceProfile& source)
{
    QJsonObject parameters;
    for (const auto& [parameter, value] : source.parameters)
        parameters.insert(displayText(parameter), displayText(value));
    QJsonArray feeds;
    for (const pull::Feed& feed : source.feeds) {
        QJsonArray lines;
        for (const std::string& line : asked(feed))
            lines.append(displayText(line));
        feeds.append(QJsonObject{{u"feed"_s, displayText(feed.id)},
                                 {u"shape"_s, QString::fromUtf8(pull::toString(feed.shape))},
                                 {u"every_s"_s, static_cast<double>(feed.every.count()) / 1000},
                                 {u"asks"_s, lines}});
    }
    return {{u"source"_s, displayText(name)},
            {u"title"_s, displayText(source.title)},
            {u"base_url"_s, displayText(source.baseUrl)},
            {u"parameters"_s, parameters},
            {u"feeds"_s, feeds}};
}

void printSource(const std::string& name, const pull::SourceProfile& source)
{
    print(stdout, "%s: %s, %s\n", name.c_str(), source.title.c_str(), source.baseUrl.c_str());
    for (const auto& [parameter, value] : source.parameters)
        print(stdout, "  --param %s=%s\n", parameter.c_str(), value.c_str());
    for (const pull::Feed& feed : source.feeds) {
        print(stdout, "  --feed %s (%s, every %g s)\n", feed.id.c_str(), pull::toString(feed.shape),
              static_cast<double>(feed.every.count()) / 1000);
        for (const std::string& line : asked(feed))
            print(stdout, "      %s\n", line.c_str());
    }
}

} // namespace

std::string sourceFolder()
{
    const QString base = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return base.toStdString() + "/plumbline/sources";
}

telemetry::Result<void> printSources(const std::vector<std::string>& sources,
                                     const std::string& userFolder, bool isJson)
{
    QJsonArray rows;
    for (const std::string& name : sources.empty() ? pull::sourceNames(userFolder) : sources) {
        const auto source = pull::loadSource(name, userFolder);
        if (!source)
            return tl::make_unexpected(source.error());
        if (isJson)
            rows.append(sourceJson(name, *source));
        else
            printSource(name, *source);
    }
    if (isJson)
        printJson({{u"sources"_s, rows}});
    return {};
}

} // namespace commands
