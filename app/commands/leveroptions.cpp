// SPDX-License-Identifier: GPL-3.0-or-later

// What the options of `lever` name: roles, approvals, parameters.

#include "app/commands/approvalfiles.h"
#include "app/commands/guardfacts.h"
#include "app/commands/leverwork.h"
#include "app/commands/operatorname.h"
#include "app/commands/terminal.h"

#include <cstdio>
#include <iterator>
#include <utility>

namespace commands {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

Result<std::vector<runbook::Approval>> handedOverOf(const LeverOptions& options)
{
    std::vector<runbook::Approval> all;
    if (!options.approvals.empty() && options.record.empty())
        return failure(ErrorKind::Usage,
                       "Nothing was sent: --approval needs --record, whose chain tells whether the "
                       "approval was used before.");
    for (const std::string& place : options.approvals) {
        auto read = approvalsIn(place);
        if (!read)
            return read;
        std::move(read->begin(), read->end(), std::back_inserter(all));
    }
    return all;
}

Result<std::shared_ptr<const runbook::Roles>> rolesOf(const LeverOptions& options)
{
    const std::string file = rolesFile(options.roles);
    if (file.empty())
        return std::shared_ptr<const runbook::Roles>();
    auto roles = readRoles(file);
    if (!roles)
        return tl::make_unexpected(roles.error());
    if (options.roles.empty() && !options.isJson)
        print(stderr, "plumbline: the roles of %s hold (operator/roles of the settings).\n",
              file.c_str());
    return std::make_shared<const runbook::Roles>(std::move(*roles));
}

Result<actuation::Variables> parametersFromText(const std::vector<std::string>& texts)
{
    actuation::Variables parameters;
    for (const std::string& pair : texts) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string::npos || equals == 0)
            return failure(ErrorKind::Usage, "\"" + pair + "\" is not NAME=VALUE.");
        parameters[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    return parameters;
}

} // namespace commands
