// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/alarmtext.h"

#include "models/health/facets.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <string_view>
#include <utility>

namespace health {

namespace {

using telemetry::AlarmMeasure;
using telemetry::Timestamp;

constexpr std::int64_t kFewestOfOthers = 5; // observations of a model, or of the others
// Observations of the others since the onset, from which on they have to be shown to be better.
constexpr std::int64_t kFewestBeside = 8;
// Observations before the onset, to acquit a model by its own past, or by that of the others.
constexpr std::int64_t kOwnPastOfFacet = 20;

std::string percent(double share, int decimals)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.*f %%", decimals, share * 100);
    return text;
}

// As the console writes shares everywhere: one digit more below ten percent.
std::string percent(double share)
{
    return percent(share, share > 0 && share < 0.0995 ? 1 : 0);
}

// Both with as many digits as it takes to tell them apart.
std::pair<std::string, std::string> percentages(double one, double other)
{
    std::pair<std::string, std::string> texts{percent(one), percent(other)};
    constexpr int most = 3;
    for (int decimals = 1; decimals <= most && texts.first == texts.second; ++decimals)
        texts = {percent(one, decimals), percent(other, decimals)};
    return texts;
}

std::string loadText(double perSecond)
{
    char text[32];
    if (perSecond < 1)
        std::snprintf(text, sizeof text, "%.1f answers a minute", perSecond * 60);
    else
        std::snprintf(text, sizeof text, "%.1f answers a second", perSecond);
    return text;
}

// How a sentence says that an alarm ended and nothing was shown: recordings keep nothing else of
// it.
constexpr std::string_view kUnshown = "which does not show that they would be well";

// What answers do that fail, in the order of telemetry::kValidatorChecks.
constexpr std::array kFailures{" are not grounded in their context",
                               " are cut off, or had their input cut",
                               " contradict the results of their tools",
                               " call or name what does not exist",
                               " cite or quote what was not given to them",
                               " contradict themselves or each other",
                               " are not of the format that was asked for",
                               " refuse or evade",
                               " are in another language than the question",
                               " speak as somebody else than they should",
                               " run in loops or fall apart",
                               " come from another model than was asked for"};
static_assert(kFailures.size() == telemetry::kValidatorChecks.size());

std::string subjectText(const std::string& service, const std::string& check)
{
    if (check == telemetry::kAnswerText)
        return "cannot judge answers of " + service + ", whose texts come cut or not at all";
    const std::size_t own = telemetry::validatorCheckIndex(check);
    return "answers of " + service
        + (own < kFailures.size() ? kFailures[own] : " fail the check " + check);
}

// 9 of 11; of means only how many there are.
std::string countText(const AlarmFacts& facts, std::int64_t failed, std::int64_t count)
{
    if (facts.measure == AlarmMeasure::FailedShare)
        return std::to_string(failed) + " of " + std::to_string(count);
    return (facts.isOfMeans ? "readings " : "n ") + std::to_string(count);
}

// 52 to 95 %
std::string rangeText(const Interval& interval)
{
    const auto [low, high] = percentages(interval.low, interval.high);
    return low.substr(0, low.size() - std::string_view(" %").size()) + " to " + high;
}

const char* unitText(AlarmMeasure measure)
{
    return measure == AlarmMeasure::MeanBadness ? " mean badness" : "";
}

// The model whose answers since the onset are as bad as the alarm says, and shown to be worse than
// those of the others of the same time; or the only one there is, when others stood before, that
// were well, and it did not.
std::string guiltyModel(const Monitor& monitor)
{
    std::map<FacetNumber, Share> since;
    std::map<FacetNumber, Share> before;
    for (const Observation& observation : monitor.recent()) {
        const auto badness = static_cast<double>(observation.badness);
        if (observation.time >= monitor.onset())
            since[observation.model()].add(badness);
        else if (observation.time < monitor.onsetLow())
            before[observation.model()].add(badness);
    }
    const auto worst = std::ranges::max_element(since, {}, [](const auto& entry) {
        return entry.second.count >= kFewestOfOthers ? entry.second.mean() : -1;
    });
    if (worst == since.end() || worst->second.count < kFewestOfOthers
        || worst->second.mean() <= monitor.midpoint())
        return {};
    const FacetNumber model = worst->first;
    const auto othersIn = [model](const std::map<FacetNumber, Share>& part) {
        Share others;
        for (const auto& [name, share] : part) {
            if (name == model)
                continue;
            others.count += share.count;
            others.sum += share.sum;
        }
        return others;
    };
    if (othersIn(since).count >= kFewestBeside)
        return monitor.isConfined(kModelFacet, model) ? monitor.modelName(model) : std::string();
    // Its own past acquits a model: then something else changed.
    const auto own = before.find(model);
    const bool wasThere = own != before.end() && own->second.count >= kOwnPastOfFacet;
    const Share others = othersIn(before);
    return others.count >= kOwnPastOfFacet && others.mean() < monitor.midpoint() && !wasThere
        ? monitor.modelName(model)
        : std::string();
}

} // namespace

AlarmFacts factsOf(const Monitor& monitor)
{
    const Levels levels = monitor.levels();
    AlarmFacts facts;
    facts.model = guiltyModel(monitor);
    if (const auto& scope = monitor.scope()) {
        const std::string& name = monitor.facetName(scope->facet, scope->name);
        facts.scope = std::string(kFacetNames[scope->facet]) + " " + name;
        facts.model = scope->facet == kModelFacet && monitor.isConfined(scope->facet, scope->name)
            ? name
            : std::string();
    }
    facts.isUnderLoad = monitor.isUnderLoad();
    facts.onsetLow = monitor.onsetLow();
    facts.onsetHigh = monitor.onsetHigh();
    facts.loadNow = monitor.loadNow();
    facts.usualLoad = monitor.usualLoad();
    facts.usualAtHour = monitor.usualAtHour();
    facts.count = levels.since.count;
    facts.failed = levels.since.failed;
    facts.countBefore = levels.before.count;
    facts.failedBefore = levels.before.failed;
    facts.meanBefore = levels.before.mean();
    facts.meanNow = levels.since.mean();
    facts.isOfMeans = levels.isOfMeans;
    facts.measure = levels.measure();
    facts.before = levels.before.rate(facts.measure);
    facts.now = levels.since.rate(facts.measure);
    facts.nowInterval = levels.since.interval(facts.measure, levels.variance);
    return facts;
}

std::string raisedSentence(const std::string& service, const std::string& check,
                           const AlarmFacts& facts, Timestamp onset, const std::string& change)
{
    std::string text = subjectText(service, check);
    if (!facts.scope.empty())
        text += ", in " + facts.scope;
    if (facts.isUnderLoad)
        text += ", under high load";
    const auto [now, before] = percentages(facts.now, facts.before);
    text += ": " + now + unitText(facts.measure) + " ("
        + countText(facts, facts.failed, facts.count) + ", likely " + rangeText(facts.nowInterval)
        + ") since " + clockText(onset);
    if (clockText(facts.onsetLow) != clockText(facts.onsetHigh))
        text += " (" + clockText(facts.onsetLow) + " to " + clockText(facts.onsetHigh) + ")";
    text += ", was " + before;
    if (facts.countBefore > 0)
        text += " (" + countText(facts, facts.failedBefore, facts.countBefore) + ")";
    if (facts.usualAtHour)
        text += "; at this hour a mean badness of " + percent(*facts.usualAtHour) + " is usual";
    if (facts.loadNow)
        text += "; it goes with the load, " + loadText(*facts.loadNow) + ", usually "
            + loadText(facts.usualLoad);
    else if (facts.isUnderLoad)
        text += "; that it goes with the load is not shown";
    if (check == telemetry::kAnswerText)
        text += "; that does not say that they are wrong";
    if (!change.empty())
        text += "; " + change;
    return text;
}

std::string retoldSentence(const std::string& sentence, std::int64_t failed, std::int64_t count)
{
    const std::size_t likely = sentence.find(", likely ");
    const std::size_t end = sentence.find(") since ", likely);
    const std::size_t open = sentence.rfind(" (", likely);
    const std::size_t begin = sentence.rfind(": ", open);
    if (count <= 0 || likely == std::string::npos || end == std::string::npos
        || open == std::string::npos || begin == std::string::npos
        || sentence.substr(begin, likely - begin).find(" of ") == std::string::npos
        || sentence.substr(begin, open - begin).find(unitText(AlarmMeasure::MeanBadness))
            != std::string::npos)
        return {};
    const std::string subject = sentence.substr(0, begin);
    const bool isOfPart =
        subject.ends_with(", under high load")
        || std::ranges::any_of(kFacetNames, [&subject](std::string_view facet) {
               return subject.find(", in " + std::string(facet) + " ") != std::string::npos;
           });
    if (isOfPart)
        return {};
    return subject + ": " + percent(static_cast<double>(failed) / static_cast<double>(count)) + " ("
        + std::to_string(failed) + " of " + std::to_string(count) + ", likely "
        + rangeText(wilsonInterval(failed, count)) + sentence.substr(end);
}

std::string changeToldIn(const std::string& sentence)
{
    constexpr std::string_view between = "; ";
    const std::size_t at = sentence.rfind("; began ");
    return at == std::string::npos ? std::string() : sentence.substr(at + between.size());
}

bool tellsFigures(const std::string& sentence)
{
    return sentence.find(" %") != std::string::npos || sentence.find(", was ") != std::string::npos;
}

std::string clearedSentence(const telemetry::AlarmTransition& cleared, Ending ending,
                            bool isOfMeans, bool wasAcknowledged)
{
    std::string text = cleared.check + " of " + cleared.service;
    if (ending == Ending::Vanished)
        text +=
            " has no more of the answers that the alarm was confined to, " + std::string(kUnshown);
    else
        text += " is back: " + percent(cleared.rateNow) + unitText(cleared.measure)
            + " over the last " + std::to_string(cleared.observations)
            + (isOfMeans ? " readings" : " answers");
    return text + "; the alarm "
        + (wasAcknowledged ? "had been acknowledged" : "was never acknowledged");
}

bool hasVanished(const telemetry::AlarmTransition& cleared)
{
    return cleared.state == telemetry::AlarmState::Cleared && cleared.actor == "detector"
        && cleared.sentence.find(kUnshown) != std::string::npos;
}

bool showsRecovery(const telemetry::AlarmTransition& cleared)
{
    return cleared.state == telemetry::AlarmState::Cleared && cleared.actor == "detector"
        && !hasVanished(cleared) && cleared.sentence.find(kTakenForUsual) == std::string::npos;
}

std::string clockText(Timestamp time)
{
    return telemetry::toRfc3339(time).substr(11, 8);
}

} // namespace health
