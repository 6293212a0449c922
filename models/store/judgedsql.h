// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/person.h"

#include <string>
#include <string_view>

namespace store {

// Whether a generation `g` was judged by a check or a judge, good or bad, as known at ?3; the one
// condition for all who count that. ?5 and ?6 are the states Passed and Failed, ?7 and ?8 enclose
// the names of people (telemetry::kPerson, behindPeople()), who may speak of the tone alone.
// Results that only name the response are looked for as such.
inline constexpr std::string_view kIsJudged =
    "(EXISTS(SELECT 1 FROM suspicions p WHERE p.trace_no=g.trace_no AND p.span_id=g.span_id AND "
    "p.recorded_ns<=?3) OR EXISTS(SELECT 1 FROM evaluations e LEFT JOIN strings w ON "
    "w.id=e.evaluator WHERE e.trace_no=g.trace_no AND e.span_id=g.span_id AND e.recorded_ns<=?3 "
    "AND e.state IN (?5, ?6) AND NOT coalesce(w.text>=?7 AND w.text<?8, 0)) OR EXISTS(SELECT 1 "
    "FROM evaluations e LEFT JOIN strings w ON w.id=e.evaluator WHERE "
    "e.response_hash=g.response_hash AND e.response_hash IS NOT NULL AND e.origin=0 AND "
    "e.recorded_ns<=?3 AND e.state IN (?5, ?6) AND NOT coalesce(w.text>=?7 AND w.text<?8, 0))) ";

// After all texts that begin as a person's name does.
inline std::string behindPeople()
{
    std::string behind(telemetry::kPerson);
    ++behind.back();
    return behind;
}

} // namespace store
