// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/connectiontest.h"

#include "app/commands/leverwork.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/telemetry/visibletext.h"

#include <QString>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace commands {

using net::ConnectionVerdict;

std::string verdictLine(const std::string& name, const ConnectionVerdict& verdict)
{
    return telemetry::visibleLine(name) + ": " + toString(verdict.state) + ", "
        + telemetry::visibleLine(verdict.text);
}

QJsonObject verdictJson(const std::string& name, const ConnectionVerdict& verdict)
{
    return {{u"name"_s, QString::fromStdString(name)},
            {u"state"_s, QString::fromLatin1(toString(verdict.state))},
            {u"usable"_s, verdict.isUsable()},
            {u"text"_s, QString::fromStdString(verdict.text)},
            {u"elapsed_ms"_s, static_cast<double>(verdict.elapsed.count()) / 1000}};
}

int verdictStatus(const ConnectionVerdict& verdict)
{
    if (verdict.isUsable())
        return 0;
    return exitStatus(verdict.state == ConnectionVerdict::State::Denied
                          ? telemetry::ErrorKind::Refused
                          : telemetry::ErrorKind::Unreachable);
}

int testLever(const LeverOptions& options)
{
    const auto gateway = openGateway(options);
    if (!gateway)
        return report(gateway.error());
    const actuation::Profile& profile = (*gateway)->profile();
    if (!options.lever.empty() && profile.find(options.lever) == nullptr)
        return report({telemetry::ErrorKind::Usage,
                       "There is no lever \"" + options.lever + "\" in " + profile.id + "."});
    const ConnectionVerdict verdict = (*gateway)->test(options.lever);
    if (options.isJson)
        printJson(verdictJson(profile.id, verdict));
    else
        print(stdout, "%s\n", verdictLine(profile.id, verdict).c_str());
    return verdictStatus(verdict);
}

} // namespace commands
