// SPDX-License-Identifier: GPL-3.0-or-later

// What is served: model, fine-tune, prompt, and what load makes of them.

#include "models/causes/casewords.h"
#include "models/causes/hypothesis.h"
#include "models/causes/wording.h"
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
        making.say(
            -1,
            filled(translate("causes",
                             "none of our validators sees a change: %1 failed one, before %2"),
                   {countsText(facts.ownChecks.after), countsText(facts.ownChecks.before)}));
}

// What to go back to, as far as it is told.
std::string backText(const std::string& what, const std::string& before,
                     const RankedChange* several)
{
    if (!before.empty())
        return filled(translate("causes", "Go back to %1 %2, which it took the place of."),
                      {what, before});
    return several != nullptr
        ? filled(
            translate("causes",
                      "Go back to what it took the place of, %1; the recording does not tell which "
                      "is good."),
            {several->change.previous})
        : filled(
            translate("causes", "Go to another %1; the recording does not tell which was good."),
            {what});
}

void fillServed(Making& making, Trait trait, const char* lever)
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
    const std::string what = traitText(trait);
    const std::string word = symptomWord(making.facts());
    const std::string asOften = asSymptomText(making.facts());
    hypothesis.remedy = {.lever = levered(lever, hypothesis),
                         .value = before,
                         .text = backText(what, before, isOneOfSeveral ? best : nullptr)};
    hypothesis.sentence =
        filled(isSuspected ? translate("causes", "Answers of %1 are %2 because of their %3, %4.")
                           : translate("causes", "Answers of %1 are %2 because of their %3."),
               {hypothesis.service, word, what, hypothesis.value});
    hypothesis.refutation = filled(
        isSuspected
            ? translate("causes",
                        "Answers of another %1 that began after the onset are %2, or answers of "
                        "%3 from before it were.")
            : translate("causes", "Answers of another %1 that began after the onset are %2."),
        {what, asOften, hypothesis.value});
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
        return filled(translate("causes", "%1 at %2"),
                      {percentText(rate.value), callsText(driver)});
    };
    if (relation.curve.empty())
        return end(relation.bins.front().cell.driver, relation.bins.front().rate) + ", "
            + end(relation.bins.back().cell.driver, relation.bins.back().rate);
    return end(relation.curve.front().driver, relation.curve.front().rate) + ", "
        + end(relation.curve.back().driver, relation.curve.back().rate);
}

std::string kneeText(const relation::Knee& knee)
{
    const std::string range = knee.isLowOpen
        ? filled(translate("causes", "at most %1"), {callsText(knee.high)})
        : knee.isHighOpen
        ? filled(translate("causes", "at least %1"), {callsText(knee.low)})
        : filled(translate("causes", "%1 to %2"), {callsText(knee.low), callsText(knee.high)});
    return filled(translate("causes", "the knee is at %1 calls in flight (%2)"),
                  {callsText(knee.at), range});
}

std::string relationText(const relation::Relation& relation, const std::string& word)
{
    const std::string ends = endsText(relation);
    const std::string drifting = relation.isDrifting
        ? translate("causes", "; both wandered slowly, so that it may be chance")
        : std::string();
    if (!relation.knee)
        return filled(
                   translate("causes",
                             "the more calls are in flight, the more answers are %2: %1, without a "
                             "knee"),
                   {ends, word})
            + drifting;
    return filled(relation.knee->isFlatBelow
                      ? translate(
                          "causes",
                          "the more calls are in flight, the more answers are %3: %1; %2, below "
                          "it the share is even")
                      : translate(
                          "causes",
                          "the more calls are in flight, the more answers are %3: %1; %2, above "
                          "it the share is even"),
                  {ends, kneeText(*relation.knee), word})
        + drifting;
}

// Of what else changed at the onset only the time is told by a relation over all of the case; since
// the onset alone it is the load's own.
void addRelation(Making& making, const RankedChange* change)
{
    const LoadFacts& load = making.facts().load;
    const relation::Relation& relation = load.relation;
    const std::string word = symptomWord(making.facts());
    const std::string split = filled(
        translate("causes",
                  "since the onset, of answers with more than %1 calls in flight %2 are %3, of "
                  "the others %4"),
        {numberText(load.threshold), countsText(load.atHighLoad), word,
         countsText(load.atLowLoad)});
    const bool isOwn = load.likelihood >= kSpeaks || isWorseWithLoad(load.relationSince);
    // Of a level of load that was found it is the same evidence once more, with its shape.
    if (isWorseWithLoad(relation))
        making.say(change != nullptr || relation.isDrifting || !isOwn ? 0.5 : 1.5,
                   relationText(relation, word));
    else if (load.likelihood >= kSpeaks && change == nullptr)
        making.say(1.5, split);
    else if (change == nullptr && relation.shape == relation::Shape::None)
        making.say(
            -1,
            filled(translate("causes", "it does not go with the calls in flight: %1"), {split}));
    else if (relation.shape == relation::Shape::TooFew)
        making.lack(filled(
            translate("causes",
                      "How answers that are %1 go with the load: too few were seen at too few "
                      "loads."),
            {word}));
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

// Of the other aim.
std::string underKneeText(const LoadFacts& load)
{
    const std::string knee = callsText(load.relation.knee->at);
    if (!load.inFlight.after)
        return filled(
            translate("causes", "To be under the knee at %1 calls in flight it may be less."),
            {knee});
    const std::string average = numberText(*load.inFlight.after);
    const double share = shareOverKnee(load);
    if (share <= 0)
        return filled(
            translate("causes",
                      "To be under the knee at %1 calls in flight none has to be: it was %2 on "
                      "the average since the onset."),
            {knee, average});
    return filled(
        translate("causes",
                  "To be under the knee at %1 calls in flight it is %2, from %3 on the average "
                  "since the onset."),
        {knee, std::to_string(std::lround(std::ceil(share * 100 - 1e-6))) + " %", average});
}

// What is to be shed says for what: Explore tells of other aims.
std::string shedText(const LoadFacts& load, int shed, const std::string& word)
{
    const bool isKnee = load.relation.knee && isWorseWithLoad(load.relation);
    if (shed == 0)
        return isKnee
            ? filled(translate("causes",
                               "Shed load until answers are whole again. From around %1 calls in "
                               "flight more answers are %2."),
                     {callsText(load.relation.knee->at), word})
            : translate("causes", "Shed load until answers are whole again.");
    const int toUsual = shedToUsual(load);
    const std::string text = filled(
        shed > toUsual
            ? translate("causes",
                        "Shed %1 of the requests, to be under the knee and to be back at the load "
                        "that was usual before the onset, at a crest too, for which %2 would do.")
            : translate("causes",
                        "Shed %1 of the requests, to be back at the load that was usual before the "
                        "onset, at a crest too."),
        {std::to_string(shed) + " %", std::to_string(toUsual) + " %"});
    return isKnee ? text + ' ' + underKneeText(load) : text;
}

} // namespace

void makeModel(Making& making)
{
    fillServed(making, Trait::Model, "pin");
}

void makeFineTune(Making& making)
{
    fillServed(making, Trait::Adapter, "adapter");
    Hypothesis& hypothesis = making.hypothesis();
    const RankedChange* best = making.facts().bestOf(Trait::Adapter);
    if (hypothesis.trait == Trait::Adapter && best->change.previous.empty()) {
        hypothesis.remedy.value = "none";
        hypothesis.remedy.text =
            translate("causes", "Serve without the adapter: there was none before.");
    }
}

void makePrompt(Making& making)
{
    fillServed(making, Trait::Prompt, "prompt");
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
                   filled(translate("causes", "load is as before: %1 calls in flight, before %2"),
                          {numberText(*load.inFlight.after), numberText(*load.inFlight.before)}));
    else
        making.lack(
            translate("causes", "When calls begin and end is not told, so load is not known."));
    addRelation(making, change);
    if (load.seconds.ratio() > 1.3)
        making.say(0.5,
                   filled(translate("causes", "calls take %1, before %2"),
                          {secondsText(*load.seconds.after), secondsText(*load.seconds.before)}));
    Hypothesis& hypothesis = making.hypothesis();
    const std::string word = symptomWord(facts);
    hypothesis.sentence = filled(
        translate("causes", "Answers of %1 are %2 because more is asked of it than it can serve."),
        {facts.service, word});
    const int shed = shedOf(load);
    hypothesis.remedy = {.lever = levered("shed", hypothesis),
                         .value = shed > 0 ? std::to_string(shed) : std::string(),
                         .text = shedText(load, shed, word)};
    hypothesis.refutation = filled(
        translate("causes", "Answers at low load since the onset are %1 as those at high load."),
        {asSymptomText(facts)});
}

} // namespace causes
