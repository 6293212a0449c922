// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sampling/estimate.h"
#include "models/sampling/inputread.h"
#include "models/sampling/reask.h"

#include <QJsonObject>

namespace commands {

QJsonObject toJson(const sampling::Estimate& estimate);
QJsonObject toJson(const sampling::InputRead& input);
QJsonObject toJson(const sampling::Meanings& meanings);
// With what the answers show; texts are well-formed UTF-8. `input`: the suspect's.
QJsonObject toJson(const sampling::Reask& again, const sampling::Assessment& assessment,
                   const sampling::InputRead& input);

// The same for people, on stdout.
void printReask(const sampling::Reask& again, const sampling::Assessment& assessment,
                const sampling::InputRead& input);

} // namespace commands
