// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/guardfacts.h"

#include "app/commands/approvalfiles.h"
#include "models/items/viewstate.h"

#include <QFile>

#include <algorithm>
#include <chrono>
#include <memory>
#include <numeric>
#include <utility>

namespace commands {

using namespace std::chrono_literals;
using telemetry::Result;
using telemetry::Timestamp;

namespace {

constexpr qint64 kLargestRoles = 1024 * 1024; // bytes
constexpr auto kReach = 15min;
constexpr auto kProgramsAhead = 1min; // clocks of one machine's programs
constexpr std::size_t kLargestScreen =
    std::size_t{16} * 1024; // bytes of a payload; twice a window's

store::View reachOf(Timestamp now)
{
    return {.range = {.start = now - kReach, .end = now + kProgramsAhead}};
}

Result<bool> hasAnswers(const store::Reader& reader, const std::string& service, Timestamp now)
{
    store::FactsQuery query;
    query.service = service;
    query.limit = 1;
    return reader.facts(reachOf(now), query).map([](const auto& facts) { return !facts.empty(); });
}

// Counted where they are kept: there may be a million of them.
Result<std::int64_t> answersOf(const store::Reader& reader, const std::string& service,
                               Timestamp now)
{
    const auto volume = reader.volume(reachOf(now), service, kReach + kProgramsAhead);
    if (!volume)
        return tl::make_unexpected(volume.error());
    return std::accumulate(volume->begin(), volume->end(), std::int64_t{0},
                           [](std::int64_t sum, const auto& part) { return sum + part.count; });
}

// What was fired and approved, as far as the chain and the files beside it tell.
void takeTimeline(runbook::GuardFacts& facts, const store::Reader& reader,
                  const std::string& recording, const runbook::LeverPlan& plan, Timestamp now,
                  std::optional<std::int64_t> intent)
{
    facts.fired.reset();
    facts.lastFired.reset();
    facts.approvals = facts.handedOver;
    // Approvals hold less long than an hour.
    const store::View lately{.range = {.start = now - runbook::kGuardHour - kProgramsAhead,
                                       .end = now + kProgramsAhead}};
    auto entries = reader.timeline(lately, {"action", "undo", "approval"});
    if (!entries)
        return;
    std::sort(entries->begin(), entries->end(),
              [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
    const auto count = runbook::countFirings(*entries, plan.lever.id, now, intent);
    facts.fired = count.sent;
    facts.lastFired = count.newest;
    for (const telemetry::TimelineEntry& entry : *entries) {
        if (auto approval = runbook::approvalFrom(entry))
            facts.approvals.push_back(std::move(*approval));
    }
    if (plan.lever.guard.approvals < 1)
        return;
    for (runbook::Approval& approval : approvalsBeside(recording))
        facts.approvals.push_back(std::move(approval));
}

// What was on the screen of whoever said it. Nothing where that is not told, or is no screen.
std::optional<telemetry::TimelineEntry>
screenEntry(const std::string& recording, const std::string& lever, const runbook::Approval& said)
{
    telemetry::TimelineEntry entry;
    entry.time = said.when;
    entry.kind = "screen";
    entry.actor = said.person;
    entry.subject = lever;
    entry.payload = screenBeside(recording, said);
    const auto state = items::shownState(entry);
    if (entry.payload.size() > kLargestScreen || !state)
        return std::nullopt;
    entry.text = "On the screen when " + lever
        + (said.isDeclined ? " was declined" : " was approved")
        + " in another window: " + items::viewStateText(*state).toStdString();
    return entry;
}

} // namespace

Result<std::string> answeringService(const store::Reader& reader, const runbook::LeverPlan& plan,
                                     const std::string& service, Timestamp now)
{
    for (const std::string* name : {&plan.lever.target, &service}) {
        if (name->empty())
            continue;
        const auto answers = hasAnswers(reader, *name, now);
        if (!answers)
            return tl::make_unexpected(answers.error());
        if (*answers)
            return *name;
    }
    return std::string();
}

std::vector<telemetry::TimelineEntry>
decisionsToRecord(const std::string& recording, const runbook::LeverPlan& plan, Timestamp now)
{
    std::vector<telemetry::TimelineEntry> entries;
    auto beside = approvalsBeside(recording);
    const std::string hash = runbook::planHash(plan);
    std::erase_if(beside, [&hash, now](const runbook::Approval& each) {
        return each.plan != hash || now - each.when > runbook::kApprovalHolds;
    });
    const auto reader = beside.empty() ? nullptr : store::Reader::open(recording).value_or(nullptr);
    if (!reader)
        return entries;
    const store::View lately{.range = {.start = now - runbook::kApprovalHolds - kProgramsAhead,
                                       .end = now + kProgramsAhead}};
    const auto known = reader->timeline(lately, {"approval"});
    if (!known)
        return entries;
    const auto request =
        runbook::approvalRequestFrom(runbook::approvalRequestEntry(plan, {}, {}, now));
    for (const runbook::Approval& each : beside) {
        const bool isKnown = std::any_of(known->begin(), known->end(), [&each](const auto& entry) {
            const auto said = runbook::approvalFrom(entry);
            return said && said->plan == each.plan && said->account == each.account
                && said->isDeclined == each.isDeclined && said->when == each.when;
        });
        if (isKnown)
            continue;
        entries.push_back(runbook::decisionEntry(*request, each));
        entries.back().actor = each.person;
        if (auto screen = screenEntry(recording, plan.lever.id, each))
            entries.push_back(std::move(*screen));
    }
    return entries;
}

telemetry::Result<std::optional<Timestamp>> newestTelemetry(const store::Reader& reader,
                                                            Timestamp now)
{
    store::GenerationFilter newest;
    newest.limit = 1;
    newest.newestFirst = true;
    const store::View whole{.range = {.start = Timestamp::min(), .end = now + kProgramsAhead}};
    const auto spans = reader.spans(whole, newest);
    if (!spans)
        return tl::make_unexpected(spans.error());
    if (spans->empty())
        return std::optional<Timestamp>();
    return std::optional(std::max(spans->front().recorded, spans->front().start));
}

runbook::GuardFacts guardFacts(runbook::GuardFacts known, const std::string& recording,
                               const runbook::LeverPlan& plan, const std::string& service,
                               Timestamp now)
{
    if (recording.empty())
        return known;
    const auto reader = store::Reader::open(recording);
    if (!reader)
        return known;
    takeTimeline(known, **reader, recording, plan, now, std::nullopt);
    if (const auto newest = newestTelemetry(**reader, now)) {
        known.isTelemetryKnown = true;
        known.newestTelemetry = *newest;
    }
    const auto answering = answeringService(**reader, plan, service, now);
    if (!answering) // then how much is touched is not known
        return known;
    const auto services = (*reader)->services({});
    const bool isKnownService =
        services
        && std::any_of(services->begin(), services->end(), [&](const store::ServiceRow& row) {
               return row.service == plan.lever.target || row.service == service;
           });
    if (!answering->empty()) {
        if (const auto answers = answersOf(**reader, *answering, now))
            known.reach = *answers;
    } else if (isKnownService)
        known.reach = 0;
    return known;
}

runbook::GuardFacts factsUpTo(runbook::GuardFacts facts, const std::string& recording,
                              const runbook::LeverPlan& plan, Timestamp now, std::int64_t intent)
{
    facts.fired.reset();
    facts.approvals = facts.handedOver;
    if (const auto reader = store::Reader::open(recording))
        takeTimeline(facts, **reader, recording, plan, now, intent);
    return facts;
}

std::vector<runbook::Fired> openWritesIn(const std::string& recording, const std::string& lever)
{
    if (recording.empty())
        return {};
    const auto reader = store::Reader::open(recording);
    if (!reader)
        return {};
    const auto entries = (*reader)->timeline({}, {"action", "undo", "rung"});
    return entries ? runbook::openWrites(*entries, lever) : std::vector<runbook::Fired>{};
}

std::string conflictIn(const std::string& recording, const runbook::UndoPlan& undo,
                       const runbook::Fired& fired)
{
    const auto reader = undo.conflict.empty() || recording.empty()
        ? telemetry::Result<std::unique_ptr<store::Reader>>(nullptr)
        : store::Reader::open(recording);
    if (!reader || *reader == nullptr)
        return undo.conflict;
    const auto entries = (*reader)->timeline({}, {"action", "undo"});
    if (!entries)
        return undo.conflict;
    return undo.conflict + " "
        + runbook::whoSetText(*entries, undo.plan.lever.id, undo.plan.before, fired.when);
}

telemetry::Result<runbook::Roles> readRoles(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path + ": " + file.errorString().toStdString() + ".");
    if (file.size() > kLargestRoles)
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path + ": larger than 1 MiB, which no file of roles is.");
    auto reading = runbook::rolesFromYaml(file.readAll().toStdString());
    if (!reading.roles) {
        const yaml::Problem& problem = reading.problems.front();
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path + ":" + std::to_string(problem.line) + ":"
                                      + std::to_string(problem.column) + ": " + problem.message
                                      + ".");
    }
    return std::move(*reading.roles);
}

} // namespace commands
