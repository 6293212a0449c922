// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidentrecord.h"
#include "models/redact/redactor.h"
#include "models/store/reader.h"
#include "models/suspects/verdicts.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace practice {

// A claim of the answer that nothing it was given supports.
struct BadClaim
{
    std::string text;
    std::string support; // "absent", "contradicted", ...
    std::string reason;
};

// A wrong answer of an incident, for a team's test set.
struct EvaluationCase
{
    std::string incident; // id; empty: nobody opened one
    telemetry::Generation generation;
    std::string task; // as the checks take it; may be empty
    std::optional<std::string> context; // passages and other things to answer from
    std::optional<std::string> prompt; // what was asked
    std::optional<std::string> instructions;
    std::vector<std::string> toolResults; // that it was given
    std::vector<std::string> tools; // names that are known to exist
    std::string output; // that is wrong
    double suspicion = 0; // 0..1
    std::string reasons;
    suspects::Verdict verdict;
    // What it should have been, where a person's verdict says so ("expected: ..."); nothing: nobody
    // said.
    std::optional<std::string> expected;
    std::vector<telemetry::Evaluation> findings; // results that failed
    std::vector<BadClaim> claims;
};

struct EvaluationCases
{
    std::vector<EvaluationCase> cases; // what people say first, then the most suspicious
    std::int64_t wrong = 0; // answers, `cases` and those that follow
    std::int64_t withoutText = 0; // of which the answer is not known
    std::int64_t beyondLimit = 0;
};

inline constexpr std::size_t kMostCases = 1'000;

// The wrong answers of an incident: confirmed by a person, or of a suspicion of one half and more
// that nobody dismissed; of its services, from its start to its recovery, else its end. Pool
// thread.
telemetry::Result<EvaluationCases> evaluationCases(const store::Reader& reader,
                                                   const incident::IncidentRecord& record,
                                                   std::size_t limit = kMostCases);

// Takes out of all texts what the rules name. Returns how many pieces.
std::uint64_t redact(EvaluationCase& each, const redact::Redactor& redactor);

// What follows "expected:" at the beginning of a note, or of a line of it; nothing where it does
// not say.
std::optional<std::string> expectedIn(const std::string& note);

} // namespace practice
