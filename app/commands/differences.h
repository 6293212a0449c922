// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/suspectrows.h"
#include "models/differences/differences.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <QJsonObject>

#include <functional>
#include <optional>

namespace commands {

inline constexpr double kSuspectFrom = 0.5; // probability, unless another is asked for

struct DifferencesAsked
{
    store::View view;
    store::GenerationFilter filter; // service and limit; Usage error with a trace or a model
    double minimum = kSuspectFrom; // probability of suspects
    // Its answers alone are the suspects; not given: all from `minimum` on.
    std::optional<SuspectQuestion> suspects = std::nullopt;
};

// What the suspects of a view share that the answers which were judged and are none do not, a row a
// property, the surest first. What had to be left out of the comparison is said on stderr.
telemetry::Result<void> differences(const store::Reader& reader, const DifferencesAsked& asked,
                                    const std::function<void(const QJsonObject&)>& print);

} // namespace commands
