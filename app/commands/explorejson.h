// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drivers/relationsnapshot.h"

#include <QJsonObject>

#include <optional>

namespace commands {

// What `plumbline explore --json` prints. `at` and `limit`: what was asked of the relation.
QJsonObject toJson(const drivers::RelationSnapshot& snapshot, std::optional<double> at,
                   std::optional<double> limit);

} // namespace commands
