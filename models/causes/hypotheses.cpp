// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/hypotheses.h"

#include "models/causes/casewords.h"
#include "models/causes/hypothesis.h"
#include "models/causes/wording.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace causes {

namespace {

struct CauseNames
{
    const char* name;
    const char* title;
    void (*make)(Making&);
};

// By Cause.
constexpr std::array<CauseNames, kCauseCount> kCauseNames{
    {{"bad_model_version", QT_TRANSLATE_NOOP("causes", "Bad model version"), makeModel},
     {"corrupted_fine_tune", QT_TRANSLATE_NOOP("causes", "Corrupted fine-tune"), makeFineTune},
     {"prompt_regression", QT_TRANSLATE_NOOP("causes", "Prompt regression"), makePrompt},
     {"context_truncation", QT_TRANSLATE_NOOP("causes", "Silent context truncation"),
      makeTruncation},
     {"incoherence_under_load", QT_TRANSLATE_NOOP("causes", "Incoherence under load"), makeLoad},
     {"bad_retrieval_index", QT_TRANSLATE_NOOP("causes", "Stale or poisoned retrieval index"),
      makeIndex},
     {"judge_drift", QT_TRANSLATE_NOOP("causes", "Judge drift"), makeJudge},
     {"agent_loop", QT_TRANSLATE_NOOP("causes", "Agent loop"), makeLoop},
     {"telemetry_fault", QT_TRANSLATE_NOOP("causes", "Telemetry fault"), makeTelemetry}}};

const CauseNames& namesOf(Cause cause)
{
    return kCauseNames[static_cast<std::size_t>(cause)];
}

} // namespace

int Hypothesis::countFor() const
{
    return static_cast<int>(
        std::ranges::count_if(evidence, [](const CauseEvidence& item) { return item.weight > 0; }));
}

int Hypothesis::countAgainst() const
{
    return static_cast<int>(
        std::ranges::count_if(evidence, [](const CauseEvidence& item) { return item.weight < 0; }));
}

std::vector<Hypothesis> hypotheses(const CaseFacts& facts)
{
    std::vector<Hypothesis> all;
    for (const Cause cause : kCauses) {
        Making making(facts, cause);
        if (facts.onset)
            namesOf(cause).make(making);
        else
            making.lack(
                translate("causes", "Nothing rose in this time that can be told from chance."));
        all.push_back(making.take());
    }
    std::ranges::stable_sort(all, std::greater<>(), &Hypothesis::score);
    return all;
}

const char* sureness(double score)
{
    if (score >= 3)
        return "likely";
    if (score >= 1)
        return "possible";
    return score > -1 ? "open" : "unlikely";
}

const char* causeName(Cause cause)
{
    return namesOf(cause).name;
}

const char* causeTitle(Cause cause)
{
    return namesOf(cause).title;
}

std::string causeTitleText(Cause cause)
{
    return translate("causes", causeTitle(cause));
}

std::optional<Cause> causeFromName(const std::string& name)
{
    for (const Cause cause : kCauses) {
        if (name == causeName(cause))
            return cause;
    }
    return std::nullopt;
}

} // namespace causes
