// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/changes.h"

#include "models/causes/loadchange.h"
#include "models/causes/wording.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace causes {

namespace {

constexpr std::size_t kFewestBefore = 5; // answers without a value, before it is called new
constexpr std::size_t kFewestWith = 3;
// Log likelihood: so rarely do all answers with a value come behind those without it by chance.
constexpr double kSurelyNew = 6;
// Values of one trait that are looked at, those of most answers first. Where they hardly repeat (a
// hash of each prompt, say) they tell of no change.
constexpr std::size_t kMostValues = 24;
constexpr double kShareRise = 0.2; // of the traffic, of what had been there
constexpr double kSureRise = 10; // log likelihood
constexpr double kExpectedInGap = 14; // answers that a value would have had while it was away
constexpr std::size_t kFewestBeforeGap = 20; // answers with it, to know its share

// Traits of which a change can be a cause. The dialect follows the client library.
constexpr std::array kChanging{Trait::Model, Trait::Version, Trait::Adapter,        Trait::Prompt,
                               Trait::Index, Trait::Judge,   Trait::Instrumentation};

bool wasSeenBefore(const CaseRows& rows, const Change& change)
{
    return std::ranges::any_of(rows.changes, [&](const store::ChangeRow& known) {
        return known.service == change.service && known.field == fieldName(*change.trait)
            && known.value == change.value && known.time < change.time;
    });
}

// Those whose share of the answers fell when the value's rose: what it took the place of.
void setPrevious(const std::vector<const CaseAnswer*>& rows, std::size_t place, Change& change)
{
    constexpr std::size_t kLooksAt = 200; // on either side
    std::map<std::string, double> fall; // by value
    const auto add = [&](std::size_t from, std::size_t to, double sign) {
        for (std::size_t i = from; i < to; ++i)
            fall[rows[i]->trait(*change.trait)] += sign / static_cast<double>(to - from);
    };
    add(place > kLooksAt ? place - kLooksAt : 0, place, 1);
    add(place, std::min(rows.size(), place + kLooksAt), -1);
    fall.erase(change.value);
    std::vector<std::pair<std::string, double>> all(fall.begin(), fall.end());
    std::ranges::stable_sort(all, std::greater<>(), &std::pair<std::string, double>::second);
    if (all.empty() || all.front().second <= 0)
        return;
    change.previous = all.front().first;
    change.isPreviousSure = all.size() < 2 || all[1].second * 2 < all.front().second;
    if (!change.isPreviousSure)
        change.previous = filled(translate("causes", "%1 or %2"), {change.previous, all[1].first});
}

class TraitChanges
{
public:
    TraitChanges(const CaseRows& rows, std::string service, std::vector<const CaseAnswer*> answers)
        : m_rows(rows)
        , m_service(std::move(service))
        , m_answers(std::move(answers))
    {
    }

    void addTo(std::vector<Change>& changes) const
    {
        for (const Trait trait : kChanging) {
            std::map<std::string, std::vector<std::size_t>> places;
            for (std::size_t i = 0; i < m_answers.size(); ++i) {
                if (const std::string& value = m_answers[i]->trait(trait); !value.empty())
                    places[value].push_back(i);
            }
            std::vector<std::pair<std::size_t, const std::string*>> order;
            for (const auto& [value, at] : places) {
                if (at.size() >= kFewestWith)
                    order.emplace_back(at.size(), &value);
            }
            std::ranges::stable_sort(order, std::greater<>(),
                                     &std::pair<std::size_t, const std::string*>::first);
            order.resize(std::min(order.size(), kMostValues));
            for (const auto& [count, value] : order)
                add(trait, *value, places.at(*value), changes);
        }
    }

private:
    void add(Trait trait, const std::string& value, const std::vector<std::size_t>& places,
             std::vector<Change>& changes) const
    {
        const std::vector<std::size_t> returns = returnsOf(places);
        for (const std::size_t place : returns) {
            changes.push_back(changeAt(trait, value, place));
            changes.back().isReturn = true;
        }
        if (isNew(places)) {
            changes.push_back(changeAt(trait, value, places.front()));
            changes.back().isReturn = wasSeenBefore(m_rows, changes.back());
            changes.back().isFirstSight = !changes.back().isReturn;
        } else if (const auto risen = riseOf(places);
                   risen && std::ranges::find(returns, *risen) == returns.end()) {
            changes.push_back(changeAt(trait, value, *risen));
        }
    }

    // Where it came back after it had been away for longer than chance makes it.
    static std::vector<std::size_t> returnsOf(const std::vector<std::size_t>& places)
    {
        std::vector<std::size_t> returns;
        for (std::size_t i = kFewestBeforeGap; i < places.size(); ++i) {
            // The share that it had of late.
            const double share = static_cast<double>(kFewestBeforeGap)
                / static_cast<double>(places[i - 1] - places[i - kFewestBeforeGap] + 1);
            if (static_cast<double>(places[i] - places[i - 1]) * share > kExpectedInGap)
                returns.push_back(places[i]);
        }
        return returns;
    }

    // By chance all answers with a value lie in the last part of all with a probability of that
    // part to the power of their number.
    bool isNew(const std::vector<std::size_t>& places) const
    {
        const std::size_t before = places.front();
        const double part =
            static_cast<double>(m_answers.size() - before) / static_cast<double>(m_answers.size());
        return before >= kFewestBefore
            && -static_cast<double>(places.size()) * std::log(part) > kSurelyNew;
    }

    // Where a value that had been there took a larger part of the traffic.
    std::optional<std::size_t> riseOf(const std::vector<std::size_t>& places) const
    {
        std::vector<AnswerOutcome> has(m_answers.size(), AnswerOutcome::Good);
        for (const std::size_t place : places)
            has[place] = AnswerOutcome::Bad;
        const auto step = bestStep(has);
        if (!step || step->likelihood < kSureRise
            || step->after.share() - step->before.share() < kShareRise)
            return std::nullopt;
        // The first answer of the new share, not one of the old.
        return *std::ranges::lower_bound(places, step->at);
    }

    Change changeAt(Trait trait, const std::string& value, std::size_t place) const
    {
        Change change{.service = m_service,
                      .trait = trait,
                      .value = value,
                      .previous = {},
                      .time = m_answers[place]->start};
        setPrevious(m_answers, place, change);
        return change;
    }

    const CaseRows& m_rows;
    std::string m_service;
    std::vector<const CaseAnswer*> m_answers; // of the service, by start
};

} // namespace

double RankedChange::reach() const
{
    return since > 0 ? static_cast<double>(reached) / static_cast<double>(since) : 0.0;
}

std::vector<Change> changesOf(const CaseRows& rows, const std::vector<AnswerOutcome>& outcomes)
{
    std::vector<Change> changes;
    std::map<std::string, std::vector<const CaseAnswer*>> byService;
    for (const CaseAnswer& row : rows.answers)
        byService[row.service].push_back(&row);
    for (const CaseAnswer& row : rows.others)
        byService[row.service].push_back(&row);
    for (auto& [service, answers] : byService)
        TraitChanges(rows, service, std::move(answers)).addTo(changes);
    if (auto load = loadChange(rows.answers, outcomes))
        changes.push_back(std::move(*load));
    std::ranges::stable_sort(changes, {}, &Change::time);
    return changes;
}

Exposure exposureTo(const Change& change, const CaseRows& rows)
{
    if (!change.trait)
        return loadExposure(change, rows.answers);
    Exposure exposure(rows.answers.size(), kNotExposed);
    const auto mark = [&](const auto& isExposed) {
        for (std::size_t i = 0; i < exposure.size(); ++i)
            exposure[i] = isExposed(rows.answers[i]) ? kExposed : kNotExposed;
    };
    if (change.service == rows.question.service) {
        // Of what comes back only the return counts.
        mark([&](const CaseAnswer& row) {
            return row.trait(*change.trait) == change.value && row.start >= change.time;
        });
    } else {
        // Of a trace in which no answer of that service was read nothing is known since.
        std::unordered_map<telemetry::TraceId, bool> traces;
        for (const CaseAnswer& row : rows.others) {
            if (row.service != change.service)
                continue;
            bool& isExposed = traces[row.key.trace];
            isExposed =
                isExposed || (row.trait(*change.trait) == change.value && row.start >= change.time);
        }
        for (std::size_t i = 0; i < exposure.size(); ++i) {
            const auto found = traces.find(rows.answers[i].key.trace);
            if (found == traces.end())
                exposure[i] = rows.answers[i].start < change.time ? kNotExposed : kExposureUnknown;
            else
                exposure[i] = found->second ? kExposed : kNotExposed;
        }
    }
    return exposure;
}

const char* toString(ChangeStanding standing)
{
    switch (standing) {
    case ChangeStanding::Explains:
        return "explains";
    case ChangeStanding::TimingOnly:
        return "timing_only";
    case ChangeStanding::SameAnswers:
        return "same_answers";
    case ChangeStanding::ExplainedElsewhere:
        return "explained_elsewhere";
    case ChangeStanding::AfterOnset:
        return "after_onset";
    case ChangeStanding::EquallyBad:
        return "equally_bad";
    case ChangeStanding::NotExposed:
        return "not_exposed";
    case ChangeStanding::NoDifference:
        return "no_difference";
    }
    return "";
}

std::string changeText(const Change& change)
{
    const std::string what = change.trait ? traitText(*change.trait) : translate("causes", "load:");
    std::string text =
        filled(change.isReturn ? translate("causes", "%1 %2 came back") : std::string("%1 %2"),
               {what, change.value});
    if (!change.previous.empty())
        text += filled(translate("causes", " (%1 before)"), {change.previous});
    return text;
}

} // namespace causes
