// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/causes.h"

#include <QJsonObject>

namespace commands {

// The document of `causes --json`.
QJsonObject toJson(const causes::Causes& causes);

} // namespace commands
