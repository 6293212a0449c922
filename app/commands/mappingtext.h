// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/mappingreport.h"

#include <QJsonArray>

#include <vector>

namespace commands {

// The mapping report of `info --mapping`.
QJsonArray toJson(const std::vector<store::SourceMapping>& report);
// `hasRecords`: the recording holds spans or log records, which an older Plumbline did not report.
void printMapping(const std::vector<store::SourceMapping>& report, bool hasRecords);

} // namespace commands
