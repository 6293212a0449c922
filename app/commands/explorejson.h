// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drivers/relationsnapshot.h"

#include <QJsonObject>

#include <optional>
#include <string>

namespace commands {

// The rate to be back under, and where it comes from.
struct RateLimit
{
    double share = 0;
    std::string objective; // its name, and of what alone it is; empty: none, it was asked for
};

// What `plumbline explore --json` prints. `at` and `limit`: what was asked of the relation.
QJsonObject toJson(const drivers::RelationSnapshot& snapshot, std::optional<double> at,
                   const std::optional<RateLimit>& limit);

} // namespace commands
