// SPDX-License-Identifier: GPL-3.0-or-later

// What the shape of a relation says; what to do about it, and what else moves: relationadvice.cpp.

#include "models/drivers/relationtext.h"

#include "models/drivers/fixednumber.h"
#include "models/drivers/wording.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace drivers {

namespace {

using namespace std::chrono_literals;

std::string fromTo(const std::string& low, const std::string& high)
{
    return filled(translate("drivers", "%1 to %2"), {low, high});
}

std::string kneeRange(const Driver& driver, const relation::Knee& knee)
{
    if (knee.isLowOpen)
        return filled(translate("drivers", "at most %1, it may lie lower"),
                      {tickText(driver, knee.high)});
    if (knee.isHighOpen)
        return filled(translate("drivers", "at least %1, it may lie higher"),
                      {tickText(driver, knee.low)});
    return fromTo(tickText(driver, knee.low), tickText(driver, knee.high));
}

std::string kneeSentence(const RelationSnapshot& snapshot)
{
    const relation::Relation& relation = snapshot.relation;
    const relation::Knee& knee = *relation.knee;
    const Driver& driver = snapshot.request.driver;
    const double first = relation.curve.front().driver;
    const double last = relation.curve.back().driver;
    const std::string at = valueText(driver, knee.at);
    const std::string where = kneeRange(driver, knee);
    if (knee.isFlatBelow)
        return filled(
            relation.isRising
                ? translate("drivers",
                            "Knee at %1 (%2): %3 below it, above it the rate rises to %4 at %5.")
                : translate("drivers",
                            "Knee at %1 (%2): %3 below it, above it the rate falls to %4 at %5."),
            {at, where, failingText(snapshot, rateAtText(snapshot, first)),
             rateAtText(snapshot, last), tickText(driver, last)});
    return filled(
        relation.isRising
            ? translate("drivers",
                        "Knee at %1 (%2): %3 above it, below it the rate is lower: %4 at %5.")
            : translate("drivers",
                        "Knee at %1 (%2): %3 above it, below it the rate is higher: %4 at %5."),
        {at, where, failingText(snapshot, rateAtText(snapshot, last)), rateAtText(snapshot, first),
         tickText(driver, first)});
}

std::string wantedText(const RelationSnapshot& snapshot)
{
    const std::string either = fixed(relation::kFewestEither, 0);
    switch (snapshot.relation.lacking) {
    case relation::Lacking::Nothing:
    case relation::Lacking::Answers:
        return filled(translate("drivers", "%1 are needed."), {fixed(relation::kFewestAnswers, 0)});
    case relation::Lacking::Outcomes:
        return filled(translate("drivers", "%1 bad and %2 good ones are needed."),
                      {either, either});
    case relation::Lacking::Drivers:
        return filled(translate("drivers", "%1 is the same for all of them."),
                      {nounOf(snapshot.request.driver)});
    case relation::Lacking::Times:
        return translate("drivers",
                         "they stand at too few different times to tell a relation from chance.");
    }
    return {};
}

std::string tooFewSentence(const RelationSnapshot& snapshot)
{
    if (snapshot.used == 0)
        return translate("drivers", "There is no answer that tells both.");
    const std::string answers = filled(snapshot.used == 1 ? translate("drivers", "%1 answer")
                                                          : translate("drivers", "%1 answers"),
                                       {groupedText(snapshot.used)});
    return filled(translate("drivers", "Too little to tell a relation: %1, %2 of them bad; %3"),
                  {answers,
                   fixed(snapshot.relation.failed, snapshot.request.outcome.isScore() ? 1 : 0),
                   wantedText(snapshot)});
}

std::string unevenSentence(const RelationSnapshot& snapshot)
{
    const relation::Relation& relation = snapshot.relation;
    const Driver& driver = snapshot.request.driver;
    const std::string noun = nounOf(driver);
    if (!relation.turn)
        return filled(
            translate("drivers",
                      "The rate goes with %1, but turns back: there is no knee, and less of it "
                      "is not better everywhere."),
            {noun});
    const relation::Turn& turn = *relation.turn;
    return filled(turn.isPeak
                      ? translate("drivers",
                                  "The rate goes with %1, but turns back: it is highest at %2 "
                                  "(%3), where %4. There is no knee.")
                      : translate("drivers",
                                  "The rate goes with %1, but turns back: it is lowest at %2 "
                                  "(%3), where %4. There is no knee."),
                  {noun, valueText(driver, turn.at),
                   fromTo(tickText(driver, turn.low), tickText(driver, turn.high)),
                   failingText(snapshot, rateAtText(snapshot, turn.at))});
}

// What the shape leaves out.
std::string reservations(const RelationSnapshot& snapshot)
{
    const relation::Relation& relation = snapshot.relation;
    std::string text;
    const double far = relation.farBelow.count + relation.farAbove.count;
    if (far > 0)
        text += ' '
            + filled(far < 1.5
                         ? translate("drivers",
                                     "%1 answer lies far from all others, where nothing is said of "
                                     "it.")
                         : translate("drivers",
                                     "%1 answers lie far from all others, where nothing is said of "
                                     "them."),
                     {groupedText(std::llround(far))});
    if (relation.isDrifting && relation.isRelated())
        text += ' '
            + translate(
                    "drivers",
                    "Both wandered slowly while this was recorded: that they go together may be "
                    "chance.");
    return text;
}

// Of two values, or of two narrow ranges, each with its rate.
std::string apartSentence(const RelationSnapshot& snapshot)
{
    const Driver& driver = snapshot.request.driver;
    const auto at = [&](const relation::Bin& bin) {
        const std::string low = tickText(driver, bin.cell.low);
        const std::string high = tickText(driver, bin.cell.high);
        return filled(translate("drivers", "%1 at %2"),
                      {failingText(snapshot, rateText(bin.rate)),
                       low == high ? valueText(driver, bin.cell.driver) : fromTo(low, high)});
    };
    return filled(
        translate("drivers",
                  "%1 has only two values here, and nothing is told of what lies between: %2, "
                  "%3."),
        {capital(nounOf(driver)), at(snapshot.relation.bins.front()),
         at(snapshot.relation.bins.back())});
}

std::string slopeSentence(const RelationSnapshot& snapshot)
{
    const relation::Relation& relation = snapshot.relation;
    const Driver& driver = snapshot.request.driver;
    const bool isInSteps = relation.shape != relation::Shape::Straight;
    const std::string falling = isInSteps
        ? translate("drivers",
                    "The rate falls with %1 in steps: %2 at %3, %4 at "
                    "%5.")
        : translate("drivers", "The rate falls with %1: %2 at %3, %4 at %5.");
    const std::string rising = isInSteps
        ? translate("drivers",
                    "The rate rises with %1 in steps: %2 at %3, %4 at "
                    "%5.")
        : translate("drivers", "The rate rises with %1: %2 at %3, %4 at %5.");
    const double first = relation.curve.front().driver;
    const double last = relation.curve.back().driver;
    return filled(relation.isRising ? rising : falling,
                  {nounOf(driver), failingText(snapshot, rateAtText(snapshot, first)),
                   tickText(driver, first), rateAtText(snapshot, last), tickText(driver, last)});
}

std::string shapeAlone(const RelationSnapshot& snapshot)
{
    const relation::Relation& relation = snapshot.relation;
    switch (relation.shape) {
    case relation::Shape::TooFew:
        return tooFewSentence(snapshot);
    case relation::Shape::None:
        return filled(translate("drivers", "No relation is shown: %1, whatever %2 is."),
                      {failingText(snapshot, rateText(relation.rate)),
                       nounOf(snapshot.request.driver)})
            + (relation.isApart ? ' ' + apartSentence(snapshot) : "");
    case relation::Shape::Knee:
        return kneeSentence(snapshot);
    case relation::Shape::Uneven:
        return unevenSentence(snapshot);
    case relation::Shape::Apart:
        return apartSentence(snapshot);
    case relation::Shape::Straight:
    case relation::Shape::Monotone:
        break;
    }
    return slopeSentence(snapshot);
}

} // namespace

std::string rateText(const relation::Estimate& rate)
{
    const int decimals = rate.value * 100 < 9.95 ? 1 : 0;
    return filled(translate("drivers", "%1 (%2 to %3)"),
                  {percentText(rate.value), fixed(rate.low * 100, decimals),
                   fixed(rate.high * 100, decimals)});
}

std::string shapeSentence(const RelationSnapshot& snapshot)
{
    if (snapshot.isItself)
        return filled(
            translate("drivers",
                      "What fails %1 is what is counted as bad: choose a lag, to see what "
                      "follows earlier failures."),
            {snapshot.request.driver.check});
    return shapeAlone(snapshot) + reservations(snapshot);
}

std::string settingSentence(const RelationSnapshot& snapshot, double at)
{
    const std::string where = valueText(snapshot.request.driver, at);
    const auto rate = snapshot.relation.rateAt(at);
    if (snapshot.isItself)
        return filled(translate("drivers", "At %1 nothing is told without a lag."), {where});
    if (snapshot.relation.shape == relation::Shape::TooFew)
        return filled(translate("drivers", "At %1 nothing can be told yet."), {where});
    if (!rate)
        return filled(translate("drivers", "At %1 nothing can be told: no answer was seen there."),
                      {where});
    return filled(translate("drivers", "At %1 %2."),
                  {where, failingText(snapshot, rateText(*rate))});
}

std::string lagText(telemetry::Duration lag)
{
    if (lag <= telemetry::Duration::zero())
        return translate("drivers", "no lag");
    const auto whole = [lag](telemetry::Duration unit) { return lag % unit == 0ns; };
    if (whole(1h))
        return groupedText(lag / 1h) + " h";
    if (whole(1min))
        return groupedText(lag / 1min) + " min";
    return groupedText(lag / 1s) + " s";
}

} // namespace drivers
