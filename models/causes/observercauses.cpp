// SPDX-License-Identifier: GPL-3.0-or-later

// When it is not the service but what looks at it.

#include "models/causes/casewords.h"
#include "models/causes/hypothesis.h"

#include <cmath>

namespace causes {

namespace {

constexpr std::int64_t kFewestForNo = 20;

void addJudgesSide(Making& making, const JudgeFacts& judge)
{
    const CaseFacts& facts = making.facts();
    const bool isInTraces = facts.isTold[static_cast<std::size_t>(Trait::Judge)];
    if (isInTraces)
        making.addChange(Trait::Judge);
    else if (judge.hasNewModel())
        making.say(3,
                   "the judge's model is " + judge.modelsAfter.front() + " and was "
                       + judge.modelsBefore.front());
    else if (judge.modelsBefore.empty() || judge.modelsAfter.empty())
        making.lack("The judge's own model and version: its calls are not in the telemetry.");
    else
        making.say(-2.5, "the judge's model is as before: " + judge.modelsAfter.front());
    if (!judge.secondsBefore || !judge.secondsAfter || *judge.secondsBefore <= 0) {
        making.lack("How long the judge takes.");
        return;
    }
    const double ratio = *judge.secondsAfter / *judge.secondsBefore;
    const std::string delay = "it judges after " + secondsText(*judge.secondsAfter)
        + ", before the onset after " + secondsText(*judge.secondsBefore);
    // Another model or another queue takes another time; the same one hardly does.
    making.say(ratio > 1.3 || ratio < 1 / 1.3 ? 1.5 : -0.5, delay);
}

void addAgreement(Making& making, const JudgeFacts& judge)
{
    const auto apart = [](const store::Agreement& agreement) {
        return Counts{.bad = agreement.onlyJudge + agreement.onlyOther, .count = agreement.count()};
    };
    const BeforeAfter golden{.before = apart(judge.withGoldenBefore),
                             .after = apart(judge.withGoldenAfter)};
    if (golden.after.count == 0)
        making.lack("Agreement with a golden set: there is none, or it was not judged since.");
    else if (golden.isKnown())
        // Known answers do not get worse: nothing but the judge can have changed.
        making.say(golden.likelihood() >= kSpeaks ? 4 : -1.5,
                   "it disagrees with the golden set in " + countsText(golden.after)
                       + ", before in " + countsText(golden.before));
    const BeforeAfter ours{.before = apart(judge.withValidatorsBefore),
                           .after = apart(judge.withValidatorsAfter)};
    if (ours.isKnown() && ours.likelihood() >= kSpeaks)
        making.say(1,
                   "it disagrees with our validators in " + countsText(ours.after) + ", before in "
                       + countsText(ours.before));
}

// Another judge of the same answers, a check against known answers, say.
void addOtherJudges(Making& making)
{
    const CaseFacts& facts = making.facts();
    for (const SignalFacts& signal : facts.signalFacts) {
        if (signal.isOwn || signal.check == facts.check || !signal.failed.isKnown())
            continue;
        const std::string what = signal.check + " fails " + countsText(signal.failed.after)
            + ", before " + countsText(signal.failed.before);
        if (signal.failed.likelihood() >= kSpeaks)
            making.say(-2, "another judge sees it as well: " + what);
        else if (signal.failed.after.count >= kFewestForNo)
            making.say(1.5, "another judge of these answers sees no change: " + what);
    }
}

void addOwnChecks(Making& making)
{
    const CaseFacts& facts = making.facts();
    const std::string ours = countsText(facts.ownChecks.after)
        + " answers failed one of our validators, before " + countsText(facts.ownChecks.before);
    if (facts.ownChecks.likelihood() >= kSpeaks)
        making.say(-3, ours);
    else if (facts.ownChecks.after.count >= kFewestForNo)
        making.say(2, ours);
    else
        making.lack("What our validators say: they have looked at too few of these answers.");
    if (facts.elsewhere.likelihood() >= kSpeaks)
        making.say(2,
                   facts.check
                       + " fell for other services as well: " + countsText(facts.elsewhere.after)
                       + " fail, before " + countsText(facts.elsewhere.before));
    else if (facts.elsewhere.isKnown() && facts.elsewhere.after.count >= kFewestForNo)
        making.say(-1,
                   facts.check
                       + " is as before for other services: " + countsText(facts.elsewhere.after)
                       + " fail, before " + countsText(facts.elsewhere.before));
}

} // namespace

void makeJudge(Making& making)
{
    const CaseFacts& facts = making.facts();
    if (facts.symptom == SymptomKind::JudgeCheck) {
        addOwnChecks(making);
        addOtherJudges(making);
        if (!facts.judges.empty()) {
            addJudgesSide(making, facts.judges.front());
            addAgreement(making, facts.judges.front());
        }
    } else {
        making.say(-4,
                   "no judge had a part in it: "
                       + (facts.symptom == SymptomKind::OwnCheck ? "our own " + facts.check
                                                                 : std::string("what was counted"))
                       + " says so");
    }
    Hypothesis& hypothesis = making.hypothesis();
    const std::string& good = facts.lastGood[static_cast<std::size_t>(Trait::Judge)];
    const bool isBack = !good.empty() && good != hypothesis.value;
    const std::string check = facts.symptom == SymptomKind::JudgeCheck ? facts.check
        : facts.judges.empty()                                         ? std::string()
                                                                       : facts.judges.front().check;
    hypothesis.sentence = "The answers are as before; the judge"
        + (check.empty() ? "" : " behind " + check) + " has changed its mind.";
    hypothesis.remedy = {.lever = check.empty() ? std::string() : "judge:" + check,
                         .value = isBack ? good : std::string(),
                         .text = isBack
                             ? "Go back to judge " + good + ", and leave the service alone."
                             : std::string("Pin the judge to the version before, and leave the "
                                           "service alone.")};
    hypothesis.refutation =
        "The judge scores answers from before the onset, or a golden set, as it did then.";
}

void makeTelemetry(Making& making)
{
    const CaseFacts& facts = making.facts();
    const TelemetryFacts& told = facts.telemetry;
    const std::string lost = countsText(told.lost.after)
        + " answers came without their whole text, before " + countsText(told.lost.before);
    const bool isLost = told.lost.likelihood() >= kSpeaks;
    if (isLost)
        making.say(4, lost);
    else if (told.lost.after.count >= kFewestForNo)
        making.say(-3, lost);
    if (facts.symptom == SymptomKind::OwnCheck || facts.symptom == SymptomKind::JudgeCheck)
        // What is said to be bad was read: a hole would have left it unknown.
        making.say(isLost ? -1 : -2, facts.check + " had answers to look at, and failed them");
    if (facts.bestOf(Trait::Instrumentation) != nullptr || isLost)
        making.addChange(Trait::Instrumentation);
    for (const std::string& gone : told.goneTraits)
        making.say(1.5, "the " + gone + " is told no more");
    if (told.perMinute.before && told.perMinute.after && told.perMinute.ratio() < 0.7)
        making.say(0.5,
                   numberText(*told.perMinute.after) + " answers a minute are seen, before "
                       + numberText(*told.perMinute.before));
    for (const std::string& link : told.troubledLinks)
        making.say(0.5, link);
    Hypothesis& hypothesis = making.hypothesis();
    const std::string& good = facts.lastGood[static_cast<std::size_t>(Trait::Instrumentation)];
    const bool isBack = !good.empty() && good != hypothesis.value;
    const std::size_t space = good.rfind(' ');
    hypothesis.sentence = "The service is as before; what it sends of itself is not.";
    hypothesis.remedy = {
        .lever = "instrumentation:" + hypothesis.service,
        .value = isBack && space != std::string::npos ? good.substr(space + 1) : std::string(),
        .text = isBack ? "Go back to " + good + ", and move nothing of the service."
                       : std::string("Find what stands between service and console; move nothing "
                                     "of the service.")};
    hypothesis.refutation = "Bad answers came with their whole text, told as before the onset.";
}

} // namespace causes
