// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sampling/estimate.h"
#include "models/sampling/reask.h"

#include <QJsonObject>

namespace commands {

QJsonObject toJson(const sampling::Estimate& estimate);
QJsonObject toJson(const sampling::Meanings& meanings);
// With what the answers show; texts are well-formed UTF-8.
QJsonObject toJson(const sampling::Reask& again, const sampling::Assessment& assessment);

// The same for people, on stdout.
void printReask(const sampling::Reask& again, const sampling::Assessment& assessment);

} // namespace commands
