// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/analysis/causes.h"

#include <QJsonObject>

namespace commands {

// The document of `causes --json`.
QJsonObject toJson(const analysis::Causes& causes);

} // namespace commands
