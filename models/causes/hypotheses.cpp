// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/hypotheses.h"

#include "models/causes/casewords.h"
#include "models/causes/hypothesis.h"

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
constexpr std::array<CauseNames, kCauseCount> kNames{
    {{"bad_model_version", "Bad model version", makeModel},
     {"corrupted_fine_tune", "Corrupted fine-tune", makeFineTune},
     {"prompt_regression", "Prompt regression", makePrompt},
     {"context_truncation", "Silent context truncation", makeTruncation},
     {"incoherence_under_load", "Incoherence under load", makeLoad},
     {"bad_retrieval_index", "Stale or poisoned retrieval index", makeIndex},
     {"judge_drift", "Judge drift", makeJudge},
     {"agent_loop", "Agent loop", makeLoop},
     {"telemetry_fault", "Telemetry fault", makeTelemetry}}};

const CauseNames& namesOf(Cause cause)
{
    return kNames[static_cast<std::size_t>(cause)];
}

std::string modelsText(const std::vector<std::string>& models)
{
    std::string text;
    for (const std::string& model : models)
        text += (text.empty() ? "" : ", ") + model;
    return text;
}

Counts agreementOf(const store::Agreement& agreement)
{
    return {.bad = agreement.bothFailed + agreement.bothPassed, .count = agreement.count()};
}

// What the judge's own side shows, in order of how much it says.
std::vector<std::string> judgeSigns(const CaseFacts& facts, const JudgeFacts& judge)
{
    std::vector<std::string> signs;
    if (judge.hasNewModel())
        signs.push_back("it judges with " + modelsText(judge.modelsAfter) + " and did with "
                        + modelsText(judge.modelsBefore));
    else if (!judge.modelsAfter.empty() && !judge.modelsBefore.empty())
        signs.push_back("its model is as before, " + modelsText(judge.modelsAfter));
    if (judge.secondsBefore && judge.secondsAfter)
        signs.push_back("it answers after " + secondsText(*judge.secondsAfter) + ", before it was "
                        + secondsText(*judge.secondsBefore));
    if (judge.withGoldenAfter.count() > 0)
        signs.push_back("with the golden set it agrees on "
                        + countsText(agreementOf(judge.withGoldenAfter)) + ", before on "
                        + countsText(agreementOf(judge.withGoldenBefore)));
    if (judge.withValidatorsAfter.count() > 0)
        signs.push_back("with our validators it agrees on "
                        + countsText(agreementOf(judge.withValidatorsAfter)) + ", before on "
                        + countsText(agreementOf(judge.withValidatorsBefore)));
    if (facts.ownChecks.isKnown())
        signs.push_back("of our own checks " + countsText(facts.ownChecks.after)
                        + " answers failed one, before " + countsText(facts.ownChecks.before));
    return signs;
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
            making.lack("Nothing rose in this time that can be told from chance.");
        all.push_back(making.take());
    }
    std::ranges::stable_sort(all, std::greater<>(), &Hypothesis::score);
    return all;
}

std::string judgeOrModel(const CaseFacts& facts)
{
    if (facts.judges.empty() || !facts.onset)
        return {};
    const JudgeFacts& judge = facts.judges.front();
    const bool hasFallen = judge.failed.likelihood() >= kSpeaks;
    const bool haveOurs = facts.ownChecks.likelihood() >= kSpeaks;
    const std::string& name = judge.check;
    std::string text;
    if (hasFallen && !haveOurs && facts.ownChecks.isKnown())
        text = "The judge drifted, not the model: " + name + " fails "
            + countsText(judge.failed.after) + ", before " + countsText(judge.failed.before);
    else if (hasFallen && haveOurs)
        text = "The answers got worse, and the judge says so: " + name + " fails "
            + countsText(judge.failed.after) + ", before " + countsText(judge.failed.before);
    else if (!hasFallen && haveOurs)
        text = "The answers got worse, and the judge does not see it: " + name + " fails "
            + countsText(judge.failed.after) + ", before " + countsText(judge.failed.before);
    else if (hasFallen)
        text = "Judge or model: it cannot be told, as nothing but " + name
            + " looks at these answers; it fails " + countsText(judge.failed.after) + ", before "
            + countsText(judge.failed.before);
    else
        text = "Neither judge nor validators see a change: " + name + " fails "
            + countsText(judge.failed.after) + ", before " + countsText(judge.failed.before);
    for (const std::string& sign : judgeSigns(facts, judge))
        text += "; " + sign;
    return text + '.';
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

std::optional<Cause> causeFromName(const std::string& name)
{
    for (const Cause cause : kCauses) {
        if (name == causeName(cause))
            return cause;
    }
    return std::nullopt;
}

} // namespace causes
