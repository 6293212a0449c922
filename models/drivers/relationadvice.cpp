// SPDX-License-Identifier: GPL-3.0-or-later

// What to do about a relation, what else moves with it, and what it leaves out.

#include "models/drivers/fixednumber.h"
#include "models/drivers/relationtext.h"
#include "models/drivers/wording.h"

#include <cmath>
#include <cstdint>

namespace drivers {

namespace {

using Where = relation::Bound::Where;

constexpr double kRounding = 1e-6; // of a share in percent, before it is rounded up

std::string wholePercent(double percent)
{
    return fixed(percent, 0) + " %";
}

std::string shedText(const RelationSnapshot& snapshot, double at, const relation::Relief& relief,
                     const std::string& limit)
{
    const auto share = [at](const relation::Bound& bound) {
        return bound.where == Where::At     ? relation::shedShare(at, bound.at)
            : bound.where == Where::Nowhere ? 1.0
                                            : 0.0;
    };
    const std::string least = fixed(share(relief.hopeful) * 100, 0);
    const double most = share(relief.cautious);
    const std::string range = most >= 1
        ? filled(translate("drivers", "at least %1"), {least})
        : filled(translate("drivers", "%1 to %2"), {least, fixed(most * 100, 0)});
    return filled(
        translate("drivers",
                  "Shed %1 of the traffic (%2), from %3 down to %4, to be back under %5 of "
                  "failing answers."),
        {wholePercent(share(relief.expected) * 100), range, tickText(snapshot.request.driver, at),
         valueText(snapshot.request.driver, relief.expected.at), limit});
}

// Another aim, which often asks for less: where the rate begins to rise.
std::string kneeAimText(const RelationSnapshot& snapshot, double at)
{
    const relation::Relation& relation = snapshot.relation;
    if (!isTraffic(snapshot.request.driver) || !relation.knee || !relation.knee->isFlatBelow
        || !relation.isRising || relation.knee->at >= at)
        return {};
    return ' '
        + filled(translate("drivers", "To be under the knee at %1 it is %2."),
                 {valueText(snapshot.request.driver, relation.knee->at),
                  wholePercent(
                      std::ceil(relation::shedShare(at, relation.knee->at) * 100 - kRounding))});
}

// Up to where it is sure, beside what is only to be expected.
std::string sureText(const RelationSnapshot& snapshot, const relation::Relief& relief)
{
    if (relief.cautious.where == Where::At)
        return filled(translate("drivers", " (%1 to be sure)"),
                      {tickText(snapshot.request.driver, relief.cautious.at)});
    return relief.cautious.where == Where::Nowhere ? translate("drivers", " (no value is sure)")
                                                   : std::string();
}

std::string capText(const RelationSnapshot& snapshot, const relation::Relief& relief,
                    const std::string& limit)
{
    const relation::Relation& relation = snapshot.relation;
    return filled(
        relation.isRising ? translate("drivers",
                                      "Keep it at %1 or less%2, which %3 of the answers are "
                                      "beyond, to be back under %4 of failing answers.")
                          : translate("drivers",
                                      "Keep it at %1 or more%2, which %3 of the answers are "
                                      "beyond, to be back under %4 of failing answers."),
        {valueText(snapshot.request.driver, relief.expected.at), sureText(snapshot, relief),
         percentText(relation::shareBeyond(relation, relief.expected)), limit});
}

// At all that was seen.
std::string everywhereSentence(const RelationSnapshot& snapshot, const relation::Relief& relief,
                               const std::string& limit)
{
    if (relief.cautious.where == Where::Everywhere)
        return filled(translate("drivers", "It is under %1 at all that was seen."), {limit});
    if (relief.cautious.where == Where::Nowhere)
        return filled(translate("drivers", "It is probably under %1 at all that was seen."),
                      {limit});
    return filled(
        snapshot.relation.isRising
            ? translate("drivers", "It is probably under %1 at all that was seen, surely up to %2.")
            : translate("drivers",
                        "It is probably under %1 at all that was seen, surely down to %2."),
        {limit, tickText(snapshot.request.driver, relief.cautious.at)});
}

// At a setting that is well.
std::string wellSentence(const RelationSnapshot& snapshot, const relation::Relief& relief,
                         const std::string& limit, bool isSure)
{
    const std::string down = isSure
        ? translate("drivers", "That is under %1; it stays so down to %2%3.")
        : translate("drivers", "That is probably under %1; it stays so down to %2%3.");
    const std::string up = isSure
        ? translate("drivers", "That is under %1; it stays so up to %2%3.")
        : translate("drivers", "That is probably under %1; it stays so up to %2%3.");
    return filled(snapshot.relation.isRising ? up : down,
                  {limit, valueText(snapshot.request.driver, relief.expected.at),
                   sureText(snapshot, relief)});
}

// It may have come of the driver that is shown: no cause is looked for in it.
std::string laterSentence(const RelationSnapshot& snapshot, const Companion& companion)
{
    return filled(
        translate("drivers",
                  "%1 goes together with %2 (rank correlation %3): it comes later in the call, "
                  "and may follow from it."),
        {capital(labelOf(companion.driver)), labelOf(snapshot.request.driver),
         signedText(companion.together.correlation)});
}

std::string besidePattern(const relation::Together& together)
{
    if (together.isFirstTelling() && together.isSecondTelling())
        return translate(
            "drivers",
            "%1 moves together with %2 (rank correlation %3): each still goes with the rate "
            "where the other is the same.");
    if (together.isFirstTelling())
        return translate(
            "drivers",
            "%1 moves together with %2 (rank correlation %3): where it is the same, %2 still "
            "goes with the rate.");
    if (together.isFirstExplained())
        return translate(
            "drivers",
            "%1 moves together with %2 (rank correlation %3): where it is the same, %2 tells "
            "less than half of what it seems to. Look at %4 first.");
    return translate(
        "drivers",
        "%1 moves together with %2 (rank correlation %3): the plot cannot tell which of the "
        "two matters.");
}

// One that no longer matters is told so only where its interval excludes that it does.
std::string besideSentence(const RelationSnapshot& snapshot, const Companion& companion)
{
    const std::string other = labelOf(companion.driver);
    return filled(besidePattern(companion.together),
                  {capital(other), labelOf(snapshot.request.driver),
                   signedText(companion.together.correlation), other});
}

// When the outcome follows, within the sentence that says so.
std::string afterText(const RelationSnapshot& snapshot, const relation::LagPeak& peak)
{
    const auto text = [&](int steps) { return lagText(snapshot.step * std::int64_t{steps}); };
    if (peak.low == peak.high)
        return peak.lag == 0 ? translate("drivers", "at once")
                             : filled(translate("drivers", "after %1"), {text(peak.lag)});
    return peak.lag == 0
        ? filled(translate("drivers", "at once (%1 to %2)"), {text(peak.low), text(peak.high)})
        : filled(translate("drivers", "after %1 (%2 to %3)"),
                 {text(peak.lag), text(peak.low), text(peak.high)});
}

} // namespace

std::string reliefSentence(const RelationSnapshot& snapshot, double at, double limit)
{
    const auto relief = relation::reliefUnder(snapshot.relation, limit);
    if (!relief)
        return {};
    const std::string most = percentText(limit);
    const Driver& driver = snapshot.request.driver;
    if (relief->expected.where == Where::Nowhere)
        return filled(
            relief->hopeful.where == Where::Nowhere
                ? translate("drivers",
                            "%1 alone does not bring it under %2: it is above that everywhere.")
                : translate("drivers",
                            "%1 alone does not bring it under %2: it is probably above that "
                            "everywhere."),
            {capital(nounOf(driver)), most});
    if (relief->expected.where == Where::Everywhere)
        return everywhereSentence(snapshot, *relief, most);
    const auto rate = snapshot.relation.rateAt(at);
    const bool isGood =
        snapshot.relation.isRising ? at <= relief->expected.at : at >= relief->expected.at;
    if (isGood)
        return wellSentence(snapshot, *relief, most, rate && rate->high <= limit);
    std::string text = isTraffic(driver) ? shedText(snapshot, at, *relief, most)
                                         : capText(snapshot, *relief, most);
    text += kneeAimText(snapshot, at);
    if (rate && rate->low <= limit)
        text += ' ' + translate("drivers", "It may be under that already.");
    return text;
}

std::vector<std::string> companionSentences(const RelationSnapshot& snapshot)
{
    std::vector<std::string> sentences;
    if (!snapshot.relation.isRelated()) // then neither of them matters
        return sentences;
    std::vector<std::string> later; // said last: they explain least
    for (const Companion& companion : snapshot.companions) {
        if (stageOf(companion.driver) > stageOf(snapshot.request.driver))
            later.push_back(laterSentence(snapshot, companion));
        else
            sentences.push_back(besideSentence(snapshot, companion));
    }
    sentences.insert(sentences.end(), later.begin(), later.end());
    return sentences;
}

std::string lagSentence(const RelationSnapshot& snapshot)
{
    const relation::LagFit& lag = snapshot.lag;
    const std::string self = labelOf(snapshot.request.driver);
    if (lag.isTooFew)
        return filled(translate("drivers", "Too little to tell what follows %1 after a while."),
                      {self});
    const std::string step = lagText(snapshot.step);
    if (!lag.peak)
        return filled(
            translate("drivers",
                      "Nothing follows %1 within %2 that is surer than chance, each step %3."),
            {self, lagText(snapshot.step * static_cast<std::int64_t>(lag.points.back().lag)),
             step});
    return filled(
        translate("drivers",
                  "%1 follow %2 %3: correlation %4, chance alone reaches %5 in one of twenty, "
                  "each step %6."),
        {capital(labelOf(snapshot.request.outcome)), self, afterText(snapshot, *lag.peak),
         signedText(lag.peak->correlation), signedText(lag.threshold), step});
}

std::string gaugeSentence(const RelationSnapshot& snapshot)
{
    if (snapshot.fromGauge == 0)
        return {};
    const std::string what = capital(labelOf(snapshot.request.driver));
    if (snapshot.fromGauge == snapshot.used)
        return filled(translate("drivers",
                                "%1 of all answers: by the gauge %2, at the time that each began."),
                      {what, snapshot.gauge});
    return filled(
        translate("drivers",
                  "%1 of %2 of %3 answers: by the gauge %4, at the time that each began."),
        {what, groupedText(snapshot.fromGauge), groupedText(snapshot.used), snapshot.gauge});
}

std::string leftOutSentence(const RelationSnapshot& snapshot)
{
    std::string text;
    const std::string answers = groupedText(snapshot.answers);
    if (snapshot.isCut)
        text = snapshot.asked > snapshot.answers
            ? filled(translate("drivers", "Only the latest %1 of %2 answers are looked at."),
                     {answers, groupedText(snapshot.asked)})
            : filled(translate("drivers",
                               "Only the latest %1 answers are looked at: there are older ones."),
                     {answers});
    const std::int64_t left = snapshot.unknownOutcome + snapshot.unknownDriver;
    if (left == 0)
        return text;
    std::string why;
    if (snapshot.unknownOutcome > 0)
        why = filled(translate("drivers", "%1 have no result"),
                     {groupedText(snapshot.unknownOutcome)});
    if (snapshot.unknownDriver > 0)
        why += (why.empty() ? "" : ", ")
            + filled(translate("drivers", "%1 do not tell %2"),
                     {groupedText(snapshot.unknownDriver), nounOf(snapshot.request.driver)});
    return text + (text.empty() ? "" : " ")
        + filled(translate("drivers", "%1 of %2 answers are left out: %3."),
                 {groupedText(left), answers, why});
}

} // namespace drivers
