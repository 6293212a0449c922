// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/spread/spread.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <optional>
#include <vector>

namespace spread {

// What a question asks for.
struct AskedStatements
{
    std::vector<similarity::Statement> statements;
    std::size_t leftOut = 0; // of these, behind the first kMostStatements
    std::optional<telemetry::Timestamp> time; // when the suspect had answered
    std::optional<SpreadPlace> place; // its output
};

// Usage error when there is nothing to look for.
telemetry::Result<AskedStatements> statementsOf(const store::Reader& reader,
                                                const SpreadQuestion& question);

} // namespace spread
