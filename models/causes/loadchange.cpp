// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/loadchange.h"

#include "models/causes/wording.h"

#include <queue>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>

namespace causes {

namespace {

constexpr std::size_t kFewest = 10; // answers before a level began
constexpr double kLoadRatio = 1.4;
constexpr double kLoadRise = 1.5; // calls in flight
constexpr double kLoadSpeaks = 5; // log likelihood
constexpr double kSureLoadRise = 10; // likewise, of more load
constexpr double kMostTake = 0.95; // calls are known once as long has gone by as these take
constexpr telemetry::Duration kSettling =
    std::chrono::seconds(3); // of what is recorded, after it has ended
constexpr double kMostEndless = 0.05; // of the calls, whose end is not told

struct Loaded
{
    double load = 0;
    telemetry::Timestamp start;
    AnswerOutcome outcome = AnswerOutcome::Unknown;
};

std::vector<Loaded> loadedOf(const std::vector<CaseAnswer>& answers,
                             const std::vector<AnswerOutcome>& outcomes)
{
    std::vector<Loaded> all;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i].load)
            all.push_back({.load = *answers[i].load,
                           .start = answers[i].start,
                           .outcome = i < outcomes.size() ? outcomes[i] : AnswerOutcome::Unknown});
    }
    return all;
}

// Where a level begins, and the means on both sides.
struct Level
{
    std::size_t at = 0;
    double low = 0;
    double high = 0;
};

Level meansAround(const std::vector<Loaded>& all, std::size_t at)
{
    Level level{.at = at};
    for (std::size_t i = 0; i < all.size(); ++i)
        (i < at ? level.low : level.high) += all[i].load;
    level.low /= static_cast<double>(at);
    level.high /= static_cast<double>(all.size() - at);
    return level;
}

// The step of the mean that leaves the least scatter.
std::optional<Level> levelByLoad(const std::vector<Loaded>& all)
{
    double total = 0;
    for (const Loaded& one : all)
        total += one.load;
    const auto count = static_cast<double>(all.size());
    double before = 0;
    double best = 0;
    std::size_t at = 0;
    for (std::size_t i = 1; i < all.size(); ++i) {
        before += all[i - 1].load;
        const auto left = static_cast<double>(i);
        const double difference = (total - before) / (count - left) - before / left;
        const double explained = difference * difference * left * (count - left) / count;
        // A wave that has just begun is no level.
        const bool isLasting = (all.size() - i) * 10 >= all.size();
        if (i >= kFewest && isLasting && difference > 0 && explained > best) {
            best = explained;
            at = i;
        }
    }
    return at == 0 ? std::nullopt : std::optional(meansAround(all, at));
}

// The load from which on answers are worse, by the largest likelihood; nothing where they do not
// differ by more than the best of so many places does by chance.
std::optional<double> worseFrom(std::vector<Loaded> all)
{
    std::ranges::stable_sort(all, {}, &Loaded::load);
    Counts rest;
    std::size_t places = 0;
    for (const Loaded& one : all)
        rest.add(one.outcome);
    Counts below;
    double best = 0;
    std::optional<double> from;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Counts above{.bad = rest.bad - below.bad, .count = rest.count - below.count};
        if (i > 0 && all[i].load > all[i - 1].load) {
            ++places;
            if (const double likelihood = riseLikelihood(above, below); likelihood > best) {
                best = likelihood;
                from = all[i].load;
            }
        }
        below.add(all[i].outcome);
    }
    const double chance = std::log(static_cast<double>(std::max<std::size_t>(places, 1)));
    return best >= kLoadSpeaks + chance ? from : std::nullopt;
}

// When more of the answers than before began to stand at this load and above.
std::optional<Level> levelFrom(const std::vector<Loaded>& all, double load)
{
    std::vector<AnswerOutcome> isAbove;
    isAbove.reserve(all.size());
    for (const Loaded& one : all)
        isAbove.push_back(one.load >= load ? AnswerOutcome::Bad : AnswerOutcome::Good);
    const auto step = bestStep(isAbove);
    if (!step || step->likelihood < kSureLoadRise || step->at < kFewest
        || step->at + kFewest > all.size())
        return std::nullopt;
    return meansAround(all, step->at);
}

std::string loadText(double load)
{
    char calls[48];
    std::snprintf(calls, sizeof calls, "%.1f", load);
    return filled(translate("causes", "%1 calls in flight"), {calls});
}

} // namespace

void fillLoad(std::vector<CaseAnswer>& rows, telemetry::Timestamp knownAt)
{
    using Ends = std::priority_queue<telemetry::Timestamp, std::vector<telemetry::Timestamp>,
                                     std::greater<>>;
    struct Running
    {
        Ends ends;
        std::vector<telemetry::Duration> took;
        telemetry::Timestamp first;
        std::size_t count = 0;
        telemetry::Duration usual{}; // most calls take no longer
        bool isKnown() const
        {
            return static_cast<double>(count - took.size())
                <= kMostEndless * static_cast<double>(count);
        }
    };
    std::unordered_map<std::string, Running> running; // by service
    for (const CaseAnswer& row : rows) {
        Running& service = running.try_emplace(row.service).first->second;
        if (service.count++ == 0)
            service.first = row.start;
        if (row.end > row.start)
            service.took.push_back(row.end - row.start);
    }
    for (auto& [name, service] : running) {
        if (service.took.empty())
            continue;
        const auto rank = service.took.begin()
            + static_cast<std::ptrdiff_t>(kMostTake * static_cast<double>(service.took.size() - 1));
        std::ranges::nth_element(service.took, rank);
        service.usual = *rank;
    }
    for (CaseAnswer& row : rows) {
        Running& service = running.at(row.service);
        while (!service.ends.empty() && service.ends.top() <= row.start)
            service.ends.pop();
        service.ends.push(row.end);
        const bool isKnown = service.isKnown() && row.end > row.start
            && row.start >= service.first + service.usual
            && row.start < knownAt - service.usual - kSettling;
        if (isKnown)
            row.load = static_cast<double>(service.ends.size());
    }
}

std::optional<Change> loadChange(const std::vector<CaseAnswer>& answers,
                                 const std::vector<AnswerOutcome>& outcomes)
{
    const std::vector<Loaded> all = loadedOf(answers, outcomes);
    std::optional<Level> level = levelByLoad(all);
    double from = level ? (level->low + level->high) / 2 : 0;
    if (const auto worse = worseFrom(all)) {
        if (const auto byOutcome = levelFrom(all, *worse)) {
            level = byOutcome;
            from = *worse;
        }
    }
    if (!level || level->high < level->low * kLoadRatio || level->high - level->low < kLoadRise)
        return std::nullopt;
    return Change{.service = answers.front().service,
                  .trait = {},
                  .value = loadText(level->high),
                  .previous = loadText(level->low),
                  .time = all[level->at].start,
                  .isReturn = false,
                  .loadFrom = from,
                  .loadBelow = (level->low + from) / 2};
}

Exposure loadExposure(const Change& change, const std::vector<CaseAnswer>& answers)
{
    Exposure exposure(answers.size(), kExposureUnknown);
    std::optional<telemetry::Timestamp> nextHigh; // when the next one began at that load
    for (std::size_t i = answers.size(); i-- > 0;) {
        const CaseAnswer& answer = answers[i];
        if (!answer.load)
            continue;
        if (*answer.load >= change.loadFrom) {
            exposure[i] = kExposed;
            nextHigh = answer.start;
        } else if (*answer.load < change.loadBelow && (!nextHigh || answer.end <= *nextHigh)) {
            exposure[i] = kNotExposed;
        }
    }
    return exposure;
}

relation::Relation loadRelation(const std::vector<CaseAnswer>& answers,
                                const std::vector<AnswerOutcome>& outcomes,
                                telemetry::Timestamp from)
{
    std::vector<relation::Observation> observations;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (!answers[i].load || outcomes[i] == AnswerOutcome::Unknown || answers[i].start < from)
            continue;
        observations.push_back({.driver = *answers[i].load,
                                .count = 1,
                                .failed = outcomes[i] == AnswerOutcome::Bad ? 1.0 : 0.0,
                                .time = telemetry::toUnixNanos(answers[i].start)});
    }
    return relation::fitRelation(std::move(observations));
}

} // namespace causes
