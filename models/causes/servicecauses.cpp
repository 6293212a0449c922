// SPDX-License-Identifier: GPL-3.0-or-later

// What is served: model, fine-tune, prompt, and what load makes of them.

#include "models/causes/casewords.h"
#include "models/causes/hypothesis.h"
#include "models/relation/relief.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace causes {

namespace {

std::string levered(const char* kind, const Hypothesis& hypothesis)
{
    return std::string(kind) + ':' + hypothesis.service;
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
    making.lackReleaseApart(trait);
    Hypothesis& hypothesis = making.hypothesis();
    const bool isSuspected = hypothesis.trait == trait;
    const std::string before = making.valueBefore(trait);
    const RankedChange* best = making.facts().bestOf(trait);
    const bool isOneOfSeveral = isSuspected && best != nullptr && !best->change.isPreviousSure;
    hypothesis.remedy = {
        .lever = levered(lever, hypothesis),
        .value = before,
        .text = !before.empty()
            ? std::string("Go back to ") + what + ' ' + before + ", which it took the place of."
            : isOneOfSeveral ? std::string("Go back to what it took the place of, ")
                + best->change.previous + "; the recording does not tell which is good."
                             : std::string("Go to another ") + what
                + "; the recording does not tell which was good."};
    hypothesis.sentence = "Answers of " + hypothesis.service + " are " + symptomWord(making.facts())
        + " because of their " + what + (isSuspected ? ", " + hypothesis.value : std::string())
        + '.';
    hypothesis.refutation = std::string("Answers of another ") + what
        + " that began after the onset are " + asSymptomText(making.facts())
        + (isSuspected ? ", or answers of " + hypothesis.value + " from before it were."
                       : std::string("."));
}

bool isWorseWithLoad(const relation::Relation& relation)
{
    return relation.isRelated() && relation.isRising && relation.shape != relation::Shape::Uneven;
}

// In flight; a tenth of a call means something among few only.
std::string callsText(double calls)
{
    char text[32];
    std::snprintf(text, sizeof text, calls < 10 ? "%.1f" : "%.0f", calls);
    return text;
}

// "0.4 % at 3, 52 % at 75"; both ends of the curve, or both values where there are but two.
std::string endsText(const relation::Relation& relation)
{
    const auto end = [](double driver, const relation::Estimate& rate) {
        return percentText(rate.value) + " at " + callsText(driver);
    };
    if (relation.curve.empty())
        return end(relation.bins.front().cell.driver, relation.bins.front().rate) + ", "
            + end(relation.bins.back().cell.driver, relation.bins.back().rate);
    return end(relation.curve.front().driver, relation.curve.front().rate) + ", "
        + end(relation.curve.back().driver, relation.curve.back().rate);
}

std::string kneeText(const relation::Knee& knee)
{
    const std::string range = knee.isLowOpen ? "at most " + callsText(knee.high)
        : knee.isHighOpen                    ? "at least " + callsText(knee.low)
                                             : callsText(knee.low) + " to " + callsText(knee.high);
    return "the knee is at " + callsText(knee.at) + " calls in flight (" + range + ")";
}

std::string relationText(const relation::Relation& relation, const std::string& word)
{
    const std::string begin = "the more calls are in flight, the more answers are " + word + ": ";
    const std::string text = begin + endsText(relation);
    const std::string drifting =
        relation.isDrifting ? "; both wandered slowly, so that it may be chance" : "";
    if (!relation.knee)
        return text + ", without a knee" + drifting;
    return text + "; " + kneeText(*relation.knee)
        + (relation.knee->isFlatBelow ? ", below it the share is even"
                                      : ", above it the share is even")
        + drifting;
}

// Of what else changed at the onset only the time is told by a relation over all of the case; since
// the onset alone it is the load's own.
void addRelation(Making& making, const RankedChange* change)
{
    const LoadFacts& load = making.facts().load;
    const relation::Relation& relation = load.relation;
    const std::string word = symptomWord(making.facts());
    const std::string split = "since the onset, of answers with more than "
        + numberText(load.threshold) + " calls in flight " + countsText(load.atHighLoad) + " are "
        + word + ", of the others " + countsText(load.atLowLoad);
    const bool isOwn = load.likelihood >= kSpeaks || isWorseWithLoad(load.relationSince);
    // Of a level of load that was found it is the same evidence once more, with its shape.
    if (isWorseWithLoad(relation))
        making.say(change != nullptr || relation.isDrifting || !isOwn ? 0.5 : 1.5,
                   relationText(relation, word));
    else if (load.likelihood >= kSpeaks && change == nullptr)
        making.say(1.5, split);
    else if (change == nullptr && relation.shape == relation::Shape::None)
        making.say(-1, "it does not go with the calls in flight: " + split);
    else if (relation.shape == relation::Shape::TooFew)
        making.lack("How answers that are " + word
                    + " go with the load: too few were seen at too few loads.");
}

constexpr int kMostShed = 95;

// In percent, by fives: never less than the share.
int byFives(double share)
{
    return std::min(kMostShed, static_cast<int>(std::ceil(share * 20 - 1e-9)) * 5);
}

// Share of the requests in percent, so that no more come at a crest than were usual before the
// onset; where no more do, so that no more are in flight. 0: neither has risen.
int shedToUsual(const LoadFacts& load)
{
    constexpr double kRisen = 1.1;
    const double requests = load.requests.ratio();
    const double ratio = requests > kRisen ? requests : load.inFlight.ratio();
    return ratio > kRisen ? byFives(1 - 1 / ratio) : 0;
}

// So that no more are in flight on the average than at the knee; 0: no more are, or there is none.
double shareOverKnee(const LoadFacts& load)
{
    return load.relation.knee && isWorseWithLoad(load.relation) && load.inFlight.after
        ? relation::shedShare(*load.inFlight.after, load.relation.knee->at)
        : 0;
}

// What does both, where the load has risen.
int shedOf(const LoadFacts& load)
{
    const int toUsual = shedToUsual(load);
    return toUsual > 0 ? std::max(toUsual, byFives(shareOverKnee(load))) : 0;
}

// What is to be shed says for what: Explore tells of other aims.
std::string shedText(const LoadFacts& load, int shed, const std::string& word)
{
    const bool isKnee = load.relation.knee && isWorseWithLoad(load.relation);
    if (shed == 0)
        return std::string("Shed load until answers are whole again.")
            + (isKnee ? " From around " + callsText(load.relation.knee->at)
                       + " calls in flight more answers are " + word + '.'
                      : "");
    const int toUsual = shedToUsual(load);
    std::string text = "Shed " + std::to_string(shed) + " % of the requests, "
        + (shed > toUsual ? "to be under the knee and " : "")
        + "to be back at the load that was usual before the onset, at a crest too"
        + (shed > toUsual ? ", for which " + std::to_string(toUsual) + " % would do." : ".");
    if (!isKnee)
        return text;
    text += " To be under the knee at " + callsText(load.relation.knee->at) + " calls in flight";
    if (!load.inFlight.after)
        return text + " it may be less.";
    const double share = shareOverKnee(load);
    if (share <= 0)
        return text + " none has to be: it was " + numberText(*load.inFlight.after)
            + " on the average since the onset.";
    return text + " it is " + std::to_string(std::lround(std::ceil(share * 100 - 1e-6)))
        + " %, from " + numberText(*load.inFlight.after) + " on the average since the onset.";
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
    const RankedChange* best = making.facts().bestOf(Trait::Adapter);
    if (hypothesis.trait == Trait::Adapter && best->change.previous.empty()) {
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
        making.lack("When calls begin and end is not told, so load is not known.");
    addRelation(making, change);
    if (load.seconds.ratio() > 1.3)
        making.say(0.5,
                   "calls take " + secondsText(*load.seconds.after) + ", before "
                       + secondsText(*load.seconds.before));
    Hypothesis& hypothesis = making.hypothesis();
    hypothesis.sentence = "Answers of " + facts.service + " are " + symptomWord(facts)
        + " because more is asked of it than it can serve.";
    const int shed = shedOf(load);
    hypothesis.remedy = {.lever = levered("shed", hypothesis),
                         .value = shed > 0 ? std::to_string(shed) : std::string(),
                         .text = shedText(load, shed, symptomWord(facts))};
    hypothesis.refutation = "Answers at low load since the onset are " + asSymptomText(facts)
        + " as those at high load.";
}

} // namespace causes
