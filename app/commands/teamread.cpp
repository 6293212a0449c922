// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/teamread.h"

#include "models/net/secrets.h"
#include "models/team/teamsource.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace commands {

telemetry::Result<team::TeamCopy> readTeamOf(const QString& source, const std::string& secret,
                                             const std::atomic<bool>* cancel)
{
    std::string token;
    if (!secret.empty() && source.contains(u"://"_s)) {
        auto found = net::resolveSecret({.name = secret, .namedFile = {}, .profileFile = {}});
        if (!found)
            return tl::make_unexpected(found.error());
        if (found->empty())
            return telemetry::failure(telemetry::ErrorKind::Usage,
                                      "The secret " + secret + " is missing: plumbline secret set "
                                          + secret + ".");
        token = std::move(*found);
    }
    return team::readTeam(source, token, cancel);
}

} // namespace commands
