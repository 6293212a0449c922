// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/replay/whatif.h"

#include <QJsonObject>

namespace commands {

// All of it: times as integer nanoseconds, unknown as null.
QJsonObject toJson(const replay::WhatIf& whatIf);
// Keys, types, initial values and what they are.
QJsonObject keysJson();

} // namespace commands
