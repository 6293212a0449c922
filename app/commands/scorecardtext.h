// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/practice/scorecard.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace commands {

// Line by line; safe to print.
std::vector<std::string> scorecardText(const practice::Scorecard& card);
// Times are integer nanoseconds, what is not known is null.
QJsonObject toJson(const practice::Scorecard& card);

} // namespace commands
