// SPDX-License-Identifier: GPL-3.0-or-later

// What is served: model, fine-tune, prompt, and what load makes of them.

#include "models/causes/casewords.h"
#include "models/causes/hypothesis.h"

#include <algorithm>
#include <cmath>

namespace causes {

namespace {

constexpr std::int64_t kFewestForNo = 20; // answers from which on "no worse" can be said

std::string levered(const char* kind, const Hypothesis& hypothesis)
{
    return std::string(kind) + ':' + hypothesis.service;
}

// The value that served before the suspected one; where both are one there is none.
std::string lastGood(const Making& making, Trait trait)
{
    const CaseFacts& facts = making.facts();
    const RankedChange* best = facts.bestOf(trait);
    if (best != nullptr && best->change.service != facts.service)
        return best->change.previous;
    const std::string& good = facts.lastGood[static_cast<std::size_t>(trait)];
    if (best != nullptr && good == best->change.value)
        return best->change.previous;
    return good;
}

// A judge alone says so, and our validators would see most of what such a fault does.
void addValidatorsSilence(Making& making)
{
    const CaseFacts& facts = making.facts();
    if (facts.symptom == SymptomKind::JudgeCheck && facts.ownChecks.after.count >= kFewestForNo
        && facts.ownChecks.likelihood() < kSpeaks)
        making.say(-1,
                   "none of our validators sees a change: " + countsText(facts.ownChecks.after)
                       + " failed one, before " + countsText(facts.ownChecks.before));
}

void fillServed(Making& making, Trait trait, const char* lever, const char* what)
{
    making.addChange(trait);
    making.addSymptom();
    addValidatorsSilence(making);
    Hypothesis& hypothesis = making.hypothesis();
    // Where none is suspected there is none to go back from.
    const std::string good = hypothesis.trait == trait ? lastGood(making, trait) : std::string();
    const bool isSuspected = hypothesis.trait == trait;
    hypothesis.remedy = {.lever = levered(lever, hypothesis),
                         .value = good,
                         .text = !good.empty() ? std::string("Go back to ") + what + ' ' + good
                                 + ", the last that was good."
                                               : std::string("Go to another ") + what
                                 + "; the recording does not tell which was good."};
    hypothesis.sentence = "Answers of " + hypothesis.service + " are bad because of their " + what
        + (isSuspected ? ", " + hypothesis.value : std::string()) + '.';
    hypothesis.refutation = std::string("Answers of another ") + what
        + " that began after the onset are as bad"
        + (isSuspected ? ", or answers of " + hypothesis.value + " from before it were."
                       : std::string("."));
}

} // namespace

void makeModel(Making& making)
{
    fillServed(making, Trait::Model, "pin", "model");
}

void makeFineTune(Making& making)
{
    fillServed(making, Trait::Adapter, "adapter", "adapter");
    Hypothesis& hypothesis = making.hypothesis();
    if (hypothesis.trait == Trait::Adapter && hypothesis.remedy.value.empty()) {
        hypothesis.remedy.value = "none";
        hypothesis.remedy.text = "Serve without the adapter: there was none before.";
    }
}

void makePrompt(Making& making)
{
    fillServed(making, Trait::Prompt, "prompt", "prompt version");
}

void makeLoad(Making& making)
{
    const CaseFacts& facts = making.facts();
    const LoadFacts& load = facts.load;
    making.addSymptom();
    addValidatorsSilence(making);
    const RankedChange* change = facts.loadChange();
    if (change != nullptr)
        making.addRanked(*change);
    else if (load.inFlight.before && load.inFlight.after)
        making.say(-3,
                   "load is as before: " + numberText(*load.inFlight.after)
                       + " calls in flight, before " + numberText(*load.inFlight.before));
    else
        making.lack("When calls end is not told, so load is not known.");
    const std::string split = "since the onset, of answers with more than "
        + numberText(load.threshold) + " calls in flight " + countsText(load.atHighLoad)
        + " are bad, of the others " + countsText(load.atLowLoad);
    // Half of the answers are above the median of themselves: a relation shows if there is one,
    // unless load is beyond the knee all the time.
    if (load.likelihood >= kSpeaks)
        making.say(1.5, split);
    else if (change == nullptr && load.atLowLoad.count >= kFewestForNo
             && load.atHighLoad.count >= kFewestForNo)
        making.say(-1, split);
    if (load.seconds.ratio() > 1.3)
        making.say(0.5,
                   "calls take " + secondsText(*load.seconds.after) + ", before "
                       + secondsText(*load.seconds.before));
    Hypothesis& hypothesis = making.hypothesis();
    hypothesis.sentence = "Answers of " + facts.service
        + " fall apart because more is asked of it than it can serve.";
    const double ratio = load.inFlight.ratio();
    const bool isMore = ratio > 1;
    const int shed =
        isMore ? std::min(95, static_cast<int>(std::ceil((1 - 1 / ratio) * 20)) * 5) : 0;
    hypothesis.remedy = {.lever = levered("shed", hypothesis),
                         .value = isMore ? std::to_string(shed) : std::string(),
                         .text = isMore ? "Shed " + std::to_string(shed)
                                 + " % of the requests: so load is what it was before the onset."
                                        : "Shed load until answers are whole again."};
    hypothesis.refutation = "Answers at low load since the onset are as bad as those at high load.";
}

} // namespace causes
