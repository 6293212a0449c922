// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/changes.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>

namespace causes {

namespace {

constexpr std::size_t kFewestBefore = 5; // answers without a value, before it is called new
constexpr double kExpectedBefore = 4; // of its share: none of so many is a chance of 2 %
constexpr double kShareRise = 0.2; // of the traffic, of what had been there
constexpr double kSureRise = 10; // log likelihood
constexpr double kExpectedInGap = 14; // answers that a value would have had while it was away
constexpr std::size_t kFewestBeforeGap = 20; // answers with it, to know its share
constexpr double kLoadRatio = 1.4;
constexpr double kLoadRise = 1.5; // calls in flight

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

// Told values only; the most frequent of some answers.
std::string usual(const std::vector<const CaseAnswer*>& rows, std::size_t from, std::size_t to,
                  Trait trait)
{
    std::map<std::string, std::size_t> counts;
    for (std::size_t i = from; i < to; ++i)
        ++counts[rows[i]->trait(trait)];
    const auto most =
        std::ranges::max_element(counts, {}, [](const auto& pair) { return pair.second; });
    return most == counts.end() ? std::string() : most->first;
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
            for (const auto& [value, at] : places)
                add(trait, value, at, changes);
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

    // Of a value that few answers have, the first comes late by chance.
    bool isNew(const std::vector<std::size_t>& places) const
    {
        const std::size_t before = places.front();
        const double share =
            static_cast<double>(places.size()) / static_cast<double>(m_answers.size() - before);
        return before >= kFewestBefore && static_cast<double>(before) * share > kExpectedBefore;
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
        change.previous = usual(m_answers, place > 200 ? place - 200 : 0, place, trait);
        if (change.previous == value)
            change.previous.clear();
        return change;
    }

    const CaseRows& m_rows;
    std::string m_service;
    std::vector<const CaseAnswer*> m_answers; // of the service, by start
};

// A level of load that stays: the step of the mean that leaves the least scatter.
std::optional<Change> loadChange(const CaseRows& rows)
{
    const std::vector<CaseAnswer>& answers = rows.answers;
    double total = 0;
    for (const CaseAnswer& row : answers)
        total += row.load;
    const auto count = static_cast<double>(answers.size());
    double before = 0;
    double best = 0;
    std::size_t at = 0;
    for (std::size_t i = 1; i < answers.size(); ++i) {
        before += answers[i - 1].load;
        const auto left = static_cast<double>(i);
        const double difference = (total - before) / (count - left) - before / left;
        const double explained = difference * difference * left * (count - left) / count;
        if (i >= 2 * kFewestBefore && difference > 0 && explained > best) {
            best = explained;
            at = i;
        }
    }
    if (at == 0)
        return std::nullopt;
    double low = 0;
    for (std::size_t i = 0; i < at; ++i)
        low += answers[i].load;
    const double high = (total - low) / (count - static_cast<double>(at));
    low /= static_cast<double>(at);
    if (high < low * kLoadRatio || high - low < kLoadRise)
        return std::nullopt;
    const auto text = [](double load) {
        char words[48];
        std::snprintf(words, sizeof words, "%.1f calls in flight", load);
        return std::string(words);
    };
    return Change{.service = rows.question.service,
                  .trait = {},
                  .value = text(high),
                  .previous = text(low),
                  .time = answers[at].start,
                  .isReturn = false,
                  .loadFrom = (low + high) / 2};
}

} // namespace

double RankedChange::reach() const
{
    return since > 0 ? static_cast<double>(reached) / static_cast<double>(since) : 0.0;
}

std::vector<Change> changesOf(const CaseRows& rows)
{
    std::vector<Change> changes;
    std::map<std::string, std::vector<const CaseAnswer*>> byService;
    for (const CaseAnswer& row : rows.answers)
        byService[row.service].push_back(&row);
    for (const CaseAnswer& row : rows.others)
        byService[row.service].push_back(&row);
    for (auto& [service, answers] : byService)
        TraitChanges(rows, service, std::move(answers)).addTo(changes);
    if (auto load = loadChange(rows))
        changes.push_back(std::move(*load));
    std::ranges::stable_sort(changes, {}, &Change::time);
    return changes;
}

Exposure exposureTo(const Change& change, const CaseRows& rows)
{
    Exposure exposure(rows.answers.size(), 0);
    const auto mark = [&](const auto& isExposed) {
        for (std::size_t i = 0; i < exposure.size(); ++i)
            exposure[i] = isExposed(rows.answers[i]) ? 1 : 0;
    };
    if (!change.trait) {
        mark([&](const CaseAnswer& row) { return row.load >= change.loadFrom; });
    } else if (change.service == rows.question.service) {
        // Of what comes back only the return counts.
        mark([&](const CaseAnswer& row) {
            return row.trait(*change.trait) == change.value && row.start >= change.time;
        });
    } else {
        std::unordered_set<telemetry::TraceId> traces;
        for (const CaseAnswer& row : rows.others) {
            if (row.service == change.service && row.trait(*change.trait) == change.value
                && row.start >= change.time)
                traces.insert(row.key.trace);
        }
        mark([&](const CaseAnswer& row) { return traces.contains(row.key.trace); });
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
    std::string text = change.trait ? traitText(*change.trait) : "load:";
    text += ' ' + change.value;
    if (change.isReturn)
        text += " came back";
    if (!change.previous.empty())
        text += " (" + change.previous + " before)";
    return text;
}

} // namespace causes
