// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/metricseries.h"

#include <QJsonArray>

#include <vector>

namespace commands {

QJsonArray toJson(const std::vector<store::MetricName>& metrics);
// By service and by who measured; nothing when there are none.
void printMetrics(const std::vector<store::MetricName>& metrics);

} // namespace commands
