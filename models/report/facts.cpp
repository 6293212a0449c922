// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/facts.h"

#include "models/causes/caserows.h"
#include "models/objective/suggest.h"
#include "models/report/answerfacts.h"
#include "models/spread/spreadsearch.h"
#include "models/store/suspects.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <map>
#include <tuple>

namespace report {

namespace {

using telemetry::AlarmTransition;
using telemetry::Result;

constexpr telemetry::Duration kSpreadTime = std::chrono::seconds(20);

Result<void> stopped()
{
    return telemetry::failure(telemetry::ErrorKind::Refused, "The report was cancelled.");
}

// The newest transition of each alarm of the incident.
std::vector<AlarmTransition> newestOf(const std::vector<AlarmTransition>& transitions)
{
    std::vector<AlarmTransition> newest;
    for (const AlarmTransition& transition : transitions) {
        const auto known = std::ranges::find(newest, transition.alarm, &AlarmTransition::alarm);
        if (known == newest.end())
            newest.push_back(transition);
        else
            *known = transition;
    }
    return newest;
}

// The one that began first, since others saw it late; those on how answers are, which say of none
// that it is wrong, only where there is no other.
std::string caseAlarmOf(const std::vector<AlarmTransition>& transitions)
{
    const auto alarms = newestOf(transitions);
    const auto first = std::ranges::min_element(alarms, {}, [](const AlarmTransition& alarm) {
        return std::tuple(telemetry::isShiftCheck(alarm.check), alarm.onset);
    });
    return first == alarms.end() ? std::string() : first->alarm;
}

Result<void> readCauses(const store::Reader& reader, ReportFacts& facts)
{
    facts.caseAlarm = caseAlarmOf(facts.record.alarms);
    if (facts.caseAlarm.empty()) {
        facts.noCauses = "The incident names no alarm, so that there is no case to explain.";
        return {};
    }
    auto question = causes::questionOf(reader, facts.caseAlarm, facts.record.knownAt);
    if (!question) {
        facts.noCauses = question.error().message;
        return {};
    }
    question->range.end = std::min(question->range.end, facts.record.range.end);
    question->cursor = facts.record.range.end;
    facts.causesRange = question->range;
    facts.causesOnset = question->onset;
    auto found = causes::causesOf(reader, *question, facts.record.knownAt);
    if (found)
        facts.causes = std::move(*found);
    else if (found.error().kind == telemetry::ErrorKind::Unreadable)
        return tl::make_unexpected(found.error());
    else
        facts.noCauses = found.error().message;
    return {};
}

// In budgets of one window, at the pace of answers that was covered: of the window that ends with
// the incident where that holds all of it, else of the incident itself.
Result<std::optional<double>> burntOf(const store::Reader& reader, const store::View& view,
                                      const BudgetFacts& budget)
{
    if (budget.count == 0)
        return std::optional<double>();
    if (budget.failed == 0)
        return std::optional<double>(0);
    objective::Objective objective = budget.objective;
    const telemetry::Duration lasted = view.range.duration();
    if (lasted <= objective.window) {
        const objective::Status& status = budget.status;
        return !status.spent || status.sum.failed == 0 ? std::optional<double>()
                                                       : *status.spent
                * static_cast<double>(budget.failed) / static_cast<double>(status.sum.failed);
    }
    const double windows =
        static_cast<double>(lasted.count()) / static_cast<double>(objective.window.count());
    objective.window = lasted;
    const auto whole = objective::statusOf(objective, reader, view.range.end, view);
    if (!whole)
        return tl::make_unexpected(whole.error());
    return whole->spent ? std::optional(*whole->spent * windows) : std::nullopt;
}

Result<void> readBudgets(const store::Reader& reader, const ReportQuestion& question,
                         ReportFacts& facts)
{
    const auto& services = facts.record.incident.services;
    const store::View view{.range = facts.record.range, .knownAt = facts.record.knownAt};
    for (const objective::Objective& objective : question.objectives) {
        if (!services.empty() && std::ranges::find(services, objective.service) == services.end())
            continue;
        auto status = objective::statusOf(objective, reader, view.range.end, view);
        if (!status)
            return tl::make_unexpected(status.error());
        telemetry::SignalKey match;
        match.service = objective.service;
        match.operation = objective.operation;
        match.model = objective.model;
        match.check = objective.check;
        const auto sums = reader.sums(view, match, {});
        if (!sums)
            return tl::make_unexpected(sums.error());
        BudgetFacts budget;
        budget.objective = objective;
        budget.status = std::move(*status);
        for (const store::SumRow& row : *sums) {
            budget.count += row.sum.count;
            budget.failed += row.sum.failed;
        }
        const auto burnt = burntOf(reader, view, budget);
        if (!burnt)
            return tl::make_unexpected(burnt.error());
        budget.burnt = *burnt;
        facts.budgets.push_back(std::move(budget));
    }
    return {};
}

// Now, where all is asked for: what comes while it is read belongs to no part then. Later where a
// clock was ahead when it was recorded.
Result<telemetry::Timestamp> knownAtOf(const store::Reader& reader, telemetry::Timestamp asked)
{
    if (asked != telemetry::Timestamp::max())
        return asked;
    const auto extent = reader.extent();
    const auto entries = reader.timeline({});
    if (!extent || !entries)
        return tl::make_unexpected(extent ? entries.error() : extent.error());
    telemetry::Timestamp known = telemetry::SystemClock().now();
    if (*extent)
        known = std::max({known, (*extent)->range.end, (*extent)->whole.end});
    for (const telemetry::TimelineEntry& entry : *entries)
        known = std::max(known, entry.recorded);
    return known;
}

// By answers: what they were given came from elsewhere.
bool isSaidBefore(const spread::SpreadPlace& place)
{
    return place.isEarlier && !similarity::isReceived(place.kind);
}

Result<void> findUnsuspected(const store::Reader& reader, ReportFacts& facts)
{
    std::multimap<telemetry::SpanKey, std::size_t> said;
    for (std::size_t i = 0; i < facts.spread->places.size(); ++i) {
        if (isSaidBefore(facts.spread->places[i]))
            said.emplace(facts.spread->places[i].key, i);
    }
    if (said.empty())
        return {};
    const auto passed = store::forEachSuspect(
        reader, {.range = {}, .knownAt = facts.record.knownAt}, {}, kSuspected,
        [&said](const store::SuspectFacts& suspect) {
            said.erase({.trace = suspect.suspicion.trace, .span = suspect.suspicion.span});
            return !said.empty();
        });
    if (!passed)
        return tl::make_unexpected(passed.error());
    for (const auto& [key, place] : said)
        facts.unsuspectedBefore.insert(place);
    return {};
}

// Of an incident that is over all reports tell the same, whatever was recorded since: texts of
// later are no part of it, and how often a sentence is found falsely goes by all that was looked
// through.
telemetry::Timestamp spreadKnownAt(const store::Reader& reader, ReportFacts& facts)
{
    const auto& closed = facts.record.incident.closed;
    const auto extent = reader.extent();
    // Nothing of an import was known then.
    if (!closed || !extent || !*extent || (*extent)->isImport || *closed >= facts.record.knownAt)
        return facts.record.knownAt;
    facts.spreadUntil = *closed;
    return *closed;
}

void readSpread(const store::Reader& reader, const ReportQuestion& question, ReportFacts& facts)
{
    if (!question.isSpreadWanted || facts.answers.empty()) {
        facts.noSpread = facts.answers.empty() ? "No answer is suspected, so that no statement was "
                                                 "followed."
                                               : "It was not asked for.";
        return;
    }
    auto search = spread::SpreadSearch::open(question.recording);
    if (!search) {
        facts.noSpread = search.error().message;
        return;
    }
    const auto& suspicion = facts.answers.front().row.suspicion;
    spread::SpreadQuestion asked;
    asked.suspect = telemetry::SpanKey{.trace = suspicion.trace, .span = suspicion.span};
    asked.knownAt = spreadKnownAt(reader, facts);
    asked.readingTime = kSpreadTime;
    auto found = (*search)->ask(asked, question.goesOn);
    if (!found) {
        facts.noSpread = found.error().message;
        return;
    }
    facts.spread = std::move(*found);
    if (const auto sorted = findUnsuspected(reader, facts); !sorted) {
        facts.spread.reset();
        facts.noSpread = sorted.error().message;
    }
}

} // namespace

std::string mainService(const ReportFacts& facts)
{
    if (!facts.record.incident.services.empty())
        return facts.record.incident.services.front();
    const auto alarms = newestOf(facts.record.alarms);
    const auto worst = std::ranges::min_element(alarms, {}, [](const AlarmTransition& alarm) {
        return std::tuple(telemetry::isShiftCheck(alarm.check), alarm.severity, alarm.onset);
    });
    return worst == alarms.end() ? std::string() : worst->service;
}

Result<ReportFacts> readFacts(const ReportQuestion& question)
{
    const auto reader = store::Reader::open(question.recording);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto goesOn = [&question] { return !question.goesOn || question.goesOn(); };
    // One moment for all parts, while somebody may write to it.
    const auto known = knownAtOf(**reader, question.knownAt);
    if (!known)
        return tl::make_unexpected(known.error());
    ReportFacts facts;
    if (question.knownAt != telemetry::Timestamp::max())
        facts.asKnownAt = question.knownAt;
    facts.recordingName = std::filesystem::path(question.recording).filename().string();
    auto all = incident::readIncidents(**reader, *known);
    if (!all)
        return tl::make_unexpected(all.error());
    facts.isDeclared = !all->empty() || !question.incident.empty();
    auto record = facts.isDeclared ? incident::readIncident(**reader, question.incident, *known)
                                   : incident::readUndeclared(**reader, *known);
    if (!record)
        return tl::make_unexpected(record.error());
    facts.record = std::move(*record);
    auto info = (*reader)->info();
    auto chain = (*reader)->verify(*known);
    if (!info || !chain)
        return tl::make_unexpected(info ? chain.error() : info.error());
    facts.info = std::move(*info);
    facts.chain = std::move(*chain);
    using Part = std::function<Result<void>()>;
    const std::array<Part, 3> parts{[&] { return readAnswers(**reader, facts); },
                                    [&] { return readCauses(**reader, facts); },
                                    [&] { return readBudgets(**reader, question, facts); }};
    for (const Part& part : parts) {
        if (const auto read = part(); !read)
            return tl::make_unexpected(read.error());
        if (!goesOn())
            return tl::make_unexpected(stopped().error());
    }
    readSpread(**reader, question, facts);
    if (!goesOn())
        return tl::make_unexpected(stopped().error());
    return facts;
}

} // namespace report
