// SPDX-License-Identifier: GPL-3.0-or-later

// When it is not the service but what looks at it.

#include "models/causes/casewords.h"
#include "models/causes/hypothesis.h"
#include "models/causes/wording.h"

#include <algorithm>
#include <optional>

namespace causes {

namespace {

void addJudgesSide(Making& making, const JudgeFacts& judge)
{
    const CaseFacts& facts = making.facts();
    const bool hasModels = !judge.modelsBefore.empty() && !judge.modelsAfter.empty();
    const bool isTold = facts.isTold[static_cast<std::size_t>(Trait::Judge)];
    // A judge may keep its name when its model changes, and seldom the other way round.
    if (facts.bestOf(Trait::Judge) != nullptr)
        making.addChange(Trait::Judge);
    else if (judge.hasNewModel())
        making.say(3,
                   filled(translate("causes", "it judges with %1 and did with %2"),
                          {namesText(judge.modelsAfter), namesText(judge.modelsBefore)}));
    else if (isTold && !facts.isJudgeNamed)
        making.addChange(Trait::Judge);
    else if (hasModels)
        making.say(-2.5,
                   filled(translate("causes", "the judge's model is as before: %1"),
                          {namesText(judge.modelsAfter)}));
    else
        making.lack(translate(
            "causes", "The judge's own model and version: its calls are not in the telemetry."));
    if (!judge.secondsBefore || !judge.secondsAfter || *judge.secondsBefore <= 0) {
        making.lack(translate("causes", "How long the judge takes."));
        return;
    }
    const double ratio = *judge.secondsAfter / *judge.secondsBefore;
    const std::string delay =
        filled(translate("causes", "it judges after %1, before the onset after %2"),
               {secondsText(*judge.secondsAfter), secondsText(*judge.secondsBefore)});
    // Another model or another queue takes another time; the same one hardly does.
    making.say(ratio > 1.3 || ratio < 1 / 1.3 ? 1.5 : -0.5, delay);
}

void addGolden(Making& making, const JudgeFacts& judge)
{
    const BeforeAfter golden = judge.apartFromGolden();
    if (!making.facts().hasGolden)
        making.lack(translate("causes", "Agreement with a golden set: none is given."));
    else if (golden.after.count == 0)
        making.lack(translate(
            "causes",
            "Agreement with the golden set: the judge has met none of its answers since."));
    else if (golden.before.count == 0)
        making.lack(
            filled(translate("causes",
                             "Agreement with the golden set before the onset; since then it is "
                             "%1."),
                   {agreementText(golden.after)}));
    else if (golden.likelihood() >= kSpeaks)
        // Known answers do not get worse: nothing but the judge can have changed.
        making.say(4, goldenText(judge));
    else if (golden.after.count >= kFewestForNo)
        making.say(-2.5, goldenText(judge));
    else
        making.lack(
            filled(translate("causes",
                             "Agreement with the golden set: too few of its answers were judged "
                             "to tell, %1."),
                   {goldenText(judge)}));
}

void addAgreement(Making& making, const JudgeFacts& judge)
{
    addGolden(making, judge);
    const BeforeAfter ours = judge.apartFromValidators();
    // Where ours see no change that has been counted for it already.
    if (ours.isKnown() && ours.likelihood() >= kSpeaks
        && making.facts().ownChecks.likelihood() >= kSpeaks)
        making.say(
            1,
            filled(translate("causes", "it disagrees with our validators in %1, before in %2"),
                   {countsText(ours.after), countsText(ours.before)}));
}

// Other judges' checks of the same answers, a comparison with known answers, say. Taken together:
// most of them are by one judge, and look at other qualities.
void addOtherJudges(Making& making)
{
    const CaseFacts& facts = making.facts();
    const SignalFacts* worse = nullptr;
    const SignalFacts* same = nullptr;
    int count = 0;
    for (const SignalFacts& signal : facts.signalFacts) {
        if (signal.isOwn || signal.check == facts.check || !signal.failed.isKnown())
            continue;
        if (signal.failed.likelihood() >= kSpeaks) {
            worse = worse == nullptr ? &signal : worse;
        } else if (signal.failed.after.count >= kFewestForNo) {
            same = same == nullptr ? &signal : same;
            ++count;
        }
    }
    const auto text = [](const SignalFacts& signal) {
        return filled(
            translate("causes", "%1 fails %2, before %3"),
            {signal.check, countsText(signal.failed.after), countsText(signal.failed.before)});
    };
    if (worse != nullptr)
        making.say(-2,
                   filled(translate("causes", "another judge's check sees it as well: %1"),
                          {text(*worse)}));
    else if (same != nullptr)
        making.say(1,
                   filled(count == 1
                              ? translate("causes", "another check by a judge sees no change: %1")
                              : translate("causes", "%2 other checks by judges see no change: %1"),
                          {text(*same), std::to_string(count)}));
}

// What differs between answers of the same time a judge that drifted would not know of.
void addServiceChange(Making& making)
{
    if (const RankedChange* change = making.facts().serviceChange())
        making.say(
            -3,
            filled(translate("causes",
                             "%1 tells answers that are %2 from others of the same time, of which "
                             "a judge that drifted knows nothing: %3 against %4"),
                   {changeText(change->change), symptomWord(making.facts()),
                    countsText(change->exposed), countsText(change->unexposed)}));
}

void addOwnChecks(Making& making)
{
    const CaseFacts& facts = making.facts();
    const std::string ours =
        filled(translate("causes", "%1 answers failed one of our validators, before %2"),
               {countsText(facts.ownChecks.after), countsText(facts.ownChecks.before)});
    if (facts.ownChecks.likelihood() >= kSpeaks)
        making.say(-3, ours);
    else if (facts.ownChecks.after.count >= kFewestForNo)
        making.say(2, ours);
    else
        making.lack(translate(
            "causes", "What our validators say: they have looked at too few of these answers."));
    if (facts.elsewhere.likelihood() >= kSpeaks)
        making.say(
            2,
            filled(translate("causes", "%1 fell for other services as well: %2 fail, before %3"),
                   {facts.check, countsText(facts.elsewhere.after),
                    countsText(facts.elsewhere.before)}));
    else if (facts.elsewhere.isKnown() && facts.elsewhere.after.count >= kFewestForNo)
        making.say(
            -1,
            filled(translate("causes", "%1 is as before for other services: %2 fail, before %3"),
                   {facts.check, countsText(facts.elsewhere.after),
                    countsText(facts.elsewhere.before)}));
}

// "75 s after".
std::string delayText(std::optional<double> seconds)
{
    if (!seconds)
        return translate("causes", "at times unknown from");
    return filled(*seconds < 0 ? translate("causes", "%1 before") : translate("causes", "%1 after"),
                  {secondsText(*seconds)});
}

// As levers are named.
std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return text;
}

} // namespace

void makeJudge(Making& making)
{
    const CaseFacts& facts = making.facts();
    if (facts.symptom == SymptomKind::JudgeCheck) {
        addOwnChecks(making);
        addOtherJudges(making);
        addServiceChange(making);
        if (!facts.judges.empty()) {
            addJudgesSide(making, facts.judges.front());
            addAgreement(making, facts.judges.front());
        }
    } else {
        making.say(
            -4,
            facts.symptom == SymptomKind::OwnCheck
                ? filled(translate("causes", "no judge had a part in it: our own %1 says so"),
                         {facts.check})
                : translate("causes", "no judge had a part in it: what was counted says so"));
    }
    Hypothesis& hypothesis = making.hypothesis();
    const std::string good = making.valueBefore(Trait::Judge);
    const bool isBack = !good.empty();
    const std::string check = facts.symptom == SymptomKind::JudgeCheck ? facts.check
        : facts.judges.empty()                                         ? std::string()
                                                                       : facts.judges.front().check;
    if (!check.empty())
        hypothesis.conditions = {{.kind = Condition::Kind::Word,
                                  .field = "reason",
                                  .value = check,
                                  .low = {},
                                  .high = {}}};
    hypothesis.sentence = filled(
        check.empty()
            ? translate("causes", "The answers are as before; the judge has changed its mind.")
            : translate("causes",
                        "The answers are as before; the judge behind %1 has changed its "
                        "mind."),
        {check});
    hypothesis.remedy = {
        .lever = check.empty() ? std::string() : "judge:" + lowered(check),
        .value = isBack ? good : std::string(),
        .text = isBack
            ? filled(translate("causes", "Go back to judge %1, and leave the service alone."),
                     {good})
            : translate("causes",
                        "Pin the judge to the version before, and leave the service "
                        "alone.")};
    hypothesis.refutation = translate(
        "causes",
        "The judge scores answers from before the onset, or a golden set, as it did then.");
}

void makeTelemetry(Making& making)
{
    const CaseFacts& facts = making.facts();
    const TelemetryFacts& told = facts.telemetry;
    const std::string lost =
        filled(isCutState(told.lostState)
                   ? translate("causes", "%1 answers came with their text cut, before %2")
                   : translate("causes", "%1 answers came without text, before %2"),
               {countsText(told.lost.after), countsText(told.lost.before)});
    const bool isLost = told.lost.likelihood() >= kSpeaks;
    const bool hasWrongTimes = told.wrongTimes.likelihood() >= kSpeaks;
    if (isLost)
        making.say(4, lost);
    else if (told.lost.after.count >= kFewestForNo && !hasWrongTimes)
        making.say(-3, lost);
    if (hasWrongTimes)
        // An answer cannot take half a minute to be told of, nor be told of before it ended.
        making.say(
            4,
            filled(translate("causes",
                             "%1 answers tell times far from when they came, before %2: on the "
                             "average they came %3 their end, before %4"),
                   {countsText(told.wrongTimes.after), countsText(told.wrongTimes.before),
                    delayText(told.delay.after), delayText(told.delay.before)}));
    if (facts.symptom == SymptomKind::OwnCheck || facts.symptom == SymptomKind::JudgeCheck)
        // What is said to be bad was read: a hole would have left it unknown.
        making.say(isLost ? -1 : -2,
                   filled(translate("causes", "%1 had answers to look at, and failed them"),
                          {facts.check}));
    if (facts.bestOf(Trait::Instrumentation) != nullptr || isLost || hasWrongTimes)
        making.addChange(Trait::Instrumentation);
    for (const std::string& gone : told.goneTraits)
        making.say(1.5, filled(translate("causes", "the %1 is told no more"), {gone}));
    if (told.perMinute.before && told.perMinute.after && told.perMinute.ratio() < 0.7)
        making.say(0.5,
                   filled(translate("causes", "%1 answers a minute are seen, before %2"),
                          {numberText(*told.perMinute.after), numberText(*told.perMinute.before)}));
    std::string links;
    for (const std::string& link : told.troubledLinks)
        links += (links.empty() ? "" : "; ") + link;
    if (!links.empty())
        making.say(0.5, links);
    Hypothesis& hypothesis = making.hypothesis();
    const std::string good = making.valueBefore(Trait::Instrumentation);
    const bool isBack = !good.empty();
    const std::size_t space = good.rfind(' ');
    if (isLost)
        hypothesis.lost = isCutState(told.lostState) ? "cut" : "missing";
    if (isLost && hypothesis.conditions.empty())
        hypothesis.conditions = {{.kind = Condition::Kind::Value,
                                  .field = "content",
                                  .value = told.lostState,
                                  .low = {},
                                  .high = {}}};
    hypothesis.sentence =
        translate("causes", "The service is as before; what it sends of itself is not.");
    hypothesis.remedy = {
        .lever = "instrumentation:" + hypothesis.service,
        .value = isBack && space != std::string::npos ? good.substr(space + 1) : std::string(),
        .text = isBack
            ? filled(translate("causes", "Go back to %1, and move nothing of the service."), {good})
            : translate("causes",
                        "Find what stands between service and console; move nothing of the "
                        "service.")};
    const bool isChecked =
        facts.symptom == SymptomKind::OwnCheck || facts.symptom == SymptomKind::JudgeCheck;
    hypothesis.refutation = isChecked
        ? filled(translate("causes",
                           "Answers that are %1 came with their whole text, dated when they came, "
                           "as ever."),
                 {symptomWord(facts)})
        : translate("causes",
                    "Answers since the onset came with their whole text, dated when they came, as "
                    "ever.");
}

} // namespace causes
