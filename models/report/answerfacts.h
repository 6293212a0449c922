// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/report/facts.h"

namespace report {

// Fills in the answers of the incident's time and services that are suspected most. Pool thread.
telemetry::Result<void> readAnswers(const store::Reader& reader, ReportFacts& facts);

} // namespace report
