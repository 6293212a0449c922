// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/blastradius.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace incident {

// How far a fault reached, of some services in a range of event time. Counted; what is not known is
// not counted as nothing.
struct Exposure
{
    telemetry::TimeRange range;
    std::int64_t answers = 0; // that began in it
    // Of them, by a check, a judge or a person, found good or not: the rest is not known.
    std::int64_t judged = 0;
    // Of these: suspicion of one half and more, or people's word, which counts more.
    std::int64_t wrong = 0;
    std::int64_t users = 0; // people who were given answers, wrong or not; by user or conversation
    std::int64_t anonymous = 0; // answers that tell neither
    std::vector<causes::BlastRadius::Part> tenants; // most answers first
    std::vector<causes::BlastRadius::Part> downstream; // services, by traces
    // Calls of tools that began after a wrong answer in its trace. Which of them wrote anything is
    // not told by telemetry.
    std::int64_t toolCalls = 0;
    std::vector<causes::BlastRadius::Part> tools; // by name, most calls first
    std::int64_t wrongTraces = 0; // of wrong answers, looked through for tools
    std::int64_t allWrongTraces = 0;
    std::int64_t tracesRead = 0; // the newest, that tenants and downstream are of
    bool areAnswersCut = false; // answers are "at least"
    bool arePeopleCut = false; // users, tenants and services are "at least"
    bool areWrongCut = false; // wrong and what follows from it are "at least"
    // Users of several services are added up: one who was given answers by two counts twice.
    bool mayCountTwice = false;
    // Which services are affected was not known: all that answered are counted.
    bool isOfAll = false;

    bool areToolsCut() const { return areWrongCut || wrongTraces < allWrongTraces; }
};

// That are looked through for tools, and of each service for tenants: one after the other. More is
// told ("in the newest 20000 of ...").
inline constexpr std::int64_t kMostExposedTraces = 20'000;

// Pool thread. As known at view.knownAt, in view.range. `services` empty: of all that answered;
// named twice they count once. So many people (1 or 2) confirm that an answer is wrong. Tools that
// were called in a trace after the range count, where it was before `until`. `mostTraces`: fewer
// where it is counted again and again.
telemetry::Result<Exposure> exposureOf(const store::Reader& reader, const store::View& view,
                                       const std::vector<std::string>& services,
                                       int peopleToConfirm = 1,
                                       telemetry::Timestamp until = telemetry::Timestamp::max(),
                                       std::int64_t mostTraces = kMostExposedTraces);

// "1204 answers of code-assistant, 312 of 900 judged are wrong; given to 300 users ..." in
// sentences of one line each; names as they were sent.
std::vector<std::string> exposureText(const Exposure& exposure);

} // namespace incident
