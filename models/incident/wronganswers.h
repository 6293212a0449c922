// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/suspects/verdicts.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace incident {

// An answer of a suspicion of one half and more that nobody dismissed, or that people confirmed as
// wrong, whatever any check said of it.
struct WrongAnswer
{
    telemetry::SpanKey key;
    telemetry::Timestamp start;
    telemetry::Timestamp end; // its start while no end is known
    double suspicion = 0; // 0..1, as recorded
    std::string reasons;
    bool isConfirmed = false; // by people
};

struct WrongAnswers
{
    std::vector<WrongAnswer> answers; // in no order
    // Answers of which a check, a judge or a person told anything, good or bad, those above
    // included.
    std::int64_t judged = 0;
    bool isCut = false; // `answers` are the first kMostExposed of a service
    suspects::VerdictBook verdicts; // by which they were told apart
};

inline constexpr std::int64_t kMostExposed = 200'000; // wrong answers of a service that are read

// Pool thread. Of answers that began in view.range, as known at view.knownAt, of which it is the
// one count: exposure and cases for a test set follow it. Verdicts of the console and of telemetry
// count alike, as in the queue of suspects; so many people (1 or 2) confirm one.
telemetry::Result<WrongAnswers> wrongAnswers(const store::Reader& reader, const store::View& view,
                                             const std::vector<std::string>& services,
                                             int peopleToConfirm = 1);

// Each name once; where none is given all services that answered people: no canaries, nothing that
// was asked again.
telemetry::Result<std::vector<std::string>>
exposedServices(const store::Reader& reader, const store::View& view,
                const std::vector<std::string>& services);

} // namespace incident
