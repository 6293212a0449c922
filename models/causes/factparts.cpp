// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/factparts.h"

#include "models/causes/loadchange.h"
#include "models/causes/wording.h"
#include "models/telemetry/answerdelay.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace causes {

namespace {

// Adds numbers up by the side of the onset.
class Mean
{
public:
    explicit Mean(const CaseCut& cut)
        : m_cut(cut)
    {
    }
    void add(const CaseAnswer& row, double value)
    {
        Side& side = m_cut.isAfter(row) ? m_after : m_before;
        side.sum += value;
        ++side.count;
    }
    MeanFacts facts() const { return {.before = m_before.mean(), .after = m_after.mean()}; }

private:
    struct Side
    {
        double sum = 0;
        std::int64_t count = 0;
        std::optional<double> mean() const
        {
            return count > 0 ? std::optional(sum / static_cast<double>(count)) : std::nullopt;
        }
    };
    const CaseCut& m_cut;
    Side m_before;
    Side m_after;
};

double seconds(telemetry::Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

void add(store::Agreement& to, const store::Agreement& from)
{
    to.bothFailed += from.bothFailed;
    to.bothPassed += from.bothPassed;
    to.onlyJudge += from.onlyJudge;
    to.onlyOther += from.onlyOther;
}

// One side of a judge: a new model may have a new name, so a check's judges are taken together.
struct JudgeSide
{
    Counts failed;
    std::vector<std::string> models;
    std::optional<double> delay; // of the one that said most
    store::Agreement validators;
    store::Agreement golden;
};

JudgeSide sideOf(const std::vector<store::JudgeRow>& rows, const std::string& check)
{
    JudgeSide side;
    std::int64_t most = 0;
    for (const store::JudgeRow& row : rows) {
        if (row.check != check)
            continue;
        side.failed = side.failed.plus({.bad = row.failed, .count = row.failed + row.passed});
        side.models.insert(side.models.end(), row.models.begin(), row.models.end());
        add(side.validators, row.withValidators);
        add(side.golden, row.withGolden);
        if (row.evaluations() > most && row.delayMedian) {
            most = row.evaluations();
            side.delay = seconds(*row.delayMedian);
        }
    }
    return side;
}

std::string linkText(const telemetry::LinkStatus& link)
{
    return link.source + ": " + telemetry::toString(link.state)
        + (link.reason.empty() ? "" : ", " + link.reason);
}

} // namespace

double median(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

bool isLost(const CaseAnswer& row)
{
    return !row.isCallFailed && row.content != telemetry::ContentState::Captured;
}

telemetry::Duration usualDelay(const CaseRows& rows)
{
    std::vector<double> delays;
    for (std::size_t i = 0; i * 10 < rows.answers.size(); ++i) {
        if (rows.answers[i].delay)
            delays.push_back(seconds(*rows.answers[i].delay));
    }
    return delays.empty() ? telemetry::Duration{}
                          : std::chrono::duration_cast<telemetry::Duration>(
                              std::chrono::duration<double>(median(delays)));
}

AnswerOutcome wrongTimesOf(const CaseAnswer& row, telemetry::Duration usual)
{
    if (!row.delay)
        return AnswerOutcome::Unknown;
    return telemetry::isWrongDelay(*row.delay, usual) ? AnswerOutcome::Bad : AnswerOutcome::Good;
}

// The number in the middle, or at another share, of whole stretches of ten seconds.
std::optional<double> requestsAt(const CaseCut& cut, bool isAfter, double share)
{
    constexpr telemetry::Duration kStretch = std::chrono::seconds(10);
    std::map<std::int64_t, double> counts;
    for (const CaseAnswer& row : cut.rows.answers) {
        if (cut.isAfter(row) == isAfter)
            counts[(row.start - cut.onset) / kStretch - (row.start < cut.onset ? 1 : 0)] += 1;
    }
    if (counts.size() < 3)
        return std::nullopt;
    // The first and the last may not be whole.
    counts.erase(counts.begin());
    counts.erase(std::prev(counts.end()));
    std::vector<double> sorted;
    for (const auto& [stretch, count] : counts)
        sorted.push_back(count);
    std::ranges::sort(sorted);
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5)];
}

void addLoad(const CaseCut& cut, CaseFacts& facts)
{
    LoadFacts& load = facts.load;
    Mean inFlight(cut);
    Mean lasted(cut);
    std::vector<double> loads;
    for (const CaseAnswer& row : cut.rows.answers) {
        if (row.end > row.start)
            lasted.add(row, seconds(row.end - row.start));
        if (!row.load)
            continue;
        inFlight.add(row, *row.load);
        if (cut.isAfter(row))
            loads.push_back(*row.load);
    }
    load.inFlight = inFlight.facts();
    load.seconds = lasted.facts();
    load.requests = {.before = requestsAt(cut, false, 0.5), .after = requestsAt(cut, true, 0.9)};
    load.relation = loadRelation(cut.rows.answers, cut.outcomes, telemetry::Timestamp::min());
    load.relationSince = loadRelation(cut.rows.answers, cut.outcomes, cut.onset);
    if (loads.empty())
        return;
    load.threshold = median(loads);
    for (std::size_t i = 0; i < cut.outcomes.size(); ++i) {
        const CaseAnswer& row = cut.rows.answers[i];
        if (row.load && cut.isAfter(row))
            (*row.load > load.threshold ? load.atHighLoad : load.atLowLoad).add(cut.outcomes[i]);
    }
    load.likelihood = riseLikelihood(load.atHighLoad, load.atLowLoad);
}

void addDocuments(const CaseCut& cut, CaseFacts& facts)
{
    DocumentFacts& documents = facts.documents;
    std::unordered_map<std::string, Counts> by;
    Counts all;
    for (std::size_t i = 0; i < cut.outcomes.size(); ++i) {
        const CaseAnswer& row = cut.rows.answers[i];
        const bool hasAny = !row.documents.empty();
        cut.sideOf(hasAny ? documents.withDocuments : documents.without, row).add(cut.outcomes[i]);
        if (!hasAny || !cut.isAfter(row))
            continue;
        all.add(cut.outcomes[i]);
        for (const std::string& id :
             std::set<std::string>(row.documents.begin(), row.documents.end()))
            by[id].add(cut.outcomes[i]);
    }
    const double tried = std::log(static_cast<double>(std::max<std::size_t>(by.size(), 1)));
    for (const auto& [id, with] : by) {
        const Counts without{.bad = all.bad - with.bad, .count = all.count - with.count};
        const double likelihood = riseLikelihood(with, without) - tried;
        if (likelihood <= documents.likelihood)
            continue;
        documents.worst = id;
        documents.withWorst = with;
        documents.withoutWorst = without;
        documents.likelihood = likelihood;
    }
}

void addJudges(const CaseCut& cut, CaseFacts& facts)
{
    std::set<std::string> checks;
    for (const store::JudgeRow& row : cut.rows.judgesAfter)
        checks.insert(row.check);
    for (const std::string& check : checks) {
        const JudgeSide before = sideOf(cut.rows.judgesBefore, check);
        const JudgeSide after = sideOf(cut.rows.judgesAfter, check);
        facts.judges.push_back({.check = check,
                                .failed = {.before = before.failed, .after = after.failed},
                                .modelsBefore = before.models,
                                .modelsAfter = after.models,
                                .secondsBefore = before.delay,
                                .secondsAfter = after.delay,
                                .withValidatorsBefore = before.validators,
                                .withValidatorsAfter = after.validators,
                                .withGoldenBefore = before.golden,
                                .withGoldenAfter = after.golden});
    }
    std::ranges::stable_sort(facts.judges, {}, [&facts](const JudgeFacts& judge) {
        // That of the symptom first, then what moved most surely, then who says most.
        return std::tuple(judge.check != facts.check, -judge.failed.likelihood(),
                          -judge.failed.after.count);
    });
}

void addLoops(const CaseCut& cut, CaseFacts& facts)
{
    Mean tools(cut);
    Mean calls(cut);
    Mean tokens(cut);
    std::unordered_set<telemetry::TraceId> seen;
    std::map<std::string, std::int64_t> repeating; // traces, by tool
    for (std::size_t i = 0; i < cut.outcomes.size(); ++i) {
        const CaseAnswer& row = cut.rows.answers[i];
        if (cut.isAfter(row) && row.toldCalls > 0)
            (row.repeatedCalls > 0 ? facts.loops.badAmongRepeating : facts.loops.badAmongOthers)
                .add(cut.outcomes[i]);
        if (row.outputTokens)
            tokens.add(row, static_cast<double>(*row.outputTokens));
        if (!seen.insert(row.key.trace).second)
            continue;
        tools.add(row, row.toolCalls);
        calls.add(row, row.traceAnswers);
        facts.loops.hasTools = facts.loops.hasTools || row.toolCalls > 0;
        if (row.toldCalls == 0)
            continue;
        facts.loops.hasArguments = true;
        if (row.repeatedCalls > 0 && cut.isAfter(row))
            ++repeating[row.repeatedTool];
        cut.sideOf(facts.loops.repeated, row)
            .add(row.repeatedCalls > 0 ? AnswerOutcome::Bad : AnswerOutcome::Good);
    }
    if (!repeating.empty())
        facts.loops.tool = std::ranges::max_element(repeating, {}, [](const auto& pair) {
                               return pair.second;
                           })->first;
    facts.loops.toolCalls = tools.facts();
    facts.loops.modelCalls = calls.facts();
    facts.loops.outputTokens = tokens.facts();
}

void addTelemetry(const CaseCut& cut, CaseFacts& facts)
{
    TelemetryFacts& told = facts.telemetry;
    const telemetry::Duration usual = usualDelay(cut.rows);
    Mean delay(cut);
    std::array<BeforeAfter, kTraitCount> traits;
    std::map<std::string, std::int64_t> lostStates;
    std::int64_t before = 0;
    std::int64_t after = 0;
    for (const CaseAnswer& row : cut.rows.answers) {
        ++(cut.isAfter(row) ? after : before);
        if (cut.isAfter(row) || row.start < cut.mayBeSince)
            cut.sideOf(told.lost, row).add(isLost(row) ? AnswerOutcome::Bad : AnswerOutcome::Good);
        cut.sideOf(told.wrongTimes, row).add(wrongTimesOf(row, usual));
        if (row.delay)
            delay.add(row, seconds(*row.delay));
        if (isLost(row) && cut.isAfter(row))
            ++lostStates[telemetry::toString(row.content)];
        for (std::size_t i = 0; i < kTraitCount; ++i)
            cut.sideOf(traits[i], row)
                .add(row.traits[i].empty() ? AnswerOutcome::Bad : AnswerOutcome::Good);
    }
    told.delay = delay.facts();
    if (!lostStates.empty())
        told.lostState = std::ranges::max_element(lostStates, {}, [](const auto& pair) {
                             return pair.second;
                         })->first;
    constexpr double kNearlyAll = 0.8;
    constexpr double kFew = 0.4;
    for (std::size_t i = 0; i < kTraitCount; ++i) {
        if (traits[i].isKnown() && traits[i].before.share() < 1 - kNearlyAll
            && traits[i].after.share() > 1 - kFew)
            told.goneTraits.push_back(traitText(static_cast<Trait>(i)));
    }
    const auto& answers = cut.rows.answers;
    const auto rate = [](std::int64_t count, telemetry::Duration length) -> std::optional<double> {
        const double minutes = seconds(length) / 60;
        return minutes > 0 && count > 1 ? std::optional(static_cast<double>(count) / minutes)
                                        : std::nullopt;
    };
    told.perMinute = {.before = rate(before, cut.onset - answers.front().start),
                      .after = rate(after, answers.back().start - cut.onset)};
    for (const telemetry::LinkStatus& link : cut.rows.links) {
        const bool isOurs = link.service.empty() || link.service == facts.service;
        const bool isTroubled = link.state == telemetry::LinkState::Stale
            || link.state == telemetry::LinkState::Lagging
            || link.state == telemetry::LinkState::Failing;
        // Instances of one sender are as many links.
        if (isOurs && isTroubled
            && std::ranges::find(told.troubledLinks, linkText(link)) == told.troubledLinks.end())
            told.troubledLinks.push_back(linkText(link));
        constexpr double kSkewed = 5; // seconds
        if (isOurs && link.skew && std::abs(seconds(*link.skew)) > kSkewed) {
            char off[64];
            std::snprintf(off, sizeof off, "%.0f s", seconds(*link.skew));
            told.troubledLinks.push_back(
                filled(translate("causes", "%1: its clock is off by %2"), {link.source, off}));
        }
    }
}

void addOwnChecks(const CaseCut& cut, CaseFacts& facts)
{
    CheckBits own = 0;
    CheckBits symptom = 0;
    for (std::size_t i = 0; i < cut.rows.checks.size(); ++i) {
        const CheckBits bit = CheckBits{1} << i;
        own |= telemetry::isOwnCheck(cut.rows.checks[i]) ? bit : 0;
        symptom |= cut.rows.checks[i] == facts.check ? bit : 0;
    }
    const auto add = [&cut](const CaseAnswer& row, CheckBits bits, BeforeAfter& sides) {
        if ((row.failed & bits) != 0)
            cut.sideOf(sides, row).add(AnswerOutcome::Bad);
        else if ((row.passed & bits) != 0)
            cut.sideOf(sides, row).add(AnswerOutcome::Good);
    };
    for (const CaseAnswer& row : cut.rows.answers)
        add(row, own, facts.ownChecks);
    for (const CaseAnswer& row : cut.rows.others)
        add(row, symptom, facts.elsewhere);
}

} // namespace causes
