// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/relationtext.h"

#include "models/drivers/fixednumber.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <utility>

namespace drivers {

namespace {

using namespace std::chrono_literals;

int decimalsOf(double share)
{
    return share * 100 < 9.95 ? 1 : 0;
}

std::string percent(double share)
{
    if (share > 0 && share < 0.0005)
        return "< 0.1 %";
    return fixed(share * 100, decimalsOf(share)) + " %";
}

std::string count(std::int64_t number)
{
    std::string text = std::to_string(number);
    for (auto at = std::ssize(text) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), 1, ',');
    return text;
}

std::string capital(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::string verb(const RelationSnapshot& snapshot)
{
    const Outcome& outcome = snapshot.request.outcome;
    switch (outcome.kind) {
    case OutcomeKind::AnyCheck:
        return " fail a check";
    case OutcomeKind::Check:
        return " fail " + outcome.check;
    case OutcomeKind::Score:
        return outcome.check.empty() ? " is the mean badness of the worst check"
                                     : " is the mean badness of " + outcome.check;
    case OutcomeKind::Error:
        return " end in an error";
    }
    return {};
}

std::string noun(const Driver& driver)
{
    const std::string label = labelOf(driver);
    switch (driver.kind) {
    case DriverKind::Load:
    case DriverKind::QueueDepth:
    case DriverKind::InputTokens:
    case DriverKind::ReasoningTokens:
    case DriverKind::OutputTokens:
        return "the number of " + label;
    case DriverKind::ContextFill:
    case DriverKind::DocumentPosition:
    case DriverKind::Temperature:
    case DriverKind::IndexAge:
    case DriverKind::Duration:
    case DriverKind::FirstToken:
    case DriverKind::Failing:
        return "the " + label;
    }
    return label;
}

std::string rateOf(const RelationSnapshot& snapshot, double driver)
{
    const auto rate = snapshot.relation.rateAt(driver);
    return rate ? rateText(*rate) : std::string("unknown");
}

std::string kneeSentence(const RelationSnapshot& snapshot)
{
    const relation::Relation& relation = snapshot.relation;
    const relation::Knee& knee = *relation.knee;
    const Driver& driver = snapshot.request.driver;
    const double first = relation.curve.front().driver;
    const double last = relation.curve.back().driver;
    std::string where = "(";
    where += knee.isLowOpen ? "at most " + tickText(driver, knee.high) + ", it may lie lower"
        : knee.isHighOpen   ? "at least " + tickText(driver, knee.low) + ", it may lie higher"
                            : tickText(driver, knee.low) + " to " + tickText(driver, knee.high);
    where += ")";
    const std::string change = relation.isRising == knee.isFlatBelow ? "rises" : "falls";
    if (knee.isFlatBelow)
        return "Knee at " + valueText(driver, knee.at) + ' ' + where + ": "
            + rateOf(snapshot, first) + verb(snapshot) + " below it, above it the rate " + change
            + " to " + rateOf(snapshot, last) + " at " + tickText(driver, last) + '.';
    return "Knee at " + valueText(driver, knee.at) + ' ' + where + ": " + rateOf(snapshot, last)
        + verb(snapshot) + " above it, below it the rate is "
        + (relation.isRising ? "lower: " : "higher: ") + rateOf(snapshot, first) + " at "
        + tickText(driver, first) + '.';
}

std::string tooFewSentence(const RelationSnapshot& snapshot)
{
    if (snapshot.used == 0)
        return "There is no answer that tells both.";
    const relation::Relation& relation = snapshot.relation;
    const std::string either = fixed(relation::kFewestEither, 0);
    std::string wanted;
    switch (relation.lacking) {
    case relation::Lacking::Nothing:
    case relation::Lacking::Answers:
        wanted = fixed(relation::kFewestAnswers, 0) + " are needed.";
        break;
    case relation::Lacking::Outcomes:
        wanted = either + " bad and " + either + " good ones are needed.";
        break;
    case relation::Lacking::Drivers:
        wanted = noun(snapshot.request.driver) + " is the same for all of them.";
        break;
    case relation::Lacking::Times:
        wanted = "they stand at too few different times to tell a relation from chance.";
        break;
    }
    return "Too little to tell a relation: " + count(snapshot.used)
        + (snapshot.used == 1 ? " answer" : " answers") + ", "
        + fixed(relation.failed, snapshot.request.outcome.isScore() ? 1 : 0) + " of them bad; "
        + wanted;
}

std::string unevenSentence(const RelationSnapshot& snapshot)
{
    const relation::Relation& relation = snapshot.relation;
    const Driver& driver = snapshot.request.driver;
    const std::string begin = "The rate goes with " + noun(driver) + ", but turns back";
    if (!relation.turn)
        return begin + ": there is no knee, and less of it is not better everywhere.";
    const relation::Turn& turn = *relation.turn;
    return begin + ": it is " + (turn.isPeak ? "highest" : "lowest") + " at "
        + valueText(driver, turn.at) + " (" + tickText(driver, turn.low) + " to "
        + tickText(driver, turn.high) + "), where " + rateOf(snapshot, turn.at) + verb(snapshot)
        + ". There is no knee.";
}

// What the shape leaves out.
std::string reservations(const RelationSnapshot& snapshot)
{
    const relation::Relation& relation = snapshot.relation;
    std::string text;
    const double far = relation.farBelow.count + relation.farAbove.count;
    if (far > 0)
        text += ' ' + count(std::llround(far)) + (far < 1.5 ? " answer lies" : " answers lie")
            + " far from all others, where nothing is said of " + (far < 1.5 ? "it." : "them.");
    if (relation.isDrifting && relation.isRelated())
        text +=
            " Both wandered slowly while this was recorded: that they go together may be chance.";
    return text;
}

std::string shedText(const RelationSnapshot& snapshot, double at, const relation::Relief& relief)
{
    const auto share = [at](const relation::Bound& bound) {
        return bound.where == relation::Bound::Where::At     ? relation::shedShare(at, bound.at)
            : bound.where == relation::Bound::Where::Nowhere ? 1.0
                                                             : 0.0;
    };
    const double expected = share(relief.expected);
    const double least = share(relief.hopeful);
    const double most = share(relief.cautious);
    std::string text = "Shed " + fixed(expected * 100, 0) + " % of the traffic (";
    text += most >= 1 ? "at least " + fixed(least * 100, 0)
                      : fixed(least * 100, 0) + " to " + fixed(most * 100, 0);
    return text + "), from " + tickText(snapshot.request.driver, at) + " down to "
        + valueText(snapshot.request.driver, relief.expected.at);
}

constexpr double kRounding = 1e-6; // of a share in percent, before it is rounded up

// Another aim, which often asks for less: where the rate begins to rise.
std::string kneeAimText(const RelationSnapshot& snapshot, double at)
{
    const relation::Relation& relation = snapshot.relation;
    if (!isTraffic(snapshot.request.driver) || !relation.knee || !relation.knee->isFlatBelow
        || !relation.isRising || relation.knee->at >= at)
        return {};
    return " To be under the knee at " + valueText(snapshot.request.driver, relation.knee->at)
        + " it is "
        + fixed(std::ceil(relation::shedShare(at, relation.knee->at) * 100 - kRounding), 0) + " %.";
}

// Up to where it is sure, beside what is only to be expected.
std::string sureText(const RelationSnapshot& snapshot, const relation::Relief& relief)
{
    using Where = relation::Bound::Where;
    if (relief.cautious.where == Where::At)
        return " (" + tickText(snapshot.request.driver, relief.cautious.at) + " to be sure)";
    return relief.cautious.where == Where::Nowhere ? " (no value is sure)" : "";
}

std::string capText(const RelationSnapshot& snapshot, const relation::Relief& relief)
{
    const relation::Relation& relation = snapshot.relation;
    const Driver& driver = snapshot.request.driver;
    std::string text = "Keep it at " + valueText(driver, relief.expected.at)
        + (relation.isRising ? " or less" : " or more") + sureText(snapshot, relief);
    return text + ", which " + percent(relation::shareBeyond(relation, relief.expected))
        + " of the answers are beyond";
}

std::string sign(double value)
{
    return value < 0 ? "−" + fixed(-value, 2) : fixed(value, 2);
}

// Of two values, or of two narrow ranges, each with its rate.
std::string apartSentence(const RelationSnapshot& snapshot)
{
    const Driver& driver = snapshot.request.driver;
    const auto at = [&](const relation::Bin& bin) {
        const std::string low = tickText(driver, bin.cell.low);
        const std::string high = tickText(driver, bin.cell.high);
        return rateText(bin.rate) + verb(snapshot) + " at "
            + (low == high ? valueText(driver, bin.cell.driver) : low + " to " + high);
    };
    return capital(noun(driver))
        + " has only two values here, and nothing is told of what lies between: "
        + at(snapshot.relation.bins.front()) + ", " + at(snapshot.relation.bins.back()) + '.';
}

std::string rankText(const Companion& companion)
{
    return " (rank correlation " + sign(companion.together.correlation) + ")";
}

// It may have come of the driver that is shown: no cause is looked for in it.
std::string laterSentence(const RelationSnapshot& snapshot, const Companion& companion)
{
    const std::string self = labelOf(snapshot.request.driver);
    return capital(labelOf(companion.driver)) + " goes together with " + self + rankText(companion)
        + ": it comes later in the call, and may follow from it.";
}

// One that no longer matters is told so only where its interval excludes that it does.
std::string besideSentence(const RelationSnapshot& snapshot, const Companion& companion)
{
    const std::string self = labelOf(snapshot.request.driver);
    const std::string other = labelOf(companion.driver);
    const relation::Together& together = companion.together;
    const std::string text =
        capital(other) + " moves together with " + self + rankText(companion) + ": ";
    if (together.isFirstTelling())
        return text
            + (together.isSecondTelling()
                   ? "each still goes with the rate where the other is the same."
                   : "where it is the same, " + self + " still goes with the rate.");
    if (together.isFirstExplained())
        return text + "where it is the same, " + self
            + " tells less than half of what it seems to. Look at " + other + " first.";
    return text + "the plot cannot tell which of the two matters.";
}

std::string shapeAlone(const RelationSnapshot& snapshot)
{
    const relation::Relation& relation = snapshot.relation;
    const Driver& driver = snapshot.request.driver;
    switch (relation.shape) {
    case relation::Shape::TooFew:
        return tooFewSentence(snapshot);
    case relation::Shape::None:
        return "No relation is shown: " + rateText(relation.rate) + verb(snapshot) + ", whatever "
            + noun(driver) + " is." + (relation.isApart ? ' ' + apartSentence(snapshot) : "");
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
    const double first = relation.curve.front().driver;
    const double last = relation.curve.back().driver;
    return std::string("The rate ") + (relation.isRising ? "rises" : "falls") + " with "
        + noun(driver) + (relation.shape == relation::Shape::Straight ? "" : " in steps") + ": "
        + rateOf(snapshot, first) + verb(snapshot) + " at " + tickText(driver, first) + ", "
        + rateOf(snapshot, last) + " at " + tickText(driver, last) + '.';
}

} // namespace

std::string rateText(const relation::Estimate& rate)
{
    const int decimals = decimalsOf(rate.value);
    return percent(rate.value) + " (" + fixed(rate.low * 100, decimals) + " to "
        + fixed(rate.high * 100, decimals) + ")";
}

std::string shapeSentence(const RelationSnapshot& snapshot)
{
    if (snapshot.isItself)
        return "What fails " + snapshot.request.driver.check
            + " is what is counted as bad: choose a lag, to see what follows earlier failures.";
    return shapeAlone(snapshot) + reservations(snapshot);
}

std::string settingSentence(const RelationSnapshot& snapshot, double at)
{
    const std::string where = "At " + valueText(snapshot.request.driver, at);
    const auto rate = snapshot.relation.rateAt(at);
    if (snapshot.isItself)
        return where + " nothing is told without a lag.";
    if (snapshot.relation.shape == relation::Shape::TooFew)
        return where + " nothing can be told yet.";
    if (!rate)
        return where + " nothing can be told: no answer was seen there.";
    return where + ' ' + rateText(*rate) + verb(snapshot) + '.';
}

std::string reliefSentence(const RelationSnapshot& snapshot, double at, double limit)
{
    using Where = relation::Bound::Where;
    const auto relief = relation::reliefUnder(snapshot.relation, limit);
    if (!relief)
        return {};
    const std::string under = "under " + percent(limit);
    const Driver& driver = snapshot.request.driver;
    if (relief->expected.where == Where::Nowhere)
        return capital(noun(driver)) + " alone does not bring it " + under + ": it is "
            + (relief->hopeful.where == Where::Nowhere ? "" : "probably ")
            + "above that everywhere.";
    const std::string upTo = snapshot.relation.isRising ? "up to " : "down to ";
    if (relief->expected.where == Where::Everywhere) {
        const bool isSure = relief->cautious.where == Where::Everywhere;
        return std::string("It is ") + (isSure ? "" : "probably ") + under + " at all that was seen"
            + (relief->cautious.where == Where::At
                   ? ", surely " + upTo + tickText(driver, relief->cautious.at)
                   : std::string())
            + '.';
    }
    const auto rate = snapshot.relation.rateAt(at);
    const bool isGood =
        snapshot.relation.isRising ? at <= relief->expected.at : at >= relief->expected.at;
    if (isGood)
        return std::string("That is ") + (rate && rate->high <= limit ? "" : "probably ") + under
            + "; it stays so " + upTo + valueText(driver, relief->expected.at)
            + sureText(snapshot, *relief) + '.';
    return (isTraffic(driver) ? shedText(snapshot, at, *relief) : capText(snapshot, *relief))
        + ", to be back " + under + " of failing answers." + kneeAimText(snapshot, at)
        + (rate && rate->low <= limit ? " It may be under that already." : "");
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

std::string lagText(telemetry::Duration lag)
{
    if (lag <= telemetry::Duration::zero())
        return "no lag";
    const auto whole = [lag](telemetry::Duration unit) { return lag % unit == 0ns; };
    if (whole(1h))
        return count(lag / 1h) + " h";
    if (whole(1min))
        return count(lag / 1min) + " min";
    return count(lag / 1s) + " s";
}

std::string lagSentence(const RelationSnapshot& snapshot)
{
    const relation::LagFit& lag = snapshot.lag;
    const std::string self = labelOf(snapshot.request.driver);
    if (lag.isTooFew)
        return "Too little to tell what follows " + self + " after a while.";
    const std::string memory = ", each step " + lagText(snapshot.step);
    if (!lag.peak)
        return "Nothing follows " + self + " within "
            + lagText(snapshot.step * static_cast<std::int64_t>(lag.points.back().lag))
            + " that is surer than chance" + memory + '.';
    const auto text = [&](int steps) { return lagText(snapshot.step * std::int64_t{steps}); };
    const bool isSure = lag.peak->low == lag.peak->high;
    return capital(labelOf(snapshot.request.outcome)) + " follow " + self
        + (lag.peak->lag == 0 ? " at once" : " after " + text(lag.peak->lag))
        + (isSure ? std::string()
                  : " (" + text(lag.peak->low) + " to " + text(lag.peak->high) + ")")
        + ": correlation " + sign(lag.peak->correlation) + ", chance alone reaches "
        + sign(lag.threshold) + " in one of twenty" + memory + '.';
}

std::string gaugeSentence(const RelationSnapshot& snapshot)
{
    if (snapshot.fromGauge == 0)
        return {};
    const bool isAll = snapshot.fromGauge == snapshot.used;
    return capital(labelOf(snapshot.request.driver)) + " of "
        + (isAll ? "all" : count(snapshot.fromGauge) + " of " + count(snapshot.used))
        + " answers: by the gauge " + snapshot.gauge + ", at the time that each began.";
}

std::string leftOutSentence(const RelationSnapshot& snapshot)
{
    std::string text;
    if (snapshot.isCut)
        text = "Only the latest " + count(snapshot.answers)
            + (snapshot.asked > snapshot.answers ? " of " + count(snapshot.asked) : std::string())
            + " answers are looked at"
            + (snapshot.asked > snapshot.answers ? "." : ": there are older ones.");
    const std::int64_t left = snapshot.unknownOutcome + snapshot.unknownDriver;
    if (left == 0)
        return text;
    text += (text.empty() ? "" : " ") + count(left) + " of " + count(snapshot.answers)
        + " answers are left out: ";
    if (snapshot.unknownOutcome > 0)
        text += count(snapshot.unknownOutcome) + " have no result";
    if (snapshot.unknownOutcome > 0 && snapshot.unknownDriver > 0)
        text += ", ";
    if (snapshot.unknownDriver > 0)
        text += count(snapshot.unknownDriver) + " do not tell " + noun(snapshot.request.driver);
    return text + '.';
}

} // namespace drivers
