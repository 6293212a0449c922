// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/casewords.h"
#include "models/causes/hypothesis.h"
#include "models/causes/wording.h"
#include "models/health/interval.h"

#include <string>
#include <vector>

namespace causes {

namespace {

std::string goldenSign(const CaseFacts& facts, const JudgeFacts& judge)
{
    if (!facts.hasGolden)
        return translate("causes", "not known is how it does on a golden set: none is given");
    if (judge.withGoldenAfter.count() == 0)
        return translate(
            "causes",
            "not known is how it does on the golden set: it has met none of its answers since");
    return goldenText(judge);
}

// What the judge's own side shows, in order of how much it says.
std::vector<std::string> judgeSigns(const CaseFacts& facts, const JudgeFacts& judge)
{
    std::vector<std::string> signs{goldenSign(facts, judge)};
    if (judge.hasNewModel())
        signs.push_back(filled(translate("causes", "it judges with %1 and did with %2"),
                               {namesText(judge.modelsAfter), namesText(judge.modelsBefore)}));
    else if (!judge.modelsAfter.empty() && !judge.modelsBefore.empty())
        signs.push_back(filled(translate("causes", "its model is as before, %1"),
                               {namesText(judge.modelsAfter)}));
    if (judge.secondsBefore && judge.secondsAfter)
        signs.push_back(
            filled(translate("causes", "it answers after %1, before it was %2"),
                   {secondsText(*judge.secondsAfter), secondsText(*judge.secondsBefore)}));
    const BeforeAfter ours = judge.apartFromValidators();
    if (ours.after.count > 0)
        signs.push_back(
            filled(translate("causes", "with our validators it agrees on %1, before on %2"),
                   {agreementText(ours.after), agreementText(ours.before)}));
    if (facts.ownChecks.isKnown())
        signs.push_back(
            filled(translate("causes", "of our own checks %1 answers failed one, before %2"),
                   {countsText(facts.ownChecks.after), countsText(facts.ownChecks.before)}));
    return signs;
}

bool hasNewJudge(const CaseFacts& facts)
{
    const RankedChange* change = facts.bestOf(Trait::Judge);
    return change != nullptr && change->isCandidate();
}

// Whether it can be told that the one did not rise as the other did: the 95 % interval of what
// fails since lies below what failed before and half of the rise of the other.
bool isRiseExcluded(const BeforeAfter& one, const BeforeAfter& other)
{
    if (!one.isKnown() || one.after.count < kFewestForNo)
        return false;
    const double rise = other.after.share() - other.before.share();
    return health::wilsonInterval(one.after.bad, one.after.count).high
        < one.before.share() + rise / 2;
}

// What a golden set says is what decides: its answers are the same as ever.
std::string verdictOf(const CaseFacts& facts, const JudgeFacts& judge)
{
    const BeforeAfter golden = judge.apartFromGolden();
    const bool hasDrifted = golden.likelihood() >= kSpeaks;
    const bool isSteady = !hasDrifted && golden.isKnown() && golden.after.count >= kFewestForNo;
    const bool hasFallen = judge.failed.likelihood() >= kSpeaks;
    const bool haveOurs = facts.ownChecks.likelihood() >= kSpeaks;
    if (hasDrifted && haveOurs)
        return translate("causes",
                         "Both: the judge drifted, and the answers got worse by our own checks:");
    if (hasDrifted)
        return translate("causes", "The judge drifted, not the model:");
    if (hasFallen && haveOurs)
        return translate("causes", "The answers got worse, and the judge says so:");
    if (hasFallen && isSteady)
        return translate("causes",
                         "The answers got worse, not the judge, in a way that only it sees:");
    if (hasFallen && facts.serviceChange() != nullptr)
        return filled(
            translate("causes",
                      "The answers got worse, not the judge: those with %1 are worse than "
                      "others at the same time;"),
            {changeText(facts.serviceChange()->change)});
    const bool areOursSilent =
        facts.ownChecks.isKnown() && facts.ownChecks.after.count >= kFewestForNo;
    if (hasFallen && areOursSilent && (judge.hasNewModel() || hasNewJudge(facts)))
        return translate(
            "causes",
            "The judge drifted, not the model: it is another one, and our validators see no "
            "change:");
    if (hasFallen && areOursSilent)
        return translate(
            "causes",
            "Judge or model: our validators see no change, and nothing shows that the judge "
            "is another one:");
    if (hasFallen)
        return translate(
            "causes",
            "Judge or model: it cannot be told, as too little else looks at these answers:");
    if (!haveOurs && judge.failed.after.count < kFewestForNo)
        return filled(
            translate("causes", "Whether the judge sees a change cannot be told (n = %1):"),
            {std::to_string(judge.failed.after.count)});
    if (!haveOurs)
        return areOursSilent
            ? translate("causes", "Neither judge nor validators see a change:")
            : translate(
                "causes",
                "The judge sees no change, and our validators saw too few answers to tell:");
    // That it does not see it is a claim of its own: few answers show neither that nor the
    // contrary.
    return isRiseExcluded(judge.failed, facts.ownChecks)
        ? translate("causes", "The answers got worse, and the judge does not see it:")
        : filled(translate(
                     "causes",
                     "The answers got worse by our own checks; whether the judge sees it cannot be "
                     "told (n = %1):"),
                 {std::to_string(judge.failed.after.count)});
}

} // namespace

std::string namesText(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string agreementText(const Counts& apart)
{
    if (apart.count == 0)
        return translate("causes", "none was seen");
    const std::int64_t agreed = apart.count - apart.bad;
    const health::Interval interval = health::wilsonInterval(agreed, apart.count);
    const std::string low = percentText(interval.low);
    const std::string high = percentText(interval.high);
    const auto bare = [](const std::string& percent) {
        return percent.substr(0, percent.find(' '));
    };
    return filled(translate("causes", "%1 (%2 to %3) of %4"),
                  {percentText(static_cast<double>(agreed) / static_cast<double>(apart.count)),
                   bare(low), bare(high), grouped(apart.count)});
}

std::string goldenText(const JudgeFacts& judge)
{
    const BeforeAfter golden = judge.apartFromGolden();
    return filled(translate("causes", "with the golden set it agrees on %1, before on %2"),
                  {agreementText(golden.after), agreementText(golden.before)});
}

std::string judgeOrModel(const CaseFacts& facts)
{
    if (facts.judges.empty() || !facts.onset)
        return {};
    const JudgeFacts& judge = facts.judges.front();
    std::string text = verdictOf(facts, judge) + ' '
        + filled(translate("causes", "%1 fails %2, before %3"),
                 {judge.check, countsText(judge.failed.after), countsText(judge.failed.before)});
    for (const std::string& sign : judgeSigns(facts, judge))
        text += "; " + sign;
    return text + '.';
}

} // namespace causes
