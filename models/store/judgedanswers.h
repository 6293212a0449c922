// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"

#include <cstdint>
#include <string>
#include <vector>

namespace store {

struct JudgedAnswers
{
    // Answers of which a check or a judge said anything, good or bad, or a person.
    std::int64_t count = 0;
    std::vector<telemetry::SpanKey> said; // those of the given ones that are answers of the view
};

// Answers of a service that began in the range of the view, as known then. What a check could not
// tell (not captured, inconclusive, ...) judges nothing; of people in telemetry, who may speak of
// the tone alone, `said` counts. An answer that was found good has a result and no suspicion.
telemetry::Result<JudgedAnswers> judgedAnswers(const Reader& reader, const View& view,
                                               const std::string& service,
                                               const std::vector<telemetry::SpanKey>& said);

// Of the same answers those that one of these checks, by the names that it has in telemetry, found
// good or not.
telemetry::Result<std::int64_t> answersJudgedBy(const Reader& reader, const View& view,
                                                const std::string& service,
                                                const std::vector<std::string>& checks);

} // namespace store
